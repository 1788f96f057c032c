/* SPDX-License-Identifier: MIT */
/*
 * Whether the audit log was changed afterwards. Writers do not queue behind a chain of hashes: a job seals what has
 * come since, each minute. A seal is SHA-256 over the seal before it and its rows, whole and in their order, so that a
 * row that was altered, taken out or put in shows, and so does a seal. Who can write to the database could make all
 * seals anew; that shows where the newest one was noted elsewhere.
 */
#ifndef DB_AUDIT_SEAL_H
#define DB_AUDIT_SEAL_H

#include "db/db.h"

/* Seals the rows that have no seal yet, some hundred at most; *more when there may be further ones. */
MUST_USE Err *audit_seal(Ctx *cx, bool *more);

typedef struct {
    int64_t rows, seals; /* looked at */
    Instant at;          /* of the newest seal; 0 none */
    const char *hash;    /* of the newest seal; "" none */
} AuditProof;

/* Reckons every seal again; prints what does not agree and adds how much to *wrong. */
MUST_USE Err *audit_verify(Ctx *cx, AuditProof *proof, int *wrong);

#endif
