/* SPDX-License-Identifier: MIT */
/*
 * Pages: a subset of Mustache, parsed once to flat operations against a Shape. A name is looked up in its own Shape
 * only; one that the Shape lacks is an error at start. There is no raw output.
 *   {{x}}                 escaped; URLs in attributes: {{x|url}} for one part, or a whole path made by us
 *   {{x|hours}}           formatters: see template_format.c
 *   {{#x}}…{{/x}}         list, embedded record, or a value that is not empty/0/false
 *   {{^x}}…{{/x}}         the opposite
 *   {{>name}}             another page file, in the same record; {{>body}} in a layout is the page
 *   {{_ text}}            translated;  {{_n count|one %d thing|%d things}} with its number
 *   {{! comment}}
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/shape.h"

typedef struct Template Template;

/* Parses the page "plan/plan.html" against the Shape; errors (ERR_FAULT) name file, line and name. Lives in arena. */
MUST_USE Err *template_compile(Ctx *cx, Arena *arena, const char *page, const Shape *shape, const Template **compiled);

/* Fills the page; body, when not NULL, stands at {{>body}}. */
void template_render(const Ctx *cx, const Template *compiled, const void *record, const Buf *body, Buf *out);

/* Like template_compile for a text that is not a file; for tests. */
MUST_USE Err *template_compile_text(Ctx *cx, Arena *arena, const char *name, const char *text, const Shape *shape,
                                    const Template **compiled);

#endif
