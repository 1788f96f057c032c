/* SPDX-License-Identifier: MIT */
/*
 * Who changed what, when, from what to what. Written in the transaction of the change itself; undo, lists of changes
 * and live refresh read from here.
 */
#ifndef DB_HISTORY_H
#define DB_HISTORY_H

#include "db/db.h"

/* One act. Table change. */
typedef struct {
    Id id;
    Instant at;
    Id person_id;
    const char *through, *action, *request_id;
    Id undoes_id;
} Change;
extern const Shape Change_shape;

/* One record of an act, whole before and after as JSON; "" when it was not there. Table change_item. */
typedef struct ChangeItem {
    Id id, change_id;
    const char *noun;
    Id record_id;
    const char *before, *after;
    Id person_id; /* who and when: set by history_of_record alone */
    Instant at;
} ChangeItem;
extern const Shape ChangeItem_shape;

/* How a feature takes back a change of its noun, by its own rules. */
typedef struct {
    const char *noun;
    /*
     * Brings the record back to item->before, if its touched fields still hold item->after; ERR_CONFLICT names who
     * changed them meanwhile. Called newest item first.
     */
    Err *(*restore)(Ctx *cx, const ChangeItem *item);
    /*
     * Instead of restore, where items hold only together (a week's sum): all items of the noun at once, newest
     * first, in the place of the newest.
     */
    Err *(*restore_all)(Ctx *cx, const ChangeItem *items, size_t count);
} Undoer;

/* Notes a change of one record; before NULL: made, after NULL: gone. Opens the request's change when there is none. */
MUST_USE Err *history_note(Ctx *cx, const char *noun, Id record_id, const Shape *shape, const void *before,
                           const void *after);

/*
 * Takes a change back through the rules of the features; itself a change that can be undone. ERR_MISSING when there
 * is none, ERR_CONFLICT when it is undone already or something changed meanwhile, ERR_DENIED when it is another
 * person's and cx may not undo for others.
 */
MUST_USE Err *history_undo(Ctx *cx, Id change_id, const Undoer *const *undoers, size_t count);

/* The newest change of cx's person (of nobody: by commands and jobs) that can still be undone; id 0: there is none. */
MUST_USE Err *history_last_own(Ctx *cx, Change *change);

typedef LIST_OF(ChangeItem) ChangeItemList;
/* What happened to the record, newest first, at most 200. */
MUST_USE Err *history_of_record(Ctx *cx, const char *noun, Id record_id, ChangeItemList *items);

/* Who changed the record last and when; 0 when nobody is known. */
MUST_USE Err *history_changed_by(Ctx *cx, const char *noun, Id record_id, Id *person_id, Instant *at);

/* A side of an item ("before" or "after") as a record of the shape, in the arena; NULL for "". */
MUST_USE Err *history_side(Ctx *cx, const char *side, const Shape *shape, void **record);

/*
 * For Undoers of records that were changed (neither made nor deleted): puts what the item changed back to what it was
 * before, in `record`, which holds the stored row; id and revision stay. *held is false, and the record as it was,
 * when a field of it holds something else than the item left there: somebody changed it meanwhile.
 */
MUST_USE Err *history_take_back(Ctx *cx, const ChangeItem *item, const Shape *shape, void *record, bool *held);

/* Appends a line to the audit log (in the running transaction). */
MUST_USE Err *audit_note(Ctx *cx, const char *address, const char *action, const char *object, const char *detail);

#endif
