/* SPDX-License-Identifier: MIT */
/* A load table of any make: what is understood of it can be kept as text and read back the same. */
#include "base/base.h"

#include <assert.h>

#include "formats/csv.h"
#include "fuzz.h"
#include "import/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    Workbook book = {0};
    ImportTable table;
    ImportTable back;
    if (csv_read(cx, (const char *)data, size, &book) || import_read(cx, &book, &table))
        return 0;
    const char *kept = import_table_write(cx, &table);
    assert(!import_table_read(cx, kept, &back));
    assert(strcmp(import_table_write(cx, &back), kept) == 0);
    return 0;
}
