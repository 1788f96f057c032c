/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "web/req.h"

bool pairs_have(const Pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0)
            return true;
    return false;
}

/* The last one counts: a checkbox comes behind its hidden "0". */
const char *pairs_get(const Pairs *pairs, const char *name)
{
    for (size_t i = pairs->count; i > 0; i--)
        if (strcmp(pairs->items[i - 1].name, name) == 0)
            return pairs->items[i - 1].value;
    return "";
}

const char *req_param(const Req *req, const char *name)
{
    return pairs_get(&req->params, name);
}

const char *req_typed(const Req *req, const char *name)
{
    return pairs_have(&req->form, name) ? pairs_get(&req->form, name) : pairs_get(&req->query, name);
}

Err *req_id(Ctx *cx, const Req *req, const char *name, Id *id)
{
    if (!text_int(req_param(req, name), &id->n) || id->n <= 0)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such thing, or it is not yours to see"));
    return NULL;
}

const Upload *req_upload(const Req *req, const char *field)
{
    for (size_t i = 0; i < req->uploads.count; i++)
        if (strcmp(req->uploads.items[i].field, field) == 0 && req->uploads.items[i].size > 0)
            return &req->uploads.items[i];
    return NULL;
}
