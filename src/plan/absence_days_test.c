/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence_days.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

static Err *add(Agency *agency, const char *days, AbsenceList *made)
{
    AbsenceDays wanted = {.person_id = agency->designer,
                          .kind = ABSENCE_DAY_OFF,
                          .days = days,
                          .from_day = DAY_NONE,
                          .until_day = DAY_NONE,
                          .note = ""};
    *made = (AbsenceList){0};
    return absence_add_days(&agency->cx, &wanted, made);
}

static void days_with_work_between_are_two_absences_and_one_change(Test *t)
{
    Agency agency;
    AbsenceList made;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, add(&agency, "2026-06-17,2026-06-15", &made));
    CHECK_INT(t, made.count, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(16));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, 0);
}

static void a_weekend_between_joins_them(Test *t)
{
    Agency agency;
    AbsenceList made;
    plan_agency(t, &agency);
    CHECK_OK(t, add(&agency, "2026-06-18,2026-06-19,2026-06-22", &made));
    CHECK_INT(t, made.count, 1);
    CHECK_INT(t, made.items[0].until_day.n - made.items[0].from_day.n, 4);
}

static void one_wrong_day_adds_none(Test *t)
{
    Agency agency;
    AbsenceList made;
    plan_agency(t, &agency);
    CHECK_OK(t, add(&agency, "2026-06-17", &made));
    CHECK_ERR(t, add(&agency, "2026-06-15,yesterday", &made), ERR_INPUT, "days");
    CHECK_OK(t, db_savepoint(&agency.cx));
    CHECK_ERR(t, add(&agency, "2026-06-15,2026-06-17", &made), ERR_INPUT, "from_day");
    db_rollback_to_savepoint(&agency.cx);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(8));
}

static void a_half_takes_half_of_each_day(Test *t)
{
    Agency agency;
    AbsenceList made = {0};
    plan_agency(t, &agency);
    AbsenceDays wanted = {.person_id = agency.designer,
                          .days = "",
                          .from_day = WEEK,
                          .until_day = day_plus(WEEK, 1),
                          .half = true,
                          .note = ""};
    CHECK_OK(t, absence_add_days(&agency.cx, &wanted, &made));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(8));
}

static void others_are_entered_by_a_head_alone(Test *t)
{
    Agency agency;
    AbsenceList made;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.other);
    CHECK_ERR(t, add(&agency, "2026-06-17", &made), ERR_DENIED, "");
}

TEST_SUITE_DB("plan: days off chosen in the grid",
              {"days with work between are two absences and one change",
               days_with_work_between_are_two_absences_and_one_change},
              {"a weekend between joins them", a_weekend_between_joins_them},
              {"one wrong day adds none", one_wrong_day_adds_none},
              {"a half takes half of each day", a_half_takes_half_of_each_day},
              {"others are entered by a head alone", others_are_entered_by_a_head_alone});
