/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/db_fixture.h"
#include "db/history.h"

typedef struct {
    Id id;
    int64_t count;
} Counted;
SHAPE_STATIC(Counted, FIELD(Counted, id), FIELD(Counted, count));

static void starts_empty_and_migrated(Test *t)
{
    Ctx cx;
    Change change;
    fixture_db(t, &cx);
    cx.person_id = ID(12);
    CHECK_OK(t, history_last_own(&cx, &change));
    CHECK_INT(t, change.id.n, 0);
    Counted counted = {.count = 5};
    CHECK_OK(t, history_note(&cx, "thing", ID(7), &Counted_shape, NULL, &counted));
    CHECK_OK(t, history_last_own(&cx, &change));
    CHECK(t, change.id.n > 0);
}

TEST_SUITE_DB("db: statements", {"a fixture is empty and migrated", starts_empty_and_migrated},
              {"what one test wrote is not there in the next", starts_empty_and_migrated});
