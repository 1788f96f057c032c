/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/value_read.h"
#include "web/openapi_schema.h"

#define TEXT_MAX 200

/* ---- pieces of JSON ---- */

static void comma(Buf *out)
{
    char last = out->length ? out->data[out->length - 1] : '{';
    if (last != '{' && last != '[' && last != ':')
        buf_char(out, ',');
}

void json_key(Buf *out, const char *name)
{
    comma(out);
    buf_json(out, name);
    buf_char(out, ':');
}

void json_text_member(Buf *out, const char *name, const char *text)
{
    json_key(out, name);
    buf_json(out, text);
}

void json_item(Buf *out, const char *text)
{
    comma(out);
    buf_json(out, text);
}

/* Opens a member; without a name an item of a list. */
void json_open(Buf *out, const char *name, char bracket)
{
    if (name)
        json_key(out, name);
    else
        comma(out);
    buf_char(out, bracket);
}

static void int_member(Buf *out, const char *name, int64_t value)
{
    json_key(out, name);
    buf_int(out, value);
}

/* ---- fields ---- */

static void put_type(Buf *out, const char *type, bool nullable)
{
    if (!nullable) {
        json_text_member(out, "type", type);
        return;
    }
    json_open(out, "type", '[');
    json_item(out, type);
    json_item(out, "null");
    buf_char(out, ']');
}

static void put_range(Buf *out, const Field *field)
{
    if (field->min >= field->max)
        return;
    int_member(out, "minimum", field->min);
    int_member(out, "maximum", field->max);
}

static void put_words(Buf *out, Words words)
{
    json_text_member(out, "type", "string");
    json_open(out, "enum", '[');
    for (int i = 0; words[i]; i++)
        json_item(out, words[i]);
    buf_char(out, ']');
}

static void put_string(Buf *out, const Field *field, SchemaUse use)
{
    json_text_member(out, "type", "string");
    if (use == SCHEMA_ANSWER)
        return;
    int_member(out, "maxLength", field->max ? field->max : TEXT_MAX);
    if (field->required)
        int_member(out, "minLength", 1);
    if (field->secret) {
        json_text_member(out, "format", "password");
        json_key(out, "writeOnly");
        buf_text(out, "true");
    }
}

static void put_formatted(Buf *out, const char *format, bool nullable)
{
    put_type(out, "string", nullable);
    json_text_member(out, "format", format);
}

/* A reference, or null beside it. */
static void put_ref(Buf *out, const char *name, bool nullable)
{
    if (nullable)
        json_open(out, "anyOf", '['), json_open(out, NULL, '{');
    json_key(out, "$ref");
    buf_text(out, "\"#/components/schemas/");
    buf_text(out, name);
    buf_char(out, '"');
    if (nullable)
        buf_text(out, "},{\"type\":\"null\"}]");
}

static void put_money(Buf *out, const Field *field, SchemaUse use)
{
    if (use == SCHEMA_FORM || use == SCHEMA_FILES) {
        json_text_member(out, "type", "string");
        json_text_member(out, "pattern", "^[-+]?[0-9]+([.,][0-9]{1,2})?$");
        return;
    }
    put_ref(out, "Money", use == SCHEMA_ANSWER ? field->nullable : !field->required);
}

static const char *ref_name(Schemas *schemas, const Shape *shape)
{
    int same = 0; /* other Shapes of that name */
    for (size_t i = 0; i < schemas->list.count; i++) {
        const Shape *known = schemas->list.items[i];
        bool twin = strcmp(known->name, shape->name) == 0;
        if (known == shape)
            return same ? arena_printf(schemas->arena, "%s%d", shape->name, same + 1) : shape->name;
        same += twin;
    }
    *(const Shape **)list_push(schemas->arena, &schemas->list) = shape;
    return same ? arena_printf(schemas->arena, "%s%d", shape->name, same + 1) : shape->name;
}

