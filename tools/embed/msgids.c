/* SPDX-License-Identifier: MIT */
/*
 * Collects every text for people: {{_ text}} and {{_n count|one|many}} in pages, t("…") and tn(n, "…", "…") in
 * TypeScript, _("…"), N_("…"), tr(cx, "…") and trn(cx, "…", "…", n) in C. Comments are not read.
 */
#include "embed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *id, *plural; /* plural is NULL where there is none */
    const char *file;
    size_t line;
} Message;

typedef struct {
    Message *items;
    size_t count;
} Messages;

/* Where one file is being read. */
typedef struct {
    Messages *all;
    const char *file, *start;
} Source;

static size_t line_of(const Source *source, const char *at)
{
    size_t line = 1;
    for (const char *c = source->start; c < at; c++)
        line += *c == '\n';
    return line;
}

static void add(const Source *source, const char *at, char *id, char *plural)
{
    Messages *all = source->all;
    size_t line = line_of(source, at);
    if (!*id)
        fail(source->file, line, "an empty text cannot be translated");
    all->items = realloc(all->items, (all->count + 1) * sizeof(Message));
    if (!all->items)
        fail("embed", 0, "out of memory");
    all->items[all->count++] = (Message){.id = id, .plural = plural, .file = source->file, .line = line};
}

/* ---- pages ---- */

static char *trim(const char *start, const char *end)
{
    while (start < end && isspace((unsigned char)*start))
        start++;
    while (end > start && isspace((unsigned char)end[-1]))
        end--;
    return copy_text(start, (size_t)(end - start));
}

/* A part of a tag up to the next | or the end, without blanks around it. */
static char *take_part(const char **at, const char *end)
{
    const char *start = *at, *stop = memchr(start, '|', (size_t)(end - start));
    stop = stop ? stop : end;
    *at = stop < end ? stop + 1 : end;
    return trim(start, stop);
}

/* {{_n count|one text|many text}} */
static void take_plural(const Source *source, const char *tag, const char *end)
{
    const char *at = tag + strlen("{{_n ");
    take_part(&at, end);
    char *one = take_part(&at, end);
    char *many = take_part(&at, end);
    if (!*one || !*many)
        fail(source->file, line_of(source, tag), "{{_n count|one text|many text}} needs its three parts");
    add(source, tag, one, many);
}

static void scan_page(const Source *source)
{
    for (const char *at = source->start; (at = strstr(at, "{{_"));) {
        const char *tag = at, *end = strstr(at, "}}");
        if (!end)
            fail(source->file, line_of(source, at), "the braces {{_ are not closed");
        at += strlen("{{_");
        if (starts_with(tag, "{{_n "))
            take_plural(source, tag, end);
        else if (isspace((unsigned char)*at))
            add(source, tag, trim(at, end), NULL);
        else
            fail(source->file, line_of(source, tag), "a blank belongs behind {{_");
    }
}

/* ---- C and TypeScript ---- */

static const char *skip_quoted(const char *at)
{
    char quote = *at++;
    while (*at && *at != quote && (*at != '\n' || quote == '`'))
        at += *at == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

/* Comments and other literals are stepped over, so that a text in them is not taken. NULL: nothing to skip. */
static const char *skip_other(const char *at)
{
    if (starts_with(at, "//"))
        return strchrnul(at, '\n');
    if (starts_with(at, "/*")) {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : strchrnul(at, '\0');
    }
    return *at == '"' || *at == '\'' || *at == '`' ? skip_quoted(at) : NULL;
}

/* Blanks and comments. */
static const char *skip_space(const char *at)
{
    while (isspace((unsigned char)*at) || starts_with(at, "//") || starts_with(at, "/*"))
        at = isspace((unsigned char)*at) ? at + 1 : skip_other(at);
    return at;
}

/* A character below U+10000 as UTF-8. */
static void put_character(Text *text, unsigned long c)
{
    if (c < 0x80)
        text_format(text, "%c", (int)c);
    else if (c < 0x800)
        text_format(text, "%c%c", (int)(0xC0 | c >> 6), (int)(0x80 | (c & 0x3F)));
    else
        text_format(text, "%c%c%c", (int)(0xE0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3F)), (int)(0x80 | (c & 0x3F)));
}

