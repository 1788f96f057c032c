/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "work/work_fixture.h"

static void keeps_what_was_said(Test *t)
{
    Ctx cx;
    Project kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = {.client_id = client.id,
                       .name = "Летняя кампания",
                       .kind = PROJECT_RETAINER,
                       .stage = PROJECT_KICK_OFF,
                       .direction = "контент",
                       .deputy_id = KIRILL,
                       .starts = day_from_ymd(2026, 5, 4),
                       .ends = day_from_ymd(2026, 7, 31)};
    CHECK_OK(t, project_add(&cx, &project));
    CHECK_OK(t, project_get(&cx, project.id, &kept));
    CHECK_STR(t, kept.name, "Летняя кампания");
    CHECK_INT(t, kept.kind, PROJECT_RETAINER);
    CHECK_INT(t, kept.stage, PROJECT_KICK_OFF);
    CHECK_STR(t, kept.direction, "контент");
    CHECK_INT(t, kept.manager_id.n, 0);
    CHECK_INT(t, kept.deputy_id.n, KIRILL.n);
    CHECK_INT(t, kept.starts.n, project.starts.n);
    CHECK_INT(t, kept.ends.n, project.ends.n);
}

static Err *try_add(Ctx *cx, Project project)
{
    project.starts = project.starts.n ? project.starts : DAY_NONE;
    project.ends = project.ends.n ? project.ends : DAY_NONE;
    return project_add(cx, &project);
}

static void refuses_what_cannot_be(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    work_project(t, &cx, client.id, "Лето");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = "ЛЕТО"}), ERR_INPUT, "name");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = " "}), ERR_INPUT, "name");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = ID(424242), .name = "A"}), ERR_INPUT, "client_id");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = "A", .manager_id = ID(424242)}), ERR_INPUT,
              "manager_id");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = "A", .starts = DAY(20), .ends = DAY(19)}),
              ERR_INPUT, "ends");
    CHECK_OK(t, try_add(&cx, (Project){.client_id = client.id, .name = "A", .starts = DAY(20), .ends = DAY(20)}));
}

static void refuses_an_archived_client(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    client.archived = true;
    CHECK_OK(t, client_change(&cx, &client));
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = "A"}), ERR_INPUT, "client_id");
}

static void the_team_sees_its_project(Test *t)
{
    static const Id team[] = {{9001}, {9002}, {9003}};
    Ctx cx;
    bool may;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    project.deputy_id = KIRILL;
    CHECK_OK(t, project_change(&cx, &project));
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, TIMUR}));
    for (size_t i = 0; i < COUNT_OF(team); i++) {
        work_act_as(&cx, team[i], SCOPE_TEAM, SCOPE_NONE);
        CHECK_OK(t, project_scope(&cx, "projects.read", project.id, &may));
        CHECK(t, may);
        CHECK_OK(t, project_scope(&cx, "projects.write", project.id, &may));
        CHECK(t, !may);
    }
}

static void foreign_and_missing_look_the_same(Test *t)
{
    Ctx cx;
    bool may;
    Project seen;
    ProjectBriefList all = {0};
    ProjectList list = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project foreign = work_project(t, &cx, client.id, "Лето");
    Project own = work_project(t, &cx, client.id, "Осень");
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){own.id, LARA}));
    work_act_as(&cx, LARA, SCOPE_OWN, SCOPE_NONE);
    CHECK_ERR(t, project_get(&cx, foreign.id, &seen), ERR_MISSING, "");
    CHECK_ERR(t, project_get(&cx, ID(424242), &seen), ERR_MISSING, "");
    CHECK_ERR(t, project_participants(&cx, foreign.id, &(ProjectParticipants){0}), ERR_MISSING, "");
    CHECK_OK(t, project_scope(&cx, "projects.read", foreign.id, &may));
    CHECK(t, !may);
    CHECK_OK(t, project_all(&cx, &all));
    CHECK_INT(t, all.count, 1);
    CHECK_INT(t, all.items[0].id.n, own.id.n);
    CHECK_OK(t, project_list(&cx, &list));
    CHECK_INT(t, list.items.count, 1);
}

