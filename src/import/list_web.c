/* SPDX-License-Identifier: MIT */
/* /people/import, /clients/import, /projects/import: one set of handlers, told apart by the address. */
#include "base/base.h"

#include <jansson.h>

#include "base/text.h"
#include "formats/table_read.h"
#include "import/import_feature.h"
#include "import/list.h"
#include "web/form.h"

/* list.html */
typedef struct {
    const char *kind, *title, *path, *back_path, *error, *fields;
} ListPage;
SHAPE_STATIC(ListPage, FIELD(ListPage, kind), FIELD(ListPage, title, .hidden = true),
             FIELD(ListPage, path, .hidden = true), FIELD(ListPage, back_path, .hidden = true),
             FIELD(ListPage, error, .hidden = true), FIELD(ListPage, fields));

typedef struct {
    Id id;
    const char *path;
} ListStaged;
SHAPE_STATIC(ListStaged, FIELD(ListStaged, id), FIELD(ListStaged, path));

/* "/people/import/3" is of the list "people". */
static const ListDef *def_of(Ctx *cx, const Req *req)
{
    const ListDef *def = list_def(arena_strndup(cx->arena, req->path + 1, strcspn(req->path + 1, "/")));
    assert(def);
    return def;
}

static const char *path_of(Ctx *cx, const ListDef *def, Id id)
{
    return arena_printf(cx->arena, "/%s/import/%" PRId64, def->kind, id.n);
}

static const char *field_names(Ctx *cx, const ListDef *def)
{
    const char *names = "";
    for (size_t i = 0; i < def->count; i++)
        names = arena_printf(cx->arena, "%s%s%s", names, *names ? ", " : "",
                             tr(cx, shape_field(def->shape, def->columns[i].field)->label));
    return names;
}

static Err *show_form(Ctx *cx, const Req *req, Reply *reply)
{
    const ListDef *def = def_of(cx, req);
    ListPage *page = arena_new(cx->arena, ListPage);
    *page = (ListPage){.kind = def->kind,
                       .title = tr(cx, def->title),
                       .path = arena_printf(cx->arena, "/%s/import", def->kind),
                       .back_path = arena_printf(cx->arena, "/%s", def->kind),
                       .error = req->err ? req->err->text : "",
                       .fields = field_names(cx, def)};
    TRY(reply_show(cx, reply, IN(ListPage, page)));
    return reply_page(cx, reply, page->title, IN(ListPage, page));
}

/* What the pool has made of the upload. */
typedef struct {
    const char *file_name;
    ListTable table;
} Parsed;

static Err *parse(Ctx *cx, Req *req)
{
    const Upload *upload = req_upload(req, "file");
    Parsed *parsed = arena_new(cx->arena, Parsed);
    Workbook *book = arena_new(cx->arena, Workbook);
    if (!upload)
        return err_new(cx, ERR_INPUT, "file", "%s", _("Choose a file"));
    const char *name = text_clean(cx->arena, upload->file_name, false);
    parsed->file_name = name && *name ? name : _("Table");
    req->prepared = parsed;
    TRY(table_read(cx, upload->data, upload->size, book));
    return list_read(cx, def_of(cx, req), book, &parsed->table);
}

static Err *take_file(Ctx *cx, const Req *req, Reply *reply)
{
    const Parsed *parsed = req->prepared;
    const ListDef *def = def_of(cx, req);
    ListStaged *staged = arena_new(cx->arena, ListStaged);
    TRY(list_stage(cx, def, parsed->file_name, &parsed->table, &staged->id));
    staged->path = path_of(cx, def, staged->id);
    TRY(reply_show(cx, reply, IN(ListStaged, staged)));
    return reply_see_other(cx, reply, staged->path);
}

static Err *show_preview(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ListPreview *preview = arena_new(cx->arena, ListPreview);
    TRY(req_id(cx, req, "id", &id));
    TRY(list_preview(cx, def_of(cx, req), id, preview));
    if (req->err)
        preview->trouble = req->err->text;
    TRY(reply_show(cx, reply, IN(ListPreview, preview)));
    return reply_page(cx, reply, preview->title, IN(ListPreview, preview));
}

