/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/xlsx_write.h"
#include "import/import.h"
#include "people/undo.h"
#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_fixture.h"
#include "plan/undo.h"
#include "work/work_feature.h"

#define WEEK2 day_from_ymd(2026, 6, 22)

static Id stage(Test *t, Agency *agency, const char *text)
{
    ImportTable table;
    Id id = {0};
    CHECK_OK(t, import_read_file(&agency->cx, text, strlen(text), NULL, &table));
    ImportFile file = {text, strlen(text), table.profile};
    CHECK_OK(t, import_stage(&agency->cx, "Загрузка.csv", &file, &id));
    return id;
}

static ImportOpened open_staged(Test *t, Agency *agency, Id id, const ImportAnswers *answers)
{
    ImportOpened opened;
    CHECK_OK(t, import_open(&agency->cx, id, answers, &opened));
    return opened;
}

static ImportPreview preview(Test *t, Agency *agency, Id id, const ImportAnswers *answers)
{
    ImportPreview shown;
    ImportOpened opened = open_staged(t, agency, id, answers);
    CHECK_OK(t, import_preview(&agency->cx, &opened, NULL, &shown));
    return shown;
}

static ImportReport confirm(Test *t, Agency *agency, Id id, const ImportAnswers *answers)
{
    ImportReport report;
    ImportOpened opened = open_staged(t, agency, id, answers);
    agency->cx.change_id = ID(0);
    CHECK_OK(t, import_confirm(&agency->cx, &opened, &report));
    return report;
}

static ImportReport bring(Test *t, Agency *agency, const char *text, ImportOver over)
{
    ImportAnswers answers = {.over = over};
    return confirm(t, agency, stage(t, agency, text), &answers);
}

/* Takes back what the last import did, by the rules of every folder it touched. */
static Err *undo(Agency *agency)
{

    const Undoer *const all[] = {plan_undoers, people_undoers, work_feature.undoers};
    Id change_id = agency->cx.change_id;
    agency->cx.change_id = ID(0);
    return history_undo(&agency->cx, change_id, all, COUNT_OF(all));
}

static int64_t people_there(Test *t, Agency *agency)
{
    int64_t count;
    CHECK_OK(t, person_count(&agency->cx, &count));
    return count;
}

static void brings_a_table_over(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Id id = stage(t, &agency,
                  "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                  "Полина Г.;Опора;60;20?\n"
                  ";обучение;10;\n"
                  "Сомов;Берег · Лето;50%;8 ч\n");
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK_INT(t, shown.will_write, 5);
    CHECK_INT(t, shown.will_same, 0);
    CHECK(t, shown.can_confirm);
    CHECK_STR(t, shown.summary, "Read: 2 people, 2 weeks, 2 projects.");
    CHECK_STR(t, shown.people.items[0].status_text, "matched");
    CHECK_INT(t, shown.skipped.count, 0);
    CHECK_STR(t, shown.totals.items[0].file_total, "90\u00a0%");
    CHECK(t, shown.totals.items[0].same);
    ImportReport report = confirm(t, &agency, id, NULL);
    CHECK_INT(t, report.written, 5);
    CHECK(t, report.change_id.n != 0);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, 1440);
    CHECK_INT(t, week.internal.n, 240);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).tentative.n, 480);
    CHECK_INT(t, plan_week(t, &agency, agency.other, WEEK2).confirmed.n, 480);
}

static void changes_nothing_the_second_time(Test *t)
{
    static const char text[] = "Сотрудник;Проект, %;15.06.2026;22.06.2026\n"
                               "Полина Грек;Опора;60;20?\nНина Новая;Новый клиент / Сайт;50;50\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportReport first = bring(t, &agency, text, IMPORT_REFUSE);
    CHECK_INT(t, first.written, 4);
    CHECK_INT(t, first.people_made, 1);
    CHECK_INT(t, first.projects_made, 1);
    ImportPreview shown = preview(t, &agency, stage(t, &agency, text), NULL);
    CHECK_INT(t, shown.will_write, 0);
    CHECK_INT(t, shown.will_same, 4);
    CHECK(t, !shown.can_confirm);
    int64_t people = people_there(t, &agency);
    ImportReport second = bring(t, &agency, text, IMPORT_REFUSE);
    CHECK_INT(t, second.written, 0);
    CHECK_INT(t, second.change_id.n, 0);
    CHECK_INT(t, people_there(t, &agency), people);
}

