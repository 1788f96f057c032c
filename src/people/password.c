/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sodium.h>

#include "base/text.h"
#include "people/password.h"
#include "people/password_guess.h"

/* Argon2id, 64 MiB, three passes: about 0.1 s. */
#define HASH_PASSES 3
#define HASH_MEMORY ((size_t)64 << 20)
#define BUSY_WAIT 2 /* seconds */

#define SECRET_BYTES 32

/* Of nobody's password, with the same parameters: what a wrong address is compared with. */
static const char nobody[] =
    "$argon2id$v=19$m=65536,t=3,p=1$PgkxDgOt+BpUcEOOn0LcdQ$Aivp6Ti86+JqWpdCQ4XIeZMBwzFz2VbigezsBqzX8Lg";

/* ---- what is acceptable ---- */

Err *password_check(Ctx *cx, const char *field, const char *password, const char *const *context)
{
    size_t length = text_length(password);
    if (length < PASSWORD_MIN)
        return err_new(cx, ERR_INPUT, field, _("A password has at least %d characters"), PASSWORD_MIN);
    if (length > PASSWORD_MAX)
        return err_new(cx, ERR_INPUT, field, _("A password has at most %d characters"), PASSWORD_MAX);
    if (password_is_guessed_first(cx->arena, password, context))
        return err_new(cx, ERR_INPUT, field, "%s",
                       _("This password is guessed first. Take three or four words that do not belong together"));
    return NULL;
}

/* ---- the door to hashing ---- */

void hashing_init(Hashing *hashing)
{
    *hashing = (Hashing){0};
    pthread_mutex_init(&hashing->lock, NULL);
    pthread_cond_init(&hashing->free, NULL);
}

void hashing_finish(Hashing *hashing)
{
    pthread_mutex_destroy(&hashing->lock);
    pthread_cond_destroy(&hashing->free);
}

static Err *enter(Ctx *cx, Hashing *hashing)
{
    bool full;
    if (!hashing)
        return NULL;
    pthread_mutex_lock(&hashing->lock);
    full = hashing->waiting >= HASHING_WAITING;
    if (!full) {
        hashing->waiting++;
        while (hashing->running >= HASHING_AT_ONCE)
            pthread_cond_wait(&hashing->free, &hashing->lock);
        hashing->waiting--;
        hashing->running++;
    }
    pthread_mutex_unlock(&hashing->lock);
    if (!full)
        return NULL;
    Err *err = err_new(cx, ERR_BUSY, "", "%s", _("Many people sign in at this moment. Try again in a few seconds"));
    err->wait = BUSY_WAIT;
    return err;
}

static void leave(Hashing *hashing)
{
    if (!hashing)
        return;
    pthread_mutex_lock(&hashing->lock);
    hashing->running--;
    pthread_cond_signal(&hashing->free);
    pthread_mutex_unlock(&hashing->lock);
}

static Hashing *hashing_of(const Ctx *cx)
{
    return cx->hooks ? cx->hooks->hashing : NULL;
}

/* ---- hashing ---- */

static void start_sodium(void)
{
    if (sodium_init() < 0)
        abort(); /* without randomness nothing here is safe */
}

Err *password_hash(Ctx *cx, const char *password, const char **hash)
{
    char text[crypto_pwhash_STRBYTES];
    start_sodium();
    TRY(enter(cx, hashing_of(cx)));
    int failed =
        crypto_pwhash_str_alg(text, password, strlen(password), HASH_PASSES, HASH_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    leave(hashing_of(cx));
    if (failed)
        return err_fault(cx, "no memory for hashing a password");
    *hash = arena_strdup(cx->arena, text);
    return NULL;
}

Err *password_fits(Ctx *cx, const char *password, const char *hash, bool *fits, bool *outdated)
{
    bool real = *hash != '\0';
    start_sodium();
    TRY(enter(cx, hashing_of(cx)));
    bool equal = crypto_pwhash_str_verify(real ? hash : nobody, password, strlen(password)) == 0;
    leave(hashing_of(cx));
    *fits = equal && real;
    if (outdated)
        *outdated = *fits && crypto_pwhash_str_needs_rehash(hash, HASH_PASSES, HASH_MEMORY) != 0;
    return NULL;
}

/* ---- randomness ---- */

const char *password_generate(Ctx *cx)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* none that looks like another */
    char text[20];
    size_t at = 0;
    start_sodium();
    for (int i = 0; i < 16; i++) {
        if (i && i % 4 == 0)
            text[at++] = '-';
        text[at++] = letters[randombytes_uniform(sizeof letters - 1)];
    }
    text[at] = '\0';
    return arena_strdup(cx->arena, text);
}

const char *secret_new(Arena *arena)
{
    unsigned char bytes[SECRET_BYTES];
    size_t room = sodium_base64_encoded_len(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(arena, room);
    start_sodium();
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, room, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return text;
}

const char *secret_hash(Arena *arena, const char *secret)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)secret, strlen(secret));
    return text_hex(arena, hash, sizeof hash);
}
