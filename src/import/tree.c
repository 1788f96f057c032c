/* SPDX-License-Identifier: MIT */
/*
 * One column with people and, under each, projects; perhaps headings of teams over the people. What stands under what
 * is told by moved-in texts, grouped rows, bold, rows without amounts, or projects that come again under each person.
 */
#include "base/base.h"

#include "base/text.h"
#include "import/wide.h"

#define LEVELS_MAX 4

/* One row with a text in the column. */
typedef struct {
    size_t row;
    const char *text;
    int key, level;
    bool values, again; /* has amounts; the same text stands elsewhere too */
    bool no_name;       /* people have whole names here, and this is none */
} Branch;

typedef struct {
    Branch *items;
    size_t count;
    int levels;
} Branches;

typedef struct {
    int rows, people, again, words;
} LevelFacts;

/* ---- names of people ---- */

static bool is_capital(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    unsigned char second = (unsigned char)text[1];
    if (first == 0xd0)
        return second == 0x81 || (second >= 0x90 && second <= 0xaf);
    return (first >= 'A' && first <= 'Z') || (first == 0xc3 && second >= 0x80 && second <= 0x9e);
}

static bool is_name_byte(unsigned char byte)
{
    return byte >= 0x80 || (byte | 32) == '-' || ((byte | 32) >= 'a' && (byte | 32) <= 'z') || byte == '.' ||
           byte == '\'';
}

bool import_is_person_like(const char *text)
{
    int words = 0;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (!is_capital(text) || text_starts(text, "«"))
            return false;
        for (size_t i = 0; i < length; i++)
            if (!is_name_byte((unsigned char)text[i]) || text_starts(text + i, "·") || text_starts(text + i, "«"))
                return false;
        words++;
        text += length + strspn(text + length, " ");
    }
    return words >= 2 && words <= 3;
}

/* ---- signs of what stands under what ---- */

static int key_by_indent(const Wide *wide, const Branch *branch)
{
    const Cell *cell = sheet_cell(wide->sheet, branch->row, wide->person);
    int spaces = (int)strspn(cell->text, " ");
    for (const char *at = cell->text + spaces; text_starts(at, "\u00a0"); at += 2)
        spaces++;
    return cell->indent * 4 + MIN_OF(spaces, 40);
}

static int key_by_group(const Wide *wide, const Branch *branch)
{
    return wide->sheet->rows.items[branch->row].level;
}

static int key_by_bold(const Wide *wide, const Branch *branch)
{
    return !sheet_cell(wide->sheet, branch->row, wide->person)->bold;
}

static int key_by_values(const Wide *wide UNUSED, const Branch *branch)
{
    return branch->values;
}

/* Where projects come again, those that come once are told from people by their names. */
static int key_by_repetition(const Wide *wide UNUSED, const Branch *branch)
{
    return branch->again || branch->no_name;
}

/* Gives each branch its level by the keys; how many levels there are, or 1 when the sign says nothing. */
static int levels_by(const Wide *wide, Branches *all, int (*key)(const Wide *, const Branch *))
{
    int keys[LEVELS_MAX];
    int count = 0;
    for (size_t i = 0; i < all->count; i++) {
        int at = 0;
        all->items[i].key = key(wide, &all->items[i]);
        while (at < count && keys[at] < all->items[i].key)
            at++;
        if (at < count && keys[at] == all->items[i].key)
            continue;
        if (count == LEVELS_MAX)
            return 1;
        memmove(keys + at + 1, keys + at, sizeof keys[0] * (size_t)(count - at));
        keys[at] = all->items[i].key;
        count++;
    }
    for (size_t i = 0; i < all->count; i++)
        for (int at = 0; at < count; at++)
            if (keys[at] == all->items[i].key)
                all->items[i].level = at;
    return all->count && all->items[0].level == 0 ? count : 1;
}

static int find_levels(const Wide *wide, Branches *all)
{
    static int (*const signs[])(const Wide *, const Branch *) = {key_by_indent, key_by_group, key_by_bold,
                                                                 key_by_values, key_by_repetition};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        int levels = levels_by(wide, all, signs[i]);
        if (levels > 1)
            return levels;
    }
    return 1;
}

/* ---- which level is people ---- */

static LevelFacts facts_of(Ctx *cx, const Branches *all, int level)
{
    LevelFacts facts = {0};
    for (size_t i = 0; i < all->count; i++) {
        const Branch *one = &all->items[i];
        if (one->level != level)
            continue;
        facts.rows++;
        facts.people += import_is_person_like(one->text);
        facts.again += one->again;
        facts.words += subject_word(cx, one->text).kind != SUBJECT_PROJECT;
    }
    return facts;
}

