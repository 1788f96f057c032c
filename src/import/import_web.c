/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/text.h"
#include "formats/sheet.h"
#include "import/import.h"
#include "import/import_feature.h"
#include "plan/export.h"
#include "web/form.h"

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* import.html */
typedef struct {
    const char *error;
} ImportPage;
SHAPE_STATIC(ImportPage, FIELD(ImportPage, error));

/* The answer to a file that came in: where its preview is. */
typedef struct {
    Id id;
    const char *path;
} ImportStaged;
SHAPE_STATIC(ImportStaged, FIELD(ImportStaged, id), FIELD(ImportStaged, path));

/* ---- the file ---- */

static Err *show_form(Ctx *cx, const Req *req, Reply *reply)
{
    ImportPage *page = arena_new(cx->arena, ImportPage);
    page->error = req->err ? req->err->text : "";
    TRY(reply_show(cx, reply, IN(ImportPage, page)));
    return reply_page(cx, reply, _("Bring your load table"), IN(ImportPage, page));
}

/* What the pool has made of the upload. */
typedef struct {
    const char *file_name;
    ImportTable table;
} Parsed;

static Err *parse(Ctx *cx, Req *req)
{
    const Upload *upload = req_upload(req, "file");
    Parsed *parsed = arena_new(cx->arena, Parsed);
    if (!upload)
        return err_new(cx, ERR_INPUT, "file", "%s", _("Choose a file"));
    const char *name = text_clean(cx->arena, upload->file_name, false);
    parsed->file_name = name && *name ? name : _("Table");
    req->prepared = parsed;
    return import_read_file(cx, upload->data, upload->size, &parsed->table);
}

static const char *path_of(Ctx *cx, Id id)
{
    return arena_printf(cx->arena, "/plan/import/%" PRId64, id.n);
}

static Err *take_file(Ctx *cx, const Req *req, Reply *reply)
{
    const Parsed *parsed = req->prepared;
    ImportStaged *staged = arena_new(cx->arena, ImportStaged);
    TRY(import_stage(cx, parsed->file_name, &parsed->table, &staged->id));
    staged->path = path_of(cx, staged->id);
    TRY(reply_show(cx, reply, IN(ImportStaged, staged)));
    return reply_see_other(cx, reply, staged->path);
}

static Err *show_sample(Ctx *cx, const Req *req UNUSED, Reply *reply)
{
    Buf file = {0};
    TRY(plan_sample(cx, &file));
    return reply_file(cx, reply, XLSX_TYPE, arena_printf(cx->arena, "%s.xlsx", _("Load plan")), &file);
}

/* ---- answers: a form has a field for each name ("p3", "s7"), JSON has lists of {raw, choice} ---- */

static void choose(Ctx *cx, ImportChoices *choices, const char *text, const char *choice)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].text, text) == 0) {
            choices->items[i].choice = choice;
            return;
        }
    *(ImportChoice *)list_push(cx->arena, choices) = (ImportChoice){text, choice};
}

static Err *choose_word(Ctx *cx, const char *field, Words words, const char *word, int *value)
{
    if (word_value(words, word, value))
        return NULL;
    return err_new(cx, ERR_INPUT, field, "%s", _("Choose one of the values"));
}

static Err *take_answer(Ctx *cx, const char *name, const char *value, ImportAnswers *answers)
{
    int word = 0;
    int64_t number;
    if (strcmp(name, "words") == 0) {
        if (*value && (!text_int(value, &number) || number < 1 || number > 100))
            return err_new(cx, ERR_INPUT, "words", "%s", _("A share of the week is between 1 and 100 %"));
        answers->words = *value ? (int)number : 0;
    } else if (strcmp(name, "year") == 0) {
        if (!text_int(value, &number) || number < 1970 || number > 2199)
            return err_new(cx, ERR_INPUT, "year", _("“%s” is no year"), value);
        answers->year = (int)number;
    } else if (strcmp(name, "unit") == 0) {
        TRY(choose_word(cx, name, import_unit_words, value, &word));
        answers->unit = (ImportUnit)word;
    } else if (strcmp(name, "over") == 0) {
        TRY(choose_word(cx, name, import_over_words, value, &word));
        answers->over = (ImportOver)word;
    } else if (strcmp(name, "blue") == 0) {
        TRY(choose_word(cx, name, import_blue_words, value, &word));
        answers->blue = (ImportBlue)word;
    }
    return NULL;
}

static Err *read_form(Ctx *cx, const Req *req, const ImportTable *table, ImportAnswers *answers)
{
    for (size_t i = 0; i < req->form.count; i++) {
        const Pair *pair = &req->form.items[i];
        int64_t at;
        bool numbered = *pair->name && text_int(pair->name + 1, &at) && at >= 0;
        if (numbered && pair->name[0] == 'p' && at < (int64_t)table->people.count)
            choose(cx, &answers->people, table->people.items[at].text, pair->value);
        else if (numbered && pair->name[0] == 's' && at < (int64_t)table->subjects.count)
            choose(cx, &answers->subjects, table->subjects.items[at].text, pair->value);
        else
            TRY(take_answer(cx, pair->name, pair->value, answers));
    }
    return NULL;
}

