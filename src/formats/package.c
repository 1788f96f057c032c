/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <zip.h>

#include "formats/package.h"

/* Small parts may shrink well: the ratio counts from here on. */
#define RATIO_FROM ((uint64_t)1 << 20)

struct Package {
    Ctx *cx;
    zip_t *zip;
    uint64_t packed, unpacked;
};

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
    return file_damaged(cx);
}

Err *package_open(Ctx *cx, const char *data, size_t size, Package **package)
{
    zip_t *zip;
    *package = NULL;
    TRY(open_zip(cx, data, size, &zip));
    if (zip_get_num_entries(zip, 0) > PACKAGE_ENTRIES_MAX) {
        zip_discard(zip);
        return too_large(cx);
    }
    *package = arena_new(cx->arena, Package);
    **package = (Package){.cx = cx, .zip = zip, .packed = size};
    return NULL;
}

void package_close(Package *package)
{
    if (package)
        zip_discard(package->zip);
}

static Err *count_unpacked(Package *package, size_t more)
{
    package->unpacked += more;
    if (package->unpacked > PACKAGE_UNPACKED_MAX)
        return too_large(package->cx);
    if (package->unpacked > RATIO_FROM && package->unpacked / PACKAGE_RATIO_MAX > package->packed)
        return too_large(package->cx);
    return NULL;
}

/* One part being unpacked. */
typedef struct {
    Package *package;
    zip_file_t *file;
} Part;

static Err *next_piece(void *arg, char *buffer, size_t size, size_t *got)
{
    Part *part = arg;
    zip_int64_t read = zip_fread(part->file, buffer, size);
    if (read < 0)
        return file_damaged(part->package->cx);
    *got = (size_t)read;
    return count_unpacked(part->package, *got);
}

Err *package_read(Package *package, const char *path, const XmlReader *reader, void *arg, bool *found)
{
    zip_int64_t index = zip_name_locate(package->zip, path, ZIP_FL_NOCASE);
    *found = index >= 0;
    if (index < 0)
        return NULL;
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file)
        return file_damaged(package->cx);
    Err *err = xml_read(package->cx, next_piece, &(Part){package, file}, reader, arg);
    zip_fclose(file);
    return err;
}
