/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "web/reply.h"

Err *reply_show(Ctx *cx UNUSED, Reply *reply, In record)
{
    reply->shown = record;
    return NULL;
}

Err *reply_page(Ctx *cx UNUSED, Reply *reply, const char *title, In view)
{
    reply->title = title;
    reply->page_view = view;
    return NULL;
}

Err *reply_see_other(Ctx *cx, Reply *reply, const char *path)
{
    reply->location = arena_strdup(cx->arena, path);
    return NULL;
}

Err *reply_file(Ctx *cx UNUSED, Reply *reply, const char *type, const char *file_name, Buf *body)
{
    reply->type = type;
    reply->file_name = file_name;
    reply->body = *body;
    *body = (Buf){0};
    return NULL;
}

void reply_toast(Reply *reply, const char *text)
{
    reply->toast = text;
}

void reply_header(Ctx *cx, Reply *reply, const char *name, const char *value)
{
    *(Pair *)list_push(cx->arena, &reply->headers) = (Pair){name, value};
}

void reply_cookie(Ctx *cx, const Req *req, Reply *reply, const char *name, const char *value, int64_t max_age)
{
    Buf cookie = {0};
    buf_printf(&cookie, "%s=%s; Path=/; HttpOnly; SameSite=Lax", name, value);
    if (req->secure)
        buf_text(&cookie, "; Secure");
    if (max_age >= 0)
        buf_printf(&cookie, "; Max-Age=%" PRId64, max_age);
    reply_header(cx, reply, "Set-Cookie", arena_strdup(cx->arena, cookie.data));
    buf_finish(&cookie);
}

const char *safe_path(const char *path, const char *fallback)
{
    bool letter = path && path[0] == '/' && ((path[1] >= 'a' && path[1] <= 'z') || path[1] == 0);
    for (const char *at = path; letter && *at; at++)
        if ((unsigned char)*at < 0x21 || *at == '\\' || *at == 0x7f)
            letter = false;
    return letter ? path : fallback;
}