/* Puts what an escape stands for (\n \t \" \u2013 …) and gives the place behind it. */
static const char *put_escape(const Source *source, Text *text, const char *at)
{
    static const char from[] = "nt\"'\\`", to[] = "\n\t\"'\\`";
    const char *found = at[1] ? strchr(from, at[1]) : NULL;
    char digits[5] = {0};
    if (found) {
        text_put(text, &to[found - from], 1);
        return at + 2;
    }
    snprintf(digits, sizeof digits, "%.4s", at[1] == 'u' ? at + 2 : "");
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        fail(source->file, line_of(source, at), "the escape \\%c is not understood in a text", at[1]);
    put_character(text, strtoul(digits, NULL, 16));
    return at + 6;
}

/* Reads "a" "b" as one text and moves at behind it; NULL when no literal stands there. */
static char *take_literals(const Source *source, const char **at)
{
    Text text = {0};
    const char *c = skip_space(*at);
    if (*c != '"' && !(*c == '\'' && ends_with(source->file, ".ts")))
        return NULL;
    text_add(&text, "");
    for (char quote = *c; *c == quote; c = skip_space(c)) {
        for (c++; *c != quote;) {
            if (!*c || *c == '\n')
                fail(source->file, line_of(source, c), "a text is not closed");
            if (*c == '\\') {
                c = put_escape(source, &text, c);
            } else {
                text_put(&text, c++, 1);
            }
        }
        c++;
    }
    if (*c != ',' && *c != ')')
        fail(source->file, line_of(source, c), "a text is made of literals alone");
    *at = c;
    return text.data;
}

/* The text behind an argument's comma, whatever brackets it holds. NULL when it was the last one. */
static const char *behind_argument(const char *at)
{
    int depth = 0;
    for (; *at; at++) {
        const char *behind = skip_other(at);
        if (behind)
            at = behind - 1;
        else if (strchr("([{", *at))
            depth++;
        else if (strchr(")]}", *at) && depth-- == 0)
            return NULL;
        else if (*at == ',' && depth == 0)
            return at + 1;
    }
    return NULL;
}

/* How a function names its texts: arguments before the first one, and whether a plural follows. */
typedef struct {
    const char *suffix, *name;
    int before;
    bool plural;
} Call;

static const Call calls[] = {
    {".c", "_", 0, false},       {".c", "N_", 0, false}, {".c", "tr", 1, false}, {".c", "trn", 1, true},
    {".c", "tr_lang", 1, false}, {".ts", "t", 0, false}, {".ts", "tn", 1, true},
};

static const Call *find_call(const char *suffix, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (strcmp(calls[i].suffix, suffix) == 0 && strlen(calls[i].name) == length &&
            strncmp(calls[i].name, name, length) == 0)
            return &calls[i];
    return NULL;
}

