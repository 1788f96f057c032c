/* SPDX-License-Identifier: MIT */
/* The arithmetic of a week: what 100 % is, what holidays, leave and moved days make of it. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

/* Acts as root: whose absence it is does not matter here. */
static void away(Test *t, Agency *agency, Id person_id, Day from, Day until, bool half)
{
    Absence absence = {.person_id = person_id, .from_day = from, .until_day = until, .half = half, .note = ""};
    CHECK_OK(t, absence_add(&agency->cx, &absence));
}

static void check_week(Test *t, Agency *agency, Id person_id, Day week, int64_t capacity, int64_t room, int64_t absence)
{
    PersonWeek row = plan_week(t, agency, person_id, week);
    CHECK_INT(t, row.capacity.n, capacity);
    CHECK_INT(t, row.room.n, room);
    CHECK_INT(t, row.absence.n, absence);
}

static void is_the_sum_of_the_contracts_days(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    check_week(t, &agency, agency.designer, WEEK, H(40), H(40), 0);
    plan_hours(t, &agency, agency.designer, day_plus(WEEK, 2), MINUTES(H(20)));
    check_week(t, &agency, agency.designer, WEEK, 2 * H(8) + 3 * H(4), 2 * H(8) + 3 * H(4), 0);
    check_week(t, &agency, agency.designer, day_plus(WEEK, -7), H(40), H(40), H(8) + 60);
    check_week(t, &agency, agency.designer, day_plus(WEEK, 7), H(20), H(20), 0);
}

static void follows_a_contract_that_changes_under_a_plan(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    plan_hours(t, &agency, agency.designer, day_plus(WEEK, 2), MINUTES(H(20)));
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, H(40));
    CHECK_INT(t, week.pushed.n, H(12));
    CHECK_INT(t, week_free(&week).n, 0);
}

static void ends_with_the_last_working_day(Test *t)
{
    Agency agency;
    Person person;
    plan_agency(t, &agency);
    CHECK_OK(t, person_get(&agency.cx, agency.designer, &person));
    person.employed_until = day_plus(WEEK, 1);
    CHECK_OK(t, person_change(&agency.cx, &person));
    check_week(t, &agency, agency.designer, WEEK, H(16), H(16), 0);
    check_week(t, &agency, agency.designer, day_plus(WEEK, 7), 0, 0, 0);
    AllocationPut put = plan_put(agency.designer, day_plus(WEEK, 7), agency.project, H(1));
    AllocationResult result;
    CHECK_ERR(t, allocation_put(&agency.cx, &put, &result), ERR_INPUT, "week");
}

static void a_holiday_takes_the_norm_of_its_day(Test *t)
{
    Agency agency;
    Contract contract = contract_default();
    plan_agency(t, &agency);
    contract.person_id = agency.designer;
    contract.from_day = day_from_ymd(2026, 1, 1);
    contract.fri = MINUTES(H(3));
    agency.cx.root = true;
    CHECK_OK(t, contract_put(&agency.cx, &contract));
    /* Friday 12 June 2026 is Russia Day, the Thursday before is shortened */
    check_week(t, &agency, agency.designer, day_from_ymd(2026, 6, 8), H(35), H(35), H(3) + 60);
    check_week(t, &agency, agency.other, day_from_ymd(2026, 6, 8), H(40), H(40), H(8) + 60);
}

static void a_shortened_day_takes_an_hour_but_not_more_than_there_is(Test *t)
{
    Agency agency;
    Contract contract = contract_default();
    plan_agency(t, &agency);
    /* Thursday 30 April 2026 is shortened, Friday 1 May is off */
    check_week(t, &agency, agency.designer, day_from_ymd(2026, 4, 27), H(40), H(40), H(8) + 60);
    contract.person_id = agency.designer;
    contract.from_day = day_from_ymd(2026, 1, 1);
    contract.thu = MINUTES(45);
    agency.cx.root = true;
    CHECK_OK(t, contract_put(&agency.cx, &contract));
    check_week(t, &agency, agency.designer, day_from_ymd(2026, 4, 27), H(32) + 45, H(32) + 45, H(8) + 45);
}

static void half_a_day_off_takes_half_of_the_norm(Test *t)
{
    Agency agency;
    Day shortened = day_from_ymd(2026, 4, 30);
    plan_agency(t, &agency);
    away(t, &agency, agency.designer, day_plus(WEEK, 3), day_plus(WEEK, 3), true);
    check_week(t, &agency, agency.designer, WEEK, H(40), H(40), H(4));
    away(t, &agency, agency.designer, shortened, shortened, true);
    check_week(t, &agency, agency.designer, day_monday(shortened), H(40), H(40), H(8) + 60 + H(4));
}

static void leave_on_a_holiday_adds_nothing(Test *t)
{
    Agency agency;
    Day week = day_from_ymd(2026, 6, 8);
    plan_agency(t, &agency);
    away(t, &agency, agency.designer, day_plus(week, 3), day_plus(week, 6), false);
    check_week(t, &agency, agency.designer, week, H(40), H(40), H(16));
    away(t, &agency, agency.other, week, day_plus(week, 6), false);
    check_week(t, &agency, agency.other, week, H(40), H(40), H(40));
}

static void two_halves_take_no_more_than_the_day(Test *t)
{
    Agency agency;
    Day shortened = day_from_ymd(2026, 4, 30);
    plan_agency(t, &agency);
    away(t, &agency, agency.designer, shortened, shortened, true);
    away(t, &agency, agency.designer, shortened, shortened, true);
    check_week(t, &agency, agency.designer, day_monday(shortened), H(40), H(40), H(16));
}