static void refuses_what_does_not_fit(Test *t)
{
    static const char text[] = "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                               "Полина Грек;Опора;60;100\n;Берег;60;20\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportPreview shown = preview(t, &agency, stage(t, &agency, text), NULL);
    CHECK_INT(t, shown.will_write, 2);
    CHECK_INT(t, shown.refused.count, 2);
    CHECK_STR(t, shown.refused.items[0].person, "Полина Грек");
    CHECK_STR(t, shown.refused.items[0].subject, "Берег · Лето");
    CHECK_STR(t, shown.refused.items[0].percent, "60");
    CHECK_STR(t, shown.refused.items[0].why, "Only 40 % is free");
    CHECK_STR(t, shown.refused.items[1].why, "Nothing is free in this week");
    CHECK_STR(t, shown.refused.items[1].where, "D3");
    CHECK_INT(t, shown.over_choices.count, 3);
    CHECK(t, !shown.totals.items[0].same);
    ImportReport report = bring(t, &agency, text, IMPORT_REFUSE);
    CHECK_INT(t, report.written, 2);
    CHECK_INT(t, report.refused.count, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 1440);
}

static void puts_what_fits(Test *t)
{
    static const char text[] = "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                               "Полина Грек;Опора;60;100\n;Берег;60;20\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportReport report = bring(t, &agency, text, IMPORT_FIT);
    CHECK_INT(t, report.written, 3);
    CHECK_INT(t, report.refused.count, 2);
    CHECK_STR(t, report.refused.items[0].why, "Only 40 % is free; what fits is put in");
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 2400);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).confirmed.n, 2400);
    CHECK_INT(t, bring(t, &agency, text, IMPORT_FIT).written, 0);
}

static void agrees_overtime_for_the_file(Test *t)
{
    static const char text[] = "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                               "Полина Грек;Опора;60;100\n;Берег;60;20\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportReport report = bring(t, &agency, text, IMPORT_OVERTIME);
    CHECK_INT(t, report.written, 4);
    CHECK_INT(t, report.refused.count, 0);
    CHECK_INT(t, report.overtime.n, 480 + 480);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, 2880);
    CHECK_INT(t, week.overtime.n, 480);
    CHECK_INT(t, bring(t, &agency, text, IMPORT_OVERTIME).overtime.n, 0);
}

static void takes_all_of_it_back(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, 600);
    int64_t people = people_there(t, &agency);
    ImportReport report = bring(t, &agency,
                                "Сотрудник;Должность;Проект;15.06.2026;22.06.2026\n"
                                "Полина Грек;Дизайнер;Опора;120;20\n"
                                "Нина Новая;Редактор;Новый клиент / Сайт;50;Отпуск\n",
                                IMPORT_OVERTIME);
    CHECK_INT(t, report.written, 4);
    CHECK_INT(t, report.absences_made, 1);
    CHECK_INT(t, people_there(t, &agency), people + 1);
    CHECK_OK(t, undo(&agency));
    CHECK_INT(t, people_there(t, &agency), people);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, 600);
    CHECK_INT(t, week.overtime.n, 0);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).confirmed.n, 0);
    ProjectBriefList found = {0};
    CHECK_OK(t, project_find_by_name(&agency.cx, "Новый клиент / Сайт", &found));
    CHECK_INT(t, found.count, 0);
}

static void follows_a_changed_state(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    bring(t, &agency, "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;60?\n", IMPORT_REFUSE);
    ImportReport report = bring(t, &agency, "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;60\n", IMPORT_REFUSE);
    CHECK_INT(t, report.written, 2);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, 1440);
    CHECK_INT(t, week.tentative.n, 0);
    bring(t, &agency, "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;0\n", IMPORT_REFUSE);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 0);
}

