/* SPDX-License-Identifier: MIT */
/* The request line and the headers: RFC 9112 without its allowances. */
#include "base/base.h"

#include <strings.h>

#include "web/wire_steps.h"

#define METHOD_MAX 64
#define LENGTH_DIGITS 18
/*
 * libmicrohttpd keeps a record of each header, argument and cookie, and a copy of the cookies, in the half of its
 * 32 KiB that the head itself leaves, and needs a part of that for the answer's head. What does not fit it refuses
 * in its own words, so we do so before.
 */
#define RECORD_BYTES 64
#define WEIGHT_MAX 12288

static bool count_records(Pass *pass, size_t records, size_t bytes)
{
    pass->wire->weight += (uint32_t)(records * RECORD_BYTES + bytes);
    return pass->wire->weight <= WEIGHT_MAX;
}

static size_t count_of(const char *bytes, size_t size, char first, char second)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += bytes[i] == first || bytes[i] == second;
    return count;
}

/* ---- the request line ---- */

static void begin_request(Wire *wire)
{
    wire->requests++;
    wire->had_blank = wire->is_old = wire->chunked = wire->sized = false;
    wire->hosts = wire->digits = wire->matched = wire->fields = 0;
    wire->line = wire->head = wire->weight = 0;
    wire->left = 0;
}

static void start(Pass *pass)
{
    Wire *wire = pass->wire;
    if (next_byte(pass) == '\r' && !wire->had_blank) {
        wire->had_blank = true;
        drop_one(pass, START_LF);
        return;
    }
    begin_request(wire);
    if (is(next_byte(pass), TOKEN))
        wire->state = METHOD;
    else
        wire_refuse(pass, 400);
}

static void start_lf(Pass *pass)
{
    if (next_byte(pass) == '\n') {
        drop_one(pass, START);
        return;
    }
    begin_request(pass->wire);
    wire_refuse(pass, 400);
}

static void method(Pass *pass)
{
    size_t run;
    if (!measure(pass, TOKEN, METHOD_MAX, &run)) {
        wire_refuse(pass, 501);
        return;
    }
    keep(pass, run);
    if (pass->at == pass->end)
        return;
    if (next_byte(pass) == ' ') {
        keep_one(pass, TARGET);
        pass->wire->line = 0;
    } else {
        wire_refuse(pass, 400);
    }
}

static void target(Pass *pass)
{
    Wire *wire = pass->wire;
    size_t run;
    bool fits = measure(pass, ADDRESS, WIRE_TARGET_MAX, &run);
    if (!fits || !count_records(pass, count_of(pass->at, run, '?', '&'), 0)) {
        wire->line = fits ? wire->line - (uint32_t)run : wire->line; /* the run does not come out */
        wire_refuse(pass, 414);
        return;
    }
    keep(pass, run);
    if (pass->at == pass->end)
        return;
    if (next_byte(pass) == ' ' && wire->line > 0)
        keep_one(pass, VERSION);
    else
        wire_refuse(pass, 400);
}

static void version(Pass *pass)
{
    static const char text[] = "HTTP/1.";
    Wire *wire = pass->wire;
    unsigned char byte = next_byte(pass);
    if (wire->matched < strlen(text) ? byte == (unsigned char)text[wire->matched]
                                     : wire->matched == strlen(text) && (byte == '0' || byte == '1')) {
        wire->is_old = byte == '0';
        wire->matched++;
        keep_one(pass, VERSION);
    } else if (wire->matched > strlen(text) && byte == '\r') {
        keep_one(pass, LINE_LF);
    } else {
        wire_refuse(pass, 400);
    }
}

/* Behind a CR that has come out. */
static void line_lf(Pass *pass)
{
    if (next_byte(pass) == '\n')
        keep_one(pass, FIELD);
    else
        wire_refuse(pass, 400);
}

/* ---- headers ---- */

static bool head_is_whole(const Wire *wire)
{
    return wire->hosts == 1 || (wire->is_old && wire->hosts == 0);
}

static void field(Pass *pass)
{
    Wire *wire = pass->wire;
    unsigned char byte = next_byte(pass);
    wire->line = 0;
    wire->name_length = 0;
    if (byte == '\r' && head_is_whole(wire)) {
        keep_one(pass, HEAD_LF);
    } else if (!is(byte, TOKEN)) {
        wire_refuse(pass, 400); /* a fold, an empty name, a bare LF */
    } else if (wire->fields == WIRE_FIELDS_MAX || wire->head >= WIRE_HEAD_MAX || !count_records(pass, 1, 0)) {
        wire_refuse(pass, 431);
    } else {
        wire->fields++;
        wire->state = NAME;
    }
}

static bool is_named(const Wire *wire, const char *name)
{
    return (wire->name[0] | 0x20) == (name[0] | 0x20) && strncasecmp(wire->name, name, wire->name_length) == 0;
}

static unsigned char field_named(const Wire *wire)
{
    switch (wire->name_length) {
    case 4:
        return is_named(wire, "Host") ? FIELD_HOST : FIELD_OTHER;
    case 6:
        return is_named(wire, "Cookie") ? FIELD_COOKIE : FIELD_OTHER;
    case 14:
        return is_named(wire, "Content-Length") ? FIELD_LENGTH : FIELD_OTHER;
    case 17:
        return is_named(wire, "Transfer-Encoding") ? FIELD_ENCODING : FIELD_OTHER;
    default:
        return FIELD_OTHER;
    }
}

