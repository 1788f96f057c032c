/* SPDX-License-Identifier: MIT */
/* An .xlsx as what it is: a ZIP of XML parts, read with limits that a hostile file cannot talk away. */
#ifndef FORMATS_XLSX_PACKAGE_H
#define FORMATS_XLSX_PACKAGE_H

#include "base/err.h"

#define XLSX_ENTRIES_MAX 2000
#define XLSX_UNPACKED_MAX ((uint64_t)200 << 20) /* of all parts that are read, counted while inflating */
#define XLSX_RATIO_MAX 200                      /* unpacked to packed */
#define XLSX_DEPTH_MAX 64

typedef struct XlsxPackage XlsxPackage;

/* The bytes must stay until xlsx_package_close. ERR_INPUT, ERR_TOO_LARGE on "file". */
MUST_USE Err *xlsx_package_open(Ctx *cx, const char *data, size_t size, XlsxPackage **package);
/* NULL is fine. */
void xlsx_package_close(XlsxPackage *package);

/* Attributes of an element as they stand: name, value, name, value, NULL. */
typedef const char *const *XmlAttributes;

/* The value of an attribute, whatever its namespace prefix; NULL when it is not there. */
const char *xml_attribute(XmlAttributes attributes, const char *name);
/* A whole number from 0 to INT_MAX of an attribute; `otherwise` when it is missing or is none. */
int xml_int(XmlAttributes attributes, const char *name, int otherwise);
/* Whether the attribute says yes ("1", "true"). */
bool xml_flag(XmlAttributes attributes, const char *name);

/* What a reader of a part is told. Names come without prefix. Any may be NULL; an error ends the reading. */
typedef struct {
    Err *(*start)(void *arg, const char *name, XmlAttributes attributes);
    Err *(*end)(void *arg, const char *name);
    Err *(*text)(void *arg, const char *text, size_t length);
} XmlReader;

/*
 * Streams a part through the reader. *found tells whether the package holds it; a missing part is no error.
 * ERR_INPUT on "file" for damaged XML, a DOCTYPE or too deep nesting; ERR_TOO_LARGE beyond the limits.
 */
MUST_USE Err *xlsx_part_read(XlsxPackage *package, const char *path, const XmlReader *reader, void *arg, bool *found);

/* The sentence of every damage: "The file is damaged…". ERR_INPUT on "file". */
MUST_USE Err *xlsx_damaged(Ctx *cx);

#endif
