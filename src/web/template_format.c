/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/template_format.h"

#define BIT(kind) (1U << (kind))
#define NUMBERS (BIT(KIND_INT) | BIT(KIND_COUNT))
#define MOMENTS (BIT(KIND_DAY) | BIT(KIND_INSTANT))
#define SCALARS (~(BIT(KIND_LIST) | BIT(KIND_ONE) | BIT(KIND_TEXTS)))

static const struct {
    const char *name;
    unsigned kinds;
} formats[] = {
    [FORMAT_NONE] = {"", SCALARS},
    [FORMAT_DAY] = {"day", MOMENTS},
    [FORMAT_HM] = {"hm", NUMBERS | BIT(KIND_MINUTES)},
    [FORMAT_HOURS] = {"hours", NUMBERS | BIT(KIND_MINUTES)},
    [FORMAT_INITIALS] = {"initials", BIT(KIND_TEXT)},
    [FORMAT_INT] = {"int", NUMBERS},
    [FORMAT_ISO] = {"iso", MOMENTS},
    [FORMAT_MONEY] = {"money", BIT(KIND_MONEY)},
    [FORMAT_PERCENT] = {"percent", NUMBERS},
    [FORMAT_PLAIN] = {"plain", SCALARS},
    [FORMAT_URL] = {"url", SCALARS},
    [FORMAT_WEEK] = {"week", BIT(KIND_DAY)},
    [FORMAT_WEEK_SHORT] = {"week_short", BIT(KIND_DAY)},
    [FORMAT_WEEKDAY] = {"weekday", BIT(KIND_DAY)},
    [FORMAT_WORD] = {"word", BIT(KIND_WORD) | BIT(KIND_TEXT)},
};

bool format_find(const char *name, Format *format)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (*name && strcmp(formats[i].name, name) == 0) {
            *format = (Format)i;
            return true;
        }
    }
    return false;
}

bool format_fits(Format format, FieldKind kind)
{
    return (formats[format].kinds & BIT(kind)) != 0;
}

bool format_is_plain(Format format, FieldKind kind)
{
    return format == FORMAT_PLAIN || format == FORMAT_URL || format == FORMAT_ISO ||
           (format == FORMAT_NONE &&
            (BIT(kind) & (NUMBERS | BIT(KIND_ID) | BIT(KIND_FLAG) | BIT(KIND_WORD) | BIT(KIND_TEXT))) != 0);
}

/* "h" of "%s h". */
static const char *hour_unit(const Ctx *cx)
{
    const char *text = tr(cx, N_("%s h"));
    if (!text_starts(text, "%s"))
        return text;
    text += 2;
    return text_starts(text, "\u00a0") ? text + 2 : text + (*text == ' ');
}

FormatStyle format_style(const Ctx *cx)
{
    bool russian = cx->lang == LANG_RU;
    return (FormatStyle){.cx = cx,
                         .hours = hour_unit(cx),
                         .percent = russian ? "\u00a0%" : "%",
                         .group = russian ? "\u00a0" : ",",
                         .point = russian ? ',' : '.'};
}

/* ---- numbers ---- */

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static void put_minus(int64_t number, Buf *out)
{
    if (number < 0)
        buf_text(out, "\u2212");
}

void format_grouped(const FormatStyle *style, int64_t number, Buf *out)
{
    char text[40]; /* 19 digits and 6 marks of two bytes */
    size_t at = sizeof text;
    size_t mark = strlen(style->group);
    uint64_t rest = magnitude(number);
    for (int digits = 0; digits == 0 || rest; digits++, rest /= 10) {
        if (digits && digits % 3 == 0) {
            at -= mark;
            memcpy(text + at, style->group, mark);
        }
        text[--at] = (char)('0' + rest % 10);
    }
    put_minus(number, out);
    buf_put(out, text + at, sizeof text - at);
}

/* To a tenth, as the scripts of the browser do it. */
static void put_hours(const FormatStyle *style, int64_t minutes, Buf *out)
{
    uint64_t tenths = (magnitude(minutes) * 10 + 30) / 60;
    put_minus(minutes, out);
    buf_int(out, (int64_t)(tenths / 10));
    if (tenths % 10) {
        buf_char(out, style->point);
        buf_char(out, (char)('0' + tenths % 10));
    }
    buf_text(out, "\u00a0");
    buf_text(out, style->hours);
}

