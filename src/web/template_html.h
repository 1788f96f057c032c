/* SPDX-License-Identifier: MIT */
/* Where in the HTML a template stands: decides how a value is escaped, and whether one may stand there at all. */
#ifndef WEB_TEMPLATE_HTML_H
#define WEB_TEMPLATE_HTML_H

#include "base/base.h"

typedef enum {
    HTML_TEXT,
    HTML_OPENING, /* behind "<" */
    HTML_BANG,    /* behind "<!" */
    HTML_COMMENT,
    HTML_NAME,   /* in the name of an element */
    HTML_TAG,    /* between attributes */
    HTML_EQUALS, /* behind "=" */
    HTML_BARE,   /* in a value without quotes */
    HTML_VALUE,  /* in a value with quotes */
    HTML_RAW,    /* in a script or style element */
} HtmlState;

typedef enum {
    ATTR_PLAIN,
    ATTR_URL,   /* an address: href, src, action … */
    ATTR_STYLE, /* numbers only */
    ATTR_NEVER, /* program text: onclick, srcdoc … */
} AttrKind;

typedef struct {
    HtmlState state;
    AttrKind attr;
    char quote;
    bool at_start; /* of a value: nothing certain stands in it yet */
    bool closing;  /* </…> */
    bool new_name; /* the next letter starts an attribute's name */
    int matched;   /* bytes of "--" or "</script" seen */
    char tag[16], name[24];
} Html;

/* Follows a piece of the page's own text. */
void html_follow(Html *html, const char *text, size_t length);
/* Whether the two are the same kind of place, so that a section may begin at one and end at the other. */
bool html_same(const Html *a, const Html *b);

#endif
