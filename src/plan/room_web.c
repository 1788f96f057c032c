/* SPDX-License-Identifier: MIT */
/* /plan/room: who has room, as a form and a ranked table. */
#include "base/base.h"

#include "base/text.h"
#include "people/position.h"
#include "plan/plan_feature.h"
#include "plan/plan_page.h"
#include "plan/refusal.h"
#include "plan/room.h"
#include "web/form.h"
#include "work/view_web.h"

/* People whom a button books at once; those further down have the plan. */
#define BOOKINGS_MAX 20

typedef struct {
    const char *name, *position, *say, *plan_path;
    const char *batch, *book_say, *back; /* "": not enough is known to book, or no room */
    int hue;
    bool fits, may_plan;
    LIST_OF(PlanText) cells;
} RoomRow;
SHAPE_STATIC(RoomRow, FIELD(RoomRow, name), FIELD(RoomRow, position), FIELD(RoomRow, say), FIELD(RoomRow, plan_path),
             FIELD(RoomRow, batch), FIELD(RoomRow, book_say), FIELD(RoomRow, back), FIELD(RoomRow, hue),
             FIELD(RoomRow, fits), FIELD(RoomRow, may_plan), FIELD_LIST(RoomRow, cells, PlanText));

typedef struct {
    const char *note, *from, *hours, *weeks, *back_path;
    Options positions, people, projects;
    LIST_OF(PlanText) heads;
    LIST_OF(RoomRow) rows;
    bool has_rows;
} RoomView;
SHAPE_STATIC(RoomView, FIELD(RoomView, note), FIELD(RoomView, from), FIELD(RoomView, hours), FIELD(RoomView, weeks),
             FIELD(RoomView, back_path), FIELD_LIST(RoomView, positions, Option), FIELD_LIST(RoomView, people, Option),
             FIELD_LIST(RoomView, projects, Option), FIELD_LIST(RoomView, heads, PlanText),
             FIELD_LIST(RoomView, rows, RoomRow), FIELD(RoomView, has_rows));

static Err *offer_choices(Ctx *cx, const RoomQuery *query, RoomView *view)
{
    PlaceList places = {0};
    ProjectBriefList projects = {0};
    const char *position = id_value(cx, query->position_id);
    const char *project = id_value(cx, query->project_id);
    TRY(place_list(cx, PLACE_POSITION, &places));
    option_add(cx, &view->positions, "", _("any"), position);
    for (size_t i = 0; i < places.count; i++)
        option_add_id(cx, &view->positions, places.items[i].id, places.items[i].name, position);
    TRY(project_all(cx, &projects));
    option_add(cx, &view->projects, "", _("any"), project);
    for (size_t i = 0; i < projects.count; i++) {
        const ProjectBrief *one = &projects.items[i];
        if (one->id.n == query->project_id.n || (!one->archived && project_stage_is_open(one->stage)))
            option_add_id(cx, &view->projects, one->id, project_label(cx->arena, one), project);
    }
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        return NULL;
    return choose_people(cx, WHO_WORKS, _("nobody"), id_value(cx, query->person_id), &view->people);
}

/* The plan with the first week that has room open for typing. */
static const char *path_to_plan(Ctx *cx, const RoomQuery *query, const RoomPerson *person)
{
    Day week = query->from;
    for (size_t i = person->weeks.count; i > 0; i--)
        if (person->weeks.items[i - 1].free.n)
            week = person->weeks.items[i - 1].week;
    const char *cell = arena_printf(cx->arena, "%" PRId64 ".%s.%s", person->id.n, day_iso(cx->arena, week),
                                    id_value(cx, query->project_id));
    return path_with(cx, "/plan", "from", day_iso(cx->arena, week), "person_id", id_value(cx, person->id), "open",
                     id_value(cx, person->id), "cell", cell, NULL);
}

