/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/json.h"
#include "db/history.h"
#include "db/history.sql.h"

SHAPE(Change, FIELD(Change, id), FIELD(Change, at), FIELD(Change, person_id), FIELD(Change, through),
      FIELD(Change, action), FIELD(Change, request_id), FIELD(Change, undoes_id));
SHAPE(ChangeItem, FIELD(ChangeItem, id), FIELD(ChangeItem, change_id), FIELD(ChangeItem, noun),
      FIELD(ChangeItem, record_id), FIELD(ChangeItem, before), FIELD(ChangeItem, after), FIELD(ChangeItem, person_id),
      FIELD(ChangeItem, at));

typedef struct {
    Instant at;
    Id person_id;
    const char *address, *request_id, *action, *object, *detail;
} Audit;
SHAPE_STATIC(Audit, FIELD(Audit, at), FIELD(Audit, person_id), FIELD(Audit, address), FIELD(Audit, request_id),
             FIELD(Audit, action), FIELD(Audit, object), FIELD(Audit, detail));

static Err *open_change(Ctx *cx, Id undoes_id)
{
    Change change = {.at = cx->now,
                     .person_id = cx->person_id,
                     .through = cx->through,
                     .action = cx->action,
                     .request_id = cx->request_id,
                     .undoes_id = undoes_id};
    TRY(db_one(cx, &sql_change_add, IN(Change, &change), ONE(Change, &change)));
    cx->change_id = change.id;
    return NULL;
}

static const char *whole(Ctx *cx, const Shape *shape, const void *record)
{
    const char *text = record ? json_difference(cx, shape, record, NULL) : NULL;
    return text ? text : "";
}

Err *history_note(Ctx *cx, const char *noun, Id record_id, const Shape *shape, const void *before, const void *after)
{
    if (!cx->change_id.n)
        TRY(open_change(cx, ID(0)));
    ChangeItem item = {.change_id = cx->change_id,
                       .noun = noun,
                       .record_id = record_id,
                       .before = whole(cx, shape, before),
                       .after = whole(cx, shape, after)};
    return db_exec(cx, &sql_change_item_add, IN(ChangeItem, &item));
}

static const Undoer *undoer_of(const char *noun, const Undoer *const *undoers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (const Undoer *undoer = undoers[i]; undoer && undoer->noun; undoer++)
            if (strcmp(undoer->noun, noun) == 0)
                return undoer;
    return NULL;
}

static Err *check_undoable(Ctx *cx, const Change *change)
{
    Change undone = {0};
    bool found;
    if (change->person_id.n != cx->person_id.n && cx_scope(cx, "history.undo") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("This change is somebody else's"));
    TRY(db_find(cx, &sql_change_undone_by, BY_ID(change->id), ONE(Change, &undone), &found));
    if (found)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("This was taken back already"));
    return NULL;
}

/* All items of the noun from `from` on; those before it were restored already. */
static Err *restore_all_of(Ctx *cx, const Undoer *undoer, const ChangeItemList *items, size_t from)
{
    ChangeItemList own = {0};
    for (size_t i = 0; i < items->count; i++) {
        if (strcmp(items->items[i].noun, undoer->noun) != 0)
            continue;
        if (i < from)
            return NULL;
        *(ChangeItem *)list_push(cx->arena, &own) = items->items[i];
    }
    return undoer->restore_all(cx, own.items, own.count);
}

Err *history_undo(Ctx *cx, Id change_id, const Undoer *const *undoers, size_t count)
{
    Change change = {0};
    ChangeItemList items = {0};
    TRY(db_one(cx, &sql_change_find, BY_ID(change_id), ONE(Change, &change)));
    TRY(check_undoable(cx, &change));
    TRY(db_all(cx, &sql_change_item_of_change, IN(ChangeItem, (&(ChangeItem){.change_id = change_id})),
               MANY(ChangeItem, &items)));
    TRY(open_change(cx, change_id));
    for (size_t i = 0; i < items.count; i++) {
        const Undoer *undoer = undoer_of(items.items[i].noun, undoers, count);
        if (!undoer)
            return err_new(cx, ERR_CONFLICT, "", "%s", _("A change of this kind cannot be taken back"));
        if (undoer->restore_all)
            TRY(restore_all_of(cx, undoer, &items, i));
        else
            TRY(undoer->restore(cx, &items.items[i]));
    }
    return NULL;
}

Err *history_last_own(Ctx *cx, Change *change)
{
    bool found;
    *change = (Change){.person_id = cx->person_id};
    const Sql *last = cx->person_id.n ? &sql_change_last_own : &sql_change_last_of_nobody;
    return db_find(cx, last, IN(Change, change), ONE(Change, change), &found);
}

Err *history_of_record(Ctx *cx, const char *noun, Id record_id, ChangeItemList *items)
{
    ChangeItem wanted = {.noun = noun, .record_id = record_id};
    return db_all(cx, &sql_change_item_of_record, IN(ChangeItem, &wanted), MANY(ChangeItem, items));
}

Err *history_changed_by(Ctx *cx, const char *noun, Id record_id, Id *person_id, Instant *at)
{
    bool found;
    Change change = {0};
    TRY(db_find(cx, &sql_change_of_record, IN(ChangeItem, (&(ChangeItem){.noun = noun, .record_id = record_id})),
                ONE(Change, &change), &found));
    *person_id = change.person_id;
    *at = change.at;
    return NULL;
}

Err *history_side(Ctx *cx, const char *side, const Shape *shape, void **record)
{
    struct json_t *json;
    *record = NULL;
    if (!side[0])
        return NULL;
    TRY(json_parse(cx, side, strlen(side), &json));
    *record = arena_alloc(cx->arena, shape->size);
    Err *err = json_read(cx, json, (Out){.shape = shape, .data = *record}, NULL, NULL);
    json_drop(json);
    shape_blank(shape, *record);
    return err;
}

/* What undo moves: everything that history keeps, but for the record's identity. */
static bool is_undoable(const Field *field)
{
    return !field->secret && !field->hidden && field->kind < KIND_LIST && strcmp(field->name, "id") != 0 &&
           strcmp(field->name, "revision") != 0;
}

static void copy_field(const Field *field, void *to, const void *from)
{
    if (field->kind == KIND_TEXT)
        field_set_text(field, to, field_text(field, from));
    else
        field_set_int(field, to, field_int(field, from));
}

Err *history_take_back(Ctx *cx, const ChangeItem *item, const Shape *shape, void *record, bool *held)
{
    void *before, *after;
    TRY(history_side(cx, item->before, shape, &before));
    TRY(history_side(cx, item->after, shape, &after));
    if (!before || !after)
        return err_fault(cx, "history_take_back of a %s that was made or deleted", item->noun);
    void *result = arena_memdup(cx->arena, record, shape->size);
    *held = true;
    for (size_t i = 0; i < shape->count && *held; i++) {
        const Field *field = &shape->fields[i];
        if (!is_undoable(field) || field_same(field, before, after))
            continue;
        *held = field_same(field, record, after);
        copy_field(field, result, before);
    }
    if (*held)
        memcpy(record, result, shape->size);
    return NULL;
}

Err *audit_note(Ctx *cx, const char *address, const char *action, const char *object, const char *detail)
{
    Audit audit = {.at = cx->now,
                   .person_id = cx->person_id,
                   .address = address,
                   .request_id = cx->request_id,
                   .action = action,
                   .object = object,
                   .detail = detail};
    return db_exec(cx, &sql_audit_add, IN(Audit, &audit));
}
