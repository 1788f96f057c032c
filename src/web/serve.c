/* SPDX-License-Identifier: MIT */
/* libmicrohttpd's callbacks: a request's stages from the first byte to the last, and starting and stopping it all. */
#include "base/base.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/text.h"
#include "web/conn.h"
#include "web/exchange.h"
#include "web/framing.h"
#include "web/router.h"

#define BODY_MAX_DEFAULT ((size_t)1 << 20)
#define CONNECTIONS_MAX 12000
#define SLOW_MS 500

int64_t monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- one exchange ---- */

static void name_request(char *name, size_t size)
{
    static atomic_uint_fast64_t counter;
    static atomic_uint_fast32_t start;
    uint32_t expected = 0;
    if (atomic_load(&start) == 0) {
        uint_fast32_t none = expected;
        atomic_compare_exchange_strong(&start, &none, randombytes_random() | 1U);
    }
    snprintf(name, size, "%08" PRIxFAST32 "-%" PRIxFAST64, atomic_load(&start), atomic_fetch_add(&counter, 1) + 1);
}

Exchange *exchange_new(Web *web, const char *raw_target)
{
    Exchange *exchange = calloc(1, sizeof *exchange);
    assert(exchange);
    exchange->web = web;
    exchange->started_ms = monotonic_ms();
    exchange->raw_target = strdup(raw_target);
    assert(exchange->raw_target);
    name_request(exchange->request_id, sizeof exchange->request_id);
    arena_init(&exchange->arena, 0);
    exchange->cx = (Ctx){.arena = &exchange->arena,
                         .person_name = "",
                         .request_id = exchange->request_id,
                         .through = "page",
                         .action = "",
                         .topics = &exchange->topics,
                         .hooks = web->options.hooks};
    clock_set(&exchange->cx);
    exchange->content_type = exchange->origin = exchange->fetch_site = exchange->host = "";
    exchange->accept_encoding = "";
    exchange->req = (Req){.path = "",
                          .target = "",
                          .address = "",
                          .agent = "",
                          .turbo_id = "",
                          .turbo_frame = "",
                          .if_none_match = "",
                          .token = ""};
    atomic_fetch_add(&web->running, 1);
    return exchange;
}

void exchange_free(Exchange *exchange)
{
    if (exchange->req.json)
        json_drop(exchange->req.json);
    buf_finish(&exchange->reply.body);
    buf_finish(&exchange->body);
    arena_finish(&exchange->arena);
    atomic_fetch_sub(&exchange->web->running, 1);
    free(exchange->raw_target);
    free(exchange);
}

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value && text_is_utf8(value, strlen(value)) ? value : "";
}

/* The peer, or what a listed proxy says of it. */
static const char *address_of(Exchange *exchange)
{
    char text[INET6_ADDRSTRLEN] = "";
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(exchange->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *peer = info ? info->client_addr : NULL;
    if (peer && peer->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)peer)->sin_addr, text, sizeof text);
    else if (peer && peer->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr, text, sizeof text);
    return arena_strdup(&exchange->arena, text);
}

static bool is_proxy(const Exchange *exchange, const char *address)
{
    const char *proxies = exchange->web->options.proxies;
    TextList listed = text_split(exchange->cx.arena, proxies ? proxies : "", ',');
    for (size_t i = 0; i < listed.count; i++)
        if (*listed.items[i] && strcmp(text_trim(exchange->cx.arena, listed.items[i]), address) == 0)
            return true;
    return false;
}

static void read_peer(Exchange *exchange)
{
    Req *req = &exchange->req;
    const char *base_url = exchange->web->options.base_url;
    req->address = address_of(exchange);
    req->secure = base_url && text_starts(base_url, "https://");
    if (!is_proxy(exchange, req->address))
        return;
    const char *forwarded = header_of(exchange->mhd, "X-Forwarded-For");
    const char *last = strrchr(forwarded, ',');
    if (*forwarded)
        req->address = text_trim(exchange->cx.arena, last ? last + 1 : forwarded);
    req->secure = strcmp(header_of(exchange->mhd, "X-Forwarded-Proto"), "https") == 0 || req->secure;
}

