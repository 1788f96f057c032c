/* SPDX-License-Identifier: MIT */
/* Addresses that belong to no folder: the first page, undo, health, the description for programs, events. */
#ifndef APP_WEB_H
#define APP_WEB_H

#include "web/route.h"

extern const Feature app_feature;

#endif
