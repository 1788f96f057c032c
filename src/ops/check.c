/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>
#include <libdeflate.h>
#include <libpq-fe.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>
#include <unicode/uvernum.h>

#include "base/day.h"
#include "db/audit_seal.h"
#include "ops/check.h"
#include "plan/plan_check.h"

static Err *look(Ctx *cx, void *arg)
{
    int *wrong = arg;
    AuditProof proof;
    TRY(db_verify(cx, wrong));
    TRY(audit_verify(cx, &proof, wrong));
    return plan_check(cx, wrong);
}

Err *ops_check(Ctx *cx, Store *store, int *exit_code)
{
    int wrong = 0;
    TRY(store_read(store, cx, look, &wrong));
    if (wrong)
        printf("%d things are wrong\n", wrong);
    else
        printf("all is well\n");
    *exit_code = wrong > 0;
    return NULL;
}

typedef struct {
    AuditProof proof;
    int wrong;
} AuditLook;

static Err *look_at_audit(Ctx *cx, void *arg)
{
    AuditLook *found = arg;
    return audit_verify(cx, &found->proof, &found->wrong);
}

Err *ops_verify_audit(Ctx *cx, Store *store, int *exit_code)
{
    AuditLook found = {.wrong = 0};
    TRY(store_read(store, cx, look_at_audit, &found));
    if (found.proof.seals)
        printf("%" PRId64 " rows under %" PRId64 " seals, the newest of %s: %s\n", found.proof.rows, found.proof.seals,
               instant_iso(cx->arena, found.proof.at), found.proof.hash);
    else
        printf("nothing is sealed yet\n");
    *exit_code = found.wrong > 0;
    return NULL;
}

void ops_version_full(void)
{
    printf("libmicrohttpd %s\nSQLite %s\nlibpq %d\nICU %s\nlibsodium %s\njansson %s\nlibdeflate %s\n",
           MHD_get_version(), sqlite3_libversion(), PQlibVersion(), U_ICU_VERSION, sodium_version_string(),
           JANSSON_VERSION, LIBDEFLATE_VERSION_STRING);
}
