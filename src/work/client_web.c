/* SPDX-License-Identifier: MIT */
/* Clients over HTTP: the list, the card with its projects, the form. */
#include "base/base.h"

#include "web/form.h"
#include "web/table.h"
#include "work/client.h"
#include "work/common.h"
#include "work/project.h"
#include "work/view_web.h"

/* The list as a page. */
typedef struct {
    const char *note; /* what is wrong, or how many there are */
    const char *q;
    Options managers;
    bool archived, filtered, may_add;
    int archived_count;
    const char *archive_path, *csv_path, *xlsx_path, *prev_page_path, *next_page_path;
    ClientItemList items;
} ClientsPage;
SHAPE_STATIC(ClientsPage, FIELD(ClientsPage, note), FIELD(ClientsPage, q), FIELD_LIST(ClientsPage, managers, Option),
             FIELD(ClientsPage, archived), FIELD(ClientsPage, filtered), FIELD(ClientsPage, may_add),
             FIELD(ClientsPage, archived_count), FIELD(ClientsPage, archive_path), FIELD(ClientsPage, csv_path),
             FIELD(ClientsPage, xlsx_path), FIELD(ClientsPage, prev_page_path), FIELD(ClientsPage, next_page_path),
             FIELD_LIST(ClientsPage, items, ClientItem));

/* The form of a client: the page of a new one, and a part of the card. */
typedef struct {
    bool is_new;
    const char *path, *revision, *name; /* as typed */
    Options hues, managers, deputies;
    const char *error, *name_error, *hue_error, *manager_error, *deputy_error; /* "" fine */
    Clashes clashes;
} ClientForm;
SHAPE_STATIC(ClientForm, FIELD(ClientForm, is_new), FIELD(ClientForm, path), FIELD(ClientForm, revision),
             FIELD(ClientForm, name), FIELD_LIST(ClientForm, hues, Option), FIELD_LIST(ClientForm, managers, Option),
             FIELD_LIST(ClientForm, deputies, Option), FIELD(ClientForm, error), FIELD(ClientForm, name_error),
             FIELD(ClientForm, hue_error), FIELD(ClientForm, manager_error), FIELD(ClientForm, deputy_error),
             FIELD_LIST(ClientForm, clashes, Clash));

/* One client as a page. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name, *manager_name, *deputy_name;
    int hue;
    bool archived, may_write, may_add_project;
    ProjectItemList projects;
    PastList past;
    const ClientForm *form; /* NULL for those who may only read */
} ClientPage;
SHAPE_STATIC(ClientPage, FIELD(ClientPage, id), FIELD(ClientPage, revision), FIELD(ClientPage, name),
             FIELD(ClientPage, manager_name), FIELD(ClientPage, deputy_name), FIELD(ClientPage, hue),
             FIELD(ClientPage, archived), FIELD(ClientPage, may_write), FIELD(ClientPage, may_add_project),
             FIELD_LIST(ClientPage, projects, ProjectItem), FIELD_LIST(ClientPage, past, Past),
             FIELD_ONE(ClientPage, form, ClientForm));

/* ---- the list ---- */

static const char *counts_text(Ctx *cx, const ClientTally *counts)
{
    if (counts->unled)
        return arena_printf(cx->arena, trn(cx, "%d client has no manager", "%d clients have no manager", counts->unled),
                            counts->unled);
    if (!counts->live)
        return "";
    return arena_printf(
        cx->arena, trn(cx, "%d client, with a manager", "%d clients, each with a manager", counts->live), counts->live);
}

static Err *show_list_page(Ctx *cx, Reply *reply, const ClientList *list)
{
    ClientTally counts = {0};
    ClientsPage *page = arena_new(cx->arena, ClientsPage);
    const char *manager = id_value(cx, list->manager_id);
    const char *archived = list->archived ? "1" : "";
    TRY(client_tally(cx, &counts));
    TRY(choose_people(cx, WHO_LEADS, _("All managers"), manager, &page->managers));
    page->note = counts_text(cx, &counts);
    page->q = list->q;
    page->archived = list->archived;
    page->filtered = list->q[0] || list->manager_id.n || list->archived;
    page->may_add = cx_scope(cx, "clients.write") != SCOPE_NONE;
    page->archived_count = counts.archived;
    page->archive_path =
        path_with(cx, "/clients", "q", list->q, "manager_id", manager, "archived", list->archived ? "" : "1", NULL);
    page->csv_path = path_with(cx, "/clients.csv", "q", list->q, "manager_id", manager, "archived", archived, NULL);
    page->xlsx_path = path_with(cx, "/clients.xlsx", "q", list->q, "manager_id", manager, "archived", archived, NULL);
    page->prev_page_path = "";
    page->next_page_path = list->next[0] ? path_with(cx, "/clients", "q", list->q, "manager_id", manager, "archived",
                                                     archived, "cursor", list->next, NULL)
                                         : "";
    page->items = list->items;
    return reply_page(cx, reply, _("Clients"), IN(ClientsPage, page));
}

