/* SPDX-License-Identifier: MIT */
/* An .xlsx or .ods as what it is: a ZIP of XML parts, read with limits that a hostile file cannot talk away. */
#ifndef FORMATS_PACKAGE_H
#define FORMATS_PACKAGE_H

#include "formats/xml_read.h"

#define PACKAGE_ENTRIES_MAX 2000
#define PACKAGE_UNPACKED_MAX ((uint64_t)200 << 20) /* of all parts that are read, counted while inflating */
#define PACKAGE_RATIO_MAX 200                      /* unpacked to packed */

typedef struct Package Package;

/* The bytes must stay until package_close. ERR_INPUT, ERR_TOO_LARGE on "file". */
MUST_USE Err *package_open(Ctx *cx, const char *data, size_t size, Package **package);
/* NULL is fine. */
void package_close(Package *package);

/*
 * Streams a part through the reader. *found tells whether the package holds it; a missing part is no error.
 * The errors of xml_read; ERR_TOO_LARGE on "file" beyond the limits.
 */
MUST_USE Err *package_read(Package *package, const char *path, const XmlReader *reader, void *arg, bool *found);

#endif
