/* SPDX-License-Identifier: MIT */
/* Whom and what the names of a load table mean in Takt. */
#ifndef IMPORT_MATCH_H
#define IMPORT_MATCH_H

#include "import/read.h"
#include "people/person.h"
#include "work/project.h"

/* What a person said about one name of the table. */
typedef struct {
    const char *text;   /* as in the table */
    const char *choice; /* people: an id, new, skip; subjects: p and an id, a kind's or absence's word, new, skip */
} ImportChoice;
typedef LIST_OF(ImportChoice) ImportChoices;

typedef enum {
    MATCH_SURE,    /* the same name, or a choice of a person */
    MATCH_CHECK,   /* a similar name: shown as a suggestion */
    MATCH_NEW,     /* will be made */
    MATCH_LEFT,    /* left out */
    MATCH_UNCLEAR, /* several fit, or nothing is said: left out until somebody chooses */
} ImportMatchKind;

/* What stands behind one name. */
typedef struct {
    ImportMatchKind kind;
    const char *choice;           /* in force; "" when unclear */
    Id id;                        /* of the person or project; 0: none, or a new one */
    bool closed;                  /* the project takes no more work */
    SubjectWord word;             /* of subjects: a project, own work, an absence, a holiday */
    const char *label;            /* as Takt calls it */
    const char *client, *project; /* of a new project */
    LIST_OF(size_t) near;         /* places in the list of all: what fits somewhat, best first */
} ImportTarget;
typedef LIST_OF(ImportTarget) ImportTargets;

/* Everybody and everything that a name could mean. */
typedef struct {
    PersonBriefList people;
    ProjectBriefList projects;
    bool may_add_people, may_add_projects;
} ImportWorld;
MUST_USE Err *import_world_load(Ctx *cx, ImportWorld *world);

/* A target for each person and each subject of the table; choices may be NULL. */
void import_match_people(Ctx *cx, const ImportTable *table, const ImportWorld *world, const ImportChoices *choices,
                         ImportTargets *targets);
void import_match_subjects(Ctx *cx, const ImportTable *table, const ImportWorld *world, const ImportChoices *choices,
                           ImportTargets *targets);

/* Steps from one text to the other: letters put in, left out, changed, or swapped with their neighbour. */
int edit_distance(const char *a, const char *b);

#endif
