/* SPDX-License-Identifier: MIT */
/* A growing string of bytes with a ceiling; always NUL-terminated. Used for answers, which outlive the arena. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/base.h"

typedef struct {
    char *data; /* never NULL once something was put */
    size_t length;
    size_t room;
} Buf;

/* A Buf starts as (Buf){0}. buf_finish frees; buf_take hands the bytes over (free them with free). */
void buf_finish(Buf *buf);
char *buf_take(Buf *buf, size_t *length);
void buf_clear(Buf *buf);

void buf_reserve(Buf *buf, size_t more);
void buf_put(Buf *buf, const void *data, size_t length);
void buf_text(Buf *buf, const char *text);
void buf_char(Buf *buf, char byte);
void buf_int(Buf *buf, int64_t value);
void buf_printf(Buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* HTML text or attribute value. */
void buf_html(Buf *buf, const char *text);
/* JSON string with its quotes. */
void buf_json(Buf *buf, const char *text);
/* One part of a URL's path or query. */
void buf_url(Buf *buf, const char *text);

#endif
