/* SPDX-License-Identifier: MIT */
/* Translations: msgids are English; the Russian catalogue is compiled into the program. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include "base/ctx.h"

/* Marks a text for the catalogue without translating it here (tables). */
#define N_(msgid) msgid

/* Translates into the language of the cx in scope. */
#define _(msgid) tr(cx, msgid)

/* The text in cx's language; the msgid itself where the catalogue lacks it. */
const char *tr(const Ctx *cx, const char *msgid) __attribute__((format_arg(2)));

/* The right form for n ("one person", "many people"). */
const char *trn(const Ctx *cx, const char *one, const char *many, int64_t n)
    __attribute__((format_arg(2), format_arg(3)));

/* Like tr with the language given. */
const char *tr_lang(Lang lang, const char *msgid) __attribute__((format_arg(2)));

/* Whether the language's catalogue has this msgid (English always has). */
bool i18n_has(Lang lang, const char *msgid);

/* Which of Russian's three forms n takes: 0 (1, 21), 1 (2–4, 22), 2 (the rest). */
int i18n_form_ru(int64_t n);

const char *lang_word(Lang lang);
/* "ru", "en" or an Accept-Language header; Russian when it names neither. */
Lang lang_of(const char *text);

#endif
