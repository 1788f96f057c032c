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
typedef struct {
    Id id, change_id;
    const char *noun;
    Id record_id;
    const char *before, *after;
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

/* The person's newest change that can still be undone; id 0 when there is none. */
MUST_USE Err *history_last_own(Ctx *cx, Change *change);

typedef LIST_OF(ChangeItem) ChangeItemList;
MUST_USE Err *history_of_record(Ctx *cx, const char *noun, Id record_id, ChangeItemList *items);

/* Appends a line to the audit log (in the running transaction). */
MUST_USE Err *audit_note(Ctx *cx, const char *address, const char *action, const char *object, const char *detail);

#endif
