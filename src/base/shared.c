/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <stdatomic.h>

#include "base/shared.h"

struct Shared {
    atomic_int holders;
    size_t size;
    char *data;
};

static Shared *wrap(char *data, size_t size)
{
    Shared *shared = malloc(sizeof *shared);
    assert(shared && data);
    *shared = (Shared){.size = size, .data = data};
    atomic_init(&shared->holders, 1);
    return shared;
}

Shared *shared_new(char *data, size_t size)
{
    return wrap(realloc(data, size + 1), size); /* what a Buf had to spare is not kept */
}

Shared *shared_blank(size_t size)
{
    return wrap(calloc(1, size + 1), size);
}

Shared *shared_hold(Shared *shared)
{
    if (shared)
        atomic_fetch_add(&shared->holders, 1);
    return shared;
}

void shared_drop(void *held)
{
    Shared *shared = held;
    if (!shared || atomic_fetch_sub(&shared->holders, 1) > 1)
        return;
    free(shared->data);
    free(shared);
}

char *shared_bytes(const Shared *shared, size_t *size)
{
    if (size)
        *size = shared->size;
    return shared->data;
}

size_t shared_size(const Shared *shared)
{
    return shared ? shared->size : 0;
}
