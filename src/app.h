/* SPDX-License-Identifier: MIT */
/* The program as a whole: the list of its features, and what they give each other. */
#ifndef APP_H
#define APP_H

#include "base/hooks.h"
#include "db/store.h"
#include "web/serve.h"

/* Every feature, ends with NULL. The order is that of the folders. */
extern const Feature *const app_features[];

typedef struct App {
    Store *store;
    Hooks hooks;
    const char *url; /* of the database */
} App;

/* Opens the database (see store_open) and fills in the hooks. Close with app_close, also after an error. */
MUST_USE Err *app_open(Ctx *cx, const StoreOptions *options, App *app);
void app_close(App *app);

/* Serves until a signal asks to stop; prints "listening on http://…" when it answers. */
MUST_USE Err *app_serve(Ctx *cx, App *app, WebOptions *options);

/* After a command that wrote: a server on the same database looks at everything anew. */
MUST_USE Err *app_tell_server(Ctx *cx, App *app);

#endif
