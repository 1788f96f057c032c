/* SPDX-License-Identifier: MIT */
/* What the readers of the parts of an .ods share. OpenDocument 1.3, part 3. */
#ifndef FORMATS_ODS_PARTS_H
#define FORMATS_ODS_PARTS_H

#include "formats/sheet_parts.h"
#include "formats/xml_read.h"

/* How a cell looks, as far as it carries meaning. */
typedef struct {
    uint32_t fill; /* 0xRRGGBB or FILL_NONE */
    bool bold;
    uint8_t indent;
} OdsLook;

/* A style of cells or of tables. What it does not set, its parent does. */
typedef struct {
    const char *name, *parent;
    OdsLook look, resolved; /* resolved: with what the parents say */
    bool sets_fill, sets_bold, sets_indent;
    bool of_table, automatic;
    bool ruled; /* rules of its own colour some cells otherwise */
    bool undisplayed;
} OdsStyle;

typedef struct {
    LIST_OF(OdsStyle) all; /* sorted once they are all there */
    OdsStyle *open;        /* being read */
    bool inside, automatic;
} OdsStyles;

/* Events of the document while styles are read; others are ignored. ERR_TOO_LARGE on "file". */
MUST_USE Err *ods_styles_start(Ctx *cx, OdsStyles *styles, const char *name, XmlAttributes attributes);
void ods_styles_end(OdsStyles *styles, const char *name);

/* Sorts and resolves: the styles can be looked up from now on. */
void ods_styles_finish(OdsStyles *styles);
/* The style of that name; NULL. An automatic one hides a named one. */
const OdsStyle *ods_style(const OdsStyles *styles, bool of_table, const char *name);
/* Of a style of cells and its parents, once the styles are finished; NULL is fine. */
OdsLook ods_look(const OdsStyle *style);

typedef struct {
    Ctx *cx;
    Workbook *book;
    OdsStyles styles;
    bool body;  /* the body has started: styles are complete */
    bool table; /* the document is a spreadsheet */
    struct OdsSheet *sheet;
} OdsFile;

/* Events of the document from the body on. */
MUST_USE Err *ods_sheet_start(OdsFile *file, const char *name, XmlAttributes attributes);
MUST_USE Err *ods_sheet_end(OdsFile *file, const char *name);
MUST_USE Err *ods_sheet_piece(OdsFile *file, const char *text, size_t length);

#endif
