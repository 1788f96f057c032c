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

/* ---- pages ---- */

typedef struct {
    char *key, *type;
    uint64_t version;
    unsigned char *plain, *gzip;
    size_t plain_size, gzip_size;
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
    cache->bytes -= kept->plain_size + kept->gzip_size;
    free(kept->key);
    free(kept->type);
    free(kept->plain);
    free(kept->gzip);
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

bool page_cache_get(PageCache *cache, const char *key, uint64_t version, bool gzip, Answer *answer)
{
    Kept *kept = &cache->slots[hash_of(key) % SLOTS];
    pthread_mutex_lock(&cache->lock);
    bool found = kept->key && kept->version == version && strcmp(kept->key, key) == 0;
    if (found) {
        answer->gzipped = gzip && kept->gzip;
        if (answer->gzipped)
            buf_put(&answer->body, kept->gzip, kept->gzip_size);
        else
            buf_put(&answer->body, kept->plain, kept->plain_size);
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

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

void page_cache_put(PageCache *cache, const char *key, uint64_t version, const char *type, const Buf *body)
{
    Kept fresh = {.key = strdup(key), .type = strdup(type), .version = version, .plain_size = body->length};
    fresh.plain = malloc(body->length + 1);
    assert(fresh.key && fresh.type && fresh.plain);
    if (body->length)
        memcpy(fresh.plain, body->data, body->length);
    fresh.gzip = compress((const char *)fresh.plain, body->length, &fresh.gzip_size);
    if (!fresh.gzip)
        fresh.gzip_size = 0;
    pthread_mutex_lock(&cache->lock);
    Kept *kept = &cache->slots[hash_of(key) % SLOTS];
    drop(cache, kept);
    for (size_t i = 0; i < SLOTS && cache->bytes + fresh.plain_size + fresh.gzip_size > BYTES_MAX; i++)
        drop(cache, &cache->slots[i]);
    *kept = fresh;
    cache->bytes += fresh.plain_size + fresh.gzip_size;
    pthread_mutex_unlock(&cache->lock);
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
