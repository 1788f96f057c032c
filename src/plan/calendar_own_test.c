/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/calendar_own.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

static Err *put(Agency *agency, Day day, CalendarDayKind kind, const char *name)
{
    CalendarDay own = {day, kind, name};
    return calendar_own_put(&agency->cx, &own);
}

static void everybodys_week_follows(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(10));
    CHECK_OK(t, put(&agency, day_plus(WEEK, 3), CALENDAR_DAY_OFF, "День агентства"));
    PersonWeek full = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, full.absence.n, H(8));
    CHECK_INT(t, full.pushed.n, H(8));
    CHECK_INT(t, plan_week(t, &agency, agency.other, WEEK).absence.n, H(8));
    CHECK_INT(t, plan_week(t, &agency, agency.account, WEEK).absence.n, H(8));
    CHECK_OK(t, calendar_own_remove(&agency.cx, day_plus(WEEK, 3)));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, 0);
}

static void the_agencys_word_stands_over_the_countrys(Test *t)
{
    Agency agency;
    Day russia_day = day_from_ymd(2026, 6, 12);
    plan_agency(t, &agency);
    CHECK_OK(t, put(&agency, russia_day, CALENDAR_DAY_WORK, "Сдача"));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_monday(russia_day)).absence.n, 60);
    CHECK_OK(t, put(&agency, russia_day, CALENDAR_DAY_SHORT, "Сдача"));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_monday(russia_day)).absence.n, 120);
    CHECK_OK(t, put(&agency, day_plus(WEEK, 5), CALENDAR_DAY_WORK, "Сдача"));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).room.n, H(48));
}

static void undo_takes_the_word_back(Test *t)
{
    Agency agency;
    CalendarDays own = {0};
    plan_agency(t, &agency);
    CHECK_OK(t, put(&agency, WEEK, CALENDAR_DAY_OFF, "Переезд"));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, put(&agency, WEEK, CALENDAR_DAY_SHORT, "Переезд"));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, 60);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(8));
    CHECK_OK(t, calendar_own_list(&agency.cx, &own));
    CHECK_INT(t, own.count, 1);
    CHECK_INT(t, own.items[0].kind, CALENDAR_DAY_OFF);
}

static void refuses_what_cannot_be(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    CHECK_ERR(t, put(&agency, DAY_NONE, CALENDAR_DAY_OFF, "x"), ERR_INPUT, "day");
    CHECK_ERR(t, put(&agency, WEEK, CALENDAR_DAY_OFF, " "), ERR_INPUT, "name");
    CHECK_ERR(t, calendar_own_remove(&agency.cx, WEEK), ERR_MISSING, "");
    plan_act_as(t, &agency, agency.account);
    CHECK_ERR(t, put(&agency, WEEK, CALENDAR_DAY_OFF, "x"), ERR_DENIED, "");
}

TEST_SUITE_DB("plan: own days of the calendar",
              {"everybody's week follows a day of the agency", everybodys_week_follows},
              {"the agency's word stands over the country's", the_agencys_word_stands_over_the_countrys},
              {"undo takes the word back", undo_takes_the_word_back},
              {"what cannot be is refused at its field", refuses_what_cannot_be});
