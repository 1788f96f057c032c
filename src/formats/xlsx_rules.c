/* SPDX-License-Identifier: MIT */
/* Conditional formats: ECMA-376, part 1, 18.3.1.10 and 18.3.1.18. */
#include "base/base.h"

#include <math.h>

#include "base/text.h"
#include "formats/xlsx_rules.h"

#define RULES_MAX 10000
#define RULE_RANGES_MAX 100000
/* Cells that all rules of a sheet may look at together. */
#define LOOKS_MAX 4000000

static XlsxRule *last_rule(XlsxRules *rules)
{
    return rules->all.count ? &rules->all.items[rules->all.count - 1] : NULL;
}

/* "A1:B2 D4": ranges and single cells, a space between. */
static Err *take_ranges(XlsxFile *file, XlsxRules *rules, const char *text)
{
    rules->ranges = (SheetRanges){0};
    while (text && *text) {
        size_t length = strcspn(text, " ");
        const char *one = arena_strndup(file->cx->arena, text, MIN_OF(length, (size_t)64));
        SheetRange range;
        bool good = xlsx_range(one, strlen(one), &range);
        if (!good && xlsx_place(one, &range.first_column, &range.first_row)) {
            range.last_column = range.first_column;
            range.last_row = range.first_row;
            good = true;
        }
        if (good && rules->ranges.count >= RULE_RANGES_MAX)
            return file_damaged(file->cx);
        if (good)
            *(SheetRange *)list_push(file->cx->arena, &rules->ranges) = range;
        text += length;
        text += strspn(text, " ");
    }
    return NULL;
}

static XlsxRuleKind operator_kind(const char *word)
{
    static const struct {
        const char *word;
        XlsxRuleKind kind;
    } words[] = {
        {"lessThan", RULE_LESS},
        {"lessThanOrEqual", RULE_LESS_OR_EQUAL},
        {"equal", RULE_EQUAL},
        {"notEqual", RULE_NOT_EQUAL},
        {"greaterThanOrEqual", RULE_GREATER_OR_EQUAL},
        {"greaterThan", RULE_GREATER},
        {"between", RULE_BETWEEN},
        {"notBetween", RULE_NOT_BETWEEN},
    };
    for (size_t i = 0; word && i < COUNT_OF(words); i++)
        if (strcmp(word, words[i].word) == 0)
            return words[i].kind;
    return RULE_UNREAD;
}

/* Bars and icons colour nothing; scales and rules of the extension list do, in ways of their own. */
static bool colours_nothing(const char *type)
{
    return strcmp(type, "dataBar") == 0 || strcmp(type, "iconSet") == 0;
}

static Err *take_rule(XlsxFile *file, XlsxRules *rules, XmlAttributes attributes)
{
    const XlsxStyles *styles = &file->styles;
    const char *type = xml_attribute(attributes, "type");
    const char *text = xml_attribute(attributes, "text");
    int dxf = xml_int(attributes, "dxfId", -1);
    bool fills = dxf >= 0 && (size_t)dxf < styles->rule_count && styles->rule_fills[dxf] != FILL_NONE;
    if (!type || (dxf < 0 && colours_nothing(type)) || (dxf >= 0 && !fills))
        return NULL;
    if (rules->all.count >= RULES_MAX)
        return file_damaged(file->cx);
    XlsxRule *rule = list_push(file->cx->arena, &rules->all);
    *rule = (XlsxRule){.ranges = rules->ranges, .dxf = dxf, .priority = xml_int(attributes, "priority", INT_MAX)};
    if (dxf < 0)
        return NULL;
    if (strcmp(type, "cellIs") == 0)
        rule->kind = operator_kind(xml_attribute(attributes, "operator"));
    else if (strcmp(type, "containsText") == 0 && text && strlen(text) <= SHEET_TEXT_MAX)
        rule->kind = RULE_CONTAINS;
    else if (strcmp(type, "expression") == 0)
        rule->kind = RULE_ALWAYS;
    if (rule->kind == RULE_CONTAINS)
        rule->text = text_fold(file->cx->arena, text);
    return NULL;
}

Err *xlsx_rules_start(XlsxFile *file, XlsxRules *rules, const char *name, XmlAttributes attributes)
{
    file->text.length = 0;
    if (strcmp(name, "conditionalFormatting") == 0) {
        rules->inside = true;
        return take_ranges(file, rules, xml_attribute(attributes, "sqref"));
    }
    return strcmp(name, "cfRule") == 0 ? take_rule(file, rules, attributes) : NULL;
}

static bool parse_number(const char *text, double *number)
{
    char *end = NULL;
    *number = strtod(text, &end);
    return end != text && !*end && isfinite(*number);
}

/* What an expression is that looks at no cell: TRUE, 0. */
static XlsxRuleKind constant_kind(const char *text)
{
    double number;
    if (strcmp(text, "TRUE") == 0 || strcmp(text, "TRUE()") == 0)
        return RULE_ALWAYS;
    if (strcmp(text, "FALSE") == 0 || strcmp(text, "FALSE()") == 0)
        return RULE_NEVER;
    if (!parse_number(text, &number))
        return RULE_UNREAD;
    return number < 0 || number > 0 ? RULE_ALWAYS : RULE_NEVER;
}

