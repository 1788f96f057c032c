/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/xlsx_read.h"
#include "import/import.h"
#include "plan/absence.h"
#include "plan/export.h"
#include "plan/plan_fixture.h"

#define WEEK2 day_from_ymd(2026, 6, 22)

static Plan load(Test *t, Agency *agency)
{
    Plan plan;
    PlanQuery query = {.from = day_from_ymd(2026, 6, 8),
                       .weeks = 4,
                       .q = "",
                       .only = "",
                       .group = "",
                       .unit = "",
                       .open = "",
                       .cell = ""};
    plan_query_settle(&agency->cx, &query);
    CHECK_OK(t, plan_load(&agency->cx, &query, &plan));
    return plan;
}

/* A plan with all there is: part time, odd minutes, both states of one subject, own work, leave, a holiday. */
static void fill(Test *t, Agency *agency)
{
    Ctx *cx = &agency->cx;
    plan_hours(t, agency, agency->other, day_from_ymd(2026, 6, 1), MINUTES(2250));
    plan_fill(t, agency, agency->designer, WEEK, agency->project, 1440);
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, 481);
    plan_fill(t, agency, agency->other, WEEK, agency->project, 481);
    plan_fill(t, agency, agency->other, WEEK, agency->foreign, 2250 - 481);
    AllocationResult result;
    AllocationPut put = plan_put(agency->designer, WEEK, agency->project, 240);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(cx, &put, &result));
    put = plan_put(agency->other, WEEK2, agency->foreign, 333);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(cx, &put, &result));
    put = plan_put(agency->designer, WEEK2, ID(0), 240);
    put.kind = ALLOCATION_LEARNING;
    CHECK_OK(t, allocation_put(cx, &put, &result));
    put.kind = ALLOCATION_RESERVE_URGENT;
    CHECK_OK(t, allocation_put(cx, &put, &result));
    Absence absence = {.person_id = agency->designer,
                       .kind = ABSENCE_VACATION,
                       .from_day = day_from_ymd(2026, 6, 25),
                       .until_day = day_from_ymd(2026, 7, 5),
                       .note = ""};
    CHECK_OK(t, absence_add(cx, &absence));
}

static ImportPreview read_back(Test *t, Agency *agency, const Buf *file)
{
    ImportTable table;
    ImportPreview preview;
    ImportAnswers answers = {0};
    CHECK_OK(t, import_read_file(&agency->cx, file->data, file->length, NULL, &table));
    CHECK_OK(t, import_preview_table(&agency->cx, "plan", &table, &answers, NULL, &preview));
    return preview;
}

static void check_no_difference(Test *t, Agency *agency, const Buf *file, int cells)
{
    ImportPreview preview = read_back(t, agency, file);
    for (size_t i = 0; i < preview.skipped.count; i++)
        CHECK_STR(t,
                  arena_printf(agency->cx.arena, "%s %s", preview.skipped.items[i].where, preview.skipped.items[i].why),
                  "");
    for (size_t i = 0; i < preview.refused.count; i++)
        CHECK_STR(t,
                  arena_printf(agency->cx.arena, "%s %s", preview.refused.items[i].where, preview.refused.items[i].why),
                  "");
    for (size_t i = 0; i < preview.totals.count; i++)
        CHECK_STR(t, preview.totals.items[i].takt_total, preview.totals.items[i].file_total);
    CHECK_STR(t, preview.trouble, "");
    CHECK_INT(t, preview.will_write, 0);
    CHECK_INT(t, preview.will_same, cells);
}

/* Eight of work and own work, two of leave, four people's holiday of 12 June. */
#define CELLS (8 + 2 + 4)

static void comes_back_the_same(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    fill(t, &agency);
    for (int lang = LANG_RU; lang <= LANG_EN; lang++) {
        Buf xlsx = {0};
        Buf csv = {0};
        agency.cx.lang = (Lang)lang;
        Plan plan = load(t, &agency);
        CHECK_OK(t, plan_xlsx(&agency.cx, &plan, "", &xlsx));
        CHECK_OK(t, plan_csv(&agency.cx, &plan, CSV_RUSSIAN, &csv));
        check_no_difference(t, &agency, &xlsx, CELLS);
        check_no_difference(t, &agency, &csv, CELLS);
        buf_finish(&xlsx);
        buf_finish(&csv);
    }
}

static void comes_back_in_groups_and_for_programs(Test *t)
{
    static const char *const groups[] = {"", "position", "none", "client"};
    Agency agency;
    plan_agency(t, &agency);
    fill(t, &agency);
    Plan plan = load(t, &agency);
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        Buf xlsx = {0};
        CHECK_OK(t, plan_xlsx(&agency.cx, &plan, groups[i], &xlsx));
        check_no_difference(t, &agency, &xlsx, CELLS);
        buf_finish(&xlsx);
    }
    Buf csv = {0};
    CHECK_OK(t, plan_csv(&agency.cx, &plan, CSV_PLAIN, &csv));
    check_no_difference(t, &agency, &csv, CELLS);
    buf_finish(&csv);
}

