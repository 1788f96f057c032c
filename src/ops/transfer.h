/* SPDX-License-Identifier: MIT */
/* Moving an agency from one database into another, of whichever engine: what `takt copy` does. */
#ifndef OPS_TRANSFER_H
#define OPS_TRANSFER_H

#include "db/store.h"

/* What a table holds, whatever the order of its rows: equal on both engines for equal rows. */
typedef struct {
    int64_t rows;
    uint64_t sum[4]; /* of the SHA-256 of each row */
} Digest;

/* Of one table on cx->db; the name is a constant of the program. */
MUST_USE Err *transfer_digest(Ctx *cx, const char *table, Digest *digest);
bool digest_equal(const Digest *a, const Digest *b);

/*
 * Copies every table into the database at the url, which is migrated first, in one transaction and out of one
 * snapshot; compares rows and hashes before that is kept and writes a line for each table to `lines` unless NULL.
 * ERR_CONFLICT when the target holds anything already, ERR_FAULT when a table is not known here or came out different:
 * then nothing is kept.
 */
MUST_USE Err *ops_copy(Ctx *cx, Store *from, const char *to, FILE *lines);

#endif
