/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "plan/plan_check.h"
#include "plan/plan_check.sql.h"

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

Err *plan_check(Ctx *cx, int *wrong)
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
