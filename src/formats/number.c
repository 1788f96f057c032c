/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/number.h"
#include "formats/word.h"

static const char *const hour_words[] = {"ч", "час", "часа", "часов", "h", "hr", "hrs", "hour", "hours", NULL};
static const char *const minute_words[] = {"м", "мин", "минут", "минута",  "минуты",
                                           "m", "min", "mins",  "minutes", NULL};
static const char *const nothing_words[] = {"-", "--", "–", "—", "−", "н/д", "нет", "n/a", NULL};

/* Digits with at most one comma or dot, in thousandths rounded half up; false when there is no digit or it is too
 * large. */
static bool take_decimal(const char **at, int64_t *thousandths)
{
    const char *text = *at;
    int64_t value = 0;
    int after = -1; /* digits behind the point; -1 before it */
    int half = 0;
    bool any = false;
    for (; (*text >= '0' && *text <= '9') || ((*text == '.' || *text == ',') && after < 0 && any); text++) {
        if (*text == '.' || *text == ',') {
            if (text[1] < '0' || text[1] > '9')
                break;
            after = 0;
        } else if (after < 3) {
            value = value * 10 + (*text - '0');
            after += after >= 0;
            any = true;
        } else if (after == 3) {
            half = *text >= '5';
            after++;
        }
        if (value > AMOUNT_THOUSANDTHS_MAX)
            return false;
    }
    for (int i = MAX_OF(after, 0); i < 3; i++)
        value *= 10;
    *thousandths = value + half;
    *at = text;
    return any && *thousandths <= AMOUNT_THOUSANDTHS_MAX;
}

/* ":30": two digits below 60 and no third. */
static bool take_sixty(const char **at, int64_t *value)
{
    const char *text = *at;
    if (text[0] != ':' || text[1] < '0' || text[1] > '5' || text[2] < '0' || text[2] > '9')
        return false;
    if (text[3] >= '0' && text[3] <= '9')
        return false;
    *value = (text[1] - '0') * 10 + (text[2] - '0');
    *at = text + 3;
    return true;
}

/* ":30" or ":30:00" behind the hours; seconds go to the nearest minute. */
static bool take_clock(const char **at, int64_t *minutes)
{
    int64_t seconds = 0;
    if (!take_sixty(at, minutes))
        return false;
    take_sixty(at, &seconds);
    *minutes += seconds >= 30;
    return true;
}

/* A word and the dot of its abbreviation. */
static bool take_unit(const char **at, const char *const *words)
{
    const char *text = skip_spaces(*at);
    if (!take_word(&text, words))
        return false;
    *at = *text == '.' ? text + 1 : text;
    return true;
}

/* "30 мин" behind "1 ч". */
static bool take_minutes(const char **at, int64_t *minutes)
{
    const char *text = skip_spaces(*at);
    int64_t thousandths;
    if (!take_decimal(&text, &thousandths) || thousandths % 1000 != 0)
        return false;
    if (!take_unit(&text, minute_words) && *text && *text != '?')
        return false; /* "8ч 15" is hours and minutes, "8ч 15 proofs" is not */
    *minutes = thousandths / 1000;
    *at = text;
    return true;
}

static bool set_hours(Amount *amount, int64_t minutes)
{
    *amount = (Amount){.kind = AMOUNT_HOURS, .minutes = MINUTES(minutes)};
    return minutes <= AMOUNT_MINUTES_MAX;
}

/* The unit behind a number, or none. */
static bool take_kind(const char **at, int64_t thousandths, Amount *amount)
{
    int64_t minutes = 0;
    bool whole = thousandths % 1000 == 0;
    if (whole && take_clock(at, &minutes)) {
        take_unit(at, hour_words);
        return set_hours(amount, thousandths / 1000 * 60 + minutes);
    }
    if (take_unit(at, hour_words)) {
        if (whole)
            take_minutes(at, &minutes);
        return set_hours(amount, (thousandths * 60 + 500) / 1000 + minutes);
    }
    if (take_unit(at, minute_words))
        return set_hours(amount, (thousandths + 500) / 1000);
    const char *text = skip_spaces(*at);
    *amount = (Amount){.kind = *text == '%' ? AMOUNT_PERCENT : AMOUNT_PLAIN, .thousandths = thousandths};
    *at = *text == '%' ? text + 1 : *at;
    return true;
}

bool amount_prefix(const char *text, Amount *amount, const char **rest)
{
    int64_t thousandths;
    const char *at = skip_spaces(text);
    *amount = (Amount){0};
    if (!take_decimal(&at, &thousandths) || !take_kind(&at, thousandths, amount))
        return false;
    const char *next = skip_spaces(at);
    if (*next == '?') {
        amount->tentative = true;
        at = next + 1;
        next = skip_spaces(at);
    }
    /* "3D-модель" is a name: something must part a bare number from a word. */
    if (*next && next == at && amount->kind == AMOUNT_PLAIN && !strchr(";,+/(", *next))
        return false;
    *rest = next;
    return true;
}

static bool is_nothing(const char *text)
{
    for (const char *const *word = nothing_words; *word; word++) {
        size_t length = strlen(*word);
        if (strncmp(text, *word, length) == 0 && !*skip_spaces(text + length))
            return true;
    }
    return !*text;
}

bool amount_parse(const char *text, Amount *amount)
{
    const char *rest;
    *amount = (Amount){0};
    if (is_nothing(skip_spaces(text)))
        return true;
    if (amount_prefix(text, amount, &rest) && !*rest)
        return true;
    *amount = (Amount){0};
    return false;
}
