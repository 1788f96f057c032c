/* SPDX-License-Identifier: MIT */
/* The program as a whole: the list of its features, and what they give each other. */
#ifndef APP_H
#define APP_H

#include "base/hooks.h"
#include "db/store.h"
#include "web/serve.h"

/* Every feature, ends with NULL. The order is that of the folders. */
extern const Feature *const app_features[];

typedef struct {
    Store *store;
    Hooks hooks;
    const char *url; /* of the database */
} App;

/* Opens the database (see store_open) and fills in the hooks. Close with app_close, also after an error. */
MUST_USE Err *app_open(Ctx *cx, const StoreOptions *options, App *app);
void app_close(App *app);

/* Serves until a signal asks to stop; prints "listening on http://…" when it answers. */
MUST_USE Err *app_serve(Ctx *cx, App *app, WebOptions *options);

/* Runs a change of the command line, and tells a server that works on the same database. */
MUST_USE Err *app_write(Ctx *cx, App *app, Err *(*run)(Ctx *cx, void *arg), void *arg);

#endif
