/* SPDX-License-Identifier: MIT */
/* How people write weeks and months over the columns of a table. */
#ifndef FORMATS_WEEK_HEAD_H
#define FORMATS_WEEK_HEAD_H

#include "base/day.h"
#include "formats/sheet.h"

typedef enum {
    HEAD_NONE,
    HEAD_DAY,   /* "2026-06-15", "15.06", "Nov 29"; of a range ("15–21 июн") its first day */
    HEAD_WEEK,  /* ISO week: "2026-W15", "W48", "нед 36", "36 нед", "48" */
    HEAD_MONTH, /* "2025-01", "январь 2026", "Jan" */
} HeadKind;

typedef struct {
    HeadKind kind;
    int year;       /* 0: not said */
    int month, day; /* of HEAD_DAY and HEAD_MONTH */
    int week;       /* of HEAD_WEEK */
    bool bare;      /* of HEAD_WEEK: a mere number, which is a week only among other weeks */
} WeekHead;

/* false when the text is no week, day or month, or such a date does not exist. */
bool week_head_parse(const char *text, WeekHead *head);

/* The same of a cell: one with a date format is its day. */
bool week_head_of_cell(const Cell *cell, WeekHead *head);

/*
 * The day that a head stands for: the day itself, the Monday of the week, the first of the month. `year` serves
 * where the head says none. DAY_NONE when there is no such day in that year (29 February, week 53).
 */
Day week_head_day(const WeekHead *head, int year);

#endif
