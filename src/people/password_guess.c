/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <unicode/utf8.h>

#include "base/embedded.h"
#include "base/text.h"
#include "people/password_guess.h"

/* Costs are tenths of bits. */
#define COST_WORD 100 /* one of about a thousand */
#define COST_KNOWN 20 /* the person's or the agency's own name */
#define COST_WALK 60  /* which row, where, how far */
#define COST_YEAR 70
#define COST_AGAIN 20 /* the same once more */
#define COST_LETTER 45
#define COST_DIGIT 33
#define COST_SIGN 50
#define COST_DISGUISE 20 /* other layout, digits for letters */
#define COST_ENOUGH 360

#define POINTS_MAX 256
#define BLOCK_MAX 8

typedef struct {
    int32_t at[POINTS_MAX]; /* code points, folded */
    int count;
} Points;

typedef struct {
    Points points;
    int cost;
} Word;
typedef LIST_OF(Word) WordList;

/* Rows that fingers walk along, both ways. */
static const char *const rows[] = {
    "1234567890-=",
    "0123456789",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "abcdefghijklmnopqrstuvwxyz",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "!@#$%^&*()_+",
    "147258369",
    "159753",
    "741852963",
};

static Points points_of(const char *text)
{
    Points points = {.count = 0};
    int32_t length = (int32_t)strlen(text);
    for (int32_t i = 0; i < length && points.count < POINTS_MAX;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text, i, length, c);
        points.at[points.count++] = c;
    }
    return points;
}

static bool stands_at(const Points *points, int from, const Points *word)
{
    if (word->count == 0 || from + word->count > points->count)
        return false;
    for (int i = 0; i < word->count; i++)
        if (points->at[from + i] != word->at[i])
            return false;
    return true;
}

/* ---- the words ---- */

static void add_word(Arena *arena, WordList *words, const char *text, int cost)
{
    Points points = points_of(text_fold(arena, text));
    if (points.count >= 3)
        *(Word *)list_push(arena, words) = (Word){points, cost};
}

/* Splits at everything that is no part of a word in a name or an address. */
static void add_words(Arena *arena, WordList *words, const char *text, int cost)
{
    static const char between[] = " \t\r\n@._-+,;:/\"'()";
    while (*text) {
        size_t length = strcspn(text, between);
        if (length)
            add_word(arena, words, arena_strndup(arena, text, length), cost);
        text += length;
        text += strspn(text, between);
    }
}

/* As Russian names are written in Latin letters ("полдень" → "polden"). */
static const char *latin(Arena *arena, const char *text)
{
    static const char *const letters[] = {"a", "b",  "v",  "g",   "d", "e", "zh", "z", "i",  "y", "k",
                                          "l", "m",  "n",  "o",   "p", "r", "s",  "t", "u",  "f", "h",
                                          "c", "ch", "sh", "sch", "",  "y", "",   "e", "yu", "ya"};
    Points points = points_of(text_fold(arena, text));
    const char *out = "";
    for (int i = 0; i < points.count; i++) {
        int32_t c = points.at[i];
        char plain[2] = {c < 128 ? (char)c : ' ', '\0'};
        bool russian = c >= 0x430 && c < 0x450;
        out = arena_printf(arena, "%s%s", out, russian ? letters[c - 0x430] : plain);
    }
    return out;
}

static WordList known_words(Arena *arena, const char *const *context)
{
    WordList words = {0};
    const char *common = embedded_text("people/common_words.txt");
    while (common && *common) {
        size_t length = strcspn(common, "\n");
        if (*common != '#')
            add_words(arena, &words, arena_strndup(arena, common, length), COST_WORD);
        common += length + (common[length] ? 1 : 0);
    }
    add_words(arena, &words, "takt такт", COST_KNOWN);
    for (; context && *context; context++) {
        add_words(arena, &words, *context, COST_KNOWN);
        add_words(arena, &words, latin(arena, *context), COST_KNOWN);
    }
    return words;
}

/* ---- what a part of the password costs ---- */

static int cost_of_point(int32_t c)
{
    if (c >= '0' && c <= '9')
        return COST_DIGIT;
    return c > 127 || (c >= 'a' && c <= 'z') ? COST_LETTER : COST_SIGN;
}

