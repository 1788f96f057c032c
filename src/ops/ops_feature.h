/* SPDX-License-Identifier: MIT */
/* The folder ops/ as app.c lists it. */
#ifndef OPS_OPS_FEATURE_H
#define OPS_OPS_FEATURE_H

#include "web/route.h"

extern const Feature ops_feature;

/* Tables of the folder's parts. */
extern const Route job_routes[];

#endif
