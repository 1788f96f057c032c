/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/topics.h"
#include "people/me.h"
#include "people/me.sql.h"

SHAPE(Me, FIELD(Me, id), FIELD(Me, name), FIELD(Me, email), FIELD(Me, hue), FIELD(Me, lang), FIELD(Me, theme));

Err *me_of(Ctx *cx, Id person_id, Me *me)
{
    return db_one(cx, &sql_me_get, BY_ID(person_id), ONE(Me, me));
}

Err *me_get(Ctx *cx, Me *me)
{
    if (!cx->person_id.n)
        return err_new(cx, ERR_UNAUTHENTICATED, "", "%s", _("Sign in first"));
    return me_of(cx, cx->person_id, me);
}

Err *me_choose(Ctx *cx, const Me *me)
{
    if (strcmp(me->lang, "ru") != 0 && strcmp(me->lang, "en") != 0)
        return err_new(cx, ERR_INPUT, "lang", "%s", _("Choose one of the offered values"));
    if (*me->theme && strcmp(me->theme, "light") != 0 && strcmp(me->theme, "dark") != 0)
        return err_new(cx, ERR_INPUT, "theme", "%s", _("Choose one of the offered values"));
    cx_touch(cx, "session"); /* language and theme are kept with who is signed in */
    return db_exec(cx, &sql_me_choose, IN(Me, me));
}