/* A text constant stands in quotes; only whether it is equal is asked of one. */
static void take_text(XlsxFile *file, XlsxRule *rule, const char *text)
{
    size_t length = strlen(text);
    bool quoted = length >= 2 && text[0] == '"' && text[length - 1] == '"' && !memchr(text + 1, '"', length - 2);
    if (!quoted || (rule->kind != RULE_EQUAL && rule->kind != RULE_NOT_EQUAL))
        rule->kind = RULE_UNREAD;
    else
        rule->text = text_fold(file->cx->arena, arena_strndup(file->cx->arena, text + 1, length - 2));
}

static void take_formula(XlsxFile *file, XlsxRule *rule)
{
    const char *text = text_trim(file->cx->arena, file->text.data);
    double number;
    if (rule->kind == RULE_UNREAD || rule->kind == RULE_CONTAINS)
        return; /* the formula of a rule about texts says the same again */
    if (rule->kind == RULE_ALWAYS)
        rule->kind = constant_kind(text);
    else if (!parse_number(text, &number))
        take_text(file, rule, text);
    else if (rule->operands++ == 0)
        rule->low = rule->high = number;
    else
        rule->high = number;
}

Err *xlsx_rules_end(XlsxFile *file, XlsxRules *rules, const char *name)
{
    XlsxRule *rule = last_rule(rules);
    file->text.data[file->text.length] = 0;
    if (strcmp(name, "formula") == 0 && rule)
        take_formula(file, rule);
    if (strcmp(name, "conditionalFormatting") == 0)
        rules->inside = false;
    file->text.length = 0;
    return NULL;
}

/* Numbers come before texts, as spreadsheets sort them: a word is greater than any number. */
static bool number_holds(const XlsxRule *rule, bool is_number, double number)
{
    double low = MIN_OF(rule->low, rule->high), high = MAX_OF(rule->low, rule->high);
    bool between = is_number && number >= low && number <= high;
    switch (rule->kind) {
    case RULE_LESS:
        return is_number && number < rule->low;
    case RULE_LESS_OR_EQUAL:
        return is_number && number <= rule->low;
    case RULE_GREATER:
        return !is_number || number > rule->low;
    case RULE_GREATER_OR_EQUAL:
        return !is_number || number >= rule->low;
    case RULE_EQUAL:
    case RULE_BETWEEN:
        return between;
    case RULE_NOT_EQUAL:
    case RULE_NOT_BETWEEN:
        return !between;
    case RULE_UNREAD:
    case RULE_ALWAYS:
    case RULE_NEVER:
    case RULE_CONTAINS:
        break;
    }
    return rule->kind == RULE_ALWAYS;
}

static bool holds(const XlsxFile *file, const XlsxRule *rule, const Cell *cell)
{
    Arena *arena = file->cx->arena;
    bool is_number = cell->kind == CELL_NUMBER || cell->kind == CELL_DATE;
    double number = cell->number + (cell->kind == CELL_DATE ? xlsx_epoch(file) : 0);
    if (!rule->text || rule->kind == RULE_ALWAYS || rule->kind == RULE_NEVER)
        return number_holds(rule, is_number, number);
    ArenaMark mark = arena_mark(arena);
    const char *text = text_fold(arena, cell->text);
    bool same = rule->kind == RULE_CONTAINS ? strstr(text, rule->text) != NULL : strcmp(text, rule->text) == 0;
    arena_rewind(arena, mark);
    return same != (rule->kind == RULE_NOT_EQUAL);
}

static void colour_row(const XlsxFile *file, const XlsxRule *rule, const SheetRange *range, SheetRow *row)
{
    for (int i = range->first_column; i <= range->last_column && i < row->count; i++)
        if (row->cells[i].kind != CELL_EMPTY && holds(file, rule, &row->cells[i]))
            row->cells[i].fill = file->styles.rule_fills[rule->dxf];
}

/* False when there is too much to look at. */
static bool colour_range(const XlsxFile *file, const XlsxRule *rule, const SheetRange *range, Sheet *sheet,
                         int64_t *looks)
{
    for (size_t i = sheet_row_from(sheet, range->first_row); i < sheet->rows.count; i++) {
        SheetRow *row = &sheet->rows.items[i];
        if (row->number > range->last_row)
            break;
        *looks += 1 + MAX_OF(0, MIN_OF(range->last_column + 1, row->count) - range->first_column);
        if (*looks > LOOKS_MAX)
            return false;
        colour_row(file, rule, range, row);
    }
    return true;
}

/* The first rule that holds colours the cell, so the last one goes first and is painted over. */
static int by_priority(const void *a, const void *b)
{
    const XlsxRule *one = a, *other = b;
    return (one->priority < other->priority) - (one->priority > other->priority);
}

Err *xlsx_rules_apply(XlsxFile *file, XlsxRules *rules, Sheet *sheet)
{
    int64_t looks = 0;
    if (rules->all.count)
        qsort(rules->all.items, rules->all.count, sizeof *rules->all.items, by_priority);
    for (size_t i = 0; i < rules->all.count; i++) {
        const XlsxRule *rule = &rules->all.items[i];
        if (rule->kind == RULE_UNREAD)
            sheet->rule_fills = true;
        for (size_t j = 0; rule->kind > RULE_UNREAD && j < rule->ranges.count; j++)
            if (!colour_range(file, rule, &rule->ranges.items[j], sheet, &looks))
                rules->unread = true;
    }
    sheet->rule_fills |= rules->unread;
    return NULL;
}
