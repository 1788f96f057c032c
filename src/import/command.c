/* SPDX-License-Identifier: MIT */
/* takt import plan, takt export plan */
#include "base/base.h"

#include "base/json.h"
#include "base/text.h"
#include "formats/sheet.h"
#include "import/import.h"
#include "plan/export.h"

typedef struct {
    const ImportCommand *command;
    Buf bytes;
    ImportTable table;
    ImportAnswers answers;
    ImportPreview preview;
    ImportReport report;
} Importing;

Err *import_file_bytes(Ctx *cx, const char *path, Buf *bytes)
{
    FILE *file = *path ? fopen(path, "rb") : NULL;
    if (!file)
        return err_new(cx, ERR_INPUT, "file", _("%s cannot be read: %s"), *path ? path : _("no file"),
                       strerror(*path ? errno : ENOENT));
    char piece[65536];
    for (size_t got; bytes->length <= TABLE_FILE_MAX && (got = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_put(bytes, piece, got);
    fclose(file);
    return NULL;
}

static Err *read_word(Ctx *cx, const char *option, Words words, const char *word, int *value)
{
    if (!*word || word_value(words, word, value))
        return NULL;
    return err_new(cx, ERR_INPUT, option, _("“%s” is none of the values of --%s"), word, option);
}

/* "a=b;c=d" into pairs. */
static Err *read_pairs(Ctx *cx, const char *option, const char *text, ImportChoices *pairs)
{
    TextList parts = text_split(cx->arena, text, ';');
    for (size_t i = 0; i < parts.count && *text; i++) {
        const char *equals = strrchr(parts.items[i], '=');
        if (!equals)
            return err_new(cx, ERR_INPUT, option, _("“%s” of --%s needs a = between name and meaning"), parts.items[i],
                           option);
        const char *name = arena_strndup(cx->arena, parts.items[i], (size_t)(equals - parts.items[i]));
        import_choose(cx, pairs, text_trim(cx->arena, name), text_trim(cx->arena, equals + 1));
    }
    return NULL;
}

/* What is said of sheets, rows and columns, over what is remembered. */
static Err *read_hints(Ctx *cx, const ImportCommand *command, ImportAnswers *answers)
{
    int layout = (int)answers->hints.layout;
    TextList roles = text_split(cx->arena, command->roles, ';');
    TextList sheets = text_split(cx->arena, command->sheets, ';');
    TRY(read_word(cx, "layout", import_layout_words, command->layout, &layout));
    answers->hints.layout = (ImportLayout)layout;
    answers->hints.hidden = answers->hints.hidden || command->hidden;
    for (size_t i = 0; i < roles.count && *command->roles; i++)
        TRY(import_hint_parse(cx, roles.items[i], &answers->hints));
    for (size_t i = 0; i < sheets.count && *command->sheets; i++)
        import_hint_sheet(cx, &answers->hints, text_trim(cx->arena, sheets.items[i]), true);
    return read_pairs(cx, "colour", command->colours, &answers->colours);
}

static Err *read_options(Ctx *cx, const ImportCommand *command, ImportAnswers *answers)
{
    int64_t year = 0;
    int64_t words = answers->words;
    int unit = (int)answers->unit;
    int over = IMPORT_REFUSE;
    int changed = IMPORT_KEEP;
    if (*command->year && (!text_int(command->year, &year) || year < 1970 || year > 2199))
        return err_new(cx, ERR_INPUT, "year", _("“%s” is no year"), command->year);
    TRY(read_word(cx, "unit", import_unit_words, command->unit, &unit));
    TRY(read_word(cx, "over", import_over_words, command->over, &over));
    TRY(read_word(cx, "changed", import_changed_words, command->changed, &changed));
    if (*command->words && (!text_int(command->words, &words) || words < 1 || words > 100))
        return err_new(cx, ERR_INPUT, "words", "%s", _("A share of the week is between 1 and 100 %"));
    answers->year = (int)year;
    answers->words = (int)words;
    answers->unit = (ImportUnit)unit;
    answers->over = (ImportOver)over;
    answers->changed = (ImportChanged)changed;
    return read_hints(cx, command, answers);
}

/* A name on the right of = stands for the person or project that is called so. */
static Err *match_name(Ctx *cx, const ImportWorld *world, const ImportChoice *pair, ImportAnswers *answers)
{
    ProjectBriefList found = {0};
    const char *folded = text_fold(cx->arena, pair->choice);
    for (size_t i = 0; i < world->people.count; i++)
        if (strcmp(text_fold(cx->arena, world->people.items[i].name), folded) == 0) {
            const char *id = arena_printf(cx->arena, "%" PRId64, world->people.items[i].id.n);
            import_choose(cx, &answers->people, pair->text, id);
            return NULL;
        }
    project_match(cx, &world->projects, pair->choice, &found);
    if (found.count > 1)
        return err_new(cx, ERR_INPUT, "match", _("“%s” fits several projects"), pair->choice);
    const char *choice = found.count ? arena_printf(cx->arena, "p%" PRId64, found.items[0].id.n) : pair->choice;
    if (!found.count)
        import_choose(cx, &answers->people, pair->text, choice);
    import_choose(cx, &answers->subjects, pair->text, choice);
    return NULL;
}

static Err *match_names(Ctx *cx, const ImportCommand *command, ImportAnswers *answers)
{
    ImportWorld world;
    ImportChoices pairs = {0};
    TRY(read_pairs(cx, "match", command->names, &pairs));
    TRY(import_world_load(cx, &world));
    for (size_t i = 0; i < pairs.count; i++)
        TRY(match_name(cx, &world, &pairs.items[i], answers));
    return NULL;
}

static Err *read_table(Ctx *cx, Importing *it, const ImportHints *hints)
{
    const char *profile = it->table.profile;
    TRY(import_read_file(cx, it->bytes.data ? it->bytes.data : "", it->bytes.length, hints, &it->table));
    it->table.profile = profile ? profile : it->table.profile;
    return NULL;
}

/* Sheets are named: all others are left out. */
static void leave_out_others(Ctx *cx, Importing *it)
{
    for (size_t i = 0; i < it->table.sheets.count && *it->command->sheets; i++) {
        const char *name = it->table.sheets.items[i].sheet->name;
        bool named = false;
        for (size_t k = 0; k < it->answers.hints.sheets.count; k++)
            named = named || strcmp(it->answers.hints.sheets.items[k].sheet, name) == 0;
        if (!named)
            import_hint_sheet(cx, &it->answers.hints, name, false);
    }
}

static Err *look(Ctx *cx, void *arg)
{
    Importing *it = arg;
    ImportHints nothing = {0};
    TRY(import_remembered(cx, it->table.profile, &it->answers));
    TRY(read_options(cx, it->command, &it->answers));
    TRY(match_names(cx, it->command, &it->answers));
    leave_out_others(cx, it);
    if (!import_same_hints(cx, &nothing, &it->answers.hints))
        TRY(read_table(cx, it, &it->answers.hints));
    TRY(import_preview_table(cx, it->command->file, &it->table, &it->answers, NULL, &it->preview));
    if (*it->preview.trouble)
        return err_new(cx, ERR_INPUT, import_trouble_field(&it->table, it->answers.unit), "%s", it->preview.trouble);
    return NULL;
}

static Err *enter(Ctx *cx, void *arg)
{
    Importing *it = arg;
    const char *slash = strrchr(it->command->file, '/');
    ImportFile file = {it->bytes.data, it->bytes.length, it->table.profile};
    ImportOpened opened = {.table = it->table, .answers = it->answers};
    Id id;
    TRY(import_stage(cx, slash ? slash + 1 : it->command->file, &file, &id));
    TRY(import_load(cx, id, &opened.import));
    return import_confirm(cx, &opened, &it->report);
}

static void print_refused(const Ctx *cx, const ImportRefused *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("  %s  %s, %s: %s %s %%. %s\n", lines[i].where, lines[i].person, day_iso(cx->arena, lines[i].week),
               lines[i].subject, lines[i].percent, lines[i].why);
}

static void print_skipped(const ImportSkipped *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("  %s%s%s%s%s. %s\n", lines[i].where, *lines[i].where ? "  " : "", *lines[i].text ? "“" : "",
               lines[i].text, *lines[i].text ? "”" : "", lines[i].why);
}

static void print_preview(const Ctx *cx, const ImportPreview *preview)
{
    printf("%s %s\n", preview->summary, preview->layout_text);
    for (size_t i = 0; i < preview->people.count; i++)
        if (strcmp(preview->people.items[i].choice, "new") == 0 || !preview->people.items[i].status_ok)
            printf("  %s: %s\n", preview->people.items[i].raw, preview->people.items[i].status_text);
    for (size_t i = 0; i < preview->projects.count; i++)
        if (strcmp(preview->projects.items[i].choice, "new") == 0 || !preview->projects.items[i].status_ok)
            printf("  %s: %s\n", preview->projects.items[i].raw, preview->projects.items[i].status_text);
    printf(trn(cx, "%d cell would be written", "%d cells would be written", preview->will_write), preview->will_write);
    printf(", ");
    printf(trn(cx, "%d is there already.", "%d are there already.", preview->will_same), preview->will_same);
    printf("\n");
}

static void print_report(const Ctx *cx, const ImportReport *report)
{
    printf(trn(cx, "%d cell was written", "%d cells were written", report->written), report->written);
    printf(", ");
    printf(trn(cx, "%d is there already.", "%d are there already.", report->same), report->same);
    printf("\n");
    if (report->people_made)
        printf(trn(cx, "%d person was added\n", "%d people were added\n", report->people_made), report->people_made);
    if (report->projects_made)
        printf(trn(cx, "%d project was added\n", "%d projects were added\n", report->projects_made),
               report->projects_made);
    if (report->absences_made)
        printf(trn(cx, "%d absence was entered\n", "%d absences were entered\n", report->absences_made),
               report->absences_made);
}

static void print_sheets(const Ctx *cx, const ImportTable *table)
{
    for (size_t i = 0; i < table->sheets.count && table->sheets.count > 1; i++)
        printf("  %s: %s\n", table->sheets.items[i].sheet->name,
               table->sheets.items[i].taken ? _("taken") : table->sheets.items[i].why);
}

static void print_differs(const Ctx *cx, const ImportPreview *preview)
{
    if (preview->differs.count)
        printf("%s\n", _("Changed since the last import"));
    for (size_t i = 0; i < preview->differs.count; i++) {
        const ImportDiffer *line = &preview->differs.items[i];
        printf("  %s, %s: %s %s → %s (Takt %s). %s\n", line->person, day_iso(cx->arena, line->week), line->subject,
               line->said, line->file, line->takt, line->what);
    }
}

static Err *run_import(Ctx *cx, Store *store, Importing *it)
{
    TRY(import_file_bytes(cx, it->command->file, &it->bytes));
    TRY(read_table(cx, it, NULL));
    TRY(store_read(store, cx, look, it));
    return it->command->dry ? NULL : store_write(store, cx, enter, it);
}

Err *import_command(Ctx *cx, Store *store, const ImportCommand *command, int *code)
{
    Importing it = {.command = command};
    cx->through = "import";
    Err *err = run_import(cx, store, &it);
    buf_finish(&it.bytes);
    *code = err ? 2 : 0;
    if (err)
        return err;
    size_t refused = command->dry ? it.preview.refused.count : it.report.refused.count;
    size_t skipped = command->dry ? it.preview.skipped.count : it.report.skipped.count;
    print_sheets(cx, &it.table);
    print_differs(cx, &it.preview);
    if (command->dry)
        print_preview(cx, &it.preview);
    else
        print_report(cx, &it.report);
    if (refused)
        printf("%s\n", _("Does not fit"));
    print_refused(cx, command->dry ? it.preview.refused.items : it.report.refused.items, refused);
    if (skipped)
        printf("%s\n", _("Not understood"));
    print_skipped(command->dry ? it.preview.skipped.items : it.report.skipped.items, skipped);
    *code = refused || skipped || it.preview.will_ask ? 1 : 0;
    return NULL;
}

/* ---- export ---- */

typedef struct {
    PlanQuery query;
    const char *format;
    Buf out;
} Exporting;

static Err *export_plan(Ctx *cx, void *arg)
{
    Exporting *it = arg;
    static const struct {
        const char *word;
        ExportFormat format;
    } formats[] = {{"xlsx", EXPORT_XLSX}, {"csv", EXPORT_CSV}, {"plain-csv", EXPORT_CSV_PLAIN}};
    Plan plan;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(it->format, formats[i].word) == 0)
            return plan_export(cx, &it->query, formats[i].format, &it->out);
    TRY(plan_load(cx, &it->query, &plan));
    json_write(cx, &it->out, IN(Plan, &plan));
    buf_char(&it->out, '\n');
    return NULL;
}

static Err *format_of(Ctx *cx, const ExportCommand *command, const char **format)
{
    static const char *const formats[] = {"csv", "xlsx", "json", "plain-csv"};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        *format = formats[i];
        const char *ending = arena_printf(cx->arena, ".%s", formats[i]);
        if (*command->format ? strcmp(command->format, formats[i]) == 0 : text_ends(command->file, ending))
            return NULL;
    }
    *format = "csv";
    return *command->format ? err_new(cx, ERR_INPUT, "format", "%s", _("Formats are xlsx, csv, plain-csv and json"))
                            : NULL;
}

