/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "work/work_fixture.h"

#define PERSON(id, name, contractor)                                                                                   \
    "INSERT INTO person (id, name, name_fold, name_sort, contractor, created_at) VALUES (" #id ", '" name "', '" name  \
    "', '" name "', " #contractor ", 0)"

void work_fixture(Test *t, Ctx *cx)
{
    static const char *const people[] = {PERSON(9001, "Anna", 0), PERSON(9002, "Kirill", 0), PERSON(9003, "Timur", 0),
                                         PERSON(9004, "Lara", 1)};
    fixture_db(t, cx);
    for (size_t i = 0; i < COUNT_OF(people); i++)
        CHECK_OK(t, db_command(cx, people[i]));
}

void work_act_as(Ctx *cx, Id person_id, Scope read, Scope write)
{
    Grant *grants = arena_new_array(cx->arena, Grant, 4);
    grants[0] = (Grant){"clients.read", read};
    grants[1] = (Grant){"projects.read", read};
    grants[2] = (Grant){"clients.write", write};
    grants[3] = (Grant){"projects.write", write};
    cx->root = false;
    cx->person_id = person_id;
    cx->grants = (Grants){grants, 4};
    cx->change_id = ID(0);
}

void work_act_as_root(Ctx *cx)
{
    cx->root = true;
    cx->person_id = ID(0);
    cx->change_id = ID(0);
}

Client work_client(Test *t, Ctx *cx, const char *name, Id manager_id)
{
    Client client = {.name = name, .manager_id = manager_id};
    CHECK_OK(t, client_add(cx, &client));
    cx->change_id = ID(0);
    return client;
}

Project work_project(Test *t, Ctx *cx, Id client_id, const char *name)
{
    Project project = {
        .client_id = client_id, .name = name, .stage = PROJECT_RUNNING, .starts = DAY_NONE, .ends = DAY_NONE};
    CHECK_OK(t, project_add(cx, &project));
    cx->change_id = ID(0);
    return project;
}

Err *work_undo(Ctx *cx)
{
    static const Undoer undoers[] = {{.noun = "client", .restore = client_restore},
                                     {.noun = "project", .restore = project_restore},
                                     {.noun = "project_person", .restore = project_person_restore},
                                     {.noun = NULL}};
    const Undoer *const all[] = {undoers};
    Id change_id = cx->change_id;
    cx->change_id = ID(0);
    return history_undo(cx, change_id, all, 1);
}
