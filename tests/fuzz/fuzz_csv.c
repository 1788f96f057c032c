/* SPDX-License-Identifier: MIT */
/* A file that somebody uploads as a table: what it is, its encoding, its cells. */
#include "base/base.h"

#include "formats/csv.h"
#include "formats/detect.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    Workbook book = {0};
    Decoded decoded;
    Err *err = file_refuse(cx, file_detect((const char *)data, size));
    if (!err)
        err = text_decode(cx, (const char *)data, size, &decoded);
    if (!err)
        err = csv_read(cx, (const char *)data, size, &book);
    return err && !err->text;
}
