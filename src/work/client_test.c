/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "work/work_fixture.h"

static void keeps_what_was_said(Test *t)
{
    Ctx cx;
    Client kept;
    Client client = {.name = "Молочный двор", .hue = 3, .manager_id = ANNA, .deputy_id = KIRILL};
    work_fixture(t, &cx);
    CHECK_OK(t, client_add(&cx, &client));
    CHECK_INT(t, client.revision, 1);
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK_STR(t, kept.name, "Молочный двор");
    CHECK_INT(t, kept.hue, 3);
    CHECK_INT(t, kept.manager_id.n, ANNA.n);
    CHECK_INT(t, kept.deputy_id.n, KIRILL.n);
    CHECK(t, !kept.archived);
}

static void takes_the_least_used_colour(Test *t)
{
    Ctx cx;
    bool seen[CLIENT_HUES + 1] = {false};
    work_fixture(t, &cx);
    for (int i = 0; i < CLIENT_HUES; i++) {
        Client client = work_client(t, &cx, arena_printf(cx.arena, "Client %d", i), ID(0));
        CHECK(t, client.hue >= 1 && client.hue <= CLIENT_HUES && !seen[client.hue]);
        seen[client.hue] = true;
    }
}

static void refuses_doubles_and_strangers(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_client(t, &cx, "Берёзка", ID(0));
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "БЕРЕЗКА"}), ERR_INPUT, "name");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "  "}), ERR_INPUT, "name");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "A", .manager_id = ID(424242)}), ERR_INPUT, "manager_id");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "A", .deputy_id = ID(424242)}), ERR_INPUT, "deputy_id");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "A", .manager_id = ANNA, .deputy_id = ANNA}), ERR_INPUT,
              "deputy_id");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "A", .hue = CLIENT_HUES + 1}), ERR_INPUT, "hue");
}

static void finds_by_name_whatever_its_case(Test *t)
{
    Ctx cx;
    Client found_one;
    bool found;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берёзка", ID(0));
    CHECK_OK(t, client_find_by_name(&cx, "берЕзка", &found_one, &found));
    CHECK(t, found);
    CHECK_INT(t, found_one.id.n, client.id.n);
    CHECK_OK(t, client_find_by_name(&cx, "Берёз", &found_one, &found));
    CHECK(t, !found);
}

static void lists_by_filter(Test *t)
{
    Ctx cx;
    ClientList all = {0}, annas = {.manager_id = ANNA}, named = {.q = "дом"}, archived = {.archived = true};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Домовой", ANNA);
    work_client(t, &cx, "Липа", KIRILL);
    work_project(t, &cx, client.id, "SMM");
    CHECK_OK(t, client_list(&cx, &all));
    CHECK_INT(t, all.items.count, 2);
    CHECK_STR(t, all.items.items[0].name, "Домовой");
    CHECK_STR(t, all.items.items[0].manager_name, "Anna");
    CHECK_STR(t, all.items.items[0].deputy_name, "");
    CHECK_INT(t, all.items.items[0].project_count, 1);
    CHECK_OK(t, client_list(&cx, &annas));
    CHECK_INT(t, annas.items.count, 1);
    CHECK_OK(t, client_list(&cx, &named));
    CHECK_INT(t, named.items.count, 1);
    CHECK_OK(t, client_list(&cx, &archived));
    CHECK_INT(t, archived.items.count, 0);
}

/* Pages do not shift when a client comes or goes between them. */
static void pages_stay_in_place(Test *t)
{
    Ctx cx;
    ClientList first = {.limit = 2};
    work_fixture(t, &cx);
    work_client(t, &cx, "B", ID(0));
    Client last_seen = work_client(t, &cx, "D", ID(0));
    work_client(t, &cx, "F", ID(0));
    work_client(t, &cx, "H", ID(0));
    CHECK_OK(t, client_list(&cx, &first));
    CHECK_INT(t, first.items.count, 2);
    work_client(t, &cx, "A", ID(0));
    last_seen.archived = true;
    CHECK_OK(t, client_change(&cx, &last_seen));
    ClientList second = {.limit = 2, .cursor = first.next};
    CHECK_OK(t, client_list(&cx, &second));
    CHECK_INT(t, second.items.count, 2);
    CHECK_STR(t, second.items.items[0].name, "F");
    CHECK_STR(t, second.items.items[1].name, "H");
    CHECK_STR(t, second.next, "");
}