/* A form has "c0", "c1", …; JSON a list "columns". None of them: what was said before stays. */
static TextList columns_of(Ctx *cx, const Req *req)
{
    TextList columns = {0};
    const json_t *list = json_object_get(req->json, "columns");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        *(const char **)list_push(cx->arena, &columns) = arena_strdup(cx->arena, name ? name : "");
    }
    for (size_t i = 0; i < LIST_COLUMNS_MAX; i++) {
        const char *name = arena_printf(cx->arena, "c%zu", i);
        if (!pairs_have(&req->form, name))
            break;
        *(const char **)list_push(cx->arena, &columns) = pairs_get(&req->form, name);
    }
    return columns;
}

static Err *choose_said(Ctx *cx, const Req *req, Id *id)
{
    TextList columns = columns_of(cx, req);
    TRY(req_id(cx, req, "id", id));
    return columns.count ? list_choose(cx, def_of(cx, req), *id, &columns) : NULL;
}

static Err *choose(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ListPreview *preview = arena_new(cx->arena, ListPreview);
    TRY(choose_said(cx, req, &id));
    if (req->wants == WANTS_JSON)
        TRY(list_preview(cx, def_of(cx, req), id, preview));
    TRY(reply_show(cx, reply, IN(ListPreview, preview)));
    return reply_see_other(cx, reply, path_of(cx, def_of(cx, req), id));
}

static Err *confirm(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    const ListDef *def = def_of(cx, req);
    ListReport *report = arena_new(cx->arena, ListReport);
    cx->through = "import";
    TRY(choose_said(cx, req, &id));
    TRY(list_confirm(cx, def, id, report));
    reply_toast(reply, arena_printf(cx->arena, _("%d added, %d changed"), report->added, report->changed));
    TRY(reply_show(cx, reply, IN(ListReport, report)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/%s", def->kind));
}

#define LIST_ROUTES(kind, of, what)                                                                                    \
    {METHOD_GET,                                                                                                       \
     "/" kind "/import",                                                                                               \
     of,                                                                                                               \
     show_form,                                                                                                        \
     .out = &ListPage_shape,                                                                                           \
     .page = "import/list.html",                                                                                       \
     .view = &ListPage_shape,                                                                                          \
     .summary = "The form for a table of " what},                                                                      \
        {METHOD_POST,                                                                                                  \
         "/" kind "/import",                                                                                           \
         of,                                                                                                           \
         take_file,                                                                                                    \
         .prepare = parse,                                                                                             \
         .again = show_form,                                                                                           \
         .out = &ListStaged_shape,                                                                                     \
         .page = "import/list.html",                                                                                   \
         .view = &ListPage_shape,                                                                                      \
         .files = true,                                                                                                \
         .body_max = TABLE_FILE_MAX + ((size_t)1 << 20),                                                               \
         .summary = "Brings a table of " what " in; nothing is written yet"},                                          \
        {METHOD_GET,                                                                                                   \
         "/" kind "/import/:id",                                                                                       \
         of,                                                                                                           \
         show_preview,                                                                                                 \
         .out = &ListPreview_shape,                                                                                    \
         .page = "import/list-preview.html",                                                                           \
         .view = &ListPreview_shape,                                                                                   \
         .summary = "What a table of " what " would change"},                                                          \
        {METHOD_POST,                                                                                                  \
         "/" kind "/import/:id",                                                                                       \
         of,                                                                                                           \
         choose,                                                                                                       \
         .again = show_preview,                                                                                        \
         .out = &ListPreview_shape,                                                                                    \
         .page = "import/list-preview.html",                                                                           \
         .view = &ListPreview_shape,                                                                                   \
         .raw = true,                                                                                                  \
         .summary = "Says what the columns of the table are"},                                                         \
    {                                                                                                                  \
        METHOD_POST, "/" kind "/import/:id/confirm", of, confirm,                                                      \
            .again = show_preview, .out = &ListReport_shape, .page = "import/list-preview.html",                       \
            .view = &ListPreview_shape, .raw = true, .summary = "Enters the " what " of the table, as one change"      \
    }

const Route list_routes[] = {
    LIST_ROUTES("people", "people.write", "people"),
    LIST_ROUTES("clients", "clients.write", "clients"),
    LIST_ROUTES("projects", "projects.write", "projects"),
    {.path = NULL},
};
