/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/topics.h"
#include "people/contract.h"
#include "people/contract.sql.h"
#include "people/person.h"
#include "people/person.sql.h"
#include "people/position.h"
#include "people/role.h"
#include "people/undo.h"

static Err *check_right(Ctx *cx, const char *right)
{
    if (cx_scope(cx, right) == SCOPE_ALL)
        return NULL;
    return err_new(cx, ERR_DENIED, "", "%s", _("This right is not yours any more"));
}

static Err *changed_meanwhile(Ctx *cx)
{
    return err_new(cx, ERR_CONFLICT, "", "%s", _("This was changed again meanwhile"));
}

/*
 * Takes somebody away who was added, with their hours: while nobody changed the record and nothing else refers to it
 * (the database sees to that), as after an import that went wrong.
 */
static Err *remove_person(Ctx *cx, const ChangeItem *item)
{
    Person person;
    void *added;
    TRY(person_get(cx, item->record_id, &person));
    TRY(history_side(cx, item->after, &Person_shape, &added));
    if (!added || ((Person *)added)->revision != person.revision)
        return changed_meanwhile(cx);
    if (cx->hooks && cx->hooks->person_removed)
        TRY(cx->hooks->person_removed(cx, person.id));
    TRY(db_exec(cx, &sql_contract_remove_of, BY_ID(person.id)));
    TRY(db_exec(cx, &sql_person_remove, BY_ID(person.id)));
    TRY(people_note(cx, "person", person.id, &Person_shape, &person, NULL));
    cx_touch(cx, "people/person/%" PRId64, person.id.n);
    return NULL;
}

static Err *restore_person(Ctx *cx, const ChangeItem *item)
{
    Person person;
    bool held;
    TRY(check_right(cx, "people.write"));
    if (!*item->before)
        return remove_person(cx, item);
    if (!*item->after)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("This person was taken away; add them again"));
    TRY(person_get(cx, item->record_id, &person));
    TRY(history_take_back(cx, item, &Person_shape, &person, &held));
    return held ? person_change(cx, &person) : changed_meanwhile(cx);
}

static Err *restore_contract(Ctx *cx, const ChangeItem *item)
{
    void *before, *after;
    TRY(check_right(cx, "people.write"));
    TRY(history_side(cx, item->before, &Contract_shape, &before));
    TRY(history_side(cx, item->after, &Contract_shape, &after));
    if (before && after && ((Contract *)before)->from_day.n != ((Contract *)after)->from_day.n)
        return NULL; /* moved along with the first working day, and goes back with it */
    bool first = false;
    if (!before)
        TRY(contract_is_only(cx, item->record_id, &first));
    if (first)
        return NULL; /* came with the person, and goes with them */
    return before ? contract_put(cx, before) : contract_remove(cx, item->record_id);
}

static Err *restore_roles(Ctx *cx, const ChangeItem *item)
{
    void *before;
    RoleSet roles;
    TRY(check_right(cx, *item->before ? "people.access" : "people.write"));
    TRY(history_side(cx, item->before, &PersonRoles_shape, &before));
    if (!before)
        return roles_take_first(cx, item->record_id);
    TRY(roles_parse(cx, ((PersonRoles *)before)->roles, &roles));
    return roles_set(cx, item->record_id, roles);
}

static Err *restore_place(Ctx *cx, PlaceKind kind, const ChangeItem *item)
{
    void *before;
    Id id;
    TRY(check_right(cx, "people.write"));
    TRY(history_side(cx, item->before, &Place_shape, &before));
    if (!before) {
        Err *err = place_remove(cx, kind, item->record_id);
        return err && err->kind == ERR_CONFLICT ? NULL : err; /* others have it by now: it stays */
    }
    if (!*item->after)
        return place_by_name(cx, kind, ((Place *)before)->name, &id);
    return place_change(cx, kind, before);
}

static Err *restore_position(Ctx *cx, const ChangeItem *item)
{
    return restore_place(cx, PLACE_POSITION, item);
}

static Err *restore_department(Ctx *cx, const ChangeItem *item)
{
    return restore_place(cx, PLACE_DEPARTMENT, item);
}

const Undoer people_undoers[] = {
    {.noun = "person", .restore = restore_person},         {.noun = "contract", .restore = restore_contract},
    {.noun = "person_roles", .restore = restore_roles},    {.noun = "position", .restore = restore_position},
    {.noun = "department", .restore = restore_department}, {.noun = NULL},
};
