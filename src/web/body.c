/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <microhttpd.h>

#include "base/text.h"
#include "web/exchange.h"

#define PARTS_MAX 2000

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

const char *url_decode(Arena *arena, const char *text, size_t length, bool plus)
{
    char *out = arena_alloc(arena, length + 1);
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '%') {
            bool whole = i + 2 < length;
            int high = whole ? hex_digit(text[i + 1]) : -1;
            int low = whole ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0 || (high == 0 && low == 0))
                return NULL;
            out[at++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[at++] = plus && text[i] == '+' ? ' ' : text[i];
        }
    }
    return text_is_utf8(out, at) ? out : NULL;
}

static Err *malformed(Ctx *cx)
{
    return err_new(cx, ERR_BAD_REQUEST, "", "%s", _("The request is malformed"));
}

Err *pairs_read(Ctx *cx, const char *text, Pairs *pairs)
{
    while (*text) {
        size_t length = strcspn(text, "&");
        size_t name = strcspn(text, "=&");
        if (length > 0) {
            Pair *pair = list_push(cx->arena, pairs);
            pair->name = url_decode(cx->arena, text, name, true);
            pair->value = name < length ? url_decode(cx->arena, text + name + 1, length - name - 1, true) : "";
            if (!pair->name || !pair->value || pairs->count > PARTS_MAX)
                return malformed(cx);
        }
        text += length + (text[length] == '&');
    }
    return NULL;
}

/* ".." as a whole part, a backslash or an empty part never stands in an address of ours. */
static bool path_is_sane(const char *path)
{
    if (path[0] != '/' || strchr(path, '\\') || strstr(path, "//"))
        return false;
    for (const char *at = path; (at = strstr(at, "/.")) != NULL; at++)
        if (at[2] == 0 || at[2] == '/' || (at[2] == '.' && (at[3] == 0 || at[3] == '/')))
            return false;
    for (const char *at = path; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    return true;
}

static void take_ending(Exchange *exchange, char *path)
{
    static const struct {
        const char *ending;
        Wants wants;
    } endings[] = {{".json", WANTS_JSON}, {".csv", WANTS_CSV}, {".xlsx", WANTS_XLSX}};
    /* "/openapi.json" and the like are addresses of their own */
    if (strcmp(path, "/openapi.json") == 0 || strstr(path, "sample.xlsx"))
        return;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (!text_ends(path, endings[i].ending))
            continue;
        path[strlen(path) - strlen(endings[i].ending)] = 0;
        exchange->req.wants = endings[i].wants;
    }
}

Err *target_read(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    const char *raw = exchange->raw_target;
    size_t length = strcspn(raw, "?");
    const char *decoded = url_decode(cx->arena, raw, length, false);
    if (!decoded || !path_is_sane(decoded) || strchr(raw, '#'))
        return malformed(cx);
    char *path = arena_strdup(cx->arena, decoded);
    take_ending(exchange, path);
    exchange->req.path = path;
    exchange->req.target = arena_strdup(cx->arena, raw);
    return raw[length] ? pairs_read(cx, raw + length + 1, &exchange->req.query) : NULL;
}

Err *cookies_read(Exchange *exchange, const char *header)
{
    Ctx *cx = &exchange->cx;
    TextList parts = text_split(cx->arena, header, ';');
    for (size_t i = 0; i < parts.count && i < 50; i++) {
        const char *part = text_trim(cx->arena, parts.items[i]);
        const char *equals = strchr(part, '=');
        if (!equals)
            continue;
        Pair *pair = list_push(cx->arena, &exchange->req.cookies);
        pair->name = arena_strndup(cx->arena, part, (size_t)(equals - part));
        pair->value = equals + 1;
    }
    return NULL;
}

/* ---- multipart, by libmicrohttpd's parser ---- */

typedef struct {
    Exchange *exchange;
    Buf value; /* of the part that is coming in */
    char *name, *file_name;
    bool open;
    int parts;
} Parts;

static void end_part(Parts *parts)
{
    Req *req = &parts->exchange->req;
    Arena *arena = &parts->exchange->arena;
    if (!parts->open)
        return;
    parts->open = false;
    if (parts->file_name) {
        Upload *upload = list_push(arena, &req->uploads);
        upload->field = parts->name;
        upload->file_name = parts->file_name;
        upload->size = parts->value.length;
        upload->data = arena_memdup(arena, parts->value.data ? parts->value.data : "", parts->value.length);
    } else {
        Pair *pair = list_push(arena, &req->form);
        pair->name = parts->name;
        pair->value = arena_strndup(arena, parts->value.data ? parts->value.data : "", parts->value.length);
    }
    buf_clear(&parts->value);
}

static enum MHD_Result take_part(void *cls, enum MHD_ValueKind kind UNUSED, const char *key, const char *file_name,
                                 const char *type UNUSED, const char *encoding UNUSED, const char *data, uint64_t off,
                                 size_t size)
{
    Parts *parts = cls;
    Arena *arena = &parts->exchange->arena;
    if (off == 0) {
        end_part(parts);
        if (!key || ++parts->parts > PARTS_MAX)
            return MHD_NO;
        parts->name = arena_strdup(arena, key);
        parts->file_name = file_name ? arena_strdup(arena, file_name) : NULL;
        parts->open = true;
    }
    buf_put(&parts->value, data, size);
    return MHD_YES;
}

static bool parts_are_text(const Req *req)
{
    for (size_t i = 0; i < req->form.count; i++)
        if (!text_is_utf8(req->form.items[i].name, strlen(req->form.items[i].name)) ||
            !text_is_utf8(req->form.items[i].value, strlen(req->form.items[i].value)))
            return false;
    for (size_t i = 0; i < req->uploads.count; i++)
        if (!text_is_utf8(req->uploads.items[i].file_name, strlen(req->uploads.items[i].file_name)))
            return false;
    return true;
}

static Err *multipart_read(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    Parts parts = {.exchange = exchange};
    struct MHD_PostProcessor *parser = MHD_create_post_processor(exchange->mhd, 65536, take_part, &parts);
    if (!parser)
        return malformed(cx);
    bool fine = MHD_post_process(parser, exchange->body.data, exchange->body.length) == MHD_YES;
    fine = MHD_destroy_post_processor(parser) == MHD_YES && fine;
    end_part(&parts);
    buf_finish(&parts.value);
    return fine && parts_are_text(&exchange->req) ? NULL : malformed(cx);
}

Err *body_read(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    Req *req = &exchange->req;
    const char *type = exchange->content_type;
    if (exchange->body.length == 0)
        return NULL;
    if (text_starts(type, "application/json"))
        return json_parse_upto(cx, exchange->body.data, exchange->body.length, req->route->json_max, &req->json);
    if (text_starts(type, "application/x-www-form-urlencoded")) {
        if (strlen(exchange->body.data) != exchange->body.length)
            return malformed(cx);
        return pairs_read(cx, exchange->body.data, &req->form);
    }
    if (text_starts(type, "multipart/form-data") && req->route->files)
        return multipart_read(exchange);
    return err_new(cx, ERR_BAD_REQUEST, "", "%s", _("Send JSON as application/json, or a form"));
}
