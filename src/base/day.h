/* SPDX-License-Identifier: MIT */
/* Dates as whole days. Formulas: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (proleptic Gregorian). */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/ctx.h"
#include "base/value.h"

/* The days that Takt accepts: 1970-01-01 … 2199-12-31. */
#define DAY_MIN ((Day){0})
#define DAY_MAX ((Day){84005})

typedef struct {
    int year;
    int month; /* 1–12 */
    int day;   /* 1–31 */
} Ymd;

Day day_from_ymd(int year, int month, int day);
Ymd day_ymd(Day day);
/* Whether such a date exists (no 31 June). */
bool ymd_is_real(int year, int month, int day);
int month_length(int year, int month);

/* 0 Monday … 6 Sunday. */
int day_weekday(Day day);
/* Monday of the day's week. */
Day day_monday(Day day);
Day day_plus(Day day, int64_t days);

/* ISO 8601 week: number 1–53 and the year it belongs to. */
int day_iso_week(Day day, int *year);
/* Monday of an ISO week. */
Day day_from_iso_week(int year, int week);

/* "2026-06-15" exactly; false for anything else or out of DAY_MIN…DAY_MAX. */
bool day_parse(const char *text, Day *day);
/* Writes "2026-06-15" and says how long it is; the day must be set. */
#define DAY_ISO_SIZE 24
size_t day_iso_put(char text[DAY_ISO_SIZE], Day day);
/* "2026-06-15" in the arena; "" for DAY_NONE. */
const char *day_iso(Arena *arena, Day day);

/* The dash of "15–21 июня" with a word joiner, so that no line ends behind it. */
#define DAY_DASH "–\u2060"

/* A month that stands alone: "Июнь" / "June". */
const char *month_text(const Ctx *cx, int month);
/* For people, in cx's language: "17 июня" / "17 June"; the year is added when it is not today's. */
const char *day_text(const Ctx *cx, Day day);
/* "15–21 июн" / "15–21 Jun" for heads of weeks; "29 июн – 5 июл" in the long form. */
const char *week_text_short(const Ctx *cx, Day monday);
/* "15–21 июня", "29 июня – 5 июля". */
const char *week_text(const Ctx *cx, Day monday);
/* "понедельник" / "Monday"; 0 is Monday. */
const char *weekday_text(const Ctx *cx, int weekday);

/* "2026-06-17T06:40:00Z" in the arena; "" for never. */
const char *instant_iso(Arena *arena, Instant instant);
/* "2026-06-17T06:40:00Z" or with an offset ("+03:00") exactly, within the days that Takt accepts; false otherwise. */
bool instant_parse(const char *text, Instant *instant);
/* When the clock shows this minute (0–1439) of the day in the agency's zone. */
Instant day_at(Day day, int minute);
/* The agency's zone at that instant, in minutes east of Greenwich. */
int agency_offset(Instant instant);
/* "17 июня, 9:40" in the agency's zone. */
const char *instant_text(const Ctx *cx, Instant instant);
/* Offset in minutes of the zone "Europe/Moscow" etc. at that instant; false when the zone is unknown. */
bool zone_offset(const char *zone, Instant instant, int *minutes);

#endif
