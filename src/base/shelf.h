/* SPDX-License-Identifier: MIT */
/*
 * Things made once and kept in memory under a key that says all they depend on: whoever asks by the same key gets the
 * same bytes, and what is no longer asked for goes when room is needed. Any thread may ask.
 */
#ifndef BASE_SHELF_H
#define BASE_SHELF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/shared.h"

typedef struct Shelf Shelf;

/* bytes_max: of all that is kept, without the shelf itself (half a megabyte). */
Shelf *shelf_new(size_t bytes_max);
void shelf_free(Shelf *shelf);

/* What stands under the key, held for the caller; NULL when there is nothing. */
Shared *shelf_get(Shelf *shelf, const char *key);
/*
 * Keeps it, as another holder; nothing that is larger than the whole shelf. What stood under the key stays valid for
 * those who hold it.
 */
void shelf_put(Shelf *shelf, const char *key, Shared *shared);

/*
 * A part of an answer that may stand ready: the JSON or the HTML of a list. A list field that names one with .ready is
 * copied from it, or written and left there for those who ask next.
 */
typedef struct {
    Shelf *shelf;
    const char *key;
    const char *data; /* NULL: not there yet; a NUL follows it */
    size_t size;
} Ready;

/* Looks on the shelf; what it finds is held as long as the arena lives. */
Ready *ready_look(Arena *arena, Shelf *shelf, const char *key);
/* Copies what is there; false when nothing is. NULL has nothing. */
bool ready_put(const Ready *ready, Buf *out);
/* Leaves what was just written behind the first `from` bytes of out. NULL keeps nothing. */
void ready_keep(const Ready *ready, const Buf *out, size_t from);

#endif
