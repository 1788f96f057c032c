/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/week_head.h"
#include "formats/word.h"

#define TOKENS_MAX 16

/* Kinds of tokens: 'n' number, 'm' month, 'w' the word week, '-' any dash; other signs stand for themselves. */
typedef struct {
    char kind;
    int value;    /* of a number; a month's 1–12 */
    int digits;   /* of a number */
    bool russian; /* of a month: "июн 26" is a year, "Jun 26" a day */
} Token;

typedef struct {
    Token tokens[TOKENS_MAX + 1]; /* the last has kind 0 */
    int count;
    int at;
} Tokens;

static const char *const months_en[] = {"january", "february",  "march",   "april",    "may",      "june", "july",
                                        "august",  "september", "october", "november", "december", NULL};
static const char *const months_ru[] = {"январь", "февраль",  "март",    "апрель", "май",     "июнь", "июль",
                                        "август", "сентябрь", "октябрь", "ноябрь", "декабрь", NULL};
static const char *const months_ru_of[] = {"января",  "февраля",  "марта",   "апреля", "мая",     "июня", "июля",
                                           "августа", "сентября", "октября", "ноября", "декабря", NULL};
static const char *const week_words[] = {"w", "wk", "week", "нед", "неделя", "недели", "н", "кн", NULL};
/* Parts that say nothing: weekdays, "г.", "36-я", "с 15 по 21". */
static const char *const empty_words[] = {"г",  "год", "года", "я",   "ая",  "пн",  "вт",  "ср",  "чт",  "пт",   "сб",
                                          "вс", "с",   "mon",  "tue", "wed", "thu", "fri", "sat", "sun", "from", NULL};
static const char *const until_words[] = {"по", "to", "till", NULL};

static bool month_token(const char *text, size_t length, Token *token)
{
    static const char *const *const tables[] = {months_en, months_ru, months_ru_of};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        int month = word_find(text, length, tables[i], 3);
        *token = (Token){.kind = 'm', .value = month + 1, .russian = i > 0};
        if (month >= 0)
            return true;
    }
    return false;
}

static bool word_token(const char *text, size_t length, Token *token)
{
    if (month_token(text, length, token))
        return true;
    *token = (Token){0};
    if (word_find(text, length, week_words, 0) >= 0)
        token->kind = 'w';
    if (word_find(text, length, until_words, 0) >= 0)
        token->kind = '-';
    return token->kind || word_find(text, length, empty_words, 0) >= 0;
}

static bool number_token(const char **at, Token *token)
{
    *token = (Token){.kind = 'n'};
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        token->value = token->value * 10 + (**at - '0');
        token->digits++;
        if (token->digits > 4)
            return false;
    }
    return true;
}

/* A sign; dashes of every length are one. */
static bool sign_token(const char **at, Token *token)
{
    static const char *const dashes[] = {"-", "–", "—", "−", "‐", "‑"};
    for (size_t i = 0; i < COUNT_OF(dashes); i++) {
        size_t length = strlen(dashes[i]);
        if (strncmp(*at, dashes[i], length) == 0) {
            *token = (Token){.kind = '-'};
            *at += length;
            *at += strncmp(*at, "\u2060", 3) == 0 ? 3 : 0; /* a word joiner, as our own pages write it */
            return true;
        }
    }
    *token = (Token){.kind = **at};
    return strchr(".,/()#", *(*at)++) != NULL;
}

/* One token behind *at; kind 0 for a word that says nothing. */
static bool next_token(const char **at, Token *token)
{
    size_t length = word_length(*at);
    if (length > 0) {
        bool known = word_token(*at, length, token);
        *at += length;
        *at += known && !token->kind && **at == '.'; /* "г." */
        return known;
    }
    if (**at >= '0' && **at <= '9')
        return number_token(at, token);
    return sign_token(at, token);
}

static bool split(const char *text, Tokens *list)
{
    *list = (Tokens){0};
    for (const char *at = skip_spaces(text); *at; at = skip_spaces(at)) {
        Token token;
        if (!next_token(&at, &token) || list->count == TOKENS_MAX)
            return false;
        bool speaks = token.kind && !strchr(",()#", token.kind);
        if (speaks)
            list->tokens[list->count++] = token;
    }
    return list->count > 0;
}

/* Whether the tokens from here on have these kinds ("n.n"); they are not taken. */
static bool next_are(const Tokens *list, const char *kinds)
{
    for (int i = 0; kinds[i]; i++)
        if (list->at + i > list->count || list->tokens[list->at + i].kind != kinds[i])
            return false;
    return true;
}

