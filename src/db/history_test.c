/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/db_fixture.h"
#include "db/history.h"

/* A record of this test; it lives in memory, its history in the database. */
typedef struct {
    Id id;
    const char *name, *password;
    int size;
    Day day;
    Instant at;
    Money sum;
} Pot;
SHAPE_STATIC(Pot, FIELD(Pot, id), FIELD(Pot, name), FIELD(Pot, password, .secret = true), FIELD(Pot, size),
             FIELD(Pot, day), FIELD(Pot, at), FIELD(Pot, sum));

static const char *restored; /* what was taken back, in its order */

static Err *restore_pot(Ctx *cx, const ChangeItem *item)
{
    restored = arena_printf(cx->arena, "%s%lld:%s ", restored, (long long)item->record_id.n, item->before);
    Pot now = {.id = item->record_id, .name = "restored"};
    return history_note(cx, "pot", item->record_id, &Pot_shape, NULL, &now);
}

static Err *refuse_lid(Ctx *cx, const ChangeItem *item UNUSED)
{
    return err_new(cx, ERR_CONFLICT, "", "somebody changed it");
}

static Err *restore_spoons(Ctx *cx, const ChangeItem *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        restored = arena_printf(cx->arena, "%s spoon %lld", restored, (long long)items[i].record_id.n);
    return NULL;
}

static const Undoer undoers[] = {{.noun = "pot", .restore = restore_pot},
                                 {.noun = "lid", .restore = refuse_lid},
                                 {.noun = "spoon", .restore_all = restore_spoons},
                                 {.noun = NULL}};
static const Undoer *const all_undoers[] = {NULL, undoers};

static Err *undo(Ctx *cx, Id change_id)
{
    cx->change_id = ID(0); /* another request */
    return history_undo(cx, change_id, all_undoers, COUNT_OF(all_undoers));
}

static Id change_two_pots(Test *t, Ctx *cx)
{
    Pot before = {.id = ID(1), .name = "a \"pot\"", .password = "hush", .size = 3};
    Pot after = {.id = ID(1), .name = "a pan", .password = "hush", .size = 3};
    Pot made = {.id = ID(2), .name = "new", .password = "hush"};
    cx->change_id = ID(0);
    CHECK_OK(t, history_note(cx, "pot", ID(1), &Pot_shape, &before, &after));
    CHECK_OK(t, history_note(cx, "pot", ID(2), &Pot_shape, NULL, &made));
    return cx->change_id;
}

static void open_desk(Test *t, Ctx *cx)
{
    fixture_db(t, cx);
    cx->root = false;
    cx->person_id = ID(12);
    cx->through = "page";
    restored = "";
}

static void keeps_before_and_after(Test *t)
{
    Ctx cx;
    ChangeItemList items = {0};
    open_desk(t, &cx);
    Id change_id = change_two_pots(t, &cx);
    CHECK_OK(t, history_of_record(&cx, "pot", ID(1), &items));
    CHECK_INT(t, items.count, 1);
    CHECK_INT(t, items.items[0].change_id.n, change_id.n);
    CHECK_STR(t, items.items[0].before,
              "{\"id\":1,\"name\":\"a "
              "\\\"pot\\\"\",\"size\":3,\"day\":\"1970-01-01\",\"at\":null,\"sum\":{\"amount\":\"0.00\",\"currency\":"
              "\"RUB\"}}");
    CHECK(t, strstr(items.items[0].after, "\"name\":\"a pan\"") != NULL);
    items = (ChangeItemList){0};
    CHECK_OK(t, history_of_record(&cx, "pot", ID(2), &items));
    CHECK_STR(t, items.items[0].before, "");
    CHECK(t, !strstr(items.items[0].after, "hush"));
}

static void takes_back_newest_first(Test *t)
{
    Ctx cx;
    Change last;
    open_desk(t, &cx);
    Id first = change_two_pots(t, &cx);
    Id second = change_two_pots(t, &cx);
    CHECK(t, second.n > first.n);
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, second.n);
    CHECK_STR(t, last.through, "page");
    CHECK_OK(t, undo(&cx, second));
    CHECK(t, text_starts(restored, "2: 1:{\"id\":1,\"name\":\"a \\\"pot\\\"\",\"size\":3,"));
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, first.n);
}

static void takes_back_once(Test *t)
{
    Ctx cx;
    open_desk(t, &cx);
    Id change_id = change_two_pots(t, &cx);
    CHECK_OK(t, undo(&cx, change_id));
    Id undoing = cx.change_id;
    CHECK_ERR(t, undo(&cx, change_id), ERR_CONFLICT, "");
    CHECK_OK(t, undo(&cx, undoing)); /* taking back what was taken back */
}

static void commands_find_what_commands_did(Test *t)
{
    Ctx cx;
    Change last;
    open_desk(t, &cx);
    Id of_person = change_two_pots(t, &cx);
    Id person_id = cx.person_id;
    cx.person_id = ID(0);
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, 0);
    Id of_command = change_two_pots(t, &cx);
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, of_command.n);
    cx.person_id = person_id;
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, of_person.n);
}