static void refuses_foreign_cursors_and_limits(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    CHECK_ERR(t, client_list(&cx, &(ClientList){.cursor = "nonsense"}), ERR_INPUT, "cursor");
    CHECK_ERR(t, client_list(&cx, &(ClientList){.cursor = "x.ab"}), ERR_INPUT, "cursor");
    CHECK_ERR(t, client_list(&cx, &(ClientList){.limit = 501}), ERR_INPUT, "limit");
    CHECK_ERR(t, client_list(&cx, &(ClientList){.limit = -1}), ERR_INPUT, "limit");
}

static void shows_both_versions_of_a_stale_save(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    Client mine = work_client(t, &cx, "Порог", ANNA);
    Client theirs = mine;
    theirs.name = "Порог и Ко";
    CHECK_OK(t, client_change(&cx, &theirs));
    CHECK_INT(t, theirs.revision, 2);
    mine.name = "Порожек";
    Err *err = client_change(&cx, &mine);
    CHECK_ERR(t, err, ERR_CONFLICT, "");
    CHECK(t, err->shape == &ClientConflict_shape);
    const ClientConflict *conflict = err->data;
    CHECK_STR(t, conflict->yours->name, "Порожек");
    CHECK_STR(t, conflict->theirs->name, "Порог и Ко");
    CHECK_INT(t, conflict->theirs->revision, 2);
    CHECK_STR(t, conflict->changed_by_name, "Kirill");
    CHECK(t, strstr(err->text, "Kirill") != NULL);
}

static void wants_to_know_the_version(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Порог", ANNA);
    client.revision = 0;
    CHECK_ERR(t, client_change(&cx, &client), ERR_INPUT, "revision");
}

static void saving_the_same_changes_nothing(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Порог", ANNA);
    CHECK_OK(t, client_change(&cx, &client));
    CHECK_INT(t, client.revision, 1);
    CHECK_INT(t, cx.change_id.n, 0);
}

static void hides_what_is_not_ones_own(Test *t)
{
    Ctx cx;
    Client seen;
    ClientList list = {0};
    work_fixture(t, &cx);
    Client own = work_client(t, &cx, "Липа", ANNA);
    Client foreign = work_client(t, &cx, "Опора", ANNA);
    Project project = work_project(t, &cx, own.id, "SMM");
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, LARA}));
    work_act_as(&cx, LARA, SCOPE_OWN, SCOPE_NONE);
    CHECK_OK(t, client_get(&cx, own.id, &seen));
    CHECK_ERR(t, client_get(&cx, foreign.id, &seen), ERR_MISSING, "");
    CHECK_ERR(t, client_get(&cx, ID(424242), &seen), ERR_MISSING, "");
    CHECK_OK(t, client_list(&cx, &list));
    CHECK_INT(t, list.items.count, 1);
    CHECK_STR(t, list.items.items[0].name, "Липа");
    work_act_as(&cx, LARA, SCOPE_NONE, SCOPE_NONE);
    CHECK_ERR(t, client_get(&cx, own.id, &seen), ERR_MISSING, "");
    work_act_as(&cx, ID(0), SCOPE_TEAM, SCOPE_TEAM);
    CHECK_ERR(t, client_get(&cx, own.id, &seen), ERR_MISSING, "");
}

static void writes_only_in_its_team(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client own = work_client(t, &cx, "Липа", ANNA);
    Client foreign = work_client(t, &cx, "Опора", KIRILL);
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_TEAM);
    own.name = "Липа Плюс";
    foreign.name = "Опора Плюс";
    CHECK_OK(t, client_change(&cx, &own));
    CHECK_ERR(t, client_change(&cx, &foreign), ERR_DENIED, "");
    work_act_as(&cx, TIMUR, SCOPE_ALL, SCOPE_NONE);
    own.name = "Липа Минус";
    CHECK_ERR(t, client_change(&cx, &own), ERR_DENIED, "");
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "Новый"}), ERR_DENIED, "");
}