static void read_choices(Ctx *cx, const json_t *list, ImportChoices *choices)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *raw = json_string_value(json_object_get(json_array_get(list, i), "raw"));
        const char *choice = json_string_value(json_object_get(json_array_get(list, i), "choice"));
        if (raw && choice)
            choose(cx, choices, arena_strdup(cx->arena, raw), arena_strdup(cx->arena, choice));
    }
}

static Err *read_json(Ctx *cx, const json_t *body, ImportAnswers *answers)
{
    static const char *const names[] = {"year", "unit", "over", "blue", "words"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const json_t *value = json_object_get(body, names[i]);
        if (json_is_integer(value))
            TRY(take_answer(cx, names[i], arena_printf(cx->arena, "%lld", (long long)json_integer_value(value)),
                            answers));
        else if (json_is_string(value))
            TRY(take_answer(cx, names[i], json_string_value(value), answers));
    }
    read_choices(cx, json_object_get(body, "people"), &answers->people);
    read_choices(cx, json_object_get(body, "projects"), &answers->subjects);
    return NULL;
}

static Err *read_answers(Ctx *cx, const Req *req, Id *id, ImportAnswers *answers)
{
    Import import;
    ImportTable table;
    TRY(req_id(cx, req, "id", id));
    TRY(import_load(cx, *id, &import, &table, answers));
    TRY(req->json ? read_json(cx, req->json, answers) : read_form(cx, req, &table, answers));
    return import_trim(cx, &table, answers);
}

/* ---- preview and confirmation ---- */

static Err *show_preview(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ImportPreview *preview = arena_new(cx->arena, ImportPreview);
    TRY(req_id(cx, req, "id", &id));
    TRY(import_preview(cx, id, NULL, preview));
    if (req->err && !*preview->trouble)
        preview->trouble = req->err->text;
    TRY(reply_show(cx, reply, IN(ImportPreview, preview)));
    return reply_page(cx, reply, _("Bring your load table"), IN(ImportPreview, preview));
}

static Err *answer(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ImportAnswers answers;
    ImportPreview *preview = arena_new(cx->arena, ImportPreview);
    TRY(read_answers(cx, req, &id, &answers));
    TRY(import_answer(cx, id, &answers));
    if (req->wants == WANTS_JSON)
        TRY(import_preview(cx, id, &answers, preview));
    TRY(reply_show(cx, reply, IN(ImportPreview, preview)));
    return reply_see_other(cx, reply, path_of(cx, id));
}

/* Where the person sees what came in: the plan as it opens, unless that begins later or ends before. */
static const char *path_of_plan(Ctx *cx, Day week)
{
    int64_t ahead = day_is_set(week) ? week.n - day_monday(cx->today).n : 0;
    if (ahead >= -7 && ahead < (int64_t)12 * DAYS_PER_WEEK)
        return "/plan";
    return arena_printf(cx->arena, "/plan?from=%s", day_iso(cx->arena, week));
}

static Err *confirm(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ImportAnswers answers;
    ImportReport *report = arena_new(cx->arena, ImportReport);
    cx->through = "import";
    TRY(read_answers(cx, req, &id, &answers));
    TRY(import_confirm(cx, id, &answers, report));
    reply_toast(reply, arena_printf(cx->arena, trn(cx, "%d cell was written", "%d cells were written", report->written),
                                    report->written));
    TRY(reply_show(cx, reply, IN(ImportReport, report)));
    return reply_see_other(cx, reply, path_of_plan(cx, report->first_week));
}

const Route import_routes[] = {
    {METHOD_GET, "/plan/import", "plan.import", show_form, .out = &ImportPage_shape, .page = "import/import.html",
     .view = &ImportPage_shape, .summary = "The form for a load table"},
    {METHOD_POST, "/plan/import", "plan.import", take_file, .prepare = parse, .again = show_form,
     .out = &ImportStaged_shape, .page = "import/import.html", .view = &ImportPage_shape, .files = true,
     .body_max = TABLE_FILE_MAX + ((size_t)1 << 20), .summary = "Bring a load table in; nothing is written yet"},
    {METHOD_GET, "/plan/import/sample.xlsx", "plan.import", show_sample, .summary = "A workbook to fill in"},
    {METHOD_GET, "/plan/import/:id", "plan.import", show_preview, .out = &ImportPreview_shape,
     .page = "import/preview.html", .view = &ImportPreview_shape, .summary = "What a load table would change"},
    {METHOD_POST, "/plan/import/:id", "plan.import", answer, .again = show_preview, .out = &ImportPreview_shape,
     .page = "import/preview.html", .view = &ImportPreview_shape, .raw = true,
     .summary = "Say who and what the names of the table are, and what its numbers mean"},
    {METHOD_POST, "/plan/import/:id/confirm", "plan.import", confirm, .again = show_preview, .out = &ImportReport_shape,
     .page = "import/preview.html", .view = &ImportPreview_shape, .raw = true,
     .summary = "Write what fits into the plan, as one change"},
    {.path = NULL},
};
