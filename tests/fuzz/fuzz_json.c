/* SPDX-License-Identifier: MIT */
/* A JSON body into a record with a field of every kind. */
#include "base/base.h"

#include "base/json.h"
#include "base/shape.h"
#include "fuzz.h"

typedef struct {
    const char *text;
    int64_t number;
    int count, state;
    bool flag;
    Id person_id;
    Day day;
    Minutes spent;
    Money price;
    Instant at;
    TextList keys;
} Everything;

static const char *const states[] = {"open", "done", NULL};

SHAPE_STATIC(Everything, FIELD(Everything, text), FIELD(Everything, number, .nullable = true), FIELD(Everything, count),
             FIELD_WORD(Everything, state, states), FIELD(Everything, flag), FIELD(Everything, person_id),
             FIELD(Everything, day), FIELD(Everything, spent), FIELD(Everything, price), FIELD(Everything, at),
             FIELD(Everything, keys));

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    Everything record = {.text = ""};
    struct json_t *value = NULL;
    uint64_t seen;
    Err *err = json_parse(cx, (const char *)data, size, &value);
    if (err)
        return 0;
    err = json_read(cx, value, ONE(Everything, &record), NULL, &seen);
    json_drop(value);
    Buf out = {0};
    if (!err)
        json_write(cx, &out, IN(Everything, &record));
    buf_finish(&out);
    return 0;
}
