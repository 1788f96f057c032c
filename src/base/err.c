/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/err.h"

static PRINTF_LIKE(4, 0) Err *err_make(Ctx *cx, ErrKind kind, const char *field, const char *format, va_list args)
{
    Err *err = arena_new(cx->arena, Err);
    *err = (Err){.kind = kind, .field = field ? field : "", .text = arena_vprintf(cx->arena, format, args)};
    return err;
}

Err *err_new(Ctx *cx, ErrKind kind, const char *field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Err *err = err_make(cx, kind, field, format, args);
    va_end(args);
    return err;
}

Err *err_fault(Ctx *cx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Err *err = err_make(cx, ERR_FAULT, "", format, args);
    va_end(args);
    return err;
}

Err *err_join(Err *list, Err *more)
{
    if (!list)
        return more;
    Err *last = list;
    while (last->next)
        last = last->next;
    last->next = more;
    return list;
}

const char *err_kind_word(ErrKind kind)
{
    static const char *const words[] = {
        [ERR_FAULT] = "fault",   [ERR_INPUT] = "input",         [ERR_UNAUTHENTICATED] = "unauthenticated",
        [ERR_DENIED] = "denied", [ERR_MISSING] = "missing",     [ERR_CONFLICT] = "conflict",
        [ERR_STALE] = "stale",   [ERR_TOO_LARGE] = "too_large", [ERR_LIMITED] = "limited",
        [ERR_BUSY] = "busy",     [ERR_FULL] = "full",           [ERR_BAD_REQUEST] = "bad_request",
        [ERR_RETRY] = "retry",
    };
    return words[kind];
}
