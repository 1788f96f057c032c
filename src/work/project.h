/* SPDX-License-Identifier: MIT */
/*
 * Projects of clients: what is planned, done and paid. A deal is a project in stage tender. Rights: projects.read,
 * projects.write. The team of a project are manager and deputy of it and of its client, and its participants.
 */
#ifndef WORK_PROJECT_H
#define WORK_PROJECT_H

#include "db/history.h"

#define PROJECT_KINDS(X)                                                                                               \
    X(PROJECT_FIXED, "fixed")                                                                                          \
    X(PROJECT_RETAINER, "retainer")
#define PROJECT_STAGES(X)                                                                                              \
    X(PROJECT_TENDER, "tender")                                                                                        \
    X(PROJECT_WON, "won")                                                                                              \
    X(PROJECT_CONTRACT, "contract")                                                                                    \
    X(PROJECT_KICK_OFF, "kick_off")                                                                                    \
    X(PROJECT_RUNNING, "running")                                                                                      \
    X(PROJECT_CLOSING, "closing")                                                                                      \
    X(PROJECT_DONE, "done")                                                                                            \
    X(PROJECT_LOST, "lost")

#define PROJECT_ITEM(value, word) value,
typedef enum { PROJECT_KINDS(PROJECT_ITEM) } ProjectKind;
typedef enum { PROJECT_STAGES(PROJECT_ITEM) } ProjectStage;
#undef PROJECT_ITEM
extern const char *const project_kind_words[];
extern const char *const project_stage_words[];

/* For people, in cx's language: "tender", "in progress". */
const char *project_kind_text(const Ctx *cx, ProjectKind kind);
const char *project_stage_text(const Ctx *cx, ProjectStage stage);
/* Whether work goes on or is yet to come: not done and not lost. */
bool project_stage_is_open(ProjectStage stage);

/* A project. Table project. */
typedef struct {
    Id id;
    int64_t revision;
    Id client_id;
    const char *name;
    const char *name_fold, *name_sort; /* set by the rules */
    ProjectKind kind;
    ProjectStage stage;
    const char *direction; /* the agency's own word; may be empty */
    Id manager_id;         /* 0: the client's */
    Id deputy_id;          /* 0: the client's */
    Day starts, ends;      /* DAY_NONE: open */
    bool archived;
} Project;
extern const Shape Project_shape;

/* What the plan, selects and searches need of a project. */
typedef struct {
    Id id, client_id;
    const char *client_name, *name;
    int hue; /* the client's colour, 1–8 */
    ProjectStage stage;
    Id manager_id; /* the project's, else the client's; 0: nobody */
    bool archived;
    const char *direction; /* the agency's own word; "" none */
} ProjectBrief;
extern const Shape ProjectBrief_shape;
typedef LIST_OF(ProjectBrief) ProjectBriefList;

/* A project in lists, with the names of its people. */
typedef struct {
    Id id;
    int64_t revision;
    Id client_id;
    const char *client_name, *client_sort, *name, *name_sort;
    int hue;
    ProjectKind kind;
    ProjectStage stage;
    const char *kind_text, *stage_text; /* in cx's language */
    const char *direction;
    Id manager_id, deputy_id; /* the project's, else the client's */
    const char *manager_name, *deputy_name;
    int manager_hue, deputy_hue;
    Day starts, ends;
    bool archived;
} ProjectItem;
extern const Shape ProjectItem_shape;
typedef LIST_OF(ProjectItem) ProjectItemList;

/* What to list, and the page of it that came. */
typedef struct {
    const char *q;     /* part of the project's or the client's name; "": any */
    Id client_id;      /* 0: any */
    Id manager_id;     /* manager or deputy of project or client; 0: any */
    const char *stage; /* a stage's word; "open": neither done nor lost; "": any */
    bool mine;         /* only those that cx's person is in the team of */
    bool archived;     /* the archived ones instead of the live */
    int limit;         /* 1–500; 0: 100 */
    const char *cursor;
    ProjectItemList items; /* by client, then by name */
    const char *next;      /* "": this was the last page */
} ProjectList;
extern const Shape ProjectList_shape;