static void read_head(Exchange *exchange)
{
    Req *req = &exchange->req;
    struct MHD_Connection *mhd = exchange->mhd;
    const char *agent = header_of(mhd, "User-Agent");
    read_peer(exchange);
    req->agent = arena_strndup(exchange->cx.arena, agent, MIN_OF(strlen(agent), (size_t)200));
    req->turbo_id = header_of(mhd, "X-Turbo-Request-Id");
    req->turbo_frame = header_of(mhd, "Turbo-Frame");
    req->if_none_match = header_of(mhd, "If-None-Match");
    exchange->content_type = header_of(mhd, "Content-Type");
    exchange->origin = header_of(mhd, "Origin");
    exchange->fetch_site = header_of(mhd, "Sec-Fetch-Site");
    exchange->host = header_of(mhd, "Host");
    exchange->accept_encoding = header_of(mhd, "Accept-Encoding");
}

/* ---- answers ---- */

static enum MHD_Result queue(struct MHD_Connection *connection, int status, struct MHD_Response *response,
                             const Pairs *headers, bool close)
{
    for (size_t i = 0; i < headers->count; i++)
        MHD_add_response_header(response, headers->items[i].name, headers->items[i].value);
    if (close)
        MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

static void log_request(const Exchange *exchange, int status)
{
    int64_t took = monotonic_ms() - exchange->started_ms;
    bool worth = exchange->req.method != METHOD_GET || took > SLOW_MS;
    if (worth && status < 400)
        log_line(LOG_INFO, exchange->request_id, "%s: %d in %" PRId64 " ms", exchange->cx.action, status, took);
}

static bool takes_gzip(const Exchange *exchange)
{
    return strstr(exchange->accept_encoding, "gzip") != NULL;
}

static bool is_compressible(const Pairs *headers)
{
    const char *type = pairs_get(headers, "Content-Type");
    return text_starts(type, "text/") || strstr(type, "json") || strstr(type, "svg");
}

static enum MHD_Result send_answer(Exchange *exchange, Answer *answer)
{
    Conn *conn = NULL;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(exchange->mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (info)
        conn = info->socket_context;
    if (!answer->gzipped && takes_gzip(exchange) && is_compressible(&answer->headers))
        answer->gzipped = gzip_body(&answer->body);
    if (answer->gzipped)
        *(Pair *)list_push(&exchange->arena, &answer->headers) = (Pair){"Content-Encoding", "gzip"};
    log_request(exchange, answer->status);
    size_t length;
    char *bytes = buf_take(&answer->body, &length);
    struct MHD_Response *response = MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_MUST_FREE);
    bool close = answer->close || conn_is_used_up(conn) || atomic_load(&exchange->web->stopping);
    return queue(exchange->mhd, answer->status, response, &answer->headers, close);
}

/* ---- cached reading ---- */

static const char *etag_of(Exchange *exchange, uint64_t version)
{
    const Ctx *cx = &exchange->cx;
    const Req *req = &exchange->req;
    const char *all = arena_printf(cx->arena, "%s|%" PRIu64 "|%" PRId64 "|%d|%d|%s|%s|%s|%" PRId64,
                                   exchange->web->build, version, cx->person_id.n, (int)cx->lang, (int)req->wants,
                                   req->target, pairs_get(&req->cookies, "theme"), req->turbo_frame, cx->today.n);
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)all, strlen(all), NULL, 0);
    return arena_printf(cx->arena, "\"%s\"", text_hex(cx->arena, hash, sizeof hash));
}

static bool may_be_cached(const Exchange *exchange)
{
    const Req *req = &exchange->req;
    return req->route->cached && req->method == METHOD_GET && exchange->cx.person_id.n &&
           !pairs_have(&req->cookies, "toast");
}

static const char *cached_type(Wants wants)
{
    return wants == WANTS_JSON ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
}

