/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "people/session.h"
#include "people/view_web.h"

Err *option_add_places(Ctx *cx, Options *options, PlaceKind kind, const char *all, Id chosen)
{
    PlaceList places = {0};
    const char *value = chosen.n ? number_text(cx, chosen.n) : "";
    TRY(place_list(cx, kind, &places));
    option_add(cx, options, "", all, value);
    for (size_t i = 0; i < places.count; i++)
        option_add(cx, options, number_text(cx, places.items[i].id.n), places.items[i].name, value);
    return NULL;
}

const char *number_text(const Ctx *cx, int64_t number)
{
    return arena_printf(cx->arena, "%" PRId64, number);
}

const char *day_value(const Ctx *cx, Day day)
{
    return day_iso(cx->arena, day);
}

/* "__Host-" is taken by browsers over TLS alone. */
static const char *session_cookie_name(const Req *req)
{
    return req->secure ? "__Host-sid" : "sid";
}

void session_cookie(Ctx *cx, const Req *req, Reply *reply, const char *token, bool remember)
{
    int64_t age = remember ? SESSION_LONGEST : -1;
    reply_cookie(cx, req, reply, session_cookie_name(req), token ? token : "", token ? age : 0);
}

const char *session_cookie_value(const Req *req)
{
    return pairs_get(&req->cookies, session_cookie_name(req));
}
