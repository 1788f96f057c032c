/* SPDX-License-Identifier: MIT */
/* How much of which weekday a person works, from a day on. A change never touches weeks before it. */
#ifndef PEOPLE_CONTRACT_H
#define PEOPLE_CONTRACT_H

#include "db/db.h"

/* Table contract. 100 % of a person's week is the sum of its days (with those of employment only). */
typedef struct {
    Id id;
    int64_t revision;
    Id person_id;
    Day from_day;
    Minutes mon, tue, wed, thu, fri, sat, sun;
    Minutes starts_at; /* after midnight, when the working day begins */
} Contract;
extern const Shape Contract_shape;
typedef LIST_OF(Contract) ContractList;

/* Where a contract begins that has been there always. */
#define CONTRACT_ALWAYS DAY(4)

/* 5 × 8 hours from 10:00, Monday to Friday. */
Contract contract_default(void);

/* Minutes of a weekday, 0 Monday … 6 Sunday. */
Minutes contract_minutes(const Contract *contract, int weekday);
void contract_set_minutes(Contract *contract, int weekday, Minutes minutes);
Minutes contract_week(const Contract *contract);

/* Spreads a week over Monday to Friday evenly ("37,5" hours give 7:30 a day); false when it is over 168 h or negative.
 */
bool contract_spread(Contract *contract, Minutes week);

/*
 * The contract in force on a day, from a list by person and day as contract_list_for gives it; NULL when the person
 * has none yet.
 */
const Contract *contract_of_day(const ContractList *contracts, Id person_id, Day day);

/* Contracts of these people (NULL: everybody) in force at some time in from…until, by person and from_day. */
MUST_USE Err *contract_list_for(Ctx *cx, const Id *people, size_t count, Day from, Day until, ContractList *contracts);

/*
 * Sets the contract from contract->from_day on, replacing one of the same day, and tells the plan
 * (hooks.contract_changed). ERR_INPUT on "from_day" (not set, or outside employment) or a weekday (over 24 h).
 */
MUST_USE Err *contract_put(Ctx *cx, Contract *contract);

/*
 * The first working day moved: hours that began with it begin with the new one, unless others are in force by then.
 * For person_change; tells the plan in any case.
 */
MUST_USE Err *contract_employment_moved(Ctx *cx, Id person_id, Day was, Day is);
/* The last working day moved: tells the plan. */
MUST_USE Err *contract_employment_ended(Ctx *cx, Id person_id, Day was, Day is);

/* Whether this contract is the only one of its person. */
MUST_USE Err *contract_is_only(Ctx *cx, Id id, bool *only);

/* Takes a contract away, so that the one before it goes on. ERR_CONFLICT when it is the person's only one. */
MUST_USE Err *contract_remove(Ctx *cx, Id id);

#endif
