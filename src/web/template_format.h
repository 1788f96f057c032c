/* SPDX-License-Identifier: MIT */
/* How values look on a page: {{spent|hours}}, {{amount|money}}. */
#ifndef WEB_TEMPLATE_FORMAT_H
#define WEB_TEMPLATE_FORMAT_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/shape.h"

typedef enum {
    FORMAT_NONE,       /* what the kind of the field asks for */
    FORMAT_DAY,        /* 17 июня */
    FORMAT_HM,         /* 1:42 */
    FORMAT_HOURS,      /* 6,5 ч */
    FORMAT_INITIALS,   /* АВ */
    FORMAT_INT,        /* 12 400 */
    FORMAT_ISO,        /* 2026-06-17, 2026-06-17T06:40:00Z */
    FORMAT_MONEY,      /* 1 840 000 ₽ */
    FORMAT_PERCENT,    /* 105 % */
    FORMAT_PLAIN,      /* for machines and form fields: whole numbers, 1234.50, ISO days */
    FORMAT_URL,        /* one part of an address, or a whole one where the attribute starts with it */
    FORMAT_WEEK,       /* 15–21 июня */
    FORMAT_WEEK_SHORT, /* 15–21 июн */
    FORMAT_WEEKDAY,    /* понедельник */
    FORMAT_WORD,       /* a word of an enum, translated */
} Format;

/* False when there is no formatter of that name. */
bool format_find(const char *name, Format *format);
/* Whether values of the kind can be shown so. */
bool format_fits(Format format, FieldKind kind);
/* Whether the outcome is for programs, so that it may stand in an address. */
bool format_is_plain(Format format, FieldKind kind);

/* What depends on the reader's language, looked up once a page. */
typedef struct {
    const Ctx *cx;
    const char *hours, *percent; /* what follows the number: the unit, the whole sign */
    const char *group;           /* between thousands */
    char point;
} FormatStyle;

FormatStyle format_style(const Ctx *cx);

/* Puts the value, escaped for HTML; nothing for a value that is not set. Other formats than FORMAT_URL. */
void format_put(const FormatStyle *style, Format format, const Field *field, const void *record, Buf *out);
/* A whole number in groups of three. */
void format_grouped(const FormatStyle *style, int64_t number, Buf *out);

#endif