/* How many points from here on follow a row in this direction. */
static int steps_along(const Points *points, int from, const Points *row, int start, int step)
{
    int count = 0;
    while (from + count < points->count && start >= 0 && start < row->count &&
           points->at[from + count] == row->at[start]) {
        count++;
        start += step;
    }
    return count;
}

static int longest_walk(const Points *points, int from, const Points *all, size_t count)
{
    int longest = 0;
    for (size_t row = 0; row < count; row++) {
        for (int start = 0; start < all[row].count; start++) {
            longest = MAX_OF(longest, steps_along(points, from, &all[row], start, 1));
            longest = MAX_OF(longest, steps_along(points, from, &all[row], start, -1));
        }
    }
    return longest;
}

static bool is_year(const Points *points, int from)
{
    if (from + 4 > points->count)
        return false;
    for (int i = 0; i < 4; i++)
        if (points->at[from + i] < '0' || points->at[from + i] > '9')
            return false;
    int32_t century = (points->at[from] - '0') * 10 + points->at[from + 1] - '0';
    return century == 19 || century == 20;
}

/* How many points from here on repeat the block before them. */
static int repeats(const Points *points, int from, int block)
{
    int count = 0;
    if (from < block)
        return 0;
    while (from + count < points->count && points->at[from + count] == points->at[from + count - block])
        count++;
    return count >= block ? count : 0;
}

static void offer(int *best, int from, int length, int cost)
{
    if (best[from] + cost < best[from + length])
        best[from + length] = best[from] + cost;
}

static void offer_walks(int *best, const Points *points, int from, const Points *all, size_t count)
{
    int walk = longest_walk(points, from, all, count);
    for (int length = 3; length <= walk; length++)
        offer(best, from, length, COST_WALK);
    if (is_year(points, from))
        offer(best, from, 4, COST_YEAR);
    for (int block = 1; block <= BLOCK_MAX; block++) {
        int more = repeats(points, from, block);
        for (int length = block; length <= more; length++)
            offer(best, from, length, COST_AGAIN);
    }
}

/* The cheapest way to put the whole together. */
static int cheapest(const Points *points, const WordList *words)
{
    int best[POINTS_MAX + 1];
    Points all[COUNT_OF(rows)];
    for (size_t row = 0; row < COUNT_OF(rows); row++)
        all[row] = points_of(rows[row]);
    for (int i = 0; i <= points->count; i++)
        best[i] = INT_MAX / 2;
    best[0] = 0;
    for (int from = 0; from < points->count; from++) {
        offer(best, from, 1, cost_of_point(points->at[from]));
        offer_walks(best, points, from, all, COUNT_OF(rows));
        for (size_t i = 0; i < words->count; i++)
            if (stands_at(points, from, &words->items[i].points))
                offer(best, from, words->items[i].points.count, words->items[i].cost);
    }
    return best[points->count];
}

/* ---- disguises ---- */

static int32_t mapped(int32_t c, const Points *from, const Points *to)
{
    for (int i = 0; i < from->count && i < to->count; i++)
        if (from->at[i] == c)
            return to->at[i];
    return c;
}

static Points disguised(const Points *points, const char *from, const char *to)
{
    Points out = *points;
    Points keys = points_of(from);
    Points values = points_of(to);
    for (int i = 0; i < out.count; i++)
        out.at[i] = mapped(out.at[i], &keys, &values);
    return out;
}

bool password_is_guessed_first(Arena *arena, const char *password, const char *const *context)
{
    static const char latin_keys[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    static const char russian_keys[] = "йцукенгшщзхъфывапролджэячсмитьбюе";
    WordList words = known_words(arena, context);
    Points typed = points_of(text_fold(arena, password));
    Points layout = disguised(&typed, latin_keys, russian_keys);
    Points back = disguised(&typed, russian_keys, latin_keys);
    Points digits = disguised(&typed, "013457@$!", "oieastasi");
    int cost = cheapest(&typed, &words);
    cost = MIN_OF(cost, cheapest(&layout, &words) + COST_DISGUISE);
    cost = MIN_OF(cost, cheapest(&back, &words) + COST_DISGUISE);
    cost = MIN_OF(cost, cheapest(&digits, &words) + COST_DISGUISE);
    return cost < COST_ENOUGH;
}
