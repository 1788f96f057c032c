/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/detect.h"
#include "formats/ods_parts.h"
#include "formats/ods_read.h"
#include "formats/package.h"

static Err *document_start(void *arg, const char *name, XmlAttributes attributes)
{
    OdsFile *file = arg;
    if (file->body)
        return ods_sheet_start(file, name, attributes);
    if (strcmp(name, "body") != 0)
        return ods_styles_start(file->cx, &file->styles, name, attributes);
    file->body = true;
    ods_styles_finish(&file->styles);
    return NULL;
}

static Err *document_end(void *arg, const char *name)
{
    OdsFile *file = arg;
    if (file->body)
        return ods_sheet_end(file, name);
    ods_styles_end(&file->styles, name);
    return NULL;
}

static Err *document_text(void *arg, const char *text, size_t length)
{
    OdsFile *file = arg;
    return file->body ? ods_sheet_piece(file, text, length) : NULL;
}

static const XmlReader document_reader = {.start = document_start, .end = document_end, .text = document_text};

/* A locked document names how each part is encrypted; the parts themselves are noise. */
static Err *manifest_start(void *arg, const char *name, XmlAttributes attributes)
{
    bool *locked = arg;
    (void)attributes;
    if (strcmp(name, "encryption-data") == 0)
        *locked = true;
    return NULL;
}

static Err *check_lock(Ctx *cx, Package *package)
{
    bool found, locked = false;
    TRY(package_read(package, "META-INF/manifest.xml", &(XmlReader){.start = manifest_start}, &locked, &found));
    return locked ? file_refuse(cx, FILE_LOCKED) : NULL;
}

static Err *check_kind(const OdsFile *file)
{
    Ctx *cx = file->cx;
    if (!file->table)
        return err_new(cx, ERR_INPUT, "file",
                       _("This is an OpenDocument file without a table. Choose an .ods, .xlsx or .csv file"));
    return workbook_has_rows(cx, file->book);
}

static Err *read_package(OdsFile *file, Package *package)
{
    bool found;
    TRY(check_lock(file->cx, package));
    TRY(package_read(package, "styles.xml", &document_reader, file, &found));
    file->styles.inside = false;
    TRY(package_read(package, "content.xml", &document_reader, file, &found));
    return found ? check_kind(file) : file_damaged(file->cx);
}

Err *ods_read(Ctx *cx, const char *data, size_t size, Workbook *book)
{
    Package *package;
    OdsFile file = {.cx = cx, .book = book};
    workbook_init(cx, book);
    TRY(table_file_fits(cx, size));
    TRY(package_open(cx, data, size, &package));
    Err *err = read_package(&file, package);
    package_close(package);
    return err;
}

Err *fods_read(Ctx *cx, const char *data, size_t size, Workbook *book)
{
    OdsFile file = {.cx = cx, .book = book};
    workbook_init(cx, book);
    TRY(table_file_fits(cx, size));
    TRY(xml_read_bytes(cx, data, size, &document_reader, &file));
    return check_kind(&file);
}
