/* SPDX-License-Identifier: MIT */
/* People by name, for rows that name them. */
#ifndef IMPORT_LIST_NAMES_H
#define IMPORT_LIST_NAMES_H

#include "import/list.h"
#include "people/person.h"
#include "work/project.h"

typedef struct {
    PersonBriefList people;
    const char **folds;         /* of their names */
    ProjectBriefList projects;  /* of a list of projects */
    const char **project_folds; /* "client\nproject" */
} ListNames;

/* Everybody who ever worked here. */
MUST_USE Err *list_names_load(Ctx *cx, ListNames **names);
ListFound list_name_find(const ListNames *names, const char *folded, Id *id);
/* The person that a cell names, by name or address; id 0 for an empty one. ERR_INPUT at the field. */
MUST_USE Err *list_name_read(Ctx *cx, const ListNames *names, const char *field, const char *text, Id *id);
/* "" for nobody. */
const char *list_name_of(const ListNames *names, Id id);

#endif
