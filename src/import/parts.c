/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/parts.h"

/* A bare number above this is a year or an apartment, not the load of a week. */
#define BARE_MAX 200000

static bool is_plausible(const Amount *amount)
{
    return amount->kind != AMOUNT_NONE && (amount->kind != AMOUNT_PLAIN || amount->thousandths <= BARE_MAX);
}

/* The bytes of a sign that may stand between a name and its amount; 0: none stands there. */
static size_t sign_length(const char *text)
{
    static const char *const signs[] = {" ", ":", "(", "-", "–", "—", "=", "\t", "\u00a0"};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (text_starts(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static const char *without_bracket(Ctx *cx, const char *text)
{
    size_t length = strlen(text);
    bool alone = length && text[length - 1] == ')' && !strchr(text, '(');
    return alone ? text_trim(cx->arena, arena_strndup(cx->arena, text, length - 1)) : text;
}

/* "Client A 20%", "Client A (8 h)": where the name ends; NULL when no amount stands at the end. */
static const char *amount_at_end(Ctx *cx, const char *text, Amount *amount)
{
    size_t length = 1;
    for (const char *at = text; *at; at += length) {
        size_t sign = sign_length(at);
        length = sign ? sign : 1;
        if (!sign || at == text)
            continue;
        const char *rest = at;
        for (size_t more; (more = sign_length(rest)) > 0;)
            rest += more;
        if (amount_parse(without_bracket(cx, rest), amount) && is_plausible(amount))
            return at;
    }
    return NULL;
}

static bool has_letter(const char *text)
{
    for (; *text; text++)
        if (((*text | 32) >= 'a' && (*text | 32) <= 'z') || (unsigned char)*text >= 0xc3)
            return true;
    return false;
}

/* The name without the signs that part it from its amount. */
static const char *clean_name(Ctx *cx, const char *text)
{
    for (size_t more; (more = sign_length(text)) > 0 || *text == '*' || text_starts(text, "•");)
        text += more ? more : *text == '*' ? 1 : strlen("•");
    const char *name = text_trim(cx->arena, text);
    size_t length = strlen(name);
    while (length > 0 && strchr(" :-(=,", name[length - 1]))
        length--;
    name = arena_strndup(cx->arena, name, length);
    for (size_t i = 0; i < 2; i++)
        if (text_ends(name, i ? "—" : "–"))
            name = arena_strndup(cx->arena, name, strlen(name) - strlen("—"));
    return without_bracket(cx, text_trim(cx->arena, name));
}

static bool part_of(Ctx *cx, const char *text, ImportPart *part)
{
    Amount front;
    Amount back;
    const char *rest = "";
    bool begins = amount_prefix(text, &front, &rest) && *rest && is_plausible(&front);
    const char *end = amount_at_end(cx, text, &back);
    bool better = end && (!begins || (front.kind == AMOUNT_PLAIN && back.kind != AMOUNT_PLAIN));
    if (!begins && !end)
        return false;
    *part = better ? (ImportPart){clean_name(cx, arena_strndup(cx->arena, text, (size_t)(end - text))), back}
                   : (ImportPart){clean_name(cx, rest), front};
    if (text_ends(part->name, "?")) {
        part->amount.tentative = true;
        part->name = text_trim(cx->arena, arena_strndup(cx->arena, part->name, strlen(part->name) - 1));
    }
    return has_letter(part->name);
}

/* Where the next separator of that kind stands: "0,5" is a number, "А/Б" a name. */
static const char *next_mark(const char *text, char mark)
{
    for (const char *at = strchr(text, mark); at; at = strchr(at + 1, mark)) {
        bool between_digits = at > text && at[-1] >= '0' && at[-1] <= '9' && at[1] >= '0' && at[1] <= '9';
        bool spaced = at > text && at[-1] == ' ' && at[1] == ' ';
        if (mark == '/' ? spaced : !between_digits)
            return at;
    }
    return NULL;
}

/* Parts the text where each piece has an amount of its own; else nothing. */
static bool split_by(Ctx *cx, const char *text, char mark, ImportParts *parts)
{
    size_t before = parts->count;
    for (const char *at = text; at;) {
        ImportPart part;
        const char *end = next_mark(at, mark);
        const char *piece = end ? arena_strndup(cx->arena, at, (size_t)(end - at)) : at;
        if (!part_of(cx, text_trim(cx->arena, piece), &part)) {
            parts->count = before;
            return false;
        }
        *(ImportPart *)list_push(cx->arena, parts) = part;
        at = end ? end + 1 : NULL;
    }
    return parts->count > before + 1;
}

static void take_piece(Ctx *cx, const char *piece, ImportParts *parts)
{
    static const char marks[] = {'+', ',', '/'};
    ImportPart part;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (next_mark(piece, marks[i])) {
            size_t before = parts->count;
            if (split_by(cx, piece, marks[i], parts))
                return;
            parts->count = before;
        }
    if (!part_of(cx, piece, &part))
        part = (ImportPart){.name = piece};
    *(ImportPart *)list_push(cx->arena, parts) = part;
}

void import_parts(Ctx *cx, const char *text, ImportParts *parts)
{
    char *copy = arena_strdup(cx->arena, text);
    for (char *at = copy; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ';';
    TextList pieces = text_split(cx->arena, copy, ';');
    *parts = (ImportParts){0};
    for (size_t i = 0; i < pieces.count; i++)
        if (!text_is_blank(pieces.items[i]))
            take_piece(cx, text_trim(cx->arena, pieces.items[i]), parts);
    if (parts->count == 0)
        *(ImportPart *)list_push(cx->arena, parts) = (ImportPart){.name = text};
}