/* All pages of the list behind one another. */
static Err *send_file(Ctx *cx, const Req *req, Reply *reply, ClientList *list)
{
    ClientItemList all = {0};
    list->limit = WORK_LIMIT_MAX;
    do {
        list->items = (ClientItemList){0};
        TRY(client_list(cx, list));
        for (size_t i = 0; i < list->items.count; i++)
            *(ClientItem *)list_push(cx->arena, &all) = list->items.items[i];
        list->cursor = list->next;
    } while (list->next[0]);
    return reply_table(cx, req, reply, _("Clients"), &ClientItem_shape, all.items, all.count);
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    ClientList *list = arena_new(cx->arena, ClientList);
    TRY(form_read(cx, req, ONE(ClientList, list)));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return send_file(cx, req, reply, list);
    TRY(client_list(cx, list));
    TRY(reply_show(cx, reply, IN(ClientList, list)));
    return req->wants == WANTS_PAGE ? show_list_page(cx, reply, list) : NULL;
}

/* ---- the form ---- */

static void fill_hues(Ctx *cx, const char *chosen, Options *hues)
{
    for (int i = 1; i <= CLIENT_HUES; i++)
        option_add_id(cx, hues, ID(i), hue_text(cx, i), chosen);
}

static Err *fill_clashes(Ctx *cx, const Req *req, Clashes *clashes)
{
    if (!req->err || req->err->shape != &ClientConflict_shape)
        return NULL;
    const ClientConflict *conflict = req->err->data;
    return clashes_of(cx, &Client_shape, conflict->yours, conflict->theirs, clashes);
}

static Err *fill_form(Ctx *cx, const Req *req, const Client *client, const ClientForm **filled)
{
    ClientForm *form = arena_new(cx->arena, ClientForm);
    const char *hue = form_typed(req, "hue", id_value(cx, ID(client->hue)));
    const char *manager = form_typed(req, "manager_id", id_value(cx, client->manager_id));
    const char *deputy = form_typed(req, "deputy_id", id_value(cx, client->deputy_id));
    form->is_new = !client->id.n;
    form->path = form->is_new ? "/clients" : arena_printf(cx->arena, "/clients/%" PRId64, client->id.n);
    form->revision = arena_printf(cx->arena, "%" PRId64, client->revision);
    form->name = form_typed(req, "name", client->name);
    form->error = form_wrong_elsewhere(req, "name hue manager_id deputy_id");
    form->name_error = form_wrong(req, "name");
    form->hue_error = form_wrong(req, "hue");
    form->manager_error = form_wrong(req, "manager_id");
    form->deputy_error = form_wrong(req, "deputy_id");
    fill_hues(cx, hue, &form->hues);
    TRY(choose_people(cx, WHO_LEADS, _("Nobody yet"), manager, &form->managers));
    TRY(choose_people(cx, WHO_LEADS, _("Nobody yet"), deputy, &form->deputies));
    *filled = form;
    return fill_clashes(cx, req, &form->clashes);
}

static Err *show_new(Ctx *cx, const Req *req, Reply *reply)
{
    Client client = {.name = ""};
    const ClientForm *form;
    if (cx_scope(cx, "clients.write") != SCOPE_ALL)
        client.manager_id = cx->person_id;
    TRY(fill_form(cx, req, &client, &form));
    return reply_page(cx, reply, _("New client"), IN(ClientForm, form));
}

/* ---- the card ---- */

