/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_web_fixture.h"
#include "plan/room.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static const RoomPerson *person_of(const Room *room, Id id)
{
    for (size_t i = 0; i < room->people.count; i++)
        if (room->people.items[i].id.n == id.n)
            return &room->people.items[i];
    return NULL;
}

static void the_same_position_with_enough_hours_stands_first(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(28));
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    plan_say(&agency, &req, "project_id", id_value(&agency.cx, agency.project));
    plan_say(&agency, &req, "from", "2026-06-17");
    plan_say(&agency, &req, "hours", "8");
    const Room *room = plan_json(t, &agency, &req);
    CHECK_INT(t, room->people.items[0].id.n, agency.other.n);
    CHECK_INT(t, room->people.items[0].free.n, H(12));
    CHECK_STR(t, room->people.items[0].say, "Free 12 h, the same position, already works on this project");
    CHECK(t, !person_of(room, agency.designer));
    plan_say(&agency, &req, "weeks", "2");
    room = plan_json(t, &agency, &req);
    CHECK_INT(t, room->people.items[0].free.n, H(52));
    CHECK_INT(t, room->people.items[0].weeks.count, 2);
}

static void who_has_too_little_says_how_much(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.other, WEEK, agency.foreign, H(36));
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    plan_say(&agency, &req, "from", "2026-06-15");
    plan_say(&agency, &req, "hours", "6,5");
    const Room *room = plan_json(t, &agency, &req);
    const RoomPerson *other = person_of(room, agency.other);
    CHECK(t, other && !other->fits);
    CHECK_STR(t, other ? other->say : "", "Free 4 h of 6.5 h, the same position");
    CHECK(t, room->people.items[0].fits);
}

static void leave_is_told(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.other, .from_day = WEEK, .until_day = day_plus(WEEK, 6), .note = ""};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    plan_say(&agency, &req, "from", "2026-06-15");
    const RoomPerson *other = person_of(plan_json(t, &agency, &req), agency.other);
    CHECK_STR(t, other ? other->say : "", "Nothing is free, the same position, leave and holidays take 40 h");
}

static void the_page_leads_to_the_cell(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "project_id", id_value(&agency.cx, agency.project));
    plan_say(&agency, &req, "from", "2026-06-15");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "Полина"));
    CHECK(t, has(page, arena_printf(agency.cx.arena, "cell=%" PRId64 ".2026-06-15.%" PRId64, agency.designer.n,
                                    agency.project.n)));
    plan_act_as(t, &agency, agency.other);
    CHECK(t, !has(plan_page_text(t, &agency, &req),
                  arena_printf(agency.cx.arena, "cell=%" PRId64 ".", agency.designer.n)));
}

static void malformed_hours_are_refused(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "hours", "20%");
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, "hours");
}

static void who_sees_only_themselves_is_told_no_names(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor"));
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    CHECK(t, !has(plan_page_text(t, &agency, &req), "Полина"));
}

TEST_SUITE_DB("plan: who has room",
              {"the same position with enough hours stands first", the_same_position_with_enough_hours_stands_first},
              {"who has too little says how much there is", who_has_too_little_says_how_much},
              {"leave is told", leave_is_told}, {"the page leads to the cell", the_page_leads_to_the_cell},
              {"malformed hours are refused", malformed_hours_are_refused},
              {"who sees only themselves is told no names", who_sees_only_themselves_is_told_no_names});
