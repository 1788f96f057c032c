/* SPDX-License-Identifier: MIT */
/* What happened to a person, told on the card: the record, the roles, the hours. */
#include "base/base.h"

#include "db/history.h"
#include "people/card_web.h"
#include "people/me.h"

#define PAST_MOST 20

static Err *fill_doer(Ctx *cx, Id person_id, Past *past)
{
    Me doer = {.name = ""};
    past->who = _("the system");
    if (!person_id.n)
        return NULL;
    TRY(me_of(cx, person_id, &doer));
    past->who = doer.name;
    past->hue = doer.hue;
    return NULL;
}

static Err *say_person(Ctx *cx, const ChangeItem *item, Past *past)
{
    void *before, *after;
    if (!*item->before)
        past->text = _("The person is added");
    if (!*item->before || !*item->after)
        return NULL;
    TRY(history_side(cx, item->before, &Person_shape, &before));
    TRY(history_side(cx, item->after, &Person_shape, &after));
    person_clashes(cx, before, after, &past->changes);
    return NULL;
}

static const char *roles_of_side(Ctx *cx, const void *side)
{
    RoleSet roles = 0;
    if (!side || roles_parse(cx, ((const PersonRoles *)side)->roles, &roles) || !roles)
        return "—";
    return roles_text(cx, roles);
}

static Err *say_roles(Ctx *cx, const ChangeItem *item, Past *past)
{
    void *before, *after;
    TRY(history_side(cx, item->before, &PersonRoles_shape, &before));
    TRY(history_side(cx, item->after, &PersonRoles_shape, &after));
    *(Clash *)list_push(cx->arena, &past->changes) =
        (Clash){_("Roles"), roles_of_side(cx, before), roles_of_side(cx, after)};
    return NULL;
}

static Err *tell(Ctx *cx, const ChangeItem *item, PastList *told)
{
    Past *past = list_push(cx->arena, told);
    *past = (Past){.at = item->at, .text = ""};
    TRY(fill_doer(cx, item->person_id, past));
    return strcmp(item->noun, "person") == 0 ? say_person(cx, item, past) : say_roles(cx, item, past);
}

Err *person_past(Ctx *cx, Id person_id, PastList *told)
{
    ChangeItemList person = {0}, roles = {0};
    size_t at_person = 0, at_roles = 0;
    TRY(history_of_record(cx, "person", person_id, &person));
    TRY(history_of_record(cx, "person_roles", person_id, &roles));
    while (told->count < PAST_MOST && (at_person < person.count || at_roles < roles.count)) {
        bool of_person = at_roles == roles.count ||
                         (at_person < person.count && person.items[at_person].id.n > roles.items[at_roles].id.n);
        TRY(tell(cx, of_person ? &person.items[at_person++] : &roles.items[at_roles++], told));
    }
    return NULL;
}
