/* SPDX-License-Identifier: MIT */
/* One request as the handlers see it: everything is decoded and checked to be UTF-8. */
#ifndef WEB_REQ_H
#define WEB_REQ_H

#include "base/err.h"
#include "base/json.h"
#include "base/shape.h"

typedef enum { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE } Method;

/* What the asker wants back: by the address's ending (.json, .csv, .xlsx), else by Accept. */
typedef enum { WANTS_PAGE, WANTS_JSON, WANTS_CSV, WANTS_XLSX } Wants;

typedef struct {
    const char *name, *value;
} Pair;
typedef LIST_OF(Pair) Pairs;

/* A file of a multipart form, whole in memory (routes that take files say how large they may be). */
typedef struct {
    const char *field, *file_name;
    const char *data;
    size_t size;
} Upload;

typedef struct Req {
    Method method;
    const char *path;   /* without the ending and the query */
    const char *target; /* path and query as asked, for links back */
    const struct Route *route;
    Wants wants;
    Pairs params; /* ":id" of the route */
    Pairs query;
    Pairs form;
    struct json_t *json; /* the body of a JSON request; NULL when there is none */
    LIST_OF(Upload) uploads;
    Pairs cookies;
    const char *address;     /* the asker's IP address */
    const char *host;        /* the Host it was asked for: only to show addresses to the asker */
    const char *agent;       /* User-Agent, cut to 200 characters */
    const char *turbo_id;    /* X-Turbo-Request-Id; "" */
    const char *turbo_frame; /* Turbo-Frame: only this frame is wanted; "" */
    const char *if_none_match;
    bool bearer;       /* a program with a token */
    const char *token; /* of Authorization: Bearer; "" none */
    bool secure;       /* over TLS */
    Id session_id;
    const Err *err; /* set when a form page is rendered again after a refusal */
    void *prepared; /* what route.prepare leaves for the handler, in cx->arena; the two agree on its type */
} Req;

/* "" when there is none. */
const char *pairs_get(const Pairs *pairs, const char *name);
bool pairs_have(const Pairs *pairs, const char *name);
/* A part of the path (":id"). */
const char *req_param(const Req *req, const char *name);
/* The value as typed: of the body if there is one, else of the query. */
const char *req_typed(const Req *req, const char *name);
/* The part of the path as an id; ERR_MISSING when it is not a positive number. */
MUST_USE Err *req_id(Ctx *cx, const Req *req, const char *name, Id *id);
/* Decodes "a=1&b=2" (a query, a form body) into pairs; ERR_BAD_REQUEST when it is malformed. */
MUST_USE Err *pairs_read(Ctx *cx, const char *text, Pairs *pairs);
const Upload *req_upload(const Req *req, const char *field);

#endif
