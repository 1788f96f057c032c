/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "base/shelf.h"

#define SETS 2048
#define WAYS 8 /* places for keys of the same set */
#define PLACES ((size_t)SETS * WAYS)

typedef struct {
    char *key;
    uint64_t hash;
    uint64_t asked; /* the shelf's clock when somebody last asked */
    bool again;     /* somebody asked since the hand came by */
    Shared *shared;
} Place;

struct Shelf {
    pthread_mutex_t lock;
    size_t bytes, bytes_max;
    uint64_t clock;
    size_t hand; /* where making room goes on */
    Place places[PLACES];
};

static uint64_t hash_of(const char *key)
{
    uint64_t hash = 0xcbf29ce484222325U; /* FNV-1a */
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 0x100000001b3U;
    return hash ^ (hash >> 32);
}

static size_t size_of(const Place *place)
{
    return place->key ? shared_size(place->shared) + strlen(place->key) + 1 : 0;
}

static void clear(Shelf *shelf, Place *place)
{
    shelf->bytes -= size_of(place);
    free(place->key);
    shared_drop(place->shared);
    *place = (Place){0};
}

Shelf *shelf_new(size_t bytes_max)
{
    Shelf *shelf = calloc(1, sizeof *shelf);
    assert(shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    shelf->bytes_max = bytes_max;
    return shelf;
}

void shelf_free(Shelf *shelf)
{
    if (!shelf)
        return;
    for (size_t i = 0; i < PLACES; i++)
        clear(shelf, &shelf->places[i]);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

/* Under the lock: the key's place, or the one of its set that was not asked for longest. */
static Place *place_of(Shelf *shelf, const char *key, uint64_t hash, bool *found)
{
    Place *set = &shelf->places[hash % SETS * WAYS];
    Place *oldest = set;
    *found = true;
    for (Place *place = set; place < set + WAYS; place++) {
        if (place->key && place->hash == hash && strcmp(place->key, key) == 0)
            return place;
        if (place->asked < oldest->asked)
            oldest = place;
    }
    *found = false;
    return oldest;
}

/* Under the lock: goes round and clears what nobody asked for since it last came by. */
static void make_room(Shelf *shelf, size_t size)
{
    for (size_t i = 0; i < 2 * PLACES && shelf->bytes + size > shelf->bytes_max; i++) {
        Place *place = &shelf->places[shelf->hand];
        if (!place->again)
            clear(shelf, place);
        place->again = false;
        shelf->hand = (shelf->hand + 1) % PLACES;
    }
}

Shared *shelf_get(Shelf *shelf, const char *key)
{
    bool found;
    uint64_t hash = hash_of(key);
    pthread_mutex_lock(&shelf->lock);
    Place *place = place_of(shelf, key, hash, &found);
    Shared *shared = found ? shared_hold(place->shared) : NULL;
    if (found) {
        place->asked = ++shelf->clock;
        place->again = true;
    }
    pthread_mutex_unlock(&shelf->lock);
    return shared;
}

void shelf_put(Shelf *shelf, const char *key, Shared *shared)
{
    bool found;
    Place fresh = {.key = strdup(key), .hash = hash_of(key), .shared = shared_hold(shared)};
    assert(fresh.key);
    size_t size = size_of(&fresh);
    assert(size <= shelf->bytes_max);
    pthread_mutex_lock(&shelf->lock);
    clear(shelf, place_of(shelf, key, fresh.hash, &found));
    make_room(shelf, size);
    fresh.asked = ++shelf->clock;
    shelf->bytes += size;
    *place_of(shelf, key, fresh.hash, &found) = fresh;
    pthread_mutex_unlock(&shelf->lock);
}

/* ---- parts of answers ---- */

Ready *ready_look(Arena *arena, Shelf *shelf, const char *key)
{
    Ready *ready = arena_new(arena, Ready);
    Shared *shared = shelf_get(shelf, key);
    *ready = (Ready){.shelf = shelf, .key = key};
    if (!shared)
        return ready;
    arena_defer(arena, shared_drop, shared);
    ready->data = shared_bytes(shared, &ready->size);
    return ready;
}

bool ready_put(const Ready *ready, Buf *out)
{
    if (!ready || !ready->data)
        return false;
    buf_put(out, ready->data, ready->size);
    return true;
}

void ready_keep(const Ready *ready, const Buf *out, size_t from)
{
    if (!ready || ready->data)
        return;
    Shared *shared = shared_blank(out->length - from);
    memcpy(shared_bytes(shared, NULL), out->data + from, out->length - from);
    shelf_put(ready->shelf, ready->key, shared);
    shared_drop(shared);
}