static void matches_names_as_people_write_them(Test *t)
{
    static const struct {
        const char *raw, *status;
        int who; /* 0 nobody, 1 designer, 2 other */
    } table[] = {
        {"Полина Грек", "matched", 1},      {"грек полина", "matched", 1},     {"Полина Г.", "matched", 1},
        {"П. Грек", "matched", 1},          {"Полина", "matched", 1},          {"Грек Полина Сергеевна", "matched", 1},
        {"Палина Грек", "check this", 1},   {"Пол. Грек", "check this", 1},    {"Polina Grek", "check this", 1},
        {"Илюша Сомов", "check this", 2},   {"Илья  СОМОВ", "matched", 2},     {"Сомов И.", "matched", 2},
        {"Нина Новая", "will be added", 0}, {"Илья Грек", "will be added", 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Agency agency;
        plan_agency(t, &agency);
        Id who = table[i].who == 1 ? agency.designer : agency.other;
        const char *text = arena_printf(agency.cx.arena, "Сотрудник;Проект;15.06.2026\n%s;Опора;60%%\n", table[i].raw);
        ImportPreview shown = preview(t, &agency, stage(t, &agency, text), NULL);
        CHECK_STR(t, shown.people.items[0].status_text, table[i].status);
        CHECK_STR(t, shown.people.items[0].choice,
                  table[i].who ? arena_printf(agency.cx.arena, "%" PRId64, who.n) : "new");
    }
}

static void asks_where_several_fit(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.head);
    Id second = fixture_person(t, &agency.cx, "Полина Арно", "arno@polden.example", "specialist");
    Id id = stage(t, &agency, "Сотрудник;Проект;15.06.2026\nПолина;Лето;60%\n");
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK_STR(t, shown.people.items[0].status_text, "choose");
    CHECK_STR(t, shown.projects.items[0].status_text, "choose");
    CHECK_INT(t, shown.will_write, 0);
    CHECK_INT(t, shown.skipped.count, 2);
    CHECK_STR(t, shown.skipped.items[0].why, "Nobody has chosen what this means; 1 cell waits");
    ImportChoice who = {"Полина", arena_printf(agency.cx.arena, "%" PRId64, second.n)};
    ImportChoice what = {"Лето", arena_printf(agency.cx.arena, "p%" PRId64, agency.foreign.n)};
    ImportAnswers answers = {.people = {&who, 1}, .subjects = {&what, 1}};
    CHECK_INT(t, confirm(t, &agency, id, &answers).written, 1);
    CHECK_INT(t, plan_week(t, &agency, second, WEEK).confirmed.n, 1440);
    /* the next table of this make remembers */
    shown = preview(t, &agency, stage(t, &agency, "Сотрудник;Проект;22.06.2026\nПолина;Лето;40%\n"), NULL);
    CHECK_STR(t, shown.people.items[0].choice, who.choice);
    CHECK_STR(t, shown.projects.items[0].choice, what.choice);
}

static void suggests_similar_projects(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    ImportPreview shown = preview(t, &agency,
                                  stage(t, &agency,
                                        "Сотрудник;Проект;15.06.2026\nПолина;Бер. Лето;60%\n"
                                        ";Совсем другое: сайт;10%\n;Опера;10%\n"),
                                  NULL);
    CHECK_STR(t, shown.projects.items[0].status_text, "check this");
    CHECK_STR(t, shown.projects.items[0].choice, arena_printf(agency.cx.arena, "p%" PRId64, agency.foreign.n));
    CHECK_STR(t, shown.projects.items[1].choice, "new");
    CHECK_STR(t, shown.projects.items[2].choice, arena_printf(agency.cx.arena, "p%" PRId64, agency.project.n));
}

static void waits_for_a_unit(Test *t)
{
    ImportReport report;
    Agency agency;
    plan_agency(t, &agency);
    Id id = stage(t, &agency, "Сотрудник;Проект;15.06.2026;22.06.2026\nПолина;Опора;10;10\n");
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK(t, !shown.can_confirm);
    CHECK_STR(t, shown.trouble, "Say what the numbers are: percent, hours or shares");
    ImportOpened opened = open_staged(t, &agency, id, NULL);
    CHECK_ERR(t, import_confirm(&agency.cx, &opened, &report), ERR_INPUT, "unit");
    ImportAnswers answers = {.unit = IMPORT_UNIT_HOURS};
    CHECK_OK(t, import_answer(&agency.cx, id, &answers));
    CHECK_INT(t, confirm(t, &agency, id, NULL).written, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 600);
    opened = open_staged(t, &agency, id, NULL);
    CHECK_ERR(t, import_confirm(&agency.cx, &opened, &report), ERR_CONFLICT, "");
    CHECK_ERR(t, import_answer(&agency.cx, id, &answers), ERR_CONFLICT, "");
    CHECK(t, preview(t, &agency, id, NULL).done);
}

