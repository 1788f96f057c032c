/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "db/topics.h"
#include "people/person.h"
#include "people/position.h"
#include "people/position.sql.h"

SHAPE(Place, FIELD(Place, id), FIELD(Place, name, .label = N_("Name"), .required = true, .max = 80),
      FIELD(Place, sort, .label = N_("Order"), .min = 0, .max = 10000), FIELD(Place, people),
      FIELD(Place, name_fold, .hidden = true));

/* The statements of a kind: the two lists differ in nothing else. */
static const struct {
    const char *noun;
    const Sql *list, *get, *by_fold, *add, *change, *people, *remove;
} kinds[] = {
    [PLACE_POSITION] = {"position", &sql_position_list, &sql_position_get, &sql_position_by_fold, &sql_position_add,
                        &sql_position_change, &sql_position_people, &sql_position_remove},
    [PLACE_DEPARTMENT] = {"department", &sql_department_list, &sql_department_get, &sql_department_by_fold,
                          &sql_department_add, &sql_department_change, &sql_department_people, &sql_department_remove},
};

Err *place_list(Ctx *cx, PlaceKind kind, PlaceList *places)
{
    return db_all(cx, kinds[kind].list, NOTHING_IN, MANY(Place, places));
}

Err *place_get(Ctx *cx, PlaceKind kind, Id id, Place *place)
{
    return db_one(cx, kinds[kind].get, BY_ID(id), ONE(Place, place));
}

static Err *find_by_name(Ctx *cx, PlaceKind kind, const char *name, Place *place, bool *found)
{
    *place = (Place){.name = name, .name_fold = text_fold(cx->arena, name)};
    return db_find(cx, kinds[kind].by_fold, IN(Place, place), ONE(Place, place), found);
}

Err *place_by_name(Ctx *cx, PlaceKind kind, const char *name, Id *id)
{
    Place place;
    bool found;
    *id = ID(0);
    if (text_is_blank(name))
        return NULL;
    TRY(find_by_name(cx, kind, name, &place, &found));
    if (!found) {
        TRY(db_one(cx, kinds[kind].add, IN(Place, &place), ONE(Place, &place)));
        TRY(people_note(cx, kinds[kind].noun, place.id, &Place_shape, NULL, &place));
        cx_touch(cx, "people/%s", kinds[kind].noun);
    }
    *id = place.id;
    return NULL;
}

Err *place_change(Ctx *cx, PlaceKind kind, Place *place)
{
    Place before = {0};
    Place other;
    bool found;
    TRY(place_get(cx, kind, place->id, &before));
    if (text_is_blank(place->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("This must be filled in"));
    TRY(find_by_name(cx, kind, place->name, &other, &found));
    if (found && other.id.n != place->id.n)
        return err_new(cx, ERR_INPUT, "name", "%s", _("There is one with this name already"));
    place->name_fold = text_fold(cx->arena, place->name);
    TRY(db_exec(cx, kinds[kind].change, IN(Place, place)));
    cx_touch(cx, "people/%s", kinds[kind].noun);
    return people_note(cx, kinds[kind].noun, place->id, &Place_shape, &before, place);
}

Err *place_remove(Ctx *cx, PlaceKind kind, Id id)
{
    Place before = {0};
    TRY(place_get(cx, kind, id, &before));
    TRY(db_one(cx, kinds[kind].people, BY_ID(id), ONE(Place, &before)));
    if (before.people > 0)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("People have it; give them another one first"));
    TRY(db_exec(cx, kinds[kind].remove, BY_ID(id)));
    cx_touch(cx, "people/%s", kinds[kind].noun);
    return people_note(cx, kinds[kind].noun, id, &Place_shape, &before, NULL);
}
