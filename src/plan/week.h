/* SPDX-License-Identifier: MIT */
/*
 * One person's week in sums. The row carries the invariant (decisions: "Plan arithmetic", 1–4):
 * absence + confirmed + tentative + internal + reserve ≤ room + overtime + pushed.
 */
#ifndef PLAN_WEEK_H
#define PLAN_WEEK_H

#include "people/contract.h"
#include "plan/calendar.h"

/* Table person_week; all in minutes. Weeks that nobody planned yet have no row: week_load makes one up. */
typedef struct {
    Id person_id;
    Day week;         /* its Monday */
    Minutes capacity; /* 100 %: the contract's days while employed */
    Minutes room;     /* capacity and what a working Saturday adds */
    Minutes absence;  /* holidays and leave */
    Minutes confirmed, tentative, internal, reserve;
    Minutes overtime; /* agreed */
    Minutes pushed;   /* past 100 % by an absence or the calendar, until somebody resolves it */
} PersonWeek;
extern const Shape PersonWeek_shape;
typedef LIST_OF(PersonWeek) PersonWeekList;

/* absence and all that is planned. */
Minutes week_planned(const PersonWeek *week);
/* What still fits; never negative. */
Minutes week_free(const PersonWeek *week);
/* What is over room and overtime; never negative. */
Minutes week_excess(const PersonWeek *week);

/* Minutes of a percentage of the person's own week, in hundredths of a percent; rounded down (37.5 h: 50+25+25 fit). */
Minutes week_minutes(Minutes capacity, int64_t hundredths);
/* Percent for people: to half a percent, in tenths (125 is 12.5 %); never above 1000 unless the minutes are. */
int64_t week_percent_tenths(Minutes capacity, Minutes minutes);
/* "20", "12,5" of a number of tenths, which is not negative. */
const char *tenths_text(const Ctx *cx, int64_t tenths);
/* "20", "12,5" (no sign); "" for nothing. */
const char *week_percent_text(const Ctx *cx, Minutes capacity, Minutes minutes);
/* "8 ч", "6,5 ч". */
const char *week_hours_text(const Ctx *cx, Minutes minutes);

/* What working time, calendar and absences make of weeks, loaded once for several people and weeks. */
typedef struct WeekFacts WeekFacts;
/* people NULL: everybody. Lives in cx->arena. */
MUST_USE Err *week_facts_load(Ctx *cx, const Id *people, size_t count, Day from_week, int weeks, WeekFacts **facts);
/* Fills capacity, room and absence of week->person_id's week->week. */
void week_base(const WeekFacts *facts, PersonWeek *week);

/* What holidays, vacation, sick leave and days off take of a week, in this order. */
void week_away(const WeekFacts *facts, Id person_id, Day week, Minutes taken[4]);

/* One day of a person's week, for the person's own page. */
typedef struct {
    Day day;
    Minutes norm, away; /* of the contract; taken by a holiday or leave */
    const char *note;   /* "Russia Day", "vacation"; "" */
} WeekDay;
void week_day(const Ctx *cx, const WeekFacts *facts, Id person_id, Day day, WeekDay *out);

/* The person's week, made up where there is no row; for reading. */
MUST_USE Err *week_load(Ctx *cx, Id person_id, Day week, PersonWeek *out);
/* The rows there are: people × weeks from…(not including) until; by person and week. */
MUST_USE Err *week_rows(Ctx *cx, Day from, Day until, PersonWeekList *rows);
/* The same by week and person, which costs the database half as much. */
MUST_USE Err *week_rows_by_week(Ctx *cx, Day from, Day until, PersonWeekList *rows);
/* The rows of one person there are, from a week on. */
MUST_USE Err *week_rows_of(Ctx *cx, Id person_id, Day from, Day until, PersonWeekList *rows);

/* The row, made when there is none and locked until the transaction ends; lock in order of (person, week). */
MUST_USE Err *week_lock(Ctx *cx, Id person_id, Day week, PersonWeek *out);
/* Stores the sums of a locked row; pushed follows the excess. The rules have decided before. */
MUST_USE Err *week_save(Ctx *cx, PersonWeek *week);
/*
 * Working time, calendar or absences of the person changed: brings the rows from…until (days; DAY_NONE: open) up to
 * date. What no longer fits stays planned and is marked pushed. Rows of a range that ends are all locked (week_lock)
 * before.
 */
MUST_USE Err *week_refresh(Ctx *cx, Id person_id, Day from, Day until);
/* The same for everybody's rows of the week of that day, when the calendar changed. */
MUST_USE Err *week_refresh_all(Ctx *cx, Day day);

/* The sums of somebody who is taken away and has nothing planned. Fits hooks.person_removed. */
MUST_USE Err *week_forget(Ctx *cx, Id person_id);

/* How often a person's weeks changed; person_id 0: the calendar. Table plan_revision. */
typedef struct {
    Id person_id;
    int64_t revision;
} WeekRevision;
typedef LIST_OF(WeekRevision) WeekRevisions;
/* By person; who is not there has 0. Everything above that changes moves them, in the same transaction. */
MUST_USE Err *week_revisions(Ctx *cx, WeekRevisions *revisions);

/* The agency's calendar; kept between requests by the plan's desk (cx->hooks), loaded when there is none. */
MUST_USE Err *week_calendar(Ctx *cx, const Calendar **calendar);

#endif
