/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/number.h"
#include "plan/refusal.h"
#include "plan/room.h"

/* Work of these weeks before and after the asked ones tells who knows a project. */
#define WEEKS_AROUND 4

SHAPE(RoomQuery, FIELD(RoomQuery, position_id), FIELD(RoomQuery, person_id), FIELD(RoomQuery, project_id),
      FIELD(RoomQuery, hours, .max = 20), FIELD(RoomQuery, from),
      FIELD(RoomQuery, weeks, .min = 0, .max = ROOM_WEEKS_MAX));
SHAPE(RoomWeek, FIELD(RoomWeek, week), FIELD(RoomWeek, free));
SHAPE(RoomPerson, FIELD(RoomPerson, id), FIELD(RoomPerson, name), FIELD(RoomPerson, position),
      FIELD(RoomPerson, hue, .hidden = true), FIELD(RoomPerson, free), FIELD(RoomPerson, away), FIELD(RoomPerson, fits),
      FIELD(RoomPerson, same_position), FIELD(RoomPerson, on_project), FIELD(RoomPerson, on_client),
      FIELD(RoomPerson, say), FIELD_LIST(RoomPerson, weeks, RoomWeek));
SHAPE(Room, FIELD(Room, from), FIELD(Room, weeks), FIELD(Room, wanted), FIELD_LIST(Room, people, RoomPerson));

typedef struct {
    Ctx *cx;
    const RoomQuery *query;
    PlanPerson instead_of; /* id 0: nobody */
    ProjectBrief project;  /* id 0: none */
    ProjectBriefList projects;
    Room *room;
} Search;

static Err *read_hours(Ctx *cx, const char *text, Minutes *minutes)
{
    Amount amount;
    *minutes = MINUTES(0);
    if (!text || !*text)
        return NULL;
    if (!amount_parse(text, &amount) || amount.kind == AMOUNT_PERCENT)
        return err_new(cx, ERR_INPUT, "hours", "%s", _("Write hours: 4, 3.5, 2:30"));
    if (amount.kind != AMOUNT_NONE)
        *minutes = amount.kind == AMOUNT_HOURS ? amount.minutes : MINUTES(amount.thousandths * 60 / 1000);
    return NULL;
}

static Err *settle(Search *search, RoomQuery *query)
{
    Ctx *cx = search->cx;
    if (!day_is_set(query->from))
        query->from = cx->today;
    query->from = day_monday(query->from);
    query->weeks = query->weeks > 0 ? query->weeks : 1;
    *search->room = (Room){.from = query->from, .weeks = query->weeks};
    TRY(read_hours(cx, query->hours, &search->room->wanted));
    if (query->person_id.n)
        TRY(plan_person(cx, query->person_id, &search->instead_of));
    if (query->project_id.n)
        TRY(project_brief(cx, query->project_id, &search->project));
    return project_all(cx, &search->projects);
}

/* ---- what is known of one person ---- */

static Id client_of(const Search *search, Id project_id)
{
    for (size_t i = 0; i < search->projects.count; i++)
        if (search->projects.items[i].id.n == project_id.n)
            return search->projects.items[i].client_id;
    return ID(0);
}

static void note_work(const Search *search, const PlanWeek *week, RoomPerson *person)
{
    for (size_t i = 0; i < week->allocations.count && search->project.id.n; i++) {
        Id project_id = week->allocations.items[i].project_id;
        if (!project_id.n)
            continue;
        person->on_project |= project_id.n == search->project.id.n;
        person->on_client |= client_of(search, project_id).n == search->project.client_id.n;
    }
}

static void note_room(const Search *search, const PlanWeek *week, RoomPerson *person)
{
    Day end = day_plus(search->query->from, (int64_t)search->query->weeks * DAYS_PER_WEEK);
    if (week->week.n < search->query->from.n || week->week.n >= end.n)
        return;
    *(RoomWeek *)list_push(search->cx->arena, &person->weeks) = (RoomWeek){week->week, week->free};
    person->free.n += week->free.n;
    person->away.n += week->absence.n;
}

static const char *then(Ctx *cx, const char *text, const char *more)
{
    return arena_printf(cx->arena, "%s, %s", text, more);
}

static const char *say_why(const Search *search, const RoomPerson *person)
{
    Ctx *cx = search->cx;
    const char *text = person->free.n ? arena_printf(cx->arena, _("Free %s"), week_hours_text(cx, person->free))
                                      : _("Nothing is free");
    if (person->free.n && !person->fits)
        text = arena_printf(cx->arena, _("Free %s of %s"), week_hours_text(cx, person->free),
                            week_hours_text(cx, search->room->wanted));
    if (person->same_position)
        text = then(cx, text, _("the same position"));
    if (person->on_project)
        text = then(cx, text, _("already works on this project"));
    else if (person->on_client)
        text = then(cx, text, _("already works for this client"));
    if (person->away.n)
        text =
            then(cx, text, arena_printf(cx->arena, _("leave and holidays take %s"), week_hours_text(cx, person->away)));
    return text;
}

static void put_person(const Search *search, const PlanMember *member)
{
    const RoomQuery *query = search->query;
    Id position_id = search->instead_of.id.n ? search->instead_of.position_id : query->position_id;
    RoomPerson person = {.id = member->id, .name = member->name, .position = member->position, .hue = member->hue};
    if (member->id.n == query->person_id.n)
        return;
    person.same_position = position_id.n && member->position_id.n == position_id.n;
    for (size_t w = 0; w < member->weeks.count; w++) {
        note_work(search, &member->weeks.items[w], &person);
        note_room(search, &member->weeks.items[w], &person);
    }
    if (!person.free.n && !person.same_position)
        return;
    person.fits = person.free.n > 0 && person.free.n >= search->room->wanted.n;
    person.say = say_why(search, &person);
    *(RoomPerson *)list_push(search->cx->arena, &search->room->people) = person;
}

/* ---- the best first ---- */

static int merit(const RoomPerson *person)
{
    return person->fits * 16 + (person->free.n > 0) * 8 + person->same_position * 4 + person->on_project * 2 +
           person->on_client;
}

static int by_merit(const void *a, const void *b)
{
    const RoomPerson *left = a;
    const RoomPerson *right = b;
    if (merit(left) != merit(right))
        return merit(right) - merit(left);
    if (left->free.n != right->free.n)
        return left->free.n < right->free.n ? 1 : -1;
    return strcmp(left->name, right->name);
}

Err *room_find(Ctx *cx, RoomQuery *query, Room *room)
{
    Search search = {.cx = cx, .query = query, .room = room};
    Plan plan;
    TRY(settle(&search, query));
    PlanQuery window = {.from = day_plus(query->from, -WEEKS_AROUND * DAYS_PER_WEEK),
                        .weeks = query->weeks + 2 * WEEKS_AROUND,
                        .position_id = query->position_id,
                        .q = "",
                        .only = "",
                        .group = ""};
    TRY(plan_load(cx, &window, &plan));
    for (size_t i = 0; i < plan.people.count; i++)
        put_person(&search, &plan.people.items[i]);
    if (room->people.count > 1)
        qsort(room->people.items, room->people.count, sizeof room->people.items[0], by_merit);
    return NULL;
}
