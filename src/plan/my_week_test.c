/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/my_week.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

static const MySubject *subject_of(const MyWeek *week, const char *kind)
{
    for (size_t i = 0; i < week->subjects.count; i++)
        if (strcmp(week->subjects.items[i].kind, kind) == 0)
            return &week->subjects.items[i];
    return NULL;
}

static void tells_subjects_and_what_is_free(Test *t)
{
    Agency agency;
    MyWeek week;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    AllocationPut own = plan_put(agency.designer, WEEK, ID(0), H(4));
    AllocationResult result;
    own.kind = ALLOCATION_OWN_TASKS;
    CHECK_OK(t, allocation_put(&agency.cx, &own, &result));
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = WEEK, .kind = ABSENCE_DAY_OFF};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    plan_act_as(t, &agency, agency.designer);
    CHECK_OK(t, my_week_load(&agency.cx, agency.designer, day_plus(WEEK, 4), &week));
    CHECK_INT(t, week.week.n, WEEK.n);
    CHECK_INT(t, week.free.n, H(8));
    CHECK_INT(t, week.subjects.count, 3);
    CHECK_STR(t, week.subjects.items[0].label, "Опора · Лето");
    CHECK_INT(t, subject_of(&week, "own_tasks")->minutes.n, H(4));
    CHECK_INT(t, subject_of(&week, "day_off")->minutes.n, H(8));
    CHECK_INT(t, subject_of(&week, "day_off")->id.n, 0);
    CHECK_INT(t, week.days.count, 7);
    CHECK_STR(t, week.days.items[0].note, "day off");
    CHECK_INT(t, week.days.items[0].away.n, H(8));
    CHECK_INT(t, week.days.items[1].away.n, 0);
}

static void names_the_holidays_of_the_week(Test *t)
{
    Agency agency;
    MyWeek week;
    plan_agency(t, &agency);
    CHECK_OK(t, my_week_load(&agency.cx, agency.designer, day_from_ymd(2026, 6, 8), &week));
    CHECK_STR(t, week.days.items[4].note, "Russia Day");
    CHECK_INT(t, subject_of(&week, "holiday")->minutes.n, H(8) + 60);
    CHECK_INT(t, week.free.n, H(31));
}

static void hides_others_from_who_sees_only_themselves(Test *t)
{
    Agency agency;
    MyWeek week;
    plan_agency(t, &agency);
    Id guest = fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor");
    plan_fill(t, &agency, guest, WEEK, agency.project, H(4));
    plan_act_as(t, &agency, guest);
    CHECK_ERR(t, my_week_load(&agency.cx, agency.designer, WEEK, &week), ERR_MISSING, "");
    CHECK_OK(t, my_week_load(&agency.cx, guest, WEEK, &week));
    CHECK_STR(t, week.subjects.items[0].label, "project");
    CHECK_INT(t, week.subjects.items[0].minutes.n, H(4));
}

TEST_SUITE_DB("plan: my week", {"it tells subjects, time away and what is free", tells_subjects_and_what_is_free},
              {"it names the holidays of the week", names_the_holidays_of_the_week},
              {"who sees only themselves sees nobody else's", hides_others_from_who_sees_only_themselves});
