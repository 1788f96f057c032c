/* SPDX-License-Identifier: MIT */
/* The production calendar: which days are worked, which are not, and what a month or a year comes to. */
#ifndef PLAN_CALENDAR_H
#define PLAN_CALENDAR_H

#include "base/day.h"
#include "base/err.h"
#include "base/shape.h"

/* What the calendar makes of a day. */
typedef enum {
    CALENDAR_WORK,           /* Monday to Friday */
    CALENDAR_WEEKEND,        /* an ordinary Saturday or Sunday: takes nothing from anybody */
    CALENDAR_OFF,            /* holiday, or a day off moved here: takes that day's norm */
    CALENDAR_SHORT,          /* an hour shorter */
    CALENDAR_MOVED_IN,       /* a weekend day made a working day: adds room */
    CALENDAR_MOVED_IN_SHORT, /* the same, an hour shorter */
} DayKind;

/* An hour less: article 95 of the Labour Code. */
#define CALENDAR_SHORT_BY MINUTES(60)

/* The agency's own word on a day, over the country's: a regional holiday, a company day off. Table calendar_day. */
typedef enum { CALENDAR_DAY_OFF, CALENDAR_DAY_SHORT, CALENDAR_DAY_WORK } CalendarDayKind;

typedef struct {
    Day day;
    CalendarDayKind kind;
    const char *name; /* as people wrote it; never NULL */
} CalendarDay;

extern const Shape CalendarDay_shape;
extern const char *const calendar_day_kind_words[];

typedef LIST_OF(CalendarDay) CalendarDays;

typedef struct Calendar Calendar;

/*
 * The country's calendar with `own` days over it, in `arena`. Years that the country has not decided yet have their
 * weekends and the fixed holidays of article 112, and are preliminary. own may be NULL; its names are not copied.
 */
MUST_USE Err *calendar_make(Ctx *cx, Arena *arena, const CalendarDays *own, const Calendar **calendar);

/* Like calendar_make with the agency's own days from the database; lives in cx->arena. */
MUST_USE Err *calendar_load(Ctx *cx, const Calendar **calendar);

DayKind calendar_day(const Calendar *calendar, Day day);

/* Why a day is not like others: "Russia Day", "Day off moved from 3 January"; "" for ordinary days. In cx->arena. */
const char *calendar_name(const Ctx *cx, const Calendar *calendar, Day day);

/* Whether the day's year still waits for its decree. */
bool calendar_is_preliminary(const Calendar *calendar, Day day);

/* Working days of a period, `shortened` of them an hour shorter. */
typedef struct {
    int days;
    int shortened;
} CalendarNorm;

/* From `from` to `to`, both within. */
CalendarNorm calendar_norm(const Calendar *calendar, Day from, Day to);
CalendarNorm calendar_norm_month(const Calendar *calendar, int year, int month);
CalendarNorm calendar_norm_year(const Calendar *calendar, int year);

/*
 * The norm in minutes for a week of so many hours (40, 36, 24): a fifth of the week for each day, an hour less for
 * a shortened one (order 588n of the Ministry of Health and Social Development, 13 August 2009).
 */
Minutes calendar_norm_minutes(CalendarNorm norm, int week_hours);

#endif
