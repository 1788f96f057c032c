/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/xlsx_parts.h"

#define FILE_ROWS_MAX 1048576
#define FILE_COLUMNS_MAX 16384
#define DAYS_FROM_1900 25569 /* of 1970-01-01, counted from 1899-12-30 */
#define DAYS_FROM_1904 24107

int xlsx_epoch(const XlsxFile *file)
{
    return file->from_1904 ? DAYS_FROM_1904 : DAYS_FROM_1900;
}

bool xlsx_place(const char *text, int *column, int *row)
{
    int64_t letters = 0;
    int64_t number;
    const char *digits;
    for (; (*text >= 'A' && *text <= 'Z') || *text == '$'; text++)
        if (*text != '$' && letters <= FILE_COLUMNS_MAX)
            letters = letters * 26 + (*text - 'A' + 1);
    digits = text;
    *column = (int)letters - 1;
    bool good = letters >= 1 && letters <= FILE_COLUMNS_MAX && *digits >= '1' && *digits <= '9' &&
                text_int(digits, &number) && number <= FILE_ROWS_MAX;
    *row = good ? (int)number : 0;
    return good;
}

bool xlsx_range(const char *text, size_t size, SheetRange *range)
{
    char first[24] = {0}, last[24] = {0};
    const char *colon = memchr(text, ':', size);
    size_t length = colon ? (size_t)(colon - text) : size;
    size_t rest = colon ? size - length - 1 : 0;
    if (!colon || length >= sizeof first || rest >= sizeof last)
        return false;
    memcpy(first, text, length);
    memcpy(last, colon + 1, rest);
    return xlsx_place(first, &range->first_column, &range->first_row) &&
           xlsx_place(last, &range->last_column, &range->last_row);
}
