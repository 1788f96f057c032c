/* SPDX-License-Identifier: MIT */
/*
 * Links by which a person chooses a password: the first one, or a new one for a lost one. Single use, 72 hours, bound
 * to the address; opening one changes nothing.
 */
#ifndef PEOPLE_INVITE_H
#define PEOPLE_INVITE_H

#include "jobs/job.h"

#define INVITE_HOURS 72

/* Who is invited. Views of invite and person. */
typedef struct {
    Id id, person_id;
    const char *name, *email;
    Instant ends_at;
    const char *token_hash, *email_fold;
} Invite;
extern const Shape Invite_shape;

/*
 * Makes a link for the person, who needs an address; earlier ones die. *secret is its last part. ERR_INPUT on
 * "email", ERR_DENIED without the right people.access.
 */
MUST_USE Err *invite_new(Ctx *cx, Id person_id, Invite *invite, const char **secret);

/* The invitation of a link; ERR_MISSING when it was used, is over, or its address or person changed. */
MUST_USE Err *invite_find(Ctx *cx, const char *secret, Invite *invite);

/* Uses it up: sets the password to the hash, which ends all sessions of the person. */
MUST_USE Err *invite_accept(Ctx *cx, const char *secret, const char *hash, Invite *invite);

/* Links that were used or are over go. */
extern const JobDef invite_sweep_job;

/* All links of the person die. */
MUST_USE Err *invite_drop(Ctx *cx, Id person_id);

#endif
