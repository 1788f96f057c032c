/* SPDX-License-Identifier: MIT */
/* The HTTP server over a list of features. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "db/store.h"
#include "web/live.h"
#include "web/route.h"

typedef struct Web Web;

/* Who asks, as the session hook found out. */
typedef struct Identity {
    Id person_id;
    const char *name; /* in the request's arena */
    Grants grants;
    Lang lang;
    const char *theme; /* "", "light", "dark" */
    int hue;
    Id session_id;
    bool bearer;
    const char *set_cookie; /* a renewed session's cookie value; NULL: leave it */
} Identity;

typedef struct {
    Store *store;
    const Feature *const *features; /* ends with NULL */
    const struct Hooks *hooks;      /* becomes cx->hooks of every request */
    const char *host;               /* "127.0.0.1" */
    int port;                       /* 0: a free one */
    int threads;                    /* 0: as many as cores, 2 at least */
    int per_address;                /* connections of one address at once; 0: 100 */
    const char *base_url;           /* "https://takt.example"; "": from the listen address */
    const char *proxies;            /* comma-separated addresses whose X-Forwarded-* counts; "" none */
    /*
     * Hooks that app.c fills, since they belong to folders on the right. identify: the person behind the cookie or
     * token, person_id 0 when there is none. agency: name shown in the frame, "" before it has one.
     */
    Err *(*identify)(Ctx *cx, const Req *req, Identity *identity);
    Err *(*agency)(Ctx *cx, const char **name);
    /* Where an empty agency must go first ("/welcome"), NULL when all is set up. */
    Err *(*first_page)(Ctx *cx, const char **path);
} WebOptions;

/* Compiles every template, checks every route, binds the socket. ERR_FAULT says what is wrong (port taken, …). */
MUST_USE Err *web_start(Ctx *cx, const WebOptions *options, Web **web);
/* The port that was taken. */
int web_port(const Web *web);
Live *web_live(Web *web);
/* Refuses new connections, ends streams, waits for running requests (15 s at most), stops. */
void web_stop(Web *web);

/* The clock of requests: TAKT_NOW (ISO instant or unix seconds) pins it. */
Instant clock_now(void);
/* Fills now and today (in the agency's zone). */
void clock_set(Ctx *cx);

#endif