static enum MHD_Result not_modified(Exchange *exchange, const char *etag)
{
    Pairs headers = {0};
    *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"ETag", etag};
    *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"Cache-Control", "private, no-cache"};
    *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"Vary", "Accept, Accept-Encoding, Cookie"};
    *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"X-Content-Type-Options", "nosniff"};
    *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"Referrer-Policy", "same-origin"};
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return queue(exchange->mhd, 304, response, &headers, false);
}

static enum MHD_Result answer_cached(Exchange *exchange)
{
    Web *web = exchange->web;
    Req *req = &exchange->req;
    Answer answer = {.status = 200};
    uint64_t version = live_version(web->live, req->route->families); /* before the snapshot is opened */
    const char *etag = etag_of(exchange, version);
    if (strstr(req->if_none_match, etag))
        return not_modified(exchange, etag);
    bool kept_kind = req->wants == WANTS_PAGE || req->wants == WANTS_JSON;
    if (kept_kind && page_cache_get(web->cache, etag, version, takes_gzip(exchange), &answer)) {
        render_kept_headers(exchange, &answer, cached_type(req->wants));
    } else {
        dispatch_read(exchange);
        render_answer(exchange, &answer);
        if (kept_kind && !exchange->err && answer.status == 200)
            page_cache_put(web->cache, etag, version, cached_type(req->wants), &answer.body);
    }
    if (answer.status == 200)
        *(Pair *)list_push(&exchange->arena, &answer.headers) = (Pair){"ETag", etag};
    return send_answer(exchange, &answer);
}

/* ---- stages ---- */

static enum MHD_Result answer_now(Exchange *exchange, bool close)
{
    Answer answer = {.close = close};
    exchange->stage = STAGE_ENDED;
    render_answer(exchange, &answer);
    return send_answer(exchange, &answer);
}

