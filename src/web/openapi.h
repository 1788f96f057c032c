/* SPDX-License-Identifier: MIT */
/* The description of the interface for programs, made from the routes and Shapes alone. */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "web/route.h"

/* Name of the cookie that browsers sign in with (over TLS; "sid" without). */
#define OPENAPI_COOKIE "__Host-sid"

/*
 * Writes an OpenAPI 3.1 document of all routes of the features (the list ends with NULL). Texts are English. x-right
 * of an operation or a property names the right that it needs. Needs cx->arena only.
 */
void openapi_write(const Ctx *cx, const Feature *const *features, Buf *out);

#endif
