/* SPDX-License-Identifier: MIT */
/* Which sheets of a workbook hold the table, and all of it together. */
#include "base/base.h"

#include "import/read.h"

/* ---- the workbook ---- */

static const char *const no_table =
    N_("No load table was found. Understood are: people in rows and weeks in columns (24.11, W48, 24–30 Nov, months); "
       "a sheet for each week or person; or a row for each person, project and week with hours or percent");

static Err *read_sheet(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is)
{
    ImportLayout said = from->hints->layout;
    *is = false;
    if (said == IMPORT_AUTO || said == IMPORT_WIDE || said == IMPORT_TREE || said == IMPORT_PERSON_SHEETS)
        TRY(import_read_wide(cx, from, table, is));
    if (!*is && (said == IMPORT_AUTO || said == IMPORT_WEEK_SHEETS))
        TRY(import_read_week(cx, from, table, is));
    if (!*is && (said == IMPORT_AUTO || said == IMPORT_LONG))
        TRY(import_read_long(cx, from, table, is));
    return NULL;
}

static int by_number(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* One number for each person, subject and week of the table, in order. */
static uint64_t *keys_of(Ctx *cx, const ImportTable *table, size_t *count)
{
    uint64_t *keys = arena_new_array(cx->arena, uint64_t, table->rows.count + 1);
    *count = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const ImportRow *row = &table->rows.items[i];
        if (row->subject < 0)
            continue;
        uint64_t week = (uint64_t)import_monday(&table->heads.items[row->head]).n;
        uint64_t person = import_hash(table->people.items[row->person].text);
        keys[(*count)++] = (person * 31 + import_hash(table->subjects.items[row->subject].text)) * 31 + week;
    }
    if (*count > 1)
        qsort(keys, *count, sizeof keys[0], by_number);
    return keys;
}

/* Whether a further sheet says something of somebody's work in a week that was said before. */
static bool overlaps(Ctx *cx, ImportTable *table, ImportTable *more)
{
    size_t known;
    size_t count;
    import_settle(table, import_guess_year(cx, table));
    import_settle(more, import_guess_year(cx, more));
    const uint64_t *before = keys_of(cx, table, &known);
    const uint64_t *keys = keys_of(cx, more, &count);
    for (size_t i = 0, k = 0; i < count && k < known;) {
        if (keys[i] == before[k])
            return true;
        if (keys[i] < before[k])
            i++;
        else
            k++;
    }
    return false;
}

static bool has_numbers(const Sheet *sheet)
{
    for (size_t row = 0; row < sheet->rows.count; row++)
        for (int c = 0; c < sheet->rows.items[row].count; c++)
            if (cell_is_number(&sheet->rows.items[row].cells[c]))
                return true;
    return false;
}

static bool is_said(const ImportSource *from, bool *use)
{
    for (size_t i = 0; i < from->hints->sheets.count; i++)
        if (strcmp(from->hints->sheets.items[i].sheet, from->sheet->name) == 0) {
            *use = from->hints->sheets.items[i].use;
            return true;
        }
    return false;
}

/* A sheet behind the first one: taken when it is of the same make and says of nobody's weeks what was said already. */
static Err *read_further(Ctx *cx, const ImportSource *from, ImportTable *table, bool said)
{
    ImportTable more = {.sheet = table->sheet};
    bool is = false;
    Err *err = read_sheet(cx, from, &more, &is);
    if (!is && !err && !has_numbers(from->sheet)) {
        from->seen->why = _("no table"); /* a legend, instructions */
        return NULL;
    }
    bool alike = more.layout == table->layout || (more.layout <= IMPORT_TREE && table->layout <= IMPORT_TREE);
    if (!is || err)
        from->seen->why = _("This sheet holds no load table; it is left out");
    else if (!said && (!alike || more.months != table->months || overlaps(cx, table, &more)))
        from->seen->why = _("This sheet repeats weeks that were read already; it is left out");
    if (*from->seen->why) {
        import_problem(cx, table, from->sheet->name, err ? err->text : "", from->seen->why);
        return NULL;
    }
    const char *explanation = table->explanation;
    const char *profile = table->profile;
    ImportLayout layout = table->layout;
    TRY(read_sheet(cx, from, table, &is));
    table->explanation = explanation;
    table->profile = profile;
    table->layout = layout;
    from->seen->taken = true;
    return NULL;
}

/* What keeps a person from trusting the outcome: colours by rules. */
static void warn_of_sheet(Ctx *cx, const Sheet *sheet, ImportTable *table)
{
    if (sheet->rule_fills)
        import_problem(cx, table, sheet->name, "",
                       _("Some colours of the table come from rules and were not read: check what is tentative"));
}

