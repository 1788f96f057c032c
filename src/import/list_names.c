/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/list_names.h"

Err *list_names_load(Ctx *cx, ListNames **names)
{
    *names = arena_new(cx->arena, ListNames);
    TRY(person_brief_list(cx, DAY_MIN, DAY_MAX, false, &(*names)->people));
    (*names)->folds = arena_new_array(cx->arena, const char *, (*names)->people.count);
    for (size_t i = 0; i < (*names)->people.count; i++)
        (*names)->folds[i] = text_fold(cx->arena, (*names)->people.items[i].name);
    return NULL;
}

ListFound list_name_find(const ListNames *names, const char *folded, Id *id)
{
    ListFound found = FOUND_NONE;
    for (size_t i = 0; i < names->people.count; i++) {
        if (strcmp(names->folds[i], folded) != 0)
            continue;
        if (found == FOUND_ONE)
            return FOUND_SEVERAL;
        found = FOUND_ONE;
        *id = names->people.items[i].id;
    }
    return found;
}

Err *list_name_read(Ctx *cx, const ListNames *names, const char *field, const char *text, Id *id)
{
    *id = ID(0);
    if (text_is_blank(text))
        return NULL;
    if (strchr(text, '@'))
        TRY(person_by_email(cx, text, id));
    if (id->n)
        return NULL;
    ListFound found = list_name_find(names, text_fold(cx->arena, text), id);
    if (found == FOUND_SEVERAL)
        return err_new(cx, ERR_INPUT, field, _("Several people are called “%s”; write the address"), text);
    if (found == FOUND_NONE)
        return err_new(cx, ERR_INPUT, field, _("Nobody is called “%s”"), text);
    return NULL;
}

const char *list_name_of(const ListNames *names, Id id)
{
    for (size_t i = 0; id.n && i < names->people.count; i++)
        if (names->people.items[i].id.n == id.n)
            return names->people.items[i].name;
    return "";
}
