/* SPDX-License-Identifier: MIT */
/* Packages made by hand, for tests. */
#ifndef FORMATS_PACKAGE_FIXTURE_H
#define FORMATS_PACKAGE_FIXTURE_H

#include "base/buf.h"
#include "base/test.h"

typedef struct {
    const char *path, *xml;
} PackagePart;

/* Packs the parts into the file, which is emptied first. */
void package_pack(Test *t, const PackagePart *parts, size_t count, Buf *file);

#endif
