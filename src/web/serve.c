/* SPDX-License-Identifier: MIT */
/* Starting and stopping the server, and what libmicrohttpd asks about connections. */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/text.h"
#include "web/answer.h"
#include "web/conn.h"
#include "web/router.h"

#define CONNECTIONS_MAX 12000
#define PER_ADDRESS 100

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
    else if (errno == EADDRNOTAVAIL)
        why = "this machine has no such address";
    else if (errno == EACCES)
        why = "a port below 1024 needs special rights; take a higher one, or put a proxy before it";
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
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, may_connect, web, flow_handle,
        web, MHD_OPTION_EXTERNAL_LOGGER, note_of_library, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, 60U, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32768,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, remember_target, web,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_NOTIFY_COMPLETED, completed, web,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, web, MHD_OPTION_END);
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
    web->conns =
        conns_new(options->per_address ? options->per_address : PER_ADDRESS, options->proxies ? options->proxies : "");
    web->workers = workers_new(4, 64, flow_work);
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
