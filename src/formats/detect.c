/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <strings.h>

#include "base/text.h"
#include "formats/detect.h"

#define SNIFF 4096 /* bytes looked at to tell text from other data */
#define REPLACEMENT 0xfffdU

static bool starts(const char *data, size_t size, const char *mark, size_t length)
{
    return size >= length && memcmp(data, mark, length) == 0;
}

#define STARTS(mark) starts(data, size, (mark), sizeof(mark) - 1)

/* A name in the directory at the end of an archive, or in the header of an entry. */
static bool archive_names(const char *data, size_t size, const char *name)
{
    return memmem(data, size, name, strlen(name)) != NULL;
}

/* The first entry of an OpenDocument file says what it is, where the program has put it first. */
static FileKind archive_kind(const char *data, size_t size)
{
    static const char ods[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    if (archive_names(data, MIN_OF(size, (size_t)SNIFF), ods))
        return FILE_ODS;
    if (archive_names(data, size, "xl/workbook.xml"))
        return FILE_XLSX;
    return archive_names(data, size, "content.xml") ? FILE_ODS : FILE_ZIP;
}

static bool is_fods(const char *data, size_t size)
{
    size = MIN_OF(size, (size_t)SNIFF);
    return archive_names(data, size, "office:document") && archive_names(data, size, "opendocument.spreadsheet");
}

/* An encrypted .xlsx hides in the container of the old Office, in a stream of this name (UTF-16). */
static FileKind old_office_kind(const char *data, size_t size)
{
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    return memmem(data, size, locked, sizeof locked - 1) ? FILE_LOCKED : FILE_OLD_EXCEL;
}

static bool is_html(const char *data, size_t size)
{
    size_t at = 0;
    while (at < size && strchr(" \t\r\n", data[at]) && data[at])
        at++;
    return (size - at >= 5 && strncasecmp(data + at, "<html", 5) == 0) ||
           (size - at >= 4 && strncasecmp(data + at, "<!do", 4) == 0) || (at < size && data[at] == '<');
}

FileKind file_detect(const char *data, size_t size)
{
    if (size == 0)
        return FILE_EMPTY;
    if (STARTS("PK\x03\x04"))
        return archive_kind(data, size);
    if (STARTS("\xd0\xcf\x11\xe0"))
        return old_office_kind(data, size);
    if (STARTS("%PDF"))
        return FILE_PDF;
    if (STARTS("\xff\xfe") || STARTS("\xfe\xff"))
        return FILE_TEXT;
    size_t skip = STARTS("\xef\xbb\xbf") ? 3 : 0;
    if (size == skip)
        return FILE_EMPTY;
    if (is_html(data + skip, size - skip))
        return is_fods(data + skip, size - skip) ? FILE_FODS : FILE_HTML;
    return memchr(data, 0, MIN_OF(size, (size_t)SNIFF)) ? FILE_BINARY : FILE_TEXT;
}

Err *file_refuse(Ctx *cx, FileKind kind)
{
    static const char *const sentences[FILE_BINARY + 1] = {
        [FILE_EMPTY] = N_("The file is empty"),
        [FILE_ZIP] =
            N_("This is an archive without a table. Unpack it and choose the table in it: .xlsx, .ods or .csv"),
        [FILE_OLD_EXCEL] = N_("This is an old Excel file (.xls). Save it as .xlsx, .ods or .csv"),
        [FILE_LOCKED] = N_("The file is protected by a password. Save it without one"),
        [FILE_PDF] = N_("This is a PDF. An export to CSV, XLSX or ODS is needed"),
        [FILE_HTML] = N_("A web page was saved instead of the data. Download the file again"),
        [FILE_BINARY] = N_("This is not a table. Choose an .xlsx, .ods or .csv file"),
    };
    if (!sentences[kind])
        return NULL;
    return err_new(cx, ERR_INPUT, "file", "%s", tr(cx, sentences[kind]));
}

/* windows-1251 from 0x80; 0 where nothing is defined. From the table of the Unicode consortium (CP1251.TXT). */
static const uint16_t cp1251[64] = {
    0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030, 0x0409, 0x2039, 0x040a,
    0x040c, 0x040b, 0x040f, 0x0452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0,      0x2122,
    0x0459, 0x203a, 0x045a, 0x045c, 0x045b, 0x045f, 0x00a0, 0x040e, 0x045e, 0x0408, 0x00a4, 0x0490, 0x00a6,
    0x00a7, 0x0401, 0x00a9, 0x0404, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x0407, 0x00b0, 0x00b1, 0x0406, 0x0456,
    0x0491, 0x00b5, 0x00b6, 0x00b7, 0x0451, 0x2116, 0x0454, 0x00bb, 0x0458, 0x0405, 0x0455, 0x0457,
};

static uint32_t cp1251_char(unsigned char byte)
{
    if (byte < 0x80)
        return byte;
    if (byte >= 0xc0)
        return 0x0410U + (byte - 0xc0U);
    return cp1251[byte - 0x80] ? cp1251[byte - 0x80] : REPLACEMENT;
}

/* Writes one character; what no text should hold is counted. */
static void put_char(Decoded *out, uint32_t c)
{
    char *at = out->text + out->length;
    bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
    if (c == REPLACEMENT || control)
        out->undecodable++;
    if (control)
        c = ' ';
    if (c < 0x80) {
        at[0] = (char)c;
        out->length += 1;
    } else if (c < 0x800) {
        at[0] = (char)(0xc0 | (c >> 6));
        at[1] = (char)(0x80 | (c & 63));
        out->length += 2;
    } else if (c < 0x10000) {
        at[0] = (char)(0xe0 | (c >> 12));
        at[1] = (char)(0x80 | ((c >> 6) & 63));
        at[2] = (char)(0x80 | (c & 63));
        out->length += 3;
    } else {
        at[0] = (char)(0xf0 | (c >> 18));
        at[1] = (char)(0x80 | ((c >> 12) & 63));
        at[2] = (char)(0x80 | ((c >> 6) & 63));
        at[3] = (char)(0x80 | (c & 63));
        out->length += 4;
    }
}

static uint32_t utf16_unit(const char *data, size_t at, bool big)
{
    unsigned char first = (unsigned char)data[at];
    unsigned char second = (unsigned char)data[at + 1];
    return big ? (uint32_t)(first << 8 | second) : (uint32_t)(second << 8 | first);
}

static void decode_utf16(const char *data, size_t size, bool big, Decoded *out)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t c = utf16_unit(data, i, big);
        uint32_t low = c >= 0xd800 && c < 0xdc00 && i + 3 < size ? utf16_unit(data, i + 2, big) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        } else if (c >= 0xd800 && c < 0xe000) {
            c = REPLACEMENT;
        }
        put_char(out, c);
    }
    if (size % 2)
        put_char(out, REPLACEMENT);
}

