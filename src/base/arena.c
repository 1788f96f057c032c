/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif

#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

#define BLOCK_SIZE ((size_t)64 << 10)
#define ALIGNMENT _Alignof(max_align_t)

struct ArenaBlock {
    ArenaBlock *older;
    size_t size; /* of data */
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

struct ArenaEnd {
    ArenaEnd *older;
    void (*end)(void *arg);
    void *arg;
};

static void stop(const char *why)
{
    fprintf(stderr, "takt: %s\n", why);
    abort();
}

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

static ArenaBlock *block_new(Arena *arena, size_t size)
{
    if (size > arena->ceiling || arena->total > arena->ceiling - size)
        stop("one request wants more memory than it may have");
    ArenaBlock *block = malloc(sizeof(ArenaBlock) + size);
    if (!block)
        stop("out of memory");
    block->older = arena->block;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->data, size);
    arena->block = block;
    arena->total += size;
    return block;
}

static void drop_newest(Arena *arena)
{
    ArenaBlock *block = arena->block;
    arena->block = block->older;
    arena->total -= block->size;
    ASAN_UNPOISON_MEMORY_REGION(block->data, block->size);
    free(block);
}

void arena_defer(Arena *arena, void (*end)(void *arg), void *arg)
{
    ArenaEnd *one = arena_new(arena, ArenaEnd);
    *one = (ArenaEnd){arena->ends, end, arg};
    arena->ends = one;
}

static void run_ends(Arena *arena, const ArenaEnd *until)
{
    while (arena->ends != until) {
        const ArenaEnd *one = arena->ends;
        arena->ends = one->older;
        one->end(one->arg);
    }
}

void arena_keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

void arena_init(Arena *arena, size_t ceiling)
{
    *arena = (Arena){.ceiling = ceiling ? ceiling : ARENA_CEILING};
}

void arena_finish(Arena *arena)
{
    run_ends(arena, NULL);
    while (arena->block)
        drop_newest(arena);
}

void arena_reset(Arena *arena)
{
    run_ends(arena, NULL);
    while (arena->block && (arena->block->older || arena->block->size > BLOCK_SIZE))
        drop_newest(arena);
    if (arena->block) {
        arena->block->used = 0;
        ASAN_POISON_MEMORY_REGION(arena->block->data, arena->block->size);
    }
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > arena->ceiling)
        stop("one request wants more memory than it may have");
    size_t need = round_up(size ? size : 1);
    ArenaBlock *block = arena->block;
    if (!block || block->size - block->used < need)
        block = block_new(arena, MAX_OF(need, BLOCK_SIZE));
    void *data = block->data + block->used;
    block->used += need;
    ASAN_UNPOISON_MEMORY_REGION(data, size ? size : 1);
    return memset(data, 0, size ? size : 1);
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        stop("a list too long for memory");
    return arena_alloc(arena, total);
}

void *arena_memdup(Arena *arena, const void *data, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

char *arena_strndup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_join(Arena *arena, const char *first, const char *second)
{
    size_t before = strlen(first);
    size_t behind = strlen(second);
    char *text = arena_alloc(arena, before + behind + 1);
    memcpy(text, first, before);
    memcpy(text + before, second, behind);
    return text;
}

char *arena_strdup(Arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

/* Most texts are short: they are written where they will stay, so that nothing is formatted twice. */
#define SHORT_TEXT ((size_t)256)

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    ArenaBlock *block = arena->block;
    size_t room = block ? MIN_OF(block->size - block->used, SHORT_TEXT) : 0;
    char *text = room ? (char *)block->data + block->used : NULL;
    va_list again;
    va_copy(again, args);
    ASAN_UNPOISON_MEMORY_REGION(text, room);
    int length = vsnprintf(text, room, format, args);
    assert(length >= 0);
    if ((size_t)length < room) {
        size_t taken = round_up((size_t)length + 1);
        block->used += taken;
        if (room > taken)
            ASAN_POISON_MEMORY_REGION(text + taken, room - taken);
    } else {
        ASAN_POISON_MEMORY_REGION(text, room);
        text = arena_alloc(arena, (size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void *arena_list_push(Arena *arena, void *items, size_t *count, size_t size)
{
    void *old;
    memcpy(&old, items, sizeof old);
    size_t n = *count;
    if ((n & (n - 1)) == 0) { /* 0 or a power of two: full */
        void *bigger = arena_array(arena, n ? n * 2 : 1, size);
        if (n)
            memcpy(bigger, old, n * size);
        memcpy(items, &bigger, sizeof bigger);
        old = bigger;
    }
    *count = n + 1;
    return memset((unsigned char *)old + n * size, 0, size);
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){.block = arena->block,
                       .ends = arena->ends,
                       .used = arena->block ? arena->block->used : 0,
                       .total = arena->total};
}

void arena_rewind(Arena *arena, ArenaMark mark)
{
    run_ends(arena, mark.ends);
    while (arena->block != mark.block)
        drop_newest(arena);
    if (arena->block) {
        arena->block->used = mark.used;
        ASAN_POISON_MEMORY_REGION(arena->block->data + mark.used, arena->block->size - mark.used);
    }
}
