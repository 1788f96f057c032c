/* SPDX-License-Identifier: MIT */
/* Statements: "-- name" starts one, ":name" becomes $n by first use (docs/sql.md has the rules for authors). */
#include "embed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name, *file; /* file as in "time/entry.sql" */
    char *comment;           /* lines between the name and the text, without "-- " */
    char *source, *text;     /* as written; with $n */
    List params;
    size_t line;       /* of the name */
    size_t first_line; /* of the text */
} Statement;

typedef struct {
    Statement *items;
    size_t count;
} Statements;

static bool is_name_char(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_';
}

/* "-- name" with a name alone gives the name, anything else NULL. */
static char *name_of_line(const char *line, size_t length)
{
    while (length > 0 && isspace((unsigned char)line[length - 1]))
        length--;
    if (length < 4 || strncmp(line, "-- ", 3) != 0 || !islower((unsigned char)line[3]))
        return NULL;
    for (size_t i = 3; i < length; i++)
        if (!is_name_char(line[i]))
            return NULL;
    return copy_text(line + 3, length - 3);
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)line[i]))
            return false;
    return true;
}

static Statement *statement_start(Statements *all, const char *file, const char *name, size_t line)
{
    all->items = realloc(all->items, (all->count + 1) * sizeof(Statement));
    if (!all->items)
        fail("embed", 0, "out of memory");
    Statement *statement = &all->items[all->count++];
    *statement = (Statement){.name = name, .file = file, .line = line};
    return statement;
}

/* Splits a file into statements, their comments and their source text. */
static void statements_split(Statements *all, const char *path, const char *file)
{
    const char *rest = file_read(path, NULL, false);
    Statement *current = NULL;
    Text comment = {0}, source = {0};
    size_t line = 0;
    for (const char *end; *rest; rest = *end ? end + 1 : end) {
        end = strchrnul(rest, '\n');
        size_t length = (size_t)(end - rest);
        const char *name = name_of_line(rest, length);
        line++;
        if (name) {
            current = statement_start(all, file, name, line);
            comment = source = (Text){0};
        } else if (is_blank(rest, length) && !source.data) {
            continue;
        } else if (!source.data && starts_with(rest, "--")) {
            size_t skip = length > 2 && rest[2] == ' ' ? 3 : 2;
            text_format(&comment, "%.*s\n", (int)(length - skip), rest + skip);
        } else if (!current) {
            fail(path, line, "text before the first \"-- name\" line");
        } else {
            current->first_line = current->first_line ? current->first_line : line;
            text_format(&source, "%.*s\n", (int)length, rest);
        }
        if (current) {
            current->comment = comment.data;
            current->source = source.data;
        }
    }
}

/* Where the translation of one statement stands. */
typedef struct {
    const char *path, *at;
    size_t line;
    Statement *statement;
    Text text;
} Reader;

static void copy_quoted(Reader *r)
{
    char quote = *r->at;
    size_t start = r->line;
    do {
        if (!*r->at)
            fail(r->path, start, "a quote that is not closed in %s", r->statement->name);
        r->line += *r->at == '\n';
        text_put(&r->text, r->at++, 1);
    } while (*r->at != quote);
    text_put(&r->text, r->at++, 1);
}

static void skip_comment(Reader *r)
{
    while (*r->at && *r->at != '\n')
        r->at++;
    while (r->text.length > 0 && r->text.data[r->text.length - 1] == ' ')
        r->text.data[--r->text.length] = '\0';
}

static void put_parameter(Reader *r)
{
    const char *start = ++r->at;
    if (*start == ':')
        fail(r->path, r->line, ":: is a cast of PostgreSQL alone; write cast(x AS type)");
    if (!islower((unsigned char)*start))
        fail(r->path, r->line, "a colon without a parameter's name");
    while (is_name_char(*r->at))
        r->at++;
    char *name = copy_text(start, (size_t)(r->at - start));
    List *params = &r->statement->params;
    if (list_find(params, name) < 0)
        list_add(params, name);
    text_format(&r->text, "$%ld", list_find(params, name) + 1);
}

/* A semicolon may only end the statement. */
static void check_end(const Reader *r)
{
    size_t line = r->line;
    for (const char *at = r->at + 1; *at; at++) {
        line += *at == '\n';
        if (starts_with(at, "--"))
            at = strchrnul(at, '\n') - 1;
        else if (!isspace((unsigned char)*at))
            fail(r->path, line, "text after the ; of %s: one statement for each name", r->statement->name);
    }
}

