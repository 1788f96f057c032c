/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <expat.h>
#include <zip.h>

#include "base/text.h"
#include "formats/sheet.h"
#include "formats/xlsx_package.h"

#define CHUNK 32768
/* One tag or attribute that goes on for longer is an attack on the parser's buffer. */
#define TOKEN_MAX ((int64_t)1 << 20)
/* Small parts may shrink well: the ratio counts from here on. */
#define RATIO_FROM ((uint64_t)1 << 20)

struct XlsxPackage {
    Ctx *cx;
    zip_t *zip;
    uint64_t packed, unpacked;
};

/* One part being read. */
typedef struct {
    Ctx *cx;
    const XmlReader *reader;
    void *arg;
    XML_Parser parser;
    Err *err;
    int depth;
} PartRead;

Err *xlsx_damaged(Ctx *cx)
{
    return err_new(cx, ERR_INPUT, "file", _("The file is damaged. Open it in a spreadsheet program and save it again"));
}

static Err *too_large(Ctx *cx)
{
    return err_new(cx, ERR_TOO_LARGE, "file", _("The file unpacks to too much data; split it into several files"));
}

static Err *open_zip(Ctx *cx, const char *data, size_t size, zip_t **zip)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(data, size, 0, &error);
    *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    zip_error_fini(&error);
    if (*zip)
        return NULL;
    zip_source_free(source);
    return xlsx_damaged(cx);
}

Err *xlsx_package_open(Ctx *cx, const char *data, size_t size, XlsxPackage **package)
{
    zip_t *zip;
    *package = NULL;
    TRY(open_zip(cx, data, size, &zip));
    if (zip_get_num_entries(zip, 0) > XLSX_ENTRIES_MAX) {
        zip_discard(zip);
        return too_large(cx);
    }
    *package = arena_new(cx->arena, XlsxPackage);
    **package = (XlsxPackage){.cx = cx, .zip = zip, .packed = size};
    return NULL;
}

void xlsx_package_close(XlsxPackage *package)
{
    if (package)
        zip_discard(package->zip);
}

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(XmlAttributes attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

int xml_int(XmlAttributes attributes, const char *name, int otherwise)
{
    int64_t value;
    const char *text = xml_attribute(attributes, name);
    return text && text_int(text, &value) && value >= 0 && value <= INT_MAX ? (int)value : otherwise;
}

bool xml_flag(XmlAttributes attributes, const char *name)
{
    const char *text = xml_attribute(attributes, name);
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static void stop_if(PartRead *part, Err *err)
{
    if (!err || part->err)
        return;
    part->err = err;
    XML_StopParser(part->parser, XML_FALSE);
}

static void on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    PartRead *part = arg;
    if (part->err)
        return;
    if (++part->depth > XLSX_DEPTH_MAX)
        stop_if(part, xlsx_damaged(part->cx));
    else if (part->reader->start)
        stop_if(part, part->reader->start(part->arg, local_name(name), (XmlAttributes)attributes));
}

static void on_end(void *arg, const XML_Char *name)
{
    PartRead *part = arg;
    part->depth--;
    if (!part->err && part->reader->end)
        stop_if(part, part->reader->end(part->arg, local_name(name)));
}

static void on_text(void *arg, const XML_Char *text, int length)
{
    PartRead *part = arg;
    if (!part->err && part->reader->text)
        stop_if(part, part->reader->text(part->arg, text, (size_t)length));
}

/* No part of a spreadsheet has one; entities and external files come only through it. */
static void on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                       int inside)
{
    PartRead *part = arg;
    (void)name, (void)system_id, (void)public_id, (void)inside;
    stop_if(part, xlsx_damaged(part->cx));
}

static Err *count_unpacked(XlsxPackage *package, size_t more)
{
    package->unpacked += more;
    if (package->unpacked > XLSX_UNPACKED_MAX)
        return too_large(package->cx);
    if (package->unpacked > RATIO_FROM && package->unpacked / XLSX_RATIO_MAX > package->packed)
        return too_large(package->cx);
    return NULL;
}

static Err *feed(PartRead *part, const char *data, size_t size, int64_t fed)
{
    enum XML_Status status = XML_Parse(part->parser, data, (int)size, size == 0);
    if (part->err)
        return part->err;
    if (status != XML_STATUS_OK || fed - XML_GetCurrentByteIndex(part->parser) > TOKEN_MAX)
        return xlsx_damaged(part->cx);
    return NULL;
}

/* The end of the data is fed too, as an empty piece: it completes the document. */
static Err *pump(XlsxPackage *package, PartRead *part, zip_file_t *file)
{
    char chunk[CHUNK];
    int64_t fed = 0;
    for (;;) {
        zip_int64_t got = zip_fread(file, chunk, sizeof chunk);
        if (got < 0)
            return xlsx_damaged(package->cx);
        TRY(count_unpacked(package, (size_t)got));
        fed += got;
        TRY(feed(part, chunk, (size_t)got, fed));
        if (got == 0)
            return NULL;
    }
}

static Err *parse_file(XlsxPackage *package, zip_file_t *file, const XmlReader *reader, void *arg)
{
    PartRead part = {.cx = package->cx, .reader = reader, .arg = arg, .parser = XML_ParserCreate(NULL)};
    if (!part.parser)
        return err_fault(package->cx, "No memory for an XML parser");
    XML_SetUserData(part.parser, &part);
    XML_SetElementHandler(part.parser, on_start, on_end);
    XML_SetCharacterDataHandler(part.parser, on_text);
    XML_SetStartDoctypeDeclHandler(part.parser, on_doctype);
    Err *err = pump(package, &part, file);
    XML_ParserFree(part.parser);
    return err;
}

Err *xlsx_part_read(XlsxPackage *package, const char *path, const XmlReader *reader, void *arg, bool *found)
{
    zip_int64_t index = zip_name_locate(package->zip, path, ZIP_FL_NOCASE);
    *found = index >= 0;
    if (index < 0)
        return NULL;
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file)
        return xlsx_damaged(package->cx);
    Err *err = parse_file(package, file, reader, arg);
    zip_fclose(file);
    return err;
}