static void guards_changes_of_others(Test *t)
{
    static const Grant grants[] = {{"history.undo", SCOPE_ALL}};
    Ctx cx;
    Change last;
    open_desk(t, &cx);
    Id change_id = change_two_pots(t, &cx);
    cx.person_id = ID(13);
    CHECK_ERR(t, undo(&cx, change_id), ERR_DENIED, "");
    CHECK_OK(t, history_last_own(&cx, &last));
    CHECK_INT(t, last.id.n, 0);
    cx.grants = (Grants){grants, 1};
    CHECK_OK(t, undo(&cx, change_id));
}

static void refuses_what_cannot_be_taken_back(Test *t)
{
    Ctx cx;
    Pot pot = {.id = ID(5), .name = "x"};
    open_desk(t, &cx);
    CHECK_ERR(t, undo(&cx, ID(424242)), ERR_MISSING, "");
    CHECK_OK(t, history_note(&cx, "fork", ID(5), &Pot_shape, NULL, &pot));
    CHECK_ERR(t, undo(&cx, cx.change_id), ERR_CONFLICT, "");
    cx.change_id = ID(0);
    CHECK_OK(t, history_note(&cx, "lid", ID(5), &Pot_shape, NULL, &pot));
    CHECK_ERR(t, undo(&cx, cx.change_id), ERR_CONFLICT, "");
}

static void takes_back_a_noun_at_once(Test *t)
{
    Ctx cx;
    Pot pot = {.name = ""};
    open_desk(t, &cx);
    CHECK_OK(t, history_note(&cx, "spoon", ID(1), &Pot_shape, NULL, &pot));
    CHECK_OK(t, history_note(&cx, "pot", ID(2), &Pot_shape, NULL, &pot));
    CHECK_OK(t, history_note(&cx, "spoon", ID(3), &Pot_shape, NULL, &pot));
    CHECK_OK(t, undo(&cx, cx.change_id));
    CHECK_STR(t, restored, " spoon 3 spoon 12: ");
}

/* One pot in its three forms: as it was, as it was left, as it is stored now. */
static void moves_back_what_was_changed(Test *t)
{
    Ctx cx;
    ChangeItemList items = {0};
    bool held = false;
    Pot before = {.id = ID(1), .name = "a", .size = 1, .day = DAY(20000), .at = {1780000000}, .sum = {-150}};
    Pot after = {.id = ID(1), .name = "b", .size = 1, .day = DAY_NONE, .sum = {7}};
    open_desk(t, &cx);
    CHECK_OK(t, history_note(&cx, "pot", ID(1), &Pot_shape, &before, &after));
    CHECK_OK(t, history_of_record(&cx, "pot", ID(1), &items));
    Pot now = after;
    now.size = 9; /* changed since, and no part of this change */
    CHECK_OK(t, history_take_back(&cx, &items.items[0], &Pot_shape, &now, &held));
    CHECK(t, held);
    CHECK_STR(t, now.name, "a");
    CHECK_INT(t, now.size, 9);
    CHECK_INT(t, now.day.n, 20000);
    CHECK_INT(t, now.at.n, 1780000000);
    CHECK_INT(t, now.sum.n, -150);
    now.name = "c";
    CHECK_OK(t, history_take_back(&cx, &items.items[0], &Pot_shape, &now, &held));
    CHECK(t, !held);
    CHECK_STR(t, now.name, "c");
}

static void knows_who_was_last(Test *t)
{
    Ctx cx;
    Id person_id = ID(99);
    Instant at;
    open_desk(t, &cx);
    CHECK_OK(t, history_changed_by(&cx, "pot", ID(1), &person_id, &at));
    CHECK_INT(t, person_id.n, 0);
    change_two_pots(t, &cx);
    cx.person_id = ID(14);
    cx.now.n++;
    change_two_pots(t, &cx);
    CHECK_OK(t, history_changed_by(&cx, "pot", ID(1), &person_id, &at));
    CHECK_INT(t, person_id.n, 14);
    CHECK_INT(t, at.n, cx.now.n);
}

static void notes_the_audit(Test *t)
{
    Ctx cx;
    open_desk(t, &cx);
    CHECK_OK(t, audit_note(&cx, "10.0.0.1", "sign_in", "person 12", ""));
    cx.person_id = ID(0);
    CHECK_OK(t, audit_note(&cx, "", "sign_in_failed", "account anna", "wrong password"));
}

TEST_SUITE_DB("db: history", {"a record is kept whole before and after, without secrets", keeps_before_and_after},
              {"a change is taken back newest item first", takes_back_newest_first},
              {"a change is taken back once, and that can be taken back", takes_back_once},
              {"what nobody signed in did is found by commands alone", commands_find_what_commands_did},
              {"changes of others are theirs, but for a right", guards_changes_of_others},
              {"what has no way back says so", refuses_what_cannot_be_taken_back},
              {"items that hold only together are taken back at once", takes_back_a_noun_at_once},
              {"only fields that were changed move back, and only if nobody touched them", moves_back_what_was_changed},
              {"who changed a record last is known", knows_who_was_last},
              {"sign-ins and refusals are noted", notes_the_audit});