static void spreads_months_by_working_time(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    /* July 2026 has 23 working days: three of them in its first week, which June begins */
    Id id = stage(t, &agency, "Сотрудник;Проект;Июль 2026\nПолина;Опора;92 ч\n");
    CHECK_INT(t, confirm(t, &agency, id, NULL).written, 5);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_from_ymd(2026, 6, 29)).confirmed.n, 3 * 240);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_from_ymd(2026, 7, 6)).confirmed.n, 5 * 240);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_from_ymd(2026, 7, 27)).confirmed.n, 5 * 240);
}

static void enters_whole_weeks_of_leave(Test *t)
{
    static const char text[] = "Сотрудник;Проект, %;15.06.2026;22.06.2026;29.06.2026;06.07.2026\n"
                               "Полина Грек;Опора;60;ОТП;ОТП;\n;больничный;;;;40\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportReport report = bring(t, &agency, text, IMPORT_REFUSE);
    CHECK_INT(t, report.absences_made, 1);
    CHECK_INT(t, report.refused.count, 1);
    CHECK_STR(t, report.refused.items[0].why, "It is not said which days: enter it as an absence");
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).absence.n, 2400);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_from_ymd(2026, 6, 29)).absence.n, 2400);
    ImportPreview shown = preview(t, &agency, stage(t, &agency, text), NULL);
    CHECK_INT(t, shown.will_write, 0);
    CHECK_INT(t, shown.will_same, 3);
}

static void keeps_to_rights(Test *t)
{
    static const char text[] = "Сотрудник;Проект;25.05.2026;15.06.2026\nПолина Грек;Опора;60%;60%\n;Берег;;20%\n"
                               "Нина;Опора;;20%\n";
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.account);
    ImportPreview shown = preview(t, &agency, stage(t, &agency, text), NULL);
    CHECK_INT(t, shown.will_write, 1);
    CHECK_STR(t, shown.people.items[1].choice, "skip");
    CHECK_INT(t, shown.refused.count, 2);
    CHECK_STR(t, shown.refused.items[0].why, "This week is closed: its plan stays as it was");
    CHECK_STR(t, shown.refused.items[1].why, "You plan people on the projects of your team");
    CHECK_INT(t, shown.over_choices.count, 2); /* who may not agree overtime is not offered it */
    Id id = stage(t, &agency, text);
    CHECK_INT(t, confirm(t, &agency, id, NULL).written, 1);
    plan_act_as(t, &agency, agency.head);
    ImportOpened opened;
    CHECK_ERR(t, import_open(&agency.cx, id, NULL, &opened), ERR_MISSING, "");
}

/* A workbook of one person: two weeks of work, `blue` of them blue. */
static Id stage_blue(Test *t, Agency *agency, int blue)
{
    Ctx *cx = &agency->cx;
    XlsxWriter *xlsx;
    Buf bytes = {0};
    ImportTable table;
    Id id = {0};
    CHECK_OK(t, xlsx_start(cx, "x", &xlsx));
    CHECK_OK(t, xlsx_sheet(cx, xlsx, "План"));
    xlsx_text(xlsx, 0, 0, LOOK_HEAD, "Сотрудник");
    xlsx_text(xlsx, 0, 1, LOOK_HEAD, "Проект");
    xlsx_text(xlsx, 1, 0, LOOK_PLAIN, "Полина Грек");
    xlsx_text(xlsx, 1, 1, LOOK_PLAIN, "Опора");
    for (int i = 0; i < 2; i++) {
        xlsx_day(xlsx, 0, 2 + i, LOOK_HEAD, day_plus(WEEK, 7 * i));
        xlsx_percent(xlsx, 1, 2 + i, i < blue ? LOOK_TENTATIVE : LOOK_PLAIN, i ? 20000 : 60000);
    }
    CHECK_OK(t, xlsx_finish(cx, xlsx, &bytes));
    const char *data = arena_memdup(cx->arena, bytes.data, bytes.length);
    CHECK_OK(t, import_read_file(cx, data, bytes.length, NULL, &table));
    ImportFile file = {data, bytes.length, table.profile};
    CHECK_OK(t, import_stage(cx, "x", &file, &id));
    buf_finish(&bytes);
    return id;
}

