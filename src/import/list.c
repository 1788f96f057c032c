/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/csv.h"
#include "import/list.h"
#include "import/list.sql.h"

#define HEAD_ROWS 30
#define WAIT_LONGEST ((int64_t)7 * 24 * 3600)

SHAPE(ListLine, FIELD(ListLine, number), FIELD_WORD(ListLine, state, list_state_words),
      FIELD(ListLine, state_text, .hidden = true), FIELD(ListLine, title), FIELD(ListLine, note),
      FIELD(ListLine, is_new, .hidden = true), FIELD(ListLine, is_changed, .hidden = true),
      FIELD(ListLine, is_refused, .hidden = true));
SHAPE(ListHead, FIELD(ListHead, field), FIELD(ListHead, head), FIELD(ListHead, sample), FIELD(ListHead, choice),
      FIELD_LIST(ListHead, options, ImportOption));
SHAPE(ListPreview, FIELD(ListPreview, id), FIELD(ListPreview, kind), FIELD(ListPreview, title, .hidden = true),
      FIELD(ListPreview, file_name), FIELD(ListPreview, path, .hidden = true),
      FIELD(ListPreview, back_path, .hidden = true), FIELD(ListPreview, summary), FIELD(ListPreview, trouble),
      FIELD_LIST(ListPreview, columns, ListHead), FIELD_LIST(ListPreview, rows, ListLine), FIELD(ListPreview, will_add),
      FIELD(ListPreview, will_change), FIELD(ListPreview, will_same), FIELD(ListPreview, refused),
      FIELD(ListPreview, more), FIELD(ListPreview, can_confirm), FIELD(ListPreview, done));
SHAPE(ListReport, FIELD(ListReport, change_id), FIELD(ListReport, added), FIELD(ListReport, changed),
      FIELD(ListReport, same), FIELD(ListReport, refused));

/* Table list_import. */
typedef struct {
    Id id, person_id;
    const char *kind, *file_name, *columns, *body, *state;
    Instant created_at;
} Staged;
SHAPE_STATIC(Staged, FIELD(Staged, id), FIELD(Staged, person_id), FIELD(Staged, kind), FIELD(Staged, file_name),
             FIELD(Staged, columns), FIELD(Staged, body), FIELD(Staged, state), FIELD(Staged, created_at));

const ListDef *list_def(const char *kind)
{
    static const ListDef *const defs[] = {&people_list, &clients_list, &projects_list};
    for (size_t i = 0; i < COUNT_OF(defs); i++)
        if (strcmp(kind, defs[i]->kind) == 0)
            return defs[i];
    return NULL;
}

/* ---- the file ---- */

/* How many heads of the row are known. */
static int known_heads(Ctx *cx, const ListDef *def, const Sheet *sheet, size_t row)
{
    int known = 0;
    for (int i = 0; i < sheet->width; i++)
        known += *list_field_of_head(cx, def, sheet_text(cx, sheet, row, i)) != 0;
    return known;
}

/* The row with the most known heads near the top; the first row where none is known. */
static size_t head_row(Ctx *cx, const ListDef *def, const Sheet *sheet)
{
    size_t best = 0;
    int most = 0;
    for (size_t row = 0; row < sheet->rows.count && row < HEAD_ROWS; row++) {
        int known = known_heads(cx, def, sheet, row);
        if (known > most) {
            best = row;
            most = known;
        }
    }
    return best;
}

/* Each field is taken by the first column whose head says it. */
static void match_columns(Ctx *cx, const ListDef *def, ListTable *table)
{
    for (size_t i = 0; i < table->heads.count; i++) {
        const char *field = list_field_of_head(cx, def, table->heads.items[i]);
        for (size_t j = 0; j < table->columns.count; j++)
            if (strcmp(table->columns.items[j], field) == 0)
                field = "";
        *(const char **)list_push(cx->arena, &table->columns) = field;
    }
}

static void take_row(Ctx *cx, const Sheet *sheet, size_t row, int width, ListTable *table)
{
    struct ListRaw *raw = &table->rows[table->count++];
    *raw = (struct ListRaw){.number = sheet->rows.items[row].number};
    for (int i = 0; i < width; i++)
        *(const char **)list_push(cx->arena, &raw->cells) = sheet_text(cx, sheet, row, i);
}

Err *list_read(Ctx *cx, const ListDef *def, const Workbook *book, ListTable *table)
{
    const Sheet *first = workbook_first(book);
    *table = (ListTable){.count = 0};
    if (!first || first->rows.count < 2)
        return err_new(cx, ERR_INPUT, "file", "%s", _("A row of heads and at least one row below it are needed"));
    Sheet *sheet = arena_memdup(cx->arena, first, sizeof *first);
    sheet_leave_out_hidden(sheet);
    size_t head = head_row(cx, def, sheet);
    int width = MIN_OF(sheet->width, LIST_COLUMNS_MAX);
    if (sheet->rows.count - head - 1 > LIST_ROWS_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The list has more than %d rows; split it into several files"),
                       LIST_ROWS_MAX);
    for (int i = 0; i < width; i++)
        *(const char **)list_push(cx->arena, &table->heads) = sheet_text(cx, sheet, head, i);
    match_columns(cx, def, table);
    table->rows = arena_new_array(cx->arena, struct ListRaw, sheet->rows.count);
    for (size_t row = head + 1; row < sheet->rows.count; row++)
        take_row(cx, sheet, row, width, table);
    return NULL;
}