static void put_hm(int64_t minutes, Buf *out)
{
    int rest = (int)(magnitude(minutes) % 60);
    put_minus(minutes, out);
    buf_int(out, (int64_t)(magnitude(minutes) / 60));
    buf_char(out, ':');
    buf_char(out, (char)('0' + rest / 10));
    buf_char(out, (char)('0' + rest % 10));
}

static void put_kopecks(int64_t kopecks, char point, Buf *out)
{
    int rest = (int)(magnitude(kopecks) % 100);
    buf_char(out, point);
    buf_char(out, (char)('0' + rest / 10));
    buf_char(out, (char)('0' + rest % 10));
}

static void put_money(const FormatStyle *style, int64_t kopecks, Buf *out)
{
    bool russian = style->cx->lang == LANG_RU;
    put_minus(kopecks, out);
    buf_text(out, russian ? "" : "₽");
    format_grouped(style, (int64_t)(magnitude(kopecks) / 100), out);
    if (kopecks % 100)
        put_kopecks(kopecks, style->point, out);
    buf_text(out, russian ? "\u00a0₽" : "");
}

static void put_percent(const FormatStyle *style, int64_t number, Buf *out)
{
    format_grouped(style, number, out);
    buf_text(out, style->percent);
}

/* ---- the rest ---- */

static void put_iso(const FormatStyle *style, const Field *field, int64_t value, Buf *out)
{
    if (field->kind == KIND_DAY)
        buf_text(out, day_iso(style->cx->arena, DAY(value)));
    else
        buf_text(out, instant_iso(style->cx->arena, (Instant){value}));
}

static void put_day(const FormatStyle *style, const Field *field, int64_t value, Buf *out)
{
    const Ctx *cx = style->cx;
    buf_html(out, field->kind == KIND_DAY ? day_text(cx, DAY(value)) : instant_text(cx, (Instant){value}));
}

static void put_plain(const FormatStyle *style, const Field *field, const void *record, Buf *out)
{
    int64_t value = field_int(field, record);
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_WORD:
        buf_html(out, field_text(field, record));
        break;
    case KIND_FLAG:
        buf_text(out, value ? "1" : "");
        break;
    case KIND_DAY:
    case KIND_INSTANT:
        put_iso(style, field, value, out);
        break;
    case KIND_MONEY:
        buf_text(out, value < 0 ? "-" : "");
        buf_int(out, (int64_t)(magnitude(value) / 100));
        put_kopecks(value, '.', out);
        break;
    default:
        buf_int(out, value);
    }
}

/* What a bare {{x}} means. */
static Format usual(FieldKind kind)
{
    switch (kind) {
    case KIND_DAY:
    case KIND_INSTANT:
        return FORMAT_DAY;
    case KIND_MINUTES:
        return FORMAT_HOURS;
    case KIND_MONEY:
        return FORMAT_MONEY;
    default:
        return FORMAT_PLAIN;
    }
}

void format_put(const FormatStyle *style, Format format, const Field *field, const void *record, Buf *out)
{
    const Ctx *cx = style->cx;
    if (field_is_null(field, record))
        return;
    int64_t value = field_int(field, record);
    switch (format == FORMAT_NONE ? usual(field->kind) : format) {
    case FORMAT_DAY:
        put_day(style, field, value, out);
        break;
    case FORMAT_HM:
        put_hm(value, out);
        break;
    case FORMAT_HOURS:
        put_hours(style, value, out);
        break;
    case FORMAT_INITIALS:
        buf_html(out, text_initials(cx->arena, field_text(field, record)));
        break;
    case FORMAT_INT:
        format_grouped(style, value, out);
        break;
    case FORMAT_ISO:
        put_iso(style, field, value, out);
        break;
    case FORMAT_MONEY:
        put_money(style, value, out);
        break;
    case FORMAT_PERCENT:
        put_percent(style, value, out);
        break;
    case FORMAT_WEEK:
        buf_html(out, week_text(cx, DAY(value)));
        break;
    case FORMAT_WEEK_SHORT:
        buf_html(out, week_text_short(cx, DAY(value)));
        break;
    case FORMAT_WEEKDAY:
        buf_html(out, weekday_text(cx, day_weekday(DAY(value))));
        break;
    case FORMAT_WORD:
        buf_html(out, tr(cx, field_text(field, record)));
        break;
    default:
        put_plain(style, field, record, out);
    }
}
