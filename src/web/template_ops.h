/* SPDX-License-Identifier: MIT */
/* What a template is once it is parsed; between template_parse.c and template.c. */
#ifndef WEB_TEMPLATE_OPS_H
#define WEB_TEMPLATE_OPS_H

#include "web/template.h"
#include "web/template_format.h"

#define LANGS 2

typedef enum {
    OP_TEXT,   /* the page's own text, its translations among it */
    OP_VALUE,  /* in text or an attribute */
    OP_URL,    /* an address, at the start of its attribute */
    OP_PART,   /* one part of an address */
    OP_PLURAL, /* a number in a sentence */
    OP_EACH,   /* the ops up to .end for each item of a list, or for an embedded record */
    OP_IF,     /* the ops up to .end where the value is set */
    OP_UNLESS, /* … where it is not, or where the list is empty */
    OP_BODY,   /* the page in its layout */
} OpKind;

typedef struct {
    OpKind kind;
    Format format;
    const Field *field;
    size_t end;              /* of sections: the op behind them */
    const char *text[LANGS]; /* by language; escaped */
    size_t length[LANGS];
    const char *one, *many; /* of OP_PLURAL */
} Op;

/* Of the items of a KIND_TEXTS field. */
extern const Shape template_text_shape;

struct Template {
    const Op *items;
    size_t count;
};

#endif