/* A well-formed piece is copied, with controls replaced. */
static void decode_utf8(const char *data, size_t size, Decoded *out)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)data[i];
        if (byte < 0x80)
            put_char(out, byte);
        else
            out->text[out->length++] = data[i];
    }
}

static void decode_line(const char *line, size_t length, Decoded *out)
{
    if (text_is_utf8(line, length)) {
        decode_utf8(line, length, out);
        return;
    }
    for (size_t i = 0; i < length; i++)
        put_char(out, cp1251_char((unsigned char)line[i]));
}

static void decode_lines(const char *data, size_t size, Decoded *out)
{
    while (size > 0) {
        const char *end = memchr(data, '\n', size);
        size_t length = end ? (size_t)(end - data) + 1 : size;
        decode_line(data, length, out);
        data += length;
        size -= length;
    }
}

static MUST_USE Err *text_room(Ctx *cx, size_t size, Decoded *out)
{
    size_t need = size + 8;
    if (need > cx->arena->ceiling || cx->arena->total > cx->arena->ceiling - need)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The table holds too much data; split it into several files"));
    *out = (Decoded){.text = arena_alloc(cx->arena, need)};
    return NULL;
}

Err *text_decode(Ctx *cx, const char *data, size_t size, Decoded *decoded)
{
    if (STARTS("\xff\xfe") || STARTS("\xfe\xff")) {
        TRY(text_room(cx, size / 2 * 3 + 8, decoded));
        decode_utf16(data + 2, size - 2, STARTS("\xfe\xff"), decoded);
        return NULL;
    }
    size_t skip = STARTS("\xef\xbb\xbf") ? 3 : 0;
    bool utf8 = text_is_utf8(data + skip, size - skip);
    TRY(text_room(cx, utf8 ? size : size * 3, decoded));
    if (utf8)
        decode_utf8(data + skip, size - skip, decoded);
    else
        decode_lines(data + skip, size - skip, decoded);
    return NULL;
}
