/* SPDX-License-Identifier: MIT */
/* What the files of the wire share: its states, and the steps' hands on a run of bytes. */
#ifndef WEB_WIRE_STEPS_H
#define WEB_WIRE_STEPS_H

#include "base/base.h"

#include <endian.h>

#include "web/wire.h"

enum {
    START, /* before a request */
    START_LF,
    METHOD,
    TARGET,
    VERSION,
    LINE_LF,
    FIELD, /* at the beginning of a header's line, or of the empty line */
    NAME,
    VALUE_START,
    VALUE,
    VALUE_AFTER, /* spaces behind a value that may have none */
    VALUE_LF,
    HEAD_LF,
    BODY,
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    TRAILERS_LF,
    REFUSED,
};

enum { FIELD_OTHER, FIELD_HOST, FIELD_COOKIE, FIELD_LENGTH, FIELD_ENCODING };

/* Classes of bytes. */
enum { TOKEN = 1, TEXT = 2, ADDRESS = 4, HOST = 8, DIGIT = 16, HEX = 32 };

extern const unsigned char wire_classes[256];

/* One call of wire_pass. */
typedef struct {
    Wire *wire;
    const char *at, *end;
    char *out, *out_end;
} Pass;

/* wire_head.c, wire_body.c: for each state what takes a run of bytes or changes the state, one or the other. */
typedef void Step(Pass *pass);
extern Step *const wire_head_steps[], *const wire_body_steps[];

/* Completes the request with what has come out of it, and ends the reading. */
void wire_refuse(Pass *pass, int status);

static inline void put(Pass *pass, const char *bytes, size_t size)
{
    Wire *wire = pass->wire;
    size_t fits = MIN_OF(size, (size_t)(pass->out_end - pass->out));
    if (pass->out != bytes)
        memmove(pass->out, bytes, fits);
    pass->out += fits;
    assert(size - fits <= sizeof wire->spill - wire->spilt);
    for (; fits < size; fits++)
        wire->spill[wire->spilt++] = bytes[fits];
}

/* The next bytes come out as they are. */
static inline void keep(Pass *pass, size_t size)
{
    put(pass, pass->at, size);
    pass->at += size;
}

static inline void keep_one(Pass *pass, unsigned char state)
{
    keep(pass, 1);
    pass->wire->head++;
    pass->wire->state = state;
}

static inline void drop_one(Pass *pass, unsigned char state)
{
    pass->at++;
    pass->wire->state = state;
}

static inline unsigned char next_byte(const Pass *pass)
{
    return (unsigned char)*pass->at;
}

static inline bool is(unsigned char byte, unsigned char class)
{
    return (wire_classes[byte] & class) != 0;
}

/* Most of a head is values: eight bytes at a time, as long as none of them is a control character. */
static inline size_t span_text(const char *bytes, size_t size)
{
    const uint64_t each = UINT64_MAX / 255; /* 1 in every byte */
    size_t run = 0;
    for (; run + sizeof(uint64_t) <= size; run += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + run, sizeof word);
        word = le64toh(word); /* the first byte is the lowest */
        uint64_t other = word ^ (each * 0x7f);
        uint64_t below_space = (word - each * 0x20) & ~word, is_delete = (other - each) & ~other;
        uint64_t bad = (below_space | is_delete) & (each * 0x80);
        if (bad) /* the lowest of them is certain */
            return run + (size_t)__builtin_ctzll(bad) / 8;
    }
    return run;
}

/* How many of the next bytes, at most so many, are of the class. */
static inline size_t span(const Pass *pass, unsigned char class, size_t most)
{
    size_t size = MIN_OF((size_t)(pass->end - pass->at), most);
    size_t run = class == TEXT ? span_text(pass->at, size) : 0;
    while (run < size && is((unsigned char)pass->at[run], class))
        run++;
    return run;
}

/* The length of the next run of a class within a head. False: one more byte of it would be too much. */
static inline bool measure(Pass *pass, unsigned char class, size_t most, size_t *run)
{
    Wire *wire = pass->wire;
    size_t head = MIN_OF((size_t)wire->head, (size_t)WIRE_HEAD_MAX);
    size_t left = MIN_OF(most - wire->line, WIRE_HEAD_MAX - head);
    *run = span(pass, class, left + 1);
    if (*run > left)
        return false;
    wire->line += (uint32_t)*run;
    wire->head += (uint32_t)*run;
    return true;
}

#endif