/* ---- staging ---- */

static const char *join(Ctx *cx, const TextList *texts)
{
    const char *joined = texts->count ? texts->items[0] : "";
    for (size_t i = 1; i < texts->count; i++)
        joined = arena_printf(cx->arena, "%s,%s", joined, texts->items[i]);
    return joined;
}

static void write_row(CsvWriter *csv, int number, const TextList *cells)
{
    csv_int(csv, number);
    for (size_t i = 0; i < cells->count; i++)
        csv_text(csv, cells->items[i]);
    csv_end(csv);
}

Err *list_stage(Ctx *cx, const ListDef *def, const char *file_name, const ListTable *table, Id *id)
{
    Staged old = {.created_at = {cx->now.n - WAIT_LONGEST}};
    Staged staged = {.person_id = cx->person_id,
                     .kind = def->kind,
                     .file_name = file_name,
                     .columns = join(cx, &table->columns),
                     .created_at = cx->now};
    Buf body = {0};
    CsvWriter csv;
    csv_start(&csv, &body, CSV_PLAIN);
    write_row(&csv, 0, &table->heads);
    for (size_t i = 0; i < table->count; i++)
        write_row(&csv, table->rows[i].number, &table->rows[i].cells);
    staged.body = arena_strndup(cx->arena, body.data, body.length);
    buf_finish(&body);
    TRY(db_exec(cx, &sql_list_import_forget, IN(Staged, &old)));
    TRY(db_one(cx, &sql_list_import_add, IN(Staged, &staged), ONE(Staged, &staged)));
    *id = staged.id;
    return NULL;
}

static Err *load(Ctx *cx, const ListDef *def, Id id, Staged *staged)
{
    *staged = (Staged){.id = id};
    TRY(db_one(cx, &sql_list_import_find, IN(Staged, staged), ONE(Staged, staged)));
    if (strcmp(staged->kind, def->kind) != 0 || (!cx->root && staged->person_id.n != cx->person_id.n))
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such thing, or it is not yours to see"));
    return NULL;
}

static Err *unpack(Ctx *cx, const Staged *staged, ListTable *table)
{
    Workbook *book = arena_new(cx->arena, Workbook);
    *table = (ListTable){.columns = text_split(cx->arena, staged->columns, ',')};
    if (!*staged->body)
        return NULL;
    TRY(csv_read(cx, staged->body, strlen(staged->body), book));
    const Sheet *sheet = &book->sheets.items[0];
    table->rows = arena_new_array(cx->arena, struct ListRaw, sheet->rows.count);
    for (size_t row = 0; row < sheet->rows.count; row++) {
        int64_t number = 0;
        TextList cells = {0};
        (void)text_int(sheet_text(cx, sheet, row, 0), &number);
        for (int i = 1; i <= (int)table->columns.count; i++)
            *(const char **)list_push(cx->arena, &cells) = sheet_text(cx, sheet, row, i);
        if (row == 0)
            table->heads = cells;
        else
            table->rows[table->count++] = (struct ListRaw){.number = (int)number, .cells = cells};
    }
    return NULL;
}

/* ---- preview ---- */

static void put_option(Ctx *cx, ImportOptions *options, const char *value, const char *label, bool on)
{
    *(ImportOption *)list_push(cx->arena, options) = (ImportOption){value, label, on};
}

static void put_heads(Ctx *cx, const ListDef *def, const ListTable *table, ListPreview *preview)
{
    for (size_t i = 0; i < table->heads.count && i < table->columns.count; i++) {
        ListHead *head = list_push(cx->arena, &preview->columns);
        *head = (ListHead){.field = arena_printf(cx->arena, "c%zu", i),
                           .head = table->heads.items[i],
                           .sample = "",
                           .choice = table->columns.items[i]};
        for (size_t row = 0; row < table->count && !*head->sample; row++)
            head->sample = table->rows[row].cells.items[i];
        put_option(cx, &head->options, "", _("left out"), !*head->choice);
        for (size_t j = 0; j < def->count; j++) {
            const Field *field = shape_field(def->shape, def->columns[j].field);
            put_option(cx, &head->options, field->name, tr(cx, field->label), strcmp(head->choice, field->name) == 0);
        }
    }
}

static int by_state(const void *a, const void *b)
{
    static const int order[] = {[LIST_REFUSED] = 0, [LIST_CHANGED] = 1, [LIST_NEW] = 2, [LIST_SAME] = 3};
    const ListLine *one = a, *other = b;
    int difference = order[one->state] - order[other->state];
    return difference ? difference : one->number - other->number;
}

