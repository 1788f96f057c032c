/* SPDX-License-Identifier: MIT */
/*
 * Spreadsheets that are packages, for fuzzing: an input that starts with "PK" is the file itself; any other is the XML
 * of its parts, parted by line ends of their own ("\n\n"), since checksums would keep changed bytes from the parsers.
 */
#ifndef FUZZ_PACKAGE_H
#define FUZZ_PACKAGE_H

#include <libdeflate.h>

#include "base/buf.h"
#include "formats/colour.h"
#include "formats/table_read.h"
#include "fuzz.h"

#define FUZZ_PARTS_MAX 8

/* A part, and what it holds where an input says nothing. */
typedef struct {
    const char *path, *otherwise;
} FuzzPart;

typedef struct {
    uint32_t crc, size, offset;
    const char *path;
} Entry;

static inline void put(Buf *zip, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value = value >> 8)
        buf_char(zip, (char)(value & 255));
}

/* What the local header and the directory say alike; the format is PKWARE's APPNOTE, 4.3.7 and 4.3.12. */
static inline void put_common(Buf *zip, const Entry *entry)
{
    put(zip, 20, 2);
    put(zip, 0, 4); /* flags; stored, not packed */
    put(zip, 0x21 << 16, 4);
    put(zip, entry->crc, 4);
    put(zip, entry->size, 4);
    put(zip, entry->size, 4);
    put(zip, strlen(entry->path), 2);
    put(zip, 0, 2);
}

static inline void put_file(Buf *zip, Entry *entry, const void *data, size_t size)
{
    entry->crc = libdeflate_crc32(0, data, size);
    entry->size = (uint32_t)size;
    entry->offset = (uint32_t)zip->length;
    put(zip, 0x04034b50, 4);
    put_common(zip, entry);
    buf_text(zip, entry->path);
    buf_put(zip, data, size);
}

static inline void put_directory(Buf *zip, const Entry *entries, size_t count)
{
    size_t start = zip->length;
    for (size_t i = 0; i < count; i++) {
        put(zip, 0x02014b50, 4);
        put(zip, 20, 2);
        put_common(zip, &entries[i]);
        put(zip, 0, 10);
        put(zip, entries[i].offset, 4);
        buf_text(zip, entries[i].path);
    }
    size_t size = zip->length - start;
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4);
    put(zip, count, 2);
    put(zip, count, 2);
    put(zip, size, 4);
    put(zip, start, 4);
    put(zip, 0, 2);
}

static inline void fuzz_pack(Buf *zip, const FuzzPart *parts, size_t count, const char *data, size_t size)
{
    Entry entries[FUZZ_PARTS_MAX];
    for (size_t i = 0; i < count; i++) {
        const char *end = size ? memmem(data, size, "\n\n", 2) : NULL;
        size_t length = end ? (size_t)(end - data) : size;
        entries[i] = (Entry){.path = parts[i].path};
        if (length > 0)
            put_file(zip, &entries[i], data, length);
        else
            put_file(zip, &entries[i], parts[i].otherwise, strlen(parts[i].otherwise));
        length = end ? length + 2 : length;
        data += length;
        size -= length;
    }
    put_directory(zip, entries, count);
}

/* Every text is a string of the promised kind, every fill a colour. */
static inline void fuzz_walk(const Workbook *book)
{
    size_t length = 0;
    for (size_t s = 0; s < book->sheets.count; s++) {
        const Sheet *sheet = &book->sheets.items[s];
        assert(sheet->rows.count <= SHEET_ROWS_MAX && sheet->width <= SHEET_COLUMNS_MAX);
        for (size_t row = 0; row < sheet->rows.count; row++)
            for (int i = 0; i < sheet->rows.items[row].count; i++) {
                const Cell *cell = sheet_cell(sheet, row, i);
                length += strlen(cell->text);
                assert(cell->fill == FILL_NONE || cell->fill <= 0xffffff);
                assert(cell->kind != CELL_DATE || day_is_set(cell_day(cell)));
            }
    }
    assert(length <= WORKBOOK_MEMORY_MAX * 200);
}

static inline int fuzz_package(const FuzzPart *parts, size_t count, const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    Workbook book = {0};
    Buf zip = {0};
    if (size < 2 || memcmp(data, "PK", 2) != 0)
        fuzz_pack(&zip, parts, count, (const char *)data, size);
    else
        buf_put(&zip, data, size);
    Err *err = table_read(cx, zip.data, zip.length, &book);
    if (!err)
        fuzz_walk(&book);
    buf_finish(&zip);
    return err && !err->text;
}

#endif
