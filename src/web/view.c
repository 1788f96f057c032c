/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/value_read.h"
#include "web/view.h"

SHAPE(Option, FIELD(Option, value), FIELD(Option, label), FIELD(Option, on));
SHAPE(Clash, FIELD(Clash, label), FIELD(Clash, yours), FIELD(Clash, theirs));
SHAPE(Past, FIELD(Past, who), FIELD(Past, hue), FIELD(Past, at), FIELD(Past, text), FIELD_LIST(Past, changes, Clash));

void option_add(Ctx *cx, Options *options, const char *value, const char *label, const char *chosen)
{
    *(Option *)list_push(cx->arena, options) = (Option){value, label, strcmp(value, chosen) == 0};
}

const char *id_value(const Ctx *cx, Id id)
{
    return id.n ? arena_printf(cx->arena, "%" PRId64, id.n) : "";
}

void option_add_id(Ctx *cx, Options *options, Id value, const char *label, const char *chosen)
{
    option_add(cx, options, id_value(cx, value), label, chosen);
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
        if (!err->field[0] || !names_have(fields, err->field))
            return err->text;
    return "";
}