/* Only work for projects stands there: six cells of it. */
static void comes_back_from_the_side_of_projects(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    fill(t, &agency);
    PlanQuery query = {.from = day_from_ymd(2026, 6, 8), .weeks = 4, .view = "projects"};
    plan_query_settle(&agency.cx, &query);
    for (int format = EXPORT_XLSX; format <= EXPORT_CSV_PLAIN; format++) {
        Buf file = {0};
        CHECK_OK(t, plan_export(&agency.cx, &query, (ExportFormat)format, &file));
        check_no_difference(t, &agency, &file, 6);
        buf_finish(&file);
    }
}

static void comes_back_into_an_empty_plan(Test *t)
{
    Agency agency;
    ImportTable table;
    ImportReport report;
    Buf xlsx = {0};
    Id id;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, 1440);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, 481);
    Id change = agency.cx.change_id;
    Plan plan = load(t, &agency);
    CHECK_OK(t, plan_xlsx(&agency.cx, &plan, "", &xlsx));
    agency.cx.change_id = change;
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 0);
    agency.cx.change_id = ID(0);
    CHECK_OK(t, import_read_file(&agency.cx, xlsx.data, xlsx.length, NULL, &table));
    ImportFile file = {xlsx.data, xlsx.length, table.profile};
    ImportOpened opened;
    CHECK_OK(t, import_stage(&agency.cx, "plan.xlsx", &file, &id));
    CHECK_OK(t, import_open(&agency.cx, id, NULL, &opened));
    CHECK_OK(t, import_confirm(&agency.cx, &opened, &report));
    CHECK_INT(t, report.written, 2);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 1921);
    buf_finish(&xlsx);
}

static const Sheet *first_sheet(Test *t, Agency *agency, const Buf *file)
{
    Workbook *book = arena_new(agency->cx.arena, Workbook);
    CHECK_OK(t, xlsx_read(&agency->cx, file->data, file->length, book));
    return workbook_first(book);
}

static void looks_as_people_expect(Test *t)
{
    Agency agency;
    Buf xlsx = {0};
    plan_agency(t, &agency);
    agency.cx.lang = LANG_RU;
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, 1440);
    AllocationResult result;
    AllocationPut put = plan_put(agency.designer, WEEK, agency.foreign, 300);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(&agency.cx, &put, &result));
    Plan plan = load(t, &agency);
    CHECK_OK(t, plan_xlsx(&agency.cx, &plan, "", &xlsx));
    const Sheet *sheet = first_sheet(t, &agency, &xlsx);
    size_t row = 0;
    while (row < sheet->rows.count && strcmp(sheet_cell(sheet, row, 0)->text, "Полина Грек") != 0)
        row++;
    CHECK_STR(t, sheet->name, "План загрузки");
    CHECK_STR(t, sheet_cell(sheet, 0, 2)->text, "Проект, %");
    CHECK_STR(t, sheet_cell(sheet, row, 1)->text, "Дизайнер");
    CHECK_STR(t, sheet_cell(sheet, row, 2)->text, "Итого");
    CHECK_STR(t, sheet_cell(sheet, row, 4)->text, "72.5%");
    CHECK_STR(t, sheet_cell(sheet, row + 2, 2)->text, "Опора · Лето");
    CHECK_STR(t, sheet_cell(sheet, row + 2, 4)->text, "60%");
    CHECK_STR(t, sheet_cell(sheet, row + 3, 4)->text, "12.5%"); /* the mark is part of the number format */
    CHECK_INT(t, sheet_cell(sheet, row + 3, 4)->fill, 0x9dc3e6);
    CHECK(t, sheet_cell(sheet, row + 3, 4)->percent);
    buf_finish(&xlsx);
}

static void makes_a_sample(Test *t)
{
    Agency agency;
    ImportTable table;
    Buf xlsx = {0};
    plan_agency(t, &agency);
    CHECK_OK(t, plan_sample(&agency.cx, &xlsx));
    CHECK_OK(t, import_read_file(&agency.cx, xlsx.data, xlsx.length, NULL, &table));
    CHECK_INT(t, table.rows.count, 3);
    CHECK_INT(t, table.heads.count, 8);
    CHECK_INT(t, table.colours.items[0].count, 1);
    CHECK_INT(t, table.needs_unit, false);
    CHECK(t, table.rows.items[2].colour >= 0);
    CHECK_STR(t, table.subjects.items[0].text, "Client · Project");
    buf_finish(&xlsx);
}

TEST_SUITE_DB("plan: export", {"what went out comes back with no difference", comes_back_the_same},
              {"so it does in groups, and with decimal dots", comes_back_in_groups_and_for_programs},
              {"so does the work for projects from their side", comes_back_from_the_side_of_projects},
              {"an empty plan takes back what went out", comes_back_into_an_empty_plan},
              {"the workbook has sums, percents and blue cells", looks_as_people_expect},
              {"the sample is a table that can be brought over", makes_a_sample});
