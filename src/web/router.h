/* SPDX-License-Identifier: MIT */
/* From method and path to a line of a feature's table. */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/route.h"

typedef enum { MATCH_FOUND, MATCH_NO_PATH, MATCH_OTHER_METHOD } Match;

/*
 * Finds the route and its params (decoded). On MATCH_OTHER_METHOD *allow names the methods that the path has.
 * Fixed words win over ":id".
 */
Match router_match(Ctx *cx, const Feature *const *features, Method method, const char *path, const Route **route,
                   Pairs *params, const char **allow);

/* Refuses tables with a mistake: no right, no handler, fields that the Shape lacks, the same line twice. */
MUST_USE Err *router_check(Ctx *cx, const Feature *const *features);

const char *method_word(Method method);
bool method_parse(const char *word, Method *method);

#endif
