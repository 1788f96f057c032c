/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "base/shelf.h"

#define SETS 2048
#define WAYS 8 /* places for keys of the same set */
#define PLACES ((size_t)SETS * WAYS)

typedef struct {
    char *key;
    uint64_t asked; /* the shelf's clock when somebody last asked */
    bool again;     /* somebody asked since the hand came by */
    Shared *shared;
} Place;

/* The hashes stand together, so that most keys are told apart by one line of the processor's cache. */
typedef struct {
    uint64_t hashes[WAYS];
    Place places[WAYS];
} Set;

struct Shelf {
    pthread_mutex_t lock;
    size_t bytes, bytes_max;
    uint64_t clock;
    size_t hand; /* where making room goes on */
    Set sets[SETS];
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
        clear(shelf, &shelf->sets[i / WAYS].places[i % WAYS]);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

/* Under the lock; NULL when the key has no place. */
static Place *place_of(Shelf *shelf, const char *key, uint64_t hash)
{
    Set *set = &shelf->sets[hash % SETS];
    for (int i = 0; i < WAYS; i++)
        if (set->hashes[i] == hash && set->places[i].key && strcmp(set->places[i].key, key) == 0)
            return &set->places[i];
    return NULL;
}

/* Under the lock: clears the key's place, or that of its set which was not asked for longest, and gives it to the key.
 */
static Place *take_place(Shelf *shelf, const char *key, uint64_t hash)
{
    Set *set = &shelf->sets[hash % SETS];
    Place *oldest = set->places;
    for (int i = 1; i < WAYS; i++)
        if (set->places[i].asked < oldest->asked)
            oldest = &set->places[i];
    Place *place = place_of(shelf, key, hash);
    place = place ? place : oldest;
    clear(shelf, place);
    set->hashes[place - set->places] = hash;
    return place;
}

/* Under the lock: goes round and clears what nobody asked for since it last came by. */
static void make_room(Shelf *shelf, size_t size)
{
    for (size_t i = 0; i < 2 * PLACES && shelf->bytes + size > shelf->bytes_max; i++) {
        Place *place = &shelf->sets[shelf->hand / WAYS].places[shelf->hand % WAYS];
        if (!place->again)
            clear(shelf, place);
        place->again = false;
        shelf->hand = (shelf->hand + 1) % PLACES;
    }
}

Shared *shelf_get(Shelf *shelf, const char *key)
{
    uint64_t hash = hash_of(key);
    pthread_mutex_lock(&shelf->lock);
    Place *place = place_of(shelf, key, hash);
    Shared *shared = place ? shared_hold(place->shared) : NULL;
    if (place) {
        place->asked = ++shelf->clock;
        place->again = true;
    }
    pthread_mutex_unlock(&shelf->lock);
    return shared;
}

void shelf_put(Shelf *shelf, const char *key, Shared *shared)
{
    uint64_t hash = hash_of(key);
    size_t size = shared_size(shared) + strlen(key) + 1;
    if (size > shelf->bytes_max)
        return; /* it would push out all the rest */
    Place fresh = {.key = strdup(key), .shared = shared_hold(shared)};
    assert(fresh.key);
    pthread_mutex_lock(&shelf->lock);
    make_room(shelf, size);
    fresh.asked = ++shelf->clock;
    *take_place(shelf, key, hash) = fresh;
    shelf->bytes += size;
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
