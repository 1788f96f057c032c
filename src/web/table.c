/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/xlsx_write.h"
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

/* ---- XLSX ---- */

#define WIDTH_LEAST 10
#define WIDTH_MOST 44

static void xlsx_field(const Ctx *cx, XlsxWriter *xlsx, int row, int column, const Field *field, const void *record)
{
    if (field_is_null(field, record))
        return;
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_WORD:
        xlsx_text(xlsx, row, column, LOOK_PLAIN, field_text(field, record));
        break;
    case KIND_DAY:
        xlsx_day(xlsx, row, column, LOOK_PLAIN, DAY(field_int(field, record)));
        break;
    case KIND_INSTANT:
        xlsx_text(xlsx, row, column, LOOK_PLAIN, instant_text(cx, (Instant){field_int(field, record)}));
        break;
    case KIND_MONEY:
        xlsx_money(xlsx, row, column, LOOK_PLAIN, (Money){field_int(field, record)});
        break;
    case KIND_MINUTES:
        xlsx_hours(xlsx, row, column, LOOK_PLAIN, MINUTES(field_int(field, record)));
        break;
    default:
        xlsx_number(xlsx, row, column, LOOK_PLAIN, SHOW_WHOLE, (double)field_int(field, record));
    }
}

/* One column from top to bottom, as wide as its longest text. */
static void xlsx_column(const Ctx *cx, XlsxWriter *xlsx, int column, const Field *field, const Shape *shape,
                        const void *items, size_t count)
{
    const char *head = tr(cx, field->label);
    size_t width = MAX_OF(text_length(head) + 4, (size_t)WIDTH_LEAST);
    xlsx_text(xlsx, 0, column, LOOK_HEAD, head);
    for (size_t i = 0; i < count; i++) {
        const void *record = item_at(shape, items, i);
        xlsx_field(cx, xlsx, (int)i + 1, column, field, record);
        if (field->kind == KIND_TEXT)
            width = MAX_OF(width, text_length(field_text(field, record)) + 2);
    }
    xlsx_width(xlsx, column, column, (double)MIN_OF(width, (size_t)WIDTH_MOST));
}

static Err *write_xlsx(Ctx *cx, Buf *out, const char *name, const Shape *shape, const void *items, size_t count)
{
    XlsxWriter *xlsx;
    int columns = 0;
    TRY(xlsx_start(cx, name, &xlsx));
    Err *err = xlsx_sheet(cx, xlsx, name);
    if (err) {
        xlsx_drop(xlsx);
        return err;
    }
    for (size_t i = 0; i < shape->count; i++)
        if (is_column(cx, &shape->fields[i]))
            xlsx_column(cx, xlsx, columns++, &shape->fields[i], shape, items, count);
    xlsx_freeze(xlsx, 1, 0);
    xlsx_filter(xlsx, 0, 0, (int)count, MAX_OF(columns - 1, 0));
    return xlsx_finish(cx, xlsx, out);
}

Err *reply_table(Ctx *cx, const Req *req, Reply *reply, const char *name, const Shape *shape, const void *items,
                 size_t count)
{
    Buf out = {0};
    bool xlsx = req->wants == WANTS_XLSX;
    const char *file = arena_printf(cx->arena, "%s %s.%s", name, day_iso(cx->arena, cx->today), xlsx ? "xlsx" : "csv");
    if (!xlsx) {
        write_csv(cx, &out, shape, items, count);
        return reply_file(cx, reply, "text/csv; charset=utf-8", file, &out);
    }
    TRY(write_xlsx(cx, &out, name, shape, items, count));
    return reply_file(cx, reply, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file, &out);
}
