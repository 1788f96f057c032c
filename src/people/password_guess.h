/* SPDX-License-Identifier: MIT */
/* Which passwords are guessed first. */
#ifndef PEOPLE_PASSWORD_GUESS_H
#define PEOPLE_PASSWORD_GUESS_H

#include "base/arena.h"

/*
 * Whether a guesser who knows common words, the person and the agency comes to the password within about 2^36 tries.
 * The cheapest way to put it together is summed up, in the manner of D. L. Wheeler, "zxcvbn: Low-Budget Password
 * Strength Estimation" (USENIX Security 2016), with a small dictionary (common_words.txt).
 * context: further words to count as known; ends with NULL; may be NULL.
 */
bool password_is_guessed_first(Arena *arena, const char *password, const char *const *context);

#endif
