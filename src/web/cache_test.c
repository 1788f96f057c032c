/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "web/exchange.h"

static Answer put(PageCache *cache, const char *key, uint64_t version, bool gzip)
{
    Answer answer = {.status = 200};
    for (int i = 0; i < 500; i++)
        buf_text(&answer.body, "a page that says the same over and over; ");
    page_cache_put(cache, key, version, gzip, &answer);
    return answer;
}

static size_t size_of(const Answer *answer)
{
    size_t size;
    shared_bytes(answer->shared, &size);
    return size;
}

static void compresses_when_asked(Test *t)
{
    PageCache *cache = page_cache_new();
    Answer plain = put(cache, "k", 1, false);
    Answer first = {0}, second = {0};
    CHECK(t, !plain.gzipped && size_of(&plain) == 500 * strlen("a page that says the same over and over; "));
    CHECK(t, page_cache_get(cache, "k", 1, true, &first) && first.gzipped && size_of(&first) < size_of(&plain) / 10);
    CHECK(t, page_cache_get(cache, "k", 1, true, &second) && second.shared == first.shared);
    shared_drop(plain.shared);
    shared_drop(first.shared);
    shared_drop(second.shared);
    page_cache_free(cache);
}

/* A sanitizer tells when the bytes go too early or not at all. */
static void outlives_its_place(Test *t)
{
    size_t size;
    PageCache *cache = page_cache_new();
    Answer old = put(cache, "k", 1, true);
    Answer held = {0}, none = {0};
    CHECK(t, old.gzipped && page_cache_get(cache, "k", 1, false, &held));
    shared_drop(old.shared);
    Answer fresh = put(cache, "k", 2, false); /* takes the place */
    CHECK(t, !page_cache_get(cache, "k", 1, false, &none) && !none.shared);
    shared_drop(fresh.shared);
    page_cache_free(cache);
    CHECK(t, strncmp(shared_bytes(held.shared, &size), "a page", 6) == 0);
    shared_drop(held.shared);
}

TEST_SUITE("web: kept pages", {"the compressed form is made for the first who asks, and kept", compresses_when_asked},
           {"bytes on their way outlive their place in the cache", outlives_its_place});
