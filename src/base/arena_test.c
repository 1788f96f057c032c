/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/test.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

static void gives_zeroed_and_aligned_memory(Test *t)
{
    static const size_t sizes[] = {0, 1, 7, 16, 17, 1000, 65536, 65537, 1 << 20};
    Arena arena;
    arena_init(&arena, 0);
    for (int round = 0; round < 2; round++) { /* the second on memory that was used before */
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            unsigned char *data = arena_alloc(&arena, sizes[i]);
            CHECK_INT(t, (uintptr_t)data % _Alignof(max_align_t), 0);
            for (size_t at = 0; at < sizes[i]; at++)
                CHECK_INT(t, data[at], 0);
            if (sizes[i])
                memset(data, 0xa5, sizes[i]);
        }
        arena_reset(&arena);
    }
    arena_finish(&arena);
}

static void keeps_what_stood_before_a_mark(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    char *kept = arena_strdup(&arena, "kept");
    ArenaMark mark = arena_mark(&arena);
    size_t total = arena.total;
    char *first = arena_strdup(&arena, "given back");
    for (int i = 0; i < 100; i++)
        arena_alloc(&arena, 10000);
    arena_rewind(&arena, mark);
    CHECK_INT(t, arena.total, total);
    CHECK_STR(t, kept, "kept");
    CHECK(t, arena_alloc(&arena, 11) == first);
    CHECK_INT(t, *first, 0);
    arena_finish(&arena);
}

static void rewinds_to_an_empty_start(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    ArenaMark mark = arena_mark(&arena);
    arena_alloc(&arena, 200000);
    arena_rewind(&arena, mark);
    CHECK_INT(t, arena.total, 0);
    arena_alloc(&arena, 1);
    arena_finish(&arena);
}

static void keeps_one_block_over_a_reset(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    for (int i = 0; i < 10; i++)
        arena_alloc(&arena, 50000);
    arena_alloc(&arena, 1000000);
    arena_reset(&arena);
    CHECK(t, arena.total > 0 && arena.total <= 65536);
    arena_finish(&arena);
    CHECK_INT(t, arena.total, 0);
}

#if defined(__SANITIZE_ADDRESS__)
static void poisons_what_was_given_back(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    char *text = arena_alloc(&arena, 24);
    CHECK(t, !__asan_address_is_poisoned(text + 23));
    CHECK(t, __asan_address_is_poisoned(text + 32));
    ArenaMark mark = arena_mark(&arena);
    char *later = arena_alloc(&arena, 24);
    arena_rewind(&arena, mark);
    CHECK(t, __asan_address_is_poisoned(later));
    arena_reset(&arena);
    CHECK(t, __asan_address_is_poisoned(text));
    arena_finish(&arena);
}
#else
static void poisons_what_was_given_back(Test *t)
{
    test_skip(t, "this build has no address sanitizer");
}
#endif

/* Whether the program stops when it does this. */
static bool stops(void (*run)(void))
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(3);
        signal(SIGABRT, SIG_DFL);
        run();
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void take_too_much_at_once(void)
{
    Arena arena;
    arena_init(&arena, 1 << 20);
    arena_alloc(&arena, (1 << 20) + 1);
}

static void take_too_much_in_pieces(void)
{
    Arena arena;
    arena_init(&arena, 1 << 20);
    for (int i = 0; i < 2000; i++)
        arena_alloc(&arena, 1000);
}

static void take_a_list_too_long(void)
{
    Arena arena;
    arena_init(&arena, 0);
    arena_array(&arena, SIZE_MAX / 2, 4);
}

static void take_less_than_the_ceiling(void)
{
    Arena arena;
    arena_init(&arena, 1 << 20);
    arena_alloc(&arena, 1 << 19);
    arena_finish(&arena);
}

static void has_a_ceiling(Test *t)
{
    CHECK(t, stops(take_too_much_at_once));
    CHECK(t, stops(take_too_much_in_pieces));
    CHECK(t, stops(take_a_list_too_long));
    CHECK(t, !stops(take_less_than_the_ceiling));
}

static void grows_lists(Test *t)
{
    LIST_OF(int) numbers = {0};
    Arena arena;
    arena_init(&arena, 0);
    CHECK(t, !numbers.items);
    for (int i = 0; i < 1000; i++) {
        int *place = list_push(&arena, &numbers);
        CHECK_INT(t, *place, 0);
        *place = i;
    }
    CHECK_INT(t, numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        CHECK_INT(t, numbers.items[i], i);
    arena_finish(&arena);
}

static void copies_and_prints(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    CHECK_STR(t, arena_strdup(&arena, ""), "");
    CHECK_STR(t, arena_strndup(&arena, "Takt and more", 4), "Takt");
    CHECK_STR(t, arena_printf(&arena, "%s %d %%", "ё", 7), "ё 7 %");
    CHECK_INT(t, memcmp(arena_memdup(&arena, "a\0b", 3), "a\0b", 3), 0);
    CHECK(t, arena_memdup(&arena, NULL, 0) != NULL);
    arena_finish(&arena);
}

static void note_end(void *arg)
{
    char **at = arg;
    *(*at)++ = 'x';
}

static void calls_at_the_end(Test *t)
{
    Arena arena;
    char calls[8] = "";
    char *at = calls;
    arena_init(&arena, 0);
    arena_defer(&arena, note_end, &at);
    ArenaMark mark = arena_mark(&arena);
    arena_defer(&arena, note_end, &at);
    arena_alloc(&arena, 200000);
    arena_rewind(&arena, mark);
    CHECK_STR(t, calls, "x");
    arena_reset(&arena);
    CHECK_STR(t, calls, "xx");
    arena_defer(&arena, note_end, &at);
    arena_finish(&arena);
    CHECK_STR(t, calls, "xxx");
}

TEST_SUITE("base: arena", {"memory is zeroed and aligned", gives_zeroed_and_aligned_memory},
           {"a rewind keeps what stood before the mark", keeps_what_stood_before_a_mark},
           {"a rewind to the start frees all", rewinds_to_an_empty_start},
           {"a reset keeps one block", keeps_one_block_over_a_reset},
           {"what was given back is poisoned", poisons_what_was_given_back},
           {"the program stops at the ceiling and at overflow", has_a_ceiling},
           {"lists grow and keep their items", grows_lists}, {"texts and bytes are copied", copies_and_prints},
           {"what waits for the end is called once, when its memory goes", calls_at_the_end});