static enum MHD_Result answer_stream(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    Pairs headers = {0};
    struct MHD_Response *response = live_stream(exchange->web->live, exchange);
    if (!response) {
        exchange->err = err_new(cx, ERR_LIMITED, "", "%s", _("Too many pages of yours are open"));
        exchange->err->wait = 30;
        return answer_now(exchange, false);
    }
    static const Pair fixed[] = {{"Content-Type", "text/event-stream; charset=utf-8"},
                                 {"Cache-Control", "no-store"},
                                 {"X-Accel-Buffering", "no"},
                                 {"X-Content-Type-Options", "nosniff"},
                                 {"Referrer-Policy", "same-origin"}};
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        *(Pair *)list_push(&exchange->arena, &headers) = fixed[i];
    exchange->is_stream = true;
    MHD_set_connection_option(exchange->mhd, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(exchange->mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (info)
        conn_is_stream(info->socket_context);
    enum MHD_Result result = queue(exchange->mhd, 200, response, &headers, false);
    arena_reset(&exchange->arena);
    arena_finish(&exchange->arena); /* an idle stream keeps nothing of its request */
    return result;
}

static bool is_events(const Req *req)
{
    return req->route && strcmp(req->route->path, "/events") == 0;
}

/* An empty agency is led to its first page. */
static Err *ask_first_page(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    const char *path = NULL;
    TRY(exchange->web->options.first_page(cx, &path));
    if (!path)
        exchange->web->set_up = true;
    else if (strcmp(path, exchange->req.path) != 0)
        exchange->reply.location = path;
    return NULL;
}

static bool leads_elsewhere(Exchange *exchange)
{
    const Req *req = &exchange->req;
    if (exchange->web->set_up || !exchange->cx.person_id.n || req->method != METHOD_GET || req->wants != WANTS_PAGE ||
        is_events(req))
        return false;
    Err *err = store_read(exchange->web->options.store, &exchange->cx, ask_first_page, exchange);
    return !err && exchange->reply.location;
}

static enum MHD_Result run_reading(Exchange *exchange)
{
    if (is_events(&exchange->req))
        return answer_stream(exchange);
    if (leads_elsewhere(exchange))
        return answer_now(exchange, false);
    if (may_be_cached(exchange) && !exchange->cx.after)
        return answer_cached(exchange);
    dispatch_read(exchange);
    return answer_now(exchange, false);
}

static void wake(Exchange *exchange)
{
    exchange->stage = STAGE_ENDED;
    MHD_resume_connection(exchange->mhd);
}

static void written(WriteJob *job)
{
    Exchange *exchange = job->arg;
    if (!exchange->err)
        exchange->err = job->err;
    if (!job->err)
        live_publish(exchange->web->live, &exchange->topics, exchange->cx.person_name, exchange->req.turbo_id);
    wake(exchange);
}

static void submit_write(Exchange *exchange)
{
    exchange->job = (WriteJob){.cx = &exchange->cx, .run = dispatch_write, .arg = exchange, .done = written};
    store_submit(exchange->web->options.store, &exchange->job);
}

static Err *run_prepare(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    return exchange->req.route->prepare(cx, &exchange->req);
}

/* On a worker's thread: hashing, reading a spreadsheet. */
static void work(Exchange *exchange)
{
    exchange->err = store_read(exchange->web->options.store, &exchange->cx, run_prepare, exchange);
    if (exchange->err && !exchange->cx.after)
        wake(exchange);
    else
        submit_write(exchange);
}

static enum MHD_Result run_changing(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    if (atomic_load(&exchange->web->stopping)) { /* web_stop waits for those before; one that sleeps later, for ever */
        exchange->err = err_new(cx, ERR_BUSY, "", "%s", _("Takt is restarting. Try again in a few seconds"));
        exchange->err->wait = 3;
        return answer_now(exchange, true);
    }
    exchange->stage = STAGE_WAITING;
    MHD_suspend_connection(exchange->mhd);
    if (!exchange->req.route->prepare) {
        submit_write(exchange);
    } else if (!workers_submit(exchange->web->workers, exchange)) {
        exchange->err = err_new(cx, ERR_BUSY, "", "%s", _("Too much is asked at once. Try again in a few seconds"));
        exchange->err->wait = 3;
        wake(exchange);
    }
    return MHD_YES;
}

static enum MHD_Result run(Exchange *exchange)
{
    const Route *route = exchange->req.route;
    exchange->err = body_read(exchange);
    if (exchange->err)
        return answer_now(exchange, false);
    if (route->method == METHOD_GET || route->safe)
        return run_reading(exchange);
    return run_changing(exchange);
}

static size_t body_max(const Exchange *exchange)
{
    const Route *route = exchange->req.route;
    return route && route->body_max ? route->body_max : BODY_MAX_DEFAULT;
}

static enum MHD_Result refuse_size(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    int megabytes = (int)(body_max(exchange) >> 20);
    exchange->err = err_new(cx, ERR_TOO_LARGE, "file", _("This is larger than the %d MB that fit here"), megabytes);
    return answer_now(exchange, true);
}

static enum MHD_Result begin(Exchange *exchange, const char *method, const char *version)
{
    Framing framing = framing_check(exchange->mhd, exchange->raw_target, version);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(exchange->mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    Ctx *cx = &exchange->cx;
    if (info)
        conn_head_done(info->socket_context, framing.has_body ? MAX_OF(framing.length, (uint64_t)1) : 0);
    read_head(exchange);
    exchange->err = cookies_read(exchange, header_of(exchange->mhd, "Cookie"));
    if (framing.status) {
        exchange->reply.status = framing.status;
        exchange->err = err_new(cx, ERR_BAD_REQUEST, "", "%s", _("The request is malformed"));
    } else if (strcmp(method, "TRACE") == 0 || strcmp(method, "CONNECT") == 0) {
        exchange->reply.status = 405;
        reply_header(cx, &exchange->reply, "Allow", "GET, POST, PUT, PATCH, DELETE");
        exchange->err = err_new(cx, ERR_BAD_REQUEST, "", "%s", _("The request is malformed"));
    } else if (!exchange->err) {
        exchange->err = dispatch_head(exchange, method);
        if (exchange->err && strcmp(exchange->err->field, "method") == 0)
            exchange->reply.status = 501;
    }
    if (exchange->err)
        return answer_now(exchange, framing.has_body || framing.status);
    exchange->stage = STAGE_BODY;
    return framing.length > body_max(exchange) ? refuse_size(exchange) : MHD_YES;
}

static enum MHD_Result send_asset(struct MHD_Connection *connection, const EmbeddedAsset *asset)
{
    const char *accepted = header_of(connection, "Accept-Encoding");
    bool br = asset->br.size && strstr(accepted, "br");
    bool gz = !br && asset->gz.size && strstr(accepted, "gzip");
    const EmbeddedBytes *bytes = br ? &asset->br : gz ? &asset->gz : &asset->plain;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes->size, (void *)(uintptr_t)bytes->data, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", asset->type);
    MHD_add_response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    if (br || gz)
        MHD_add_response_header(response, "Content-Encoding", br ? "br" : "gzip");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static const EmbeddedAsset *asset_at(const char *target)
{
    if (strcmp(target, "/favicon.ico") == 0 || strcmp(target, "/favicon.svg") == 0)
        target = "/a/favicon";
    for (size_t i = 0; i < embedded_assets_count; i++) {
        const char *path = embedded_assets[i].path;
        if (strcmp(path, target) == 0 || (strcmp(target, "/a/favicon") == 0 && text_starts(path, target)))
            return &embedded_assets[i];
    }
    return NULL;
}

static enum MHD_Result handle(void *cls UNUSED, struct MHD_Connection *connection, const char *url UNUSED,
                              const char *method, const char *version, const char *upload, size_t *upload_size,
                              void **state)
{
    Exchange *exchange = *state;
    exchange->mhd = connection;
    if (exchange->stage == STAGE_HEAD) {
        const EmbeddedAsset *asset = asset_at(exchange->raw_target);
        if (asset && (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)) {
            exchange->stage = STAGE_ENDED;
            return send_asset(connection, asset);
        }
        return begin(exchange, method, version);
    }
    if (*upload_size && exchange->stage == STAGE_BODY) {
        if (exchange->body.length + *upload_size > body_max(exchange))
            return MHD_NO; /* longer than it said, or chunked without end: the connection closes */
        buf_put(&exchange->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    if (exchange->stage == STAGE_BODY)
        return run(exchange);
    return answer_now(exchange, false);
}

static void *remember_target(void *cls, const char *uri, struct MHD_Connection *connection UNUSED)
{
    return exchange_new(cls, uri);
}

static void completed(void *cls UNUSED, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode code UNUSED)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (info)
        conn_answered(info->socket_context);
    if (*state)
        exchange_free(*state);
    *state = NULL;
}

static void connection_changed(void *cls, struct MHD_Connection *connection, void **context,
                               enum MHD_ConnectionNotificationCode code)
{
    Web *web = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        conn_closed(web->conns, *context);
        *context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (fd && peer)
        *context = conn_opened(web->conns, fd->connect_fd, peer->client_addr);
}

static enum MHD_Result may_connect(void *cls, const struct sockaddr *address, socklen_t length UNUSED)
{
    Web *web = cls;
    return conns_may_open(web->conns, address) ? MHD_YES : MHD_NO;
}

/* Connections that break off and the like: of interest only to who looks for them. */
static PRINTF_LIKE(2, 0) void note_of_library(void *cls UNUSED, const char *format, va_list args)
{
    char text[512];
    vsnprintf(text, sizeof text, format, args);
    log_line(LOG_DEBUG, NULL, "libmicrohttpd: %s", text);
}

/* Addresses and arguments are decoded by us, strictly and once. */
static size_t leave_as_it_is(void *cls UNUSED, struct MHD_Connection *connection UNUSED, char *text)
{
    return strlen(text);
}

/* ---- start and stop ---- */

static Err *listen_on(Ctx *cx, const WebOptions *options, int *fd)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port)};
    int yes = 1;
    if (inet_pton(AF_INET, options->host, &address.sin_addr) != 1)
        return err_fault(cx, "%s is not an IPv4 address to listen on", options->host);
    *fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*fd < 0)
        return err_fault(cx, "cannot make a socket: %s", strerror(errno));
    setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(*fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(*fd, 4096) == 0)
        return NULL;
    const char *why = strerror(errno);
    if (errno == EADDRINUSE)
        why = "the port is taken by another program; choose one with --listen ADDR:PORT";
    close(*fd);
    return err_fault(cx, "cannot listen on %s:%d: %s", options->host, options->port, why);
}

static int port_of(int fd)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    return getsockname(fd, (struct sockaddr *)&address, &length) == 0 ? ntohs(address.sin_port) : 0;
}

