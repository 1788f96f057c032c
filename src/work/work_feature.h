/* SPDX-License-Identifier: MIT */
#ifndef WORK_WORK_FEATURE_H
#define WORK_WORK_FEATURE_H

#include "web/route.h"

/* Clients and projects: their pages, rights and menu entries. */
extern const Feature work_feature;

#endif
