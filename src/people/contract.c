/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/hooks.h"
#include "db/history.h"
#include "db/topics.h"
#include "people/contract.h"
#include "people/contract.sql.h"

#define HOURS_LIMIT .min = 0, .max = MINUTES_PER_DAY

SHAPE(Contract, FIELD(Contract, id), FIELD(Contract, revision), FIELD(Contract, person_id),
      FIELD(Contract, from_day, .label = N_("From"), .required = true),
      FIELD(Contract, mon, .label = N_("Monday"), HOURS_LIMIT),
      FIELD(Contract, tue, .label = N_("Tuesday"), HOURS_LIMIT),
      FIELD(Contract, wed, .label = N_("Wednesday"), HOURS_LIMIT),
      FIELD(Contract, thu, .label = N_("Thursday"), HOURS_LIMIT),
      FIELD(Contract, fri, .label = N_("Friday"), HOURS_LIMIT),
      FIELD(Contract, sat, .label = N_("Saturday"), HOURS_LIMIT),
      FIELD(Contract, sun, .label = N_("Sunday"), HOURS_LIMIT),
      FIELD(Contract, starts_at, .label = N_("The day begins at"), .min = 0, .max = MINUTES_PER_DAY - 1));

typedef struct {
    Id person_id;
    Day from_day, until;
} ContractRange;
SHAPE_STATIC(ContractRange, FIELD(ContractRange, person_id), FIELD(ContractRange, from_day),
             FIELD(ContractRange, until));

typedef struct {
    Day employed_from, employed_until;
    int64_t count;
} Employment;
SHAPE_STATIC(Employment, FIELD(Employment, employed_from), FIELD(Employment, employed_until), FIELD(Employment, count));

Contract contract_default(void)
{
    Minutes day = MINUTES(480);
    return (Contract){
        .from_day = DAY_NONE, .mon = day, .tue = day, .wed = day, .thu = day, .fri = day, .starts_at = MINUTES(600)};
}

static size_t place_of_day(int weekday)
{
    static const size_t places[DAYS_PER_WEEK] = {
        offsetof(Contract, mon), offsetof(Contract, tue), offsetof(Contract, wed), offsetof(Contract, thu),
        offsetof(Contract, fri), offsetof(Contract, sat), offsetof(Contract, sun)};
    assert(weekday >= 0 && weekday < DAYS_PER_WEEK);
    return places[weekday];
}

Minutes contract_minutes(const Contract *contract, int weekday)
{
    Minutes minutes;
    memcpy(&minutes, (const unsigned char *)contract + place_of_day(weekday), sizeof minutes);
    return minutes;
}

void contract_set_minutes(Contract *contract, int weekday, Minutes minutes)
{
    memcpy((unsigned char *)contract + place_of_day(weekday), &minutes, sizeof minutes);
}

Minutes contract_week(const Contract *contract)
{
    int64_t sum = 0;
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++)
        sum += contract_minutes(contract, weekday).n;
    return MINUTES(sum);
}

bool contract_spread(Contract *contract, Minutes week)
{
    const int workdays = 5;
    if (week.n < 0 || week.n > (int64_t)workdays * MINUTES_PER_DAY)
        return false;
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        int64_t more = weekday < week.n % workdays; /* what does not divide goes to the first days */
        contract_set_minutes(contract, weekday, MINUTES(weekday < workdays ? week.n / workdays + more : 0));
    }
    return true;
}

/* The first contract of the list that belongs to this person or a later one. */
static size_t first_of(const ContractList *contracts, Id person_id)
{
    size_t low = 0;
    size_t high = contracts->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (contracts->items[middle].person_id.n < person_id.n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const Contract *contract_of_day(const ContractList *contracts, Id person_id, Day day)
{
    const Contract *found = NULL;
    for (size_t i = first_of(contracts, person_id); i < contracts->count; i++) {
        const Contract *contract = &contracts->items[i];
        if (contract->person_id.n != person_id.n || contract->from_day.n > day.n)
            break;
        found = contract;
    }
    return found;
}

static bool is_among(const Id *people, size_t count, Id person_id)
{
    for (size_t i = 0; i < count; i++)
        if (people[i].n == person_id.n)
            return true;
    return !people;
}

Err *contract_list_for(Ctx *cx, const Id *people, size_t count, Day from, Day until, ContractList *contracts)
{
    ContractRange range = {.from_day = from, .until = until};
    ContractList all = {0};
    bool one = people && count == 1;
    if (one)
        range.person_id = people[0];
    TRY(db_all(cx, one ? &sql_contract_list_of : &sql_contract_list, IN(ContractRange, &range), MANY(Contract, &all)));
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++)
        if (is_among(people, count, all.items[i].person_id))
            all.items[kept++] = all.items[i];
    *contracts = (ContractList){.items = all.items, .count = kept};
    return NULL;
}

static Err *check_within_employment(Ctx *cx, const Contract *contract)
{
    Employment employment = {0};
    TRY(db_one(cx, &sql_contract_employment, BY_ID(contract->person_id), ONE(Employment, &employment)));
    if (day_is_set(employment.employed_from) && contract->from_day.n < employment.employed_from.n)
        return err_new(cx, ERR_INPUT, "from_day", _("The first working day is %s; hours begin on it or later"),
                       day_text(cx, employment.employed_from));
    if (day_is_set(employment.employed_until) && contract->from_day.n > employment.employed_until.n)
        return err_new(cx, ERR_INPUT, "from_day", _("The last working day is %s"),
                       day_text(cx, employment.employed_until));
    return NULL;
}

static Err *check_days(Ctx *cx, const Contract *contract)
{
    static const char *const names[DAYS_PER_WEEK] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        int64_t minutes = contract_minutes(contract, weekday).n;
        if (minutes < 0 || minutes > MINUTES_PER_DAY)
            return err_new(cx, ERR_INPUT, names[weekday], "%s", _("A day has at most 24 hours"));
    }
    if (contract->starts_at.n < 0 || contract->starts_at.n >= MINUTES_PER_DAY)
        return err_new(cx, ERR_INPUT, "starts_at", "%s", _("Write a time such as 10:00"));
    return NULL;
}

