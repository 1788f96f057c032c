/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "db/setting.h"
#include "db/topics.h"
#include "people/agency.h"

#define NAME_KEY "agency.name"
#define NAME_MAX_LENGTH 80

Err *agency_name(Ctx *cx, const char **name)
{
    return setting_get(cx, NAME_KEY, "", name);
}

Err *agency_rename(Ctx *cx, const char *name)
{
    const char *clean = text_clean(cx->arena, name, false);
    if (cx_scope(cx, "settings.write") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    if (!clean || !*clean)
        return err_new(cx, ERR_INPUT, "agency_name", "%s", _("Write the agency's name"));
    if (text_length(clean) > NAME_MAX_LENGTH)
        return err_new(cx, ERR_INPUT, "agency_name", _("At most %d characters fit here"), NAME_MAX_LENGTH);
    TRY(setting_set(cx, NAME_KEY, clean));
    cx_touch(cx, "people/agency");
    return audit_note(cx, "", "agency_renamed", "agency", clean);
}

Err *agency_first_page(Ctx *cx, const char **path)
{
    const char *name;
    TRY(agency_name(cx, &name));
    *path = *name ? NULL : "/welcome";
    return NULL;
}
