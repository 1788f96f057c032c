/* SPDX-License-Identifier: MIT */
/* The agency itself: its name, and whether it is set up. Settings agency.*. */
#ifndef PEOPLE_AGENCY_H
#define PEOPLE_AGENCY_H

#include "db/db.h"

/* "" before it has one. Fits WebOptions.agency. */
MUST_USE Err *agency_name(Ctx *cx, const char **name);
/* ERR_INPUT on "agency_name" when it is blank or long. Audited. */
MUST_USE Err *agency_rename(Ctx *cx, const char *name);
/* "/welcome" while the agency has no name, else NULL. Fits WebOptions.first_page. */
MUST_USE Err *agency_first_page(Ctx *cx, const char **path);

#endif
