/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "db/topics.h"
#include "plan/absence.h"
#include "plan/allocation_fixture.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

static Absence vacation(Id person_id, Day from, int days)
{
    return (Absence){.person_id = person_id, .from_day = from, .until_day = day_plus(from, days - 1), .note = ""};
}

static Err *try_add(Agency *agency, Absence absence)
{
    return absence_add(&agency->cx, &absence);
}

static void keeps_what_was_entered(Test *t)
{
    Agency agency;
    Absence kept;
    plan_agency(t, &agency);
    Absence absence = vacation(agency.designer, day_plus(WEEK, 7), 14);
    absence.kind = ABSENCE_SICK;
    absence.note = "больничный";
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    CHECK_OK(t, absence_get(&agency.cx, absence.id, &kept));
    CHECK_INT(t, kept.person_id.n, agency.designer.n);
    CHECK_INT(t, kept.kind, ABSENCE_SICK);
    CHECK_INT(t, kept.from_day.n, absence.from_day.n);
    CHECK_INT(t, kept.until_day.n, absence.until_day.n);
    CHECK_STR(t, kept.note, "больничный");
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 14)).absence.n, H(40));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 21)).absence.n, 0);
}

static void refuses_what_cannot_be(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    CHECK_ERR(t, try_add(&agency, vacation(ID(0), WEEK, 1)), ERR_INPUT, "person_id");
    CHECK_ERR(t, try_add(&agency, vacation(ID(424242), WEEK, 1)), ERR_INPUT, "person_id");
    CHECK_ERR(t, try_add(&agency, vacation(agency.designer, WEEK, 0)), ERR_INPUT, "until_day");
    CHECK_ERR(t, try_add(&agency, vacation(agency.designer, WEEK, 367)), ERR_INPUT, "until_day");
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, WEEK, 366)));
}

static void refuses_a_second_absence_on_the_same_days(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence half = vacation(agency.designer, day_plus(WEEK, 10), 1);
    half.half = true;
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, WEEK, 5)));
    CHECK_ERR(t, try_add(&agency, vacation(agency.designer, day_plus(WEEK, 4), 3)), ERR_INPUT, "from_day");
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, day_plus(WEEK, 5), 2)));
    CHECK_OK(t, try_add(&agency, vacation(agency.other, WEEK, 5)));
    CHECK_OK(t, try_add(&agency, half));
    CHECK_OK(t, try_add(&agency, half));
    CHECK_ERR(t, try_add(&agency, vacation(agency.designer, day_plus(WEEK, 10), 1)), ERR_INPUT, "from_day");
}

static void lets_people_enter_their_own_only(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence others = vacation(agency.other, WEEK, 1);
    CHECK_OK(t, absence_add(&agency.cx, &others));
    plan_act_as(t, &agency, agency.designer);
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, WEEK, 1)));
    CHECK_ERR(t, try_add(&agency, vacation(agency.other, day_plus(WEEK, 2), 1)), ERR_DENIED, "");
    others.note = "x";
    CHECK_ERR(t, absence_change(&agency.cx, &others), ERR_DENIED, "");
    CHECK_ERR(t, absence_remove(&agency.cx, others.id), ERR_DENIED, "");
}

static void leaves_closed_weeks_alone(Test *t)
{
    Agency agency;
    Day closed = day_plus(WEEK, -8); /* Sunday before the last week */
    plan_agency(t, &agency);
    Absence long_ago = vacation(agency.designer, day_plus(closed, -6), 21);
    CHECK_OK(t, absence_add(&agency.cx, &long_ago));
    plan_act_as(t, &agency, agency.designer);
    CHECK_ERR(t, try_add(&agency, vacation(agency.designer, day_plus(closed, -20), 1)), ERR_DENIED, "from_day");
    CHECK_ERR(t, absence_remove(&agency.cx, long_ago.id), ERR_DENIED, "from_day");
    long_ago.until_day = day_plus(long_ago.until_day, 7);
    CHECK_OK(t, absence_change(&agency.cx, &long_ago));
    long_ago.from_day = day_plus(long_ago.from_day, 1);
    CHECK_ERR(t, absence_change(&agency.cx, &long_ago), ERR_DENIED, "from_day");
}

static void pushes_what_was_planned_and_keeps_it(Test *t)
{
    Agency agency;
    PersonWeekList pushed = {0};
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(36));
    plan_fill(t, &agency, agency.designer, day_plus(WEEK, 7), agency.project, H(8));
    Absence absence = vacation(agency.designer, day_plus(WEEK, 3), 5);
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, H(36));
    CHECK_INT(t, week.absence.n, H(16));
    CHECK_INT(t, week.pushed.n, H(12));
    CHECK_OK(t, absence_pushed(&agency.cx, &absence, &pushed));
    CHECK_INT(t, pushed.count, 1);
    CHECK_INT(t, pushed.items[0].week.n, WEEK.n);
}

