/* SPDX-License-Identifier: MIT */
/* Spreadsheets of OpenDocument as people upload them: .ods, and .fods, the same as one XML file. */
#ifndef FORMATS_ODS_READ_H
#define FORMATS_ODS_READ_H

#include "formats/sheet.h"

/*
 * Reads all sheets into what xlsx_read makes of the same table. ERR_INPUT on "file" (damaged, locked, empty, a text
 * or a drawing), ERR_TOO_LARGE on "file" beyond the limits.
 */
MUST_USE Err *ods_read(Ctx *cx, const char *data, size_t size, Workbook *book);
MUST_USE Err *fods_read(Ctx *cx, const char *data, size_t size, Workbook *book);

#endif
