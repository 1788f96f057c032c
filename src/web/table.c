/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "formats/csv.h"
#include "web/table.h"

static bool is_column(const Ctx *cx, const Field *field)
{
    return field->label && !field->secret && field->kind != KIND_LIST && field->kind != KIND_ONE &&
           (!field->right || cx_scope(cx, field->right) != SCOPE_NONE);
}

static const void *item_at(const Shape *shape, const void *items, size_t i)
{
    return (const unsigned char *)items + i * shape->size;
}

/* ---- CSV ---- */

static void csv_field(const Ctx *cx, CsvWriter *csv, const Field *field, const void *record)
{
    if (field_is_null(field, record)) {
        csv_empty(csv);
        return;
    }
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_WORD:
        csv_text(csv, field_text(field, record));
        break;
    case KIND_DAY:
        csv_day(csv, DAY(field_int(field, record)));
        break;
    case KIND_INSTANT:
        csv_text(csv, instant_text(cx, (Instant){field_int(field, record)}));
        break;
    case KIND_MONEY:
        csv_decimal(csv, field_int(field, record), 2);
        break;
    case KIND_MINUTES:
        csv_decimal(csv, field_int(field, record) * 100 / 60, 2);
        break;
    default:
        csv_int(csv, field_int(field, record));
    }
}

static void write_csv(const Ctx *cx, Buf *out, const Shape *shape, const void *items, size_t count)
{
    CsvWriter csv;
    csv_start(&csv, out, cx->lang == LANG_RU ? CSV_RUSSIAN : CSV_PLAIN);
    for (size_t i = 0; i < shape->count; i++)
        if (is_column(cx, &shape->fields[i]))
            csv_text(&csv, tr(cx, shape->fields[i].label));
    csv_end(&csv);
    for (size_t row = 0; row < count; row++) {
        for (size_t i = 0; i < shape->count; i++)
            if (is_column(cx, &shape->fields[i]))
                csv_field(cx, &csv, &shape->fields[i], item_at(shape, items, row));
        csv_end(&csv);
    }
}

Err *reply_table(Ctx *cx, const Req *req UNUSED, Reply *reply, const char *name, const Shape *shape, const void *items,
                 size_t count)
{
    Buf out = {0};
    const char *file = arena_printf(cx->arena, "%s %s.csv", name, day_iso(cx->arena, cx->today));
    write_csv(cx, &out, shape, items, count);
    return reply_file(cx, reply, "text/csv; charset=utf-8", file, &out);
}