/* Of Host, Content-Length and Transfer-Encoding there may be one, of the latter two together. */
static bool may_have_field(Wire *wire)
{
    bool had_body = wire->sized || wire->chunked;
    wire->field = field_named(wire);
    wire->sized = wire->sized || wire->field == FIELD_LENGTH;
    wire->chunked = wire->chunked || wire->field == FIELD_ENCODING;
    wire->matched = 0;
    switch (wire->field) {
    case FIELD_HOST:
        return wire->hosts++ == 0;
    case FIELD_LENGTH:
        return !had_body;
    case FIELD_ENCODING:
        return !had_body && !wire->is_old;
    default:
        return true;
    }
}

static void name(Pass *pass)
{
    Wire *wire = pass->wire;
    size_t run;
    if (!measure(pass, TOKEN, WIRE_LINE_MAX, &run)) {
        wire_refuse(pass, 431);
        return;
    }
    size_t room = sizeof wire->name - wire->name_length;
    memcpy(wire->name + wire->name_length, pass->at, MIN_OF(run, room)); /* a full name is none that counts */
    wire->name_length = (unsigned char)(wire->name_length + MIN_OF(run, room));
    keep(pass, run);
    if (pass->at == pass->end)
        return;
    if (next_byte(pass) == ':' && may_have_field(wire))
        keep_one(pass, VALUE_START);
    else
        wire_refuse(pass, 400);
}

/* The line's end, if the value is one that its header may have. */
static void end_value(Pass *pass)
{
    Wire *wire = pass->wire;
    bool fine = next_byte(pass) == '\r' && (wire->field != FIELD_LENGTH || wire->digits > 0) &&
                (wire->field != FIELD_ENCODING || wire->matched == strlen("chunked")) &&
                (wire->field != FIELD_COOKIE || wire->matched < 2);
    if (fine)
        keep_one(pass, VALUE_LF);
    else
        wire_refuse(pass, 400);
}

static void value_start(Pass *pass)
{
    if (next_byte(pass) == ' ' || next_byte(pass) == '\t') {
        if (pass->wire->head < WIRE_HEAD_MAX && ++pass->wire->line < WIRE_LINE_MAX)
            keep_one(pass, VALUE_START);
        else
            wire_refuse(pass, 431);
    } else {
        pass->wire->state = VALUE;
    }
}

/* Spaces behind a value are allowed; the library would take them for a part of it. */
static void value_after(Pass *pass)
{
    if (next_byte(pass) != ' ' && next_byte(pass) != '\t')
        end_value(pass);
    else if (pass->wire->head++ < WIRE_HEAD_MAX)
        drop_one(pass, VALUE_AFTER);
    else
        wire_refuse(pass, 431);
}

/* Only digits, and so few that they are a number. */
static void length_value(Pass *pass)
{
    Wire *wire = pass->wire;
    while (pass->at < pass->end && is(next_byte(pass), DIGIT) && wire->digits < LENGTH_DIGITS) {
        wire->left = wire->left * 10 + (uint64_t)(next_byte(pass) - '0');
        wire->digits++;
        keep_one(pass, VALUE);
    }
    if (pass->at < pass->end && is(next_byte(pass), DIGIT))
        wire_refuse(pass, 413);
    else if (pass->at < pass->end)
        wire->state = VALUE_AFTER;
}

static void encoding_value(Pass *pass)
{
    static const char word[] = "chunked";
    Wire *wire = pass->wire;
    while (pass->at < pass->end && wire->matched < strlen(word) && (*pass->at | 0x20) == word[wire->matched]) {
        wire->matched++;
        keep_one(pass, VALUE);
    }
    if (pass->at < pass->end)
        wire->state = VALUE_AFTER;
}

/* Of a line of cookies that ends with =" the library makes one of a length below zero. */
static void note_quote(Wire *wire, const char *bytes, size_t size)
{
    for (size_t i = size > 2 ? size - 2 : 0; i < size; i++)
        wire->matched = bytes[i] == '=' ? 1 : bytes[i] == '"' && wire->matched == 1 ? 2 : 0;
}

static void value(Pass *pass)
{
    Wire *wire = pass->wire;
    unsigned char class = wire->field == FIELD_HOST ? HOST : TEXT;
    size_t run;
    if (wire->field == FIELD_LENGTH) {
        length_value(pass);
        return;
    }
    if (wire->field == FIELD_ENCODING) {
        encoding_value(pass);
        return;
    }
    if (!measure(pass, class, WIRE_LINE_MAX, &run) ||
        (wire->field == FIELD_COOKIE && !count_records(pass, count_of(pass->at, run, ';', ','), run))) {
        wire_refuse(pass, 431);
        return;
    }
    if (wire->field == FIELD_COOKIE)
        note_quote(wire, pass->at, run);
    keep(pass, run);
    if (pass->at < pass->end) {
        wire->state = VALUE_AFTER;
        value_after(pass);
    }
}

static void head_lf(Pass *pass)
{
    Wire *wire = pass->wire;
    if (next_byte(pass) != '\n') {
        wire_refuse(pass, 400);
        return;
    }
    keep_one(pass, wire->chunked ? SIZE : wire->left > 0 ? BODY : START);
    wire->digits = 0;
}

Step *const wire_head_steps[] = {
    [START] = start,
    [START_LF] = start_lf,
    [METHOD] = method,
    [TARGET] = target,
    [VERSION] = version,
    [LINE_LF] = line_lf,
    [FIELD] = field,
    [NAME] = name,
    [VALUE_START] = value_start,
    [VALUE] = value,
    [VALUE_AFTER] = value_after,
    [VALUE_LF] = line_lf,
    [HEAD_LF] = head_lf,
};
