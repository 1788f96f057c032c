/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/fill.h"
#include "plan/plan_feature.h"
#include "plan/request.h"
#include "plan/undo.h"

static const Route *const tables[] = {
    plan_routes,      allocation_routes,    absence_routes,
    overtime_routes,  my_week_routes,       calendar_routes,
    tentative_routes, room_routes,          week_history_routes,
    ahead_routes,     plan_template_routes, pushed_routes,
    waiting_routes,   taken_routes,         plan_view_routes,
    plan_diff_routes, plan_seen_routes,     absence_days_routes,
    price_routes,     feed_routes,          NULL,
};

static const RightDef rights[] = {
    {"plan.read", "administrator:all head:all account:all specialist:all accountant:all lawyer:all contractor:own",
     N_("See the week plan")},
    {"plan.write", "head:all account:team", N_("Plan people's weeks")},
    {"plan.past", "head:all", N_("Change weeks that are closed")},
    {"plan.overtime", "head:all", N_("Agree overtime")},
    {"plan.absence", "administrator:all head:all account:own specialist:own accountant:own lawyer:own contractor:own",
     N_("Enter vacations and other leave")},
    {"plan.calendar", "administrator:all head:all", N_("Change the agency's own holidays")},
    {"plan.views", "administrator:all head:all account:own", N_("Share views of the plan")},
    {"plan.lines", "administrator:all head:all", N_("Change the usual internal lines of positions")},
    {.name = NULL},
};

static const MenuItem menu[] = {
    {"/my-week", N_("My week"), "week", "plan.read", .place = 10, .key = "W"},
    {"/plan", N_("Plan"), "plan", "plan.read", .place = 20, .key = "P"},
    {"/absences", N_("Absences"), "moon", "plan.read", .place = 105, .key = "A"},
    {"/overtime", N_("Overtime"), "clock", "plan.overtime", .place = 140, .count = plan_request_waiting},
    {.path = NULL},
};

static const TopicDef topics[] = {{"plan", "plan.read"}, {"view", "plan.read"}, {.family = NULL}};

static const JobDef *const jobs[] = {&fill_job, NULL};

const Feature plan_feature = {.name = "plan",
                              .routes = tables,
                              .rights = rights,
                              .menu = menu,
                              .undoers = plan_undoers,
                              .topics = topics,
                              .jobs = jobs};
