/* SPDX-License-Identifier: MIT */
/* Answers on their way out: rendered, from the cache, as a stream, or a file of the program. */
#include "base/base.h"

#include <sodium.h>
#include <stdatomic.h>

#include "base/log.h"
#include "base/text.h"
#include "web/answer.h"
#include "web/conn.h"

#define SLOW_MS 500

/* ---- answers ---- */

static bool speaks_tls(const Exchange *exchange)
{
    const char *base_url = exchange->web->options.base_url;
    return exchange->req.secure || (base_url && text_starts(base_url, "https://"));
}

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

/* Takes the bytes of the answer. */
static struct MHD_Response *response_of(Answer *answer)
{
    size_t length;
    if (answer->shared) {
        char *bytes = shared_bytes(answer->shared, &length);
        return MHD_create_response_from_buffer_with_free_callback_cls(length, bytes, shared_drop, answer->shared);
    }
    char *bytes = buf_take(&answer->body, &length);
    return MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result send_answer(Exchange *exchange, Answer *answer)
{
    if (!answer->shared && !answer->gzipped && takes_gzip(exchange) && is_compressible(&answer->headers))
        answer->gzipped = gzip_body(&answer->body);
    if (answer->gzipped)
        *(Pair *)list_push(&exchange->arena, &answer->headers) = (Pair){"Content-Encoding", "gzip"};
    log_request(exchange, answer->status);
    struct MHD_Response *response = response_of(answer);
    bool close = answer->close || conn_is_used_up(exchange->conn) || atomic_load(&exchange->web->stopping);
    return queue(exchange->mhd, answer->status, response, &answer->headers, close);
}

/* ---- cached reading ---- */

/* Who asks for what: the place of the answer, where its next version will take that of this one. */
static const char *place_of(const Exchange *exchange)
{
    const Ctx *cx = &exchange->cx;
    const Req *req = &exchange->req;
    return arena_printf(cx->arena, "%" PRId64 "|%d|%d|%s|%s|%s|%" PRId64, cx->person_id.n, (int)cx->lang,
                        (int)req->wants, req->target, pairs_get(&req->cookies, "theme"), req->turbo_frame, cx->today.n);
}

static const char *etag_of(const Exchange *exchange, const char *place, uint64_t version)
{
    Arena *arena = exchange->cx.arena;
    const char *all = arena_printf(arena, "%s|%" PRIu64 "|%s", exchange->web->build, version, place);
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)all, strlen(all), NULL, 0);
    return arena_printf(arena, "\"%s\"", text_hex(arena, hash, sizeof hash));
}

bool answer_may_be_kept(const Exchange *exchange)
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
    if (speaks_tls(exchange))
        *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"Strict-Transport-Security", HSTS};
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return queue(exchange->mhd, 304, response, &headers, false);
}

enum MHD_Result answer_cached(Exchange *exchange)
{
    Web *web = exchange->web;
    Req *req = &exchange->req;
    Answer answer = {.status = 200};
    uint64_t version = live_version(web->live, req->route->families); /* before the snapshot is opened */
    const char *place = place_of(exchange);
    const char *etag = etag_of(exchange, place, version);
    if (strstr(req->if_none_match, etag))
        return not_modified(exchange, etag);
    bool kept_kind = req->wants == WANTS_PAGE || req->wants == WANTS_JSON;
    if (kept_kind && page_cache_get(web->cache, place, version, takes_gzip(exchange), &answer)) {
        render_kept_headers(exchange, &answer, cached_type(req->wants));
    } else {
        dispatch_read(exchange);
        render_answer(exchange, &answer);
        if (kept_kind && !exchange->err && answer.status == 200)
            page_cache_put(web->cache, place, version, takes_gzip(exchange), &answer);
    }
    if (answer.status == 200)
        *(Pair *)list_push(&exchange->arena, &answer.headers) = (Pair){"ETag", etag};
    return send_answer(exchange, &answer);
}

enum MHD_Result answer_now(Exchange *exchange, bool close)
{
    Answer answer = {.close = close};
    exchange->stage = STAGE_ENDED;
    render_answer(exchange, &answer);
    return send_answer(exchange, &answer);
}

enum MHD_Result answer_stream(Exchange *exchange)
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
    if (speaks_tls(exchange))
        *(Pair *)list_push(&exchange->arena, &headers) = (Pair){"Strict-Transport-Security", HSTS};
    exchange->is_stream = true;
    MHD_set_connection_option(exchange->mhd, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
    conn_is_stream(exchange->conn);
    enum MHD_Result result = queue(exchange->mhd, 200, response, &headers, false);
    arena_reset(&exchange->arena);
    arena_finish(&exchange->arena); /* an idle stream keeps nothing of its request */
    return result;
}

/* ---- files of the program ---- */

enum MHD_Result send_asset(Exchange *exchange)
{
    const EmbeddedAsset *asset = exchange->asset;
    const char *accepted = header_of(exchange->mhd, "Accept-Encoding");
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
    if (speaks_tls(exchange))
        MHD_add_response_header(response, "Strict-Transport-Security", HSTS);
    if (conn_is_used_up(exchange->conn))
        MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result = MHD_queue_response(exchange->mhd, 200, response);
    MHD_destroy_response(response);
    return result;
}

const EmbeddedAsset *asset_at(const char *target)
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
