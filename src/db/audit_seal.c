/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sodium.h>

#include "base/day.h"
#include "base/text.h"
#include "db/audit_seal.h"
#include "db/audit_seal.sql.h"

#define ROWS_AT_ONCE 500 /* as audit_unsealed says */

/* Table audit. */
typedef struct {
    Id id;
    Instant at;
    Id person_id;
    const char *address, *request_id, *action, *object, *detail;
} AuditRow;
SHAPE_STATIC(AuditRow, FIELD(AuditRow, id), FIELD(AuditRow, at), FIELD(AuditRow, person_id), FIELD(AuditRow, address),
             FIELD(AuditRow, request_id), FIELD(AuditRow, action), FIELD(AuditRow, object), FIELD(AuditRow, detail));

/* Table audit_seal. */
typedef struct {
    Id id;
    Instant at;
    int64_t first_id; /* of the seal before: its rows come behind it */
    int64_t last_id, row_count;
    const char *hash;
} AuditSeal;
SHAPE_STATIC(AuditSeal, FIELD(AuditSeal, id), FIELD(AuditSeal, at), FIELD(AuditSeal, first_id),
             FIELD(AuditSeal, last_id), FIELD(AuditSeal, row_count), FIELD(AuditSeal, hash));

/* A hash that grows row by row. */
typedef struct {
    crypto_hash_sha256_state state;
    AuditRow row;
    int64_t rows, last_id;
} Sealing;

/* With its NUL: "ab" and "c" are other than "a" and "bc". */
static void add_text(Sealing *sealing, const char *text)
{
    crypto_hash_sha256_update(&sealing->state, (const unsigned char *)text, strlen(text) + 1);
}

static void begin(Sealing *sealing, const char *hash_before)
{
    *sealing = (Sealing){.rows = 0};
    crypto_hash_sha256_init(&sealing->state);
    add_text(sealing, hash_before);
}

static Err *add_row(Ctx *cx UNUSED, void *arg)
{
    Sealing *sealing = arg;
    const AuditRow *row = &sealing->row;
    char numbers[80];
    snprintf(numbers, sizeof numbers, "%" PRId64 " %" PRId64 " %" PRId64, row->id.n, row->at.n, row->person_id.n);
    add_text(sealing, numbers);
    add_text(sealing, row->address);
    add_text(sealing, row->request_id);
    add_text(sealing, row->action);
    add_text(sealing, row->object);
    add_text(sealing, row->detail);
    sealing->rows++;
    sealing->last_id = row->id.n;
    return NULL;
}

static const char *finish(Ctx *cx, Sealing *sealing)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&sealing->state, hash);
    return text_hex(cx->arena, hash, sizeof hash);
}

/* Whoever has taken an id and not committed yet is waited for, or its row would come behind its seal. */
static Err *wait_for_writers(Ctx *cx)
{
    if (db_engine(cx->db) == ENGINE_SQLITE)
        return NULL;
    return db_command(cx, "LOCK TABLE audit IN SHARE MODE");
}

Err *audit_seal(Ctx *cx, bool *more)
{
    AuditSeal seal = {.hash = ""};
    Sealing sealing;
    bool found;
    TRY(wait_for_writers(cx));
    TRY(db_find(cx, &sql_audit_seal_last, NOTHING_IN, ONE(AuditSeal, &seal), &found));
    begin(&sealing, seal.hash);
    TRY(db_each(cx, &sql_audit_unsealed, IN(AuditSeal, &seal), ONE(AuditRow, &sealing.row), add_row, &sealing));
    *more = sealing.rows == ROWS_AT_ONCE;
    if (sealing.rows == 0)
        return NULL;
    seal =
        (AuditSeal){.at = cx->now, .last_id = sealing.last_id, .row_count = sealing.rows, .hash = finish(cx, &sealing)};
    return db_exec(cx, &sql_audit_seal_add, IN(AuditSeal, &seal));
}

/* ---- looking it over ---- */

typedef struct {
    AuditSeal seal;
    AuditProof *proof;
    int64_t last_id;                             /* of the seal before */
    char hash[2 * crypto_hash_sha256_BYTES + 1]; /* likewise */
    int *wrong;
} Verifying;

static Err *verify_seal(Ctx *cx, void *arg)
{
    Verifying *verifying = arg;
    AuditSeal *seal = &verifying->seal;
    Sealing sealing;
    seal->first_id = verifying->last_id;
    begin(&sealing, verifying->hash);
    TRY(db_each(cx, &sql_audit_sealed, IN(AuditSeal, seal), ONE(AuditRow, &sealing.row), add_row, &sealing));
    if (sealing.rows != seal->row_count || strcmp(finish(cx, &sealing), seal->hash) != 0) {
        printf("audit log: rows %" PRId64 " to %" PRId64 " are not those that were sealed at %s\n", seal->first_id + 1,
               seal->last_id, instant_iso(cx->arena, seal->at));
        ++*verifying->wrong;
    }
    verifying->proof->rows += sealing.rows;
    verifying->proof->seals++;
    verifying->proof->at = seal->at;
    verifying->last_id = seal->last_id;
    snprintf(verifying->hash, sizeof verifying->hash, "%s", seal->hash); /* one seal that is broken says no more */
    return NULL;
}

Err *audit_verify(Ctx *cx, AuditProof *proof, int *wrong)
{
    Verifying verifying = {.proof = proof, .wrong = wrong};
    *proof = (AuditProof){.hash = ""};
    TRY(db_each(cx, &sql_audit_seal_all, NOTHING_IN, ONE(AuditSeal, &verifying.seal), verify_seal, &verifying));
    proof->hash = arena_strdup(cx->arena, verifying.hash);
    return NULL;
}
