/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"

/* A larger answer than this is streamed or is a mistake. */
#define CEILING ((size_t)512 << 20)

void buf_finish(Buf *buf)
{
    free(buf->data);
    *buf = (Buf){0};
}

char *buf_take(Buf *buf, size_t *length)
{
    buf_reserve(buf, 0);
    char *data = buf->data;
    if (length)
        *length = buf->length;
    *buf = (Buf){0};
    return data;
}

void buf_clear(Buf *buf)
{
    buf->length = 0;
    if (buf->data)
        buf->data[0] = 0;
}

void buf_reserve(Buf *buf, size_t more)
{
    if (buf->data && buf->room - buf->length > more)
        return;
    size_t need = buf->length + more + 1;
    if (more > CEILING || need > CEILING) {
        fprintf(stderr, "takt: an answer too large to build\n");
        abort();
    }
    size_t room = MAX_OF(buf->room * 2, MAX_OF(need, (size_t)256));
    char *data = realloc(buf->data, room);
    if (!data) {
        fprintf(stderr, "takt: out of memory\n");
        abort();
    }
    buf->data = data;
    buf->room = room;
    buf->data[buf->length] = 0;
}

void buf_put(Buf *buf, const void *data, size_t length)
{
    if (buf->room - buf->length <= length)
        buf_reserve(buf, length);
    if (length)
        memcpy(buf->data + buf->length, data, length);
    buf->length += length;
    buf->data[buf->length] = 0;
}

void buf_text(Buf *buf, const char *text)
{
    buf_put(buf, text, strlen(text));
}

void buf_char(Buf *buf, char byte)
{
    if (buf->room - buf->length <= 1)
        buf_reserve(buf, 1);
    buf->data[buf->length++] = byte;
    buf->data[buf->length] = 0;
}

void buf_int(Buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buf_put(buf, digits + at, sizeof digits - at);
}

void buf_printf(Buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(length >= 0);
    buf_reserve(buf, (size_t)length);
    vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
    va_end(again);
    buf->length += (size_t)length;
}

static const char *html_entity(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return "";
    }
}

/* strcspn has vector code for a set of bytes, but starting it costs more than most values of a page are long. */
static size_t plain_length(const char *text)
{
    static const bool special[256] = {
        [0] = true, ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};
    const char *end = text;
    while (!special[(unsigned char)*end])
        end++;
    return (size_t)(end - text);
}

void buf_html(Buf *buf, const char *text)
{
    for (;;) {
        size_t length = plain_length(text);
        buf_put(buf, text, length);
        text += length;
        if (!*text)
            return;
        buf_text(buf, html_entity(*text++));
    }
}

static void json_escape(Buf *buf, unsigned char byte)
{
    switch (byte) {
    case '"':
        buf_put(buf, "\\\"", 2);
        break;
    case '\\':
        buf_put(buf, "\\\\", 2);
        break;
    case '\n':
        buf_put(buf, "\\n", 2);
        break;
    case '\t':
        buf_put(buf, "\\t", 2);
        break;
    case '\r':
        buf_put(buf, "\\r", 2);
        break;
    default:
        buf_printf(buf, "\\u%04x", byte);
    }
}

/* "<" too: such JSON can then never be taken for a page. */
static bool json_is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != 0x7f;
}

void buf_json(Buf *buf, const char *text)
{
    buf_char(buf, '"');
    for (;;) {
        const char *end = text;
        while (json_is_plain((unsigned char)*end))
            end++;
        buf_put(buf, text, (size_t)(end - text));
        if (!*end)
            break;
        json_escape(buf, (unsigned char)*end);
        text = end + 1;
    }
    buf_char(buf, '"');
}

static bool url_safe(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_' || byte == '.' || byte == '~';
}

void buf_url(Buf *buf, const char *text)
{
    for (; *text; text++) {
        if (url_safe((unsigned char)*text))
            buf_char(buf, *text);
        else
            buf_printf(buf, "%%%02X", (unsigned char)*text);
    }
}
