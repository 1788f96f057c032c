/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "base/value_read.h"

#define TEXT_MAX 200

static Err *refuse(Ctx *cx, const Field *field, const char *text)
{
    return err_new(cx, ERR_INPUT, field->name, "%s", text);
}

static Err *read_text(Ctx *cx, const Field *field, const char *text, void *record)
{
    size_t most = field->max ? (size_t)field->max : TEXT_MAX;
    const char *clean = field->secret ? (text_is_utf8(text, strlen(text)) ? arena_strdup(cx->arena, text) : NULL)
                                      : text_clean(cx->arena, text, field->lines);
    if (!clean)
        return refuse(cx, field, _("This text holds characters that cannot be stored"));
    if (text_length(clean) > most)
        return err_new(cx, ERR_INPUT, field->name, _("At most %d characters fit here"), (int)most);
    field_set_text(field, record, clean);
    return NULL;
}

static Err *read_flag(Ctx *cx, const Field *field, const char *text, void *record)
{
    bool yes = strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0;
    if (!yes && strcmp(text, "0") != 0 && strcmp(text, "false") != 0)
        return refuse(cx, field, _("Say yes or no"));
    field_set_int(field, record, yes);
    return NULL;
}

static Err *read_word(Ctx *cx, const Field *field, const char *text, void *record)
{
    int value;
    if (!word_value(field->words, text, &value))
        return refuse(cx, field, _("Choose one of the offered values"));
    field_set_int(field, record, value);
    return NULL;
}

/* 2026-06-15, and 15.06.2026 as people type it. */
static Err *read_day(Ctx *cx, const Field *field, const char *text, void *record)
{
    Day day;
    int d, m, y, end = 0;
    if (sscanf(text, "%2d.%2d.%4d%n", &d, &m, &y, &end) == 3 && !text[end]) {
        if (ymd_is_real(y, m, d))
            text = day_iso(cx->arena, day_from_ymd(y, m, d));
    }
    if (!day_parse(text, &day))
        return refuse(cx, field, _("There is no such date. Write it as 17.06.2026"));
    field_set_int(field, record, day.n);
    return NULL;
}

static Err *read_instant(Ctx *cx, const Field *field, const char *text, void *record)
{
    Instant instant;
    if (!instant_parse(text, &instant))
        return refuse(cx, field, _("There is no such moment. Write it as 2026-06-17T06:40:00Z"));
    field_set_int(field, record, instant.n);
    return NULL;
}

static Err *read_money(Ctx *cx, const Field *field, const char *text, void *record)
{
    int64_t kopecks;
    if (!text_decimal(text, 2, &kopecks))
        return refuse(cx, field, _("Write a sum in roubles, such as 1200,50"));
    return value_read_int(cx, field, kopecks, record);
}

Err *value_read_int(Ctx *cx, const Field *field, int64_t number, void *record)
{
    if (field->min < field->max && (number < field->min || number > field->max))
        return err_new(cx, ERR_INPUT, field->name, _("From %lld to %lld fits here"), (long long)field->min,
                       (long long)field->max);
    if (field->kind == KIND_COUNT && (number < INT_MIN || number > INT_MAX))
        return refuse(cx, field, _("This number is too large"));
    if (field->kind == KIND_ID && number < 0)
        return refuse(cx, field, _("Choose one of the offered values"));
    field_set_int(field, record, number);
    return NULL;
}

Err *value_read(Ctx *cx, const Field *field, const char *text, void *record)
{
    int64_t number;
    if (text_is_blank(text)) {
        field_set_null(field, record);
        if (field->kind == KIND_WORD || field->kind == KIND_FLAG)
            field_set_int(field, record, 0);
        return field->required ? refuse(cx, field, _("This must be filled in")) : NULL;
    }
    switch (field->kind) {
    case KIND_TEXT:
        return read_text(cx, field, text, record);
    case KIND_FLAG:
        return read_flag(cx, field, text, record);
    case KIND_WORD:
        return read_word(cx, field, text, record);
    case KIND_DAY:
        return read_day(cx, field, text_trim(cx->arena, text), record);
    case KIND_INSTANT:
        return read_instant(cx, field, text_trim(cx->arena, text), record);
    case KIND_MONEY:
        return read_money(cx, field, text_trim(cx->arena, text), record);
    case KIND_LIST:
    case KIND_ONE:
    case KIND_TEXTS:
        return refuse(cx, field, _("This cannot be set here"));
    default:
        if (!text_int(text_trim(cx->arena, text), &number))
            return refuse(cx, field, _("Write a whole number"));
        return value_read_int(cx, field, number, record);
    }
}

bool names_have(const char *names, const char *name)
{
    size_t length = strlen(name);
    if (!names)
        return true;
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length) {
        bool starts = at == names || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == 0))
            return true;
    }
    return false;
}
