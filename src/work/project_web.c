/* SPDX-License-Identifier: MIT */
/* Projects over HTTP: the list, the card with who takes part, the form. */
#include "base/base.h"

#include "base/day.h"
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
    Options clients, managers, stages;
    bool mine, archived, filtered, may_add;
    int archived_count;
    const char *mine_path, *archive_path, *csv_path, *xlsx_path, *prev_page_path, *next_page_path;
    ProjectItemList items;
} ProjectsPage;
SHAPE_STATIC(ProjectsPage, FIELD(ProjectsPage, note), FIELD(ProjectsPage, q), FIELD_LIST(ProjectsPage, clients, Option),
             FIELD_LIST(ProjectsPage, managers, Option), FIELD_LIST(ProjectsPage, stages, Option),
             FIELD(ProjectsPage, mine), FIELD(ProjectsPage, archived), FIELD(ProjectsPage, filtered),
             FIELD(ProjectsPage, may_add), FIELD(ProjectsPage, archived_count), FIELD(ProjectsPage, mine_path),
             FIELD(ProjectsPage, archive_path), FIELD(ProjectsPage, csv_path), FIELD(ProjectsPage, xlsx_path),
             FIELD(ProjectsPage, prev_page_path), FIELD(ProjectsPage, next_page_path),
             FIELD_LIST(ProjectsPage, items, ProjectItem));

/* The form of a project: the page of a new one, and a part of the card. */
typedef struct {
    bool is_new;
    const char *path, *revision, *name, *direction, *starts, *ends; /* as typed; days in ISO */
    Options clients, kinds, stages, directions, managers, deputies;
    const char *error, *client_error, *name_error, *direction_error, *stage_error, *manager_error, *deputy_error,
        *starts_error, *ends_error; /* "" fine */
    Clashes clashes;
} ProjectForm;
SHAPE_STATIC(ProjectForm, FIELD(ProjectForm, is_new), FIELD(ProjectForm, path), FIELD(ProjectForm, revision),
             FIELD(ProjectForm, name), FIELD(ProjectForm, direction), FIELD(ProjectForm, starts),
             FIELD(ProjectForm, ends), FIELD_LIST(ProjectForm, clients, Option), FIELD_LIST(ProjectForm, kinds, Option),
             FIELD_LIST(ProjectForm, stages, Option), FIELD_LIST(ProjectForm, directions, Option),
             FIELD_LIST(ProjectForm, managers, Option), FIELD_LIST(ProjectForm, deputies, Option),
             FIELD(ProjectForm, error), FIELD(ProjectForm, client_error), FIELD(ProjectForm, name_error),
             FIELD(ProjectForm, direction_error), FIELD(ProjectForm, stage_error), FIELD(ProjectForm, manager_error),
             FIELD(ProjectForm, deputy_error), FIELD(ProjectForm, starts_error), FIELD(ProjectForm, ends_error),
             FIELD_LIST(ProjectForm, clashes, Clash));

/* Somebody who takes part, as the card shows it. */
typedef struct {
    const char *name, *position, *remove_path; /* "" for those who may not */
    int hue;
} ParticipantRow;
SHAPE_STATIC(ParticipantRow, FIELD(ParticipantRow, name), FIELD(ParticipantRow, position),
             FIELD(ParticipantRow, remove_path), FIELD(ParticipantRow, hue));

/* One project as a page. */
typedef struct {
    Id id, client_id;
    int64_t revision;
    const char *name, *client_name, *kind_text, *stage_text, *direction, *manager_name, *deputy_name, *person_error;
    ProjectStage stage;
    int hue;
    Day starts, ends;
    bool has_dates, archived, client_archived, may_write, late; /* late: past its end and not closed */
    LIST_OF(ParticipantRow) people;
    Options others; /* who can be added */
    PastList past;
    const ProjectForm *form; /* NULL for those who may only read */
} ProjectPage;
SHAPE_STATIC(ProjectPage, FIELD(ProjectPage, id), FIELD(ProjectPage, client_id), FIELD(ProjectPage, revision),
             FIELD(ProjectPage, name), FIELD(ProjectPage, client_name), FIELD(ProjectPage, kind_text),
             FIELD(ProjectPage, stage_text), FIELD(ProjectPage, direction), FIELD(ProjectPage, manager_name),
             FIELD(ProjectPage, deputy_name), FIELD(ProjectPage, person_error),
             FIELD_WORD(ProjectPage, stage, project_stage_words), FIELD(ProjectPage, hue), FIELD(ProjectPage, starts),
             FIELD(ProjectPage, ends), FIELD(ProjectPage, has_dates), FIELD(ProjectPage, archived),
             FIELD(ProjectPage, client_archived), FIELD(ProjectPage, may_write), FIELD(ProjectPage, late),
             FIELD_LIST(ProjectPage, people, ParticipantRow), FIELD_LIST(ProjectPage, others, Option),
             FIELD_LIST(ProjectPage, past, Past), FIELD_ONE(ProjectPage, form, ProjectForm));

