/* SPDX-License-Identifier: MIT */
/* One exchange from birth to end, and what its head says. */
#include "base/base.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdatomic.h>

#include "base/text.h"
#include "web/answer.h"
#include "web/exchange.h"

int64_t monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

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
                          .host = "",
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

const char *header_of(struct MHD_Connection *connection, const char *name)
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

void exchange_read_head(Exchange *exchange)
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
    exchange->req.host = exchange->host;
    exchange->accept_encoding = header_of(mhd, "Accept-Encoding");
}
