/* SPDX-License-Identifier: MIT */
/* From a request to a handler's outcome: who asks, may they, did it come from our own pages, and the run itself. */
#include "base/base.h"

#include <microhttpd.h>

#include "base/log.h"
#include "base/text.h"
#include "web/exchange.h"
#include "web/router.h"

static const char *header(Exchange *exchange, const char *name)
{
    const char *value = MHD_lookup_connection_value(exchange->mhd, MHD_HEADER_KIND, name);
    return value && text_is_utf8(value, strlen(value)) ? value : "";
}

/* ---- what the asker wants back ---- */

static void decide_wants(Exchange *exchange, const char *accept)
{
    Req *req = &exchange->req;
    bool json = strstr(accept, "application/json") || strstr(accept, "application/problem+json");
    if (!strstr(accept, "text/html") &&
        (json || text_starts(exchange->content_type, "application/json") || req->bearer))
        req->wants = WANTS_JSON;
}

static bool route_gives(const Route *route, Wants wants)
{
    const char *formats = route->formats ? route->formats : "";
    if (wants == WANTS_CSV)
        return strstr(formats, "csv") != NULL;
    if (wants == WANTS_XLSX)
        return strstr(formats, "xlsx") != NULL;
    return true;
}

/* ---- who asks ---- */

static const char *credential_of(const Exchange *exchange, const char *authorization)
{
    const Req *req = &exchange->req;
    if (req->bearer)
        return authorization;
    const char *name = req->secure ? "__Host-sid" : "sid";
    return pairs_get(&req->cookies, name);
}

static Err *identify_in_snapshot(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    return exchange->web->options.identify(cx, &exchange->req, &exchange->who);
}

static void adopt(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    const Identity *who = &exchange->who;
    cx->person_id = who->person_id;
    cx->person_name = who->name ? who->name : "";
    cx->grants = who->grants;
    exchange->req.session_id = who->session_id;
    if (who->person_id.n)
        cx->lang = who->lang;
}

static Err *find_out_who(Exchange *exchange, const char *authorization)
{
    Web *web = exchange->web;
    Ctx *cx = &exchange->cx;
    const char *credential = credential_of(exchange, authorization);
    if (!*credential)
        return NULL;
    uint64_t version = live_version(web->live, "people session");
    if (!identity_cache_get(web->identities, credential, version, cx->now, cx->arena, &exchange->who)) {
        TRY(store_read(web->options.store, cx, identify_in_snapshot, exchange));
        if (exchange->who.person_id.n)
            identity_cache_put(web->identities, credential, version, cx->now, &exchange->who);
    }
    adopt(exchange);
    return NULL;
}

/* ---- may they ---- */

static Err *check_right(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    const char *right = exchange->req.route->right;
    if (strcmp(right, RIGHT_PUBLIC) == 0)
        return NULL;
    if (!cx->person_id.n)
        return err_new(cx, ERR_UNAUTHENTICATED, "", "%s", _("Sign in first"));
    if (strcmp(right, RIGHT_SIGNED_IN) == 0 || cx_scope(cx, right) != SCOPE_NONE)
        return NULL;
    return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
}

/* Of our own pages: Sec-Fetch-Site says so, or an Origin equal to the address that was asked. */
static bool is_same_origin(const Exchange *exchange)
{
    if (*exchange->fetch_site)
        return strcmp(exchange->fetch_site, "same-origin") == 0;
    const char *scheme = exchange->req.secure ? "https://" : "http://";
    return text_starts(exchange->origin, scheme) && strcmp(exchange->origin + strlen(scheme), exchange->host) == 0;
}

static Err *check_origin(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    const Req *req = &exchange->req;
    if (req->method == METHOD_GET || req->bearer || is_same_origin(exchange))
        return NULL;
    return err_new(cx, ERR_DENIED, "", "%s", _("This request did not come from a page of Takt"));
}

/* ---- before the body ---- */

static Err *find_route(Exchange *exchange, const char *method)
{
    Ctx *cx = &exchange->cx;
    Req *req = &exchange->req;
    const char *allow;
    if (!method_parse(method, &req->method))
        return err_new(cx, ERR_BAD_REQUEST, "method", "%s", _("The request is malformed"));
    exchange->head_only = strcmp(method, "HEAD") == 0;
    Match match =
        router_match(cx, exchange->web->options.features, req->method, req->path, &req->route, &req->params, &allow);
    if (match == MATCH_FOUND && route_gives(req->route, req->wants))
        return NULL;
    if (match == MATCH_OTHER_METHOD) {
        reply_header(cx, &exchange->reply, "Allow", allow);
        exchange->reply.status = 405;
    }
    return err_new(cx, ERR_MISSING, "", "%s", _("There is no such page"));
}

void dispatch_manner(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    Req *req = &exchange->req;
    const char *authorization = header(exchange, "Authorization");
    req->bearer = text_starts(authorization, "Bearer ");
    req->token = req->bearer ? text_trim(cx->arena, authorization + strlen("Bearer ")) : "";
    const char *asked = pairs_get(&req->cookies, "lang");
    cx->lang = lang_of(*asked ? asked : header(exchange, "Accept-Language"));
    decide_wants(exchange, header(exchange, "Accept"));
}

Err *dispatch_head(Exchange *exchange, const char *method)
{
    Ctx *cx = &exchange->cx;
    Req *req = &exchange->req;
    TRY(target_read(exchange));
    TRY(find_out_who(exchange, header(exchange, "Authorization")));
    TRY(find_route(exchange, method));
    cx->action = arena_printf(cx->arena, "%s %s", method_word(req->method), req->route->path);
    cx->through = req->wants == WANTS_JSON ? "api" : "page";
    TRY(check_right(exchange));
    return check_origin(exchange);
}

/* ---- the run ---- */

static Err *run_handler(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    return exchange->req.route->handler(cx, &exchange->req, &exchange->reply);
}

void dispatch_read(Exchange *exchange)
{
    if (exchange->req.route->dbless)
        exchange->err = run_handler(&exchange->cx, exchange);
    else
        exchange->err = store_read(exchange->web->options.store, &exchange->cx, run_handler, exchange);
    exchange->stage = STAGE_ENDED;
}

Err *dispatch_write(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    if (!exchange->req.route || exchange->err)
        return NULL;                   /* only what cx_after left is to be written */
    buf_finish(&exchange->reply.body); /* of a try before */
    exchange->reply = (Reply){0};
    return run_handler(cx, exchange);
}
