/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/setting.h"
#include "db/setting.sql.h"

typedef struct {
    const char *key, *value;
} Setting;
SHAPE_STATIC(Setting, FIELD(Setting, key), FIELD(Setting, value));

Err *setting_get(Ctx *cx, const char *key, const char *fallback, const char **value)
{
    Setting setting = {.key = key, .value = ""};
    bool found;
    TRY(db_find(cx, &sql_setting_find, IN(Setting, &setting), ONE(Setting, &setting), &found));
    *value = found ? setting.value : fallback;
    return NULL;
}

Err *setting_set(Ctx *cx, const char *key, const char *value)
{
    Setting setting = {.key = key, .value = value};
    return db_exec(cx, &sql_setting_put, IN(Setting, &setting));
}