static void tells_blue_from_decoration(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Id id = stage_blue(t, &agency, 1);
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK_STR(t, shown.colours.items[0].label, "blue · 1 cell");
    CHECK_STR(t, shown.colours.items[0].raw, "9DC3E6");
    CHECK_STR(t, shown.colours.items[0].choice, "tentative");
    confirm(t, &agency, id, NULL);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).tentative.n, 1440);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).confirmed.n, 480);
    shown = preview(t, &agency, stage_blue(t, &agency, 2), NULL);
    CHECK_STR(t, shown.colours.items[0].choice, "nothing");
    ImportChoice left = {"9DC3E6", "ignore"};
    ImportAnswers answers = {.colours = {&left, 1}};
    shown = preview(t, &agency, stage_blue(t, &agency, 1), &answers);
    CHECK_INT(t, shown.totals.items[0].file_total[0], '2'); /* only the cell without colour */
}

static AllocationResult put_percent(Test *t, Agency *agency, Id person_id, Day week, Id project_id, Minutes minutes)
{
    AllocationResult result = {0};
    AllocationPut put = plan_put(person_id, week, project_id, minutes.n);
    agency->cx.change_id = ID(0);
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
    return result;
}

static void asks_about_what_both_have_changed(Test *t)
{
    static const char first[] = "Сотрудник;Проект, %;15.06.2026;22.06.2026;29.06.2026\nПолина Грек;Опора;20;20;20\n";
    static const char next[] = "Сотрудник;Проект, %;15.06.2026;22.06.2026;29.06.2026\nПолина Грек;Опора;30;20;40\n";
    Agency agency;
    plan_agency(t, &agency);
    bring(t, &agency, first, IMPORT_REFUSE);
    put_percent(t, &agency, agency.designer, WEEK, agency.project, MINUTES(600));  /* 25 %; the table will say 30 */
    put_percent(t, &agency, agency.designer, WEEK2, agency.project, MINUTES(240)); /* 10 %; the table says 20 still */
    Id id = stage(t, &agency, next);
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK(t, shown.again);
    CHECK_INT(t, shown.will_write, 1); /* what only the table has changed */
    CHECK_INT(t, shown.will_ask, 2);
    CHECK_INT(t, shown.differs.count, 3);
    CHECK_STR(t, shown.differs.items[0].said, "20");
    CHECK_STR(t, shown.differs.items[0].takt, "25");
    CHECK_STR(t, shown.differs.items[0].file, "30");
    CHECK(t, strstr(shown.differs.items[0].what, "changed in the table; "));
    CHECK_STR(t, shown.differs.items[0].choice, "keep");
    CHECK_STR(t, shown.differs.items[2].what, "changed in the table");
    ImportChoice table = {shown.differs.items[0].field + 1, "file"};
    ImportAnswers answers = {.cells = {&table, 1}};
    CHECK_INT(t, confirm(t, &agency, id, &answers).written, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 720);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK2).confirmed.n, 240);
    shown = preview(t, &agency, stage(t, &agency, next), NULL);
    CHECK_INT(t, shown.will_write, 0);
    CHECK_INT(t, shown.will_ask, 0); /* it was asked and answered */
}

static void keeps_what_the_table_lost_until_asked(Test *t)
{
    static const char first[] = "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;20\n;Берег · Лето;30\n";
    static const char next[] = "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;20\n";
    static const char none[] = "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;\nИлья Сомов;Опора;20\n";
    Agency agency;
    plan_agency(t, &agency);
    bring(t, &agency, first, IMPORT_REFUSE);
    Id id = stage(t, &agency, next);
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK_INT(t, shown.will_write, 0);
    CHECK_STR(t, shown.differs.items[0].what, "stands in the table no more");
    CHECK_STR(t, shown.differs.items[0].subject, "Берег · Лето");
    ImportAnswers answers = {.changed = IMPORT_OVERWRITE};
    CHECK_INT(t, confirm(t, &agency, id, &answers).written, 1);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 480);
    shown = preview(t, &agency, stage(t, &agency, none), NULL); /* nothing is left of that week */
    CHECK_INT(t, shown.will_write, 1);
    CHECK_INT(t, shown.will_ask, 1);
    CHECK_STR(t, shown.differs.items[0].what, "stands in the table no more");
    CHECK_STR(t, shown.differs.items[0].person, "Полина Грек");
    CHECK_INT(t, confirm(t, &agency, stage(t, &agency, none), &answers).written, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 0);
}

/* An import that was taken back said nothing: the table may come again. */
static void forgets_what_was_taken_back(Test *t)
{
    static const char text[] = "Сотрудник;Проект, %;15.06.2026\nПолина Грек;Опора;20\n";
    Agency agency;
    plan_agency(t, &agency);
    CHECK_INT(t, bring(t, &agency, text, IMPORT_REFUSE).written, 1);
    CHECK_OK(t, undo(&agency));
    CHECK_INT(t, bring(t, &agency, text, IMPORT_REFUSE).written, 1);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 480);
}

