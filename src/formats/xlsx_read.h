/* SPDX-License-Identifier: MIT */
/* Spreadsheets (XLSX) as people upload them. */
#ifndef FORMATS_XLSX_READ_H
#define FORMATS_XLSX_READ_H

#include "formats/sheet.h"

/*
 * Reads all sheets: texts, numbers, dates, the saved values of formulas, fills. Merged ranges are filled with their
 * value; hidden rows and columns are left out and counted; hidden sheets are marked.
 * ERR_INPUT on "file" (damaged, locked, empty), ERR_TOO_LARGE on "file" beyond the limits.
 */
MUST_USE Err *xlsx_read(Ctx *cx, const char *data, size_t size, Workbook *book);

#endif
