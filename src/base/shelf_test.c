/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/shelf.h"
#include "base/test.h"

static void put(Shelf *shelf, const char *key, const char *text, size_t size)
{
    Shared *shared = shared_blank(size);
    memcpy(shared_bytes(shared, NULL), text, strlen(text));
    shelf_put(shelf, key, shared);
    shared_drop(shared);
}

static bool holds(Shelf *shelf, const char *key, const char *text)
{
    Shared *shared = shelf_get(shelf, key);
    bool same = shared && strcmp(shared_bytes(shared, NULL), text) == 0;
    shared_drop(shared);
    return same;
}

static void gives_what_was_put(Test *t)
{
    Shelf *shelf = shelf_new(1 << 20);
    CHECK(t, !shelf_get(shelf, "a"));
    put(shelf, "a", "one", 10);
    put(shelf, "b", "two", 10);
    CHECK(t, holds(shelf, "a", "one") && holds(shelf, "b", "two"));
    put(shelf, "a", "three", 10);
    CHECK(t, holds(shelf, "a", "three"));
    shelf_free(shelf);
}

/* A sanitizer tells when the bytes go too early or not at all. */
static void lets_others_hold(Test *t)
{
    Shelf *shelf = shelf_new(1 << 20);
    put(shelf, "a", "one", 10);
    Shared *held = shelf_get(shelf, "a");
    put(shelf, "a", "two", 10);
    shelf_free(shelf);
    CHECK_STR(t, shared_bytes(held, NULL), "one");
    shared_drop(held);
}

static void keeps_what_is_asked_for(Test *t)
{
    Arena arena;
    arena_init(&arena, 0);
    Shelf *shelf = shelf_new(100 * 1000);
    put(shelf, "wanted", "here", 1000);
    for (int i = 0; i < 5000; i++) {
        put(shelf, arena_printf(&arena, "number %d", i), "x", 1000);
        CHECK(t, i % 20 || holds(shelf, "wanted", "here"));
    }
    CHECK(t, !shelf_get(shelf, "number 0"));
    CHECK(t, holds(shelf, "number 4999", "x"));
    put(shelf, "too large", "x", 200 * 1000);
    CHECK(t, !shelf_get(shelf, "too large") && holds(shelf, "number 4999", "x"));
    shelf_free(shelf);
    arena_finish(&arena);
}

static void writes_once(Test *t)
{
    Arena arena;
    Buf out = {0};
    arena_init(&arena, 0);
    Shelf *shelf = shelf_new(1 << 20);
    const Ready *first = ready_look(&arena, shelf, "k");
    CHECK(t, !ready_put(first, &out) && !ready_put(NULL, &out));
    buf_text(&out, "before [1,2]");
    ready_keep(first, &out, strlen("before "));
    buf_text(&out, " and ");
    CHECK(t, ready_put(ready_look(&arena, shelf, "k"), &out));
    CHECK_STR(t, out.data, "before [1,2] and [1,2]");
    buf_finish(&out);
    shelf_free(shelf);
    arena_finish(&arena);
}

TEST_SUITE("base: shelf", {"a key gives what was put last", gives_what_was_put},
           {"bytes outlive their place for those who hold them", lets_others_hold},
           {"what is asked for stays when room is needed", keeps_what_is_asked_for},
           {"a part is written once and copied then", writes_once});
