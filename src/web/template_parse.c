/* SPDX-License-Identifier: MIT */
/* From the text of a page to flat operations: everything that can be wrong with a page is found here. */
#include "base/base.h"

#include "base/embedded.h"
#include "base/text.h"
#include "web/template_html.h"
#include "web/template_ops.h"

#define SECTIONS_MAX 32
#define FILES_MAX 12

/* A text of a list of texts is {{.}} in its section. */
static const Field text_fields[] = {{.name = ".", .kind = KIND_TEXT}};
const Shape template_text_shape = {.name = "Text", .size = sizeof(char *), .fields = text_fields, .count = 1};

/* A section that is not closed yet. */
typedef struct {
    const char *name;
    size_t op;
    const Shape *around; /* the Shape outside of it */
    Html html;           /* where it began */
    size_t line;
} Section;

/* The file that is being read: the page, or a partial of it. */
typedef struct {
    const char *name, *start, *at;
    int sections; /* open when it began */
} File;

typedef struct {
    Ctx *cx;
    Arena *arena; /* of what stays */
    LIST_OF(Op) ops;
    Buf run[LANGS]; /* text that is not an op yet */
    Html html;
    const Shape *shape;
    Section sections[SECTIONS_MAX];
    int section_count;
    File files[FILES_MAX];
    int file_count;
} Parser;

/* One {{…}}. */
typedef struct {
    const char *start, *end; /* of the braces */
    char sign;               /* # ^ / > ! _ or 0 for a value */
    const char *text;        /* within, trimmed, without the sign */
} Tag;

static File *file_of(Parser *p)
{
    return &p->files[p->file_count - 1];
}

static size_t line_of(const File *file, const char *at)
{
    size_t line = 1;
    for (const char *c = file->start; c < at; c++)
        line += *c == '\n';
    return line;
}

static PRINTF_LIKE(3, 4) NEVER_NULL Err *wrong(Parser *p, const Tag *tag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(p->cx->arena, format, args);
    va_end(args);
    const File *file = file_of(p);
    int length = (int)(tag->end - tag->start);
    return err_fault(p->cx, "%s:%zu: %.*s: %s", file->name, line_of(file, tag->start), length, tag->start, text);
}

/* ---- ops ---- */

static void put_text(Parser *p, const char *text, size_t length)
{
    html_follow(&p->html, text, length);
    for (int lang = 0; lang < LANGS; lang++)
        buf_put(&p->run[lang], text, length);
}

static void end_run(Parser *p)
{
    if (!p->run[LANG_RU].length)
        return;
    Op *op = list_push(p->arena, &p->ops);
    op->kind = OP_TEXT;
    for (int lang = 0; lang < LANGS; lang++) {
        op->length[lang] = p->run[lang].length;
        op->text[lang] = arena_memdup(p->arena, p->run[lang].data, p->run[lang].length + 1);
        buf_clear(&p->run[lang]);
    }
}

static Op *add_op(Parser *p, OpKind kind, const Field *field)
{
    end_run(p);
    Op *op = list_push(p->arena, &p->ops);
    op->kind = kind;
    op->field = field;
    return op;
}

/* ---- names ---- */

static Err *find_field(Parser *p, const Tag *tag, const char *name, const Field **field)
{
    if (!p->shape)
        return wrong(p, tag, "this page has no record to take \"%s\" from", name);
    *field = shape_field(p->shape, name);
    if (!*field)
        return wrong(p, tag, "%s has no field \"%s\"", p->shape->name, name);
    if ((*field)->secret)
        return wrong(p, tag, "%s.%s is secret and is never shown", p->shape->name, name);
    return NULL;
}

/* Takes the part before the next "|" off *rest; NULL when nothing is left. */
static const char *next_part(Arena *arena, const char **rest)
{
    if (!*rest)
        return NULL;
    const char *bar = strchr(*rest, '|');
    const char *part = arena_strndup(arena, *rest, bar ? (size_t)(bar - *rest) : strlen(*rest));
    *rest = bar ? bar + 1 : NULL;
    return text_trim(arena, part);
}

/* ---- values ---- */