/* ---- the list ---- */

static const char *counts_text(Ctx *cx, const ProjectTally *counts)
{
    if (counts->unled)
        return arena_printf(cx->arena,
                            trn(cx, "%d project has no manager", "%d projects have no manager", counts->unled),
                            counts->unled);
    const char *live =
        arena_printf(cx->arena, trn(cx, "%d project at work", "%d projects at work", counts->live), counts->live);
    if (!counts->tenders)
        return counts->live ? live : "";
    return arena_printf(cx->arena, trn(cx, "%s and %d tender", "%s and %d tenders", counts->tenders), live,
                        counts->tenders);
}

static void choose_stage(Ctx *cx, const char *none, const char *chosen, Options *stages)
{
    if (none) {
        option_add(cx, stages, "", none, chosen);
        option_add(cx, stages, "open", _("Open ones"), chosen);
    }
    for (int i = 0; project_stage_words[i]; i++)
        option_add(cx, stages, project_stage_words[i], project_stage_text(cx, (ProjectStage)i), chosen);
}

/* The list's address with its filters; mine and archived may differ from the list's, cursor may be "". */
static const char *list_path(Ctx *cx, const char *path, const ProjectList *list, bool mine, bool archived,
                             const char *cursor)
{
    return path_with(cx, path, "q", list->q, "client_id", id_value(cx, list->client_id), "manager_id",
                     id_value(cx, list->manager_id), "stage", list->stage, "mine", mine ? "1" : "", "archived",
                     archived ? "1" : "", "cursor", cursor, NULL);
}

static void fill_paths(Ctx *cx, const ProjectList *list, ProjectsPage *page)
{
    page->mine_path = list_path(cx, "/projects", list, !list->mine, list->archived, "");
    page->archive_path = list_path(cx, "/projects", list, list->mine, !list->archived, "");
    page->csv_path = list_path(cx, "/projects.csv", list, list->mine, list->archived, "");
    page->xlsx_path = list_path(cx, "/projects.xlsx", list, list->mine, list->archived, "");
    page->prev_page_path = "";
    page->next_page_path =
        list->next[0] ? list_path(cx, "/projects", list, list->mine, list->archived, list->next) : "";
}

static Err *show_list_page(Ctx *cx, Reply *reply, const ProjectList *list)
{
    ProjectTally counts = {0};
    ProjectsPage *page = arena_new(cx->arena, ProjectsPage);
    TRY(project_tally(cx, &counts));
    TRY(choose_client(cx, _("All clients"), id_value(cx, list->client_id), &page->clients));
    TRY(choose_people(cx, WHO_LEADS, _("All managers"), id_value(cx, list->manager_id), &page->managers));
    choose_stage(cx, _("All stages"), list->stage, &page->stages);
    page->note = counts_text(cx, &counts);
    page->q = list->q;
    page->mine = list->mine;
    page->archived = list->archived;
    page->filtered =
        list->q[0] || list->client_id.n || list->manager_id.n || list->stage[0] || list->mine || list->archived;
    page->may_add = cx_scope(cx, "projects.write") != SCOPE_NONE;
    page->archived_count = counts.archived;
    page->items = list->items;
    fill_paths(cx, list, page);
    return reply_page(cx, reply, _("Projects"), IN(ProjectsPage, page));
}

/* All pages of the list behind one another. */
static Err *send_file(Ctx *cx, const Req *req, Reply *reply, ProjectList *list)
{
    ProjectItemList all = {0};
    list->limit = WORK_LIMIT_MAX;
    do {
        list->items = (ProjectItemList){0};
        TRY(project_list(cx, list));
        for (size_t i = 0; i < list->items.count; i++)
            *(ProjectItem *)list_push(cx->arena, &all) = list->items.items[i];
        list->cursor = list->next;
    } while (list->next[0]);
    return reply_table(cx, req, reply, _("Projects"), &ProjectItem_shape, all.items, all.count);
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    ProjectList *list = arena_new(cx->arena, ProjectList);
    TRY(form_read(cx, req, ONE(ProjectList, list)));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return send_file(cx, req, reply, list);
    TRY(project_list(cx, list));
    TRY(reply_show(cx, reply, IN(ProjectList, list)));
    return req->wants == WANTS_PAGE ? show_list_page(cx, reply, list) : NULL;
}

