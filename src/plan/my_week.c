/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/my_week.h"
#include "plan/refusal.h"

SHAPE(MySubject, FIELD(MySubject, id), FIELD(MySubject, project_id), FIELD(MySubject, label), FIELD(MySubject, kind),
      FIELD(MySubject, state), FIELD(MySubject, minutes), FIELD(MySubject, until), FIELD(MySubject, note),
      FIELD(MySubject, hue, .hidden = true));
SHAPE(MyDay, FIELD(MyDay, day), FIELD(MyDay, norm), FIELD(MyDay, away), FIELD(MyDay, note));
SHAPE(MyWeek, FIELD(MyWeek, person_id), FIELD(MyWeek, person_name), FIELD(MyWeek, week), FIELD(MyWeek, capacity),
      FIELD(MyWeek, room), FIELD(MyWeek, confirmed), FIELD(MyWeek, tentative), FIELD(MyWeek, internal),
      FIELD(MyWeek, absence), FIELD(MyWeek, reserve), FIELD(MyWeek, overtime), FIELD(MyWeek, free),
      FIELD(MyWeek, excess), FIELD_LIST(MyWeek, subjects, MySubject), FIELD_LIST(MyWeek, days, MyDay));

static Err *label_of(Ctx *cx, const Allocation *allocation, MySubject *subject)
{
    ProjectBrief project;
    bool may;
    subject->label = allocation_kind_text(cx, allocation->kind);
    if (!allocation->project_id.n)
        return NULL;
    TRY(project_scope(cx, "projects.read", allocation->project_id, &may));
    if (!may)
        return NULL; /* "project": it is planned, its name is not theirs to see */
    TRY(project_brief(cx, allocation->project_id, &project));
    subject->label = project_label(cx->arena, &project);
    subject->hue = project.hue;
    return NULL;
}

static Err *put_subject(Ctx *cx, const Allocation *allocation, MyWeek *week)
{
    MySubject *subject = list_push(cx->arena, &week->subjects);
    *subject = (MySubject){.id = allocation->id,
                           .project_id = allocation->project_id,
                           .kind = allocation_kind_words[allocation->kind],
                           .state = allocation_state_words[allocation->state],
                           .minutes = allocation->minutes,
                           .until = allocation->until,
                           .note = allocation->note};
    return label_of(cx, allocation, subject);
}

/* Projects, then the agency's own work, then reserves. */
static int rank(const Allocation *allocation)
{
    if (allocation->kind == ALLOCATION_PROJECT)
        return 0;
    return allocation_is_reserve(allocation->kind) ? 2 : 1;
}

static Err *put_allocations(Ctx *cx, MyWeek *week)
{
    AllocationList list = {0};
    TRY(allocation_range(cx, week->person_id, week->week, day_plus(week->week, DAYS_PER_WEEK), &list));
    for (int wanted = 0; wanted <= 2; wanted++)
        for (size_t i = 0; i < list.count; i++)
            if (rank(&list.items[i]) == wanted)
                TRY(put_subject(cx, &list.items[i], week));
    return NULL;
}

static void put_away(Ctx *cx, const WeekFacts *facts, MyWeek *week)
{
    Minutes taken[4] = {0};
    week_away(facts, week->person_id, week->week, taken);
    for (int i = 0; i < 4; i++) {
        if (taken[i].n == 0)
            continue;
        MySubject *subject = list_push(cx->arena, &week->subjects);
        *subject = (MySubject){.label = i ? absence_kind_text(cx, (AbsenceKind)(i - 1)) : _("holiday"),
                               .kind = i ? absence_kind_words[i - 1] : "holiday",
                               .state = "",
                               .minutes = taken[i],
                               .until = DAY_NONE,
                               .note = ""};
    }
}

static void put_days(Ctx *cx, const WeekFacts *facts, MyWeek *week)
{
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
        WeekDay day;
        week_day(cx, facts, week->person_id, day_plus(week->week, i), &day);
        *(MyDay *)list_push(cx->arena, &week->days) = (MyDay){day.day, day.norm, day.away, day.note};
    }
}

static void put_sums(const PersonWeek *row, MyWeek *week)
{
    week->capacity = row->capacity;
    week->room = row->room;
    week->confirmed = row->confirmed;
    week->tentative = row->tentative;
    week->internal = row->internal;
    week->absence = row->absence;
    week->reserve = row->reserve;
    week->overtime = row->overtime;
    week->free = week_free(row);
    week->excess = week_excess(row);
}

Err *my_week_load(Ctx *cx, Id person_id, Day day, MyWeek *week)
{
    PersonWeek row;
    PlanPerson person;
    WeekFacts *facts;
    if (cx_scope(cx, "plan.read") != SCOPE_ALL && person_id.n != cx->person_id.n)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such person"));
    *week = (MyWeek){.person_id = person_id, .week = day_monday(day)};
    TRY(plan_person(cx, person_id, &person));
    week->person_name = person.name;
    TRY(week_load(cx, person_id, week->week, &row));
    TRY(week_facts_load(cx, &person_id, 1, week->week, 1, &facts));
    put_sums(&row, week);
    TRY(put_allocations(cx, week));
    put_away(cx, facts, week);
    put_days(cx, facts, week);
    return NULL;
}
