/* SPDX-License-Identifier: MIT */
/* What people may do: roles, the rights of a role, the rights of a person. */
#ifndef PEOPLE_ROLE_H
#define PEOPLE_ROLE_H

#include "base/hooks.h"
#include "db/db.h"

typedef enum {
    ROLE_GUEST, /* a client's: only what was shared */
    ROLE_CONTRACTOR,
    ROLE_SPECIALIST,
    ROLE_ACCOUNT,
    ROLE_ACCOUNTANT,
    ROLE_LAWYER,
    ROLE_HEAD,
    ROLE_ADMINISTRATOR,
    ROLE_COUNT,
} Role;
extern const char *const role_words[]; /* "guest" …, ends with NULL */

/* Several roles: bit `1 << role`. */
typedef unsigned RoleSet;
#define ROLE_BIT(role) (1u << (role))

/* Of role_right: words none, own, team, all, by Scope. */
extern const char *const scope_words[];

/* "account manager", in cx's language. */
const char *role_label(const Ctx *cx, Role role);
/* "head, administrator" in cx's language; "" for none. */
const char *roles_text(const Ctx *cx, RoleSet roles);
/* "administrator,head" (commas, spaces or "+" between); ERR_INPUT on "roles" for an unknown word. */
MUST_USE Err *roles_parse(Ctx *cx, const char *words, RoleSet *roles);
/* The words with spaces between, in the arena. */
const char *roles_words(Arena *arena, RoleSet roles);

MUST_USE Err *roles_of_person(Ctx *cx, Id person_id, RoleSet *roles);
/*
 * Gives the person these roles and no others; notes it in history and audit log and ends the person's sessions
 * (one's own are left to the caller, who renews the token). ERR_INPUT on "roles": none, a guest who is staff too, or
 * nobody left who is administrator. ERR_DENIED without the right people.access.
 */
MUST_USE Err *roles_set(Ctx *cx, Id person_id, RoleSet roles);
/* The roles of a person who was just added; plain ones (specialist, contractor) need no right beyond adding. */
MUST_USE Err *roles_give_first(Ctx *cx, Id person_id, RoleSet roles);
/* Takes back what roles_give_first gave. */
MUST_USE Err *roles_take_first(Ctx *cx, Id person_id);
/* ERR_INPUT on the field when this person is the only administrator who may sign in. */
MUST_USE Err *roles_keep_administrator(Ctx *cx, Id person_id, const char *field);
/* Roles of everybody, for lists: by person. */
typedef struct {
    Id person_id;
    Role role;
} PersonRole;
typedef LIST_OF(PersonRole) PersonRoleList;
MUST_USE Err *roles_of_all(Ctx *cx, PersonRoleList *roles);
RoleSet roles_among(const PersonRoleList *roles, Id person_id);
/* History of noun "person_roles" keeps this. */
typedef struct {
    Id person_id;
    const char *roles; /* words with spaces between */
} PersonRoles;
extern const Shape PersonRoles_shape;

/* A right's reach by default, as its feature declared it. "public" and "signed-in" are no rights. */
Scope right_default(const RightDef *right, Role role);
/* All rights that features declare (cx->hooks). */
typedef LIST_OF(const RightDef *) RightList;
RightList rights_all(Ctx *cx);
/* The declaration of a right among all features' (cx->hooks); NULL when nobody declares it. */
const RightDef *right_find(const Ctx *cx, const char *name);

/* The rights of all the roles together, by defaults and the agency's own settings. */
MUST_USE Err *grants_of_roles(Ctx *cx, RoleSet roles, Grants *grants);
MUST_USE Err *grants_of_person(Ctx *cx, Id person_id, Grants *grants);

/* Reach of a right for a role as it is now: scopes[role]. */
MUST_USE Err *right_scopes(Ctx *cx, const RightDef *right, Scope scopes[ROLE_COUNT]);
/*
 * Sets it. ERR_INPUT on the right's name: unknown, a guest's staff right, or the administrator's own right to edit
 * rights, which must stay.
 */
MUST_USE Err *right_set(Ctx *cx, const char *name, Role role, Scope scope);

#endif
