/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "web/wire.h"

/* What came out of one connection. */
typedef struct {
    char bytes[70000];
    size_t size;
    Wire wire;
} Seen;

/* The bytes in pieces, read into a buffer of so much room as intake.c does. */
static void feed(Seen *seen, const char *in, size_t size, size_t piece, size_t room)
{
    char buffer[4096];
    memset(seen, 0, sizeof *seen);
    while (size > 0 || seen->wire.spilt > 0) {
        size_t out = wire_spilt(&seen->wire, buffer, room);
        size_t take = MIN_OF(MIN_OF(piece, size), room - out);
        out += wire_pass(&seen->wire, in, take, buffer + out, room - out);
        in += take;
        size -= take;
        assert(seen->size + out <= sizeof seen->bytes);
        memcpy(seen->bytes + seen->size, buffer, out);
        seen->size += out;
    }
    seen->bytes[MIN_OF(seen->size, sizeof seen->bytes - 1)] = 0;
}

typedef struct {
    const char *in;
    size_t size; /* 0: a string */
    const char *out;
    int status;
    unsigned requests;
} Sample;

#define BYTES(text) (text), sizeof(text) - 1

/* Whole, byte by byte, and in threes into a buffer of four bytes: always the same. */
static void check_sample(Test *t, const Sample *sample)
{
    static const size_t pieces[][2] = {{4096, 4096}, {1, 4096}, {3, 4}, {1, 1}};
    static Seen seen;
    size_t size = sample->size ? sample->size : strlen(sample->in);
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        feed(&seen, sample->in, size, pieces[i][0], pieces[i][1]);
        CHECK_STR(t, seen.bytes, sample->out);
        CHECK_INT(t, seen.wire.status, sample->status);
        CHECK_INT(t, seen.wire.requests, sample->requests);
        CHECK_INT(t, wire_is_refused(&seen.wire), sample->status != 0);
    }
}

static void check_all(Test *t, const Sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_sample(t, &samples[i]);
}

#define GET "GET / HTTP/1.1\r\nHost: x\r\n"
#define POST "POST / HTTP/1.1\r\nHost: x\r\n"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"

/* ---- what passes ---- */

