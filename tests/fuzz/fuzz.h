/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. One file tests/fuzz/fuzz_NAME.c is one target; a folder fuzz_NAME beside it may hold
 * samples to start from. An input must never crash, leak or hang; what the parser makes of it does not matter.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/base.h"
#include "base/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A Ctx of nobody on 2026-06-17, whose arena starts empty at each call. */
static inline Ctx *fuzz_cx(void)
{
    static Arena arena;
    static Ctx cx;
    if (!cx.arena)
        arena_init(&arena, 0);
    arena_reset(&arena);
    cx = (Ctx){.arena = &arena,
               .now = {1781678400},
               .today = DAY(20621),
               .person_name = "",
               .request_id = "",
               .through = "",
               .lang = LANG_RU};
    return &cx;
}

/* The bytes as a string; what stands behind a NUL is lost. */
static inline char *fuzz_text(Ctx *cx, const uint8_t *data, size_t size)
{
    return arena_strndup(cx->arena, (const char *)data, size);
}

#endif