static void who_adds_for_the_team_is_in_it(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_TEAM);
    Client own = work_client(t, &cx, "Липа", ID(0));
    CHECK_INT(t, own.manager_id.n, ANNA.n);
    CHECK_ERR(t, client_add(&cx, &(Client){.name = "Опора", .manager_id = KIRILL}), ERR_INPUT, "manager_id");
    CHECK_OK(t, client_add(&cx, &(Client){.name = "Опора", .manager_id = KIRILL, .deputy_id = ANNA}));
}

static void undo_brings_a_name_back(Test *t)
{
    Ctx cx;
    Client kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Липа", ANNA);
    client.name = "Клён";
    CHECK_OK(t, client_change(&cx, &client));
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK_STR(t, kept.name, "Липа");
    CHECK_INT(t, kept.revision, 3);
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK_STR(t, kept.name, "Клён");
}

static void undo_leaves_what_others_changed_since(Test *t)
{
    Ctx cx;
    Client kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Липа", ANNA);
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_ALL);
    client.name = "Клён";
    CHECK_OK(t, client_change(&cx, &client));
    Id change_id = cx.change_id;
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    client.hue = client.hue % CLIENT_HUES + 1;
    CHECK_OK(t, client_change(&cx, &client)); /* another field: in nobody's way */
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_ALL);
    cx.change_id = change_id;
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK_STR(t, kept.name, "Липа");
    CHECK_INT(t, kept.hue, client.hue);
}

static void undo_names_who_changed_it_since(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Липа", ANNA);
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_ALL);
    client.name = "Клён";
    CHECK_OK(t, client_change(&cx, &client));
    Id change_id = cx.change_id;
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    client.name = "Дуб";
    CHECK_OK(t, client_change(&cx, &client));
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_ALL);
    cx.change_id = change_id;
    Err *err = work_undo(&cx);
    CHECK_ERR(t, err, ERR_CONFLICT, "");
    CHECK(t, strstr(err->text, "Kirill") != NULL);
}

static void undo_takes_an_added_client_away_and_back(Test *t)
{
    Ctx cx;
    Client kept;
    Client client = {.name = "Липа", .manager_id = ANNA};
    work_fixture(t, &cx);
    CHECK_OK(t, client_add(&cx, &client));
    CHECK_OK(t, work_undo(&cx));
    CHECK_ERR(t, client_get(&cx, client.id, &kept), ERR_MISSING, "");
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK_STR(t, kept.name, "Липа");
    CHECK_INT(t, kept.manager_id.n, ANNA.n);
}

static void undo_keeps_a_client_with_projects(Test *t)
{
    Ctx cx;
    Client client = {.name = "Липа"};
    work_fixture(t, &cx);
    CHECK_OK(t, client_add(&cx, &client));
    Id change_id = cx.change_id;
    cx.change_id = ID(0);
    work_project(t, &cx, client.id, "SMM");
    cx.change_id = change_id;
    CHECK_OK(t, db_savepoint(&cx));
    CHECK_ERR(t, work_undo(&cx), ERR_CONFLICT, "");
    db_rollback_to_savepoint(&cx);
}

TEST_SUITE_DB("work: client", {"a client is kept as it was given", keeps_what_was_said},
              {"a new client gets the colour that is used least", takes_the_least_used_colour},
              {"names are not doubled and people exist", refuses_doubles_and_strangers},
              {"a name is found whatever its case and ё", finds_by_name_whatever_its_case},
              {"the list follows its filters", lists_by_filter},
              {"pages stay in place when clients come and go", pages_stay_in_place},
              {"a foreign cursor and a limit out of range are refused", refuses_foreign_cursors_and_limits},
              {"a stale save is refused with both versions", shows_both_versions_of_a_stale_save},
              {"a save without the version is refused", wants_to_know_the_version},
              {"saving the same makes no new version", saving_the_same_changes_nothing},
              {"what is not one's own looks missing", hides_what_is_not_ones_own},
              {"a right for the team reaches only the team", writes_only_in_its_team},
              {"who may add for the team becomes part of it", who_adds_for_the_team_is_in_it},
              {"undo brings a name back, and again", undo_brings_a_name_back},
              {"undo leaves what others changed since", undo_leaves_what_others_changed_since},
              {"undo is refused when the same field changed since", undo_names_who_changed_it_since},
              {"undo takes an added client away, and brings it back", undo_takes_an_added_client_away_and_back},
              {"undo keeps a client that has projects", undo_keeps_a_client_with_projects});