static Err *write_out(Ctx *cx, const char *path, const Buf *out)
{
    FILE *file = *path ? fopen(path, "wb") : stdout;
    bool written = file && fwrite(out->data ? out->data : "", 1, out->length, file) == out->length;
    bool closed = file && (file == stdout ? fflush(file) : fclose(file)) == 0;
    if (written && closed)
        return NULL;
    return err_new(cx, ERR_INPUT, "output", _("%s cannot be written: %s"), *path ? path : "-", strerror(errno));
}

Err *export_command(Ctx *cx, Store *store, const ExportCommand *command)
{
    Exporting it = {.query = {.from = DAY_NONE, .q = "", .only = "", .group = "", .unit = "", .open = "", .cell = ""}};
    int64_t weeks = 0;
    if (*command->from && !day_parse(command->from, &it.query.from))
        return err_new(cx, ERR_INPUT, "from", "%s", _("Write the day as 2026-06-15"));
    if (*command->weeks && (!text_int(command->weeks, &weeks) || weeks < 1 || weeks > 104))
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("Between 1 and 104 weeks"));
    TRY(format_of(cx, command, &it.format));
    it.query.weeks = (int)weeks;
    plan_query_settle(cx, &it.query);
    Err *err = store_read(store, cx, export_plan, &it);
    if (!err)
        err = write_out(cx, command->file, &it.out);
    buf_finish(&it.out);
    return err;
}
