/* SPDX-License-Identifier: MIT */
#include "base/base.h"
#include "plan/absence.h"
#define W(value, word) word,
const char *const absence_kind_words[] = {ABSENCE_KINDS(W) NULL};
SHAPE(Absence, FIELD(Absence, id), FIELD(Absence, revision), FIELD(Absence, person_id), FIELD_WORD(Absence, kind, absence_kind_words), FIELD(Absence, from_day), FIELD(Absence, until_day), FIELD(Absence, half), FIELD(Absence, note));
const char *absence_kind_text(const Ctx *cx, AbsenceKind kind) { return kind == ABSENCE_VACATION ? _("vacation") : kind == ABSENCE_SICK ? _("sick leave") : _("day off"); }