static void asks_another_features_right(Test *t)
{
    Ctx cx;
    bool may;
    static const Grant grants[] = {{"plan.write", SCOPE_TEAM}};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Client other = work_client(t, &cx, "Липа", KIRILL);
    Project own = work_project(t, &cx, client.id, "Лето");
    Project foreign = work_project(t, &cx, other.id, "Лето");
    cx.root = false;
    cx.person_id = ANNA;
    cx.grants = (Grants){grants, 1};
    CHECK_OK(t, project_scope(&cx, "plan.write", own.id, &may));
    CHECK(t, may);
    CHECK_OK(t, project_scope(&cx, "plan.write", foreign.id, &may));
    CHECK(t, !may);
}

static void writes_only_in_its_team(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_TEAM);
    project.name = "Осень";
    CHECK_ERR(t, project_change(&cx, &project), ERR_DENIED, "");
    CHECK_ERR(t, project_person_add(&cx, &(ProjectPerson){project.id, KIRILL}), ERR_DENIED, "");
    CHECK_ERR(t, try_add(&cx, (Project){.client_id = client.id, .name = "A", .manager_id = TIMUR}), ERR_INPUT,
              "manager_id");
    Project own = work_project(t, &cx, client.id, "Зима");
    CHECK_INT(t, own.manager_id.n, KIRILL.n);
    own.name = "Весна";
    CHECK_OK(t, project_change(&cx, &own));
}

static void shows_both_versions_of_a_stale_save(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project mine = work_project(t, &cx, client.id, "Лето");
    Project theirs = mine;
    theirs.stage = PROJECT_CLOSING;
    CHECK_OK(t, project_change(&cx, &theirs));
    mine.stage = PROJECT_DONE;
    Err *err = project_change(&cx, &mine);
    CHECK_ERR(t, err, ERR_CONFLICT, "");
    CHECK(t, err->shape == &ProjectConflict_shape);
    const ProjectConflict *conflict = err->data;
    CHECK_INT(t, conflict->yours->stage, PROJECT_DONE);
    CHECK_INT(t, conflict->theirs->stage, PROJECT_CLOSING);
    CHECK_STR(t, conflict->changed_by_name, "Kirill");
}

/* Three clients with projects in several stages, for the filters. */
static void fill(Test *t, Ctx *cx)
{
    Client bereg = work_client(t, cx, "Берег", ANNA);
    Client lipa = work_client(t, cx, "Липа", KIRILL);
    work_project(t, cx, bereg.id, "Осень");
    work_project(t, cx, bereg.id, "Лето");
    Project tender = work_project(t, cx, lipa.id, "Тендер");
    Project done = work_project(t, cx, lipa.id, "Старое");
    tender.stage = PROJECT_TENDER;
    done.stage = PROJECT_DONE;
    CHECK_OK(t, project_change(cx, &tender));
    CHECK_OK(t, project_change(cx, &done));
    CHECK_OK(t, project_person_add(cx, &(ProjectPerson){tender.id, TIMUR}));
    cx->change_id = ID(0);
}

static void count(Test *t, Ctx *cx, ProjectList list, size_t wanted)
{
    CHECK_OK(t, project_list(cx, &list));
    CHECK_INT(t, list.items.count, wanted);
}

static void lists_by_filter(Test *t)
{
    Ctx cx;
    ProjectList all = {0};
    work_fixture(t, &cx);
    fill(t, &cx);
    CHECK_OK(t, project_list(&cx, &all));
    CHECK_INT(t, all.items.count, 4);
    CHECK_STR(t, all.items.items[0].name, "Лето");
    CHECK_STR(t, all.items.items[0].manager_name, "Anna");
    CHECK_STR(t, all.items.items[3].client_name, "Липа");
    count(t, &cx, (ProjectList){.client_id = all.items.items[0].client_id}, 2);
    count(t, &cx, (ProjectList){.manager_id = KIRILL}, 2);
    count(t, &cx, (ProjectList){.stage = "tender"}, 1);
    count(t, &cx, (ProjectList){.stage = "open"}, 3);
    count(t, &cx, (ProjectList){.q = "ЛИПА"}, 2);
    count(t, &cx, (ProjectList){.q = "осень"}, 1);
    count(t, &cx, (ProjectList){.archived = true}, 0);
    CHECK_ERR(t, project_list(&cx, &(ProjectList){.stage = "nonsense"}), ERR_INPUT, "stage");
    work_act_as(&cx, TIMUR, SCOPE_ALL, SCOPE_NONE);
    count(t, &cx, (ProjectList){.mine = true}, 1);
}

