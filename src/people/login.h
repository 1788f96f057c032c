/* SPDX-License-Identifier: MIT */
/* Signing in: limits on guessing, and the session that comes of it. */
#ifndef PEOPLE_LOGIN_H
#define PEOPLE_LOGIN_H

#include "jobs/job.h"

/* A try to sign in; verified by login_verify, finished by login_finish. */
typedef struct {
    const char *email, *password;
    const char *address, *agent; /* of the browser */
    const char *device;          /* its device cookie; "" none */
    bool remember;
    /* found by login_verify */
    Id person_id;      /* 0: unknown, left, disabled or a wrong password; the answer is one and the same */
    const char *fresh; /* a stronger hash to store; NULL: none needed */
    bool known_device; /* the device cookie is this account's */
} SignIn;

/* What a browser gets after a sign-in. */
typedef struct {
    Id session_id;
    const char *token;  /* of the session cookie */
    const char *device; /* of the device cookie; NULL: it has one */
} SignedIn;

/*
 * Before the transaction: limits, then the password (hashes a dummy for an unknown address, so that both take as
 * long). ERR_LIMITED with the seconds to wait; ERR_BUSY when too many sign in at once.
 */
MUST_USE Err *login_verify(Ctx *cx, SignIn *sign_in);

/*
 * In the transaction: a wrong password is ERR_INPUT on "password" with LoginTries as data, and the failure is noted
 * after the rollback; a right one makes a session (the oldest of more than 20 ends) and forgets the failures.
 */
MUST_USE Err *login_finish(Ctx *cx, const SignIn *sign_in, SignedIn *signed_in);

/* Tries that are left before a pause; the same for addresses that nobody has. */
typedef struct {
    int attempts_left;
} LoginTries;
extern const Shape LoginTries_shape;

/* Counts a failure of an account ("" none) and an address, and audits it. For cx_after and others under the limit. */
MUST_USE Err *login_failed(Ctx *cx, const char *account, const char *address);

/* Failures that no limit looks at any more go. */
extern const JobDef login_sweep_job;

/* ERR_LIMITED while the account or the address is blocked. */
MUST_USE Err *login_allowed(Ctx *cx, const char *account, const char *address);

/* Whether it is the person's password, for those who are signed in already. Hashes: not inside a transaction. */
MUST_USE Err *login_password_fits(Ctx *cx, Id person_id, const char *password, bool *fits);

/* Sets a person's password to a hash of password_hash ("" takes it away) and ends sessions, tokens and invitations. */
MUST_USE Err *person_set_password(Ctx *cx, Id person_id, const char *hash);

#endif
