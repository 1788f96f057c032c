/* SPDX-License-Identifier: MIT */
/* A list as a file to download, its columns taken from the Shape. */
#ifndef WEB_TABLE_H
#define WEB_TABLE_H

#include "web/reply.h"

/*
 * Answers the list as the file that was asked for (req->wants: WANTS_CSV or WANTS_XLSX): a column for each field that
 * has a label and that cx may see, in the order of the Shape, texts as they are, days and sums as a spreadsheet knows
 * them. name is the file's, without its ending, and the sheet's; today's date is added.
 */
MUST_USE Err *reply_table(Ctx *cx, const Req *req, Reply *reply, const char *name, const Shape *shape,
                          const void *items, size_t count);

#endif
