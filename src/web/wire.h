/* SPDX-License-Identifier: MIT */
/*
 * What a client may send, judged byte by byte before libmicrohttpd reads it. The library forgives what HTTP forbids
 * (folded lines, bare CR and LF, NUL, odd chunk sizes), and a proxy before us may have understood such bytes otherwise.
 *
 * Bytes go in, bytes come out. As long as a request is well-formed they come out as they are, but for chunk
 * extensions, trailers and an empty line before a request, which nobody needs and which are dropped. With the first
 * byte that is wrong the rest is replaced by the shortest ending that makes the request whole. So the library sees
 * nothing but well-formed requests, and our own handler, told by `status` and `requests`, refuses this one like any
 * other: with our headers, in the asker's language, and closes.
 *
 * No I/O here; intake.c puts it into the way of a connection. See
 * docs/decisions/0013-bytes-judged-before-the-library.md.
 */
#ifndef WEB_WIRE_H
#define WEB_WIRE_H

#include "base/base.h"

#define WIRE_TARGET_MAX 8192
#define WIRE_LINE_MAX 8192
#define WIRE_HEAD_MAX 16384
#define WIRE_FIELDS_MAX 100
#define WIRE_EXTENSION_MAX 256
#define WIRE_TRAILERS_MAX 16

/* One connection. All zero is the beginning. */
typedef struct {
    unsigned char state;  /* where in a request the next byte stands; wire.c knows the words */
    unsigned char field;  /* which header is being read */
    bool is_old;          /* HTTP/1.0 */
    bool had_blank;       /* one empty line before a request is passed over */
    bool chunked;         /* Transfer-Encoding was read */
    bool sized;           /* Content-Length was read */
    unsigned char hosts;  /* lines of Host */
    unsigned char digits; /* of Content-Length, or kept in `size` */
    unsigned char matched, name_length, spilt, fields;
    int status;        /* 0 as long as all is well; then 400, 413, 414, 431 or 501 for the request number `requests` */
    unsigned requests; /* how many have begun */
    uint32_t line, head, weight;
    uint64_t left;  /* bytes of the body or chunk that are to come */
    char name[18];  /* of the header that is being read */
    char size[8];   /* of the chunk whose line is being read: it goes out when the whole line is fine */
    char spill[64]; /* what came out and found no room */
} Wire;

/*
 * Takes all of in, writes what may pass to out, and returns its length. What finds no room is kept for wire_spilt.
 * out may be in itself unless wire_keeps says that bytes of an earlier call are still to come.
 */
size_t wire_pass(Wire *wire, const char *in, size_t size, char *out, size_t room);
bool wire_keeps(const Wire *wire);
/* Hands out what found no room before. */
size_t wire_spilt(Wire *wire, char *out, size_t room);

/* Whether a head has begun and is not complete; whether a body is coming in; whether nothing more is read. */
bool wire_in_head(const Wire *wire);
bool wire_in_body(const Wire *wire);
bool wire_is_refused(const Wire *wire);

#endif
