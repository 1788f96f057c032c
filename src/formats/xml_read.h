/* SPDX-License-Identifier: MIT */
/* XML of files that people upload, streamed with limits: no DOCTYPE, no entities but the five, a bounded depth. */
#ifndef FORMATS_XML_READ_H
#define FORMATS_XML_READ_H

#include "base/err.h"

#define XML_DEPTH_MAX 64

/* Attributes of an element as they stand: name, value, name, value, NULL. */
typedef const char *const *XmlAttributes;

/*
 * The value of an attribute; NULL when it is not there. A name without a prefix is found under any, "calcext:type"
 * only so: OpenDocument has the same names in several.
 */
const char *xml_attribute(XmlAttributes attributes, const char *name);
/* A whole number from 0 to INT_MAX of an attribute; `otherwise` when it is missing or is none. */
int xml_int(XmlAttributes attributes, const char *name, int otherwise);
/* Whether the attribute says yes ("1", "true"). */
bool xml_flag(XmlAttributes attributes, const char *name);

/* What a reader of a document is told. Names come without prefix. Any may be NULL; an error ends the reading. */
typedef struct {
    Err *(*start)(void *arg, const char *name, XmlAttributes attributes);
    Err *(*end)(void *arg, const char *name);
    Err *(*text)(void *arg, const char *text, size_t length);
} XmlReader;

/* Gives the next piece of a document: *got bytes into the buffer, 0 at its end. */
typedef Err *(*XmlSource)(void *arg, char *buffer, size_t size, size_t *got);

/*
 * Streams a document through the reader. ERR_INPUT on "file" for damaged XML, a DOCTYPE or too deep nesting; the
 * errors of the source and of the reader.
 */
MUST_USE Err *xml_read(Ctx *cx, XmlSource source, void *source_arg, const XmlReader *reader, void *arg);

/* The same of a document in memory. */
MUST_USE Err *xml_read_bytes(Ctx *cx, const char *data, size_t size, const XmlReader *reader, void *arg);

/* The sentence of every damage: "The file is damaged…". ERR_INPUT on "file". */
MUST_USE Err *file_damaged(Ctx *cx);

#endif
