/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "work/common.h"
#include "work/common.sql.h"

/* The little that is asked of a person here. */
typedef struct {
    Id id;
    const char *name;
} Named;
SHAPE_STATIC(Named, FIELD(Named, id), FIELD(Named, name));

#define NOBODY ID(-1)

Id work_viewer(const Ctx *cx, const char *right)
{
    Scope scope = cx_scope(cx, right);
    if (scope == SCOPE_ALL)
        return ID(0);
    return scope == SCOPE_NONE || !cx->person_id.n ? NOBODY : cx->person_id;
}

Err *work_check_person(Ctx *cx, Id person_id, const char *field)
{
    Named person;
    bool found = true;
    if (person_id.n)
        TRY(db_find(cx, &sql_work_person_name, BY_ID(person_id), ONE(Named, &person), &found));
    return found ? NULL : err_new(cx, ERR_INPUT, field, "%s", _("Choose one of the people"));
}

Err *work_person_name(Ctx *cx, Id person_id, const char **name)
{
    Named person = {.name = ""};
    bool found;
    if (person_id.n)
        TRY(db_find(cx, &sql_work_person_name, BY_ID(person_id), ONE(Named, &person), &found));
    *name = person.name;
    return NULL;
}

Err *work_check_limit(Ctx *cx, int *limit)
{
    if (!*limit)
        *limit = WORK_LIMIT;
    if (*limit < 1 || *limit > WORK_LIMIT_MAX)
        return err_new(cx, ERR_INPUT, "limit", _("From 1 to %d rows come at once"), WORK_LIMIT_MAX);
    return NULL;
}

Err *work_changed_by(Ctx *cx, const char *noun, Id record_id, Id *person_id, const char **name)
{
    Instant at;
    TRY(history_changed_by(cx, noun, record_id, person_id, &at));
    return work_person_name(cx, *person_id, name);
}

Err *work_check_revision(Ctx *cx, int64_t revision)
{
    return revision > 0 ? NULL : err_new(cx, ERR_INPUT, "revision", "%s", _("Say which version you saw"));
}

bool work_differs(const Shape *shape, const void *a, const void *b)
{
    for (size_t i = 0; i < shape->count; i++)
        if (strcmp(shape->fields[i].name, "revision") != 0 && !field_same(&shape->fields[i], a, b))
            return true;
    return false;
}

Err *work_conflict(Ctx *cx, const char *say, In both)
{
    Err *err = err_new(cx, ERR_CONFLICT, "", "%s", say);
    err->shape = both.shape;
    err->data = both.data;
    return err;
}

Err *work_refuse_undo(Ctx *cx, const ChangeItem *item)
{
    Id person_id;
    const char *name;
    TRY(work_changed_by(cx, item->noun, item->record_id, &person_id, &name));
    if (!name[0])
        return err_new(cx, ERR_CONFLICT, "", "%s", _("It was changed again after that"));
    return err_new(cx, ERR_CONFLICT, "", _("It was changed again after that, by %s"), name);
}
