/* SPDX-License-Identifier: MIT */
/* takt import people, clients, projects */
#include "base/base.h"

#include "formats/table_read.h"
#include "import/list.h"

typedef struct {
    const ListDef *def;
    const char *file;
    bool dry;
    ListTable table;
    ListPreview preview;
    ListReport report;
} Listing;

static Err *look(Ctx *cx, void *arg)
{
    Listing *it = arg;
    void *known;
    return list_weigh(cx, it->def, &it->table, &it->preview, &known);
}

static Err *enter(Ctx *cx, void *arg)
{
    Listing *it = arg;
    const char *slash = strrchr(it->file, '/');
    Id id;
    TRY(list_stage(cx, it->def, slash ? slash + 1 : it->file, &it->table, &id));
    return list_confirm(cx, it->def, id, &it->report);
}

static Err *read_file(Ctx *cx, Listing *it)
{
    Workbook *book = arena_new(cx->arena, Workbook);
    Buf bytes = {0};
    TRY(import_file_bytes(cx, it->file, &bytes));
    Err *err = table_read(cx, bytes.data ? bytes.data : "", bytes.length, book);
    buf_finish(&bytes);
    TRY(err);
    return list_read(cx, it->def, book, &it->table);
}

static void print_lines(const ListPreview *preview)
{
    for (size_t i = 0; i < preview->rows.count; i++) {
        const ListLine *line = &preview->rows.items[i];
        if (line->state != LIST_SAME)
            printf("  %d  %s: %s%s%s\n", line->number, line->title, line->state_text, *line->note ? ". " : "",
                   line->note);
    }
}

Err *list_command(Ctx *cx, Store *store, const ListDef *def, const char *file, bool dry, int *code)
{
    Listing it = {.def = def, .file = file, .dry = dry};
    cx->through = "import";
    *code = 2;
    TRY(read_file(cx, &it));
    TRY(store_read(store, cx, look, &it));
    if (!dry)
        TRY(store_write(store, cx, enter, &it));
    print_lines(&it.preview);
    printf(_("%d new, %d change, %d the same already, %d not taken"), it.preview.will_add, it.preview.will_change,
           it.preview.will_same, it.preview.refused);
    printf("\n");
    *code = it.preview.refused ? 1 : 0;
    return NULL;
}
