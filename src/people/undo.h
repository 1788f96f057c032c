/* SPDX-License-Identifier: MIT */
/* How changes of people, their hours, roles and places are taken back. */
#ifndef PEOPLE_UNDO_H
#define PEOPLE_UNDO_H

#include "db/history.h"

extern const Undoer people_undoers[]; /* ends with an empty line */

#endif