static Err *refuse_place(Parser *p, const Tag *tag)
{
    switch (p->html.state) {
    case HTML_TEXT:
        return NULL;
    case HTML_VALUE:
        return p->html.attr == ATTR_NEVER ? wrong(p, tag, "a value cannot stand in the attribute %s", p->html.name)
                                          : NULL;
    case HTML_EQUALS:
    case HTML_BARE:
        return wrong(p, tag, "put quotes around the value of %s", p->html.name);
    case HTML_RAW:
        return wrong(p, tag, "a value cannot stand inside a %s element", p->html.tag);
    case HTML_COMMENT:
        return wrong(p, tag, "a value cannot stand in a comment");
    default:
        return wrong(p, tag, "a value can stand in text and in quoted attributes only");
    }
}

/* How a value is put depends on where it stands. */
static Err *choose_place(Parser *p, const Tag *tag, const Field *field, Format format, OpKind *kind)
{
    const Html *html = &p->html;
    bool plain = format_is_plain(format, field->kind);
    bool text = field->kind == KIND_TEXT || field->kind == KIND_WORD;
    TRY(refuse_place(p, tag));
    *kind = OP_VALUE;
    if (html->state != HTML_VALUE || html->attr == ATTR_PLAIN) {
        if (format == FORMAT_URL)
            *kind = OP_PART;
    } else if (html->attr == ATTR_STYLE) {
        if (text || !plain || format == FORMAT_URL || format == FORMAT_ISO)
            return wrong(p, tag, "only a number can stand in a style attribute");
    } else if (html->at_start) {
        if (!text || (format != FORMAT_NONE && format != FORMAT_URL))
            return wrong(p, tag, "an address begins with a path, not with this value");
        *kind = OP_URL;
    } else {
        if (!plain && format != FORMAT_NONE)
            return wrong(p, tag, "this formatter is for people, not for an address");
        *kind = OP_PART;
    }
    return NULL;
}

static Err *parse_value(Parser *p, const Tag *tag)
{
    const Field *field;
    const char *rest = tag->text;
    const char *name = next_part(p->cx->arena, &rest);
    const char *format_name = next_part(p->cx->arena, &rest);
    Format format = FORMAT_NONE;
    OpKind kind;
    TRY(find_field(p, tag, name, &field));
    if (format_name && !format_find(format_name, &format))
        return wrong(p, tag, "there is no formatter \"%s\"", format_name);
    if (rest)
        return wrong(p, tag, "one formatter is enough");
    if (!format_fits(format, field->kind))
        return wrong(p, tag, "%s.%s cannot be shown %s", p->shape->name, name, format_name ? "so" : "as a value");
    TRY(choose_place(p, tag, field, format, &kind));
    add_op(p, kind, field)->format = format;
    p->html.at_start = false;
    return NULL;
}

/* ---- translated texts ---- */

static Err *refuse_sentence(Parser *p, const Tag *tag)
{
    TRY(refuse_place(p, tag));
    if (p->html.state == HTML_VALUE && p->html.attr != ATTR_PLAIN)
        return wrong(p, tag, "a sentence cannot stand in the attribute %s", p->html.name);
    return NULL;
}

/* {{_ text}}: both languages are known now, so the page only copies them. */
static Err *parse_translated(Parser *p, const Tag *tag)
{
    TRY(refuse_sentence(p, tag));
    if (!*tag->text)
        return wrong(p, tag, "there is nothing to translate");
    for (int lang = 0; lang < LANGS; lang++)
        buf_html(&p->run[lang], tr_lang((Lang)lang, tag->text));
    p->html.at_start = false;
    return NULL;
}

