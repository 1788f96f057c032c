/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "work/client.h"
#include "work/project.h"
#include "work/view_web.h"
#include "work/work_feature.h"

#define ALL_STAFF "head:all account:all specialist:all accountant:all lawyer:all administrator:all contractor:own"

static const Route *const routes[] = {client_routes, project_routes, NULL};

static const RightDef rights[] = {
    {"clients.read", ALL_STAFF, N_("See clients")},
    {"clients.write", "head:all account:team", N_("Add and change clients")},
    {"projects.read", ALL_STAFF, N_("See projects")},
    {"projects.write", "head:all account:team", N_("Add and change projects")},
    {NULL, NULL, NULL},
};

static const MenuItem menu[] = {
    {"/clients", N_("Clients"), "briefcase", "clients.read", .place = 110, .key = "K"},
    {"/projects", N_("Projects"), "folder", "projects.read", .place = 120, .key = "J"},
    {.path = NULL},
};

static const Undoer undoers[] = {
    {.noun = "client", .restore = client_restore},
    {.noun = "project", .restore = project_restore},
    {.noun = "project_person", .restore = project_person_restore},
    {.noun = NULL},
};

static const TopicDef topics[] = {{"work", "projects.read"}, {NULL, NULL}};

const Feature work_feature = {
    .name = "work",
    .routes = routes,
    .rights = rights,
    .menu = menu,
    .undoers = undoers,
    .topics = topics,
};
