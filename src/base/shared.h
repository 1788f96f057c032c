/* SPDX-License-Identifier: MIT */
/* Bytes that several hold and nobody changes: the last one to drop them frees them. */
#ifndef BASE_SHARED_H
#define BASE_SHARED_H

#include "base/base.h"

typedef struct Shared Shared;

/* Takes the bytes over (of malloc, with room for size); the caller is their first holder. */
Shared *shared_new(char *data, size_t size);
/* Zeroed bytes, which the caller fills before anybody else holds them. */
Shared *shared_blank(size_t size);

/* Another holder; NULL stays NULL. */
Shared *shared_hold(Shared *shared);
/* Takes a Shared or NULL; fits arena_defer and libmicrohttpd. */
void shared_drop(void *held);

/* The bytes stay until shared_drop. size may be NULL. */
char *shared_bytes(const Shared *shared, size_t *size);
/* 0 of NULL. */
size_t shared_size(const Shared *shared);

#endif
