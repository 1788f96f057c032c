/* SPDX-License-Identifier: MIT */
/* Fills a page that template_parse.c made ready: copies runs of text, puts values, jumps over sections. */
#include "base/base.h"

#include <strings.h>

#include "base/text.h"
#include "web/template_ops.h"

typedef struct {
    const Ctx *cx;
    const Op *ops;
    const TemplateBody *body;
    Buf *out;
    FormatStyle style;
} Run;

/* A field with a right is not there for those who lack it. */
static bool may_see(const Run *run, const Field *field)
{
    return !field->right || cx_scope(run->cx, field->right) != SCOPE_NONE;
}

static bool is_set(const Field *field, const void *record)
{
    const void *items;
    switch (field->kind) {
    case KIND_LIST:
    case KIND_ONE:
    case KIND_TEXTS:
        return field_items(field, record, &items) > 0;
    case KIND_TEXT:
    case KIND_WORD:
        return *field_text(field, record) != 0;
    case KIND_DAY:
        return !field_is_null(field, record);
    default:
        return !field_is_null(field, record) && field_int(field, record) != 0;
    }
}

static bool holds(const Run *run, const Op *op, const void *record)
{
    bool set = may_see(run, op->field) && is_set(op->field, record);
    return set == (op->kind == OP_IF);
}

/* ---- addresses ---- */

/*
 * Our own paths, fragments and queries, and the schemes of links that people may set. Browsers drop control
 * characters and take "\" for "/", so an address with either is none of ours.
 */
static bool is_safe_address(const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == '\\' || *c == 0x7f)
            return false;
    if (*text == '/')
        return text[1] != '/';
    if (*text == '#' || *text == '?')
        return true;
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

static void put_address(const Run *run, const Op *op, const void *record)
{
    const char *text = field_text(op->field, record);
    buf_html(run->out, is_safe_address(text) ? text : "#");
}

static void put_part(const Run *run, const Op *op, const void *record)
{
    if (op->field->kind == KIND_TEXT || op->field->kind == KIND_WORD)
        buf_url(run->out, field_text(op->field, record));
    else
        format_put(&run->style, op->format == FORMAT_ISO ? FORMAT_ISO : FORMAT_PLAIN, op->field, record, run->out);
}

/* ---- values ---- */

static void put_value(const Run *run, const Op *op, const void *record)
{
    const Field *field = op->field;
    if (!may_see(run, field))
        return;
    if (op->kind == OP_URL)
        put_address(run, op, record);
    else if (op->kind == OP_PART)
        put_part(run, op, record);
    else if (field->kind == KIND_TEXT && op->format == FORMAT_NONE)
        buf_html(run->out, field_text(field, record));
    else
        format_put(&run->style, op->format, field, record, run->out);
}

/* The right form of the sentence, the number where it says %d. */
static void put_plural(const Run *run, const Op *op, const void *record)
{
    const void *items;
    const Field *field = op->field;
    if (!may_see(run, field))
        return;
    bool list = field->kind >= KIND_LIST;
    int64_t count = list ? (int64_t)field_items(field, record, &items) : field_int(field, record);
    const char *form = trn(run->cx, op->one, op->many, field_is_null(field, record) ? 0 : count);
    const char *place = strstr(form, "%d");
    if (!place) {
        buf_html(run->out, form);
        return;
    }
    buf_html(run->out, arena_strndup(run->cx->arena, form, (size_t)(place - form)));
    format_grouped(&run->style, count, run->out);
    buf_html(run->out, place + 2);
}

/* ---- sections ---- */

static void run_ops(const Run *run, size_t from, size_t to, const void *record);

static void run_each(const Run *run, size_t at, const void *record)
{
    const void *items;
    const Op *op = &run->ops[at];
    const Ready *ready = field_ready(op->field, record);
    size_t start = run->out->length;
    if (!may_see(run, op->field) || ready_put(ready, run->out))
        return;
    const Shape *shape = op->field->kind == KIND_TEXTS ? &template_text_shape : op->field->shape;
    size_t count = field_items(op->field, record, &items);
    for (size_t i = 0; i < count; i++)
        run_ops(run, at + 1, op->end, (const unsigned char *)items + i * shape->size);
    ready_keep(ready, run->out, start);
}

static void run_ops(const Run *run, size_t from, size_t to, const void *record)
{
    for (size_t i = from; i < to;) {
        const Op *op = &run->ops[i++];
        switch (op->kind) {
        case OP_TEXT:
            buf_put(run->out, op->text[run->cx->lang], op->length[run->cx->lang]);
            break;
        case OP_PLURAL:
            put_plural(run, op, record);
            break;
        case OP_EACH:
            run_each(run, i - 1, record);
            i = op->end;
            break;
        case OP_IF:
        case OP_UNLESS:
            i = holds(run, op, record) ? i : op->end;
            break;
        case OP_BODY:
            if (run->body)
                template_render(run->cx, run->body->compiled, run->body->record, NULL, run->out);
            break;
        default:
            put_value(run, op, record);
        }
    }
}

void template_render(const Ctx *cx, const Template *compiled, const void *record, const TemplateBody *body, Buf *out)
{
    Run run = {.cx = cx, .ops = compiled->items, .body = body, .out = out, .style = format_style(cx)};
    run_ops(&run, 0, compiled->count, record);
}
