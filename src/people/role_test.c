/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/history.h"
#include "people/people_fixture.h"
#include "people/undo.h"

static Scope reach(Test *t, Ctx *cx, const char *roles, const char *right)
{
    RoleSet set;
    Ctx other = *cx;
    CHECK_OK(t, roles_parse(cx, roles, &set));
    CHECK_OK(t, grants_of_roles(cx, set, &other.grants));
    other.root = false;
    return cx_scope(&other, right);
}

static void reads_defaults(Test *t)
{
    RightDef right = {"plan.write", "head:all account:team specialist:own", ""};
    CHECK_INT(t, right_default(&right, ROLE_HEAD), SCOPE_ALL);
    CHECK_INT(t, right_default(&right, ROLE_ACCOUNT), SCOPE_TEAM);
    CHECK_INT(t, right_default(&right, ROLE_SPECIALIST), SCOPE_OWN);
    CHECK_INT(t, right_default(&right, ROLE_ACCOUNTANT), SCOPE_NONE); /* begins like "account" */
    CHECK_INT(t, right_default(&right, ROLE_GUEST), SCOPE_NONE);
}

static void adds_up(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    CHECK_INT(t, reach(t, &cx, "specialist", "plan.write"), SCOPE_OWN);
    CHECK_INT(t, reach(t, &cx, "specialist,account", "plan.write"), SCOPE_TEAM);
    CHECK_INT(t, reach(t, &cx, "account+head specialist", "plan.write"), SCOPE_ALL);
    CHECK_INT(t, reach(t, &cx, "administrator", "plan.write"), SCOPE_NONE);
    CHECK_INT(t, reach(t, &cx, "guest", "people.read"), SCOPE_NONE);
}

static void follows_the_agency(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    CHECK_OK(t, right_set(&cx, "plan.write", ROLE_SPECIALIST, SCOPE_TEAM));
    CHECK_INT(t, reach(t, &cx, "specialist", "plan.write"), SCOPE_TEAM);
    CHECK_OK(t, right_set(&cx, "plan.write", ROLE_HEAD, SCOPE_NONE));
    CHECK_INT(t, reach(t, &cx, "head", "plan.write"), SCOPE_NONE);
    CHECK_OK(t, right_set(&cx, "plan.write", ROLE_HEAD, SCOPE_ALL));
    CHECK_INT(t, reach(t, &cx, "head", "plan.write"), SCOPE_ALL);
}

static void guards_rights(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    CHECK_ERR(t, right_set(&cx, "nothing.such", ROLE_HEAD, SCOPE_ALL), ERR_INPUT, "right_name");
    CHECK_ERR(t, right_set(&cx, "people.read", ROLE_GUEST, SCOPE_ALL), ERR_INPUT, "people.read");
    CHECK_ERR(t, right_set(&cx, "settings.write", ROLE_ADMINISTRATOR, SCOPE_NONE), ERR_INPUT, "settings.write");
}

static void guards_roles(Test *t)
{
    Ctx cx;
    RoleSet roles;
    Id pavel = fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    CHECK_ERR(t, roles_parse(&cx, "king", &roles), ERR_INPUT, "roles");
    CHECK_ERR(t, roles_set(&cx, anna, 0), ERR_INPUT, "roles");
    CHECK_ERR(t, roles_set(&cx, anna, ROLE_BIT(ROLE_GUEST) | ROLE_BIT(ROLE_HEAD)), ERR_INPUT, "roles");
    CHECK_ERR(t, roles_set(&cx, pavel, ROLE_BIT(ROLE_HEAD)), ERR_INPUT, "roles");
    fixture_act_as(t, &cx, anna);
    CHECK_ERR(t, roles_set(&cx, anna, ROLE_BIT(ROLE_ADMINISTRATOR)), ERR_DENIED, "roles");
    fixture_act_as(t, &cx, pavel);
    CHECK_OK(t, roles_set(&cx, anna, ROLE_BIT(ROLE_ADMINISTRATOR)));
    CHECK_OK(t, roles_set(&cx, pavel, ROLE_BIT(ROLE_HEAD)));
    CHECK_OK(t, roles_of_person(&cx, pavel, &roles));
    CHECK_STR(t, roles_words(cx.arena, roles), "head");
}

static void takes_roles_back(Test *t)
{
    Ctx cx;
    RoleSet roles;
    const Undoer *undoers[] = {people_undoers};
    Id pavel = fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    fixture_act_as(t, &cx, pavel);
    cx.change_id = ID(0);
    CHECK_OK(t, roles_set(&cx, anna, ROLE_BIT(ROLE_HEAD)));
    Id change = cx.change_id;
    CHECK_OK(t, history_undo(&cx, change, undoers, 1));
    CHECK_OK(t, roles_of_person(&cx, anna, &roles));
    CHECK_STR(t, roles_words(cx.arena, roles), "account");
}

TEST_SUITE_DB("people: role", {"a right says how far it reaches for each role", reads_defaults},
              {"rights of several roles add up, the widest counts", adds_up},
              {"an agency's own setting stands before the default", follows_the_agency},
              {"no setting locks everybody out or lets clients in", guards_rights},
              {"roles are given by administrators, and one always stays", guards_roles},
              {"a change of roles is taken back", takes_roles_back});
