/* SPDX-License-Identifier: MIT */
/* Small readers for what people type: spaces of every kind, words in Russian or English in any case. */
#ifndef FORMATS_WORD_H
#define FORMATS_WORD_H

#include "base/base.h"

/* Behind white space, no-break and thin spaces included. */
const char *skip_spaces(const char *text);

/* The letter (ASCII or Russian) at the text in lower case, ё as е; 0 when there is none. Its bytes go to *length. */
uint32_t letter_at(const char *text, int *length);

/* How many bytes of letters the text starts with. */
size_t word_length(const char *text);

/*
 * Whether the word of `length` bytes at text equals one of `words` (lower case, the last is NULL), or, with `shortest`
 * above 0, is their beginning of at least so many letters: "нояб" of "ноябрь". Returns its index or -1.
 */
int word_find(const char *text, size_t length, const char *const *words, int shortest);

/* Takes one of the words if the text starts with it and no further letter follows. */
bool take_word(const char **at, const char *const *words);

#endif
