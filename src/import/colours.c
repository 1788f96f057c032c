/* SPDX-License-Identifier: MIT */
/* Fills of cells and what they mean: by the sheet's own legend, or because blue is blue. */
#include "base/base.h"

#include "base/text.h"
#include "formats/colour.h"
#include "import/read.h"

#define COLOURS_MAX 24
#define FAINT 0.05 /* chroma of banding and greys */

int import_colour(Ctx *cx, ImportTable *table, const Cell *cell)
{
    size_t at = 0;
    if (cell->fill == FILL_NONE || colour_chroma(cell->fill) < FAINT)
        return -1;
    while (at < table->colours.count && table->colours.items[at].rgb != cell->fill)
        at++;
    if (at == COLOURS_MAX)
        return -1;
    if (at == table->colours.count) {
        ImportColour *one = list_push(cx->arena, &table->colours);
        *one = (ImportColour){.rgb = cell->fill, .legend = ""};
    }
    table->colours.items[at].count += cell->kind != CELL_EMPTY;
    table->colours.items[at].blank += cell->kind == CELL_EMPTY;
    return (int)at;
}

/* ---- legends ---- */

typedef struct {
    int value;
    const char *stems[8];
} Stems;

/* In this order: "не подтверждено" before "подтверждено". */
static const Stems meanings[] = {
    {COLOUR_TENTATIVE, {"предвар", "брон", "не подтв", "неподтв", "под вопрос", "tentative", "not confirmed", "soft"}},
    {COLOUR_VACATION, {"отпуск", "vacation", "leave"}},
    {COLOUR_SICK, {"больнич", "болеет", "болезн", "sick"}},
    {COLOUR_DAY_OFF, {"отгул", "выходн", "day off"}},
    {COLOUR_IGNORE, {"не учит", "не считать", "архив", "ignore"}},
    {COLOUR_NOTHING, {"подтвержд", "точно", "согласован", "confirmed", "agreed"}},
};

static const Stems colours[] = {
    {TINT_BLUE, {"син", "голуб", "blue"}},
    {TINT_GREEN, {"зелен", "салат", "green"}},
    {TINT_YELLOW, {"желт", "yellow"}},
    {TINT_ORANGE, {"оранж", "песоч", "бежев", "orange"}},
    {TINT_RED, {"красн", "розов", "red", "pink"}},
    {TINT_VIOLET, {"фиолет", "сирен", "лилов", "violet", "purple"}},
};

/* Whether a word of the folded text begins with one of the stems. */
static bool has_stem(const char *folded, const Stems *stems)
{
    for (size_t i = 0; i < COUNT_OF(stems->stems) && stems->stems[i]; i++) {
        const char *found = strstr(folded, stems->stems[i]);
        unsigned char before = found && found > folded ? (unsigned char)found[-1] : ' ';
        if (found && before < 'a')
            return true;
    }
    return false;
}

static const Stems *stems_in(const char *folded, const Stems *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_stem(folded, &all[i]))
            return &all[i];
    return NULL;
}

/* The fill of the cell or of the swatch left of it. */
static uint32_t swatch_of(const Sheet *sheet, size_t row, int column)
{
    const Cell *left = sheet_cell(sheet, row, column - 1);
    uint32_t own = sheet_cell(sheet, row, column)->fill;
    if (own != FILL_NONE && colour_chroma(own) >= FAINT)
        return own;
    return column > 0 && left->kind == CELL_EMPTY ? left->fill : FILL_NONE;
}

static void give(ImportTable *table, const char *text, ColourMeaning meaning, uint32_t rgb, const Stems *named)
{
    for (size_t i = 0; i < table->colours.count; i++) {
        ImportColour *one = &table->colours.items[i];
        bool meant = named ? (int)colour_name(one->rgb) == named->value : one->rgb == rgb;
        if (!meant || *one->legend)
            continue;
        one->meaning = meaning;
        one->legend = text;
    }
}

static bool is_data(const ImportSource *from, size_t row)
{
    RowRole role = from->seen->rows ? (RowRole)from->seen->rows[row] : ROW_AUTO;
    return role == ROW_DATA || role == ROW_PERSON || role == ROW_PROJECT || role == ROW_TOTAL || role == ROW_HEAD;
}

static void read_cell(Ctx *cx, const ImportSource *from, size_t row, int column, ImportTable *table)
{
    const Cell *cell = sheet_cell(from->sheet, row, column);
    if (cell->kind != CELL_TEXT || strlen(cell->text) > 200)
        return;
    const char *folded = text_fold(cx->arena, cell->text);
    const Stems *meaning = stems_in(folded, meanings, COUNT_OF(meanings));
    const Stems *named = stems_in(folded, colours, COUNT_OF(colours));
    uint32_t rgb = swatch_of(from->sheet, row, column);
    if (meaning && (named || rgb != FILL_NONE))
        give(table, import_text(cx, from->sheet, row, column), (ColourMeaning)meaning->value, rgb,
             rgb != FILL_NONE ? NULL : named);
}

void import_read_legend(Ctx *cx, const ImportSource *from, ImportTable *table)
{
    ArenaMark mark = arena_mark(cx->arena);
    for (size_t row = 0; row < from->sheet->rows.count; row++)
        for (int c = 0; c < from->sheet->rows.items[row].count && !is_data(from, row); c++)
            read_cell(cx, from, row, c, table);
    bool found = false;
    for (size_t i = 0; i < table->colours.count; i++)
        found = found || *table->colours.items[i].legend;
    if (!found)
        arena_rewind(cx->arena, mark);
}

bool import_is_legend(Ctx *cx, const char *text)
{
    const char *folded = text_fold(cx->arena, text);
    return stems_in(folded, meanings, COUNT_OF(meanings)) && stems_in(folded, colours, COUNT_OF(colours));
}

void import_settle_colours(ImportTable *table)
{
    size_t blue = 0;
    for (size_t i = 0; i < table->colours.count; i++)
        if (colour_hue(table->colours.items[i].rgb) == HUE_BLUE)
            blue += (size_t)table->colours.items[i].count;
    bool everywhere = blue * 5 > table->rows.count * 3;
    for (size_t i = 0; i < table->colours.count; i++) {
        ImportColour *one = &table->colours.items[i];
        if (!*one->legend && colour_hue(one->rgb) == HUE_BLUE && !everywhere)
            one->meaning = COLOUR_TENTATIVE;
    }
}
