/* SPDX-License-Identifier: MIT */
/* The week plan as it is read: people × weeks with sums and allocations. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "people/person.h"
#include "plan/allocation.h"
#include "plan/overtime.h"
#include "plan/sheet.h"
#include "work/project.h"

#define PLAN_UNDER_USUAL 80 /* percent */

/* Which rows and columns. Every state of the page has an address made of these. */
typedef struct {
    Day from;      /* any day: rolls to its Monday; not set: the week before this one */
    int weeks;     /* 1–104; 0: as many as the zoom shows, usually 13 */
    const char *q; /* part of a name or a position */
    Id person_id, position_id, department_id, client_id, project_id;
    const char *only;  /* words of plan_filter.h that must all hold, dots between */
    int under;         /* percent below which a week is planned too little; 0: 80 */
    const char *group; /* "", position, person, client …: see plan_group.c; of projects: "", manager, direction */
    const char *unit;  /* "", hours */
    const char *zoom;  /* width of a week: "", narrow (26 of them, months above), wide (8) */
    const char *hide;  /* what is left out, dots between: blue (tentative work), past (weeks before this one) */
    const char *view;  /* "" or people, projects, week (everybody's), person (cards of weeks); a number: plan_view.h */
    const char *open;  /* ids of unfolded people or projects, "3.12" */
    const char *cell;  /* the cell whose editor is open: "PERSON.WEEK.SUBJECT" */
    const char *csv;   /* of a table as text: "" for a Russian spreadsheet program, "plain" for programs */
    int page;          /* of the page's 50 people, from 0 */
    int limit;         /* people in an answer; 0: all (JSON), 50 (page) */
    bool uncounted; /* nobody shows how many each filter would leave: then others than those of the page may stay unread
                     */
    bool lean;      /* of the page: rows without cells, as the grid's script asks for them, 250 people at once */
    Id saved;       /* the saved view that it came from */
    const char *as_of; /* a moment, "2026-06-15T10:00" in the agency's time: the plan as it was then, to read only */
    const char *since; /* such a moment: cells that changed since then are marked */
    Instant moment;    /* of either; set by plan_query_moment */
    int tour;          /* a step of the tour; 0: the first for who has not seen it */
    bool homed;        /* "/plan" alone opens something else: set by the page */
} PlanQuery;
extern const Shape PlanQuery_shape;

/* One person's weeks. */
typedef struct {
    Id id;
    const char *name, *position;
    int hue;
    Id position_id, department_id;
    const char *department;
    LIST_OF(PlanWeek) weeks;
    const PersonSheet *sheet; /* where the weeks are from */
    const Ready *ready;       /* the weeks as they are to be written, if they stand ready */
} PlanMember;
extern const Shape PlanMember_shape;
typedef LIST_OF(PlanMember) PlanMembers;

/* ---- people put together: see plan_group.h ---- */

typedef struct {
    Id id;
    const char *name;
    size_t place; /* in plan->people */
} PlanPartPerson;
extern const Shape PlanPartPerson_shape;

/* planned: with the tentative part; by work only what is planned for the group. capacity: of its people. */
typedef struct {
    Day week;
    Minutes planned, tentative, capacity;
} PlanPartWeek;
extern const Shape PlanPartWeek_shape;

typedef struct {
    const char *label; /* "" where nothing is put together */
    Id id;             /* of the department, position, client, manager or project; 0: none, or a direction */
    LIST_OF(PlanPartPerson) people;
    LIST_OF(PlanPartWeek) weeks;
} PlanPart;
extern const Shape PlanPart_shape;
typedef LIST_OF(PlanPart) PlanParts;

typedef struct {
    TextList weeks; /* Mondays, ISO */
    PlanMembers people;
    int total;                              /* people that the filters leave, on all pages */
    int team, over, tentative, free, under; /* how many people would stay if this word were asked for, too */
    Day from;
    int count;                 /* of weeks */
    PlanParts groups;          /* as the query puts people together; empty where it says nothing of it */
    PersonBriefList everybody; /* of the window, whatever the filters leave */
} Plan;
extern const Shape Plan_shape;

/* Whether a list of words with dots between ("blue.past") has this one, and the list with it put in or taken out. */
bool plan_says(const char *list, const char *word);
const char *plan_say_other(Ctx *cx, const char *list, const char *word);

/* What stands for a query that says nothing of it. */
int plan_usual_weeks(const PlanQuery *query);
Day plan_usual_from(const Ctx *cx, const PlanQuery *query);

/* The address of the plan with these filters; parts that are as usual are left out. */
const char *plan_path(Ctx *cx, const PlanQuery *query);
/* What stands behind "/plan?" of it without its first week, what is unfolded and open: what a saved view keeps. */
const char *plan_look(Ctx *cx, const PlanQuery *query);
/* The same of a table: ending ".xlsx" or ".csv". */
const char *plan_path_as(Ctx *cx, const PlanQuery *query, const char *ending);

/* Reads as_of or since into moment; ERR_INPUT on the field when it is no moment of the past. */
MUST_USE Err *plan_query_moment(Ctx *cx, PlanQuery *query);

/* Rolls and clamps what was asked: from to its Monday, weeks to 1–104. */
void plan_query_settle(const Ctx *cx, PlanQuery *query);

/*
 * The plan that cx may see (right plan.read: all, or only one's own), filtered. People by department, position,
 * name. Weeks that nobody planned come with their room, holidays and leave all the same.
 */
MUST_USE Err *plan_load(Ctx *cx, const PlanQuery *query, Plan *plan);

/* For an answer in JSON: lets the weeks be copied that others had before, and keeps those that are new. */
void plan_ready_json(Ctx *cx, Plan *plan);

#endif
