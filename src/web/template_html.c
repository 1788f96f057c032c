/* SPDX-License-Identifier: MIT */
/* A small part of the HTML tokenizer (WHATWG, 13.2.5), enough for pages that are written by us. */
#include "base/base.h"

#include "web/template_html.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Longer names than the room are none of those we look for. */
static void add_char(char *name, size_t room, char c)
{
    size_t length = strlen(name);
    if (length + 1 < room) {
        name[length] = lower(c);
        name[length + 1] = 0;
    }
}

static AttrKind attr_kind(const char *name)
{
    static const char *const urls[] = {"action",   "background", "cite", "data",   "formaction", "href",
                                       "longdesc", "manifest",   "ping", "poster", "src",        "xlink:href"};
    for (size_t i = 0; i < COUNT_OF(urls); i++)
        if (strcmp(name, urls[i]) == 0)
            return ATTR_URL;
    if (strcmp(name, "style") == 0)
        return ATTR_STYLE;
    if (strncmp(name, "on", 2) == 0 || strcmp(name, "srcdoc") == 0 || strcmp(name, "srcset") == 0)
        return ATTR_NEVER;
    return ATTR_PLAIN;
}

static void tag_end(Html *html)
{
    bool raw = !html->closing && (strcmp(html->tag, "script") == 0 || strcmp(html->tag, "style") == 0);
    html->state = raw ? HTML_RAW : HTML_TEXT;
    html->matched = 0;
}

static void in_opening(Html *html, char c)
{
    html->tag[0] = html->name[0] = 0;
    html->closing = c == '/';
    html->new_name = true;
    html->matched = 0;
    if (c == '!')
        html->state = HTML_BANG;
    else if (is_letter(c) || c == '/')
        html->state = HTML_NAME;
    else
        html->state = HTML_TEXT;
    if (is_letter(c))
        add_char(html->tag, sizeof html->tag, c);
}

static void in_bang(Html *html, char c)
{
    if (c != '-') {
        html->state = c == '>' ? HTML_TEXT : HTML_TAG;
    } else if (++html->matched == 2) {
        html->state = HTML_COMMENT;
        html->matched = 0;
    }
}

static void in_comment(Html *html, char c)
{
    if (c == '-')
        html->matched++;
    else if (c == '>' && html->matched >= 2)
        html->state = HTML_TEXT;
    else
        html->matched = 0;
}

static void in_name(Html *html, char c)
{
    if (c == '>')
        tag_end(html);
    else if (is_blank(c) || c == '/')
        html->state = HTML_TAG;
    else
        add_char(html->tag, sizeof html->tag, c);
}

static void in_tag(Html *html, char c)
{
    if (c == '>') {
        tag_end(html);
    } else if (c == '=') {
        html->state = HTML_EQUALS;
    } else if (is_blank(c) || c == '/') {
        html->new_name = true;
    } else {
        if (html->new_name)
            html->name[0] = 0;
        html->new_name = false;
        add_char(html->name, sizeof html->name, c);
    }
}

static void in_equals(Html *html, char c)
{
    if (c == '"' || c == '\'') {
        html->state = HTML_VALUE;
        html->quote = c;
        html->at_start = true;
        html->attr = attr_kind(html->name);
    } else if (!is_blank(c)) {
        html->state = HTML_BARE;
    }
}

static void after_value(Html *html)
{
    html->state = HTML_TAG;
    html->new_name = true;
}

static void in_value(Html *html, char c)
{
    if (c == html->quote)
        after_value(html);
    else if (!is_blank(c))
        html->at_start = false;
}

static void in_bare(Html *html, char c)
{
    if (c == '>')
        tag_end(html);
    else if (is_blank(c))
        after_value(html);
}

static void in_raw(Html *html, char c)
{
    char end[sizeof html->tag + 2];
    snprintf(end, sizeof end, "</%s", html->tag);
    if (lower(c) == end[html->matched])
        html->matched++;
    else
        html->matched = c == '<';
    if (html->matched && !end[html->matched]) {
        html->state = HTML_TAG;
        html->closing = true;
        html->new_name = true;
    }
}

static void follow(Html *html, char c)
{
    switch (html->state) {
    case HTML_TEXT:
        html->state = c == '<' ? HTML_OPENING : HTML_TEXT;
        break;
    case HTML_OPENING:
        in_opening(html, c);
        break;
    case HTML_BANG:
        in_bang(html, c);
        break;
    case HTML_COMMENT:
        in_comment(html, c);
        break;
    case HTML_NAME:
        in_name(html, c);
        break;
    case HTML_TAG:
        in_tag(html, c);
        break;
    case HTML_EQUALS:
        in_equals(html, c);
        break;
    case HTML_BARE:
        in_bare(html, c);
        break;
    case HTML_VALUE:
        in_value(html, c);
        break;
    case HTML_RAW:
        in_raw(html, c);
        break;
    }
}

void html_follow(Html *html, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        follow(html, text[i]);
}

/* The name of an element may end with a section: <li{{#current}} class="on"{{/current}}>. */
static HtmlState rough(HtmlState state)
{
    return state == HTML_NAME ? HTML_TAG : state;
}

bool html_same(const Html *a, const Html *b)
{
    if (rough(a->state) != rough(b->state))
        return false;
    return a->state != HTML_VALUE || (a->attr == b->attr && a->quote == b->quote);
}
