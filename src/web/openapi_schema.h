/* SPDX-License-Identifier: MIT */
/* JSON Schema from Shapes; a part of openapi.c. */
#ifndef WEB_OPENAPI_SCHEMA_H
#define WEB_OPENAPI_SCHEMA_H

#include "base/buf.h"
#include "base/shape.h"

/* Shapes that the document refers to, each once; grows while schemas are written. */
typedef struct {
    Arena *arena;
    LIST_OF(const Shape *) list;
} Schemas;

/* SCHEMA_FILES: a form that brings files beside its fields. */
typedef enum { SCHEMA_ANSWER, SCHEMA_JSON, SCHEMA_FORM, SCHEMA_FILES } SchemaUse;

/* ---- pieces of JSON; a comma is put where one is needed ---- */
void json_key(Buf *out, const char *name);
void json_text_member(Buf *out, const char *name, const char *text);
void json_item(Buf *out, const char *text);
void json_open(Buf *out, const char *name, char bracket);

/* The schema of one field's value. */
void schema_field(Schemas *schemas, const Field *field, SchemaUse use, Buf *out);
/* {"$ref": …} to the Shape's own schema. */
void schema_ref(Schemas *schemas, const Shape *shape, Buf *out);
/* What a request may set: the named fields and no others. except: names that stand in the path. */
void schema_request(Schemas *schemas, const Shape *shape, const char *fields, const char *except, bool require,
                    SchemaUse use, Buf *out);
/* Members of components.schemas for all Shapes referred to so far, and those that they refer to. */
void schema_components(Schemas *schemas, Buf *out);

#endif
