/* SPDX-License-Identifier: MIT */
/* Between the files that show what an import would do. */
#ifndef IMPORT_PREVIEW_H
#define IMPORT_PREVIEW_H

#include "import/import.h"

#define IMPORT_PAGE 50 /* lines of a list that a page shows */

typedef struct {
    size_t from, until;
} ImportSlice;

/*
 * The part of a list that the page shows, and the way to its neighbours; page is the offset of its number in the view.
 * NULL, and all of the list, where one page holds it or view is NULL.
 */
const ImportPages *import_pages(Ctx *cx, Id id, const ImportView *view, size_t page, size_t count, ImportSlice *slice);

void import_show_names(Ctx *cx, const ImportPlan *plan, const ImportView *view, ImportPreview *preview);
MUST_USE Err *import_show_differs(Ctx *cx, const ImportPlan *plan, const ImportView *view, ImportPreview *preview);
void import_show_colours(Ctx *cx, const ImportPlan *plan, ImportPreview *preview);

#endif