static Err *fill_card(Ctx *cx, const Req *req, const Client *client, ClientPage *page)
{
    ProjectList projects = {.client_id = client->id, .archived = client->archived, .limit = WORK_LIMIT_MAX};
    page->id = client->id;
    page->revision = client->revision;
    page->name = client->name;
    page->hue = client->hue;
    page->archived = client->archived;
    TRY(work_person_name(cx, client->manager_id, &page->manager_name));
    TRY(work_person_name(cx, client->deputy_id, &page->deputy_name));
    TRY(client_scope(cx, "clients.write", client->id, &page->may_write));
    page->may_add_project = !client->archived && cx_scope(cx, "projects.write") != SCOPE_NONE;
    TRY(project_list(cx, &projects));
    page->projects = projects.items;
    TRY(past_of(cx, "client", client->id, &Client_shape, &page->past));
    return page->may_write ? fill_form(cx, req, client, &page->form) : NULL;
}

static Err *show_card(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Client *client = arena_new(cx->arena, Client);
    ClientPage *page = arena_new(cx->arena, ClientPage);
    TRY(req_id(cx, req, "id", &id));
    TRY(client_get(cx, id, client));
    TRY(reply_show(cx, reply, IN(Client, client)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    TRY(fill_card(cx, req, client, page));
    return reply_page(cx, reply, client->name, IN(ClientPage, page));
}

/* ---- changes ---- */

static Err *answer(Ctx *cx, Reply *reply, Client *client, const char *toast)
{
    reply_toast(reply, toast);
    TRY(reply_show(cx, reply, IN(Client, client)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/clients/%" PRId64, client->id.n));
}

static Err *add(Ctx *cx, const Req *req, Reply *reply)
{
    Client *client = arena_new(cx->arena, Client);
    TRY(form_read(cx, req, ONE(Client, client)));
    TRY(client_add(cx, client));
    reply->status = 201;
    return answer(cx, reply, client, _("The client is added"));
}

/* Reads what was sent over what is stored; a revision is never taken from the store. */
static Err *read_change(Ctx *cx, const Req *req, Client *client)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(client_get(cx, id, client));
    client->revision = 0;
    return form_read(cx, req, ONE(Client, client));
}

static Err *change(Ctx *cx, const Req *req, Reply *reply)
{
    Client *client = arena_new(cx->arena, Client);
    TRY(read_change(cx, req, client));
    TRY(client_change(cx, client));
    return answer(cx, reply, client, _("Saved"));
}

static Err *archive(Ctx *cx, const Req *req, Reply *reply)
{
    Client *client = arena_new(cx->arena, Client);
    TRY(read_change(cx, req, client));
    TRY(client_change(cx, client));
    return answer(cx, reply, client, client->archived ? _("In the archive") : _("Back from the archive"));
}

const Route client_routes[] = {
    {METHOD_GET, "/clients", "clients.read", show_list, .in = &ClientList_shape,
     .fields = "q manager_id archived limit cursor", .out = &ClientList_shape, .page = "work/clients.html",
     .view = &ClientsPage_shape, .formats = "csv xlsx", .cached = true, .families = "work people",
     .summary = "Clients by name"},
    {METHOD_GET, "/clients/new", "clients.write", show_new, .page = "work/client-new.html", .view = &ClientForm_shape,
     .families = "people", .summary = "The form of a new client"},
    {METHOD_POST, "/clients", "clients.write", add, .again = show_new, .in = &Client_shape,
     .fields = "name hue manager_id deputy_id", .out = &Client_shape, .page = "work/client-new.html",
     .view = &ClientForm_shape, .summary = "Add a client"},
    {METHOD_GET, "/clients/:id", "clients.read", show_card, .out = &Client_shape, .page = "work/client.html",
     .view = &ClientPage_shape, .cached = true, .families = "work people", .summary = "One client"},
    {METHOD_POST, "/clients/:id", "clients.write", change, .again = show_card, .in = &Client_shape,
     .fields = "revision name hue manager_id deputy_id", .out = &Client_shape, .page = "work/client.html",
     .view = &ClientPage_shape, .summary = "Change a client"},
    {METHOD_PATCH, "/clients/:id", "clients.write", change, .in = &Client_shape,
     .fields = "revision name hue manager_id deputy_id archived", .out = &Client_shape,
     .summary = "Change some fields of a client"},
    {METHOD_POST, "/clients/:id/archive", "clients.write", archive, .again = show_card, .in = &Client_shape,
     .fields = "revision archived", .out = &Client_shape, .page = "work/client.html", .view = &ClientPage_shape,
     .summary = "Put a client into the archive, or back"},
    {.path = NULL},
};
