/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/json.h"
#include "base/text.h"
#include "base/value_read.h"

#define DEPTH_MAX 32
#define MEMBERS_MAX 10000

/* A look over the bytes before the parser builds anything: how deep, how many members. */
static Err *scan(Ctx *cx, const char *text, size_t length, int members_max)
{
    int depth = 0;
    int members = 0;
    bool in_string = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
            continue;
        }
        if (c == '"')
            in_string = true;
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        members += c == ',' || c == ':';
        if (depth > DEPTH_MAX || members > members_max)
            return err_new(cx, ERR_BAD_REQUEST, "", "%s", _("This JSON is nested too deeply or has too many members"));
    }
    return NULL;
}

Err *json_parse(Ctx *cx, const char *text, size_t length, struct json_t **value)
{
    return json_parse_upto(cx, text, length, 0, value);
}

Err *json_parse_upto(Ctx *cx, const char *text, size_t length, int members_max, struct json_t **value)
{
    json_error_t error;
    TRY(scan(cx, text, length, members_max ? members_max : MEMBERS_MAX));
    *value = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (!*value)
        return err_new(cx, ERR_BAD_REQUEST, "", _("This is not JSON: %s (line %d)"), error.text, error.line);
    return NULL;
}

void json_drop(struct json_t *value)
{
    json_decref(value);
}

static Err *wrong_type(Ctx *cx, const Field *field)
{
    return err_new(cx, ERR_INPUT, field->name, "%s", _("This value has the wrong type"));
}

static Err *read_number(Ctx *cx, const Field *field, const json_t *value, void *record)
{
    if (field->kind == KIND_TEXT || field->kind == KIND_WORD || field->kind == KIND_FLAG || field->kind == KIND_DAY ||
        field->kind == KIND_MONEY || field->kind == KIND_INSTANT)
        return wrong_type(cx, field);
    return value_read_int(cx, field, json_integer_value(value), record);
}

/* {"amount":"1234.56","currency":"RUB"} */
static Err *read_money(Ctx *cx, const Field *field, const json_t *value, void *record)
{
    const char *amount = json_string_value(json_object_get(value, "amount"));
    const char *currency = json_string_value(json_object_get(value, "currency"));
    if (field->kind != KIND_MONEY || !amount || !currency || strcmp(currency, "RUB") != 0)
        return wrong_type(cx, field);
    return value_read(cx, field, amount, record);
}

static Err *read_member(Ctx *cx, const Field *field, const json_t *value, void *record)
{
    switch (json_typeof(value)) {
    case JSON_NULL:
        return value_read(cx, field, "", record);
    case JSON_TRUE:
    case JSON_FALSE:
        if (field->kind != KIND_FLAG)
            return wrong_type(cx, field);
        field_set_int(field, record, json_is_true(value));
        return NULL;
    case JSON_INTEGER:
        return read_number(cx, field, value, record);
    case JSON_STRING:
        if (field->kind == KIND_FLAG || field->kind == KIND_COUNT || field->kind == KIND_ID ||
            field->kind == KIND_MINUTES)
            return wrong_type(cx, field);
        return value_read(cx, field, json_string_value(value), record);
    case JSON_OBJECT:
        return read_money(cx, field, value, record);
    default:
        return wrong_type(cx, field);
    }
}

static Err *read_one_member(Ctx *cx, const char *name, const json_t *value, Out out, const char *fields, uint64_t *seen)
{
    const Field *field = shape_field(out.shape, name);
    if (!field || !names_have(fields, name) || field->kind >= KIND_LIST)
        return err_new(cx, ERR_INPUT, arena_strdup(cx->arena, name), "%s", _("This cannot be set here"));
    if (seen)
        *seen |= (uint64_t)1 << (field - out.shape->fields);
    return read_member(cx, field, value, out.data);
}

Err *json_read(Ctx *cx, const struct json_t *object, Out out, const char *fields, uint64_t *seen)
{
    const char *name;
    json_t *value;
    Err *errors = NULL;
    if (!json_is_object(object))
        return err_new(cx, ERR_INPUT, "", "%s", _("A JSON object is expected here"));
    json_t *members = (json_t *)(uintptr_t)object; /* jansson's loop takes no const; nothing is changed */
    json_object_foreach(members, name, value) errors =
        err_join(errors, read_one_member(cx, name, value, out, fields, seen));
    return errors;
}