static void raise_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static Err *start_daemon(Ctx *cx, Web *web, int fd)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = web->options.threads ? (unsigned)web->options.threads : (unsigned)MAX_OF(cores, 2L);
    web->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, may_connect, web, handle, web,
        MHD_OPTION_EXTERNAL_LOGGER, note_of_library, NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE,
        threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, 60U,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32768, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
        remember_target, web, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        completed, web, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, web, MHD_OPTION_END);
    if (!web->daemon)
        return err_fault(cx, "cannot start the HTTP server: %s", strerror(errno));
    return NULL;
}

static Err *start(Ctx *cx, Web *web)
{
    int fd;
    TRY(router_check(cx, web->options.features));
    TRY(render_compile(cx, web));
    TRY(listen_on(cx, &web->options, &fd));
    web->port = port_of(fd);
    live_start(web->live, web->options.features);
    return start_daemon(cx, web, fd);
}

/* Another program gives other pages: its mark is part of each ETag. */
static const char *build_mark(Arena *arena)
{
    crypto_generichash_state state;
    unsigned char hash[16];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t i = 0; i < embedded_pages_count; i++)
        crypto_generichash_update(&state, embedded_pages[i].data, embedded_pages[i].size);
    for (size_t i = 0; i < embedded_catalogues_count; i++)
        crypto_generichash_update(&state, embedded_catalogues[i].data, embedded_catalogues[i].size);
    for (size_t i = 0; i < embedded_assets_count; i++)
        crypto_generichash_update(&state, (const unsigned char *)embedded_assets[i].path,
                                  strlen(embedded_assets[i].path));
    crypto_generichash_final(&state, hash, sizeof hash);
    return arena_printf(arena, TAKT_VERSION "-%s", text_hex(arena, hash, sizeof hash));
}