static void pages_join_to_the_whole(Test *t)
{
    static const char *const names[] = {"Лето", "Осень", "Старое", "Тендер"};
    Ctx cx;
    const char *cursor = "";
    work_fixture(t, &cx);
    fill(t, &cx);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        ProjectList list = {.limit = 1, .cursor = cursor};
        CHECK_OK(t, project_list(&cx, &list));
        CHECK_INT(t, list.items.count, 1);
        CHECK_STR(t, list.items.items[0].name, names[i]);
        cursor = list.next;
    }
    CHECK_STR(t, cursor, "");
}

static void archiving_a_client_takes_its_projects_along(Test *t)
{
    Ctx cx;
    ProjectBriefList all = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    work_project(t, &cx, client.id, "Лето");
    client.archived = true;
    CHECK_OK(t, client_change(&cx, &client));
    count(t, &cx, (ProjectList){.archived = false}, 0);
    count(t, &cx, (ProjectList){.archived = true}, 1);
    CHECK_OK(t, project_all(&cx, &all));
    CHECK(t, all.items[0].archived);
}

static void understands_names_of_tables(Test *t)
{
    static const struct {
        const char *text;
        size_t count;
        const char *name;
    } cases[] = {
        {"Берег", 2, "Лето"},
        {"берег · лето", 1, "Лето"},
        {"Берег Лето", 1, "Лето"},
        {"Берег (Осень)", 1, "Осень"},
        {"«Берег»: осень", 1, "Осень"},
        {"Берег – Лето", 1, "Лето"},
        {"Тендер", 1, "Тендер"},
        {"Берег весна", 0, NULL},
        {"Бер", 0, NULL},
        {"", 0, NULL},
        {" · ", 0, NULL},
    };
    Ctx cx;
    work_fixture(t, &cx);
    fill(t, &cx);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ProjectBriefList matches = {0};
        CHECK_OK(t, project_find_by_name(&cx, cases[i].text, &matches));
        CHECK_INT(t, matches.count, cases[i].count);
        if (cases[i].name)
            CHECK_STR(t, matches.items[0].name, cases[i].name);
    }
}

static void prefers_the_living_to_the_archive(Test *t)
{
    Ctx cx;
    ProjectBriefList live = {0}, archived = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project old = work_project(t, &cx, client.id, "Весна");
    work_project(t, &cx, client.id, "Лето");
    old.archived = true;
    CHECK_OK(t, project_change(&cx, &old));
    CHECK_OK(t, project_find_by_name(&cx, "Берег", &live));
    CHECK_INT(t, live.count, 1);
    CHECK_STR(t, live.items[0].name, "Лето");
    CHECK_OK(t, project_find_by_name(&cx, "Берег Весна", &archived));
    CHECK_INT(t, archived.count, 1);
    CHECK(t, archived.items[0].archived);
}

static void makes_client_and_project_from_names(Test *t)
{
    Ctx cx;
    ProjectBrief first, again, second;
    work_fixture(t, &cx);
    work_act_as(&cx, ANNA, SCOPE_ALL, SCOPE_TEAM);
    CHECK_OK(t, project_add_by_names(&cx, "Новый клиент", "Первый", &first));
    CHECK_OK(t, project_add_by_names(&cx, "новый клиент", "ПЕРВЫЙ", &again));
    CHECK_OK(t, project_add_by_names(&cx, "Новый клиент", "Второй", &second));
    CHECK_INT(t, again.id.n, first.id.n);
    CHECK(t, second.id.n != first.id.n);
    CHECK_INT(t, second.client_id.n, first.client_id.n);
    CHECK_INT(t, first.stage, PROJECT_RUNNING);
    CHECK_INT(t, first.manager_id.n, ANNA.n);
    CHECK_STR(t, project_label(cx.arena, &first), "Новый клиент · Первый");
    CHECK_OK(t, work_undo(&cx));
    CHECK_ERR(t, project_brief(&cx, first.id, &first), ERR_MISSING, "");
}

