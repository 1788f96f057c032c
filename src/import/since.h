/* SPDX-License-Identifier: MIT */
/* What changed since the last table of this make was brought over: in the table, in Takt, or in both. */
#ifndef IMPORT_SINCE_H
#define IMPORT_SINCE_H

#include "import/weigh.h"

/* What earlier tables of the make said of the weeks from…until. */
MUST_USE Err *since_load(Ctx *cx, const char *profile, Day from, Day until, ImportMemory *memory);

/*
 * Compares wants of one person's week, whose `was` is known, with what was said before; adds wants for what is gone
 * from the table. covered: the table speaks of this week.
 */
void since_week(Weighing *w, ImportWants *wants, size_t from, Id person_id, Day week);

/* The same of a subject's other state, of which the table says nothing. */
void since_other_state(const Weighing *w, ImportWant *want);

/* Whether the want stays as Takt has it, because nobody has decided for the table; sets want->differ. */
bool since_keeps(const Weighing *w, ImportWant *want);

/* Remembers what the table says now. */
MUST_USE Err *since_save(Ctx *cx, Id import_id, const char *profile, const ImportPlan *plan);

#endif
