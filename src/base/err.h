/* SPDX-License-Identifier: MIT */
/* Errors as values: NULL is success, otherwise a kind, a field and a sentence for a person. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/ctx.h"
#include "base/i18n.h"

typedef enum {
    ERR_FAULT, /* ours: the text goes to the log, the person sees the request id */
    ERR_INPUT,
    ERR_UNAUTHENTICATED,
    ERR_DENIED,
    ERR_MISSING,
    ERR_CONFLICT, /* somebody changed it meanwhile; data holds both versions */
    ERR_STALE,
    ERR_TOO_LARGE,
    ERR_LIMITED, /* wait; see .wait */
    ERR_BUSY,
    ERR_FULL,
    ERR_BAD_REQUEST, /* not even readable */
    ERR_RETRY,       /* a serialization failure or a busy database: only db/ and the dispatcher see it */
} ErrKind;

struct Shape;

typedef struct Err Err;
struct Err {
    ErrKind kind;
    const char *field;         /* the form field it stands at; "" when none */
    const char *text;          /* a sentence in the person's language (ERR_FAULT: for the operator, English) */
    Err *next;                 /* further malformed fields of the same form */
    int64_t wait;              /* seconds, of ERR_LIMITED and ERR_BUSY */
    const struct Shape *shape; /* of data: exits of a refusal, both versions of a conflict */
    const void *data;
};

/* Passes an error up. */
#define TRY(expression)                                                                                                \
    do {                                                                                                               \
        Err *try_err_ = (expression);                                                                                  \
        if (try_err_)                                                                                                  \
            return try_err_;                                                                                           \
    } while (0)

/* A new error in cx->arena. The format is a translated sentence: err_new(cx, ERR_INPUT, "day", _("…")). */
Err *err_new(Ctx *cx, ErrKind kind, const char *field, const char *format, ...) PRINTF_LIKE(4, 5) NEVER_NULL;

/* A fault of ours or of the machine; the English text is for the log only. */
Err *err_fault(Ctx *cx, const char *format, ...) PRINTF_LIKE(2, 3) NEVER_NULL;

/* Collects: puts more behind list, either may be NULL. */
Err *err_join(Err *list, Err *more);

/* The word of a kind in JSON and logs ("input", "conflict", …). */
const char *err_kind_word(ErrKind kind);

#endif