static const Token *peek(const Tokens *list, int ahead)
{
    return &list->tokens[MIN_OF(list->at + ahead, list->count)];
}

static bool is_year(const Token *token)
{
    return token->kind == 'n' && token->digits == 4;
}

static int full_year(const Token *token)
{
    return token->digits <= 2 ? 2000 + token->value : token->value;
}

/* The dot of an abbreviation: "нояб.", "нед.". */
static void skip_dot(Tokens *list)
{
    list->at += next_are(list, ".");
}

/* A year behind a day and month, when there is one; a dot, slash or dash may part them. */
static int take_year(Tokens *list)
{
    int skip = next_are(list, ".n") || next_are(list, "/n") ? 1 : 0;
    const Token *token = peek(list, skip);
    if (token->kind != 'n' || (token->digits != 4 && (token->digits != 2 || !skip)))
        return 0;
    list->at += skip + 1;
    return full_year(token);
}

/* "2026-06-15", "15-06-2026" */
static bool take_iso_day(Tokens *list, WeekHead *head)
{
    if (!next_are(list, "n-n-n") || is_year(peek(list, 0)) == is_year(peek(list, 4)))
        return false;
    int first = is_year(peek(list, 0)) ? 0 : 4;
    *head = (WeekHead){.kind = HEAD_DAY,
                       .year = peek(list, first)->value,
                       .month = peek(list, 2)->value,
                       .day = peek(list, 4 - first)->value};
    list->at += 5;
    return true;
}

/* "15.06", "15/06/2026" */
static bool take_number_day(Tokens *list, WeekHead *head)
{
    if ((!next_are(list, "n.n") && !next_are(list, "n/n")) || is_year(peek(list, 0)) || is_year(peek(list, 2)))
        return false;
    *head = (WeekHead){.kind = HEAD_DAY, .day = peek(list, 0)->value, .month = peek(list, 2)->value};
    list->at += 3;
    head->year = take_year(list);
    return true;
}

/* "15 июн 2026", "29 Nov", "15-июн-26" as spreadsheets write it */
static bool take_day_word(Tokens *list, WeekHead *head)
{
    int word = next_are(list, "n-m") ? 2 : 1;
    if ((!next_are(list, "n-m") && !next_are(list, "nm")) || is_year(peek(list, 0)))
        return false;
    *head = (WeekHead){.kind = HEAD_DAY, .day = peek(list, 0)->value, .month = peek(list, word)->value};
    list->at += word + 1;
    skip_dot(list);
    if (word == 2 && next_are(list, "-n")) {
        head->year = full_year(peek(list, 1));
        list->at += 2;
    } else {
        head->year = take_year(list);
    }
    return true;
}

/* "Nov 29", "Nov. 29, 2026" */
static bool take_word_day(Tokens *list, WeekHead *head)
{
    int number = next_are(list, "m.") ? 2 : 1;
    const Token *day = peek(list, number);
    if (!next_are(list, "m") || peek(list, 0)->russian || day->kind != 'n' || is_year(day))
        return false;
    *head = (WeekHead){.kind = HEAD_DAY, .day = day->value, .month = peek(list, 0)->value};
    list->at += number + 1;
    head->year = take_year(list);
    return true;
}

static bool take_day(Tokens *list, WeekHead *head)
{
    return take_iso_day(list, head) || take_number_day(list, head) || take_day_word(list, head) ||
           take_word_day(list, head);
}

/* "15–21 июн", "31.08–06.09", "29 июн – 5 июл 2026": the first day; a year said at the end serves both. */
static bool take_range(Tokens *list, WeekHead *head)
{
    WeekHead last;
    if (next_are(list, "n-n") && !is_year(peek(list, 0)) && peek(list, 3)->kind != '-') {
        int day = peek(list, 0)->value;
        list->at += 2;
        if (!take_day(list, &last))
            return false;
        *head = last;
        head->day = day;
        return day < last.day;
    }
    if (!take_day(list, head) || !next_are(list, "-"))
        return false;
    list->at++;
    if (next_are(list, "n") && peek(list, 1)->kind == 0 && !is_year(peek(list, 0))) {
        list->at++; /* "Jun 15 – 21" */
        return true;
    }
    if (!take_day(list, &last))
        return false;
    if (!head->year && last.year)
        head->year = last.year - (head->month > last.month);
    return true;
}

