/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <zip.h>

#include "formats/package_fixture.h"

static void add_part(Test *t, zip_t *zip, const char *path, const char *data, size_t size)
{
    zip_source_t *source = zip_source_buffer(zip, data, size, 0);
    CHECK(t, source && zip_file_add(zip, path, source, ZIP_FL_OVERWRITE) >= 0);
}

void package_pack(Test *t, const PackagePart *parts, size_t count, Buf *file)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    CHECK(t, zip != NULL);
    for (size_t i = 0; i < count; i++)
        add_part(t, zip, parts[i].path, parts[i].xml, strlen(parts[i].xml));
    zip_source_keep(target);
    CHECK(t, zip_close(zip) == 0);
    zip_stat_t stat;
    CHECK(t, zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0);
    buf_clear(file);
    buf_reserve(file, stat.size);
    CHECK_INT(t, zip_source_read(target, file->data, stat.size), stat.size);
    file->length = stat.size;
    zip_source_close(target);
    zip_source_free(target);
}
