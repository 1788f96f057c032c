/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/value_read.h"
#include "people/session.h"
#include "people/view_web.h"

SHAPE(Option, FIELD(Option, value), FIELD(Option, label), FIELD(Option, on));

void option_add(Ctx *cx, Options *options, const char *value, const char *label, const char *chosen)
{
    *(Option *)list_push(cx->arena, options) = (Option){value, label, strcmp(value, chosen) == 0};
}

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

const char *form_typed(const Req *req, const char *field, const char *stored)
{
    return req->err && pairs_have(&req->form, field) ? pairs_get(&req->form, field) : stored;
}

bool form_ticked(const Req *req, const char *field, bool stored)
{
    return req->err && pairs_have(&req->form, field) ? strcmp(pairs_get(&req->form, field), "1") == 0 : stored;
}

const char *form_wrong(const Req *req, const char *field)
{
    for (const Err *err = req->err; err; err = err->next)
        if (strcmp(err->field, field) == 0)
            return err->text;
    return "";
}

const char *form_wrong_elsewhere(const Req *req, const char *fields)
{
    for (const Err *err = req->err; err; err = err->next)
        if (!*err->field || !names_have(fields, err->field))
            return err->text;
    return "";
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
