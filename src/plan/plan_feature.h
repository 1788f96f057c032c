/* SPDX-License-Identifier: MIT */
/* The folder plan/ as app.c lists it. */
#ifndef PLAN_PLAN_FEATURE_H
#define PLAN_PLAN_FEATURE_H

#include "web/route.h"

extern const Feature plan_feature;

/* Tables of the folder's parts. */
extern const Route plan_routes[], allocation_routes[], absence_routes[], overtime_routes[], my_week_routes[],
    calendar_routes[], tentative_routes[], room_routes[], week_history_routes[], ahead_routes[], plan_template_routes[],
    pushed_routes[], waiting_routes[], taken_routes[], plan_view_routes[], absence_days_routes[], price_routes[],
    feed_routes[], plan_diff_routes[], plan_seen_routes[];

#endif
