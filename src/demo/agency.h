/* SPDX-License-Identifier: MIT */
/* The demo agency «Полдень» in memory: read from the texts beside, moved to the present, grown on demand. */
#ifndef DEMO_AGENCY_H
#define DEMO_AGENCY_H

#include "base/err.h"
#include "base/shape.h"
#include "plan/calendar.h"

/* The structs mirror the columns of the texts; "-" there is "" or DAY_NONE or 0 here. */
typedef struct {
    const char *what; /* "department" or "direction" */
    const char *key, *name, *lead;
} DemoTeam;

typedef struct {
    const char *key, *name, *position, *department, *direction;
    const char *roles; /* several with "+" */
    int hue;
    bool planned; /* stands in the week plan */
    Day from;
    const char *week;  /* "480 480 480 480 480": minutes from Monday on */
    const char *hours; /* "09:00-18:00" */
    Money cost, bill;  /* an hour */
} DemoPerson;

typedef struct {
    const char *key, *name, *legal;
    int colour; /* 1–8 */
    const char *manager, *deputy, *note;
} DemoClient;

typedef struct {
    const char *client, *name, *position, *role, *mail, *channel;
} DemoContact;

typedef struct {
    const char *key, *client, *name, *kind, *stage, *contract;
    Day from, to;
    Money sum;
    int hours;
    const char *manager, *deputy;
    const char *directions, *people; /* several with spaces */
    Day until;                       /* of tentative bookings */
} DemoProject;

typedef struct {
    const char *person, *kind;
    Day from, to;
    bool half;
    const char *state, *stands_in, *note;
} DemoAbsence;

typedef struct {
    const char *person;
    Day week;
    int percent;
    const char *agreed_by, *reason;
} DemoOvertime;

/* A line of plan.txt; percents are spread into bookings. */
typedef struct {
    const char *person, *subject, *state;
    Day from;
    const char *percents;
} DemoPlan;

/* A share of one week of one person. */
typedef struct {
    int person;          /* place in people */
    int project;         /* place in projects; -1: the subject is a word */
    const char *subject; /* word of an internal kind or a reserve; key of the project */
    const char *state;   /* "confirmed", "tentative", "internal" or "reserve" */
    Day week;
    int64_t hundredths; /* of a percent of the person's week */
} DemoBooking;

typedef struct {
    LIST_OF(DemoTeam) teams;
    LIST_OF(DemoPerson) people;
    LIST_OF(DemoClient) clients;
    LIST_OF(DemoContact) contacts;
    LIST_OF(DemoProject) projects;
    LIST_OF(DemoAbsence) absences;
    LIST_OF(DemoOvertime) overtime;
    LIST_OF(DemoPlan) plan;
    LIST_OF(DemoBooking) bookings; /* by person and week */
} DemoAgency;

/* How large; 0 leaves «Полдень» as it is. The numbers are totals, «Полдень» included. */
typedef struct {
    int people;
    int clients;
    int weeks;            /* of the generated people's plan, a third of them past; 0: 28 */
    uint64_t seed;        /* the same seed gives the same agency */
    const char *password; /* of everybody, for demo_fill */
} DemoOptions;

/*
 * Reads «Полдень», moves its dates so that the present week is cx->today's, grows it, and takes what public holidays
 * leave no room for out of the plan. All in cx->arena. ERR_FAULT when a text does not fit its struct.
 */
MUST_USE Err *demo_agency_read(Ctx *cx, const DemoOptions *options, const Calendar *calendar, DemoAgency *agency);

/* Adds generated people, clients, projects and their plan (grow.c); demo_agency_read calls it. */
void demo_agency_grow(Ctx *cx, const DemoOptions *options, DemoAgency *agency);

/* Minutes of a usual day (0 Monday … 6 Sunday) and week, and what a share of the week comes to, rounded down. */
Minutes demo_day_minutes(const DemoPerson *person, int weekday);
Minutes demo_week_minutes(const DemoPerson *person);
Minutes demo_share(Minutes week, int64_t hundredths);

/* Place of a person or a project; -1 when there is none. */
int demo_find_person(const DemoAgency *agency, const char *key);
int demo_find_project(const DemoAgency *agency, const char *key);

#endif