/* The level with most names; of short names the one over what repeats. */
static int level_of_people(Ctx *cx, const Branches *all, bool named_both)
{
    int best = -1;
    int share = 29; /* percent that must look like names */
    LevelFacts deepest = facts_of(cx, all, all->levels - 1);
    for (int level = 0; level < all->levels; level++) {
        LevelFacts facts = facts_of(cx, all, level);
        int here = facts.people * 100 / MAX_OF(facts.rows, 1);
        if (here > share) {
            share = here;
            best = level;
        }
    }
    if (best >= 0)
        return best;
    return deepest.again || deepest.words || named_both ? all->levels - 2 : all->levels - 1;
}

static RowRole role_of(const Branch *branch, int people, int levels)
{
    if (branch->level == people)
        return people == levels - 1 ? ROW_DATA : ROW_PERSON;
    if (branch->level < people)
        return branch->values ? ROW_DATA : ROW_TEAM;
    return ROW_PROJECT;
}

static int by_text(const void *a, const void *b)
{
    return strcmp((*(Branch *const *)a)->text, (*(Branch *const *)b)->text);
}

static void mark_repeated(Ctx *cx, Branches *all)
{
    Branch **sorted = arena_new_array(cx->arena, Branch *, all->count + 1);
    for (size_t i = 0; i < all->count; i++)
        sorted[i] = &all->items[i];
    if (all->count > 1)
        qsort(sorted, all->count, sizeof sorted[0], by_text);
    bool any = false;
    for (size_t i = 1; i < all->count; i++)
        if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0)
            any = sorted[i - 1]->again = sorted[i]->again = true;
    bool named = any && import_is_person_like(all->items[0].text);
    for (size_t i = 0; i < all->count; i++)
        all->items[i].no_name = named && !import_is_person_like(all->items[i].text);
}

/* The rows that may be people or projects: up to the last one with amounts, without sums. */
static Branches branches_of(Ctx *cx, const Wide *wide)
{
    Branches all = {.items = arena_new_array(cx->arena, Branch, wide->sheet->rows.count + 1)};
    size_t last = 0;
    for (size_t row = wide->first_row; row < wide->sheet->rows.count; row++) {
        const char *text = import_text(cx, wide->sheet, row, wide->person);
        RowRole hint = import_row_hint(cx, wide->from, row);
        SubjectKind kind = subject_word(cx, text).kind;
        if (!*text || kind == SUBJECT_TOTAL || kind == SUBJECT_FREE || hint == ROW_IGNORE || hint == ROW_TOTAL)
            continue;
        all.items[all.count] = (Branch){.row = row, .text = text, .values = wide_row_has_values(cx, wide, row)};
        last = all.items[all.count].values ? all.count + 1 : last;
        all.count++;
    }
    mark_repeated(cx, &all);
    while (all.count > last && !all.items[all.count - 1].again)
        all.count--;
    return all;
}

static bool is_flat(const Wide *wide)
{
    ImportLayout said = wide->from->hints->layout;
    bool one_column = wide->person >= 0 && wide->project < 0 && wide->client < 0;
    return !one_column || (said != IMPORT_AUTO && said != IMPORT_TREE);
}

/* "Сотрудник / проект" over the column. */
static bool names_both(Ctx *cx, const Wide *wide)
{
    const char *name = text_fold(cx->arena, wide_column_name(cx, wide, wide->person));
    return strstr(name, "проект") || strstr(name, "project") || strstr(name, "клиент") || strstr(name, "client");
}

static bool take_hints(Ctx *cx, Wide *wide, uint8_t *roles)
{
    bool any = false;
    for (size_t i = 0; i < wide->from->hints->rows.count; i++)
        any = any || wide->from->hints->rows.items[i].role == ROW_PROJECT;
    for (size_t row = wide->first_row; row < wide->sheet->rows.count; row++) {
        RowRole hint = import_row_hint(cx, wide->from, row);
        if (hint == ROW_PERSON || hint == ROW_PROJECT || hint == ROW_TEAM || hint == ROW_DATA)
            roles[row] = (uint8_t)hint;
    }
    return any;
}

void wide_find_tree(Ctx *cx, Wide *wide)
{
    if (is_flat(wide))
        return;
    Branches all = branches_of(cx, wide);
    uint8_t *roles = arena_new_array(cx->arena, uint8_t, wide->sheet->rows.count + 1);
    bool said = wide->from->hints->layout == IMPORT_TREE;
    bool any = false;
    all.levels = find_levels(wide, &all);
    int people = all.levels > 1 ? level_of_people(cx, &all, said || names_both(cx, wide)) : 0;
    people = said && people == all.levels - 1 ? MAX_OF(all.levels - 2, 0) : people;
    for (size_t i = 0; i < all.count && all.levels > 1; i++) {
        roles[all.items[i].row] = (uint8_t)role_of(&all.items[i], people, all.levels);
        any = true;
    }
    any = take_hints(cx, wide, roles) || any;
    if (any || said)
        wide->tree = roles;
}
