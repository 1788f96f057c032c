/* SPDX-License-Identifier: MIT */
/* What changed since the last table of this make was brought over: in the table, in Takt, or in both. */
#ifndef IMPORT_SINCE_H
#define IMPORT_SINCE_H

#include "import/weigh.h"

/* What earlier tables of the make said of the weeks from…until. */
MUST_USE Err *since_load(Ctx *cx, const char *profile, Day from, Day until, ImportMemory *memory);

/*
 * Compares the plan's wants from `from` on, those of one person's week, with what was said before; adds wants for what
 * is gone from the table. person: its place in the table.
 */
void since_week(Weighing *w, size_t from, int person, Id person_id, Day week);

/* The place in the table of the person of whom an earlier one spoke, if this one speaks of that week; else -1. */
int since_covers(Weighing *w, const ImportSaid *said);
/* Steps over what was said of one person's week. */
void since_next_week(const Weighing *w, size_t *at);

/* The same of a subject's other state, of which the table says nothing. */
void since_other_state(const Weighing *w, ImportWant *want);

/* Whether the want stays as Takt has it, because nobody has decided for the table; sets want->differ. */
bool since_keeps(const Weighing *w, ImportWant *want);

/* Remembers what the table says now. */
MUST_USE Err *since_save(Ctx *cx, Id import_id, const char *profile, const ImportPlan *plan);

#endif
