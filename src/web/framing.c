/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <microhttpd.h>
#include <strings.h>

#include "web/framing.h"

#define TARGET_MAX 8192
#define LINE_MAX_BYTES 8192
#define HEAD_MAX 16384
#define HEADERS_MAX 100

typedef struct {
    size_t total;
    int headers, hosts, lengths, encodings;
    bool too_long, bad_field, bad_length, bad_encoding;
    uint64_t length;
} Head;

static bool parse_length(const char *text, uint64_t *length)
{
    *length = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || *length > UINT64_MAX / 100)
            return false;
        *length = *length * 10 + (uint64_t)(*at - '0');
    }
    return *text != 0;
}

/* A field name is a token (RFC 9110): a space in it or a NUL would mean another field to others on the way. */
static bool is_token(const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z') ||
              (name[i] >= '0' && name[i] <= '9') || (name[i] && strchr("!#$%&'*+-.^_`|~", name[i]))))
            return false;
    return size > 0;
}

static bool is_field_value(const char *value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7f)
            return false;
    return true;
}

static enum MHD_Result look(void *cls, enum MHD_ValueKind kind UNUSED, const char *name, size_t name_size,
                            const char *value, size_t value_size)
{
    Head *head = cls;
    size_t size = name_size + value_size + 4;
    head->bad_field = head->bad_field || !is_token(name, name_size) || (value && !is_field_value(value, value_size));
    head->headers++;
    head->total += size;
    head->too_long = head->too_long || size > LINE_MAX_BYTES;
    if (strcasecmp(name, "Host") == 0)
        head->hosts++;
    if (strcasecmp(name, "Content-Length") == 0) {
        head->lengths++;
        head->bad_length = head->bad_length || !value || !parse_length(value, &head->length);
    }
    if (strcasecmp(name, "Transfer-Encoding") == 0) {
        head->encodings++;
        head->bad_encoding = head->bad_encoding || !value || strcasecmp(value, "chunked") != 0;
    }
    return MHD_YES;
}

Framing framing_check(struct MHD_Connection *connection, const char *target, const char *version)
{
    Head head = {0};
    Framing framing = {0};
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look, &head);
    bool old = strcmp(version, "HTTP/1.0") == 0;
    if (strlen(target) > TARGET_MAX)
        framing.status = 414;
    else if (head.too_long || head.total > HEAD_MAX || head.headers > HEADERS_MAX)
        framing.status = 431;
    else if (head.bad_field || head.hosts > 1 || (!old && head.hosts != 1) || head.lengths > 1 || head.bad_length ||
             head.encodings > 1 || head.bad_encoding || (head.encodings && (head.lengths || old)))
        framing.status = 400;
    framing.length = head.length;
    framing.has_body = head.length > 0 || head.encodings > 0;
    return framing;
}