Err *web_start(Ctx *cx, const WebOptions *options, Web **started)
{
    Web *web = calloc(1, sizeof *web);
    assert(web);
    raise_descriptors();
    web->options = *options;
    arena_init(&web->arena, 0);
    web->live = live_new();
    web->cache = page_cache_new();
    web->identities = identity_cache_new();
    web->conns = conns_new();
    web->workers = workers_new(4, 64, work);
    web->build = build_mark(&web->arena);
    Err *err = start(cx, web);
    if (err)
        web_stop(web);
    else
        *started = web;
    return err;
}

int web_port(const Web *web)
{
    return web->port;
}

Live *web_live(Web *web)
{
    return web->live;
}

static void wait_for_running(Web *web)
{
    int64_t until = monotonic_ms() + 15000;
    while (atomic_load(&web->running) > 0 && monotonic_ms() < until)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

void web_stop(Web *web)
{
    if (!web)
        return;
    atomic_store(&web->stopping, true);
    if (web->daemon) {
        int fd = MHD_quiesce_daemon(web->daemon);
        if (fd >= 0)
            close(fd);
        live_end_streams(web->live);
        wait_for_running(web);
        MHD_stop_daemon(web->daemon);
    }
    workers_free(web->workers);
    live_free(web->live);
    page_cache_free(web->cache);
    identity_cache_free(web->identities);
    conns_free(web->conns);
    arena_finish(&web->arena);
    free(web);
}
