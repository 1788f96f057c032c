/* SPDX-License-Identifier: MIT */
/* A small agency for tests of people/ and of what builds on it. */
#ifndef PEOPLE_PEOPLE_FIXTURE_H
#define PEOPLE_PEOPLE_FIXTURE_H

#include "db/db_fixture.h"
#include "people/person.h"
#include "people/role.h"

/* Rights as features declare them; cx->hooks of the fixture has these. */
extern const RightDef fixture_rights[];

/* The hooks of tests: fixture_rights, no hashing door, and a count of contract_changed calls. */
extern const Hooks fixture_hooks;
extern int fixture_contract_changes;
extern Day fixture_contract_from;

/* Adds a person with this address and these roles ("head,administrator"); fails the test when that is refused. */
Id fixture_person(Test *t, Ctx *cx, const char *name, const char *email, const char *roles);

/* Makes cx act as that person, with the rights of their roles. */
void fixture_act_as(Test *t, Ctx *cx, Id person_id);

/* fixture_db, its hooks, and one administrator who is head too. */
Id fixture_agency(Test *t, Ctx *cx);

#endif
