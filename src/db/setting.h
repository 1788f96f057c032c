/* SPDX-License-Identifier: MIT */
/* What the agency has set: words under a key ("agency.name"). Table setting. */
#ifndef DB_SETTING_H
#define DB_SETTING_H

#include "db/db.h"

/* The value in cx->arena; fallback when the key was never set. */
MUST_USE Err *setting_get(Ctx *cx, const char *key, const char *fallback, const char **value);
MUST_USE Err *setting_set(Ctx *cx, const char *key, const char *value);

#endif