/* ---- the form ---- */

/* The fields at which the form can say what is wrong. */
#define PLACED "client_id name direction stage manager_id deputy_id starts ends"

static void fill_errors(const Req *req, ProjectForm *form)
{
    form->error = form_wrong_elsewhere(req, PLACED " person_id");
    form->client_error = form_wrong(req, "client_id");
    form->name_error = form_wrong(req, "name");
    form->direction_error = form_wrong(req, "direction");
    form->stage_error = form_wrong(req, "stage");
    form->manager_error = form_wrong(req, "manager_id");
    form->deputy_error = form_wrong(req, "deputy_id");
    form->starts_error = form_wrong(req, "starts");
    form->ends_error = form_wrong(req, "ends");
}

static Err *fill_choices(Ctx *cx, const Req *req, const Project *project, ProjectForm *form)
{
    const char *client = form_typed(req, "client_id", id_value(cx, project->client_id));
    const char *manager = form_typed(req, "manager_id", id_value(cx, project->manager_id));
    const char *deputy = form_typed(req, "deputy_id", id_value(cx, project->deputy_id));
    const char *kind = form_typed(req, "kind", project_kind_words[project->kind]);
    for (int i = 0; project_kind_words[i]; i++)
        option_add(cx, &form->kinds, project_kind_words[i], project_kind_text(cx, (ProjectKind)i), kind);
    choose_stage(cx, NULL, form_typed(req, "stage", project_stage_words[project->stage]), &form->stages);
    TRY(choose_direction(cx, &form->directions));
    TRY(choose_client(cx, _("Choose a client"), client, &form->clients));
    TRY(choose_people(cx, WHO_LEADS, _("As the client's"), manager, &form->managers));
    return choose_people(cx, WHO_LEADS, _("As the client's"), deputy, &form->deputies);
}

static Err *fill_form(Ctx *cx, const Req *req, const Project *project, const ProjectForm **filled)
{
    ProjectForm *form = arena_new(cx->arena, ProjectForm);
    form->is_new = !project->id.n;
    form->path = form->is_new ? "/projects" : arena_printf(cx->arena, "/projects/%" PRId64, project->id.n);
    form->revision = arena_printf(cx->arena, "%" PRId64, project->revision);
    form->name = form_typed(req, "name", project->name);
    form->direction = form_typed(req, "direction", project->direction);
    form->starts = form_typed(req, "starts", day_iso(cx->arena, project->starts));
    form->ends = form_typed(req, "ends", day_iso(cx->arena, project->ends));
    fill_errors(req, form);
    TRY(fill_choices(cx, req, project, form));
    *filled = form;
    if (!req->err || req->err->shape != &ProjectConflict_shape)
        return NULL;
    const ProjectConflict *conflict = req->err->data;
    return clashes_of(cx, &Project_shape, conflict->yours, conflict->theirs, &form->clashes);
}

static Project blank(void)
{
    return (Project){.name = "", .direction = "", .stage = PROJECT_RUNNING, .starts = DAY_NONE, .ends = DAY_NONE};
}

static Err *show_new(Ctx *cx, const Req *req, Reply *reply)
{
    Project project = blank();
    const ProjectForm *form;
    if (req->method == METHOD_GET)
        TRY(form_read(cx, req, ONE(Project, &project)));
    TRY(fill_form(cx, req, &project, &form));
    return reply_page(cx, reply, _("New project"), IN(ProjectForm, form));
}

/* ---- the card ---- */

static Err *fill_names(Ctx *cx, const Project *project, ProjectPage *page)
{
    Client client;
    TRY(client_get(cx, project->client_id, &client));
    Id manager_id = project->manager_id.n ? project->manager_id : client.manager_id;
    Id deputy_id = project->deputy_id.n ? project->deputy_id : client.deputy_id;
    page->client_name = client.name;
    page->hue = client.hue;
    page->archived = project->archived;
    page->client_archived = client.archived;
    page->kind_text = project_kind_text(cx, project->kind);
    page->stage_text = project_stage_text(cx, project->stage);
    TRY(work_person_name(cx, manager_id, &page->manager_name));
    return work_person_name(cx, deputy_id, &page->deputy_name);
}

