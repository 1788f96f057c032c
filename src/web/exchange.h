/* SPDX-License-Identifier: MIT */
/* One request on its way through the server; known to web/ alone. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include <pthread.h>

#include "base/shared.h"
#include "web/serve.h"
#include "web/template.h"

struct MHD_Connection;
struct MHD_Daemon;

#define HSTS "max-age=31536000"

/* A page that was compiled at start. */
typedef struct {
    const char *name;
    const Shape *shape;
    const Template *compiled;
} CompiledPage;

/* What goes back to the asker. */
typedef struct {
    int status;
    Pairs headers;
    Buf body;
    Shared *shared; /* instead of body, held by the answer */
    bool gzipped;
    bool close; /* the connection ends with it */
} Answer;

typedef enum {
    STAGE_HEAD,    /* the head is here and was not looked at */
    STAGE_BODY,    /* allowed so far; the body comes in */
    STAGE_PARSED,  /* the body is understood */
    STAGE_WAITING, /* prepared or written by another thread; the connection sleeps */
    STAGE_ENDED,   /* err and reply say how */
} Stage;

typedef struct Exchange Exchange;

/* How many things wait behind an entry of the menu. */
typedef struct {
    const MenuItem *item;
    int count;
} MenuCount;
struct Exchange {
    Web *web;
    struct MHD_Connection *mhd;
    struct Conn *conn;
    Stage stage;
    Arena arena;
    Ctx cx;
    Topics topics;
    Req req;
    Reply reply;
    Err *err;
    Identity who;
    LIST_OF(MenuCount) counts;         /* of the menu, for a page */
    const struct EmbeddedAsset *asset; /* what is asked for, if it is a file of the program */
    WriteJob job;
    Buf body;
    size_t excess; /* bytes of a body beyond what the route allows */
    char *raw_target;
    const char *content_type, *origin, *fetch_site, *host, *accept_encoding;
    bool head_only;
    bool is_stream;
    int64_t started_ms;
    char request_id[24];
    Exchange *next; /* in the queue of the workers */
};

typedef struct Workers Workers;
typedef struct PageCache PageCache;
typedef struct IdentityCache IdentityCache;

struct Web {
    WebOptions options;
    struct MHD_Daemon *daemon;
    Arena arena; /* compiled templates */
    LIST_OF(CompiledPage) pages;
    const Template *layout, *gate_layout, *error_page;
    Live *live;
    Workers *workers;
    PageCache *cache;
    IdentityCache *identities;
    struct Conns *conns;
    const char *build; /* changes with every release: part of each ETag */
    int port;
    bool set_up; /* the agency has all it needs: first_page is not asked any more */
    _Atomic bool stopping;
    _Atomic int running; /* exchanges that are not over */
};

Exchange *exchange_new(Web *web, const char *raw_target);
void exchange_free(Exchange *exchange);
/* Peer, agent and the headers that matter, into req and exchange. */
void exchange_read_head(Exchange *exchange);
int64_t monotonic_ms(void);

/* body.c: decodes address, query, cookies and the body into exchange->req. */
MUST_USE Err *target_read(Exchange *exchange);
MUST_USE Err *cookies_read(Exchange *exchange, const char *header);
MUST_USE Err *body_read(Exchange *exchange);
/* Percent-decoding, once and strict; plus says whether "+" is a space. NULL when it is malformed or not UTF-8. */
const char *url_decode(Arena *arena, const char *text, size_t length, bool plus);

/* dispatch.c */
/* In which language and form to answer, also when nothing but a refusal comes. */
void dispatch_manner(Exchange *exchange);
/* Everything that can be said before the body: route, person, right, where the request came from. */
MUST_USE Err *dispatch_head(Exchange *exchange, const char *method);
/* GET and safe POST: runs the handler in a snapshot. Afterwards the exchange has ended. */
void dispatch_read(Exchange *exchange);
/* The changing part, as a job of the writer. */
Err *dispatch_write(Ctx *cx, void *arg);

/* render.c: the bytes of the answer from reply or err. Runs on the pool, never in a writing transaction. */
void render_answer(Exchange *exchange, Answer *answer);
/* Headers of an answer whose bytes come from the cache. */
void render_kept_headers(Exchange *exchange, Answer *answer, const char *type);
MUST_USE Err *render_compile(Ctx *cx, Web *web);
int err_status(ErrKind kind);

/* cache.c */
PageCache *page_cache_new(void);
void page_cache_free(PageCache *cache);
/* Gives answer the bytes kept under the key and version, compressed where the asker takes that; false: none. */
bool page_cache_get(PageCache *cache, const char *key, uint64_t version, bool gzip, Answer *answer);
/* Keeps the bytes of answer->body, which become answer->shared. */
void page_cache_put(PageCache *cache, const char *key, uint64_t version, bool gzip, Answer *answer);
/* Compresses for one answer; false when it does not pay. */
bool gzip_body(Buf *body);

IdentityCache *identity_cache_new(void);
void identity_cache_free(IdentityCache *cache);
/* The person behind a cookie or token as found out before, if nothing about people changed since. */
bool identity_cache_get(IdentityCache *cache, const char *credential, uint64_t version, Instant now, Arena *arena,
                        Identity *identity);
void identity_cache_put(IdentityCache *cache, const char *credential, uint64_t version, Instant now,
                        const Identity *identity);

/* workers.c: threads for what must not hold up the server's own (hashing, parsing files). */
Workers *workers_new(int threads, int queue_max, void (*work)(Exchange *exchange));
/* False when the queue is full. */
bool workers_submit(Workers *workers, Exchange *exchange);
void workers_free(Workers *workers);

/* live.c */
struct MHD_Response;
/* A stream of events for this person, or NULL when they have too many open. */
struct MHD_Response *live_stream(Live *live, Exchange *exchange);
void live_start(Live *live, const Feature *const *features);
/* Ends every stream with a hint to come back. */
void live_end_streams(Live *live);

#endif
