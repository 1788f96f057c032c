/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_moment.h"

SHAPE(PlanMoment, FIELD(PlanMoment, label), FIELD(PlanMoment, plan_path), FIELD(PlanMoment, changes_path),
      FIELD(PlanMoment, on));

#define MINUTES_A_DAY 1440
#define CALL_AT 600     /* ten in the morning */
#define EVENING_AT 1140 /* seven in the evening */

/* Minutes since 1970 in the agency's time. */
static int64_t local_minutes(Instant instant)
{
    return instant.n / 60 + agency_offset(instant);
}

static const char *moment_text(Ctx *cx, Day day, int64_t minute)
{
    return arena_printf(cx->arena, "%sT%02d:%02d", day_iso(cx->arena, day), (int)(minute / 60), (int)(minute % 60));
}

const char *plan_moment_monday(Ctx *cx)
{
    Day monday = day_monday(cx->today);
    bool over = local_minutes(cx->now) >= monday.n * MINUTES_A_DAY + CALL_AT;
    return moment_text(cx, over ? monday : day_plus(monday, -DAYS_PER_WEEK), CALL_AT);
}

const char *plan_moment_field(Ctx *cx, const PlanQuery *query)
{
    if (!query->moment.n)
        return "";
    int64_t minutes = local_minutes(query->moment);
    return moment_text(cx, DAY(minutes / MINUTES_A_DAY), minutes % MINUTES_A_DAY);
}

const char *plan_changes_path(Ctx *cx, const PlanQuery *query, const char *ending)
{
    PlanQuery other = *query;
    if (*query->as_of)
        other.since = query->as_of;
    other.as_of = other.open = other.cell = other.group = other.zoom = other.view = "";
    other.page = 0;
    other.homed = false;
    const char *question = strchr(plan_path(cx, &other), '?');
    return arena_printf(cx->arena, "/plan/changes%s%s", ending, question ? question : "");
}

static void put_moment(Ctx *cx, const PlanQuery *query, PlanMoments *moments, const char *moment, const char *label)
{
    PlanQuery other = *query;
    other.as_of = moment;
    other.since = other.cell = "";
    PlanMoment *one = list_push(cx->arena, moments);
    *one = (PlanMoment){.label = label,
                        .plan_path = plan_path(cx, &other),
                        .changes_path = plan_changes_path(cx, &other, ""),
                        .on = query->moment.n && strcmp(plan_moment_field(cx, query), moment) == 0};
}

void plan_moments(Ctx *cx, const PlanQuery *query, PlanMoments *moments)
{
    put_moment(cx, query, moments, plan_moment_monday(cx), _("Monday, 10:00"));
    put_moment(cx, query, moments, moment_text(cx, day_plus(cx->today, -1), EVENING_AT), _("Last evening"));
    put_moment(cx, query, moments, moment_text(cx, day_plus(cx->today, -DAYS_PER_WEEK), CALL_AT), _("A week ago"));
}
