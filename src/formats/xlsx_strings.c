/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/xlsx_parts.h"

#define STRINGS_MAX 4000000

bool xlsx_escape_at(const char *text, size_t left, unsigned *value)
{
    char digits[5] = {0};
    char *end = digits;
    if (left < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
        return false;
    memcpy(digits, text + 2, 4);
    *value = (unsigned)strtoul(digits, &end, 16);
    return end == digits + 4 && digits[0] != '-' && digits[0] != '+' && digits[0] != ' ';
}

/* Escapes of control characters go, except line ends; the underscore's own becomes one. Returns the new length. */
static size_t undo_escapes(char *text, size_t length)
{
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned value;
        bool escape = xlsx_escape_at(text + i, length - i, &value) && (value < 0x20 || value == '_' || value == 0x7f);
        if (!escape)
            text[out++] = text[i];
        else if (value == '\t' || value == '\n' || value == '_')
            text[out++] = (char)value;
        i += escape ? 6 : 0;
    }
    return out;
}

Err *xlsx_text_take(XlsxFile *file, const char **text)
{
    size_t length = undo_escapes(file->text.data, file->text.length);
    file->text.length = 0;
    return workbook_text(file->cx, file->book, file->text.data, length, text);
}

typedef struct {
    XlsxFile *file;
    bool collecting; /* inside <t>, but not of a phonetic hint */
    bool phonetic;
} StringsRead;

static Err *strings_start(void *arg, const char *name, XmlAttributes attributes)
{
    StringsRead *read = arg;
    (void)attributes;
    if (strcmp(name, "rPh") == 0)
        read->phonetic = true;
    if (strcmp(name, "t") == 0)
        read->collecting = !read->phonetic;
    return NULL;
}

static Err *strings_end(void *arg, const char *name)
{
    StringsRead *read = arg;
    XlsxFile *file = read->file;
    if (strcmp(name, "rPh") == 0)
        read->phonetic = false;
    if (strcmp(name, "t") == 0)
        read->collecting = false;
    if (strcmp(name, "si") != 0)
        return NULL;
    if (file->strings.count >= STRINGS_MAX)
        return file_damaged(file->cx);
    TRY(workbook_has_room(file->cx, file->book, (file->strings.count + 1) * 2 * sizeof(char *)));
    const char **string = list_push(file->cx->arena, &file->strings);
    return xlsx_text_take(file, string);
}

static Err *strings_text(void *arg, const char *text, size_t length)
{
    StringsRead *read = arg;
    return read->collecting ? cell_text_put(read->file->cx, &read->file->text, text, length) : NULL;
}

Err *xlsx_strings_read(XlsxFile *file, const char *path)
{
    bool found;
    StringsRead read = {.file = file};
    return package_read(file->package, path,
                        &(XmlReader){.start = strings_start, .end = strings_end, .text = strings_text}, &read, &found);
}
