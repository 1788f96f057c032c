/* SPDX-License-Identifier: MIT */
/* What a file is, by its first bytes and never by its name; and its text, whatever the encoding. */
#ifndef FORMATS_DETECT_H
#define FORMATS_DETECT_H

#include "base/err.h"

typedef enum {
    FILE_EMPTY,
    FILE_TEXT, /* CSV and other plain text */
    FILE_XLSX,
    FILE_ODS,       /* a table of OpenDocument, or another of its documents: only its inside tells */
    FILE_FODS,      /* such a table as one XML file */
    FILE_ZIP,       /* some other archive */
    FILE_OLD_EXCEL, /* .xls, or any other file of the old Office */
    FILE_LOCKED,    /* .xlsx with a password */
    FILE_PDF,
    FILE_HTML,
    FILE_BINARY, /* none of these and no text */
} FileKind;

FileKind file_detect(const char *data, size_t size);

/*
 * Why a file of that kind is not taken as a table, with what to do; NULL for a kind that is read.
 * ERR_INPUT on "file".
 */
MUST_USE Err *file_refuse(Ctx *cx, FileKind kind);

typedef struct {
    char *text; /* UTF-8 without byte order mark, NUL-terminated, in cx->arena; may be changed */
    size_t length;
    int64_t undecodable; /* bytes that stand for no character: they became U+FFFD, controls became spaces */
} Decoded;

/*
 * Decodes by byte order mark (UTF-8, UTF-16), else as UTF-8, else line by line as UTF-8 or windows-1251:
 * files of both are met. ERR_TOO_LARGE on "file" when the arena has no room for it.
 */
MUST_USE Err *text_decode(Ctx *cx, const char *data, size_t size, Decoded *decoded);

#endif
