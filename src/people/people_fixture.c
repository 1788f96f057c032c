/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/people_fixture.h"

int fixture_contract_changes;
Day fixture_contract_from;

const RightDef fixture_rights[] = {
    {"people.read", "administrator:all head:all account:all specialist:all contractor:own", "People"},
    {"people.write", "administrator:all head:all", "Changing people"},
    {"people.access", "administrator:all", "Sign-ins and roles"},
    {"settings.write", "administrator:all", "Settings"},
    {"plan.write", "head:all account:team specialist:own", "The plan"},
    {NULL, NULL, NULL},
};

static Err *count_change(Ctx *cx UNUSED, Id person_id UNUSED, Day from)
{
    fixture_contract_changes++;
    fixture_contract_from = from;
    return NULL;
}

static const RightDef *const tables[] = {fixture_rights, NULL};
const Hooks fixture_hooks = {.rights = tables, .contract_changed = count_change};

Id fixture_person(Test *t, Ctx *cx, const char *name, const char *email, const char *roles)
{
    Person person = person_blank();
    RoleSet set;
    person.name = name;
    person.email = email;
    CHECK_OK(t, person_add(cx, &person, NULL));
    CHECK_OK(t, roles_parse(cx, roles, &set));
    CHECK_OK(t, roles_set(cx, person.id, set));
    return person.id;
}

void fixture_act_as(Test *t, Ctx *cx, Id person_id)
{
    cx->root = false;
    cx->person_id = person_id;
    CHECK_OK(t, grants_of_person(cx, person_id, &cx->grants));
}

Id fixture_agency(Test *t, Ctx *cx)
{
    fixture_db(t, cx);
    cx->hooks = &fixture_hooks;
    fixture_contract_changes = 0;
    return fixture_person(t, cx, "Павел Дорн", "pavel@polden.example", "administrator,head");
}