static void a_pushed_week_can_be_lowered_but_not_raised(Test *t)
{
    Agency agency;
    AllocationResult result;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, WEEK, 2)));
    AllocationPut more = plan_put(agency.designer, WEEK, agency.foreign, 1);
    CHECK_ERR(t, allocation_put(&agency.cx, &more, &result), ERR_INPUT, "value");
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(30));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, H(6));
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(24));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, 0);
}

static void moves_the_weeks_of_both_versions(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = vacation(agency.designer, WEEK, 5);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(8));
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    absence.from_day = day_plus(WEEK, 14);
    absence.until_day = day_plus(WEEK, 15);
    CHECK_OK(t, absence_change(&agency.cx, &absence));
    CHECK_INT(t, absence.revision, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, 0);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, 0);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 14)).absence.n, H(16));
    CHECK_OK(t, absence_remove(&agency.cx, absence.id));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 14)).absence.n, 0);
    CHECK_ERR(t, absence_get(&agency.cx, absence.id, &absence), ERR_MISSING, "");
}

static void shows_both_versions_of_a_stale_save(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence mine = vacation(agency.designer, WEEK, 5);
    CHECK_OK(t, absence_add(&agency.cx, &mine));
    Absence theirs = mine;
    theirs.note = "до обеда";
    CHECK_OK(t, absence_change(&agency.cx, &theirs));
    mine.half = true;
    Err *err = absence_change(&agency.cx, &mine);
    CHECK_ERR(t, err, ERR_CONFLICT, "");
    CHECK(t, err->shape == &AbsenceConflict_shape);
    const AbsenceConflict *conflict = err->data;
    CHECK(t, conflict->yours->half && !conflict->theirs->half);
    CHECK_STR(t, conflict->theirs->note, "до обеда");
    mine.revision = 0;
    CHECK_ERR(t, absence_change(&agency.cx, &mine), ERR_INPUT, "revision");
}

static void an_absence_stays_with_its_person(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = vacation(agency.designer, WEEK, 5);
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    absence.person_id = agency.other;
    CHECK_ERR(t, absence_change(&agency.cx, &absence), ERR_INPUT, "person_id");
}

static void undo_brings_the_room_back(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    plan_act_as(t, &agency, agency.head);
    Absence absence = vacation(agency.designer, WEEK, 5);
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, H(40));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, 0);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, 0);
}

static void undo_takes_back_a_change_and_a_deletion(Test *t)
{
    Agency agency;
    Absence kept;
    plan_agency(t, &agency);
    Absence absence = vacation(agency.designer, WEEK, 5);
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    plan_act_as(t, &agency, agency.head);
    absence.until_day = WEEK;
    CHECK_OK(t, absence_change(&agency.cx, &absence));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(8));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(40));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, absence_remove(&agency.cx, absence.id));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_OK(t, absence_get(&agency.cx, absence.id, &kept));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).absence.n, H(40));
}

static void undo_gives_way_to_a_later_change(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = vacation(agency.designer, WEEK, 5);
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    Id added = agency.cx.change_id;
    absence.note = "позже";
    CHECK_OK(t, absence_change(&agency.cx, &absence));
    agency.cx.change_id = added;
    CHECK_ERR(t, plan_undo(&agency), ERR_CONFLICT, "");
}

static void lists_by_filter_page_by_page(Test *t)
{
    Agency agency;
    AbsencePage all = {.from = DAY_NONE, .until = DAY_NONE};
    plan_agency(t, &agency);
    for (int i = 0; i < 3; i++) {
        CHECK_OK(t, try_add(&agency, vacation(agency.designer, day_plus(WEEK, i * 7), 2)));
        Absence sick = vacation(agency.other, day_plus(WEEK, i * 7), 2);
        sick.kind = ABSENCE_SICK;
        CHECK_OK(t, absence_add(&agency.cx, &sick));
    }
    CHECK_OK(t, absence_list(&agency.cx, &all));
    CHECK_INT(t, all.items.count, 6);
    CHECK_STR(t, all.items.items[0].person_name, "Полина Грек");
    AbsencePage sick = {.kind = "sick", .from = day_plus(WEEK, 1), .until = day_plus(WEEK, 7)};
    CHECK_OK(t, absence_list(&agency.cx, &sick));
    CHECK_INT(t, sick.items.count, 2);
    AbsencePage first = {.from = DAY_NONE, .until = DAY_NONE, .limit = 4};
    CHECK_OK(t, absence_list(&agency.cx, &first));
    AbsencePage rest = {.from = DAY_NONE, .until = DAY_NONE, .limit = 4, .cursor = first.next};
    CHECK_OK(t, absence_list(&agency.cx, &rest));
    CHECK_INT(t, first.items.count, 4);
    CHECK_INT(t, rest.items.count, 2);
    CHECK_INT(t, rest.items.items[1].id.n, all.items.items[5].id.n);
    CHECK_STR(t, rest.next, "");
    CHECK_ERR(t, absence_list(&agency.cx, &(AbsencePage){.kind = "party"}), ERR_INPUT, "kind");
    CHECK_ERR(t, absence_list(&agency.cx, &(AbsencePage){.cursor = "x"}), ERR_INPUT, "cursor");
}

