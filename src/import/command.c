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
    ImportTable table;
    ImportAnswers answers;
    ImportPreview preview;
    ImportReport report;
} Importing;

static Err *read_whole(Ctx *cx, const char *path, Buf *bytes)
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

static Err *read_options(Ctx *cx, const ImportCommand *command, ImportAnswers *answers)
{
    int64_t year = 0;
    int64_t words = 0;
    int unit = IMPORT_UNIT_UNKNOWN;
    int over = IMPORT_REFUSE;
    if (*command->year && (!text_int(command->year, &year) || year < 1970 || year > 2199))
        return err_new(cx, ERR_INPUT, "year", _("“%s” is no year"), command->year);
    TRY(read_word(cx, "unit", import_unit_words, command->unit, &unit));
    TRY(read_word(cx, "over", import_over_words, command->over, &over));
    if (*command->words && (!text_int(command->words, &words) || words < 1 || words > 100))
        return err_new(cx, ERR_INPUT, "words", "%s", _("A share of the week is between 1 and 100 %"));
    answers->year = (int)year;
    answers->words = (int)words;
    answers->unit = (ImportUnit)unit;
    answers->over = (ImportOver)over;
    return NULL;
}

static Err *look(Ctx *cx, void *arg)
{
    Importing *it = arg;
    ImportAnswers said = it->answers;
    TRY(import_remembered(cx, &it->table, &it->answers));
    it->answers.year = said.year;
    it->answers.over = said.over;
    if (said.words)
        it->answers.words = said.words;
    if (said.unit != IMPORT_UNIT_UNKNOWN)
        it->answers.unit = said.unit;
    TRY(import_preview_table(cx, it->command->file, &it->table, &it->answers, &it->preview));
    if (*it->preview.trouble)
        return err_new(cx, ERR_INPUT, it->table.needs_unit ? "unit" : "year", "%s", it->preview.trouble);
    return NULL;
}

static Err *enter(Ctx *cx, void *arg)
{
    Importing *it = arg;
    const char *slash = strrchr(it->command->file, '/');
    Id id;
    TRY(import_stage(cx, slash ? slash + 1 : it->command->file, &it->table, &id));
    return import_confirm(cx, id, &it->answers, &it->report);
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

static Err *run_import(Ctx *cx, Store *store, Importing *it)
{
    Buf bytes = {0};
    TRY(read_options(cx, it->command, &it->answers));
    TRY(read_whole(cx, it->command->file, &bytes));
    Err *err = import_read_file(cx, bytes.data ? bytes.data : "", bytes.length, &it->table);
    buf_finish(&bytes);
    TRY(err);
    TRY(store_read(store, cx, look, it));
    return it->command->dry ? NULL : store_write(store, cx, enter, it);
}

Err *import_command(Ctx *cx, Store *store, const ImportCommand *command, int *code)
{
    Importing it = {.command = command};
    cx->through = "import";
    Err *err = run_import(cx, store, &it);
    *code = err ? 2 : 0;
    if (err)
        return err;
    size_t refused = command->dry ? it.preview.refused.count : it.report.refused.count;
    size_t skipped = command->dry ? it.preview.skipped.count : it.report.skipped.count;
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
    *code = refused || skipped ? 1 : 0;
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