static bool takes_part(const ProjectParticipants *people, const char *value)
{
    for (size_t i = 0; i < people->items.count; i++)
        if (people->items.items[i].person_id.n == strtoll(value, NULL, 10))
            return true;
    return false;
}

/* Who can be added: everybody but those who are in it. */
static Err *fill_others(Ctx *cx, const ProjectParticipants *people, Options *others)
{
    Options all = {0};
    TRY(choose_people(cx, WHO_WORKS, _("Choose a person"), "", &all));
    for (size_t i = 0; i < all.count; i++)
        if (!takes_part(people, all.items[i].value))
            *(Option *)list_push(cx->arena, others) = all.items[i];
    return NULL;
}

static Err *fill_people(Ctx *cx, const Project *project, ProjectPage *page)
{
    ProjectParticipants people = {0};
    TRY(project_participants(cx, project->id, &people));
    for (size_t i = 0; i < people.items.count; i++) {
        const ProjectParticipant *one = &people.items.items[i];
        ParticipantRow *row = list_push(cx->arena, &page->people);
        *row = (ParticipantRow){.name = one->name, .position = one->position, .hue = one->hue, .remove_path = ""};
        if (page->may_write)
            row->remove_path = arena_printf(cx->arena, "/projects/%" PRId64 "/people/%" PRId64 "/remove", project->id.n,
                                            one->person_id.n);
    }
    return page->may_write ? fill_others(cx, &people, &page->others) : NULL;
}

static Err *fill_card(Ctx *cx, const Req *req, const Project *project, ProjectPage *page)
{
    page->id = project->id;
    page->client_id = project->client_id;
    page->revision = project->revision;
    page->name = project->name;
    page->direction = project->direction;
    page->stage = project->stage;
    page->starts = project->starts;
    page->ends = project->ends;
    page->has_dates = day_is_set(project->starts) || day_is_set(project->ends);
    page->late = day_is_set(project->ends) && project->ends.n < cx->today.n && project_stage_is_open(project->stage);
    page->person_error = form_wrong(req, "person_id");
    TRY(fill_names(cx, project, page));
    TRY(project_scope(cx, "projects.write", project->id, &page->may_write));
    TRY(fill_people(cx, project, page));
    TRY(past_of(cx, "project", project->id, &Project_shape, &page->past));
    return page->may_write ? fill_form(cx, req, project, &page->form) : NULL;
}

