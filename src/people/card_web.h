/* SPDX-License-Identifier: MIT */
/* A person as lists, files and programs see them; the form and the card. */
#ifndef PEOPLE_CARD_WEB_H
#define PEOPLE_CARD_WEB_H

#include "people/contract.h"
#include "people/person.h"
#include "people/role.h"
#include "people/view_web.h"

/* A person with what stands in other tables. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name, *email;
    Id position_id, department_id;
    const char *position, *department;
    int hue;
    Minutes week;      /* of the contract in force today; 0 before the first */
    const char *roles; /* words with spaces between */
    Day employed_from, employed_until;
    bool contractor, planned, disabled, signs_in;
    bool left;              /* the last day is over */
    const char *roles_text; /* for pages */
} PersonItem;
extern const Shape PersonItem_shape;
typedef LIST_OF(PersonItem) PersonItems;

/* Adds hours and roles to people. */
MUST_USE Err *person_items(Ctx *cx, const PersonList *people, PersonItems *items);
MUST_USE Err *person_item(Ctx *cx, const Person *person, PersonItem *item);

/* The person of the address ("/people/:id"), as far as cx may see. */
MUST_USE Err *person_of_path(Ctx *cx, const Req *req, Person *person);

/* A box for a role. */
typedef struct {
    const char *name, *label; /* "role_head", "head" */
    bool on;
} RoleBox;
extern const Shape RoleBox_shape;
typedef LIST_OF(RoleBox) RoleBoxes;
void role_boxes(Ctx *cx, const Req *req, RoleSet chosen, RoleBoxes *boxes);

/* What a request chose: as words ("head account") or by boxes. */
typedef struct {
    const char *roles;
    bool role_guest, role_contractor, role_specialist, role_account, role_accountant, role_lawyer, role_head,
        role_administrator;
} RolesIn;
#define ROLES_FIELDS                                                                                                   \
    "roles role_guest role_contractor role_specialist role_account role_accountant role_lawyer role_head "             \
    "role_administrator"
/* The same fields of any struct that has them. */
#define ROLES_IN_FIELDS(T)                                                                                             \
    FIELD(T, roles, .label = N_("Roles")), FIELD(T, role_guest), FIELD(T, role_contractor), FIELD(T, role_specialist), \
        FIELD(T, role_account), FIELD(T, role_accountant), FIELD(T, role_lawyer), FIELD(T, role_head),                 \
        FIELD(T, role_administrator)
MUST_USE Err *roles_chosen(Ctx *cx, const RolesIn *in, RoleSet *roles);

/* The labelled fields in which both differ, as people read them. */
void person_clashes(Ctx *cx, const Person *yours, const Person *theirs, Clashes *clashes);

/* The newest twenty. */
MUST_USE Err *person_past(Ctx *cx, Id person_id, PastList *told);

/* The form of a person: a page of a new one, and a part of the card. */
typedef struct {
    bool is_new, may_access;
    const char *path, *revision, *name, *email, *position, *department, *employed_from, *employed_until, *week_hours;
    bool contractor, planned, disabled;
    Options positions, departments, hues;
    RoleBoxes boxes;
    const char *error, *name_error, *email_error, *position_error, *department_error, *from_error, *until_error,
        *disabled_error, *hours_error, *roles_error; /* "" fine */
    Clashes clashes;
} PersonForm;
extern const Shape PersonForm_shape;
MUST_USE Err *person_form(Ctx *cx, const Req *req, const Person *person, const PersonForm **filled);

/* The card; also what a refused change of it shows. */
extern const Shape CardPage_shape;
Err *card_show(Ctx *cx, const Req *req, Reply *reply);

/* "8", "7,5" or "7:30" as minutes, "" as none; false for anything else. */
bool hours_parse(const char *text, Minutes *minutes);
/* "8", "7,5", "7:20" as it is typed. */
const char *hours_typed(const Ctx *cx, Minutes minutes);

#endif