static void refuse_unportable(const Reader *r)
{
    if (*r->at == '$' || *r->at == '?')
        fail(r->path, r->line, "a parameter is written :name, not %c", *r->at);
    if (starts_with(r->at, "/*"))
        fail(r->path, r->line, "comments are written with --");
}

static void statement_translate(const char *path, Statement *statement)
{
    Reader r = {.path = path, .at = statement->source, .line = statement->first_line, .statement = statement};
    while (r.at && *r.at) {
        refuse_unportable(&r);
        if (*r.at == '\'' || *r.at == '"') {
            copy_quoted(&r);
        } else if (starts_with(r.at, "--")) {
            skip_comment(&r);
        } else if (*r.at == ':') {
            put_parameter(&r);
        } else if (*r.at == ';') {
            check_end(&r);
            break;
        } else {
            r.line += *r.at == '\n';
            text_put(&r.text, r.at++, 1);
        }
    }
    while (r.text.length > 0 && isspace((unsigned char)r.text.data[r.text.length - 1]))
        r.text.data[--r.text.length] = '\0';
    if (r.text.length == 0)
        fail(path, statement->line, "the statement %s is empty", statement->name);
    statement->text = r.text.data;
}

/* The path from root: "/x/src/time/entry.sql" is "time/entry.sql". */
static const char *name_below(const char *root, const char *path)
{
    const char *full_root = realpath(root, NULL), *full = realpath(path, NULL);
    if (!full_root || !full)
        fail(path, 0, "is not there");
    if (!starts_with(full, full_root) || full[strlen(full_root)] != '/')
        fail(path, 0, "is not below %s", root);
    return full + strlen(full_root) + 1;
}

static void statements_read(Statements *all, const char *root, const char *path)
{
    size_t before = all->count;
    statements_split(all, path, name_below(root, path));
    for (size_t i = before; i < all->count; i++) {
        Statement *statement = &all->items[i];
        for (size_t other = 0; other < i; other++)
            if (strcmp(all->items[other].name, statement->name) == 0)
                fail(path, statement->line, "the name %s is taken in %s:%zu", statement->name, all->items[other].file,
                     all->items[other].line);
        statement_translate(path, statement);
    }
}

static void put_statement(Text *out, const Statement *statement, size_t index)
{
    const List *params = &statement->params;
    text_format(out, "extern const Sql sql_%s;\nconst Sql sql_%s = {\n", statement->name, statement->name);
    text_format(out, "    .name = \"%s\",\n    .file = \"%s\",\n    .text =\n    ", statement->name, statement->file);
    text_literal(out, statement->text, strlen(statement->text));
    if (params->count > 0) {
        text_add(out, ",\n    .params = (const char *const[]){");
        for (size_t i = 0; i < params->count; i++)
            text_format(out, "%s\"%s\"", i > 0 ? ", " : "", params->items[i]);
        text_add(out, "}");
    }
    text_format(out, ",\n    .param_count = %zu,\n    .index = %zu,\n};\n\n", params->count, index);
}

int embed_sql(int count, char **args)
{
    Statements all = {0};
    Text out = {0};
    for (int i = 2; i < count; i++)
        statements_read(&all, args[0], args[i]);
    text_add(&out, "/* Made by tools/embed. */\n#include \"db/sql.h\"\n\n");
    for (size_t i = 0; i < all.count; i++)
        put_statement(&out, &all.items[i], i);
    text_add(&out, "const Sql *const sql_all[] = {\n");
    for (size_t i = 0; i < all.count; i++)
        text_format(&out, "    &sql_%s,\n", all.items[i].name);
    text_format(&out, "    NULL,\n};\nconst int sql_all_count = %zu;\n", all.count);
    file_write(args[1], &out);
    return 0;
}

int embed_sql_header(int count, char **args)
{
    (void)count;
    Statements all = {0};
    Text out = {0};
    statements_read(&all, args[0], args[2]);
    text_add(&out, "/* Made by tools/embed. */\n#pragma once\n#include \"db/sql.h\"\n");
    for (size_t i = 0; i < all.count; i++) {
        text_add(&out, "\n");
        for (const char *line = all.items[i].comment; line && *line; line = strchr(line, '\n') + 1)
            text_format(&out, "// %.*s\n", (int)strcspn(line, "\n"), line);
        text_format(&out, "extern const Sql sql_%s;\n", all.items[i].name);
    }
    file_write(args[1], &out);
    return 0;
}
