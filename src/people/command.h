/* SPDX-License-Identifier: MIT */
/* What the command line does with people: `takt person add`, `takt token`. */
#ifndef PEOPLE_COMMAND_H
#define PEOPLE_COMMAND_H

#include "db/store.h"

/* takt person add --name "…" --email E --role administrator,head [--password-stdin] */
typedef struct {
    const char *name, *email;
    const char *roles;    /* "": specialist; the first person is administrator and head whatever is said */
    const char *password; /* NULL: one is made up and returned */
} PersonCommand;

/* Adds a person who may sign in. *password is set when it was made up, else NULL. Hashes before it writes. */
MUST_USE Err *person_command_add(Ctx *cx, Store *store, const PersonCommand *command, const char **password);

/* A new password for somebody who lost theirs: takt person password --email E. */
MUST_USE Err *person_command_password(Ctx *cx, Store *store, const char *email, const char *given,
                                      const char **password);

/* takt token --person EMAIL [--name N]: *secret is to be printed. */
MUST_USE Err *person_command_token(Ctx *cx, Store *store, const char *email, const char *name, const char **secret);

#endif
