/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>
#include <libdeflate.h>
#include <libpq-fe.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>
#include <unicode/uvernum.h>

#include "ops/check.h"
#include "plan/plan_check.h"

static Err *look(Ctx *cx, void *arg)
{
    int *wrong = arg;
    TRY(db_verify(cx, wrong));
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

void ops_version_full(void)
{
    printf("libmicrohttpd %s\nSQLite %s\nlibpq %d\nICU %s\nlibsodium %s\njansson %s\nlibdeflate %s\n",
           MHD_get_version(), sqlite3_libversion(), PQlibVersion(), U_ICU_VERSION, sodium_version_string(),
           JANSSON_VERSION, LIBDEFLATE_VERSION_STRING);
}
