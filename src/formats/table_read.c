/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/csv.h"
#include "formats/detect.h"
#include "formats/ods_read.h"
#include "formats/table_read.h"
#include "formats/xlsx_read.h"

Err *table_read(Ctx *cx, const char *data, size_t size, Workbook *book)
{
    FileKind kind = file_detect(data, size);
    TRY(table_file_fits(cx, size));
    TRY(file_refuse(cx, kind));
    if (kind == FILE_XLSX)
        return xlsx_read(cx, data, size, book);
    if (kind == FILE_ODS)
        return ods_read(cx, data, size, book);
    return kind == FILE_FODS ? fods_read(cx, data, size, book) : csv_read(cx, data, size, book);
}
