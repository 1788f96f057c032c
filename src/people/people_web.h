/* SPDX-License-Identifier: MIT */
/* The folder people/ as app.c lists it, and who stands behind a request. */
#ifndef PEOPLE_PEOPLE_WEB_H
#define PEOPLE_PEOPLE_WEB_H

#include "web/route.h"
#include "web/serve.h"

extern const Feature people_feature;

/* Fits WebOptions.identify: the person behind the session cookie, or behind a Bearer token. */
MUST_USE Err *login_identify(Ctx *cx, const Req *req, Identity *identity);

#endif
