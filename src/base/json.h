/* SPDX-License-Identifier: MIT */
/* JSON straight from Shapes and back. Days and instants are ISO, money {"amount","currency"}, enums words, id 0 null.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/shape.h"

/* Writes the record as an object; fields that are secret, hidden, or beyond cx's rights are left out. */
void json_write(const Ctx *cx, Buf *buf, In in);

/* Writes one field's value. */
void json_write_field(const Ctx *cx, Buf *buf, const Field *field, const void *record);

/* An object of the fields in which the records differ (of `of`), for history. NULL when there are none. */
const char *json_difference(Ctx *cx, const Shape *shape, const void *of, const void *against);

struct json_t;

/*
 * Parses untrusted JSON: depth 32, 10,000 members, no duplicate keys, exact integers. ERR_BAD_REQUEST says where.
 * Free the value with json_drop.
 */
MUST_USE Err *json_parse(Ctx *cx, const char *text, size_t length, struct json_t **value);
/* Like json_parse with a limit of its own for how many members and elements there may be; 0: the usual one. */
MUST_USE Err *json_parse_upto(Ctx *cx, const char *text, size_t length, int members_max, struct json_t **value);
void json_drop(struct json_t *value);

/*
 * Sets the named fields (space-separated; NULL: all) of the record from an object. Unknown or forbidden members are
 * ERR_INPUT at that member; all malformed ones are reported together. Fields that are absent stay as they were and
 * are reported in *seen (bit i: shape field i was there; may be NULL).
 */
MUST_USE Err *json_read(Ctx *cx, const struct json_t *object, Out out, const char *fields, uint64_t *seen);

#endif