static void a_working_saturday_adds_room_and_no_capacity(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    /* 20 February 2021: worked, an hour shorter; 27 April 2024: worked in full */
    check_week(t, &agency, agency.designer, day_from_ymd(2021, 2, 15), H(40), H(47), 0);
    check_week(t, &agency, agency.designer, day_from_ymd(2024, 4, 22), H(40), H(48), 0);
    plan_fill(t, &agency, agency.designer, day_from_ymd(2024, 4, 22), agency.project, H(48));
    PersonWeek week = plan_week(t, &agency, agency.designer, day_from_ymd(2024, 4, 22));
    CHECK_INT(t, week_percent_tenths(week.capacity, week_planned(&week)), 1200);
    AllocationPut put = plan_put(agency.designer, week.week, agency.project, H(48) + 1);
    AllocationResult result;
    CHECK_ERR(t, allocation_put(&agency.cx, &put, &result), ERR_INPUT, "value");
}

static void leave_on_a_working_saturday_takes_it(Test *t)
{
    Agency agency;
    Day saturday = day_from_ymd(2024, 4, 27);
    plan_agency(t, &agency);
    away(t, &agency, agency.designer, saturday, saturday, false);
    check_week(t, &agency, agency.designer, day_monday(saturday), H(40), H(48), H(8));
}

/* ---- percent ---- */

static uint64_t next_number(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 33;
}

/* Any split of 100 % in hundredths fits into any week. */
static void any_split_of_a_hundred_fits(Test *t)
{
    uint64_t state = 7;
    for (int round = 0; round < 20000; round++) {
        Minutes capacity = MINUTES(1 + (int64_t)(next_number(&state) % (7 * MINUTES_PER_DAY)));
        int64_t left = 10000;
        int64_t sum = 0;
        while (left > 0) {
            int64_t part = 1 + (int64_t)(next_number(&state) % (uint64_t)left);
            sum += week_minutes(capacity, part).n;
            left -= part;
        }
        if (sum > capacity.n)
            test_fail(t, __FILE__, __LINE__, "a split of %" PRId64 " minutes came to %" PRId64, capacity.n, sum);
    }
    Minutes odd = MINUTES(2250); /* 37.5 hours */
    CHECK_INT(t, week_minutes(odd, 5000).n + 2 * week_minutes(odd, 2500).n, 2249);
}

static void shows_over_a_hundred_only_what_is_over(Test *t)
{
    uint64_t state = 11;
    for (int round = 0; round < 200000; round++) {
        Minutes capacity = MINUTES(1 + (int64_t)(next_number(&state) % (7 * MINUTES_PER_DAY)));
        Minutes minutes = MINUTES((int64_t)(next_number(&state) % (uint64_t)(capacity.n * 2)));
        int64_t tenths = week_percent_tenths(capacity, minutes);
        if (tenths % 5 != 0 || (tenths > 1000) != (minutes.n > capacity.n))
            test_fail(t, __FILE__, __LINE__, "%" PRId64 " of %" PRId64 " shows as %" PRId64 " tenths", minutes.n,
                      capacity.n, tenths);
    }
    CHECK_INT(t, week_percent_tenths(MINUTES(2400), MINUTES(2400)), 1000);
    CHECK_INT(t, week_percent_tenths(MINUTES(2400), MINUTES(2401)), 1005);
    CHECK_INT(t, week_percent_tenths(MINUTES(0), MINUTES(60)), 0);
}

static void writes_half_percents_in_the_readers_way(Test *t)
{
    Ctx cx;
    fixture_cx(t, &cx);
    CHECK_STR(t, week_percent_text(&cx, MINUTES(2400), MINUTES(300)), "12.5");
    CHECK_STR(t, week_percent_text(&cx, MINUTES(2400), MINUTES(480)), "20");
    CHECK_STR(t, week_percent_text(&cx, MINUTES(2400), MINUTES(0)), "");
    CHECK_STR(t, week_hours_text(&cx, MINUTES(390)), "6.5 h");
    CHECK_STR(t, week_hours_text(&cx, MINUTES(385)), "6.42 h");
    cx.lang = LANG_RU;
    CHECK_STR(t, week_percent_text(&cx, MINUTES(2400), MINUTES(300)), "12,5");
}

TEST_SUITE_DB("plan: week", {"100 % is the sum of the contracts' days", is_the_sum_of_the_contracts_days},
              {"a contract that changes under a plan pushes it", follows_a_contract_that_changes_under_a_plan},
              {"a week ends with the last working day", ends_with_the_last_working_day},
              {"a holiday takes the norm of its own day", a_holiday_takes_the_norm_of_its_day},
              {"a shortened day takes an hour, but not more than there is",
               a_shortened_day_takes_an_hour_but_not_more_than_there_is},
              {"half a day off takes half of the norm", half_a_day_off_takes_half_of_the_norm},
              {"leave on a holiday adds nothing", leave_on_a_holiday_adds_nothing},
              {"two halves take no more than the day", two_halves_take_no_more_than_the_day},
              {"a working Saturday adds room, not capacity", a_working_saturday_adds_room_and_no_capacity},
              {"leave on a working Saturday takes it", leave_on_a_working_saturday_takes_it},
              {"any split of 100 % fits", any_split_of_a_hundred_fits},
              {"only what is over 100 % shows so", shows_over_a_hundred_only_what_is_over},
              {"half percents are written in the reader's way", writes_half_percents_in_the_readers_way});
