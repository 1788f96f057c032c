/* SPDX-License-Identifier: MIT */
/* A table on its way: kept as the file it came in, with what people say about it. */
#include "base/base.h"

#include <sodium.h>

#include "base/text.h"
#include "formats/table_read.h"
#include "import/import.h"
#include "import/import.sql.h"

#define DAYS_KEPT 7

SHAPE(Import, FIELD(Import, id), FIELD(Import, person_id), FIELD(Import, file_name), FIELD(Import, profile),
      FIELD(Import, answers), FIELD(Import, body), FIELD(Import, state), FIELD(Import, created_at));

/* ---- the file ---- */

/* Amounts in several rows and columns: somebody may say what they are, though the program does not see it. */
static bool may_be_table(const ImportTable *table)
{
    int rows = 0;
    for (size_t i = 0; i < table->sheets.count; i++)
        for (size_t row = 0; row < table->sheets.items[i].sheet->rows.count; row++) {
            Amount amount;
            const SheetRow *one = &table->sheets.items[i].sheet->rows.items[row];
            bool any = false;
            for (int c = 1; c < one->count && !any; c++)
                any = one->cells[c].kind != CELL_EMPTY && import_amount(&one->cells[c], &amount) &&
                      amount.kind != AMOUNT_NONE;
            rows += any;
        }
    return rows >= 2;
}

Err *import_read_file(Ctx *cx, const char *data, size_t size, const ImportHints *hints, ImportTable *table)
{
    Workbook book;
    TRY(table_read(cx, data, size, &book));
    Err *err = import_read(cx, &book, hints, table);
    if (!err || err->kind == ERR_FAULT || !may_be_table(table))
        return err;
    ImportTable empty = {.sheet = "", .explanation = "", .profile = "", .trouble = err->text, .sheets = {0}};
    empty.sheets.items = table->sheets.items;
    empty.sheets.count = table->sheets.count;
    empty.hidden = table->hidden;
    empty.profile =
        arena_printf(cx->arena, "%016" PRIx64, import_hash(import_row_label(cx, empty.sheets.items[0].sheet, 0)));
    *table = empty;
    return NULL;
}

static const char *file_text(Ctx *cx, const char *data, size_t size)
{
    size_t room = sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(cx->arena, room);
    return sodium_bin2base64(text, room, (const unsigned char *)data, size, sodium_base64_VARIANT_ORIGINAL);
}

static Err *read_body(Ctx *cx, const char *body, const ImportHints *hints, ImportTable *table)
{
    size_t room = strlen(body);
    size_t size = 0;
    unsigned char *data = arena_alloc(cx->arena, room + 1);
    if (sodium_base642bin(data, room, body, room, NULL, &size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such import: bring the table again"));
    return import_read_file(cx, (const char *)data, size, hints, table);
}

/* ---- staging ---- */

/* The year, what was put past 100 % and what was changed meanwhile are questions of each file. */
Err *import_remembered(Ctx *cx, const char *profile, ImportAnswers *answers)
{
    Import earlier = {.profile = profile, .answers = ""};
    bool found;
    TRY(db_find(cx, &sql_import_answers_of_profile, IN(Import, &earlier), ONE(Import, &earlier), &found));
    import_answers_read(cx, earlier.answers, answers);
    answers->year = 0;
    answers->over = IMPORT_REFUSE;
    answers->changed = IMPORT_KEEP;
    answers->cells = (ImportChoices){0};
    return NULL;
}

static void drop_obvious(const ImportTargets *targets, ImportChoices *choices, const char *text, size_t at)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].text, text) == 0 &&
            strcmp(choices->items[i].choice, targets->items[at].choice) == 0)
            choices->items[i].choice = "";
}

