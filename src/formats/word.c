/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/word.h"

const char *skip_spaces(const char *text)
{
    static const char *const spaces[] = {" ", "\t", "\r", "\n", "\u00a0", "\u2009", "\u202f", "\ufeff"};
    for (size_t i = 0; i < COUNT_OF(spaces);) {
        size_t length = strlen(spaces[i]);
        bool here = strncmp(text, spaces[i], length) == 0;
        text += here ? length : 0;
        i = here ? 0 : i + 1;
    }
    return text;
}

uint32_t letter_at(const char *text, int *length)
{
    unsigned char first = (unsigned char)text[0];
    *length = 1;
    if (first >= 'a' && first <= 'z')
        return first;
    if (first >= 'A' && first <= 'Z')
        return first + 32U;
    if ((first != 0xd0 && first != 0xd1) || !text[1])
        return 0;
    uint32_t c = (first & 31U) << 6 | ((unsigned char)text[1] & 63U);
    *length = 2;
    if (c == 0x401 || c == 0x451)
        return 0x435;
    if (c >= 0x410 && c <= 0x42f)
        return c + 32;
    return c >= 0x430 && c <= 0x44f ? c : 0;
}

size_t word_length(const char *text)
{
    size_t at = 0;
    int length;
    while (letter_at(text + at, &length))
        at += (size_t)length;
    return at;
}

static bool is_beginning(const char *text, size_t length, const char *word, int shortest)
{
    int letters = 0;
    for (size_t at = 0; at < length; letters++) {
        int mine;
        int its;
        if (letter_at(text + at, &mine) != letter_at(word, &its))
            return false;
        at += (size_t)mine;
        word += its;
    }
    return letters > 0 && (!*word || (shortest > 0 && letters >= shortest));
}

int word_find(const char *text, size_t length, const char *const *words, int shortest)
{
    for (int i = 0; words[i]; i++)
        if (is_beginning(text, length, words[i], shortest))
            return i;
    return -1;
}

bool take_word(const char **at, const char *const *words)
{
    size_t length = word_length(*at);
    if (length == 0 || word_find(*at, length, words, 0) < 0)
        return false;
    *at += length;
    return true;
}
