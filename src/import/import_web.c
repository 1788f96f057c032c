/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/sheet.h"
#include "import/answers_web.h"
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
    ImportFile file;
} Parsed;

static Err *parse(Ctx *cx, Req *req)
{
    const Upload *upload = req_upload(req, "file");
    Parsed *parsed = arena_new(cx->arena, Parsed);
    ImportTable table;
    if (!upload)
        return err_new(cx, ERR_INPUT, "file", "%s", _("Choose a file"));
    const char *name = text_clean(cx->arena, upload->file_name, false);
    parsed->file_name = name && *name ? name : _("Table");
    req->prepared = parsed;
    TRY(import_read_file(cx, upload->data, upload->size, NULL, &table));
    parsed->file = (ImportFile){upload->data, upload->size, table.profile};
    return NULL;
}

static const char *path_of(Ctx *cx, Id id)
{
    return arena_printf(cx->arena, "/plan/import/%" PRId64, id.n);
}

static Err *take_file(Ctx *cx, const Req *req, Reply *reply)
{
    const Parsed *parsed = req->prepared;
    ImportStaged *staged = arena_new(cx->arena, ImportStaged);
    TRY(import_stage(cx, parsed->file_name, &parsed->file, &staged->id));
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

/* ---- preview and confirmation ---- */

/* The part of the page that the address asks for. */
static ImportView view_of(const Req *req)
{
    static const struct {
        const char *name;
        size_t offset;
    } parts[] = {
        {"rows", offsetof(ImportView, rows)},         {"people", offsetof(ImportView, people)},
        {"projects", offsetof(ImportView, projects)}, {"differs", offsetof(ImportView, differs)},
        {"refused", offsetof(ImportView, refused)},   {"skipped", offsetof(ImportView, skipped)},
        {"totals", offsetof(ImportView, totals)},     {"sheet", offsetof(ImportView, sheet)},
    };
    ImportView view = {.sheet = -1, .only = pairs_get(&req->query, "only")};
    int64_t number;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (text_int(pairs_get(&req->query, parts[i].name), &number) && number >= 0 && number < 1000000)
            *(int *)(void *)((char *)&view + parts[i].offset) = (int)number;
    return view;
}

/* Reads the staged file on the pool, before the turn to write comes. */
static Err *open_staged(Ctx *cx, Req *req)
{
    Id id;
    ImportOpened *opened = arena_new(cx->arena, ImportOpened);
    TRY(req_id(cx, req, "id", &id));
    TRY(import_open(cx, id, NULL, opened));
    req->prepared = opened;
    return NULL;
}

static Err *opened_of(Ctx *cx, const Req *req, ImportOpened **opened)
{
    Req again = *req;
    if (!req->prepared)
        TRY(open_staged(cx, &again));
    *opened = again.prepared;
    return NULL;
}

/* The answers of the request over those kept. *reread: they change how the file is read. */
static Err *take_answers(Ctx *cx, const Req *req, ImportOpened *opened, bool *reread)
{
    ImportAnswers before;
    ImportView view = view_of(req);
    import_answers_read(cx, import_answers_write(cx, &opened->answers), &before);
    TRY(import_answers_take(cx, req, &opened->table, view.sheet, &opened->answers));
    *reread = !import_same_hints(cx, &before.hints, &opened->answers.hints);
    return import_trim(cx, &opened->table, &opened->answers);
}

static Err *show_preview(Ctx *cx, const Req *req, Reply *reply)
{
    ImportOpened *opened;
    ImportPreview *preview = arena_new(cx->arena, ImportPreview);
    ImportView view = view_of(req);
    TRY(opened_of(cx, req, &opened));
    TRY(import_preview(cx, opened, req->wants == WANTS_JSON ? NULL : &view, preview));
    if (req->err && !*preview->trouble)
        preview->trouble = req->err->text;
    TRY(reply_show(cx, reply, IN(ImportPreview, preview)));
    return reply_page(cx, reply, _("Bring your load table"), IN(ImportPreview, preview));
}

static Err *answer(Ctx *cx, const Req *req, Reply *reply)
{
    ImportOpened *opened;
    bool reread;
    ImportView view = view_of(req);
    ImportPreview *preview = arena_new(cx->arena, ImportPreview);
    TRY(opened_of(cx, req, &opened));
    TRY(take_answers(cx, req, opened, &reread));
    Id id = opened->import.id;
    TRY(import_answer(cx, id, &opened->answers));
    if (req->wants == WANTS_JSON && reread)
        TRY(import_open(cx, id, NULL, opened));
    if (req->wants == WANTS_JSON)
        TRY(import_preview(cx, opened, NULL, preview));
    TRY(reply_show(cx, reply, IN(ImportPreview, preview)));
    return reply_see_other(cx, reply, import_view_path(cx, id, &view));
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
    ImportOpened *opened;
    bool reread;
    ImportReport *report = arena_new(cx->arena, ImportReport);
    cx->through = "import";
    TRY(opened_of(cx, req, &opened));
    TRY(take_answers(cx, req, opened, &reread));
    if (reread) {
        ImportAnswers said = opened->answers;
        TRY(import_open(cx, opened->import.id, &said, opened));
    }
    TRY(import_confirm(cx, opened, report));
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
    {METHOD_POST, "/plan/import/:id", "plan.import", answer, .prepare = open_staged, .again = show_preview,
     .out = &ImportPreview_shape, .page = "import/preview.html", .view = &ImportPreview_shape, .raw = true,
     .summary = "Say who and what the names of the table are, and what its numbers mean"},
    {METHOD_POST, "/plan/import/:id/confirm", "plan.import", confirm, .prepare = open_staged, .again = show_preview,
     .out = &ImportReport_shape, .page = "import/preview.html", .view = &ImportPreview_shape, .raw = true,
     .summary = "Write what fits into the plan, as one change"},
    {.path = NULL},
};
