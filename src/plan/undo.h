/* SPDX-License-Identifier: MIT */
#ifndef PLAN_UNDO_H
#define PLAN_UNDO_H

#include "db/history.h"

/* How the plan's nouns are taken back; ends with an empty line. */
extern const Undoer plan_undoers[];

#endif
