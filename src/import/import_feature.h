/* SPDX-License-Identifier: MIT */
/* The folder import/ as app.c lists it. */
#ifndef IMPORT_IMPORT_FEATURE_H
#define IMPORT_IMPORT_FEATURE_H

#include "web/route.h"

extern const Feature import_feature;

/* Tables of the folder's parts. */
extern const Route import_routes[], list_routes[];

#endif