/* Names of sheets are people when all of those with a table look so. */
static bool are_person_sheets(const Workbook *book)
{
    int people = 0;
    int others = 0;
    for (size_t i = 0; i < book->sheets.count; i++) {
        const Sheet *sheet = &book->sheets.items[i];
        if (sheet->hidden || !has_numbers(sheet))
            continue;
        people += import_is_person_like(sheet->name);
        others += !import_is_person_like(sheet->name);
    }
    return people >= 2 && others * 2 <= people;
}

static Err *read_one(Ctx *cx, const ImportSource *from, ImportTable *table, bool *found, const Err **trouble)
{
    bool use = !from->sheet->hidden;
    bool said = is_said(from, &use);
    if (!use) {
        from->seen->why = said ? _("left out") : _("hidden");
        return NULL;
    }
    if (*found)
        return read_further(cx, from, table, said);
    table->sheet = from->sheet->name;
    bool is = false;
    Err *err = read_sheet(cx, from, table, &is);
    if (err && err->kind == ERR_FAULT)
        return err;
    *trouble = err ? err : *trouble;
    *found = is && !err;
    from->seen->taken = *found;
    from->seen->why = *found ? "" : _("no table");
    if (*found)
        warn_of_sheet(cx, from->sheet, table);
    return NULL;
}

static Err *read_sheets(Ctx *cx, Workbook *book, const ImportHints *hints, ImportTable *table, bool *found)
{
    const Err *trouble = NULL;
    bool people = are_person_sheets(book);
    table->sheets.items = arena_new_array(cx->arena, ImportSheet, book->sheets.count + 1);
    for (size_t i = 0; i < book->sheets.count; i++) {
        Sheet *sheet = &book->sheets.items[i];
        ImportSheet *seen = &table->sheets.items[table->sheets.count];
        ImportSource from = {.sheet = sheet, .hints = hints, .seen = seen, .person_sheets = people};
        if (!hints->hidden && !sheet->hidden)
            table->hidden += sheet->hidden_rows + sheet->hidden_columns;
        if (!hints->hidden)
            sheet_leave_out_hidden(sheet);
        if (sheet->rows.count == 0)
            continue;
        table->sheets.count++;
        *seen = (ImportSheet){.sheet = sheet, .why = "", .layout = IMPORT_AUTO};
        seen->rows = arena_new_array(cx->arena, uint8_t, sheet->rows.count + 1);
        TRY(read_one(cx, &from, table, found, &trouble));
    }
    for (size_t i = 0; i < table->sheets.count; i++)
        import_read_legend(
            cx, &(ImportSource){.sheet = table->sheets.items[i].sheet, .hints = hints, .seen = &table->sheets.items[i]},
            table);
    return trouble && !*found ? err_new(cx, trouble->kind, trouble->field, "%s", trouble->text) : NULL;
}

static Err *check_size(Ctx *cx, const ImportTable *table)
{
    size_t said = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        said += table->rows.items[i].subject >= 0;
    if (table->too_much)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The table has more than %d values; split it into several files"),
                       IMPORT_ROWS_MAX);
    if (table->people.count > IMPORT_NAMES_MAX || table->subjects.count > IMPORT_NAMES_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file",
                       _("The table has more than %d people or projects; is it a load table?"), IMPORT_NAMES_MAX);
    if (said == 0)
        return err_new(cx, ERR_INPUT, "file", _("The table was found, but there is no amount in it. %s"),
                       table->explanation);
    return NULL;
}

Err *import_read(Ctx *cx, Workbook *book, const ImportHints *hints, ImportTable *table)
{
    static const ImportHints nothing_said;
    bool found = false;
    *table = (ImportTable){.sheet = "", .explanation = "", .profile = ""};
    TRY(read_sheets(cx, book, hints ? hints : &nothing_said, table, &found));
    if (!found)
        return err_new(cx, ERR_INPUT, "file", "%s", tr(cx, no_table));
    TRY(check_size(cx, table));
    if (book->undecodable)
        import_problem(cx, table, "", "", _("Some characters of the file could not be read; check the names"));
    table->profile =
        arena_printf(cx->arena, "%016" PRIx64,
                     import_hash(arena_printf(cx->arena, "%s%s", table->profile, table->months ? "|months" : "")));
    import_settle_colours(table);
    import_decide_unit(cx, table);
    import_settle(table, import_guess_year(cx, table));
    import_settle_days(cx, table);
    return NULL;
}
