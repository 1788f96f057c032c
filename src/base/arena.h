/* SPDX-License-Identifier: MIT */
/* Memory that lives as long as one request, one job or one test, and goes at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaEnd ArenaEnd;

/* Ceiling of one arena unless it is made with another: a request that wants more is a mistake or an attack. */
#define ARENA_CEILING ((size_t)256 << 20)

typedef struct Arena {
    ArenaBlock *block; /* the one in use; older ones behind it */
    ArenaEnd *ends;    /* arena_defer, the newest first */
    size_t total;      /* bytes taken from the system */
    size_t ceiling;
} Arena;

/* A place to return to; see arena_rewind. */
typedef struct {
    ArenaBlock *block;
    ArenaEnd *ends;
    size_t used;
    size_t total;
} ArenaMark;

void arena_init(Arena *arena, size_t ceiling);
void arena_finish(Arena *arena);

/* Frees all that was taken and keeps one block for the next use. */
void arena_reset(Arena *arena);

/*
 * Once at the start of a program that serves: what requests give back stays with the program, up to 16 MB for each
 * thread, instead of going to the system and coming again page by page.
 */
void arena_keep_memory(void);

/* Zeroed and aligned for anything. Never NULL: over the ceiling the program stops with a message. */
void *arena_alloc(Arena *arena, size_t size);

/* Room for count elements of size bytes each, zeroed; overflow stops the program. */
void *arena_array(Arena *arena, size_t count, size_t size);

#define arena_new(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define arena_new_array(arena, T, count) ((T *)arena_array((arena), (count), sizeof(T)))

char *arena_strdup(Arena *arena, const char *text);
/* Both texts, one behind the other. */
char *arena_join(Arena *arena, const char *first, const char *second);
char *arena_strndup(Arena *arena, const char *text, size_t length);
void *arena_memdup(Arena *arena, const void *data, size_t size);
char *arena_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(Arena *arena, const char *format, va_list args) PRINTF_LIKE(2, 0);

/*
 * Makes room for one more item at the end of a list whose items live in the arena, and returns it zeroed.
 * `items` is the address of the list's pointer, `count` of its count; capacity doubles at powers of two.
 */
void *arena_list_push(Arena *arena, void *items, size_t *count, size_t size);
#define list_push(arena, list) arena_list_push((arena), &(list)->items, &(list)->count, sizeof((list)->items[0]))

/*
 * Calls end(arg) when the memory taken from now on is given back: for what is held as long as a request lives. The
 * newest comes first.
 */
void arena_defer(Arena *arena, void (*end)(void *arg), void *arg);

ArenaMark arena_mark(const Arena *arena);
/* Gives back all that was taken since the mark. */
void arena_rewind(Arena *arena, ArenaMark mark);

#endif
