/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/csv.h"

void csv_start(CsvWriter *csv, Buf *out, CsvFlavour flavour)
{
    *csv = (CsvWriter){.out = out, .flavour = flavour};
    if (flavour == CSV_RUSSIAN)
        buf_text(out, "\ufeff");
}

static void next(CsvWriter *csv)
{
    if (csv->inside)
        buf_char(csv->out, csv->flavour == CSV_RUSSIAN ? ';' : ',');
    csv->inside = true;
}

void csv_text(CsvWriter *csv, const char *text)
{
    next(csv);
    bool formula = *text && strchr("=+-@\t\r", *text);
    bool quotes = strpbrk(text, ",;\t\r\n\"") || *text == ' ' || (*text && text[strlen(text) - 1] == ' ');
    if (quotes)
        buf_char(csv->out, '"');
    if (formula)
        buf_char(csv->out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buf_char(csv->out, '"');
        buf_char(csv->out, *text);
    }
    if (quotes)
        buf_char(csv->out, '"');
}

void csv_int(CsvWriter *csv, int64_t value)
{
    next(csv);
    buf_int(csv->out, value);
}

void csv_decimal(CsvWriter *csv, int64_t value, int scale)
{
    char digits[32];
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t at = sizeof digits;
    next(csv);
    for (int i = 0; i <= scale || rest > 0; i++, rest /= 10) {
        if (i == scale && scale > 0)
            digits[--at] = csv->flavour == CSV_RUSSIAN ? ',' : '.';
        digits[--at] = (char)('0' + rest % 10);
    }
    if (value < 0)
        digits[--at] = '-';
    buf_put(csv->out, digits + at, sizeof digits - at);
}

void csv_day(CsvWriter *csv, Day day)
{
    next(csv);
    if (!day_is_set(day))
        return;
    Ymd ymd = day_ymd(day);
    if (csv->flavour == CSV_RUSSIAN)
        buf_printf(csv->out, "%02d.%02d.%04d", ymd.day, ymd.month, ymd.year);
    else
        buf_printf(csv->out, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
}

void csv_empty(CsvWriter *csv)
{
    next(csv);
}

void csv_end(CsvWriter *csv)
{
    buf_text(csv->out, "\r\n");
    csv->inside = false;
}