/* Both versions of a project that somebody else changed meanwhile: data of ERR_CONFLICT. */
typedef struct {
    const Project *yours, *theirs;
    Id changed_by_id;            /* 0: unknown */
    const char *changed_by_name; /* "" unknown */
} ProjectConflict;
extern const Shape ProjectConflict_shape;

/* One who takes part. Table project_person. */
typedef struct {
    Id project_id, person_id;
} ProjectPerson;
extern const Shape ProjectPerson_shape;

/* The same with what a list shows of the person. */
typedef struct {
    Id person_id;
    const char *name, *position;
    int hue;
} ProjectParticipant;
extern const Shape ProjectParticipant_shape;

/* All who take part in a project, by name. */
typedef struct {
    LIST_OF(ProjectParticipant) items;
} ProjectParticipants;
extern const Shape ProjectParticipants_shape;

/* How many projects cx may see. */
typedef struct {
    int live, tenders, unled, archived; /* live: won and not over; unled: open ones without a manager */
} ProjectTally;
MUST_USE Err *project_tally(Ctx *cx, ProjectTally *counts);

/* The page of projects that cx may see. ERR_INPUT on "cursor", "limit", "stage". */
MUST_USE Err *project_list(Ctx *cx, ProjectList *list);

/* Every project that cx may see, archived ones too, by client and name: one narrow query. */
MUST_USE Err *project_all(Ctx *cx, ProjectBriefList *briefs);

/* ERR_MISSING also when it is not cx's to see. */
MUST_USE Err *project_get(Ctx *cx, Id id, Project *project);
MUST_USE Err *project_brief(Ctx *cx, Id id, ProjectBrief *brief);

/* "Берег · Летняя кампания", in the arena. */
const char *project_label(Arena *arena, const ProjectBrief *brief);

/*
 * The projects that a text from a table means: "Client", "Client · Project", "Client Project", "Client (Project)", or a
 * project's own name; case, ё and punctuation do not count. Exact names only. Archived ones come only when no live one
 * fits. One match is certain, several are for a person to choose from (a client with several projects).
 */
void project_match(Ctx *cx, const ProjectBriefList *all, const char *text, ProjectBriefList *matches);
/* project_all and project_match in one. */
MUST_USE Err *project_find_by_name(Ctx *cx, const char *text, ProjectBriefList *matches);

/*
 * Stores a new project and sets id and revision. Who may write only for the own team must be in it: where neither the
 * project nor the client names that person, an empty manager becomes that person. ERR_INPUT on "client_id", "name"
 * (empty, taken at this client), "ends" (before the start), "manager_id" (also: another's team), "deputy_id";
 * ERR_DENIED without the right.
 */
MUST_USE Err *project_add(Ctx *cx, Project *project);

/* The project of these names; client and project are made where they are missing (rules of client_add, project_add). */
MUST_USE Err *project_add_by_names(Ctx *cx, const char *client, const char *name, ProjectBrief *brief);

/* Like client_change, with a ProjectConflict; a project's client can be changed. */
MUST_USE Err *project_change(Ctx *cx, Project *project);

/* ERR_MISSING also when the project is not cx's to see. */
MUST_USE Err *project_participants(Ctx *cx, Id project_id, ProjectParticipants *people);
/* Adding twice changes nothing. ERR_INPUT on "person_id" (nobody of that id); ERR_MISSING, ERR_DENIED as above. */
MUST_USE Err *project_person_add(Ctx *cx, const ProjectPerson *one);
MUST_USE Err *project_person_remove(Ctx *cx, const ProjectPerson *one);

/*
 * The noun's scope: whether cx's right reaches this project. Own and team are the same here: cx's person is in the
 * project's team. The right may be another feature's ("plan.write"). False too when there is no such project.
 */
MUST_USE Err *project_scope(Ctx *cx, const char *right, Id project_id, bool *may);

/* Undoers of "project" and "project_person". An added project goes only while nothing was done with it. */
MUST_USE Err *project_restore(Ctx *cx, const ChangeItem *item);
MUST_USE Err *project_person_restore(Ctx *cx, const ChangeItem *item);

#endif
