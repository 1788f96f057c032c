/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/detect.h"
#include "formats/xlsx_parts.h"
#include "formats/xlsx_read.h"

#define RELATIONS_MAX 4000
#define NAME_MAX_BYTES 1024 /* of names, ids and paths */

/* A line of the workbook's list of parts. */
typedef struct {
    const char *id, *type, *path;
} Relation;

typedef LIST_OF(Relation) Relations;

/* A sheet as the workbook names it, before its part is read. */
typedef struct {
    const char *name, *relation;
    bool hidden;
} SheetName;

typedef struct {
    XlsxFile *file;
    Relations relations;
    LIST_OF(SheetName) names;
} BookRead;

/* Targets stand relative to the folder of the workbook, or from the root. */
static const char *part_path(Ctx *cx, const char *target)
{
    if (*target == '/')
        return arena_strdup(cx->arena, target + 1);
    if (text_starts(target, "../"))
        return arena_strdup(cx->arena, target + 3);
    return arena_printf(cx->arena, "xl/%s", text_starts(target, "./") ? target + 2 : target);
}

static Err *relations_start(void *arg, const char *name, XmlAttributes attributes)
{
    BookRead *read = arg;
    Ctx *cx = read->file->cx;
    const char *id = xml_attribute(attributes, "Id");
    const char *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return NULL;
    if (read->relations.count >= RELATIONS_MAX || strlen(id) + strlen(type) + strlen(target) > NAME_MAX_BYTES)
        return file_damaged(cx);
    const char *word = strrchr(type, '/');
    Relation *relation = list_push(cx->arena, &read->relations);
    *relation = (Relation){
        .id = arena_strdup(cx->arena, id),
        .type = arena_strdup(cx->arena, word ? word + 1 : type),
        .path = part_path(cx, target),
    };
    return NULL;
}

/* The path of the first part of a type; NULL. */
static const char *path_of_type(const BookRead *read, const char *type)
{
    for (size_t i = 0; i < read->relations.count; i++)
        if (strcmp(read->relations.items[i].type, type) == 0)
            return read->relations.items[i].path;
    return NULL;
}

/* The worksheet of that id; NULL for chart sheets and macro sheets, which hold no table. */
static const char *path_of_sheet(const BookRead *read, const char *id)
{
    for (size_t i = 0; i < read->relations.count; i++)
        if (strcmp(read->relations.items[i].id, id) == 0 && strcmp(read->relations.items[i].type, "worksheet") == 0)
            return read->relations.items[i].path;
    return NULL;
}

/* The relation's id is "r:id"; sheetId is another attribute. */
static Err *sheet_element(BookRead *read, XmlAttributes attributes)
{
    Ctx *cx = read->file->cx;
    const char *name = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");
    if (!name || !id || strlen(name) + strlen(id) > NAME_MAX_BYTES)
        return file_damaged(cx);
    if (read->names.count >= WORKBOOK_SHEETS_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The file has more than %d sheets"), WORKBOOK_SHEETS_MAX);
    SheetName *sheet = list_push(cx->arena, &read->names);
    *sheet = (SheetName){
        .name = arena_strdup(cx->arena, name),
        .relation = arena_strdup(cx->arena, id),
        .hidden = state && strcmp(state, "visible") != 0,
    };
    return NULL;
}

static Err *book_start(void *arg, const char *name, XmlAttributes attributes)
{
    BookRead *read = arg;
    if (strcmp(name, "workbookPr") == 0)
        read->file->from_1904 = xml_flag(attributes, "date1904");
    return strcmp(name, "sheet") == 0 ? sheet_element(read, attributes) : NULL;
}

static Err *read_lists(BookRead *read)
{
    bool found;
    Package *package = read->file->package;
    TRY(package_read(package, "xl/_rels/workbook.xml.rels", &(XmlReader){.start = relations_start}, read, &found));
    if (found)
        TRY(package_read(package, "xl/workbook.xml", &(XmlReader){.start = book_start}, read, &found));
    return found ? NULL : file_damaged(read->file->cx);
}

static Err *read_sheets(BookRead *read)
{
    XlsxFile *file = read->file;
    for (size_t i = 0; i < read->names.count; i++) {
        const SheetName *name = &read->names.items[i];
        const char *path = path_of_sheet(read, name->relation);
        Sheet *sheet;
        if (!path)
            continue;
        TRY(workbook_add_sheet(file->cx, file->book, name->name, &sheet));
        sheet->hidden = name->hidden;
        TRY(xlsx_sheet_read(file, path, sheet));
    }
    return NULL;
}

static Err *read_package(XlsxFile *file)
{
    BookRead read = {.file = file};
    TRY(read_lists(&read));
    TRY(xlsx_styles_read(file->cx, file->package, path_of_type(&read, "styles"), path_of_type(&read, "theme"),
                         &file->styles));
    const char *strings = path_of_type(&read, "sharedStrings");
    if (strings)
        TRY(xlsx_strings_read(file, strings));
    TRY(read_sheets(&read));
    return workbook_has_rows(file->cx, file->book);
}

Err *xlsx_read(Ctx *cx, const char *data, size_t size, Workbook *book)
{
    XlsxFile file = {.cx = cx, .book = book};
    workbook_init(cx, book);
    TRY(table_file_fits(cx, size));
    TRY(package_open(cx, data, size, &file.package));
    cell_text_init(cx, &file.text);
    Err *err = read_package(&file);
    package_close(file.package);
    return err;
}
