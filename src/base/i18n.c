/* SPDX-License-Identifier: MIT */
/* Reads a compiled gettext catalogue (.mo) where it lies in the program. Format: GNU gettext manual, "MO Files". */
#include "base/base.h"

#include "base/embedded.h"
#include "base/i18n.h"

#define MO_MAGIC 0x950412deU

static uint32_t word_at(const Embedded *mo, size_t offset)
{
    uint32_t word = 0;
    if (offset + sizeof word <= mo->size)
        memcpy(&word, mo->data + offset, sizeof word);
    return word;
}

static const Embedded *catalogue(Lang lang)
{
    if (lang != LANG_RU)
        return NULL;
    for (size_t i = 0; i < embedded_catalogues_count; i++)
        if (strcmp(embedded_catalogues[i].name, "ru.mo") == 0 && word_at(&embedded_catalogues[i], 0) == MO_MAGIC)
            return &embedded_catalogues[i];
    return NULL;
}

static const char *string_at(const Embedded *mo, uint32_t table, uint32_t i, uint32_t *length)
{
    *length = word_at(mo, table + (size_t)i * 8);
    uint32_t offset = word_at(mo, table + (size_t)i * 8 + 4);
    if ((size_t)offset + *length >= mo->size)
        return "";
    return (const char *)mo->data + offset;
}

/* The translation (its forms one behind the other, NUL between) or NULL. The file is sorted by msgid. */
static const char *look_up(Lang lang, const char *msgid, uint32_t *length)
{
    const Embedded *mo = catalogue(lang);
    if (!mo || !*msgid)
        return NULL;
    uint32_t low = 0;
    uint32_t high = word_at(mo, 8);
    uint32_t ids = word_at(mo, 12);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t id_length;
        int order = strcmp(msgid, string_at(mo, ids, middle, &id_length));
        if (order == 0)
            return string_at(mo, word_at(mo, 16), middle, length);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool i18n_has(Lang lang, const char *msgid)
{
    uint32_t length;
    if (lang == LANG_EN)
        return true;
    const char *text = look_up(lang, msgid, &length);
    return text && *text;
}

const char *tr_lang(Lang lang, const char *msgid)
{
    uint32_t length;
    const char *text = look_up(lang, msgid, &length);
    return text && *text ? text : msgid;
}

const char *tr(const Ctx *cx, const char *msgid)
{
    return tr_lang(cx->lang, msgid);
}

int i18n_form_ru(int64_t n)
{
    uint64_t count = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (count % 10 == 1 && count % 100 != 11)
        return 0;
    if (count % 10 >= 2 && count % 10 <= 4 && (count % 100 < 12 || count % 100 > 14))
        return 1;
    return 2;
}

const char *trn(const Ctx *cx, const char *one, const char *many, int64_t n)
{
    uint32_t length = 0;
    const char *text = look_up(cx->lang, one, &length);
    if (!text || !*text)
        return n == 1 ? one : many;
    const char *end = text + length;
    for (int form = i18n_form_ru(n); form > 0; form--) {
        const char *next = text + strlen(text) + 1;
        if (next >= end)
            break;
        text = next;
    }
    return text;
}

const char *lang_word(Lang lang)
{
    return lang == LANG_EN ? "en" : "ru";
}

Lang lang_of(const char *text)
{
    const char *english = text ? strstr(text, "en") : NULL;
    const char *russian = text ? strstr(text, "ru") : NULL;
    if (english && (!russian || english < russian))
        return LANG_EN;
    return LANG_RU;
}
