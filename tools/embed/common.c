/* SPDX-License-Identifier: MIT */
#include "embed.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void fail(const char *file, size_t line, const char *format, ...)
{
    va_list args;
    if (line > 0)
        fprintf(stderr, "%s:%zu: ", file, line);
    else
        fprintf(stderr, "%s: ", file);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

void *allocate(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (!memory)
        fail("embed", 0, "out of memory");
    return memory;
}

char *copy_text(const char *data, size_t length)
{
    char *copy = allocate(length + 1);
    memcpy(copy, data, length);
    return copy;
}

bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

void text_put(Text *text, const char *data, size_t length)
{
    if (text->length + length + 1 > text->room) {
        text->room = 2 * (text->length + length + 1);
        text->data = realloc(text->data, text->room);
        if (!text->data)
            fail("embed", 0, "out of memory");
    }
    memcpy(text->data + text->length, data, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(Text *text, const char *more)
{
    text_put(text, more, strlen(more));
}

void text_format(Text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *part = allocate((size_t)length + 1);
    vsnprintf(part, (size_t)length + 1, format, again);
    text_put(text, part, (size_t)length);
    free(part);
    va_end(again);
    va_end(args);
}

/* Octal escapes have a fixed length, so the next character cannot lengthen them; ? would make trigraphs. */
static void put_literal_char(Text *text, unsigned char c)
{
    if (c == '\n')
        text_add(text, "\\n");
    else if (c == '"' || c == '\\')
        text_format(text, "\\%c", c);
    else if (c >= ' ' && c < 127 && c != '?')
        text_put(text, (const char[]){(char)c}, 1);
    else
        text_format(text, "\\%03o", (unsigned)c);
}

void text_literal(Text *text, const char *data, size_t length)
{
    text_add(text, "\"");
    for (size_t i = 0; i < length; i++) {
        put_literal_char(text, (unsigned char)data[i]);
        if (i + 1 < length && (data[i] == '\n' || i % 4096 == 4095))
            text_add(text, "\"\n    \"");
    }
    text_add(text, "\"");
}

void list_add(List *list, const char *item)
{
    list->items = realloc(list->items, (list->count + 1) * sizeof(char *));
    if (!list->items)
        fail("embed", 0, "out of memory");
    list->items[list->count++] = copy_text(item, strlen(item));
}

long list_find(const List *list, const char *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], item) == 0)
            return (long)i;
    return -1;
}

static int compare(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

void list_sort(List *list)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof(char *), compare);
}

char *file_read(const char *path, size_t *size, bool optional)
{
    FILE *file = fopen(path, "rb");
    if (!file && optional && errno == ENOENT)
        return NULL;
    if (!file)
        fail(path, 0, "cannot be read: %s", strerror(errno));
    Text text = {0};
    char part[65536];
    size_t got;
    text_add(&text, "");
    while ((got = fread(part, 1, sizeof part, file)) > 0)
        text_put(&text, part, got);
    if (ferror(file))
        fail(path, 0, "cannot be read: %s", strerror(errno));
    fclose(file);
    if (size)
        *size = text.length;
    return text.data;
}

void file_write(const char *path, const Text *text)
{
    size_t size = 0;
    const char *old = file_read(path, &size, true);
    if (old && size == text->length && memcmp(old, text->data, size) == 0)
        return;
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text->data, 1, text->length, file) != text->length || fclose(file) != 0)
        fail(path, 0, "cannot be written: %s", strerror(errno));
}

static void visit(const char *path, const char *suffix, List *files, List *folders)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode))
        folder_walk(path, suffix, files, folders);
    else if (ends_with(path, suffix))
        list_add(files, path);
}

void folder_walk(const char *folder, const char *suffix, List *files, List *folders)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    if (list_find(folders, folder) < 0)
        list_add(folders, folder);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        Text path = {0};
        text_format(&path, "%s/%s", folder, entry->d_name);
        visit(path.data, suffix, files, folders);
        free(path.data);
    }
    closedir(dir);
    list_sort(files); /* readdir's order is the disk's own; the output must not depend on it */
}

static void put_depfile_name(Text *text, const char *name)
{
    for (; *name; name++) {
        if (*name == ' ' || *name == '#' || *name == '\\')
            text_add(text, "\\");
        text_put(text, name, 1);
    }
}

void depfile_write(const char *path, const char *output, const List *files, const List *folders)
{
    Text text = {0};
    const List *lists[] = {files, folders};
    put_depfile_name(&text, output);
    text_add(&text, ":");
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            text_add(&text, " \\\n ");
            put_depfile_name(&text, lists[l]->items[i]);
        }
    text_add(&text, "\n");
    file_write(path, &text);
}
