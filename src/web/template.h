/* SPDX-License-Identifier: MIT */
/*
 * Pages: a subset of Mustache, parsed once to flat operations against a Shape. A name is looked up in its own Shape
 * only; one that the Shape lacks is an error at start. There is no raw output.
 *   {{x}}                 as its kind asks for: days, hours and money as people read them
 *   {{x|hours}}           formatters: day hm hours initials int iso money percent plain url week week_short weekday
 * word (what each gives stands in template_format.h)
 *   {{#x}}…{{/x}}         list, embedded record, or a value that is not empty/0/false (a word: not "")
 *                         in a list of texts {{.}} is the text
 *   {{^x}}…{{/x}}         the opposite
 *   {{>name}}             the page "name.html" beside this one, or of ui/pages, in the same record; {{>feature/name}};
 *                         {{>body}} in a layout is the page
 *   {{_ text}}            translated;  {{_n count|one %d thing|%d things}} with its number (of a list: how many)
 *   {{! comment}}
 * Where a value stands decides how it is escaped. In text and attributes: HTML. At the start of an address (href, src,
 * action …), with or without |url: a path of ours, "#…", "?…", http(s) or mailto, anything else becomes "#". Further
 * on in an address: one encoded part, days in ISO. In a style attribute: numbers only. Not in unquoted attributes, on…
 * attributes, scripts, styles and comments. A field with a right is empty for those who lack it, a secret one cannot
 * be named.
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/shape.h"

typedef struct Template Template;

/* Parses the page "plan/plan.html" against the Shape; errors (ERR_FAULT) name file, line and name. Lives in arena. */
MUST_USE Err *template_compile(Ctx *cx, Arena *arena, const char *page, const Shape *shape, const Template **compiled);

/* What stands at {{>body}} of a layout: a page and its record. */
typedef struct {
    const Template *compiled;
    const void *record;
} TemplateBody;

/* Fills the page; body may be NULL. */
void template_render(const Ctx *cx, const Template *compiled, const void *record, const TemplateBody *body, Buf *out);

/* Like template_compile for a text that is not a file; for tests. */
MUST_USE Err *template_compile_text(Ctx *cx, Arena *arena, const char *name, const char *text, const Shape *shape,
                                    const Template **compiled);

#endif