/* {{_n count|one %d thing|%d things}} */
static Err *parse_plural(Parser *p, const Tag *tag)
{
    const Field *field;
    const char *rest = tag->text;
    const char *name = next_part(p->cx->arena, &rest);
    const char *one = next_part(p->cx->arena, &rest);
    const char *many = next_part(p->cx->arena, &rest);
    TRY(refuse_sentence(p, tag));
    if (!many || rest || !*one || !*many)
        return wrong(p, tag, "write {{_n count|one text|many text}}");
    TRY(find_field(p, tag, name, &field));
    if (field->kind != KIND_INT && field->kind != KIND_COUNT && field->kind != KIND_LIST && field->kind != KIND_TEXTS)
        return wrong(p, tag, "%s.%s is no number", p->shape->name, name);
    Op *op = add_op(p, OP_PLURAL, field);
    op->one = arena_strdup(p->arena, one);
    op->many = arena_strdup(p->arena, many);
    p->html.at_start = false;
    return NULL;
}

/* ---- sections ---- */

static Err *open_section(Parser *p, const Tag *tag)
{
    const Field *field;
    TRY(find_field(p, tag, tag->text, &field));
    if (p->section_count == SECTIONS_MAX)
        return wrong(p, tag, "sections are nested too deeply");
    if (p->html.state == HTML_RAW || p->html.state == HTML_COMMENT)
        return wrong(p, tag, "a section cannot stand here");
    bool records = field->kind == KIND_LIST || field->kind == KIND_ONE || field->kind == KIND_TEXTS;
    OpKind kind = tag->sign == '^' ? OP_UNLESS : records ? OP_EACH : OP_IF;
    add_op(p, kind, field);
    p->sections[p->section_count++] = (Section){.name = tag->text,
                                                .op = p->ops.count - 1,
                                                .around = p->shape,
                                                .html = p->html,
                                                .line = line_of(file_of(p), tag->start)};
    if (kind == OP_EACH)
        p->shape = field->kind == KIND_TEXTS ? &template_text_shape : field->shape;
    return NULL;
}

static Err *close_section(Parser *p, const Tag *tag)
{
    if (p->section_count == file_of(p)->sections)
        return wrong(p, tag, "no section is open here");
    Section *section = &p->sections[p->section_count - 1];
    if (strcmp(section->name, tag->text) != 0)
        return wrong(p, tag, "the section \"%s\" of line %zu is still open", section->name, section->line);
    if (!html_same(&section->html, &p->html))
        return wrong(p, tag, "the section begins and ends in different places of the HTML (text, tag, attribute)");
    end_run(p);
    p->ops.items[section->op].end = p->ops.count;
    p->shape = section->around;
    p->html.at_start |= section->html.at_start;
    p->section_count--;
    return NULL;
}

/* ---- partials ---- */

static const Embedded *page_named(const char *name)
{
    for (size_t i = 0; i < embedded_pages_count; i++)
        if (strcmp(embedded_pages[i].name, name) == 0)
            return &embedded_pages[i];
    return NULL;
}

/* {{>row}} is the file beside the page, else the one that all share; {{>plan/row}} is another feature's. */
static const Embedded *partial_named(Parser *p, const char *name)
{
    Arena *arena = p->cx->arena;
    const char *page = file_of(p)->name;
    const char *slash = strrchr(page, '/');
    const Embedded *beside = NULL;
    if (slash && !strchr(name, '/'))
        beside = page_named(arena_printf(arena, "%.*s/%s.html", (int)(slash - page), page, name));
    return beside ? beside : page_named(arena_printf(arena, "%s.html", name));
}

static Err *parse_file(Parser *p, const char *name, const char *text);

static Err *parse_partial(Parser *p, const Tag *tag)
{
    if (strcmp(tag->text, "body") == 0) {
        if (p->html.state != HTML_TEXT)
            return wrong(p, tag, "the body of a page cannot stand inside a tag");
        add_op(p, OP_BODY, NULL);
        return NULL;
    }
    const Embedded *page = partial_named(p, tag->text);
    if (!page)
        return wrong(p, tag, "there is no page \"%s.html\"", tag->text);
    for (int i = 0; i < p->file_count; i++)
        if (strcmp(p->files[i].name, page->name) == 0)
            return wrong(p, tag, "%s includes itself", page->name);
    if (p->file_count == FILES_MAX)
        return wrong(p, tag, "pages include each other too deeply");
    return parse_file(p, page->name, (const char *)page->data);
}

/* ---- tags ---- */

