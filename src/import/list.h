/* SPDX-License-Identifier: MIT */
/*
 * Lists of people, clients and projects from a table: staged, columns matched with fields, looked at row by row, and
 * entered in one change that can be taken back. The same table again changes nothing. One engine serves all lists;
 * a ListDef says what a row is.
 */
#ifndef IMPORT_LIST_H
#define IMPORT_LIST_H

#include "db/store.h"
#include "formats/sheet.h"
#include "import/import.h"

#define LIST_ROWS_MAX 5000
#define LIST_COLUMNS_MAX 60
#define LIST_LINES_SHOWN 300

/* A field that a column can be, beyond what its label says. */
typedef struct {
    const char *field;
    const char *heads;                                  /* further heads, "|" between, folded */
    const char *(*word_text)(const Ctx *cx, int value); /* of a field of words: as people write it */
} ListColumn;

typedef enum { FOUND_NONE, FOUND_ONE, FOUND_SEVERAL } ListFound;

/* What a list is made of. Records are of the Shape, zeroed by shape_blank. */
typedef struct {
    const char *kind;  /* "people": in addresses, in the database */
    const char *title; /* msgid */
    const Shape *shape;
    const char *key; /* the field that must be there: "name" */
    const ListColumn *columns;
    size_t count;
    /* What rows are compared with, once for all of them; kept in *known. ERR_DENIED when cx may not write any. */
    Err *(*load)(Ctx *cx, void **known);
    /* A new record of this kind, before its row is read into it. */
    void (*blank)(void *record);
    /* Looks for the record that the row means and fills stored. */
    Err *(*find)(Ctx *cx, void *known, const void *row, void *stored, ListFound *found);
    /* ERR_INPUT when the row cannot be stored for what stands in it; fills what it stands for. NULL: nothing. */
    Err *(*check)(Ctx *cx, void *known, void *row);
    Err *(*save)(Ctx *cx, void *known, void *row, bool is_new);
} ListDef;

extern const ListDef people_list, clients_list, projects_list;
/* NULL when there is none of that kind. */
const ListDef *list_def(const char *kind);

#define LIST_STATES(X)                                                                                                 \
    X(LIST_NEW, "new")                                                                                                 \
    X(LIST_CHANGED, "changed")                                                                                         \
    X(LIST_SAME, "same")                                                                                               \
    X(LIST_REFUSED, "refused")
#define LIST_ITEM(value, word) value,
typedef enum { LIST_STATES(LIST_ITEM) } ListState;
#undef LIST_ITEM
extern const char *const list_state_words[];

/* A row of the file as understood. */
typedef struct {
    int number;
    ListState state;
    const char *state_text;
    const char *title; /* whom or what it is about */
    const char *note;  /* what changes, why it is refused */
    void *record;      /* to save */
    bool is_new, is_changed, is_refused;
} ListLine;
extern const Shape ListLine_shape;

/* A column of the file. */
typedef struct {
    const char *field; /* of the form: "c3" */
    const char *head, *sample;
    const char *choice; /* a field's name; "": left out */
    ImportOptions options;
} ListHead;
extern const Shape ListHead_shape;

/* What would happen; page list-preview.html. */
typedef struct {
    Id id;
    const char *kind, *title, *file_name, *path, *back_path, *summary;
    const char *trouble; /* why nothing can be written yet; "" */
    LIST_OF(ListHead) columns;
    LIST_OF(ListLine) rows; /* those that are not the same first; at most LIST_LINES_SHOWN */
    int will_add, will_change, will_same, refused, more;
    bool can_confirm, done;
} ListPreview;
extern const Shape ListPreview_shape;

typedef struct {
    Id change_id;
    int added, changed, same, refused;
} ListReport;
extern const Shape ListReport_shape;

/* A table as it is staged: heads, and rows of texts with their numbers. */
typedef struct {
    TextList heads;
    struct ListRaw {
        int number;
        TextList cells;
    } * rows;
    size_t count;
    TextList columns; /* the field of each; "": left out */
} ListTable;

/* Finds the heads in the first sheet that has some. ERR_INPUT, ERR_TOO_LARGE on "file". */
MUST_USE Err *list_read(Ctx *cx, const ListDef *def, const Workbook *book, ListTable *table);
/* Keeps it for its preview. */
MUST_USE Err *list_stage(Ctx *cx, const ListDef *def, const char *file_name, const ListTable *table, Id *id);
/* ERR_MISSING when there is none of that kind or it is another person's. */
MUST_USE Err *list_preview(Ctx *cx, const ListDef *def, Id id, ListPreview *preview);
/* Says what the columns are: one name each. ERR_INPUT when a field comes twice or is none. */
MUST_USE Err *list_choose(Ctx *cx, const ListDef *def, Id id, const TextList *columns);
/* Enters all rows that are not refused. The error of a rule names the row; nothing is entered then. */
MUST_USE Err *list_confirm(Ctx *cx, const ListDef *def, Id id, ListReport *report);

/* takt import people FILE: *code 0 all of it was taken, 1 something was not, 2 the file is of no use. */
MUST_USE Err *list_command(Ctx *cx, Store *store, const ListDef *def, const char *file, bool dry, int *code);

/* ---- between the parts ---- */

/* The field that a head means; "" when none. */
const char *list_field_of_head(Ctx *cx, const ListDef *def, const char *head);
/* Reads the text of a cell into the record's field. ERR_INPUT at the field. */
MUST_USE Err *list_value(Ctx *cx, const ListDef *def, const ListColumn *column, const char *text, void *record);
/* The value as a person reads it. */
const char *list_shown(Ctx *cx, const ListDef *def, const ListColumn *column, const void *record);
/* All rows against what is stored. */
MUST_USE Err *list_weigh(Ctx *cx, const ListDef *def, const ListTable *table, ListPreview *preview, void **known);

#endif