static bool touched(const Topics *topics, const char *name)
{
    for (size_t i = 0; i < topics->names.count; i++)
        if (strcmp(topics->names.items[i], name) == 0)
            return true;
    return false;
}

static void tells_which_weeks_moved(Test *t)
{
    Agency agency;
    Topics topics = {0};
    plan_agency(t, &agency);
    agency.cx.topics = &topics;
    CHECK_OK(t, try_add(&agency, vacation(agency.designer, day_plus(WEEK, 4), 10)));
    for (int i = 0; i < 2; i++)
        CHECK(t, touched(&topics, arena_printf(agency.cx.arena, "plan/%s/person/%" PRId64,
                                               day_iso(agency.cx.arena, day_plus(WEEK, i * 7)), agency.designer.n)));
    agency.cx.topics = NULL;
}

/* ---- two at once ---- */

#define WEEKS_AT_ONCE 12

typedef struct {
    Store *store;
    const Ctx *like;
    Day week;
    Err *(*run)(Ctx *cx, void *arg);
    bool failed;
} Hand;

static Err *plan_it(Ctx *cx, void *arg)
{
    const Hand *hand = arg;
    AllocationPut put = plan_put(TIMUR, hand->week, ID(0), H(8));
    AllocationResult result;
    put.kind = ALLOCATION_OWN_TASKS;
    return allocation_put(cx, &put, &result);
}

static Err *leave_it(Ctx *cx, void *arg)
{
    const Hand *hand = arg;
    Absence absence = vacation(TIMUR, hand->week, 3);
    return absence_add(cx, &absence);
}

static void *work_at_once(void *arg)
{
    Hand *hand = arg;
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = *hand->like;
    cx.arena = &arena;
    hand->failed = store_write(hand->store, &cx, hand->run, hand) != NULL;
    arena_finish(&arena);
    return NULL;
}

static Err *make_people(Ctx *cx, void *arg UNUSED)
{
    return allocation_fixture_people(cx);
}

static Err *read_rows(Ctx *cx, void *arg)
{
    return week_rows_of(cx, TIMUR, WEEK, DAY_MAX, arg);
}

/* Nobody had planned these weeks, so the rows are made by whoever comes first. */
static void a_week_planned_at_the_same_moment_knows_of_the_absence(Test *t)
{
    static Hand hands[2 * WEEKS_AT_ONCE];
    pthread_t threads[2 * WEEKS_AT_ONCE];
    Ctx cx;
    PersonWeekList rows = {0};
    Store *store = fixture_store(t, &cx);
    const Ctx like = cx;
    CHECK_OK(t, store_write(store, &cx, make_people, NULL));
    for (int i = 0; i < 2 * WEEKS_AT_ONCE; i++) {
        hands[i] = (Hand){store, &like, day_plus(WEEK, (int64_t)(i / 2) * 7 + 70), i % 2 ? plan_it : leave_it, false};
        CHECK(t, pthread_create(&threads[i], NULL, work_at_once, &hands[i]) == 0);
    }
    for (int i = 0; i < 2 * WEEKS_AT_ONCE; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 2 * WEEKS_AT_ONCE; i++)
        CHECK(t, !hands[i].failed);
    CHECK_OK(t, store_read(store, &cx, read_rows, &rows));
    CHECK_INT(t, rows.count, WEEKS_AT_ONCE);
    for (size_t i = 0; i < rows.count; i++) {
        CHECK(t, rows.items[i].absence.n >= H(24));
        CHECK_INT(t, rows.items[i].internal.n, H(8));
    }
}

TEST_SUITE_DB("plan: absence", {"an absence is kept as it was entered", keeps_what_was_entered},
              {"what cannot be is refused at its field", refuses_what_cannot_be},
              {"nobody is away twice on one day", refuses_a_second_absence_on_the_same_days},
              {"people enter their own days off only", lets_people_enter_their_own_only},
              {"closed weeks stay as they were", leaves_closed_weeks_alone},
              {"what was planned stays and is marked pushed", pushes_what_was_planned_and_keeps_it},
              {"a pushed week can be lowered, not raised", a_pushed_week_can_be_lowered_but_not_raised},
              {"a change moves the weeks of both versions", moves_the_weeks_of_both_versions},
              {"a stale save shows both versions", shows_both_versions_of_a_stale_save},
              {"an absence stays with its person", an_absence_stays_with_its_person},
              {"undo brings the room back", undo_brings_the_room_back},
              {"undo takes back a change and a deletion", undo_takes_back_a_change_and_a_deletion},
              {"undo gives way to a later change", undo_gives_way_to_a_later_change},
              {"the list filters and pages", lists_by_filter_page_by_page},
              {"the weeks that moved are told", tells_which_weeks_moved},
              {"a week planned at the same moment knows of the absence",
               a_week_planned_at_the_same_moment_knows_of_the_absence});
