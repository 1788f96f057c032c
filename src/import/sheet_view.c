/* SPDX-License-Identifier: MIT */
/* The sheet as it was understood: over each column and beside each row what it is taken for, to be said otherwise. */
#include "base/base.h"

#include "base/text.h"
#include "formats/colour.h"
#include "import/preview.h"

#define SHEET_ROWS 12 /* that a page shows */
#define CELL_LETTERS 28

SHAPE(ImportSheetLine, FIELD(ImportSheetLine, name), FIELD(ImportSheetLine, field, .hidden = true),
      FIELD(ImportSheetLine, why), FIELD(ImportSheetLine, path, .hidden = true), FIELD(ImportSheetLine, taken),
      FIELD(ImportSheetLine, shown, .hidden = true),
      FIELD_LIST(ImportSheetLine, options, ImportOption, .hidden = true));
SHAPE(ImportColumnLine, FIELD(ImportColumnLine, letters), FIELD(ImportColumnLine, field, .hidden = true),
      FIELD(ImportColumnLine, role), FIELD_LIST(ImportColumnLine, options, ImportOption, .hidden = true));
SHAPE(ImportCellLine, FIELD(ImportCellLine, text), FIELD(ImportCellLine, filled, .hidden = true),
      FIELD(ImportCellLine, number, .hidden = true), FIELD(ImportCellLine, red, .hidden = true),
      FIELD(ImportCellLine, green, .hidden = true), FIELD(ImportCellLine, blue, .hidden = true));
SHAPE(ImportRowLine, FIELD(ImportRowLine, number), FIELD(ImportRowLine, field, .hidden = true),
      FIELD(ImportRowLine, role), FIELD_LIST(ImportRowLine, options, ImportOption, .hidden = true),
      FIELD_LIST(ImportRowLine, cells, ImportCellLine));
SHAPE(ImportSheetView, FIELD(ImportSheetView, sheet, .hidden = true), FIELD(ImportSheetView, name),
      FIELD_LIST(ImportSheetView, layouts, ImportOption), FIELD_LIST(ImportSheetView, hidden, ImportOption),
      FIELD_LIST(ImportSheetView, sheets, ImportSheetLine), FIELD_LIST(ImportSheetView, columns, ImportColumnLine),
      FIELD_LIST(ImportSheetView, rows, ImportRowLine), FIELD_ONE(ImportSheetView, pages, ImportPages, .hidden = true),
      FIELD(ImportSheetView, open, .hidden = true));

/* ---- words ---- */

static const char *layout_text(const Ctx *cx, ImportLayout layout)
{
    switch (layout) {
    case IMPORT_WIDE:
        return _("weeks in columns");
    case IMPORT_TREE:
        return _("weeks in columns, projects under each person");
    case IMPORT_LONG:
        return _("a row for each entry");
    case IMPORT_WEEK_SHEETS:
        return _("a sheet for each week");
    case IMPORT_PERSON_SHEETS:
        return _("a sheet for each person");
    case IMPORT_AUTO:
        break;
    }
    return _("as found");
}

static const char *column_text(const Ctx *cx, ColumnRole role, ImportLayout layout)
{
    static const char *const texts[] = {
        [COLUMN_UNKNOWN] = N_("—"),         [COLUMN_PERSON] = N_("person"),   [COLUMN_PROJECT] = N_("project"),
        [COLUMN_CLIENT] = N_("client"),     [COLUMN_WEEK] = N_("week"),       [COLUMN_HOURS] = N_("hours"),
        [COLUMN_PERCENT] = N_("percent"),   [COLUMN_VALUE] = N_("amount"),    [COLUMN_STATE] = N_("state"),
        [COLUMN_POSITION] = N_("position"), [COLUMN_TEAM] = N_("department"), [COLUMN_NOTE] = N_("note"),
        [COLUMN_TOTAL] = N_("total"),       [COLUMN_IGNORE] = N_("ignore"),
    };
    if (role == COLUMN_PERSON && layout == IMPORT_TREE)
        return _("people and projects");
    return tr(cx, texts[role]);
}

static const char *row_text(const Ctx *cx, RowRole role)
{
    static const char *const texts[] = {
        [ROW_AUTO] = N_("—"),        [ROW_HEAD] = N_("column heads"), [ROW_DATA] = N_("plan"),
        [ROW_PERSON] = N_("person"), [ROW_PROJECT] = N_("project"),   [ROW_TEAM] = N_("department"),
        [ROW_TOTAL] = N_("total"),   [ROW_IGNORE] = N_("ignore"),
    };
    return tr(cx, texts[role]);
}

/* ---- what may be chosen ---- */

static bool has_rows_of_entries(ImportLayout layout)
{
    return layout == IMPORT_LONG || layout == IMPORT_WEEK_SHEETS || layout == IMPORT_AUTO;
}

