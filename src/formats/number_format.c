/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <math.h>

#include "base/day.h"
#include "formats/number_format.h"

/* Codes longer than this are not looked at. */
#define CODE_MAX 255

typedef struct {
    NumberFormat format;
    bool number;      /* a digit has been met */
    bool interrupted; /* words between digits: they cannot be told as one unit */
    bool percent, date, month, time;
} CodeRead;

static void literal_put(CodeRead *read, const char *text, size_t length)
{
    char *words = read->number ? read->format.behind : read->format.before;
    size_t used = strlen(words);
    if (used + length >= FORMAT_WORDS_MAX)
        read->interrupted = true;
    else
        memcpy(words + used, text, length);
}

static void digit_met(CodeRead *read)
{
    char *behind = read->format.behind;
    if (strspn(behind, " ") == strlen(behind))
        memset(behind, 0, FORMAT_WORDS_MAX); /* groups of digits parted by spaces */
    else
        read->interrupted = true;
    read->number = true;
}

/* "[$₽-419]" shows its sign, "[h]" counts hours; colours and conditions show nothing. Returns what is behind. */
static const char *take_bracket(CodeRead *read, const char *code)
{
    const char *end = strchr(code, ']');
    if (!end)
        return code + strlen(code);
    if (code[1] == '$')
        literal_put(read, code + 2, strcspn(code + 2, "-]"));
    else if (strchr("hms", code[1] | 32) && (code[2] == ']' || code[2] == code[1]))
        read->time = true;
    return end + 1;
}

static const char *take_quoted(CodeRead *read, const char *code)
{
    size_t length = strcspn(code + 1, "\"");
    literal_put(read, code + 1, length);
    code += 1 + length;
    return *code ? code + 1 : code;
}

static size_t char_length(const char *text)
{
    size_t length = *text ? 1 : 0;
    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return length;
}

static const char *take_letter(CodeRead *read, const char *code)
{
    switch (*code | 32) {
    case 'y':
    case 'd':
        read->date = true;
        break;
    case 'h':
    case 's':
        read->time = true;
        break;
    case 'm':
        read->month = true;
        break;
    default:
        break; /* exponents, AM/PM, eras */
    }
    return code + 1;
}

static const char *take_one(CodeRead *read, const char *code)
{
    size_t length = char_length(code);
    if (*code == '[')
        return take_bracket(read, code);
    if (*code == '"')
        return take_quoted(read, code);
    if (*code == '_' || *code == '*') /* room as wide as the next character, or it repeated */
        return code + 1 + char_length(code + 1);
    if (*code == '\\') {
        length = char_length(code + 1);
        literal_put(read, code + 1, length);
        return code + 1 + length;
    }
    if (strncmp(code, "General", 7) == 0) {
        digit_met(read);
        return code + 7;
    }
    if (strchr("0#?.,@", *code))
        digit_met(read);
    else if (*code == '%')
        read->percent = true;
    else if ((*code | 32) >= 'a' && (*code | 32) <= 'z')
        return take_letter(read, code);
    else
        literal_put(read, code, length);
    return code + length;
}

static FormatKind kind_of(const CodeRead *read)
{
    if (read->date || (read->month && !read->time))
        return FORMAT_DATE;
    if (read->time)
        return FORMAT_TIME;
    return read->percent ? FORMAT_PERCENT : FORMAT_PLAIN;
}

NumberFormat number_format_read(const char *code)
{
    CodeRead read = {0};
    if (strlen(code) > CODE_MAX)
        return read.format;
    while (*code && *code != ';')
        code = take_one(&read, code);
    FormatKind kind = kind_of(&read);
    if (kind != FORMAT_PLAIN || read.interrupted || !read.number)
        read.format = (NumberFormat){0};
    read.format.kind = kind;
    return read.format;
}

NumberFormat number_format_built_in(int id)
{
    NumberFormat format = {0};
    if (id == 9 || id == 10)
        format.kind = FORMAT_PERCENT;
    else if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        format.kind = FORMAT_DATE;
    else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        format.kind = FORMAT_TIME;
    return format;
}

static const char *show_plain(Arena *arena, double number)
{
    bool whole = fabs(number) < 1e18 && floor(number) == number;
    return whole ? arena_printf(arena, "%.0f", number + 0.0) : arena_printf(arena, "%.15g", number);
}

/* Hours may pass 24: durations are shown so, and times of day are below anyway. */
static const char *show_time(Arena *arena, double days)
{
    double minutes = floor(fabs(days) * MINUTES_PER_DAY + 0.5);
    double hours = floor(minutes / 60);
    return arena_printf(arena, "%s%.0f:%02.0f", days < 0 && minutes > 0 ? "-" : "", hours, minutes - hours * 60);
}

static const char *show_date(Arena *arena, double days)
{
    double whole = floor(days);
    const char *day = day_iso(arena, DAY((int64_t)whole));
    int minutes = MIN_OF((int)((days - whole) * MINUTES_PER_DAY + 0.5), MINUTES_PER_DAY - 1);
    return minutes > 0 ? arena_printf(arena, "%s %02d:%02d", day, minutes / 60, minutes % 60) : day;
}

const char *number_show(Arena *arena, const NumberFormat *format, double number)
{
    switch (format->kind) {
    case FORMAT_DATE:
        return show_date(arena, number);
    case FORMAT_TIME:
        return fabs(number) < 1e6 ? show_time(arena, number) : show_plain(arena, number);
    case FORMAT_PERCENT:
        return arena_printf(arena, "%.13g%%", number * 100);
    case FORMAT_PLAIN:
        break;
    }
    const char *plain = show_plain(arena, number);
    bool bare = !*format->before && !*format->behind;
    return bare ? plain : arena_printf(arena, "%s%s%s", format->before, plain, format->behind);
}
