/* SPDX-License-Identifier: MIT */
/* A table of OpenDocument that somebody uploads; an input that starts with "<?xml" is one in a single file. */
#include "base/base.h"

#include "package.h"

/* In the order in which an input gives them. */
static const FuzzPart parts[] = {
    {"content.xml", "<c/>"},
    {"styles.xml", "<s/>"},
    {"META-INF/manifest.xml", "<m/>"},
    {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    Workbook book = {0};
    if (size < 5 || memcmp(data, "<?xml", 5) != 0)
        return fuzz_package(parts, COUNT_OF(parts), data, size);
    if (!table_read(cx, (const char *)data, size, &book))
        fuzz_walk(&book);
    return 0;
}
