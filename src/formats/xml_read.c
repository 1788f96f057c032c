/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <expat.h>

#include "base/text.h"
#include "formats/xml_read.h"

#define CHUNK 32768
/* One tag or attribute that goes on for longer is an attack on the parser's buffer. */
#define TOKEN_MAX ((int64_t)1 << 20)

/* One document being read. */
typedef struct {
    Ctx *cx;
    const XmlReader *reader;
    void *arg;
    XML_Parser parser;
    Err *err;
    int depth;
} XmlRead;

Err *file_damaged(Ctx *cx)
{
    return err_new(cx, ERR_INPUT, "file", _("The file is damaged. Open it in a spreadsheet program and save it again"));
}

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(XmlAttributes attributes, const char *name)
{
    bool prefixed = strchr(name, ':');
    for (; *attributes; attributes += 2)
        if (strcmp(prefixed ? attributes[0] : local_name(attributes[0]), name) == 0)
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

static void stop_if(XmlRead *read, Err *err)
{
    if (!err || read->err)
        return;
    read->err = err;
    XML_StopParser(read->parser, XML_FALSE);
}

static void on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    XmlRead *read = arg;
    if (read->err)
        return;
    if (++read->depth > XML_DEPTH_MAX)
        stop_if(read, file_damaged(read->cx));
    else if (read->reader->start)
        stop_if(read, read->reader->start(read->arg, local_name(name), (XmlAttributes)attributes));
}

static void on_end(void *arg, const XML_Char *name)
{
    XmlRead *read = arg;
    read->depth--;
    if (!read->err && read->reader->end)
        stop_if(read, read->reader->end(read->arg, local_name(name)));
}

static void on_text(void *arg, const XML_Char *text, int length)
{
    XmlRead *read = arg;
    if (!read->err && read->reader->text)
        stop_if(read, read->reader->text(read->arg, text, (size_t)length));
}

/* No part of a spreadsheet has one; entities and external files come only through it. */
static void on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                       int inside)
{
    XmlRead *read = arg;
    (void)name, (void)system_id, (void)public_id, (void)inside;
    stop_if(read, file_damaged(read->cx));
}

static Err *feed(XmlRead *read, const char *data, size_t size, int64_t fed)
{
    enum XML_Status status = XML_Parse(read->parser, data, (int)size, size == 0);
    if (read->err)
        return read->err;
    if (status != XML_STATUS_OK || fed - XML_GetCurrentByteIndex(read->parser) > TOKEN_MAX)
        return file_damaged(read->cx);
    return NULL;
}

/* The end of the data is fed too, as an empty piece: it completes the document. */
static Err *pump(XmlRead *read, XmlSource source, void *source_arg)
{
    char chunk[CHUNK];
    int64_t fed = 0;
    for (;;) {
        size_t got = 0;
        TRY(source(source_arg, chunk, sizeof chunk, &got));
        fed += (int64_t)got;
        TRY(feed(read, chunk, got, fed));
        if (got == 0)
            return NULL;
    }
}

Err *xml_read(Ctx *cx, XmlSource source, void *source_arg, const XmlReader *reader, void *arg)
{
    XmlRead read = {.cx = cx, .reader = reader, .arg = arg, .parser = XML_ParserCreate(NULL)};
    if (!read.parser)
        return err_fault(cx, "No memory for an XML parser");
    XML_SetUserData(read.parser, &read);
    XML_SetElementHandler(read.parser, on_start, on_end);
    XML_SetCharacterDataHandler(read.parser, on_text);
    XML_SetStartDoctypeDeclHandler(read.parser, on_doctype);
    Err *err = pump(&read, source, source_arg);
    XML_ParserFree(read.parser);
    return err;
}

typedef struct {
    const char *data;
    size_t left;
} Bytes;

static Err *next_bytes(void *arg, char *buffer, size_t size, size_t *got)
{
    Bytes *bytes = arg;
    *got = MIN_OF(size, bytes->left);
    memcpy(buffer, bytes->data, *got);
    bytes->data += *got;
    bytes->left -= *got;
    return NULL;
}

Err *xml_read_bytes(Ctx *cx, const char *data, size_t size, const XmlReader *reader, void *arg)
{
    return xml_read(cx, next_bytes, &(Bytes){data, size}, reader, arg);
}
