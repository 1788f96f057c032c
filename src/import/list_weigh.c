/* SPDX-License-Identifier: MIT */
/* Rows of a list against what is stored: new, changed, the same, or refused and why. */
#include "base/base.h"

#include "base/text.h"
#include "import/list.h"

#define LIST_ITEM(value, word) [value] = word,
const char *const list_state_words[] = {LIST_STATES(LIST_ITEM) NULL};
#undef LIST_ITEM

typedef struct {
    Ctx *cx;
    const ListDef *def;
    const ListTable *table;
    ListPreview *preview;
    void *known;
    const char **keys; /* of the rows so far, folded; to find doubles */
    size_t keys_size;
} Weighing;

static const ListColumn *column_of(const Weighing *w, const char *field)
{
    for (size_t i = 0; i < w->def->count; i++)
        if (strcmp(w->def->columns[i].field, field) == 0)
            return &w->def->columns[i];
    return NULL;
}

/* A spreadsheet's guard against formulas, as our own tables have it, is taken off again. */
static const char *cell_text(const TextList *cells, size_t at)
{
    const char *text = at < cells->count ? cells->items[at] : "";
    return text[0] == '\'' && text[1] && strchr("=+-@", text[1]) ? text + 1 : text;
}

/* An empty cell says nothing: what is stored stays. */
static Err *read_row(Weighing *w, const TextList *cells, void *record)
{
    for (size_t i = 0; i < w->table->columns.count; i++) {
        const ListColumn *column = column_of(w, w->table->columns.items[i]);
        const char *text = cell_text(cells, i);
        if (column && !text_is_blank(text))
            TRY(list_value(w->cx, w->def, column, text, record));
    }
    return NULL;
}

static const char *note_changes(Weighing *w, const void *before, const void *after)
{
    Ctx *cx = w->cx;
    const char *note = "";
    for (size_t i = 0; i < w->def->count; i++) {
        const ListColumn *column = &w->def->columns[i];
        const Field *field = shape_field(w->def->shape, column->field);
        const char *old = list_shown(cx, w->def, column, before);
        const char *new = list_shown(cx, w->def, column, after);
        if (strcmp(old, new) != 0)
            note = arena_printf(cx->arena, _("%s%s%s: %s, will be %s"), note, *note ? "; " : "", tr(cx, field->label),
                                *old ? old : "—", *new ? new : "—");
    }
    return note;
}

static void refuse(ListLine *line, const char *why)
{
    line->state = LIST_REFUSED;
    line->note = why;
}

/* A second row of the same key would be entered twice. */
static bool comes_again(Weighing *w, const char *key)
{
    uint64_t hash = 1469598103934665603U;
    for (const char *c = key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211U;
    size_t slot = hash & (w->keys_size - 1);
    while (w->keys[slot] && strcmp(w->keys[slot], key) != 0)
        slot = (slot + 1) & (w->keys_size - 1);
    bool again = w->keys[slot] != NULL;
    w->keys[slot] = key;
    return again;
}

/* What makes a row itself: the address of a person, the client of a project, and the name. */
static const char *key_of(Weighing *w, const void *record)
{
    static const char *const fields[] = {"email", "client", "name"};
    const char *key = "";
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const Field *field = shape_field(w->def->shape, fields[i]);
        if (!field || !column_of(w, fields[i]))
            continue;
        key = arena_printf(w->cx->arena, "%s\n%s", key, text_fold(w->cx->arena, field_text(field, record)));
        if (strcmp(fields[i], "email") == 0 && *field_text(field, record))
            break;
    }
    return key;
}

static void *new_record(Weighing *w)
{
    void *record = arena_alloc(w->cx->arena, w->def->shape->size);
    shape_blank(w->def->shape, record);
    if (w->def->blank)
        w->def->blank(record);
    return record;
}

static Err *compare(Weighing *w, const TextList *cells, ListLine *line, const void *stored, ListFound found)
{
    Ctx *cx = w->cx;
    if (found == FOUND_SEVERAL) {
        refuse(line, _("Several have this name; say more of it, such as the address"));
        return NULL;
    }
    if (found == FOUND_ONE) {
        memcpy(line->record, stored, w->def->shape->size);
        TRY(read_row(w, cells, line->record));
    }
    if (w->def->check)
        TRY(w->def->check(cx, w->known, line->record));
    line->note = found == FOUND_ONE ? note_changes(w, stored, line->record) : "";
    line->state = found != FOUND_ONE ? LIST_NEW : *line->note ? LIST_CHANGED : LIST_SAME;
    return NULL;
}

/* Reads the row by itself to find whom it means, then over what is stored. */
static Err *weigh_row(Weighing *w, const struct ListRaw *raw, ListLine *line)
{
    Ctx *cx = w->cx;
    ListFound found = FOUND_NONE;
    void *stored = new_record(w);
    const Field *key = shape_field(w->def->shape, w->def->key);
    line->record = new_record(w);
    for (size_t i = 0; i < w->table->columns.count; i++)
        if (strcmp(w->table->columns.items[i], w->def->key) == 0)
            line->title = cell_text(&raw->cells, i);
    TRY(read_row(w, &raw->cells, line->record));
    if (text_is_blank(field_text(key, line->record)))
        return err_new(cx, ERR_INPUT, key->name, _("%s is missing"), tr(cx, key->label));
    if (comes_again(w, key_of(w, line->record)))
        return err_new(cx, ERR_INPUT, key->name, "%s", _("The same stands in a row above"));
    TRY(w->def->find(cx, w->known, line->record, stored, &found));
    return compare(w, &raw->cells, line, stored, found);
}

static const char *state_text(const Ctx *cx, ListState state)
{
    static const char *const texts[] = {[LIST_NEW] = N_("new"),
                                        [LIST_CHANGED] = N_("will change"),
                                        [LIST_SAME] = N_("the same already"),
                                        [LIST_REFUSED] = N_("not taken")};
    return tr(cx, texts[state]);
}

static void count(ListPreview *preview, ListLine *line)
{
    int *counts[] = {[LIST_NEW] = &preview->will_add,
                     [LIST_CHANGED] = &preview->will_change,
                     [LIST_SAME] = &preview->will_same,
                     [LIST_REFUSED] = &preview->refused};
    ++*counts[line->state];
    line->is_new = line->state == LIST_NEW;
    line->is_changed = line->state == LIST_CHANGED;
    line->is_refused = line->state == LIST_REFUSED;
}

Err *list_weigh(Ctx *cx, const ListDef *def, const ListTable *table, ListPreview *preview, void **known)
{
    Weighing w = {.cx = cx, .def = def, .table = table, .preview = preview, .keys_size = 64};
    TRY(def->load(cx, &w.known));
    *known = w.known;
    while (w.keys_size < table->count * 2 + 2)
        w.keys_size *= 2;
    w.keys = arena_new_array(cx->arena, const char *, w.keys_size);
    for (size_t i = 0; i < table->count; i++) {
        ListLine *line = list_push(cx->arena, &preview->rows);
        *line = (ListLine){.number = table->rows[i].number, .title = "", .note = ""};
        Err *err = weigh_row(&w, &table->rows[i], line);
        if (err && err->kind != ERR_INPUT)
            return err;
        if (err)
            refuse(line, err->text);
        line->state_text = state_text(cx, line->state);
        count(preview, line);
    }
    return NULL;
}