static void names_who_takes_part(Test *t)
{
    Ctx cx;
    ProjectParticipants people = {0}, fewer = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, TIMUR}));
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, LARA}));
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, TIMUR}));
    CHECK_ERR(t, project_person_add(&cx, &(ProjectPerson){project.id, ID(424242)}), ERR_INPUT, "person_id");
    CHECK_OK(t, project_participants(&cx, project.id, &people));
    CHECK_INT(t, people.items.count, 2);
    CHECK_STR(t, people.items.items[0].name, "Lara");
    CHECK_OK(t, project_person_remove(&cx, &(ProjectPerson){project.id, LARA}));
    CHECK_OK(t, project_participants(&cx, project.id, &fewer));
    CHECK_INT(t, fewer.items.count, 1);
    CHECK_STR(t, fewer.items.items[0].name, "Timur");
}

static void undo_puts_a_participant_back(Test *t)
{
    Ctx cx;
    ProjectParticipants after = {0}, again = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, TIMUR}));
    cx.change_id = ID(0);
    CHECK_OK(t, project_person_remove(&cx, &(ProjectPerson){project.id, TIMUR}));
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, project_participants(&cx, project.id, &after));
    CHECK_INT(t, after.items.count, 1);
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, project_participants(&cx, project.id, &again));
    CHECK_INT(t, again.items.count, 0);
}

static void undo_brings_a_stage_back(Test *t)
{
    Ctx cx;
    Project kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    project.stage = PROJECT_LOST;
    project.ends = day_from_ymd(2026, 6, 30);
    CHECK_OK(t, project_change(&cx, &project));
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, project_get(&cx, project.id, &kept));
    CHECK_INT(t, kept.stage, PROJECT_RUNNING);
    CHECK(t, !day_is_set(kept.ends));
}

static void undo_takes_an_added_project_away_and_back(Test *t)
{
    Ctx cx;
    Project kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = {.client_id = client.id, .name = "Лето", .starts = DAY_NONE, .ends = DAY_NONE};
    CHECK_OK(t, project_add(&cx, &project));
    CHECK_OK(t, work_undo(&cx));
    CHECK_ERR(t, project_get(&cx, project.id, &kept), ERR_MISSING, "");
    CHECK_OK(t, work_undo(&cx));
    CHECK_OK(t, project_get(&cx, project.id, &kept));
    CHECK_STR(t, kept.name, "Лето");
}

static void says_stages_in_russian(Test *t)
{
    Ctx cx;
    fixture_cx(t, &cx);
    cx.lang = LANG_RU;
    for (int i = 0; project_stage_words[i]; i++)
        CHECK(t, (unsigned char)project_stage_text(&cx, (ProjectStage)i)[0] >= 0x80);
    CHECK(t, project_stage_is_open(PROJECT_TENDER) && !project_stage_is_open(PROJECT_LOST));
}

TEST_SUITE_DB("work: project", {"a project is kept as it was given", keeps_what_was_said},
              {"doubles, strangers and backward dates are refused", refuses_what_cannot_be},
              {"a client in the archive gets no projects", refuses_an_archived_client},
              {"manager, deputy and participants are the team", the_team_sees_its_project},
              {"foreign and missing look the same", foreign_and_missing_look_the_same},
              {"the scope serves other features' rights", asks_another_features_right},
              {"a right for the team reaches only the team", writes_only_in_its_team},
              {"a stale save is refused with both versions", shows_both_versions_of_a_stale_save},
              {"the list follows its filters", lists_by_filter},
              {"pages of one row join to the whole", pages_join_to_the_whole},
              {"archiving a client takes its projects along", archiving_a_client_takes_its_projects_along},
              {"names in tables are understood", understands_names_of_tables},
              {"a live project is meant before an archived one", prefers_the_living_to_the_archive},
              {"client and project are made from names, once", makes_client_and_project_from_names},
              {"participants come by name and are not doubled", names_who_takes_part},
              {"undo puts a participant back, and out again", undo_puts_a_participant_back},
              {"undo brings stage and dates back", undo_brings_a_stage_back},
              {"undo takes an added project away, and brings it back", undo_takes_an_added_project_away_and_back},
              {"stages have Russian names", says_stages_in_russian});
