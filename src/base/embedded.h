/* SPDX-License-Identifier: MIT */
/* Files that are compiled into the program; made by tools/embed at build. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/base.h"

/* A file by its name in the house ("plan/plan.html"); a NUL follows the data, so a text is a string. */
typedef struct {
    const char *name;
    const unsigned char *data;
    size_t size;
} Embedded;

extern const Embedded embedded_pages[], embedded_migrations[], embedded_data[], embedded_catalogues[];
extern const size_t embedded_pages_count, embedded_migrations_count, embedded_data_count, embedded_catalogues_count;

/* The text of a data file ("plan/calendar_ru.txt"); NULL when there is none. */
static inline const char *embedded_text(const char *name)
{
    for (size_t i = 0; i < embedded_data_count; i++)
        if (!strcmp(embedded_data[i].name, name))
            return (const char *)embedded_data[i].data;
    return NULL;
}

/* One form of a web asset: as it is, or compressed. size is 0 when there is none. */
typedef struct {
    const unsigned char *data;
    size_t size;
} EmbeddedBytes;

/* A style sheet, script, font or picture: logical name ("app.css"), address with its hash, content type. */
typedef struct EmbeddedAsset {
    const char *name, *path, *type;
    EmbeddedBytes plain, gz, br;
} EmbeddedAsset;

extern const EmbeddedAsset embedded_assets[];
extern const size_t embedded_assets_count;

/* Every text for people in the sources, for the test that the catalogue is complete. */
extern const char *const msgids_all[];
extern const size_t msgids_all_count;

#endif
