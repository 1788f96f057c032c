/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/value_read.h"
#include "web/form.h"

static Err *not_settable(Ctx *cx, const char *name)
{
    return err_new(cx, ERR_INPUT, name, "%s", _("This cannot be set here"));
}

/* Only the last of several values of one name counts. */
static bool is_last(const Pairs *pairs, size_t at)
{
    for (size_t i = at + 1; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, pairs->items[at].name) == 0)
            return false;
    return true;
}

static Err *read_pairs(Ctx *cx, const Pairs *pairs, Out out, const char *fields, bool strict)
{
    Err *errors = NULL;
    for (size_t i = 0; i < pairs->count; i++) {
        const Pair *pair = &pairs->items[i];
        const Field *field = shape_field(out.shape, pair->name);
        if (!is_last(pairs, i))
            continue;
        if (!field || !names_have(fields, pair->name)) {
            if (strict && strcmp(pair->name, "back") != 0) /* every form may say where to go back to */
                errors = err_join(errors, not_settable(cx, pair->name));
            continue;
        }
        errors = err_join(errors, value_read(cx, field, pair->value, out.data));
    }
    return errors;
}

/* A field that a form must have and that was not sent at all. */
static Err *check_required(Ctx *cx, const Req *req, Out out, const char *fields, uint64_t seen)
{
    Err *errors = NULL;
    for (size_t i = 0; i < out.shape->count; i++) {
        const Field *field = &out.shape->fields[i];
        bool sent = pairs_have(&req->form, field->name) || pairs_have(&req->params, field->name) || (seen >> i & 1);
        if (!field->required || !names_have(fields, field->name) || sent)
            continue;
        errors = err_join(errors, err_new(cx, ERR_INPUT, field->name, "%s", _("This must be filled in")));
    }
    return errors;
}

Err *form_read(Ctx *cx, const Req *req, Out out)
{
    const char *fields = req->route->fields ? req->route->fields : "";
    uint64_t seen = 0;
    Err *errors = NULL;
    shape_blank(out.shape, out.data);
    if (req->method == METHOD_GET)
        errors = read_pairs(cx, &req->query, out, fields, false);
    else if (req->json)
        errors = json_read(cx, req->json, out, fields, &seen);
    else
        errors = read_pairs(cx, &req->form, out, fields, true);
    errors = err_join(errors, read_pairs(cx, &req->params, out, NULL, false));
    if (req->method != METHOD_GET && req->method != METHOD_PATCH)
        errors = err_join(errors, check_required(cx, req, out, fields, seen));
    return errors;
}

Err *form_json(Ctx *cx, const Req *req, const struct json_t **object)
{
    if (!req->json)
        return err_new(cx, ERR_INPUT, "", "%s", _("A JSON object is expected here"));
    *object = req->json;
    return NULL;
}
