/* SPDX-License-Identifier: MIT */
/* The people of the agency. */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "db/db.h"
#include "people/contract.h"

/* Somebody who works for the agency. Table person; position and department come with their names. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name;
    const char *email; /* "": no sign-in */
    Id position_id;
    const char *position; /* "" none; a new name makes a new position */
    Id department_id;
    const char *department; /* likewise */
    int hue;                /* colour of the round mark, 1–6; 0 on adding: chosen by name */
    Day employed_from;      /* not set: always */
    Day employed_until;     /* last day; not set: open */
    bool contractor;
    bool planned;                                   /* stands in the week plan */
    bool disabled;                                  /* may not sign in */
    bool signs_in;                                  /* has a password; set on reading */
    const char *name_fold, *name_sort, *email_fold; /* kept by person_add and person_change */
} Person;
extern const Shape Person_shape;
typedef LIST_OF(Person) PersonList;

typedef enum { PEOPLE_ACTIVE, PEOPLE_LEFT, PEOPLE_CONTRACTORS, PEOPLE_ALL } PeopleState;
extern const char *const people_state_words[];

/* Which people to list. All zero: the first 50 of those who work today. */
typedef struct {
    const char *q; /* part of a name or an address */
    Id position_id, department_id;
    PeopleState state;
    int limit; /* 1–1000; 0: 50 */
    Id cursor; /* list those behind this person */
    /* set by person_list */
    Day today;
    Id own; /* only this person, when the right reaches no further */
} PeopleFilter;
extern const Shape PeopleFilter_shape;

/* For lists of other features: view person_brief. */
typedef struct {
    Id id;
    const char *name;
    int hue;
    Id position_id;
    const char *position;
    Id department_id;
    const char *department;
    Day employed_from, employed_until;
    bool contractor;
} PersonBrief;
extern const Shape PersonBrief_shape;
typedef LIST_OF(PersonBrief) PersonBriefList;

/* Both versions of a person that two have changed: data of ERR_CONFLICT. */
typedef struct {
    const Person *yours, *theirs;
} PersonConflict;
extern const Shape PersonConflict_shape;

/* A person with hue, planned and the empty texts set, for a new form. */
Person person_blank(void);

/*
 * Stores a new person with a contract from the first day on (week NULL: 5 × 8 hours; its person and day are filled
 * in) and sets person->id. ERR_INPUT on "name", "email" (malformed, taken), "position_id", "department_id",
 * "employed_until" (before employed_from).
 */
MUST_USE Err *person_add(Ctx *cx, Person *person, const Contract *week);

/*
 * Stores what changed. person->revision is the one that was shown: ERR_INPUT on "revision" when it is 0,
 * ERR_CONFLICT with a PersonConflict when somebody saved meanwhile, ERR_DENIED for "disabled", or the address of
 * somebody who signs in, without the right people.access. Disabling ends sessions and tokens; the last administrator
 * stays. A position or department goes by its id if that changed, else by its name.
 */
MUST_USE Err *person_change(Ctx *cx, Person *person);

/* ERR_DENIED unless right people.write reaches this person (id 0: everybody, as for adding one). */
MUST_USE Err *person_may_write(Ctx *cx, Id id);

/*
 * Until the transaction ends nobody else stores a row that refers to the person (id 0: to anybody) for the first time;
 * who has done so and not committed yet is waited for. For changes of what such rows are made of.
 */
MUST_USE Err *person_hold(Ctx *cx, Id id);

/* One person whom cx may see (right people.read); ERR_MISSING otherwise. */
MUST_USE Err *person_get(Ctx *cx, Id id, Person *person);

/*
 * By name, in the collation's order; *next is the cursor of the next page, 0 when this was the last. Sees those whom
 * right people.read reaches.
 */
MUST_USE Err *person_list(Ctx *cx, PeopleFilter *filter, PersonList *people, Id *next);

/*
 * Everybody who is employed at some time in from…until, by department, position, name. planned: those of the plan. The
 * list is not to be changed.
 */
MUST_USE Err *person_brief_list(Ctx *cx, Day from, Day until, bool planned, PersonBriefList *people);
/*
 * history_note for what those lists are made of (person, position, department), which also moves people_revision: the
 * lists are kept as long as it stands.
 */
MUST_USE Err *people_note(Ctx *cx, const char *noun, Id id, const Shape *shape, const void *before, const void *after);

/* The person with this address, whatever its case; id 0 when there is none. */
MUST_USE Err *person_by_email(Ctx *cx, const char *email, Id *id);

/* Employed on that day. */
bool person_employed(Day from, Day until, Day day);

/* How many people there are. */
MUST_USE Err *person_count(Ctx *cx, int64_t *count);

#endif
