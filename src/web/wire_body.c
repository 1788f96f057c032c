/* SPDX-License-Identifier: MIT */
/* Bodies: by length, or in chunks with their trailers. */
#include "base/base.h"

#include "web/wire_steps.h"

static void keep_left(Pass *pass, unsigned char then)
{
    Wire *wire = pass->wire;
    size_t size = (size_t)MIN_OF((uint64_t)(pass->end - pass->at), wire->left);
    keep(pass, size);
    wire->left -= size;
    if (wire->left == 0)
        wire->state = then;
}

static void body(Pass *pass)
{
    keep_left(pass, START);
}

static void data(Pass *pass)
{
    keep_left(pass, DATA_CR);
}

static unsigned hex_value(unsigned char byte)
{
    return is(byte, DIGIT) ? byte - (unsigned)'0' : (byte | 0x20U) - (unsigned)'a' + 10;
}

static void size_digits(Pass *pass)
{
    Wire *wire = pass->wire;
    unsigned char byte = next_byte(pass);
    if (is(byte, HEX) && wire->digits < sizeof wire->size) {
        wire->left = wire->left * 16 + hex_value(byte);
        wire->size[wire->digits++] = (char)byte;
        drop_one(pass, SIZE);
    } else if (wire->digits > 0 && byte == '\r') {
        drop_one(pass, SIZE_LF);
    } else if (wire->digits > 0 && byte == ';') {
        drop_one(pass, EXTENSION);
        wire->line = 1;
    } else {
        wire_refuse(pass, 400);
    }
}

static void extension(Pass *pass)
{
    Wire *wire = pass->wire;
    size_t left = WIRE_EXTENSION_MAX - wire->line, run = span(pass, TEXT, left);
    wire->line += (uint32_t)run;
    pass->at += run;
    if (pass->at == pass->end)
        return;
    if (next_byte(pass) == '\r')
        drop_one(pass, SIZE_LF);
    else
        wire_refuse(pass, 400);
}

static void size_lf(Pass *pass)
{
    Wire *wire = pass->wire;
    if (next_byte(pass) != '\n') {
        wire_refuse(pass, 400);
        return;
    }
    drop_one(pass, wire->left > 0 ? DATA : TRAILER);
    put(pass, wire->size, wire->digits);
    put(pass, "\r\n", 2);
    wire->digits = wire->fields = 0;
    wire->head = 0; /* trailers together may be as long as a head */
}

static void data_cr(Pass *pass)
{
    if (next_byte(pass) == '\r')
        keep_one(pass, DATA_LF);
    else
        wire_refuse(pass, 400);
}

static void data_lf(Pass *pass)
{
    if (next_byte(pass) == '\n')
        keep_one(pass, SIZE);
    else
        wire_refuse(pass, 400);
}

/* ---- trailers: judged and dropped ---- */

static void trailer(Pass *pass)
{
    Wire *wire = pass->wire;
    wire->line = 0;
    if (next_byte(pass) == '\r')
        keep_one(pass, TRAILERS_LF);
    else if (!is(next_byte(pass), TOKEN))
        wire_refuse(pass, 400);
    else if (wire->fields++ == WIRE_TRAILERS_MAX)
        wire_refuse(pass, 400);
    else
        wire->state = TRAILER_NAME;
}

static void drop_text(Pass *pass, unsigned char class, unsigned char mark, unsigned char then)
{
    size_t run;
    if (!measure(pass, class, WIRE_LINE_MAX, &run)) {
        wire_refuse(pass, 431);
        return;
    }
    pass->at += run;
    if (pass->at == pass->end)
        return;
    if (next_byte(pass) == mark)
        drop_one(pass, then);
    else
        wire_refuse(pass, 400);
}

static void trailer_name(Pass *pass)
{
    drop_text(pass, TOKEN, ':', TRAILER_VALUE);
}

static void trailer_value(Pass *pass)
{
    drop_text(pass, TEXT, '\r', TRAILER_LF);
}

static void trailer_lf(Pass *pass)
{
    if (next_byte(pass) == '\n')
        drop_one(pass, TRAILER);
    else
        wire_refuse(pass, 400);
}

static void trailers_lf(Pass *pass)
{
    if (next_byte(pass) == '\n')
        keep_one(pass, START);
    else
        wire_refuse(pass, 400);
}

Step *const wire_body_steps[] = {
    [BODY] = body,
    [SIZE] = size_digits,
    [EXTENSION] = extension,
    [SIZE_LF] = size_lf,
    [DATA] = data,
    [DATA_CR] = data_cr,
    [DATA_LF] = data_lf,
    [TRAILER] = trailer,
    [TRAILER_NAME] = trailer_name,
    [TRAILER_VALUE] = trailer_value,
    [TRAILER_LF] = trailer_lf,
    [TRAILERS_LF] = trailers_lf,
};
