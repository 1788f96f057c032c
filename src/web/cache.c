/* SPDX-License-Identifier: MIT */
/* Answers kept as bytes until something they show changes, and people behind cookies until people change. */
#include "base/base.h"

#include <libdeflate.h>
#include <pthread.h>

#include "web/exchange.h"

#define SLOTS 1024
#define BYTES_MAX ((size_t)64 << 20)
#define GZIP_MIN 1024

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325U; /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
    return hash;
}

/* ---- compressing ---- */

static pthread_key_t compressor_key;

static void free_compressor(void *compressor)
{
    libdeflate_free_compressor(compressor);
}

static void make_key(void)
{
    pthread_key_create(&compressor_key, free_compressor);
}

/* Each thread keeps one: it is 400 KB to set up. */
static struct libdeflate_compressor *own_compressor(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_key);
    struct libdeflate_compressor *compressor = pthread_getspecific(compressor_key);
    if (!compressor) {
        compressor = libdeflate_alloc_compressor(1);
        pthread_setspecific(compressor_key, compressor);
    }
    return compressor;
}

static unsigned char *compress(const char *data, size_t length, size_t *size)
{
    struct libdeflate_compressor *compressor = length < GZIP_MIN ? NULL : own_compressor();
    if (!compressor)
        return NULL;
    size_t room = libdeflate_gzip_compress_bound(compressor, length);
    unsigned char *out = malloc(room);
    *size = out ? libdeflate_gzip_compress(compressor, data, length, out, room) : 0;
    if (*size == 0 || *size >= length) {
        free(out);
        return NULL;
    }
    return out;
}

bool gzip_body(Buf *body)
{
    size_t size;
    unsigned char *out = body->data ? compress(body->data, body->length, &size) : NULL;
    if (!out)
        return false;
    buf_clear(body);
    buf_put(body, out, size);
    free(out);
    return true;
}

/* ---- pages ---- */

typedef struct {
    char *key;
    uint64_t version;
    Shared *plain, *gzip; /* gzip: made when the first asks for it */
} Kept;

struct PageCache {
    pthread_mutex_t lock;
    size_t bytes;
    Kept slots[SLOTS];
};