static void adds_up_percents_of_days(Test *t)
{
    static const char text[] = "Дата;Сотрудник;Проект;%\n15.06.2026;Полина Грек;Опора;50\n"
                               "16.06.2026;Полина Грек;Опора;50\n17.06.2026;Полина Грек;Опора;25\n"
                               "18.06.2026;Полина Грек;Отпуск;отпуск\n19.06.2026;Полина Грек;Отпуск;отпуск\n";
    Agency agency;
    plan_agency(t, &agency);
    ImportReport report = bring(t, &agency, text, IMPORT_REFUSE);
    CHECK_INT(t, report.absences_made, 1);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, 600); /* 125 % of a day */
    CHECK_INT(t, week.absence.n, 960);
}

static void asks_what_words_come_to(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Id id = stage(t, &agency, "Кто;15.06.2026;22.06.2026\nПолина;Опора;20% Берег\n");
    ImportPreview shown = preview(t, &agency, id, NULL);
    CHECK_INT(t, shown.will_write, 1);
    CHECK_INT(t, shown.words_choices.count, 6);
    CHECK_STR(t, shown.skipped.items[0].why, "1 cell holds words and no number: say how much of the week that is");
    ImportAnswers answers = {.words = 25};
    CHECK_INT(t, confirm(t, &agency, id, &answers).written, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 600);
}

static void measures_distance(Test *t)
{
    CHECK_INT(t, edit_distance("опора", "опера"), 1);
    CHECK_INT(t, edit_distance("берег", "бреег"), 1);
    CHECK_INT(t, edit_distance("", "abc"), 3);
    CHECK_INT(t, edit_distance("kitten", "sitting"), 3);
}

static void forgets_what_nobody_brings_over(Test *t)
{
    Agency agency;
    Import import;
    bool more;
    plan_agency(t, &agency);
    Id old = stage(t, &agency, "Сотрудник;Проект;15.06.2026\nСомов;Опора;60\n");
    agency.cx.now.n += 7 * 86400;
    Id fresh = stage(t, &agency, "Сотрудник;Проект;15.06.2026\nСомов;Опора;60\n");
    CHECK_OK(t, import_forget_job.run(&agency.cx, NULL, &more));
    CHECK(t, !more);
    agency.cx.now.n++;
    CHECK_OK(t, import_forget_job.run(&agency.cx, NULL, &more));
    CHECK(t, more);
    CHECK_ERR(t, import_load(&agency.cx, old, &import), ERR_MISSING, "");
    CHECK_OK(t, import_load(&agency.cx, fresh, &import));
}

TEST_SUITE_DB("plan: import", {"a table is brought over", brings_a_table_over},
              {"the same table again changes nothing", changes_nothing_the_second_time},
              {"what goes past 100 % is refused and listed", refuses_what_does_not_fit},
              {"what fits can be put in", puts_what_fits},
              {"the rest can be agreed as overtime", agrees_overtime_for_the_file},
              {"undo takes all of an import back", takes_all_of_it_back},
              {"a changed state replaces the other", follows_a_changed_state},
              {"names are matched as people write them", matches_names_as_people_write_them},
              {"where several fit, somebody chooses, and the choice is kept", asks_where_several_fit},
              {"similar projects are suggested", suggests_similar_projects},
              {"bare numbers wait for their unit", waits_for_a_unit},
              {"months are spread by working time", spreads_months_by_working_time},
              {"what nobody brings over is forgotten after a week", forgets_what_nobody_brings_over},
              {"whole weeks of leave become absences", enters_whole_weeks_of_leave},
              {"an import may do no more than its person", keeps_to_rights},
              {"what the table and Takt have both changed is asked", asks_about_what_both_have_changed},
              {"what the table lost stays until somebody says so", keeps_what_the_table_lost_until_asked},
              {"an import that was taken back is forgotten", forgets_what_was_taken_back},
              {"percents of days add up to the week's", adds_up_percents_of_days},
              {"blue cells are tentative unless most of the table is blue", tells_blue_from_decoration},
              {"cells with words only wait for their share of the week", asks_what_words_come_to},
              {"slips of the pen are counted", measures_distance});