static Err *read_tag(Parser *p, const char *start, Tag *tag)
{
    const char *end = strstr(start, "}}");
    *tag = (Tag){.start = start, .end = end ? end + 2 : start + 2};
    if (!end)
        return wrong(p, tag, "the braces are not closed");
    start += 2;
    if (strchr("{&=", *start))
        return wrong(p, tag, "there is no raw output and no change of braces");
    if (*start && strchr("#^/>!", *start))
        tag->sign = *start++;
    else if (*start == '_' && strchr(" \t\r\n", start[1]))
        tag->sign = *start++;
    else if (text_starts(start, "_n "))
        tag->sign = 'n';
    start += tag->sign == 'n' ? 3 : 0;
    tag->text = text_trim(p->cx->arena, arena_strndup(p->cx->arena, start, (size_t)(end - start)));
    return NULL;
}

static Err *parse_tag(Parser *p, const Tag *tag)
{
    switch (tag->sign) {
    case '!':
        return NULL;
    case '#':
    case '^':
        return open_section(p, tag);
    case '/':
        return close_section(p, tag);
    case '>':
        return parse_partial(p, tag);
    case '_':
        return parse_translated(p, tag);
    case 'n':
        return parse_plural(p, tag);
    default:
        return parse_value(p, tag);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/*
 * A tag without output that stands alone on its line takes the line away with it: *before is where the text in front
 * of it ends, *behind where the text after it goes on.
 */
static void take_line(const File *file, const Tag *tag, const char **before, const char **behind)
{
    const char *start = tag->start;
    const char *end = tag->end;
    if (!tag->sign || strchr("_n", tag->sign))
        return;
    while (start > file->start && is_blank(start[-1]))
        start--;
    while (is_blank(*end))
        end++;
    if ((start > file->start && start[-1] != '\n') || (*end && *end != '\n'))
        return;
    *before = MAX_OF(start, file->at);
    *behind = *end ? end + 1 : end;
}

static Err *check_file_end(Parser *p)
{
    const File *file = file_of(p);
    if (p->section_count > file->sections) {
        const Section *open = &p->sections[p->section_count - 1];
        return err_fault(p->cx, "%s:%zu: the section \"%s\" is never closed", file->name, open->line, open->name);
    }
    return NULL;
}

static Err *parse_file(Parser *p, const char *name, const char *text)
{
    p->files[p->file_count++] = (File){.name = name, .start = text, .at = text, .sections = p->section_count};
    File *file = file_of(p);
    Tag tag;
    for (const char *start; (start = strstr(file->at, "{{"));) {
        TRY(read_tag(p, start, &tag));
        const char *before = tag.start;
        const char *behind = tag.end;
        take_line(file, &tag, &before, &behind);
        put_text(p, file->at, (size_t)(before - file->at));
        TRY(parse_tag(p, &tag));
        file->at = behind;
    }
    put_text(p, file->at, strlen(file->at));
    TRY(check_file_end(p));
    p->file_count--;
    return NULL;
}

static Err *check_page_end(Parser *p, const char *name)
{
    if (p->html.state != HTML_TEXT)
        return err_fault(p->cx, "%s: the page ends inside a tag, an attribute, a comment or a script", name);
    return NULL;
}

Err *template_compile_text(Ctx *cx, Arena *arena, const char *name, const char *text, const Shape *shape,
                           const Template **compiled)
{
    Parser p = {.cx = cx, .arena = arena, .shape = shape};
    Err *err = parse_file(&p, name, text);
    if (!err)
        err = check_page_end(&p, name);
    end_run(&p);
    for (int lang = 0; lang < LANGS; lang++)
        buf_finish(&p.run[lang]);
    TRY(err);
    Template *made = arena_new(arena, Template);
    *made = (Template){.items = p.ops.items, .count = p.ops.count};
    *compiled = made;
    return NULL;
}

Err *template_compile(Ctx *cx, Arena *arena, const char *page, const Shape *shape, const Template **compiled)
{
    const Embedded *file = page_named(page);
    if (!file)
        return err_fault(cx, "there is no page %s", page);
    return template_compile_text(cx, arena, page, (const char *)file->data, shape, compiled);
}
