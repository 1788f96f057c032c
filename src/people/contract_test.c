/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "db/history.h"
#include "people/people_fixture.h"
#include "people/undo.h"

static Id employed(Test *t, Ctx *cx, Day from)
{
    Person person = person_blank();
    person.name = "Анна";
    person.employed_from = from;
    CHECK_OK(t, person_add(cx, &person, NULL));
    return person.id;
}

static Contract part_time(Id person_id, Day from)
{
    Contract contract = contract_default();
    contract.person_id = person_id;
    contract.from_day = from;
    assert(contract_spread(&contract, MINUTES(20 * 60)));
    return contract;
}

static int64_t week_on(Test *t, Ctx *cx, Id person_id, Day day)
{
    ContractList contracts = {0};
    CHECK_OK(t, contract_list_for(cx, &person_id, 1, day, day, &contracts));
    const Contract *contract = contract_of_day(&contracts, person_id, day);
    return contract ? contract_week(contract).n : -1;
}

static void starts_with_forty_hours(Test *t)
{
    Ctx cx;
    Day from = day_from_ymd(2026, 6, 1);
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, from);
    CHECK_INT(t, week_on(t, &cx, anna, from), 2400);
    CHECK_INT(t, week_on(t, &cx, anna, DAY(from.n - 1)), -1);
    Id always = employed(t, &cx, DAY_NONE);
    CHECK_INT(t, week_on(t, &cx, always, day_from_ymd(1990, 1, 1)), 2400);
}

static void leaves_the_past_alone(Test *t)
{
    Ctx cx;
    Day change = day_from_ymd(2026, 6, 17);
    ContractList contracts = {0};
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, day_from_ymd(2020, 2, 3));
    Id other = employed(t, &cx, DAY_NONE);
    fixture_contract_changes = 0;
    Contract contract = part_time(anna, change);
    CHECK_OK(t, contract_put(&cx, &contract));
    CHECK_INT(t, fixture_contract_changes, 1);
    CHECK_INT(t, fixture_contract_from.n, change.n);
    CHECK_INT(t, week_on(t, &cx, anna, DAY(change.n - 1)), 2400);
    CHECK_INT(t, week_on(t, &cx, anna, change), 1200);
    CHECK_OK(t, contract_list_for(&cx, NULL, 0, DAY(change.n - 2), DAY(change.n + 2), &contracts));
    CHECK_INT(t, contract_of_day(&contracts, anna, DAY(change.n - 1))->mon.n, 480);
    CHECK_INT(t, contract_of_day(&contracts, anna, change)->mon.n, 240);
    CHECK_INT(t, contract_of_day(&contracts, other, change)->mon.n, 480);
}

static void replaces_the_same_day(Test *t)
{
    Ctx cx;
    Day from = day_from_ymd(2026, 6, 1);
    ContractList contracts = {0};
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, from);
    Contract contract = part_time(anna, from);
    CHECK_OK(t, contract_put(&cx, &contract));
    CHECK_OK(t, contract_list_for(&cx, &anna, 1, DAY_MIN, DAY_MAX, &contracts));
    CHECK_INT(t, contracts.count, 1);
    CHECK_INT(t, contract_week(&contracts.items[0]).n, 1200);
    CHECK_INT(t, contract.revision, 2);
}

static void refuses_days_outside_employment(Test *t)
{
    Ctx cx;
    Day from = day_from_ymd(2026, 6, 1);
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, from);
    Contract contract = part_time(anna, DAY(from.n - 1));
    CHECK_ERR(t, contract_put(&cx, &contract), ERR_INPUT, "from_day");
    contract.from_day = DAY_NONE;
    CHECK_ERR(t, contract_put(&cx, &contract), ERR_INPUT, "from_day");
    contract.from_day = from;
    contract.wed = MINUTES(1441);
    CHECK_ERR(t, contract_put(&cx, &contract), ERR_INPUT, "wed");
}

static void follows_the_first_day(Test *t)
{
    Ctx cx;
    Person person;
    Day from = day_from_ymd(2026, 6, 1);
    Day earlier = day_from_ymd(2026, 5, 4);
    Day later = day_from_ymd(2026, 6, 8);
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, from);
    CHECK_OK(t, person_get(&cx, anna, &person));
    person.employed_from = earlier;
    CHECK_OK(t, person_change(&cx, &person));
    CHECK_INT(t, week_on(t, &cx, anna, earlier), 2400);
    person.employed_from = later;
    CHECK_OK(t, person_change(&cx, &person));
    CHECK_INT(t, week_on(t, &cx, anna, from), -1);
    CHECK_INT(t, week_on(t, &cx, anna, later), 2400);
    CHECK_INT(t, fixture_contract_from.n, earlier.n);
}

static void takes_hours_back(Test *t)
{
    Ctx cx;
    const Undoer *undoers[] = {people_undoers};
    Day from = day_from_ymd(2026, 6, 1);
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, from);
    Contract contract = part_time(anna, DAY(from.n + 7));
    cx.change_id = ID(0);
    CHECK_OK(t, contract_put(&cx, &contract));
    Id change = cx.change_id;
    CHECK_INT(t, week_on(t, &cx, anna, DAY(from.n + 7)), 1200);
    CHECK_OK(t, history_undo(&cx, change, undoers, 1));
    CHECK_INT(t, week_on(t, &cx, anna, DAY(from.n + 7)), 2400);
}

static void keeps_the_only_hours(Test *t)
{
    Ctx cx;
    ContractList contracts = {0};
    fixture_agency(t, &cx);
    Id anna = employed(t, &cx, DAY_NONE);
    CHECK_OK(t, contract_list_for(&cx, &anna, 1, DAY_MIN, DAY_MAX, &contracts));
    CHECK_ERR(t, contract_remove(&cx, contracts.items[0].id), ERR_CONFLICT, "");
}

static void spreads_evenly(Test *t)
{
    Contract contract = contract_default();
    CHECK(t, contract_spread(&contract, MINUTES(2250)));
    CHECK_INT(t, contract.mon.n, 450);
    CHECK_INT(t, contract.fri.n, 450);
    CHECK(t, contract_spread(&contract, MINUTES(2252)));
    CHECK_INT(t, contract_week(&contract).n, 2252);
    CHECK_INT(t, contract.sat.n, 0);
    CHECK(t, !contract_spread(&contract, MINUTES(-1)));
    CHECK(t, !contract_spread(&contract, MINUTES(7201)));
}

TEST_SUITE_DB("people: contract", {"a new person works 5 × 8 hours from the first day", starts_with_forty_hours},
              {"new hours leave the days before them alone and tell the plan", leaves_the_past_alone},
              {"hours of the same day are replaced", replaces_the_same_day},
              {"hours outside employment, or of over 24 hours a day, are refused", refuses_days_outside_employment},
              {"hours move along with the first working day", follows_the_first_day},
              {"new hours are taken back", takes_hours_back},
              {"the only hours cannot be taken away", keeps_the_only_hours},
              {"a week spreads over Monday to Friday to the minute", spreads_evenly});
