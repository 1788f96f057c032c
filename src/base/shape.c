/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/shape.h"

const Field *shape_field(const Shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->count; i++)
        if (strcmp(shape->fields[i].name, name) == 0)
            return &shape->fields[i];
    return NULL;
}

static const void *place(const Field *field, const void *record)
{
    return (const unsigned char *)record + field->offset;
}

static void *place_of(const Field *field, void *record)
{
    return (unsigned char *)record + field->offset;
}

int64_t field_int(const Field *field, const void *record)
{
    int64_t wide = 0;
    int narrow = 0;
    bool flag = false;
    switch (field->kind) {
    case KIND_FLAG:
        memcpy(&flag, place(field, record), sizeof flag);
        return flag;
    case KIND_COUNT:
    case KIND_WORD:
        memcpy(&narrow, place(field, record), sizeof narrow);
        return narrow;
    case KIND_TEXT:
    case KIND_LIST:
    case KIND_ONE:
    case KIND_TEXTS:
        return 0;
    default:
        memcpy(&wide, place(field, record), sizeof wide);
        return wide;
    }
}

void field_set_int(const Field *field, void *record, int64_t value)
{
    int narrow = (int)value;
    bool flag = value != 0;
    switch (field->kind) {
    case KIND_FLAG:
        memcpy(place_of(field, record), &flag, sizeof flag);
        break;
    case KIND_COUNT:
    case KIND_WORD:
        memcpy(place_of(field, record), &narrow, sizeof narrow);
        break;
    case KIND_TEXT:
    case KIND_LIST:
    case KIND_ONE:
    case KIND_TEXTS:
        break;
    default:
        memcpy(place_of(field, record), &value, sizeof value);
    }
}

const char *field_text(const Field *field, const void *record)
{
    const char *text;
    if (field->kind == KIND_WORD)
        return field->words[field_int(field, record)];
    memcpy(&text, place(field, record), sizeof text);
    return text ? text : "";
}

void field_set_text(const Field *field, void *record, const char *text)
{
    memcpy(place_of(field, record), &text, sizeof text);
}

bool field_is_null(const Field *field, const void *record)
{
    switch (field->kind) {
    case KIND_ID:
    case KIND_INSTANT:
        return field_int(field, record) == 0;
    case KIND_DAY:
        return field_int(field, record) == DAY_NONE.n;
    case KIND_INT:
    case KIND_MINUTES:
    case KIND_MONEY:
        return field->nullable && field_int(field, record) == NOT_SET;
    default:
        return false;
    }
}

void field_set_null(const Field *field, void *record)
{
    if (field->kind == KIND_TEXT)
        field_set_text(field, record, "");
    else if (field->kind == KIND_DAY)
        field_set_int(field, record, DAY_NONE.n);
    else
        field_set_int(field, record, field->nullable ? NOT_SET : 0);
}

size_t field_items(const Field *field, const void *record, const void **items)
{
    size_t count = 0;
    memcpy(items, place(field, record), sizeof *items);
    if (field->kind == KIND_ONE)
        return *items ? 1 : 0;
    memcpy(&count, (const unsigned char *)place(field, record) + sizeof(void *), sizeof count);
    return count;
}

const Ready *field_ready(const Field *field, const void *record)
{
    const Ready *ready = NULL;
    if (field->ready)
        memcpy(&ready, (const unsigned char *)record + field->ready, sizeof ready);
    return ready;
}

bool field_same(const Field *field, const void *a, const void *b)
{
    if (field->kind == KIND_TEXT)
        return strcmp(field_text(field, a), field_text(field, b)) == 0;
    return field_int(field, a) == field_int(field, b);
}

void shape_blank(const Shape *shape, void *record)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        const char *text = NULL;
        if (field->kind == KIND_DAY && field_int(field, record) == 0)
            field_set_int(field, record, DAY_NONE.n);
        if (field->kind != KIND_TEXT)
            continue;
        memcpy(&text, place(field, record), sizeof text);
        if (!text)
            field_set_text(field, record, "");
    }
}

bool word_value(Words words, const char *word, int *value)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0) {
            *value = i;
            return true;
        }
    }
    return false;
}