static bool has_key(const ListDef *def, const ListTable *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (strcmp(table->columns.items[i], def->key) == 0)
            return true;
    return false;
}

static void sum_up(Ctx *cx, const ListDef *def, const ListTable *table, ListPreview *preview)
{
    const Field *key = shape_field(def->shape, def->key);
    preview->summary = arena_printf(cx->arena, _("%d new, %d change, %d the same already, %d not taken"),
                                    preview->will_add, preview->will_change, preview->will_same, preview->refused);
    preview->can_confirm = !preview->done && preview->will_add + preview->will_change > 0;
    if (!preview->done && !has_key(def, table))
        preview->trouble = arena_printf(cx->arena, _("Say which column is “%s”"), tr(cx, key->label));
}

static Err *fill(Ctx *cx, const ListDef *def, const ListTable *table, ListPreview *preview, void **known)
{
    put_heads(cx, def, table, preview);
    if (has_key(def, table))
        TRY(list_weigh(cx, def, table, preview, known));
    sum_up(cx, def, table, preview);
    return NULL;
}

static Err *open_staged(Ctx *cx, const ListDef *def, Id id, ListTable *table, ListPreview *preview, void **known)
{
    Staged staged;
    TRY(load(cx, def, id, &staged));
    TRY(unpack(cx, &staged, table));
    *preview = (ListPreview){.id = id,
                             .kind = def->kind,
                             .title = tr(cx, def->title),
                             .file_name = staged.file_name,
                             .path = arena_printf(cx->arena, "/%s/import/%" PRId64, def->kind, id.n),
                             .back_path = arena_printf(cx->arena, "/%s", def->kind),
                             .trouble = "",
                             .done = strcmp(staged.state, "done") == 0};
    return fill(cx, def, table, preview, known);
}

Err *list_preview(Ctx *cx, const ListDef *def, Id id, ListPreview *preview)
{
    ListTable table;
    void *known;
    TRY(open_staged(cx, def, id, &table, preview, &known));
    if (preview->rows.count)
        qsort(preview->rows.items, preview->rows.count, sizeof *preview->rows.items, by_state);
    if (preview->rows.count > LIST_LINES_SHOWN) {
        preview->more = (int)preview->rows.count - LIST_LINES_SHOWN;
        preview->rows.count = LIST_LINES_SHOWN;
    }
    return NULL;
}

Err *list_choose(Ctx *cx, const ListDef *def, Id id, const TextList *columns)
{
    Staged staged;
    TRY(load(cx, def, id, &staged));
    for (size_t i = 0; i < columns->count; i++) {
        bool known = !*columns->items[i];
        for (size_t j = 0; j < def->count; j++)
            known = known || strcmp(columns->items[i], def->columns[j].field) == 0;
        if (!known)
            return err_new(cx, ERR_INPUT, "columns", "%s", _("Choose one of the values"));
        for (size_t j = 0; *columns->items[i] && j < i; j++)
            if (strcmp(columns->items[i], columns->items[j]) == 0)
                return err_new(cx, ERR_INPUT, "columns", "%s", _("Two columns are the same; leave one of them out"));
    }
    if (columns->count != text_split(cx->arena, staged.columns, ',').count)
        return err_new(cx, ERR_INPUT, "columns", "%s", _("Choose one of the values"));
    staged.columns = join(cx, columns);
    return db_exec(cx, &sql_list_import_choose, IN(Staged, &staged));
}

/* ---- entering ---- */

static Err *save_rows(Ctx *cx, const ListDef *def, const ListPreview *preview, void *known, ListReport *report)
{
    for (size_t i = 0; i < preview->rows.count; i++) {
        const ListLine *line = &preview->rows.items[i];
        if (line->state != LIST_NEW && line->state != LIST_CHANGED)
            continue;
        Err *err = def->save(cx, known, line->record, line->state == LIST_NEW);
        if (err && err->kind == ERR_INPUT)
            return err_new(cx, ERR_INPUT, "file", _("Row %d: %s"), line->number, err->text);
        TRY(err);
    }
    *report = (ListReport){.change_id = cx->change_id,
                           .added = preview->will_add,
                           .changed = preview->will_change,
                           .same = preview->will_same,
                           .refused = preview->refused};
    return NULL;
}

Err *list_confirm(Ctx *cx, const ListDef *def, Id id, ListReport *report)
{
    ListTable table;
    ListPreview preview;
    void *known = NULL;
    Staged staged = {.id = id};
    TRY(open_staged(cx, def, id, &table, &preview, &known));
    if (preview.done)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("This list was brought over already"));
    if (*preview.trouble)
        return err_new(cx, ERR_INPUT, "columns", "%s", preview.trouble);
    TRY(save_rows(cx, def, &preview, known, report));
    return db_exec(cx, &sql_list_import_take, IN(Staged, &staged));
}