static void offer_column(Ctx *cx, const ImportSheet *seen, ColumnRole role, bool said, ImportOptions *options)
{
    static const ColumnRole roles[] = {COLUMN_PERSON, COLUMN_PROJECT, COLUMN_CLIENT, COLUMN_POSITION,
                                       COLUMN_TEAM,   COLUMN_WEEK,    COLUMN_TOTAL,  COLUMN_IGNORE};
    static const ColumnRole more[] = {COLUMN_VALUE, COLUMN_HOURS, COLUMN_PERCENT, COLUMN_STATE, COLUMN_NOTE};
    const char *chosen = column_role_words[role];
    if (said || role == COLUMN_UNKNOWN)
        import_add_option(cx, options, said ? "auto" : "", said ? _("as found") : "—", chosen);
    for (size_t i = 0; i < COUNT_OF(roles); i++)
        import_add_option(cx, options, column_role_words[roles[i]], column_text(cx, roles[i], seen->layout), chosen);
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (has_rows_of_entries(seen->layout) || role == more[i])
            import_add_option(cx, options, column_role_words[more[i]], column_text(cx, more[i], seen->layout), chosen);
}

static void offer_row(Ctx *cx, const ImportSheet *seen, RowRole role, bool said, ImportOptions *options)
{
    const char *chosen = row_role_words[role];
    if (said || role == ROW_AUTO)
        import_add_option(cx, options, said ? "auto" : "", said ? _("as found") : "—", chosen);
    for (int one = ROW_HEAD; one <= ROW_IGNORE; one++) {
        bool of_trees = one == ROW_PERSON || one == ROW_PROJECT || one == ROW_TEAM;
        if (!of_trees || !has_rows_of_entries(seen->layout) || seen->layout == IMPORT_AUTO)
            import_add_option(cx, options, row_role_words[one], row_text(cx, (RowRole)one), chosen);
    }
}

/* ---- the table ---- */

static ImportCellLine cell_of(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    Amount amount;
    const Cell *cell = sheet_cell(sheet, row, column);
    bool merged = cell->repeated && strcmp(sheet_cell(sheet, row, column - 1)->text, cell->text) == 0;
    const char *text = merged ? "" : cell->text;
    size_t length = 0;
    for (size_t letters = 0; text[length] && letters <= CELL_LETTERS; letters++)
        while (((unsigned char)text[++length] & 0xc0) == 0x80)
            ;
    bool cut = text[length] != 0;
    bool filled = cell->fill != FILL_NONE && colour_chroma(cell->fill) >= 0.05;
    return (ImportCellLine){.text = cut ? arena_printf(cx->arena, "%.*s…", (int)length, text) : text,
                            .filled = filled,
                            .number = cell->kind != CELL_EMPTY && import_amount(cell, &amount),
                            .red = filled ? (int)(cell->fill >> 16 & 255) : 0,
                            .green = filled ? (int)(cell->fill >> 8 & 255) : 0,
                            .blue = filled ? (int)(cell->fill & 255) : 0};
}

static void show_columns(Ctx *cx, const ImportSheet *seen, const ImportHints *hints, ImportSheetView *view)
{
    for (int c = 0; c < seen->sheet->width; c++) {
        int number = seen->sheet->column_numbers[c];
        ColumnRole said = number <= SHEET_COLUMNS_MAX ? (ColumnRole)hints->columns[number - 1] : COLUMN_UNKNOWN;
        ColumnRole role = said ? said : (ColumnRole)seen->columns[c];
        ImportColumnLine *line = list_push(cx->arena, &view->columns);
        *line = (ImportColumnLine){.letters = column_letters(cx, number),
                                   .field = arena_printf(cx->arena, "c%d", number),
                                   .role = column_role_words[role]};
        offer_column(cx, seen, role, said != COLUMN_UNKNOWN, &line->options);
    }
}

static RowRole said_of(const ImportHints *hints, const Sheet *sheet, int row)
{
    for (size_t i = 0; i < hints->rows.count; i++)
        if (hints->rows.items[i].row == row && strcmp(hints->rows.items[i].sheet, sheet->name) == 0)
            return hints->rows.items[i].role;
    return ROW_AUTO;
}

static void show_rows(Ctx *cx, const ImportSheet *seen, const ImportHints *hints, size_t from, ImportSheetView *view)
{
    for (size_t i = from; i < seen->sheet->rows.count && i < from + SHEET_ROWS; i++) {
        int number = seen->sheet->rows.items[i].number;
        RowRole said = said_of(hints, seen->sheet, number);
        RowRole role = said ? said : (RowRole)seen->rows[i];
        ImportRowLine *line = list_push(cx->arena, &view->rows);
        *line = (ImportRowLine){
            .number = number, .field = arena_printf(cx->arena, "r%d", number), .role = row_role_words[role]};
        offer_row(cx, seen, role, said != ROW_AUTO, &line->options);
        for (int c = 0; c < seen->sheet->width; c++)
            *(ImportCellLine *)list_push(cx->arena, &line->cells) = cell_of(cx, seen->sheet, i, c);
    }
}

