/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/invite.h"
#include "people/login.h"
#include "people/people_web.h"
#include "people/session.h"
#include "people/undo.h"
#include "people/view_web.h"

static const Route *const routes[] = {login_routes, person_routes,   invite_routes, me_routes,
                                      role_routes,  settings_routes, NULL};

static const RightDef rights[] = {
    {"people.read", "administrator:all head:all account:all specialist:all accountant:all lawyer:all contractor:own",
     N_("See people and their hours")},
    {"people.write", "administrator:all head:all", N_("Add people, change them and their hours")},
    {"people.access", "administrator:all", N_("Invite people, give roles, close sign-ins")},
    {"settings.read", "administrator:all head:all", N_("See the settings")},
    {"settings.write", "administrator:all", N_("Change the settings and the rights of roles")},
    {NULL, NULL, NULL},
};

static const MenuItem menu[] = {
    {"/people", N_("People"), "team", "people.read", .place = 130, .key = "U"},
    {"/settings", N_("Settings"), "gear", "settings.read", .place = 210},
    {.path = NULL},
};

static const TopicDef topics[] = {{"people", "people.read"}, {NULL, NULL}};

static const JobDef *const jobs[] = {&session_sweep_job, &login_sweep_job, &invite_sweep_job, NULL};

const Feature people_feature = {
    .name = "people",
    .routes = routes,
    .rights = rights,
    .menu = menu,
    .undoers = people_undoers,
    .topics = topics,
    .jobs = jobs,
};