static void passes_good_requests(Test *t)
{
    static const Sample samples[] = {
        {GET "\r\n", 0, GET "\r\n", 0, 1},
        {"GET / HTTP/1.0\r\n\r\n", 0, "GET / HTTP/1.0\r\n\r\n", 0, 1},
        {"PROPFIND /%20?a=b&c HTTP/1.1\r\nhost:x:1\r\n\r\n", 0, "PROPFIND /%20?a=b&c HTTP/1.1\r\nhost:x:1\r\n\r\n", 0,
         1},
        {GET "X-Empty:\r\nX-Tab:\ta\tb \t\r\n\r\n", 0, GET "X-Empty:\r\nX-Tab:\ta\tb \t\r\n\r\n", 0, 1},
        {GET "X: \xd0\xb6\xff\r\n\r\n", 0, GET "X: \xd0\xb6\xff\r\n\r\n", 0, 1},
        {GET "Cookie: a=b; c=d\r\n\r\n", 0, GET "Cookie: a=b; c=d\r\n\r\n", 0, 1},
        {GET "Cookie: a=\"b\"\r\n\r\n", 0, GET "Cookie: a=\"b\"\r\n\r\n", 0, 1},
        {GET "\r\n" GET "\r\n", 0, GET "\r\n" GET "\r\n", 0, 2},
        {POST "Content-Length: 3\r\n\r\n\r\n\x01" GET "\r\n", 0, POST "Content-Length: 3\r\n\r\n\r\n\x01" GET "\r\n", 0,
         2},
        {POST "CONTENT-LENGTH:0\r\n\r\n" GET "\r\n", 0, POST "CONTENT-LENGTH:0\r\n\r\n" GET "\r\n", 0, 2},
        {"GET /unfinished HTT", 0, "GET /unfinished HTT", 0, 1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void tidies_spaces_that_mislead(Test *t)
{
    static const Sample samples[] = {
        {"\r\n" GET "\r\n\r\n" GET "\r\n", 0, GET "\r\n" GET "\r\n", 0, 2},
        {"GET / HTTP/1.1\r\nHost: x \t\r\n\r\n", 0, GET "\r\n", 0, 1},
        {POST "Content-Length: 1 \r\n\r\na", 0, POST "Content-Length: 1\r\n\r\na", 0, 1},
        {POST "Transfer-Encoding: CHUNKED\t\r\n\r\n0\r\n\r\n", 0, POST "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n", 0,
         1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void passes_good_chunks(Test *t)
{
    static const Sample samples[] = {
        {CHUNKED "5\r\nhello\r\n0\r\n\r\n" GET "\r\n", 0, CHUNKED "5\r\nhello\r\n0\r\n\r\n" GET "\r\n", 0, 2},
        {CHUNKED "0000000A\r\n\r\n\r\n\r\n\r\n\r\n\r\n000\r\n\r\n", 0,
         CHUNKED "0000000A\r\n\r\n\r\n\r\n\r\n\r\n\r\n000\r\n\r\n", 0, 1},
        {CHUNKED "1;a=\"b\";c\r\nx\r\n0;d\r\n\r\n", 0, CHUNKED "1\r\nx\r\n0\r\n\r\n", 0, 1},
        {CHUNKED "1\r\nx\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n" GET "\r\n", 0,
         CHUNKED "1\r\nx\r\n0\r\n\r\n" GET "\r\n", 0, 2},
    };
    check_all(t, samples, COUNT_OF(samples));
}

/* ---- what does not ---- */

static void refuses_request_lines(Test *t)
{
    static const Sample samples[] = {
        {" ", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {BYTES("\0"), "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"\n", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"\r\r", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"\r\n\r\n", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"\x16\x03\x01", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GE(T", 0, "GE / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET\t/", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET  /", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a\tb HTTP/1.1\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a b HTTP/1.1\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {BYTES("GET /a\0 HTTP/1.1\r\n"), "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/2.0\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/1.2\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/1.12\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a http/1.1\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/1.1 \r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/1.1\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {"GET /a HTTP/1.1\r\r\n", 0, "GET /a HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void refuses_header_lines(Test *t)
{
    static const Sample samples[] = {
        {GET "X: a\r\n b\r\n\r\n", 0, GET "X: a\r\n\r\n", 400, 1},  /* folded */
        {GET "X: a\r\n\tb\r\n\r\n", 0, GET "X: a\r\n\r\n", 400, 1}, /* with a tab, too */
        {"GET / HTTP/1.1\r\n Host: x\r\n\r\n", 0, "GET / HTTP/1.1\r\nHost:0\r\n\r\n", 400, 1},
        {GET "X: a\n\r\n", 0, GET "X: a\r\n\r\n", 400, 1},
        {GET "\n", 0, GET "\r\n", 400, 1},
        {GET "\r\r\n", 0, GET "\r\n", 400, 1},
        {GET "X: a\rb\r\n\r\n", 0, GET "X: a\r\n\r\n", 400, 1},
        {GET "X\r\n\r\n", 0, GET "X:0\r\n\r\n", 400, 1},
        {GET "X : a\r\n\r\n", 0, GET "X:0\r\n\r\n", 400, 1},
        {GET ": a\r\n\r\n", 0, GET "\r\n", 400, 1},
        {GET "X\xd0: a\r\n\r\n", 0, GET "X:0\r\n\r\n", 400, 1},
        {BYTES(GET "X: a\0b\r\n\r\n"), GET "X: a\r\n\r\n", 400, 1},
        {BYTES(GET "X\0: a\r\n\r\n"), GET "X:0\r\n\r\n", 400, 1},
        {GET "X: a\x7f\r\n\r\n", 0, GET "X: a\r\n\r\n", 400, 1},
        {GET "X: \x01\r\n\r\n", 0, GET "X: \r\n\r\n", 400, 1},
        {"GET / HTTP/1.1\r\nX: a\r\n\r\n", 0, "GET / HTTP/1.1\r\nX: a\r\nHost:0\r\n\r\n", 400, 1},
        {GET "host: x\r\n\r\n", 0, GET "host:0\r\n\r\n", 400, 1},
        {"GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n", 0, "GET / HTTP/1.0\r\nHost: x\r\nHost:0\r\n\r\n", 400, 1},
        {GET "Cookie: a=\"\r\n\r\n", 0, GET "Cookie: a=\"0\r\n\r\n", 400, 1},
        {"GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 0, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400, 1},
        {"GET / HTTP/1.1\r\nHost: x y\r\n\r\n", 0, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400, 1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void refuses_framing(Test *t)
{
    static const Sample samples[] = {
        {POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 0, POST "Content-Length: 1\r\nContent-Length:0\r\n\r\n",
         400, 1},
        {POST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 0,
         POST "Content-Length: 1\r\nTransfer-Encoding:0\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 0,
         POST "Transfer-Encoding: chunked\r\nContent-Length:0\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 0,
         POST "Transfer-Encoding: chunked\r\nTransfer-Encoding:0\r\n\r\n", 400, 1},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 0,
         "POST / HTTP/1.0\r\nTransfer-Encoding:0\r\nHost:0\r\n\r\n", 400, 1},
        {POST "Content-Length: \r\n\r\n", 0, POST "Content-Length: 0\r\n\r\n", 400, 1},
        {POST "Content-Length: +1\r\n\r\n", 0, POST "Content-Length: 0\r\n\r\n", 400, 1},
        {POST "Content-Length: 1a\r\n\r\n", 0, POST "Content-Length: 1\r\n\r\n", 400, 1},
        {POST "Content-Length: 1, 1\r\n\r\n", 0, POST "Content-Length: 1\r\n\r\n", 400, 1},
        {POST "Content-Length: 1 1\r\n\r\n", 0, POST "Content-Length: 1\r\n\r\n", 400, 1},
        {POST "Content-Length: 1234567890123456789\r\n\r\n", 0, POST "Content-Length: 123456789012345678\r\n\r\n", 413,
         1},
        {POST "Transfer-Encoding:\r\n\r\n", 0, POST "Transfer-Encoding:\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: gzip, chunked\r\n\r\n", 0, POST "Transfer-Encoding: \r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunke\r\n\r\n", 0, POST "Transfer-Encoding: chunke\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunkeds\r\n\r\n", 0, POST "Transfer-Encoding: chunked\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunked, identity\r\n\r\n", 0, POST "Transfer-Encoding: chunked\r\n\r\n", 400, 1},
        {POST "Transfer-Encoding: chunked;q=1\r\n\r\n", 0, POST "Transfer-Encoding: chunked\r\n\r\n", 400, 1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void refuses_chunks(Test *t)
{
    static const Sample samples[] = {
        {CHUNKED "\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "g\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0x5\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "-5\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED " 5\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5 \r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5 ;a\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED ";a\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "000000005\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5\nhello\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5\rhello\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5;a\nb\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {BYTES(CHUNKED "5;\0\r\n"), CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "5\r\nhelloo", 0, CHUNKED "5\r\nhello\r\n0\r\n\r\n", 400, 1},
        {CHUNKED "5\r\nhello\n0\r\n\r\n", 0, CHUNKED "5\r\nhello\r\n0\r\n\r\n", 400, 1},
        {CHUNKED "5\r\nhello\r0\r\n\r\n", 0, CHUNKED "5\r\nhello\r\n0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\n\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\n\rx", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\n A: b\r\n\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\nA: b\r\n c\r\n\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\nA : b\r\n\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {CHUNKED "0\r\nA: b\n\r\n", 0, CHUNKED "0\r\n\r\n", 400, 1},
        {BYTES(CHUNKED "0\r\nA: \0\r\n\r\n"), CHUNKED "0\r\n\r\n", 400, 1},
    };
    check_all(t, samples, COUNT_OF(samples));
}

static void refuses_the_second_of_two(Test *t)
{
    static const Sample sample = {GET "\r\n" GET "X: a\n", 0, GET "\r\n" GET "X: a\r\n\r\n", 400, 2};
    check_sample(t, &sample);
}

/* ---- limits ---- */

static char *add(char *at, const char *text, size_t times)
{
    size_t size = strlen(text);
    for (; times > 0; times--, at += size)
        memcpy(at, text, size);
    return at;
}

typedef struct {
    const char *before, *middle;
    size_t times;
    const char *after;
    int status;
} Limit;

static void check_limits(Test *t, const Limit *limits, size_t count)
{
    static char in[70000];
    static Seen whole, bytes, again;
    for (size_t i = 0; i < count; i++) {
        const Limit *limit = &limits[i];
        char *end = add(add(add(in, limit->before, 1), limit->middle, limit->times), limit->after, 1);
        feed(&whole, in, (size_t)(end - in), 4096, 4096);
        CHECK_INT(t, whole.wire.status, limit->status);
        feed(&bytes, in, (size_t)(end - in), 1, 4096);
        CHECK_INT(t, bytes.wire.status, limit->status);
        if (limit->status > 400)
            continue; /* the ending itself may go a few bytes beyond the limit */
        feed(&again, bytes.bytes, bytes.size, 4096, 4096);
        CHECK(t, again.size == bytes.size && !again.wire.status);
        CHECK(t, !wire_in_head(&again.wire) && !wire_in_body(&again.wire));
    }
}

static void holds_the_limits(Test *t)
{
    static const Limit limits[] = {
        {"", "G", 64, " / HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        {"", "G", 65, " / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
        {"GET ", "/", 8192, " HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        {"GET ", "/", 8193, " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {"GET /?", "a&", 100, " HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        {"GET /?", "a&", 4000, " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {GET "X:", "a", 8190, "\r\n\r\n", 0},
        {GET "X:", "a", 8193, "\r\n\r\n", 431},
        {GET "X:", " ", 9000, "\r\n\r\n", 431},
        {GET, "X", 8200, ": a\r\n\r\n", 431},
        {GET, "X: a\r\n", 99, "\r\n", 0},
        {GET, "X: a\r\n", 100, "\r\n", 431},
        {GET "X: a\r\nY:", "a", 8000, "\r\nZ: b\r\n\r\n", 0},
        {GET, "X: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\r\n", 99, "\r\n", 0},
        {GET,
         "X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
         99, "\r\n", 431},
        {GET "Cookie: ", "a=bcdefg; ", 90, "\r\n\r\n", 0},
        {GET "Cookie: ", "a;", 4000, "\r\n\r\n", 431},
        {CHUNKED "1;", "a", 255, "\r\nx\r\n0\r\n\r\n", 0},
        {CHUNKED "1;", "a", 256, "\r\nx\r\n0\r\n\r\n", 400},
        {CHUNKED "0\r\n", "A: b\r\n", 16, "\r\n", 0},
        {CHUNKED "0\r\n", "A: b\r\n", 17, "\r\n", 400},
        {CHUNKED "0\r\nA:", "b", 9000, "\r\n\r\n", 431},
    };
    check_limits(t, limits, COUNT_OF(limits));
}

TEST_SUITE("web: bytes of requests", {"good requests come out as they are", passes_good_requests},
           {"spaces that could mislead the library are dropped", tidies_spaces_that_mislead},
           {"good chunks come out without extensions and trailers", passes_good_chunks},
           {"a request line that is not one is refused", refuses_request_lines},
           {"folded, unnamed and broken header lines are refused", refuses_header_lines},
           {"a length or encoding that could be understood twice is refused", refuses_framing},
           {"chunks and trailers that are not quite right are refused", refuses_chunks},
           {"the second of two requests is refused, the first is not", refuses_the_second_of_two},
           {"what is too long, too many or too much to keep is refused, at its limit and not before",
            holds_the_limits});