static const ImportPages *pages_of(Ctx *cx, Id id, const ImportView *view, size_t count, int page)
{
    int last = (int)((count + SHEET_ROWS - 1) / SHEET_ROWS);
    ImportView other = *view;
    ImportPages *pages = arena_new(cx->arena, ImportPages);
    if (last <= 1)
        return NULL;
    other.rows = page - 1;
    *pages = (ImportPages){.prev_page_path = page > 1 ? import_view_path(cx, id, &other) : ""};
    other.rows = page + 1;
    pages->next_page_path = page < last ? import_view_path(cx, id, &other) : "";
    pages->text = arena_printf(cx->arena, _("Rows %zu–%zu of %zu"), (size_t)(page - 1) * SHEET_ROWS + 1,
                               MIN_OF((size_t)page * SHEET_ROWS, count), count);
    return pages;
}

/* ---- the workbook ---- */

static int shown_sheet(const ImportTable *table, const ImportView *view)
{
    if (view->sheet >= 0 && (size_t)view->sheet < table->sheets.count)
        return view->sheet;
    for (size_t i = 0; i < table->sheets.count; i++)
        if (table->sheets.items[i].taken)
            return (int)i;
    return 0;
}

static void show_sheets(Ctx *cx, const ImportTable *table, Id id, const ImportView *view, int shown,
                        ImportSheetView *out)
{
    for (size_t i = 0; i < table->sheets.count && table->sheets.count > 1; i++) {
        const ImportSheet *seen = &table->sheets.items[i];
        ImportView other = *view;
        other.sheet = (int)i;
        other.rows = 1;
        ImportSheetLine *line = list_push(cx->arena, &out->sheets);
        *line = (ImportSheetLine){.name = seen->sheet->name,
                                  .field = arena_printf(cx->arena, "h%zu", i),
                                  .why = seen->why,
                                  .path = import_view_path(cx, id, &other),
                                  .taken = seen->taken,
                                  .shown = (int)i == shown};
        import_add_option(cx, &line->options, "use", _("take"), seen->taken ? "use" : "skip");
        import_add_option(cx, &line->options, "skip", _("leave out"), seen->taken ? "use" : "skip");
    }
}

static void ask_layout(Ctx *cx, const ImportTable *table, const ImportAnswers *answers, ImportSheetView *view)
{
    const char *chosen = import_layout_words[answers->hints.layout];
    const char *found = arena_printf(cx->arena, _("as found: %s"), layout_text(cx, table->layout));
    bool known = answers->hints.layout == IMPORT_AUTO && table->layout != IMPORT_AUTO;
    import_add_option(cx, &view->layouts, "", known ? found : layout_text(cx, IMPORT_AUTO), chosen);
    for (int layout = IMPORT_WIDE; layout <= IMPORT_PERSON_SHEETS; layout++)
        import_add_option(cx, &view->layouts, import_layout_words[layout], layout_text(cx, (ImportLayout)layout),
                          chosen);
    if (!table->hidden && !answers->hints.hidden)
        return;
    chosen = answers->hints.hidden ? "1" : "0";
    import_add_option(
        cx, &view->hidden, "0",
        table->hidden ? arena_printf(cx->arena, _("leave them out (%d)"), table->hidden) : _("leave them out"), chosen);
    import_add_option(cx, &view->hidden, "1", _("read them too"), chosen);
}

const ImportSheetView *import_sheet_view(Ctx *cx, const ImportTable *table, const ImportAnswers *answers, Id id,
                                         const ImportView *view)
{
    ImportSheetView *out = arena_new(cx->arena, ImportSheetView);
    if (table->sheets.count == 0)
        return NULL;
    int shown = shown_sheet(table, view);
    const ImportSheet *seen = &table->sheets.items[shown];
    size_t count = seen->sheet->rows.count;
    int page = MAX_OF(view->rows, 1);
    if ((size_t)(page - 1) * SHEET_ROWS >= count)
        page = 1;
    *out = (ImportSheetView){.sheet = shown, .name = seen->sheet->name};
    out->open = view->rows > 1 || view->sheet >= 0 || (table->trouble && *table->trouble);
    ask_layout(cx, table, answers, out);
    show_sheets(cx, table, id, view, shown, out);
    show_columns(cx, seen, &answers->hints, out);
    show_rows(cx, seen, &answers->hints, (size_t)(page - 1) * SHEET_ROWS, out);
    out->pages = pages_of(cx, id, view, count, page);
    return out;
}
