/* SPDX-License-Identifier: MIT */
/* Any table that somebody uploads, whatever the file is called. */
#ifndef FORMATS_TABLE_READ_H
#define FORMATS_TABLE_READ_H

#include "formats/sheet.h"

/*
 * Tells by the bytes what the file is and reads it as CSV, XLSX or ODS.
 * ERR_INPUT on "file" with advice for anything else; the errors of csv_read, xlsx_read and ods_read.
 */
MUST_USE Err *table_read(Ctx *cx, const char *data, size_t size, Workbook *book);

#endif
