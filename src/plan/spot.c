/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/spot.h"
#include "plan/spot.sql.h"

/* How far ahead the nearest week with room is looked for. */
#define LOOK_AHEAD 26

Err *spot_week(Ctx *cx, const Allocation *cell, Minutes rest, SpotWeek *spot)
{
    *spot = (SpotWeek){.found = false};
    for (int i = 1; i <= LOOK_AHEAD; i++) {
        PersonWeek week;
        TRY(week_load(cx, cell->person_id, day_plus(cell->week, (int64_t)i * DAYS_PER_WEEK), &week));
        if (week_free(&week).n < rest.n)
            continue;
        *spot = (SpotWeek){.week = week.week, .capacity = week.capacity, .found = true};
        return allocation_value(cx, cell, cell->person_id, week.week, &spot->had);
    }
    return NULL;
}

/* Somebody of the same position in that week. */
typedef struct {
    Id id, position_id;
    Day week;
} Colleague;
SHAPE_STATIC(Colleague, FIELD(Colleague, id), FIELD(Colleague, position_id), FIELD(Colleague, week));

Err *spot_person(Ctx *cx, const PlanPerson *person, const Allocation *cell, Minutes rest, SpotPerson *spot)
{
    Colleague wanted = {person->id, person->position_id, cell->week};
    LIST_OF(PlanPerson) people = {0};
    *spot = (SpotPerson){.found = false};
    TRY(db_all(cx, &sql_plan_person_of_position, IN(Colleague, &wanted), MANY(PlanPerson, &people)));
    for (size_t i = 0; i < people.count; i++) {
        PersonWeek week;
        bool may;
        TRY(allocation_may_write(cx, people.items[i].id, cell->project_id, &may));
        TRY(week_load(cx, people.items[i].id, wanted.week, &week));
        if (!may || week_free(&week).n < rest.n || (spot->found && week_free(&week).n <= week_free(&spot->week).n))
            continue;
        *spot = (SpotPerson){.person = people.items[i], .week = week, .found = true};
    }
    return spot->found ? allocation_value(cx, cell, spot->person.id, spot->week.week, &spot->had) : NULL;
}
