/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_ANSWERS_WEB_H
#define IMPORT_ANSWERS_WEB_H

#include "import/import.h"
#include "web/form.h"

/*
 * Takes what the form or the JSON body says over the answers. The form's fields stand for what the page shows: names
 * by their place in the table ("p3", "s7"), columns and rows of the shown sheet ("c2", "r5"; sheet -1: the first one
 * taken). ERR_INPUT on the field.
 */
MUST_USE Err *import_answers_take(Ctx *cx, const Req *req, const ImportTable *table, int sheet, ImportAnswers *answers);

#endif
