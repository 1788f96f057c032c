/* SPDX-License-Identifier: MIT */
/* What the rules of clients and of projects share. */
#ifndef WORK_COMMON_H
#define WORK_COMMON_H

#include "db/history.h"

/* Rows of a list unless the asker says how many, and at most. */
#define WORK_LIMIT 100
#define WORK_LIMIT_MAX 500

/*
 * Whose team a row must be in for cx's right to reach it; 0: any row (the right reaches all). Nobody's id, which fits
 * no row, when cx lacks the right. Statements take it as :viewer_id.
 */
Id work_viewer(const Ctx *cx, const char *right);

/* ERR_INPUT on the field when there is no such person; 0 passes. */
MUST_USE Err *work_check_person(Ctx *cx, Id person_id, const char *field);

/* "" for nobody. */
MUST_USE Err *work_person_name(Ctx *cx, Id person_id, const char **name);

/* ERR_INPUT on "limit"; 0 becomes WORK_LIMIT. */
MUST_USE Err *work_check_limit(Ctx *cx, int *limit);

/* Name of who changed the record last, "" when nobody is known. */
MUST_USE Err *work_changed_by(Ctx *cx, const char *noun, Id record_id, Id *person_id, const char **name);

/* ERR_INPUT on "revision" when none was sent. */
MUST_USE Err *work_check_revision(Ctx *cx, int64_t revision);

/* Whether two versions of a record differ in more than the revision. */
bool work_differs(const Shape *shape, const void *a, const void *b);

/* ERR_CONFLICT with both versions (a ClientConflict …), which live in cx->arena. */
Err *work_conflict(Ctx *cx, const char *say, In both) NEVER_NULL;

/* ERR_CONFLICT: the record was changed after the change that is to be taken back, and by whom. */
MUST_USE Err *work_refuse_undo(Ctx *cx, const ChangeItem *item);

#endif
