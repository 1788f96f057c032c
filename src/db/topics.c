/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/topics.h"

void cx_touch(Ctx *cx, const char *format, ...)
{
    va_list args;
    if (!cx->topics)
        return;
    va_start(args, format);
    const char *name = arena_vprintf(cx->arena, format, args);
    va_end(args);
    for (size_t i = 0; i < cx->topics->names.count; i++)
        if (strcmp(cx->topics->names.items[i], name) == 0)
            return;
    *(const char **)list_push(cx->arena, &cx->topics->names) = name;
}