/* The hours into the free parts of the weeks, the first ones first, on top of what stands there for the project. */
static Err *offer_booking(Ctx *cx, const RoomQuery *query, const RoomPerson *person, Minutes wanted, RoomRow *row)
{
    ExitBody body = {0};
    int64_t rest = wanted.n;
    Allocation like = {.project_id = query->project_id, .kind = ALLOCATION_PROJECT, .work = ""};
    for (size_t i = 0; i < person->weeks.count && rest > 0; i++) {
        const RoomWeek *week = &person->weeks.items[i];
        int64_t part = MIN_OF(week->free.n, rest);
        Minutes had;
        if (part <= 0)
            continue;
        TRY(allocation_value(cx, &like, person->id, week->week, &had));
        *(ExitItem *)list_push(cx->arena, &body.items) = (ExitItem){.person_id = person->id,
                                                                    .week = week->week,
                                                                    .project_id = query->project_id,
                                                                    .work = "",
                                                                    .minutes = MINUTES(had.n + part),
                                                                    .until = DAY_NONE};
        rest -= part;
    }
    row->batch = exit_body_text(cx, &body);
    row->book_say = arena_printf(cx->arena, _("Book %s"), week_hours_text(cx, MINUTES(wanted.n - rest)));
    row->back = path_with(cx, "/plan", "from", day_iso(cx->arena, query->from), "open", id_value(cx, person->id), NULL);
    return NULL;
}

static Err *put_row(Ctx *cx, const RoomQuery *query, const RoomPerson *person, Minutes wanted, RoomView *view)
{
    RoomRow *row = list_push(cx->arena, &view->rows);
    *row = (RoomRow){.name = person->name,
                     .position = person->position,
                     .say = person->say,
                     .hue = person->hue,
                     .fits = person->fits,
                     .batch = "",
                     .plan_path = path_to_plan(cx, query, person)};
    for (size_t i = 0; i < person->weeks.count; i++)
        ((PlanText *)list_push(cx->arena, &row->cells))->text =
            person->weeks.items[i].free.n ? week_hours_text(cx, person->weeks.items[i].free) : "0";
    if (!person->free.n || cx_scope(cx, "plan.write") == SCOPE_NONE)
        return NULL;
    row->may_plan = !query->project_id.n;
    if (row->may_plan)
        return NULL;
    TRY(allocation_may_write(cx, person->id, query->project_id, &row->may_plan));
    bool books = row->may_plan && wanted.n && view->rows.count <= BOOKINGS_MAX;
    return books ? offer_booking(cx, query, person, wanted, row) : NULL;
}

static const char *note_of(Ctx *cx, const Room *room)
{
    int fitting = 0;
    for (size_t i = 0; i < room->people.count; i++)
        fitting += room->people.items[i].fits;
    if (!room->wanted.n)
        return arena_printf(cx->arena, trn(cx, "%d person has room.", "%d people have room.", fitting), fitting);
    if (!fitting)
        return arena_printf(cx->arena, _("Nobody has %s free in these weeks."), week_hours_text(cx, room->wanted));
    return arena_printf(cx->arena, trn(cx, "%d person has %s free.", "%d people have %s free.", fitting), fitting,
                        week_hours_text(cx, room->wanted));
}

static Err *show_view(Ctx *cx, Reply *reply, const RoomQuery *query, const Room *room)
{
    RoomView *view = arena_new(cx->arena, RoomView);
    *view = (RoomView){.note = note_of(cx, room),
                       .from = day_iso(cx->arena, room->from),
                       .hours = query->hours ? query->hours : "",
                       .weeks = arena_printf(cx->arena, "%d", room->weeks),
                       .back_path = path_with(cx, "/plan", "from", day_iso(cx->arena, day_plus(room->from, -7)), NULL),
                       .has_rows = room->people.count > 0};
    for (int i = 0; i < room->weeks; i++)
        ((PlanText *)list_push(cx->arena, &view->heads))->text =
            week_text_short(cx, day_plus(room->from, (int64_t)i * DAYS_PER_WEEK));
    for (size_t i = 0; i < room->people.count; i++)
        TRY(put_row(cx, query, &room->people.items[i], room->wanted, view));
    TRY(offer_choices(cx, query, view));
    return reply_page(cx, reply, _("Who has room"), IN(RoomView, view));
}

static Err *show_room(Ctx *cx, const Req *req, Reply *reply)
{
    RoomQuery query = {.from = DAY_NONE, .hours = ""};
    Room *room = arena_new(cx->arena, Room);
    TRY(form_read(cx, req, ONE(RoomQuery, &query)));
    TRY(room_find(cx, &query, room));
    TRY(reply_show(cx, reply, IN(Room, room)));
    return req->wants == WANTS_PAGE ? show_view(cx, reply, &query, room) : NULL;
}

const Route room_routes[] = {
    {METHOD_GET, "/plan/room", "plan.read", show_room, .in = &RoomQuery_shape,
     .fields = "position_id person_id project_id hours from weeks", .out = &Room_shape, .page = "plan/room.html",
     .view = &RoomView_shape, .families = "plan people work",
     .summary = "Who has room for some hours in some weeks, the best first, each with why"},
    {.path = NULL},
};
