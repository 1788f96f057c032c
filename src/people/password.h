/* SPDX-License-Identifier: MIT */
/* Passwords: what is acceptable, and hashing at most two at once so that sign-ins cannot eat the memory. */
#ifndef PEOPLE_PASSWORD_H
#define PEOPLE_PASSWORD_H

#include "base/err.h"

#define PASSWORD_MIN 12
#define PASSWORD_MAX 128 /* characters */

/* Argon2id, t=3, 64 MiB; two at once, sixteen waiting. Takes threads of the callers. */
typedef struct Hashing Hashing;

Hashing *hashing_new(void);
void hashing_free(Hashing *hashing);

/*
 * Whether the password may be used (S2): length, and not one that is guessed first: a common word or name, a walk
 * over the keyboard, a repetition, a year or digits behind it, Russian words typed in the Latin layout, the agency,
 * the product or the person. context: words to refuse (name, address, agency), ends with NULL. ERR_INPUT on field.
 */
MUST_USE Err *password_check(Ctx *cx, const char *field, const char *password, const char *const *context);

/*
 * Hashes by cx->hooks->hashing; the text in cx->arena. Never called inside a transaction that writes. ERR_BUSY with
 * the seconds to wait when the queue is full.
 */
MUST_USE Err *password_hash(Ctx *cx, const char *password, const char **hash);

/*
 * Whether the password fits the hash. An empty hash (no such person, none set) takes as long and never fits.
 * *outdated (may be NULL): it fits, but was made with weaker parameters.
 */
MUST_USE Err *password_fits(Ctx *cx, const char *password, const char *hash, bool *fits, bool *outdated);

/* A password of four groups that reads well over the phone, 80 bits. */
const char *password_generate(Ctx *cx);

/* 256 random bits as base64url, and the SHA-256 (hex) under which the database knows it. */
const char *secret_new(Arena *arena);
const char *secret_hash(Arena *arena, const char *secret);

#endif