PageCache *page_cache_new(void)
{
    PageCache *cache = calloc(1, sizeof *cache);
    assert(cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void drop(PageCache *cache, Kept *kept)
{
    cache->bytes -= shared_size(kept->plain) + shared_size(kept->gzip);
    free(kept->key);
    shared_drop(kept->plain);
    shared_drop(kept->gzip);
    *kept = (Kept){0};
}

void page_cache_free(PageCache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        drop(cache, &cache->slots[i]);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* Under the lock. */
static Kept *find(PageCache *cache, const char *key, uint64_t version)
{
    Kept *kept = &cache->slots[hash_of(key) % SLOTS];
    return kept->key && kept->version == version && strcmp(kept->key, key) == 0 ? kept : NULL;
}

/* Compresses without the lock and leaves the result to those who ask next; NULL when it does not pay. */
static Shared *pack(PageCache *cache, const char *key, uint64_t version, const Shared *plain)
{
    size_t size, length;
    const char *bytes = shared_bytes(plain, &length);
    unsigned char *out = compress(bytes, length, &size);
    if (!out)
        return NULL;
    Shared *packed = shared_new((char *)out, size);
    pthread_mutex_lock(&cache->lock);
    Kept *kept = find(cache, key, version);
    if (kept && !kept->gzip) {
        kept->gzip = shared_hold(packed);
        cache->bytes += size;
    }
    pthread_mutex_unlock(&cache->lock);
    return packed;
}

/* Gives both held forms away: the asker's to the answer, the other back. */
static void give(PageCache *cache, const char *key, uint64_t version, bool gzip, Shared *plain, Shared *packed,
                 Answer *answer)
{
    if (gzip && !packed)
        packed = pack(cache, key, version, plain);
    answer->gzipped = packed != NULL;
    answer->shared = packed ? packed : plain;
    if (packed)
        shared_drop(plain);
}

bool page_cache_get(PageCache *cache, const char *key, uint64_t version, bool gzip, Answer *answer)
{
    pthread_mutex_lock(&cache->lock);
    const Kept *kept = find(cache, key, version);
    Shared *plain = kept ? shared_hold(kept->plain) : NULL;
    Shared *packed = kept && gzip ? shared_hold(kept->gzip) : NULL;
    pthread_mutex_unlock(&cache->lock);
    if (plain)
        give(cache, key, version, gzip, plain, packed, answer);
    return plain != NULL;
}

void page_cache_put(PageCache *cache, const char *key, uint64_t version, bool gzip, Answer *answer)
{
    size_t size;
    char *data = buf_take(&answer->body, &size);
    Shared *plain = shared_new(data, size);
    Kept fresh = {.key = strdup(key), .version = version, .plain = shared_hold(plain)};
    assert(fresh.key);
    pthread_mutex_lock(&cache->lock);
    Kept *kept = &cache->slots[hash_of(key) % SLOTS];
    drop(cache, kept);
    for (size_t i = 0; i < SLOTS && cache->bytes + size > BYTES_MAX; i++)
        drop(cache, &cache->slots[i]);
    *kept = fresh;
    cache->bytes += size;
    pthread_mutex_unlock(&cache->lock);
    give(cache, key, version, gzip, plain, NULL, answer);
}

/* ---- people ---- */

#define PEOPLE 2048
#define TRUSTED_SECONDS 60

typedef struct {
    char *credential;
    uint64_t version;
    int64_t until;
    Arena arena;
    Identity identity;
} Known;

struct IdentityCache {
    pthread_mutex_t lock;
    Known slots[PEOPLE];
};

IdentityCache *identity_cache_new(void)
{
    IdentityCache *cache = calloc(1, sizeof *cache);
    assert(cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void forget(Known *known)
{
    free(known->credential);
    arena_finish(&known->arena);
    *known = (Known){0};
}

void identity_cache_free(IdentityCache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < PEOPLE; i++)
        forget(&cache->slots[i]);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static void copy_identity(Arena *arena, const Identity *from, Identity *to)
{
    Grant *grants = arena_new_array(arena, Grant, from->grants.count);
    *to = *from;
    to->name = arena_strdup(arena, from->name ? from->name : "");
    to->theme = arena_strdup(arena, from->theme ? from->theme : "");
    to->set_cookie = NULL;
    for (size_t i = 0; i < from->grants.count; i++)
        grants[i] = (Grant){arena_strdup(arena, from->grants.items[i].name), from->grants.items[i].scope};
    to->grants.items = grants;
}

bool identity_cache_get(IdentityCache *cache, const char *credential, uint64_t version, Instant now, Arena *arena,
                        Identity *identity)
{
    Known *known = &cache->slots[hash_of(credential) % PEOPLE];
    pthread_mutex_lock(&cache->lock);
    bool found = known->credential && known->version == version && now.n < known->until &&
                 strcmp(known->credential, credential) == 0;
    if (found)
        copy_identity(arena, &known->identity, identity);
    pthread_mutex_unlock(&cache->lock);
    return found;
}

void identity_cache_put(IdentityCache *cache, const char *credential, uint64_t version, Instant now,
                        const Identity *identity)
{
    Known *known = &cache->slots[hash_of(credential) % PEOPLE];
    pthread_mutex_lock(&cache->lock);
    forget(known);
    arena_init(&known->arena, 0);
    known->credential = strdup(credential);
    assert(known->credential);
    known->version = version;
    known->until = now.n + TRUSTED_SECONDS;
    copy_identity(&known->arena, identity, &known->identity);
    pthread_mutex_unlock(&cache->lock);
}
