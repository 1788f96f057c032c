/* SPDX-License-Identifier: MIT */
/* OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0) from the tables of routes. */
#include "base/base.h"

#include "base/text.h"
#include "base/value_read.h"
#include "web/openapi.h"
#include "web/openapi_schema.h"
#include "web/router.h"

typedef struct {
    Arena *arena;
    const Feature *const *features;
    Schemas schemas;
    Buf *out;
} Document;

/* ---- addresses ---- */

/* "/people/:id" as "/people/{id}". */
static const char *template_of(Arena *arena, const char *path)
{
    Buf text = {0};
    for (; *path; path++) {
        size_t length = *path == ':' ? strcspn(path + 1, "/") : 0;
        if (length) {
            buf_printf(&text, "{%.*s}", (int)length, path + 1);
            path += length;
        } else {
            buf_char(&text, *path);
        }
    }
    const char *copy = arena_strdup(arena, text.data);
    buf_finish(&text);
    return copy;
}

/* The names after colons, space-separated. */
static const char *path_names(Arena *arena, const char *path)
{
    const char *names = "";
    for (const char *at = path; (at = strchr(at, ':')); at++) {
        size_t length = strcspn(at + 1, "/");
        names = arena_printf(arena, "%s%s%.*s", names, *names ? " " : "", (int)length, at + 1);
    }
    return names;
}

/* "get_people_id", unique since method and path are. */
static const char *operation_id(Arena *arena, const Route *route)
{
    char *id = arena_printf(arena, "%s%s", method_word(route->method), route->path);
    size_t to = 0;
    for (size_t from = 0; id[from]; from++) {
        char c = id[from];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c >= 'A' && c <= 'Z')
            id[to++] = (char)(c + 32);
        else if (letter || (to && id[to - 1] != '_'))
            id[to++] = letter ? c : '_';
    }
    while (to && id[to - 1] == '_')
        to--;
    id[to] = 0;
    return id;
}

/* ---- parameters ---- */

static void open_parameter(Buf *out, const char *name, const char *where, bool required)
{
    json_open(out, NULL, '{');
    json_text_member(out, "name", name);
    json_text_member(out, "in", where);
    if (required) {
        json_key(out, "required");
        buf_text(out, "true");
    }
    json_key(out, "schema");
}

/* A part of the path that is no field of the request is an id, or a word. */
static void put_path_parameter(Document *doc, const Route *route, const char *name)
{
    const Field *field = route->in ? shape_field(route->in, name) : NULL;
    open_parameter(doc->out, name, "path", true);
    if (field && field->kind != KIND_ID)
        schema_field(&doc->schemas, field, SCHEMA_FORM, doc->out);
    else if (text_ends(name, "id"))
        buf_text(doc->out, "{\"type\":\"integer\",\"minimum\":1}");
    else
        buf_text(doc->out, "{\"type\":\"string\"}");
    buf_char(doc->out, '}');
}

static void put_parameters(Document *doc, const Route *route)
{
    const char *names = path_names(doc->arena, route->path);
    TextList parts = text_split(doc->arena, names, ' ');
    json_open(doc->out, "parameters", '[');
    for (size_t i = 0; i < parts.count; i++)
        if (*parts.items[i])
            put_path_parameter(doc, route, parts.items[i]);
    for (size_t i = 0; route->method == METHOD_GET && route->in && i < route->in->count; i++) {
        const Field *field = &route->in->fields[i];
        if (!names_have(route->fields ? route->fields : "", field->name) || names_have(names, field->name))
            continue;
        open_parameter(doc->out, field->name, "query", field->required);
        schema_field(&doc->schemas, field, SCHEMA_FORM, doc->out);
        buf_char(doc->out, '}');
    }
    buf_char(doc->out, ']');
}

/* ---- bodies ---- */

static void put_body_of(Document *doc, const Route *route, const char *type, SchemaUse use)
{
    bool require = route->method != METHOD_PATCH;
    json_open(doc->out, type, '{');
    json_key(doc->out, "schema");
    if (route->raw && use == SCHEMA_JSON)
        schema_ref(&doc->schemas, route->in, doc->out);
    else
        schema_request(&doc->schemas, route->in, route->fields ? route->fields : "",
                       path_names(doc->arena, route->path), require, use, doc->out);
    buf_char(doc->out, '}');
}

static void put_body(Document *doc, const Route *route)
{
    if (route->method == METHOD_GET || (!route->in && !route->files))
        return;
    json_open(doc->out, "requestBody", '{');
    json_key(doc->out, "required");
    buf_text(doc->out, "true");
    json_open(doc->out, "content", '{');
    if (route->in)
        put_body_of(doc, route, "application/json", SCHEMA_JSON);
    if (route->in && (!route->raw || route->fields))
        put_body_of(doc, route, "application/x-www-form-urlencoded", SCHEMA_FORM);
    if (route->files)
        put_body_of(doc, route, "multipart/form-data", SCHEMA_FILES);
    buf_text(doc->out, "}}");
}

/* ---- answers ---- */

static void put_media(Buf *out, const char *type)
{
    json_open(out, type, '{');
    buf_char(out, '}');
}

