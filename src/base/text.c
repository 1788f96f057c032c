/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/text.h"

bool text_is_utf8(const char *text, size_t length)
{
    int32_t i = 0;
    if (length > INT32_MAX)
        return false;
    while (i < (int32_t)length) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text, i, (int32_t)length, c);
        if (c <= 0)
            return false;
    }
    return true;
}

static UChar *to_utf16(Arena *arena, const char *text, int32_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)strlen(text) + 1;
    UChar *wide = arena_array(arena, (size_t)room, sizeof(UChar));
    u_strFromUTF8(wide, room, length, text, -1, &status);
    return U_SUCCESS(status) ? wide : NULL;
}

static const char *from_utf16(Arena *arena, const UChar *wide, int32_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = length * 3 + 1;
    char *text = arena_alloc(arena, (size_t)room);
    u_strToUTF8(text, room, NULL, wide, length, &status);
    return U_SUCCESS(status) ? text : "";
}

static bool is_space_at(const char *text, int *length)
{
    if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r') {
        *length = 1;
        return true;
    }
    if (strncmp(text, "\u00a0", 2) == 0) {
        *length = 2;
        return true;
    }
    if (strncmp(text, "\u2009", 3) == 0 || strncmp(text, "\u202f", 3) == 0 || strncmp(text, "\ufeff", 3) == 0) {
        *length = 3;
        return true;
    }
    return false;
}

const char *text_trim(Arena *arena, const char *text)
{
    int length;
    while (*text && is_space_at(text, &length))
        text += length;
    size_t end = 0;
    for (size_t i = 0; text[i];) {
        if (is_space_at(text + i, &length)) {
            i += (size_t)length;
        } else {
            i++;
            end = i;
        }
    }
    return arena_strndup(arena, text, end);
}

static bool has_control(const char *text, bool lines)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == 0x7f || (byte < 0x20 && !(lines && (byte == '\n' || byte == '\t' || byte == '\r'))))
            return true;
    }
    return false;
}

const char *text_clean(Arena *arena, const char *text, bool lines)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;
    if (!text_is_utf8(text, strlen(text)))
        return NULL;
    const char *trimmed = text_trim(arena, text);
    if (has_control(trimmed, lines))
        return NULL;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar *wide = to_utf16(arena, trimmed, &length);
    if (!wide || U_FAILURE(status))
        return NULL;
    if (unorm2_isNormalized(nfc, wide, length, &status))
        return trimmed;
    int32_t room = length * 3 + 1;
    UChar *normal = arena_array(arena, (size_t)room, sizeof(UChar));
    int32_t normal_length = unorm2_normalize(nfc, wide, length, normal, room, &status);
    return U_SUCCESS(status) ? from_utf16(arena, normal, normal_length) : NULL;
}

static int32_t squeeze(UChar *wide, int32_t length)
{
    int32_t out = 0;
    for (int32_t i = 0; i < length; i++) {
        UChar c = wide[i];
        if (c == 0x451) /* ё */
            c = 0x435;
        if (c == 0xa0 || c == 0x2009 || c == 0x202f || c == '\t' || c == '\n' || c == '\r')
            c = ' ';
        if (c == ' ' && (out == 0 || wide[out - 1] == ' '))
            continue;
        wide[out++] = c;
    }
    return out > 0 && wide[out - 1] == ' ' ? out - 1 : out;
}

const char *text_fold(Arena *arena, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;
    UChar *wide = to_utf16(arena, text, &length);
    if (!wide)
        return "";
    int32_t room = length * 3 + 1;
    UChar *folded = arena_array(arena, (size_t)room, sizeof(UChar));
    int32_t folded_length = u_strFoldCase(folded, room, wide, length, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status))
        return "";
    return from_utf16(arena, folded, squeeze(folded, folded_length));
}

/* One collator for the program: opening costs milliseconds, reading it is thread-safe. */
static const UCollator *collator(void)
{
    static UCollator *shared;
    UCollator *mine = __atomic_load_n(&shared, __ATOMIC_ACQUIRE);
    if (mine)
        return mine;
    UErrorCode status = U_ZERO_ERROR;
    UCollator *fresh = ucol_open("ru", &status);
    UCollator *nobody = NULL;
    if (U_FAILURE(status))
        return NULL;
    if (__atomic_compare_exchange_n(&shared, &nobody, fresh, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
        return fresh;
    ucol_close(fresh);
    return nobody;
}

const char *text_sort_key(Arena *arena, const char *text)
{
    int32_t length;
    UChar *wide = to_utf16(arena, text, &length);
    const UCollator *by_name = collator();
    if (!wide || !by_name)
        return text_fold(arena, text);
    int32_t size = ucol_getSortKey(by_name, wide, length, NULL, 0);
    uint8_t *key = arena_alloc(arena, (size_t)size);
    ucol_getSortKey(by_name, wide, length, key, size);
    return text_hex(arena, key, (size_t)size - 1);
}

size_t text_length(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

bool text_int(const char *text, int64_t *value)
{
    return text_decimal(text, 0, value);
}

static bool put_digit(int64_t *value, char digit)
{
    return !__builtin_mul_overflow(*value, 10, value) && !__builtin_add_overflow(*value, digit - '0', value);
}

char *text_digits(char *end, uint64_t number)
{
    do {
        *--end = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return end;
}

bool text_decimal(const char *text, int scale, int64_t *value)
{
    bool negative = *text == '-';
    int64_t number = 0;
    int after = -1; /* digits behind the point; -1 before it */
    bool any = false;
    if (negative || *text == '+')
        text++;
    for (; *text; text++) {
        if ((*text == '.' || *text == ',') && after < 0 && scale > 0) {
            after = 0;
            continue;
        }
        if (*text < '0' || *text > '9' || after >= scale || !put_digit(&number, *text))
            return false;
        any = true;
        after += after >= 0;
    }
    for (int i = after < 0 ? 0 : after; i < scale; i++)
        if (!put_digit(&number, '0'))
            return false;
    *value = negative ? -number : number;
    return any;
}

const char *text_initials(Arena *arena, const char *name)
{
    char *initials = arena_alloc(arena, 16);
    size_t out = 0;
    int words = 0;
    bool at_start = true;
    for (size_t i = 0; name[i] && words < 2;) {
        size_t next = i + 1;
        while (((unsigned char)name[next] & 0xc0) == 0x80)
            next++;
        if (at_start && name[i] != ' ') {
            memcpy(initials + out, name + i, next - i);
            out += next - i;
            words++;
        }
        at_start = name[i] == ' ';
        i = next;
    }
    return initials;
}

bool text_is_blank(const char *text)
{
    int length;
    while (*text && is_space_at(text, &length))
        text += length;
    return !*text;
}

bool text_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool text_ends(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

TextList text_split(Arena *arena, const char *text, char at)
{
    TextList parts = {0};
    for (;;) {
        const char *end = strchr(text, at);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        *(const char **)list_push(arena, &parts) = arena_strndup(arena, text, length);
        if (!end)
            return parts;
        text = end + 1;
    }
}

const char *text_hex(Arena *arena, const unsigned char *data, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    char *text = arena_alloc(arena, size * 2 + 1);
    for (size_t i = 0; i < size; i++) {
        text[i * 2] = hex[data[i] >> 4];
        text[i * 2 + 1] = hex[data[i] & 15];
    }
    return text;
}
