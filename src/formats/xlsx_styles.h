/* SPDX-License-Identifier: MIT */
/* Styles of an .xlsx as far as they carry meaning: number formats, fills, bold and moved-in texts. */
#ifndef FORMATS_XLSX_STYLES_H
#define FORMATS_XLSX_STYLES_H

#include "formats/number_format.h"
#include "formats/package.h"

typedef struct {
    const NumberFormat *format;
    uint32_t fill; /* 0xRRGGBB or FILL_NONE */
    bool bold;
    uint8_t indent;
} XlsxStyle;

typedef struct {
    size_t count;
    XlsxStyle *items; /* by the number that a cell gives */
    size_t rule_count;
    uint32_t *rule_fills; /* by the number that a conditional format gives; FILL_NONE: it sets none */
} XlsxStyles;

/* Reads the parts; either may be missing from the package. ERR_INPUT, ERR_TOO_LARGE on "file". */
MUST_USE Err *xlsx_styles_read(Ctx *cx, Package *package, const char *styles_path, const char *theme_path,
                               XlsxStyles *styles);

/* The style of that number; the plain one when there is none. */
XlsxStyle xlsx_style(const XlsxStyles *styles, int number);

#endif
