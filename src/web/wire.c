/* SPDX-License-Identifier: MIT */
/* The endings of refused requests, and the loop over the steps. */
#include "base/base.h"

#include "web/wire_steps.h"

#define ALL (TOKEN | TEXT | ADDRESS | HOST)
const unsigned char wire_classes[256] = {
    ['\t'] = TEXT,
    [' '] = TEXT,
    ['!'] = ALL,
    ['"'] = TEXT | ADDRESS,
    ['#'] = TOKEN | TEXT | ADDRESS,
    ['$'] = ALL,
    ['%'] = ALL,
    ['&'] = ALL,
    ['\''] = ALL,
    ['('] = TEXT | ADDRESS | HOST,
    [')'] = TEXT | ADDRESS | HOST,
    ['*'] = ALL,
    ['+'] = ALL,
    [','] = TEXT | ADDRESS | HOST,
    ['-'] = ALL,
    ['.'] = ALL,
    ['/'] = TEXT | ADDRESS,
    ['0' ... '9'] = ALL | DIGIT | HEX,
    [':'] = TEXT | ADDRESS | HOST,
    [';'] = TEXT | ADDRESS | HOST,
    ['<'] = TEXT | ADDRESS,
    ['='] = TEXT | ADDRESS | HOST,
    ['>'] = TEXT | ADDRESS,
    ['?'] = TEXT | ADDRESS,
    ['@'] = TEXT | ADDRESS,
    ['A' ... 'F'] = ALL | HEX,
    ['G' ... 'Z'] = ALL,
    ['['] = TEXT | ADDRESS | HOST,
    ['\\'] = TEXT | ADDRESS,
    [']'] = TEXT | ADDRESS | HOST,
    ['^'] = TOKEN | TEXT | ADDRESS,
    ['_'] = ALL,
    ['`'] = TOKEN | TEXT | ADDRESS,
    ['a' ... 'f'] = ALL | HEX,
    ['g' ... 'z'] = ALL,
    ['{'] = TEXT | ADDRESS,
    ['|'] = TOKEN | TEXT | ADDRESS,
    ['}'] = TEXT | ADDRESS,
    ['~'] = ALL,
    [0x80 ... 0xff] = TEXT | ADDRESS,
};

static void put_text(Pass *pass, const char *text)
{
    put(pass, text, strlen(text));
}

/* What completes the line that is being read, given what of it has come out. */
static void put_end_of_line(Pass *pass)
{
    Wire *wire = pass->wire;
    switch (wire->state) {
    case START:
    case START_LF:
        put_text(pass, "GET / HTTP/1.1\r\n");
        break;
    case METHOD:
        put_text(pass, wire->line ? " / HTTP/1.1\r\n" : "GET / HTTP/1.1\r\n");
        break;
    case TARGET:
        put_text(pass, wire->line ? " HTTP/1.1\r\n" : "/ HTTP/1.1\r\n");
        break;
    case VERSION:
        put_text(pass, &"HTTP/1.1\r\n"[wire->matched]);
        break;
    case NAME:
        put_text(pass, wire->line ? ":0\r\n" : "");
        break;
    case VALUE_START:
    case VALUE:
    case VALUE_AFTER:
        put_text(pass,
                 (wire->field == FIELD_LENGTH && !wire->digits) || wire->field == FIELD_COOKIE ? "0\r\n" : "\r\n");
        break;
    case LINE_LF:
    case VALUE_LF:
        put_text(pass, "\n");
        break;
    default:
        break;
    }
}

/* A body's ending: nothing of the line that was being read has come out. */
static const char *end_of_body(unsigned char state)
{
    switch (state) {
    case DATA_CR:
        return "\r\n0\r\n\r\n";
    case DATA_LF:
        return "\n0\r\n\r\n";
    case TRAILER:
    case TRAILER_NAME:
    case TRAILER_VALUE:
    case TRAILER_LF:
        return "\r\n";
    case TRAILERS_LF:
    case HEAD_LF:
        return "\n";
    default:
        return "0\r\n\r\n";
    }
}

void wire_refuse(Pass *pass, int status)
{
    Wire *wire = pass->wire;
    if (wire->state < HEAD_LF) {
        put_end_of_line(pass);
        put_text(pass, wire->hosts ? "\r\n" : "Host:0\r\n\r\n");
    } else {
        put_text(pass, end_of_body(wire->state));
    }
    wire->status = status;
    wire->state = REFUSED;
}

size_t wire_pass(Wire *wire, const char *in, size_t size, char *out, size_t room)
{
    Pass pass = {.wire = wire, .at = in, .end = in + size, .out = out, .out_end = out + room};
    while (pass.at < pass.end && wire->state != REFUSED)
        (wire->state < BODY ? wire_head_steps : wire_body_steps)[wire->state](&pass);
    return (size_t)(pass.out - out);
}

bool wire_keeps(const Wire *wire)
{
    return wire->spilt > 0 || (wire->state >= SIZE && wire->state <= SIZE_LF && wire->digits > 0);
}

size_t wire_spilt(Wire *wire, char *out, size_t room)
{
    size_t size = MIN_OF((size_t)wire->spilt, room);
    memcpy(out, wire->spill, size);
    memmove(wire->spill, wire->spill + size, wire->spilt - size);
    wire->spilt = (unsigned char)(wire->spilt - size);
    return size;
}

bool wire_in_head(const Wire *wire)
{
    return wire->state > START_LF && wire->state < BODY;
}

bool wire_in_body(const Wire *wire)
{
    return wire->state >= BODY && wire->state < REFUSED;
}

bool wire_is_refused(const Wire *wire)
{
    return wire->state == REFUSED;
}
