/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/ctx.h"

Scope cx_scope(const Ctx *cx, const char *right)
{
    if (cx->root)
        return SCOPE_ALL;
    for (size_t i = 0; i < cx->grants.count; i++)
        if (strcmp(cx->grants.items[i].name, right) == 0)
            return cx->grants.items[i].scope;
    return SCOPE_NONE;
}

void cx_after(Ctx *cx, struct Err *(*run)(Ctx *cx, void *arg), void *arg)
{
    After *after = arena_new(cx->arena, After);
    *after = (After){.run = run, .arg = arg};
    After **end = &cx->after;
    while (*end)
        end = &(*end)->next;
    *end = after;
}
