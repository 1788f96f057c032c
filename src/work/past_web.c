/* SPDX-License-Identifier: MIT */
/* What happened to a client or project, told for people. */
#include "base/base.h"

#include "work/common.h"
#include "work/project.h"
#include "work/view_web.h"
#include "work/view_web.sql.h"

#define PAST_MOST 20

typedef struct {
    Id id;
    const char *name;
    int hue;
} Doer;
SHAPE_STATIC(Doer, FIELD(Doer, id), FIELD(Doer, name), FIELD(Doer, hue));

static Err *fill_doer(Ctx *cx, Id person_id, Past *past)
{
    Doer doer = {.name = ""};
    bool found = false;
    if (person_id.n)
        TRY(db_find(cx, &sql_view_person, BY_ID(person_id), ONE(Doer, &doer), &found));
    past->who = found ? doer.name : _("the system");
    past->hue = doer.hue;
    return NULL;
}

/* Somebody came to the project or left it. */
static Err *say_person(Ctx *cx, const ChangeItem *item, Past *past)
{
    void *one;
    const char *name;
    bool came = item->after[0] != 0;
    TRY(history_side(cx, came ? item->after : item->before, &ProjectPerson_shape, &one));
    TRY(work_person_name(cx, ((const ProjectPerson *)one)->person_id, &name));
    past->text = arena_printf(cx->arena, came ? _("added to the project: %s") : _("taken off the project: %s"), name);
    return NULL;
}

static Err *say_record(Ctx *cx, const ChangeItem *item, const Shape *shape, Past *past)
{
    void *before, *after;
    if (!item->before[0])
        past->text = shape == &Project_shape ? _("The project is added") : _("The client is added");
    if (!item->before[0] || !item->after[0])
        return NULL;
    TRY(history_side(cx, item->before, shape, &before));
    TRY(history_side(cx, item->after, shape, &after));
    return clashes_of(cx, shape, before, after, &past->changes);
}

static Err *tell(Ctx *cx, const ChangeItem *item, const Shape *shape, PastList *told)
{
    Past *past = list_push(cx->arena, told);
    past->at = item->at;
    past->text = "";
    TRY(fill_doer(cx, item->person_id, past));
    return strcmp(item->noun, "project_person") == 0 ? say_person(cx, item, past) : say_record(cx, item, shape, past);
}

/* The newer of two lists' next items; NULL when both are used up. */
static const ChangeItem *take_newer(const ChangeItemList *a, size_t *at_a, const ChangeItemList *b, size_t *at_b)
{
    const ChangeItem *from_a = *at_a < a->count ? &a->items[*at_a] : NULL;
    const ChangeItem *from_b = *at_b < b->count ? &b->items[*at_b] : NULL;
    if (from_a && (!from_b || from_a->id.n > from_b->id.n)) {
        ++*at_a;
        return from_a;
    }
    *at_b += from_b != NULL;
    return from_b;
}

Err *past_of(Ctx *cx, const char *noun, Id record_id, const Shape *shape, PastList *past)
{
    ChangeItemList own = {0}, people = {0};
    size_t at_own = 0, at_people = 0;
    const ChangeItem *item;
    TRY(history_of_record(cx, noun, record_id, &own));
    if (shape == &Project_shape)
        TRY(history_of_record(cx, "project_person", record_id, &people));
    while (past->count < PAST_MOST && (item = take_newer(&own, &at_own, &people, &at_people)) != NULL)
        TRY(tell(cx, item, shape, past));
    return NULL;
}
