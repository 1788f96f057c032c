/* SPDX-License-Identifier: MIT */
/* Browsers in which people are signed in. A token is known to the browser alone; the database holds its SHA-256. */
#ifndef PEOPLE_SESSION_H
#define PEOPLE_SESSION_H

#include "jobs/job.h"

#define SESSION_IDLE (12 * 3600)
#define SESSION_LONGEST (14 * 24 * 3600)
#define SESSIONS_MAX 20 /* a person */

/* Table session. */
typedef struct {
    Id id;
    Id person_id;
    Instant created_at, used_at, ends_at;
    bool remember; /* the cookie outlives the browser */
    const char *address, *agent;
    const char *browser; /* the agent as people know it: "Chrome, Linux"; set by session_list */
    bool current;        /* the one that asks */
    const char *token_hash;
} Session;
extern const Shape Session_shape;
typedef LIST_OF(Session) SessionList;

/* The person behind a cookie or a token, while it is good. Views of session, token and person. */
typedef struct {
    Id person_id;
    const char *name;
    int hue;
    const char *lang, *theme;
    Id session_id, token_id;
    Instant used_at;
} Signed;

/* Makes a session for the person; the oldest of more than SESSIONS_MAX ends. *token goes into the cookie. */
MUST_USE Err *session_new(Ctx *cx, Session *session, const char **token);

/* Whose session this token is; person_id 0 when it is none, idle too long, over, or the person may not sign in. */
MUST_USE Err *session_find(Ctx *cx, const char *token, Signed *signed_in);
/* Likewise for a program's token. */
MUST_USE Err *token_find(Ctx *cx, const char *token, Signed *signed_in);
/* The person, while they may sign in: for what acts in their name by a secret of its own. */
MUST_USE Err *session_of_person(Ctx *cx, Id person_id, Signed *signed_in);
/* Whether session_used would write: once a minute at most. */
bool session_use_is_due(const Ctx *cx, const Signed *signed_in);
/* Notes the use, for cx_after; signed_in is a Signed. */
MUST_USE Err *session_used(Ctx *cx, void *signed_in);

/* A new token for the session; the old one is dead. */
MUST_USE Err *session_renew(Ctx *cx, Id id, const char **token, bool *remember);
MUST_USE Err *session_list(Ctx *cx, Id person_id, Id current, SessionList *sessions);
/* Ends one of the person's sessions; ERR_MISSING when it is not theirs. */
MUST_USE Err *session_end(Ctx *cx, Id person_id, Id id);
/* Ends all of the person's sessions but one (0: all). */
MUST_USE Err *session_end_all(Ctx *cx, Id person_id, Id but);

/* Sessions that are over, by time or for want of use, go; open pages of theirs come to the sign-in. */
extern const JobDef session_sweep_job;

/* Remembers the browser; *token goes into the device cookie. */
MUST_USE Err *device_new(Ctx *cx, Id person_id, const char **token);
MUST_USE Err *device_known(Ctx *cx, Id person_id, const char *token, bool *known);

#endif
