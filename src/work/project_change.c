/* SPDX-License-Identifier: MIT */
/* The rules of adding and changing projects, who takes part, and undo. */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "work/client.h"
#include "work/common.h"
#include "work/project.h"
#include "work/project.sql.h"

static Err *note(Ctx *cx, Id id, const Project *before, const Project *after)
{
    cx_touch(cx, "work/project/%" PRId64, id.n);
    return history_note(cx, "project", id, &Project_shape, before, after);
}

/* ---- rules ---- */

static Err *check_client(Ctx *cx, const Project *project, Client *client)
{
    bool may;
    TRY(client_scope(cx, "clients.read", project->client_id, &may));
    if (!may)
        return err_new(cx, ERR_INPUT, "client_id", "%s", _("Choose one of the clients"));
    TRY(client_get(cx, project->client_id, client));
    if (client->archived && !project->archived)
        return err_new(cx, ERR_INPUT, "client_id", _("%s is in the archive: bring the client back first"),
                       client->name);
    return NULL;
}

static Err *check_name(Ctx *cx, Project *project)
{
    Project other = {0};
    bool found;
    project->name = project->name ? project->name : "";
    project->direction = project->direction ? project->direction : "";
    if (text_is_blank(project->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("Give the project a name"));
    project->name_fold = text_fold(cx->arena, project->name);
    project->name_sort = text_sort_key(cx->arena, project->name);
    TRY(db_find(cx, &sql_project_by_fold, IN(Project, project), ONE(Project, &other), &found));
    if (found && other.id.n != project->id.n)
        return err_new(cx, ERR_INPUT, "name", "%s",
                       other.archived ? _("This client has such a project in the archive: bring it back")
                                      : _("This client has such a project already"));
    return NULL;
}

static Err *check_people(Ctx *cx, const Project *project)
{
    TRY(work_check_person(cx, project->manager_id, "manager_id"));
    TRY(work_check_person(cx, project->deputy_id, "deputy_id"));
    if (project->deputy_id.n && project->deputy_id.n == project->manager_id.n)
        return err_new(cx, ERR_INPUT, "deputy_id", "%s", _("The deputy stands in for the manager: choose another"));
    return NULL;
}

static Err *check(Ctx *cx, Project *project, Client *client)
{
    TRY(check_client(cx, project, client));
    TRY(check_name(cx, project));
    TRY(check_people(cx, project));
    if (day_is_set(project->starts) && day_is_set(project->ends) && project->ends.n < project->starts.n)
        return err_new(cx, ERR_INPUT, "ends", "%s", _("The end comes before the start"));
    return NULL;
}

/* A right that reaches only the own team makes no projects of others. */
static Err *join_team(Ctx *cx, Project *project, const Client *client)
{
    int64_t me = work_viewer(cx, "projects.write").n;
    bool named = project->manager_id.n == me || project->deputy_id.n == me || client->manager_id.n == me ||
                 client->deputy_id.n == me;
    if (!me || named)
        return NULL;
    if (project->manager_id.n)
        return err_new(cx, ERR_INPUT, "manager_id", "%s",
                       _("Name yourself manager or deputy, or ask a head of the agency to add it"));
    project->manager_id = ID(me);
    return NULL;
}

Err *project_add(Ctx *cx, Project *project)
{
    Client client;
    project->id = ID(0);
    if (cx_scope(cx, "projects.write") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("You may not add projects"));
    TRY(check(cx, project, &client));
    TRY(join_team(cx, project, &client));
    TRY(db_one(cx, &sql_project_add, IN(Project, project), ONE(Project, project)));
    return note(cx, project->id, NULL, project);
}

Err *project_add_by_names(Ctx *cx, const char *client_name, const char *name, ProjectBrief *brief)
{
    Client client = {.name = client_name};
    Project project = {.name = name, .direction = "", .stage = PROJECT_RUNNING, .starts = DAY_NONE, .ends = DAY_NONE};
    Project known = {0};
    bool found;
    TRY(client_find_by_name(cx, client_name, &client, &found));
    if (!found)
        TRY(client_add(cx, &client));
    project.client_id = client.id;
    project.name_fold = text_fold(cx->arena, name);
    TRY(db_find(cx, &sql_project_by_fold, IN(Project, &project), ONE(Project, &known), &found));
    if (!found)
        TRY(project_add(cx, &project));
    return project_brief(cx, found ? known.id : project.id, brief);
}

/* The stored project, if cx may write it. */
static Err *find_to_write(Ctx *cx, Id id, Project *stored)
{
    bool may;
    TRY(project_get(cx, id, stored));
    TRY(project_scope(cx, "projects.write", id, &may));
    if (!may)
        return err_new(cx, ERR_DENIED, "", "%s", _("This project is led by others: ask its manager or a head"));
    return NULL;
}

static Err *stale(Ctx *cx, const Project *yours, const Project *theirs)
{
    ProjectConflict *both = arena_new(cx->arena, ProjectConflict);
    both->yours = arena_memdup(cx->arena, yours, sizeof *yours);
    both->theirs = arena_memdup(cx->arena, theirs, sizeof *theirs);
    TRY(work_changed_by(cx, "project", theirs->id, &both->changed_by_id, &both->changed_by_name));
    const char *say = _("Somebody else saved this project while you were writing");
    if (both->changed_by_name[0])
        say = arena_printf(cx->arena, _("%s saved this project while you were writing"), both->changed_by_name);
    return work_conflict(cx, say, IN(ProjectConflict, both));
}

static Err *store(Ctx *cx, const Project *stored, Project *project)
{
    Client client;
    bool found;
    TRY(check(cx, project, &client));
    if (!work_differs(&Project_shape, stored, project))
        return NULL;
    TRY(db_find(cx, &sql_project_change, IN(Project, project), ONE(Project, project), &found));
    if (!found) { /* somebody was quicker by a moment */
        Project now;
        TRY(project_get(cx, project->id, &now));
        return stale(cx, project, &now);
    }
    return note(cx, project->id, stored, project);
}

Err *project_change(Ctx *cx, Project *project)
{
    Project stored;
    TRY(find_to_write(cx, project->id, &stored));
    TRY(work_check_revision(cx, project->revision));
    if (project->revision != stored.revision)
        return stale(cx, project, &stored);
    return store(cx, &stored, project);
}

/* ---- who takes part ---- */

static Err *note_person(Ctx *cx, const ProjectPerson *before, const ProjectPerson *after)
{
    Id project_id = before ? before->project_id : after->project_id;
    cx_touch(cx, "work/project/%" PRId64, project_id.n);
    return history_note(cx, "project_person", project_id, &ProjectPerson_shape, before, after);
}

Err *project_person_add(Ctx *cx, const ProjectPerson *one)
{
    Project project;
    int64_t changed;
    TRY(find_to_write(cx, one->project_id, &project));
    if (!one->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("Choose one of the people"));
    TRY(work_check_person(cx, one->person_id, "person_id"));
    TRY(db_change(cx, &sql_project_person_add, IN(ProjectPerson, one), &changed));
    return changed ? note_person(cx, NULL, one) : NULL;
}

Err *project_person_remove(Ctx *cx, const ProjectPerson *one)
{
    Project project;
    int64_t changed;
    TRY(find_to_write(cx, one->project_id, &project));
    TRY(db_change(cx, &sql_project_person_delete, IN(ProjectPerson, one), &changed));
    return changed ? note_person(cx, one, NULL) : NULL;
}

/* ---- undo ---- */

/* Adding is taken back by deleting, as long as nothing was done with the project. */
static Err *unmake(Ctx *cx, const ChangeItem *item, const Project *stored)
{
    void *made;
    TRY(history_side(cx, item->after, &Project_shape, &made));
    if (((const Project *)made)->revision != stored->revision)
        return work_refuse_undo(cx, item);
    TRY(db_exec(cx, &sql_project_delete, BY_ID(item->record_id)));
    return note(cx, item->record_id, stored, NULL);
}

static Err *put_back(Ctx *cx, const ChangeItem *item)
{
    void *before;
    Client client;
    TRY(history_side(cx, item->before, &Project_shape, &before));
    if (cx_scope(cx, "projects.write") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("You may not add projects"));
    TRY(check(cx, before, &client));
    TRY(join_team(cx, before, &client));
    TRY(db_exec(cx, &sql_project_put_back, (In){&Project_shape, before}));
    return note(cx, item->record_id, NULL, before);
}

Err *project_restore(Ctx *cx, const ChangeItem *item)
{
    Project stored, project;
    bool held;
    if (!item->after[0])
        return put_back(cx, item);
    TRY(find_to_write(cx, item->record_id, &stored));
    if (!item->before[0])
        return unmake(cx, item, &stored);
    project = stored;
    TRY(history_take_back(cx, item, &Project_shape, &project, &held));
    return held ? store(cx, &stored, &project) : work_refuse_undo(cx, item);
}

Err *project_person_restore(Ctx *cx, const ChangeItem *item)
{
    void *before, *after;
    TRY(history_side(cx, item->before, &ProjectPerson_shape, &before));
    TRY(history_side(cx, item->after, &ProjectPerson_shape, &after));
    return before ? project_person_add(cx, before) : project_person_remove(cx, after);
}
