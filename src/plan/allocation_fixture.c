/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/allocation_fixture.h"

static const char *const contracts[] = {
    "INSERT INTO position (id, name, name_fold) VALUES (9001, 'Designer', 'designer')",
    "UPDATE person SET position_id = 9001 WHERE id IN (9003, 9004)",
    ("INSERT INTO contract (person_id, from_day, mon, tue, wed, thu, fri, sat, sun)"
     " SELECT id, 4, 480, 480, 480, 480, 480, 0, 0 FROM person WHERE id IN (9001, 9002, 9003, 9004)"),
};

static const char *const people[] = {
    ("INSERT INTO person (id, name, name_fold, name_sort, created_at) VALUES (9001, 'Anna', 'anna', 'anna', 0),"
     " (9002, 'Kirill', 'kirill', 'kirill', 0), (9003, 'Timur', 'timur', 'timur', 0),"
     " (9004, 'Lara', 'lara', 'lara', 0)"),
};

void allocation_fixture(Test *t, Ctx *cx)
{
    work_fixture(t, cx);
    for (size_t i = 0; i < COUNT_OF(contracts); i++)
        CHECK_OK(t, db_command(cx, contracts[i]));
}

Err *allocation_fixture_people(Ctx *cx)
{
    for (size_t i = 0; i < COUNT_OF(people); i++)
        TRY(db_command(cx, people[i]));
    for (size_t i = 0; i < COUNT_OF(contracts); i++)
        TRY(db_command(cx, contracts[i]));
    return NULL;
}
