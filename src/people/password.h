/* SPDX-License-Identifier: MIT */
/* Passwords: what is acceptable, and hashing at most two at once so that sign-ins cannot eat the memory. */
#ifndef PEOPLE_PASSWORD_H
#define PEOPLE_PASSWORD_H

#include "base/err.h"
#include "base/hooks.h"

#include <pthread.h>

#define PASSWORD_MIN 12
#define PASSWORD_MAX 128 /* characters */

#define HASHING_AT_ONCE 2
#define HASHING_WAITING 16

/* The door to hashing: the callers' threads do the work, two at once, sixteen waiting (bound: 128 MiB). */
typedef struct Hashing {
    pthread_mutex_t lock;
    pthread_cond_t free;
    int running, waiting;
} Hashing;

void hashing_init(Hashing *hashing);
void hashing_finish(Hashing *hashing);

/*
 * Whether the password may be used (S2): 12–128 characters, and not one that is guessed first, being made of little
 * but common words and names, walks over the keyboard, repetitions, years and digits, or the words of context (name,
 * address, agency; ends with NULL; may be NULL). ERR_INPUT on field.
 */
MUST_USE Err *password_check(Ctx *cx, const char *field, const char *password, const char *const *context);

/*
 * Hashes through cx->hooks->hashing; the text in cx->arena. Never called inside a transaction that writes. ERR_BUSY
 * with the seconds to wait when too many wait.
 */
MUST_USE Err *password_hash(Ctx *cx, const char *password, const char **hash);

/*
 * Whether the password fits the hash. An empty hash (no such person, none set) takes as long and never fits.
 * *outdated (may be NULL): it fits, but was made with other parameters than today's.
 */
MUST_USE Err *password_fits(Ctx *cx, const char *password, const char *hash, bool *fits, bool *outdated);

/* A password of four groups that reads well over the phone, 79 bits. */
const char *password_generate(Ctx *cx);

/* 256 random bits as base64url, and the SHA-256 (hex) under which the database knows them. */
const char *secret_new(Arena *arena);
const char *secret_hash(Arena *arena, const char *secret);

#endif