/* Takes the texts of a call whose parenthesis is at at; a call with a variable instead of a text is passed over. */
static void take_call(const Source *source, const Call *call, const char *at)
{
    const char *here = at++;
    for (int i = 0; i < call->before && at; i++)
        at = behind_argument(at);
    char *one = at ? take_literals(source, &at) : NULL;
    char *many = NULL;
    if (!one)
        return;
    if (call->plural) {
        many = *at == ',' ? (at++, take_literals(source, &at)) : NULL;
        if (!many)
            fail(source->file, line_of(source, here), "the form for many is missing");
    }
    add(source, here, one, many);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* Code inside `text ${code} text` of TypeScript: how many braces are open in each of the nested ones. */
typedef struct {
    int braces[16];
    size_t depth;
} Nesting;

/* Steps over the text of a template literal to its end or to the next ${. */
static const char *skip_template(const Source *source, Nesting *nesting, const char *at)
{
    while (*at && *at != '`') {
        if (starts_with(at, "${")) {
            if (nesting->depth == sizeof nesting->braces / sizeof nesting->braces[0])
                fail(source->file, line_of(source, at), "template literals are nested too deep");
            nesting->braces[nesting->depth++] = 0;
            return at + 2;
        }
        at += *at == '\\' && at[1] ? 2 : 1;
    }
    return *at ? at + 1 : at;
}

/* Steps over anything that is no word: comments, literals, punctuation. */
static const char *skip_between(const Source *source, Nesting *nesting, const char *at)
{
    int *braces = nesting->depth > 0 ? &nesting->braces[nesting->depth - 1] : NULL;
    if (*at == '`')
        return skip_template(source, nesting, at + 1);
    if (braces && *at == '{')
        ++*braces;
    else if (braces && *at == '}' && --*braces < 0) {
        nesting->depth--;
        return skip_template(source, nesting, at + 1);
    }
    const char *behind = skip_other(at);
    return behind ? behind : at + 1;
}

static void scan_code(const Source *source, const char *suffix)
{
    Nesting nesting = {.depth = 0};
    for (const char *at = source->start; *at;) {
        const char *word = at;
        if (!is_word(*at)) {
            at = skip_between(source, &nesting, at);
            continue;
        }
        while (is_word(*at))
            at++;
        const Call *call = find_call(suffix, word, (size_t)(at - word));
        if (call && *at == '(' && (word == source->start || word[-1] != '.'))
            take_call(source, call, at);
    }
}

/* ---- output ---- */

static int compare(const void *a, const void *b)
{
    const Message *left = a, *right = b;
    int order = strcmp(left->id, right->id);
    if (order == 0)
        order = strcmp(left->file, right->file);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

/* One entry for each id: a plural wins over a use without, and two different plurals are a mistake. */
static void merge(Messages *all)
{
    size_t kept = 0;
    if (all->count > 0)
        qsort(all->items, all->count, sizeof(Message), compare);
    for (size_t i = 0; i < all->count; i++) {
        Message *message = &all->items[i], *last = kept > 0 ? &all->items[kept - 1] : NULL;
        if (!last || strcmp(last->id, message->id) != 0)
            all->items[kept++] = *message;
        else if (!last->plural)
            last->plural = message->plural;
        else if (message->plural && strcmp(last->plural, message->plural) != 0)
            fail(message->file, message->line, "\"%s\" has another form for many in %s:%zu", message->id, last->file,
                 last->line);
    }
    all->count = kept;
}

static void write_code(const char *path, const Messages *all)
{
    Text out = {0};
    text_add(&out, "/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\nconst char *const msgids_all[] = {\n");
    for (size_t i = 0; i < all->count; i++) {
        text_add(&out, "    ");
        text_literal(&out, all->items[i].id, strlen(all->items[i].id));
        text_add(&out, ",\n");
    }
    text_format(&out, "    NULL,\n};\nconst size_t msgids_all_count = %zu;\n", all->count);
    file_write(path, &out);
}

/* A string of a .pot file: UTF-8 stays readable. */
static void put_pot(Text *out, const char *keyword, const char *text)
{
    text_format(out, "%s \"", keyword);
    for (; *text; text++)
        if (*text == '\n')
            text_add(out, "\\n");
        else
            text_format(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    text_add(out, "\"\n");
}

static void write_pot(const char *path, const Messages *all, size_t strip)
{
    Text out = {0};
    text_add(&out, "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n");
    for (size_t i = 0; i < all->count; i++) {
        const Message *message = &all->items[i];
        text_format(&out, "\n#: %s\n", message->file + strip);
        if (strchr(message->id, '%') && !ends_with(message->file, ".html"))
            text_add(&out, "#, c-format\n");
        put_pot(&out, "msgid", message->id);
        if (message->plural)
            put_pot(&out, "msgid_plural", message->plural);
        text_add(&out, message->plural ? "msgstr[0] \"\"\nmsgstr[1] \"\"\n" : "msgstr \"\"\n");
    }
    file_write(path, &out);
}

static void scan_file(Messages *all, const char *path)
{
    Source source = {.all = all, .file = path, .start = file_read(path, NULL, false)};
    if (ends_with(path, ".html"))
        scan_page(&source);
    else
        scan_code(&source, ends_with(path, ".ts") ? ".ts" : ".c");
}

int embed_msgids(int count, char **args)
{
    (void)count;
    static const char *const suffixes[] = {".c", ".h", ".html", ".ts"};
    Messages all = {0};
    List files = {0}, folders = {0};
    Text source = {0}, ui = {0};
    text_format(&source, "%s/src", args[0]);
    text_format(&ui, "%s/ui", args[0]);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        folder_walk(source.data, suffixes[i], &files, &folders);
        folder_walk(ui.data, suffixes[i], &files, &folders);
    }
    for (size_t i = 0; i < files.count; i++)
        if (!ends_with(files.items[i], "_test.c") && !ends_with(files.items[i], "/i18n.h"))
            scan_file(&all, files.items[i]);
    merge(&all);
    write_code(args[1], &all);
    write_pot(args[2], &all, strlen(args[0]) + 1);
    depfile_write(args[3], args[1], &files, &folders);
    return 0;
}