/* "2026-W15", "W15 2026", "нед. 36", "36 нед", "36-я неделя 2026" */
static bool take_week(Tokens *list, WeekHead *head)
{
    *head = (WeekHead){.kind = HEAD_WEEK};
    if (is_year(peek(list, 0)) && (next_are(list, "n-wn") || next_are(list, "nwn"))) {
        head->year = peek(list, 0)->value;
        list->at += peek(list, 1)->kind == '-' ? 2 : 1;
    }
    if (next_are(list, "w")) {
        list->at++;
        skip_dot(list);
        head->week = next_are(list, "n") ? peek(list, 0)->value : 0;
        list->at++;
    } else if (next_are(list, "nw") || next_are(list, "n-w")) {
        head->week = peek(list, 0)->value;
        list->at += peek(list, 1)->kind == '-' ? 3 : 2;
        skip_dot(list);
    }
    if (!head->year && is_year(peek(list, 0)))
        head->year = take_year(list);
    return head->week > 0;
}

/* "48" */
static bool take_bare_week(Tokens *list, WeekHead *head)
{
    *head = (WeekHead){.kind = HEAD_WEEK, .bare = true, .week = peek(list, 0)->value};
    bool short_number = next_are(list, "n") && peek(list, 0)->digits <= 2;
    list->at++;
    return short_number;
}

/* "январь 2026", "янв 26", "Jan-26", "Jan" */
static bool take_month_word(Tokens *list, WeekHead *head)
{
    if (!next_are(list, "m"))
        return false;
    *head = (WeekHead){.kind = HEAD_MONTH, .month = peek(list, 0)->value};
    list->at++;
    skip_dot(list);
    list->at += next_are(list, "-n");
    const Token *year = peek(list, 0);
    if (year->kind == 'n' && (year->digits == 2 || year->digits == 4)) {
        head->year = full_year(year);
        list->at++;
    }
    return true;
}

/* "2025-01", "01.2026" */
static bool take_month(Tokens *list, WeekHead *head)
{
    if (take_month_word(list, head))
        return true;
    const Token *first = peek(list, 0);
    const Token *second = peek(list, 2);
    if (!next_are(list, "n-n") && !next_are(list, "n.n") && !next_are(list, "n/n"))
        return false;
    *head = (WeekHead){.kind = HEAD_MONTH};
    list->at += 3;
    head->year = is_year(first) ? first->value : second->value;
    head->month = is_year(first) ? second->value : first->value;
    return is_year(first) != is_year(second);
}

static bool is_real(const WeekHead *head)
{
    if (head->year && (head->year < 1970 || head->year > 2199))
        return false;
    if (head->kind == HEAD_WEEK)
        return head->week >= 1 && head->week <= 53;
    if (head->month < 1 || head->month > 12)
        return false;
    /* without a year 29 February may exist */
    return head->kind == HEAD_MONTH || ymd_is_real(head->year ? head->year : 2024, head->month, head->day);
}

bool week_head_parse(const char *text, WeekHead *head)
{
    static bool (*const ways[])(Tokens *, WeekHead *) = {take_week, take_range, take_day, take_month, take_bare_week};
    Tokens list;
    bool readable = split(text, &list);
    for (size_t i = 0; readable && i < COUNT_OF(ways); i++) {
        list.at = 0;
        if (ways[i](&list, head) && list.at == list.count && is_real(head))
            return true;
    }
    *head = (WeekHead){0};
    return false;
}

bool week_head_of_cell(const Cell *cell, WeekHead *head)
{
    bool readable = cell->kind == CELL_DATE || week_head_parse(cell->text, head);
    if (readable && cell->kind == CELL_NUMBER && !head->bare && head->kind != HEAD_WEEK)
        readable = false; /* 7.5 is hours, not the seventh of May */
    if (!readable)
        *head = (WeekHead){0};
    if (!readable || cell->kind != CELL_DATE)
        return readable;
    Ymd ymd = day_ymd(cell_day(cell));
    *head = (WeekHead){.kind = HEAD_DAY, .year = ymd.year, .month = ymd.month, .day = ymd.day};
    return true;
}

Day week_head_day(const WeekHead *head, int year)
{
    int own = head->year ? head->year : year;
    Day day = DAY_NONE;
    int found;
    switch (head->kind) {
    case HEAD_DAY:
        return ymd_is_real(own, head->month, head->day) ? day_from_ymd(own, head->month, head->day) : day;
    case HEAD_MONTH:
        return day_from_ymd(own, head->month, 1);
    case HEAD_WEEK:
        day = day_from_iso_week(own, head->week);
        return day_iso_week(day, &found) == head->week ? day : DAY_NONE;
    case HEAD_NONE:
        break;
    }
    return day;
}