/* A form says all that it shows: only what differs from what the table says itself is an answer. */
static void drop_obvious_colours(Ctx *cx, const ImportTable *table, ImportChoices *choices)
{
    for (size_t i = 0; i < table->colours.count; i++) {
        const ImportColour *colour = &table->colours.items[i];
        const char *rgb = arena_printf(cx->arena, "%06" PRIX32, colour->rgb);
        for (size_t k = 0; k < choices->count; k++)
            if (strcmp(choices->items[k].text, rgb) == 0 &&
                strcmp(choices->items[k].choice, colour_meaning_words[colour->meaning]) == 0)
                choices->items[k].choice = "";
    }
}

Err *import_trim(Ctx *cx, const ImportTable *table, ImportAnswers *answers)
{
    ImportWorld world;
    ImportTargets people = {0};
    ImportTargets subjects = {0};
    TRY(import_world_load(cx, &world));
    import_match_people(cx, table, &world, NULL, &people);
    import_match_subjects(cx, table, &world, NULL, &subjects);
    for (size_t i = 0; i < table->people.count; i++)
        drop_obvious(&people, &answers->people, table->people.items[i].text, i);
    for (size_t i = 0; i < table->subjects.count; i++)
        drop_obvious(&subjects, &answers->subjects, table->subjects.items[i].text, i);
    drop_obvious_colours(cx, table, &answers->colours);
    if (answers->unit == table->unit)
        answers->unit = IMPORT_UNIT_UNKNOWN;
    return NULL;
}

Err *import_stage(Ctx *cx, const char *file_name, const ImportFile *file, Id *id)
{
    ImportAnswers answers;
    Import import = {.person_id = cx->person_id,
                     .file_name = file_name,
                     .profile = file->profile,
                     .body = file_text(cx, file->data, file->size),
                     .created_at = cx->now};
    TRY(import_remembered(cx, file->profile, &answers));
    import.answers = import_answers_write(cx, &answers);
    TRY(db_one(cx, &sql_import_add, IN(Import, &import), ONE(Import, &import)));
    *id = import.id;
    return NULL;
}

static Err *forget(Ctx *cx, const void *body UNUSED, bool *more)
{
    int64_t gone;
    Import old = {.created_at = {cx->now.n - (int64_t)DAYS_KEPT * MINUTES_PER_DAY * 60}};
    TRY(db_change(cx, &sql_import_forget, IN(Import, &old), &gone));
    *more = gone > 0;
    return NULL;
}

const JobDef import_forget_job = {.kind = "import.forget",
                                  .label = N_("Forget tables that nobody brought over"),
                                  .run = forget,
                                  .daily_at = JOB_AT(3, 20)};

Err *import_load(Ctx *cx, Id id, Import *import)
{
    bool found;
    *import = (Import){.id = id};
    TRY(db_find(cx, &sql_import_find, BY_ID(id), ONE(Import, import), &found));
    if (!found || (!cx->root && import->person_id.n != cx->person_id.n))
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such import: bring the table again"));
    return NULL;
}

bool import_waits(const Import *import)
{
    return strcmp(import->state, "waiting") == 0;
}

Err *import_open(Ctx *cx, Id id, const ImportAnswers *answers, ImportOpened *opened)
{
    *opened = (ImportOpened){.table = {.sheet = "", .explanation = "", .profile = "", .trouble = ""}};
    TRY(import_load(cx, id, &opened->import));
    import_answers_read(cx, opened->import.answers, &opened->answers);
    if (answers)
        import_answers_read(cx, import_answers_write(cx, answers), &opened->answers);
    if (!import_waits(&opened->import))
        return NULL;
    TRY(read_body(cx, opened->import.body, &opened->answers.hints, &opened->table));
    opened->table.profile = opened->import.profile;
    return NULL;
}

Err *import_done_already(Ctx *cx)
{
    return err_new(cx, ERR_CONFLICT, "", "%s", _("This table is in the plan already"));
}

Err *import_answer(Ctx *cx, Id id, const ImportAnswers *answers)
{
    Import import;
    TRY(import_load(cx, id, &import));
    if (!import_waits(&import))
        return import_done_already(cx);
    import.answers = import_answers_write(cx, answers);
    return db_exec(cx, &sql_import_answer, IN(Import, &import));
}
