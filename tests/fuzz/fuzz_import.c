/* SPDX-License-Identifier: MIT */
/*
 * A load table of any make, read by itself and as somebody says it is laid out: rows point at names and weeks that are
 * there, and what is said of it can be kept as text and read back the same.
 */
#include "base/base.h"

#include <assert.h>

#include "formats/csv.h"
#include "fuzz.h"
#include "import/import.h"

static void check_table(const ImportTable *table)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        const ImportRow *row = &table->rows.items[i];
        assert(row->person >= 0 && (size_t)row->person < table->people.count);
        assert(row->subject >= -1 && row->subject < (int)table->subjects.count);
        assert(row->head >= 0 && (size_t)row->head < table->heads.count);
        assert(row->colour >= -1 && row->colour < (int)table->colours.count);
    }
}

/* The first bytes say how the table is said to be laid out. */
static ImportAnswers answers_of(Ctx *cx, const uint8_t *data, size_t size)
{
    ImportAnswers answers = {0};
    if (size < 4)
        return answers;
    answers.hints.layout = (ImportLayout)(data[0] % (IMPORT_PERSON_SHEETS + 1));
    answers.hints.columns[data[1] % 8] = data[2] % (COLUMN_IGNORE + 1);
    import_hint_row(cx, &answers.hints, "", data[3] % 16 + 1, "", (RowRole)(data[2] % (ROW_IGNORE + 1)));
    return answers;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    ImportAnswers answers = answers_of(cx, data, size);
    ImportAnswers back;
    Workbook book = {0};
    ImportTable table;
    if (csv_read(cx, (const char *)data, size, &book))
        return 0;
    if (!import_read(cx, &book, NULL, &table))
        check_table(&table);
    if (!import_read(cx, &book, &answers.hints, &table))
        check_table(&table);
    const char *kept = import_answers_write(cx, &answers);
    import_answers_read(cx, kept, &back);
    assert(strcmp(import_answers_write(cx, &back), kept) == 0);
    return 0;
}