static Err *show_card(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Project *project = arena_new(cx->arena, Project);
    ProjectPage *page = arena_new(cx->arena, ProjectPage);
    TRY(req_id(cx, req, "id", &id));
    TRY(project_get(cx, id, project));
    TRY(reply_show(cx, reply, IN(Project, project)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    TRY(fill_card(cx, req, project, page));
    return reply_page(cx, reply, project->name, IN(ProjectPage, page));
}

static Err *show_people(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ProjectParticipants *people = arena_new(cx->arena, ProjectParticipants);
    TRY(req_id(cx, req, "id", &id));
    TRY(project_participants(cx, id, people));
    return reply_show(cx, reply, IN(ProjectParticipants, people));
}

/* ---- changes ---- */

static const char *card_path(Ctx *cx, Id id)
{
    return arena_printf(cx->arena, "/projects/%" PRId64, id.n);
}

static Err *answer(Ctx *cx, Reply *reply, Project *project, const char *toast)
{
    reply_toast(reply, toast);
    TRY(reply_show(cx, reply, IN(Project, project)));
    return reply_see_other(cx, reply, card_path(cx, project->id));
}

static Err *add(Ctx *cx, const Req *req, Reply *reply)
{
    Project *project = arena_new(cx->arena, Project);
    *project = blank();
    TRY(form_read(cx, req, ONE(Project, project)));
    TRY(project_add(cx, project));
    reply->status = 201;
    return answer(cx, reply, project, _("The project is added"));
}

/* Reads what was sent over what is stored; a revision is never taken from the store. */
static Err *read_change(Ctx *cx, const Req *req, Project *project)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(project_get(cx, id, project));
    project->revision = 0;
    return form_read(cx, req, ONE(Project, project));
}

static Err *change(Ctx *cx, const Req *req, Reply *reply)
{
    Project *project = arena_new(cx->arena, Project);
    TRY(read_change(cx, req, project));
    TRY(project_change(cx, project));
    return answer(cx, reply, project, _("Saved"));
}

static Err *archive(Ctx *cx, const Req *req, Reply *reply)
{
    Project *project = arena_new(cx->arena, Project);
    TRY(read_change(cx, req, project));
    TRY(project_change(cx, project));
    return answer(cx, reply, project, project->archived ? _("In the archive") : _("Back from the archive"));
}

static Err *answer_people(Ctx *cx, Reply *reply, Id project_id, const char *toast)
{
    ProjectParticipants *people = arena_new(cx->arena, ProjectParticipants);
    TRY(project_participants(cx, project_id, people));
    reply_toast(reply, toast);
    TRY(reply_show(cx, reply, IN(ProjectParticipants, people)));
    return reply_see_other(cx, reply, card_path(cx, project_id));
}

static Err *add_person(Ctx *cx, const Req *req, Reply *reply)
{
    ProjectPerson one = {0};
    TRY(form_read(cx, req, ONE(ProjectPerson, &one)));
    TRY(req_id(cx, req, "id", &one.project_id));
    TRY(project_person_add(cx, &one));
    return answer_people(cx, reply, one.project_id, _("Added to the project"));
}

static Err *remove_person(Ctx *cx, const Req *req, Reply *reply)
{
    ProjectPerson one = {0};
    TRY(req_id(cx, req, "id", &one.project_id));
    TRY(req_id(cx, req, "person_id", &one.person_id));
    TRY(project_person_remove(cx, &one));
    return answer_people(cx, reply, one.project_id, _("Taken off the project"));
}

#define PROJECT_FORM "client_id name kind stage direction manager_id deputy_id starts ends"

const Route project_routes[] = {
    {METHOD_GET, "/projects", "projects.read", show_list, .in = &ProjectList_shape,
     .fields = "q client_id manager_id stage mine archived limit cursor", .out = &ProjectList_shape,
     .page = "work/projects.html", .view = &ProjectsPage_shape, .formats = "csv xlsx", .cached = true,
     .families = "work people", .summary = "Projects by client and name"},
    {METHOD_GET, "/projects/new", "projects.write", show_new, .in = &Project_shape, .fields = "client_id name stage",
     .page = "work/project-new.html", .view = &ProjectForm_shape, .families = "work people",
     .summary = "The form of a new project"},
    {METHOD_POST, "/projects", "projects.write", add, .again = show_new, .in = &Project_shape, .fields = PROJECT_FORM,
     .out = &Project_shape, .page = "work/project-new.html", .view = &ProjectForm_shape, .summary = "Add a project"},
    {METHOD_GET, "/projects/:id", "projects.read", show_card, .out = &Project_shape, .page = "work/project.html",
     .view = &ProjectPage_shape, .cached = true, .families = "work people", .summary = "One project"},
    {METHOD_POST, "/projects/:id", "projects.write", change, .again = show_card, .in = &Project_shape,
     .fields = "revision " PROJECT_FORM, .out = &Project_shape, .page = "work/project.html", .view = &ProjectPage_shape,
     .summary = "Change a project"},
    {METHOD_PATCH, "/projects/:id", "projects.write", change, .in = &Project_shape,
     .fields = "revision archived " PROJECT_FORM, .out = &Project_shape, .summary = "Change some fields of a project"},
    {METHOD_POST, "/projects/:id/archive", "projects.write", archive, .again = show_card, .in = &Project_shape,
     .fields = "revision archived", .out = &Project_shape, .page = "work/project.html", .view = &ProjectPage_shape,
     .summary = "Put a project into the archive, or back"},
    {METHOD_GET, "/projects/:id/people", "projects.read", show_people, .out = &ProjectParticipants_shape,
     .cached = true, .families = "work people", .summary = "Who takes part in a project"},
    {METHOD_POST, "/projects/:id/people", "projects.write", add_person, .again = show_card, .in = &ProjectPerson_shape,
     .fields = "person_id", .out = &ProjectParticipants_shape, .page = "work/project.html", .view = &ProjectPage_shape,
     .summary = "Let a person take part in a project"},
    {METHOD_POST, "/projects/:id/people/:person_id/remove", "projects.write", remove_person,
     .out = &ProjectParticipants_shape, .summary = "Take a person off a project"},
    {METHOD_DELETE, "/projects/:id/people/:person_id", "projects.write", remove_person,
     .out = &ProjectParticipants_shape, .summary = "Take a person off a project"},
    {.path = NULL},
};
