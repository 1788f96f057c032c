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
#include "ops/check.h"
#include "ops/check.sql.h"

/* A week that something is wrong with. */
typedef struct {
    Id person_id;
    Day week;
} Finding;
SHAPE_STATIC(Finding, FIELD(Finding, person_id), FIELD(Finding, week));
typedef LIST_OF(Finding) Findings;

static const struct {
    const Sql *sql;
    const char *says;
} looks[] = {
    {&sql_check_week_sums, "the sums of the week differ from its allocations"},
    {&sql_check_week_overtime, "the agreed overtime of the week differs from its entries"},
    {&sql_check_week_over, "the week is over 100 % and not marked"},
    {&sql_check_week_missing, "something is planned in a week that has no sums"},
};

static Err *look_at_weeks(Ctx *cx, int *wrong)
{
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        Findings findings = {0};
        TRY(db_all(cx, looks[i].sql, NOTHING_IN, MANY(Finding, &findings)));
        for (size_t k = 0; k < findings.count; k++)
            printf("person %" PRId64 ", week of %s: %s\n", findings.items[k].person_id.n,
                   day_iso(cx->arena, findings.items[k].week), looks[i].says);
        *wrong += (int)findings.count;
    }
    return NULL;
}

static Err *look(Ctx *cx, void *arg)
{
    int *wrong = arg;
    TRY(db_verify(cx, wrong));
    return look_at_weeks(cx, wrong);
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