static void put_kind(Schemas *schemas, const Field *field, SchemaUse use, Buf *out)
{
    bool answer = use == SCHEMA_ANSWER;
    bool optional = answer || !field->required;
    switch (field->kind) {
    case KIND_TEXT:
        put_string(out, field, use);
        break;
    case KIND_FLAG:
        json_text_member(out, "type", "boolean");
        break;
    case KIND_WORD:
        put_words(out, field->words);
        break;
    case KIND_DAY:
        put_formatted(out, "date", optional);
        break;
    case KIND_INSTANT:
        put_formatted(out, "date-time", optional);
        break;
    case KIND_MONEY:
        put_money(out, field, use);
        break;
    case KIND_ID:
        put_type(out, "integer", optional);
        int_member(out, "minimum", 1);
        break;
    case KIND_LIST:
        json_text_member(out, "type", "array");
        json_open(out, "items", '{');
        put_ref(out, ref_name(schemas, field->shape), false);
        buf_char(out, '}');
        break;
    case KIND_TEXTS:
        json_text_member(out, "type", "array");
        json_key(out, "items");
        buf_text(out, "{\"type\":\"string\"}");
        break;
    case KIND_ONE:
        put_ref(out, ref_name(schemas, field->shape), true);
        break;
    default:
        put_type(out, "integer", field->nullable);
        put_range(out, field);
    }
}

static void put_notes(Buf *out, const Field *field)
{
    if (field->kind == KIND_MINUTES)
        json_text_member(out, "description", field->label ? field->label : "minutes");
    else if (field->label)
        json_text_member(out, "description", field->label);
    if (field->right)
        json_text_member(out, "x-right", field->right);
    if (field->kind == KIND_MINUTES)
        json_text_member(out, "x-unit", "minutes");
}

void schema_field(Schemas *schemas, const Field *field, SchemaUse use, Buf *out)
{
    buf_char(out, '{');
    put_kind(schemas, field, use, out);
    put_notes(out, field);
    buf_char(out, '}');
}

void schema_ref(Schemas *schemas, const Shape *shape, Buf *out)
{
    buf_char(out, '{');
    put_ref(out, ref_name(schemas, shape), false);
    buf_char(out, '}');
}

/* ---- objects ---- */

void schema_request(Schemas *schemas, const Shape *shape, const char *fields, const char *except, bool require,
                    SchemaUse use, Buf *out)
{
    Buf required = {0};
    buf_text(out, "{\"type\":\"object\",");
    buf_text(out, use == SCHEMA_FILES ? "\"properties\":{" : "\"additionalProperties\":false,\"properties\":{");
    buf_char(&required, '[');
    for (size_t i = 0; shape && i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (!names_have(fields, field->name) || names_have(except, field->name))
            continue;
        json_key(out, field->name);
        schema_field(schemas, field, use, out);
        if (require && field->required)
            json_item(&required, field->name);
    }
    buf_char(out, '}');
    if (required.length > 1) {
        json_key(out, "required");
        buf_put(out, required.data, required.length);
        buf_char(out, ']');
    }
    buf_char(out, '}');
    buf_finish(&required);
}

static bool is_shown(const Field *field)
{
    return !field->secret && !field->hidden;
}

static void put_shape(Schemas *schemas, const Shape *shape, Buf *out)
{
    buf_text(out, "{\"type\":\"object\",\"properties\":{");
    for (size_t i = 0; i < shape->count; i++) {
        if (!is_shown(&shape->fields[i]))
            continue;
        json_key(out, shape->fields[i].name);
        schema_field(schemas, &shape->fields[i], SCHEMA_ANSWER, out);
    }
    buf_char(out, '}');
    json_open(out, "required", '[');
    for (size_t i = 0; i < shape->count; i++)
        if (is_shown(&shape->fields[i]) && !shape->fields[i].right)
            json_item(out, shape->fields[i].name);
    buf_text(out, "]}");
}

void schema_components(Schemas *schemas, Buf *out)
{
    for (size_t i = 0; i < schemas->list.count; i++) { /* the list may grow meanwhile */
        const Shape *shape = schemas->list.items[i];
        json_key(out, ref_name(schemas, shape));
        put_shape(schemas, shape, out);
    }
}
