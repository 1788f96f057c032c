/* SPDX-License-Identifier: MIT */
/*
 * embed turns files into C at build: statements, pages, migrations, data, catalogues, web assets, message ids.
 * It runs once per build step and ends, so it frees nothing; any mistake in an input ends it with file and line.
 */
#ifndef EMBED_H
#define EMBED_H

#include <stdbool.h>
#include <stddef.h>

#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

/* ---- common.c: text, files, folders ---- */

/* A growing text, always NUL-terminated once something was put. */
typedef struct {
    char *data;
    size_t length, room;
} Text;

void text_put(Text *text, const char *data, size_t length);
void text_add(Text *text, const char *more);
void text_format(Text *text, const char *format, ...) PRINTF_LIKE(2, 3);
/* A C string literal with its quotes; long ones are broken at line ends. */
void text_literal(Text *text, const char *data, size_t length);

/* Names or texts in the order of adding. */
typedef struct {
    char **items;
    size_t count;
} List;

void list_add(List *list, const char *item);
/* Place of an equal item, or -1. */
long list_find(const List *list, const char *item);
void list_sort(List *list);

/* Ends the program with "file:line: sentence"; line 0 is left out. */
_Noreturn void fail(const char *file, size_t line, const char *format, ...) PRINTF_LIKE(3, 4);

void *allocate(size_t size);
char *copy_text(const char *data, size_t length);
bool starts_with(const char *text, const char *start);
bool ends_with(const char *text, const char *end);

/* The whole file, NUL-terminated; size may be NULL. A missing file ends the program, or gives NULL with optional. */
char *file_read(const char *path, size_t *size, bool optional);
/* Writes only when the content differs, so that nothing behind it is built again. */
void file_write(const char *path, const Text *text);

/*
 * Adds every file below folder whose name ends with suffix, as "folder/…", and each visited folder to folders
 * (a build that depends on those notices added and removed files). A folder that is not there is empty.
 */
void folder_walk(const char *folder, const char *suffix, List *files, List *folders);

/* A Makefile rule: output depends on all of the files and folders. */
void depfile_write(const char *path, const char *output, const List *files, const List *folders);

/* ---- the commands; each takes what stands after its name ---- */

int embed_sql(int count, char **args);        /* sql.c: ROOT OUT.c FILE.sql… */
int embed_sql_header(int count, char **args); /* sql.c: ROOT OUT.h FILE.sql */
int embed_files(int count, char **args);      /* files.c: ROOT OUT.c DEPFILE CATALOGUE.mo… */
int embed_assets(int count, char **args);     /* assets.c: OUT.c DEPFILE [FOLDER] */
int embed_msgids(int count, char **args);     /* msgids.c: ROOT OUT.c OUT.pot DEPFILE */
int embed_inputs(int count, char **args);     /* files.c: ROOT OUT DEPFILE, see there */

#endif
