/* SPDX-License-Identifier: MIT */
/* An answer as a value: nothing is sent before the transaction has committed. */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "base/buf.h"
#include "web/req.h"

typedef struct Reply {
    int status;           /* 0: 200 */
    In shown;             /* the record of the answer (JSON, and the page's when page_view is not set) */
    In page_view;         /* the page's own record */
    const char *title;    /* of the page, translated */
    const char *topics;   /* what the page shows, for live refresh: "plan people" */
    const char *location; /* of a redirect; NULL: none */
    Buf body;             /* bytes made by the handler (files) */
    const char *type;     /* of body */
    const char *file_name;
    Pairs headers;     /* further ones, Set-Cookie among them */
    const char *toast; /* a sentence shown after the redirect, with «undo» for the request's change */
    bool no_store;     /* sign-in, tokens */
    bool gate;         /* the page has no frame (sign-in) */
} Reply;

/* Answers the record: JSON of it, or the route's page from it. The record must live in cx->arena. */
Err *reply_show(Ctx *cx, Reply *reply, In record);
/* The page is filled from its own record instead; the JSON stays what reply_show said. */
Err *reply_page(Ctx *cx, Reply *reply, const char *title, In view);
/* 303 to a path of ours; for a JSON request the shown record is answered instead. */
Err *reply_see_other(Ctx *cx, Reply *reply, const char *path);
/* A file to download; takes over the buffer. */
Err *reply_file(Ctx *cx, Reply *reply, const char *type, const char *file_name, Buf *body);
/* A sentence to show after the redirect; with undo the toast offers to take the change back. */
void reply_toast(Reply *reply, const char *text);
void reply_header(Ctx *cx, Reply *reply, const char *name, const char *value);
/* Set-Cookie with the flags that every cookie of ours has; max_age 0 deletes it, -1 ends with the browser. */
void reply_cookie(Ctx *cx, const Req *req, Reply *reply, const char *name, const char *value, int64_t max_age);
/* A path to go to that came from outside: only our own ("/" and a letter), else fallback. */
const char *safe_path(const char *path, const char *fallback);

#endif
