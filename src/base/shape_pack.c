/* SPDX-License-Identifier: MIT */
/* Records with all that they point to in one piece, so that they can outlive the arena that they were made in. */
#include "base/base.h"

#include "base/shape.h"

#define ALIGNMENT _Alignof(max_align_t)

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

static size_t text_room(const Field *field, const void *record)
{
    const char *text = field_text(field, record);
    return *text ? strlen(text) + 1 : 0;
}

static size_t room_of(const Shape *shape, const unsigned char *items, size_t count);

static size_t room_behind(const Field *field, const void *record)
{
    const void *items;
    assert(field->kind != KIND_ONE && field->kind != KIND_TEXTS);
    if (field->kind == KIND_TEXT)
        return text_room(field, record);
    if (field->kind != KIND_LIST)
        return 0;
    size_t count = field_items(field, record, &items);
    return ALIGNMENT + room_of(field->shape, items, count);
}

/* What these records take, and behind them their lists and texts. */
static size_t room_of(const Shape *shape, const unsigned char *items, size_t count)
{
    size_t room = round_up(count * shape->size);
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < shape->count; f++)
            room += room_behind(&shape->fields[f], items + i * shape->size);
    return room;
}

static void *pack(const Shape *shape, const void *items, size_t count, unsigned char **at);

static void pack_field(const Field *field, void *record, unsigned char **at)
{
    const void *inner;
    if (field->kind == KIND_TEXT) {
        size_t room = text_room(field, record);
        const char *copy = room ? memcpy(*at, field_text(field, record), room) : "";
        field_set_text(field, record, copy);
        *at += room;
    } else if (field->kind == KIND_LIST) {
        size_t count = field_items(field, record, &inner);
        void *copy = pack(field->shape, inner, count, at);
        memcpy((unsigned char *)record + field->offset, &copy, sizeof copy);
    }
}

static void *pack(const Shape *shape, const void *items, size_t count, unsigned char **at)
{
    unsigned char *copy = *at = (unsigned char *)round_up((uintptr_t)*at);
    if (count == 0)
        return NULL;
    memcpy(copy, items, count * shape->size);
    *at += round_up(count * shape->size);
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < shape->count; f++)
            pack_field(&shape->fields[f], copy + i * shape->size, at);
    return copy;
}

/* In front of the records. */
typedef union {
    size_t count;
    max_align_t aligned;
} Head;

Shared *shape_pack(const Shape *shape, const void *items, size_t count)
{
    Shared *shared = shared_blank(sizeof(Head) + room_of(shape, items, count));
    Head *head = (void *)shared_bytes(shared, NULL);
    unsigned char *at = (void *)(head + 1);
    head->count = count;
    pack(shape, items, count, &at);
    assert(at <= (unsigned char *)head + shared_size(shared));
    return shared;
}

void *shape_unpack(const Shared *shared, size_t *count)
{
    Head *head = (void *)shared_bytes(shared, NULL);
    if (count)
        *count = head->count;
    return head->count ? head + 1 : NULL;
}
