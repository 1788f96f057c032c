/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/json.h"

static bool may_see(const Ctx *cx, const Field *field)
{
    return !field->secret && !field->hidden && (!field->right || cx_scope(cx, field->right) != SCOPE_NONE);
}

static void write_day(Buf *buf, Day day)
{
    char text[DAY_ISO_SIZE + 2];
    size_t length = day_iso_put(text + 1, day);
    text[0] = text[length + 1] = '"';
    buf_put(buf, text, length + 2);
}

static void write_money(Buf *buf, int64_t kopecks)
{
    uint64_t size = kopecks < 0 ? 0 - (uint64_t)kopecks : (uint64_t)kopecks;
    buf_printf(buf, "{\"amount\":\"%s%" PRIu64 ".%02d\",\"currency\":\"RUB\"}", kopecks < 0 ? "-" : "", size / 100,
               (int)(size % 100));
}

static void write_instant(const Ctx *cx, Buf *buf, Instant instant)
{
    buf_char(buf, '"');
    buf_text(buf, instant_iso(cx->arena, instant));
    buf_char(buf, '"');
}

static void write_items(const Ctx *cx, Buf *buf, const Field *field, const void *record)
{
    const void *items;
    const Ready *ready = field_ready(field, record);
    size_t start = buf->length;
    if (ready_put(ready, buf))
        return;
    size_t count = field_items(field, record, &items);
    buf_char(buf, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(buf, ',');
        json_write(cx, buf, (In){field->shape, (const unsigned char *)items + i * field->shape->size});
    }
    buf_char(buf, ']');
    ready_keep(ready, buf, start);
}

static void write_texts(Buf *buf, const Field *field, const void *record)
{
    const void *items;
    size_t count = field_items(field, record, &items);
    const char *const *texts = items;
    buf_char(buf, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(buf, ',');
        buf_json(buf, texts[i]);
    }
    buf_char(buf, ']');
}

static void write_one(const Ctx *cx, Buf *buf, const Field *field, const void *record)
{
    const void *item;
    if (field_items(field, record, &item))
        json_write(cx, buf, (In){field->shape, item});
    else
        buf_text(buf, "null");
}

void json_write_field(const Ctx *cx, Buf *buf, const Field *field, const void *record)
{
    if (field_is_null(field, record)) {
        buf_text(buf, "null");
        return;
    }
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_WORD:
        buf_json(buf, field_text(field, record));
        break;
    case KIND_FLAG:
        buf_text(buf, field_int(field, record) ? "true" : "false");
        break;
    case KIND_DAY:
        write_day(buf, DAY(field_int(field, record)));
        break;
    case KIND_INSTANT:
        write_instant(cx, buf, (Instant){field_int(field, record)});
        break;
    case KIND_MONEY:
        write_money(buf, field_int(field, record));
        break;
    case KIND_LIST:
        write_items(cx, buf, field, record);
        break;
    case KIND_ONE:
        write_one(cx, buf, field, record);
        break;
    case KIND_TEXTS:
        write_texts(buf, field, record);
        break;
    default:
        buf_int(buf, field_int(field, record));
    }
}

void json_write(const Ctx *cx, Buf *buf, In in)
{
    bool first = true;
    buf_char(buf, '{');
    for (size_t i = 0; i < in.shape->count; i++) {
        const Field *field = &in.shape->fields[i];
        if (!may_see(cx, field))
            continue;
        buf_put(buf, field->key + first, field->key_length - first); /* no comma before the first */
        first = false;
        json_write_field(cx, buf, field, in.data);
    }
    buf_char(buf, '}');
}

const char *json_difference(Ctx *cx, const Shape *shape, const void *of, const void *against)
{
    Buf buf = {0};
    for (size_t i = 0; i < shape->count && of; i++) {
        const Field *field = &shape->fields[i];
        if (field->secret || field->hidden || field->kind >= KIND_LIST)
            continue;
        if (against && field_same(field, of, against))
            continue;
        buf_text(&buf, buf.length ? ",\"" : "{\"");
        buf_text(&buf, field->name);
        buf_text(&buf, "\":");
        json_write_field(cx, &buf, field, of);
    }
    if (!buf.length)
        return NULL;
    buf_char(&buf, '}');
    const char *text = arena_strdup(cx->arena, buf.data);
    buf_finish(&buf);
    return text;
}