static void put_success(Document *doc, const Route *route)
{
    const char *formats = route->formats ? route->formats : "";
    json_open(doc->out, "200", '{');
    json_text_member(doc->out, "description", route->method == METHOD_GET ? "What was asked for" : "Done");
    json_open(doc->out, "content", '{');
    if (route->out) {
        json_open(doc->out, "application/json", '{');
        json_key(doc->out, "schema");
        schema_ref(&doc->schemas, route->out, doc->out);
        buf_char(doc->out, '}');
    }
    if (route->page)
        put_media(doc->out, "text/html");
    if (names_have(formats, "csv"))
        put_media(doc->out, "text/csv");
    if (names_have(formats, "xlsx"))
        put_media(doc->out, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    buf_text(doc->out, "}}");
}

static void put_problem(Buf *out, const char *status)
{
    json_open(out, status, '{');
    json_text_member(out, "$ref", "#/components/responses/Problem");
    buf_char(out, '}');
}

static void put_responses(Document *doc, const Route *route)
{
    bool changes = route->method != METHOD_GET;
    bool open = strcmp(route->right, RIGHT_PUBLIC) == 0;
    json_open(doc->out, "responses", '{');
    put_success(doc, route);
    if (changes && !route->safe) {
        json_open(doc->out, "303", '{');
        json_text_member(doc->out, "description", "Done; a form is sent on to the page that shows it");
        buf_char(doc->out, '}');
    }
    if (!open) {
        put_problem(doc->out, "401");
        put_problem(doc->out, "403");
    }
    if (strchr(route->path, ':'))
        put_problem(doc->out, "404");
    if (changes)
        put_problem(doc->out, "409");
    if (route->in)
        put_problem(doc->out, "422");
    put_problem(doc->out, "default");
    buf_char(doc->out, '}');
}

/* ---- operations ---- */

static void put_security(Document *doc, const Route *route)
{
    if (strcmp(route->right, RIGHT_PUBLIC) == 0)
        buf_text(doc->out, ",\"security\":[]");
    json_text_member(doc->out, "x-right", route->right);
}

static void put_operation(Document *doc, const Route *route, const char *tag)
{
    char method[8];
    snprintf(method, sizeof method, "%s", method_word(route->method));
    for (char *c = method; *c; c++)
        *c = (char)(*c + 32);
    json_open(doc->out, method, '{');
    json_text_member(doc->out, "operationId", operation_id(doc->arena, route));
    if (route->summary)
        json_text_member(doc->out, "summary", route->summary);
    json_open(doc->out, "tags", '[');
    json_item(doc->out, tag);
    buf_char(doc->out, ']');
    put_security(doc, route);
    put_parameters(doc, route);
    put_body(doc, route);
    put_responses(doc, route);
    buf_char(doc->out, '}');
}

/* Addresses that differ in the name of a part only are one address to OpenAPI. */
static bool same_path(const Route *a, const Route *b)
{
    return strcmp(a->path, b->path) == 0;
}

static bool is_first_of_path(const Document *doc, const Route *wanted)
{
    for (RouteWalk walk = {.feature = doc->features}; route_walk(&walk);)
        if (same_path(walk.route, wanted))
            return walk.route == wanted;
    return true;
}

static void put_path(Document *doc, const Route *first)
{
    json_open(doc->out, template_of(doc->arena, first->path), '{');
    for (RouteWalk walk = {.feature = doc->features}; route_walk(&walk);)
        if (same_path(walk.route, first))
            put_operation(doc, walk.route, (*walk.feature)->name);
    buf_char(doc->out, '}');
}

static void put_paths(Document *doc)
{
    json_open(doc->out, "paths", '{');
    for (RouteWalk walk = {.feature = doc->features}; route_walk(&walk);)
        if (is_first_of_path(doc, walk.route))
            put_path(doc, walk.route);
    buf_char(doc->out, '}');
}

/* ---- the document ---- */

static const char head[] =
    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Takt\",\"version\":\"" TAKT_VERSION "\",\"description\":\"Every "
    "address answers a page to browsers and JSON to Accept: application/json or with .json behind the path. Days are "
    "ISO dates, moments ISO instants in UTC, minutes whole numbers. A member that is not named here is refused with "
    "422.\"},\"servers\":[{\"url\":\"/\"}],\"security\":[{\"bearer\":[]},{\"cookie\":[]}]";

static const char fixed_components[] =
    "\"securitySchemes\":{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
    "\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"" OPENAPI_COOKIE "\"}},"
    "\"responses\":{\"Problem\":{\"description\":\"Why it was refused\",\"content\":{\"application/problem+json\":"
    "{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}},"
    "\"schemas\":{\"Money\":{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"string\",\"pattern\":"
    "\"^-?[0-9]+\\\\.[0-9]{2}$\"},\"currency\":{\"const\":\"RUB\"}},\"required\":[\"amount\",\"currency\"]},"
    "\"Problem\":{\"type\":\"object\",\"description\":\"RFC 9457\",\"properties\":{\"type\":{\"type\":\"string\"},"
    "\"kind\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"},"
    "\"detail\":{\"type\":\"string\"},\"field\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\",\"items\":"
    "{\"type\":\"object\",\"properties\":{\"field\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}},"
    "\"request_id\":{\"type\":\"string\"}},\"required\":[\"type\",\"kind\",\"status\",\"title\",\"detail\"]}";

void openapi_write(const Ctx *cx, const Feature *const *features, Buf *out)
{
    Document doc = {.arena = cx->arena, .features = features, .schemas = {.arena = cx->arena}, .out = out};
    buf_text(out, head);
    put_paths(&doc);
    json_open(out, "components", '{');
    buf_text(out, fixed_components);
    schema_components(&doc.schemas, out);
    buf_text(out, "}}}");
}