static Err *tell_about_change(Ctx *cx, Id person_id, Day from)
{
    cx_touch(cx, "people/person/%" PRId64, person_id.n);
    if (!cx->hooks || !cx->hooks->contract_changed)
        return NULL;
    return cx->hooks->contract_changed(cx, person_id, from);
}

Err *contract_put(Ctx *cx, Contract *contract)
{
    Contract before = {0};
    bool found;
    if (!day_is_set(contract->from_day))
        return err_new(cx, ERR_INPUT, "from_day", "%s", _("Say from which day these hours count"));
    TRY(check_days(cx, contract));
    TRY(check_within_employment(cx, contract));
    TRY(db_find(cx, &sql_contract_at, IN(Contract, contract), ONE(Contract, &before), &found));
    contract->id = before.id;
    if (found)
        TRY(db_one(cx, &sql_contract_change, IN(Contract, contract), ONE(Contract, contract)));
    else
        TRY(db_one(cx, &sql_contract_add, IN(Contract, contract), ONE(Contract, contract)));
    TRY(history_note(cx, "contract", contract->id, &Contract_shape, found ? &before : NULL, contract));
    return tell_about_change(cx, contract->person_id, contract->from_day);
}

Err *contract_is_only(Ctx *cx, Id id, bool *only)
{
    Contract contract = {0};
    Employment counted = {0};
    TRY(db_one(cx, &sql_contract_find, BY_ID(id), ONE(Contract, &contract)));
    TRY(db_one(cx, &sql_contract_count, BY_ID(contract.person_id), ONE(Employment, &counted)));
    *only = counted.count == 1;
    return NULL;
}

Err *contract_remove(Ctx *cx, Id id)
{
    Contract before = {0};
    Employment counted = {0};
    TRY(db_one(cx, &sql_contract_find, BY_ID(id), ONE(Contract, &before)));
    TRY(db_one(cx, &sql_contract_count, BY_ID(before.person_id), ONE(Employment, &counted)));
    if (counted.count == 1)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("These are the only hours this person has; set others instead"));
    TRY(db_exec(cx, &sql_contract_remove, BY_ID(id)));
    TRY(history_note(cx, "contract", id, &Contract_shape, &before, NULL));
    return tell_about_change(cx, before.person_id, before.from_day);
}

static Err *move(Ctx *cx, const Contract *first, Day from)
{
    Contract moved = *first;
    moved.from_day = from;
    TRY(db_exec(cx, &sql_contract_move, IN(Contract, &moved)));
    return history_note(cx, "contract", first->id, &Contract_shape, first, &moved);
}

Err *contract_employment_moved(Ctx *cx, Id person_id, Day was, Day is)
{
    Contract first = {0};
    ContractList then = {0};
    bool found;
    Day from = day_is_set(is) ? is : CONTRACT_ALWAYS;
    Day old = day_is_set(was) ? was : CONTRACT_ALWAYS;
    TRY(db_find(cx, &sql_contract_first, BY_ID(person_id), ONE(Contract, &first), &found));
    TRY(contract_list_for(cx, &person_id, 1, from, from, &then));
    bool followed = then.count == 1 && then.items[0].id.n != first.id.n; /* other hours are in force by then */
    if (found && !followed && first.from_day.n != from.n && (first.from_day.n > from.n || first.from_day.n == old.n))
        TRY(move(cx, &first, from));
    return tell_about_change(cx, person_id, DAY(MIN_OF(old.n, from.n)));
}

Err *contract_employment_ended(Ctx *cx, Id person_id, Day was, Day is)
{
    int64_t first = MIN_OF(day_is_set(was) ? was.n : INT64_MAX, day_is_set(is) ? is.n : INT64_MAX);
    return tell_about_change(cx, person_id, first == INT64_MAX ? CONTRACT_ALWAYS : DAY(first));
}
