/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/export.h"
#include "plan/export_table.h"

#define WHOLE 100000 /* thousandths of a percent */
#define SAMPLE_WEEKS 8
#define SAMPLE_PEOPLE 200

/* ---- XLSX ---- */

static void write_heads(XlsxWriter *xlsx, const char *const heads[EXPORT_TEXTS], const double widths[EXPORT_TEXTS],
                        Day from, size_t weeks)
{
    for (int i = 0; i < EXPORT_TEXTS; i++) {
        xlsx_text(xlsx, 0, i, LOOK_HEAD, heads[i]);
        xlsx_width(xlsx, i, i, widths[i]);
    }
    for (size_t i = 0; i < weeks; i++)
        xlsx_day(xlsx, 0, EXPORT_TEXTS + (int)i, LOOK_HEAD, day_plus(from, (int64_t)i * 7));
    if (weeks)
        xlsx_width(xlsx, EXPORT_TEXTS, EXPORT_TEXTS + (int)weeks - 1, 10.5);
    xlsx_freeze(xlsx, 1, EXPORT_TEXTS);
}

static void write_part(Ctx *cx, XlsxWriter *xlsx, int row, int column, XlsxLook look, const ExportCell *cell)
{
    bool whole = cell->percent % 1000 == 0;
    if (cell->tentative)
        look = LOOK_TENTATIVE;
    if (!cell->minutes.n)
        return;
    if (!cell->percent) /* a week without working time has no percent */
        xlsx_text(xlsx, row, column, look, week_hours_text(cx, cell->minutes));
    else if (cell->tentative)
        xlsx_number(xlsx, row, column, look, whole ? SHOW_PERCENT_TENTATIVE : SHOW_PERCENT_TENTH_TENTATIVE,
                    (double)cell->percent / WHOLE);
    else
        xlsx_percent(xlsx, row, column, look, cell->percent);
}

/* The sum over the rows below, in bold; red where the week holds more than its room. */
static void write_sum(Ctx *cx, XlsxWriter *xlsx, int row, int column, const ExportLine *line, const ExportCell *cell)
{
    XlsxLook look = cell->over ? LOOK_OVER : line->look;
    const char *letters = column_letters(cx, column + 1);
    if (!line->parts) {
        xlsx_blank(xlsx, row, column, look);
        return;
    }
    const char *formula = arena_printf(cx->arena, "=SUM(%s%d:%s%d)", letters, row + 2, letters, row + 1 + line->parts);
    xlsx_formula(xlsx, row, column, look, cell->percent % 1000 ? SHOW_PERCENT_TENTH : SHOW_PERCENT, formula,
                 (double)cell->percent / WHOLE);
}

static void write_line(Ctx *cx, XlsxWriter *xlsx, int row, const ExportTable *table, const ExportLine *line)
{
    static const XlsxLook looks[] = {[LINE_GROUP] = LOOK_GROUP, [LINE_SUM] = LOOK_TOTAL, [LINE_PART] = LOOK_NOTE};
    static const int levels[] = {[LINE_GROUP] = 0, [LINE_SUM] = 1, [LINE_PART] = 2};
    xlsx_outline(xlsx, row, levels[line->kind] - !table->grouped);
    for (int i = 0; i < EXPORT_TEXTS; i++)
        xlsx_text(xlsx, row, i, line->kind == LINE_PART && i == EXPORT_TEXTS - 1 ? LOOK_PLAIN : looks[line->kind],
                  line->texts[i]);
    for (size_t w = 0; w < table->weeks; w++) {
        int column = EXPORT_TEXTS + (int)w;
        if (line->kind == LINE_GROUP)
            xlsx_blank(xlsx, row, column, LOOK_GROUP);
        else if (line->kind == LINE_SUM)
            write_sum(cx, xlsx, row, column, line, &line->cells[w]);
        else
            write_part(cx, xlsx, row, column, line->look, &line->cells[w]);
    }
}

static Err *write_legend(Ctx *cx, XlsxWriter *xlsx)
{
    TRY(xlsx_sheet(cx, xlsx, _("Legend")));
    xlsx_width(xlsx, 0, 0, 6);
    xlsx_width(xlsx, 1, 1, 70);
    xlsx_legend(xlsx, 0, 0, LOOK_CONFIRMED, _("confirmed work"));
    xlsx_legend(xlsx, 1, 0, LOOK_TENTATIVE,
                _("tentative work: a cell hatched blue, a question mark behind the number"));
    xlsx_legend(xlsx, 2, 0, LOOK_INTERNAL, _("the agency's own work"));
    xlsx_legend(xlsx, 3, 0, LOOK_RESERVE, _("reserve"));
    xlsx_legend(xlsx, 4, 0, LOOK_LEAVE, _("holidays and leave: they come from the calendar and are not brought back"));
    xlsx_legend(xlsx, 5, 0, LOOK_OVER, _("more than the week holds"));
    return NULL;
}

static Err *write_book(Ctx *cx, XlsxWriter *xlsx, const ExportTable *table, const double widths[EXPORT_TEXTS])
{
    TRY(xlsx_sheet(cx, xlsx, _("Load plan")));
    write_heads(xlsx, table->heads, widths, table->from, table->weeks);
    for (size_t i = 0; i < table->lines.count; i++)
        write_line(cx, xlsx, (int)i + 1, table, &table->lines.items[i]);
    return write_legend(cx, xlsx);
}

static Err *make_book(Ctx *cx, const ExportTable *table, const double widths[EXPORT_TEXTS], Buf *file)
{
    XlsxWriter *xlsx;
    TRY(xlsx_start(cx, _("Load plan"), &xlsx));
    Err *err = write_book(cx, xlsx, table, widths);
    if (!err)
        return xlsx_finish(cx, xlsx, file);
    xlsx_drop(xlsx);
    return err;
}

static const double people_widths[EXPORT_TEXTS] = {24, 18, 34};
static const double project_widths[EXPORT_TEXTS] = {34, 24, 18};

Err *plan_xlsx(Ctx *cx, const Plan *plan, const char *group, Buf *file)
{
    ExportTable table;
    TRY(export_people(cx, plan, group, &table));
    return make_book(cx, &table, people_widths, file);
}

Err *plan_projects_xlsx(Ctx *cx, const Plan *plan, const ProjectPlan *projects, const char *group, Buf *file)
{
    ExportTable table;
    TRY(export_projects(cx, plan, projects, group, &table));
    return make_book(cx, &table, project_widths, file);
}

/* ---- CSV ---- */

static const char *percent_text(Ctx *cx, CsvFlavour flavour, int64_t percent, const char *mark)
{
    int64_t behind = percent % 1000;
    if (!behind)
        return arena_printf(cx->arena, "%" PRId64 "%s", percent / 1000, mark);
    const char *digits = arena_printf(cx->arena, "%03" PRId64, behind);
    int length = behind % 10 ? 3 : behind % 100 ? 2 : 1;
    return arena_printf(cx->arena, "%" PRId64 "%c%.*s%s", percent / 1000, flavour == CSV_RUSSIAN ? ',' : '.', length,
                        digits, mark);
}

static void csv_cell(Ctx *cx, CsvWriter *csv, const ExportCell *cell)
{
    const char *mark = cell->tentative ? "?" : "";
    if (!cell->minutes.n)
        csv_empty(csv);
    else if (cell->percent)
        csv_text(csv, percent_text(cx, csv->flavour, cell->percent, mark));
    else
        csv_text(csv, arena_printf(cx->arena, "%s%s", week_hours_text(cx, cell->minutes), mark));
}

static void csv_line(Ctx *cx, CsvWriter *csv, const ExportTable *table, const ExportLine *line)
{
    for (int i = 0; i < EXPORT_TEXTS; i++)
        csv_text(csv, line->texts[i]);
    for (size_t w = 0; w < table->weeks; w++) {
        ExportCell cell = line->cells[w];
        if (line->kind == LINE_SUM && !cell.percent)
            cell.minutes = MINUTES(0);
        csv_cell(cx, csv, &cell);
    }
    csv_end(csv);
}

static void make_csv(Ctx *cx, const ExportTable *table, CsvFlavour flavour, Buf *file)
{
    CsvWriter csv;
    csv_start(&csv, file, flavour);
    for (int i = 0; i < EXPORT_TEXTS; i++)
        csv_text(&csv, table->heads[i]);
    for (size_t i = 0; i < table->weeks; i++)
        csv_day(&csv, day_plus(table->from, (int64_t)i * 7));
    csv_end(&csv);
    for (size_t i = 0; i < table->lines.count; i++)
        if (table->lines.items[i].kind != LINE_GROUP)
            csv_line(cx, &csv, table, &table->lines.items[i]);
}

Err *plan_csv(Ctx *cx, const Plan *plan, CsvFlavour flavour, Buf *file)
{
    ExportTable table;
    TRY(export_people(cx, plan, "none", &table));
    make_csv(cx, &table, flavour, file);
    return NULL;
}

Err *plan_projects_csv(Ctx *cx, const Plan *plan, const ProjectPlan *projects, CsvFlavour flavour, Buf *file)
{
    ExportTable table;
    TRY(export_projects(cx, plan, projects, "none", &table));
    make_csv(cx, &table, flavour, file);
    return NULL;
}

/* ---- what a query asks for ---- */

static Err *export_projects_of(Ctx *cx, const PlanQuery *query, ExportFormat format, Buf *file)
{
    Plan plan;
    ProjectPlan projects;
    TRY(plan_projects_people(cx, query, &plan));
    TRY(plan_projects_make(cx, query, &plan, &projects));
    if (format == EXPORT_XLSX)
        return plan_projects_xlsx(cx, &plan, &projects, query->group, file);
    return plan_projects_csv(cx, &plan, &projects, format == EXPORT_CSV ? CSV_RUSSIAN : CSV_PLAIN, file);
}

Err *plan_export(Ctx *cx, const PlanQuery *query, ExportFormat format, Buf *file)
{
    Plan plan;
    PlanQuery all = *query;
    all.page = all.limit = 0;
    if (strcmp(all.view, "projects") == 0)
        return export_projects_of(cx, &all, format, file);
    TRY(plan_load(cx, &all, &plan));
    if (format == EXPORT_XLSX)
        return plan_xlsx(cx, &plan, all.group, file);
    return plan_csv(cx, &plan, format == EXPORT_CSV ? CSV_RUSSIAN : CSV_PLAIN, file);
}

/* ---- a table to fill in ---- */

static void write_example(Ctx *cx, XlsxWriter *xlsx, int row)
{
    xlsx_text(xlsx, row, 2, LOOK_PLAIN, _("Client · Project"));
    xlsx_percent(xlsx, row, EXPORT_TEXTS, LOOK_CONFIRMED, 50000);
    xlsx_percent(xlsx, row, EXPORT_TEXTS + 1, LOOK_CONFIRMED, 50000);
    xlsx_number(xlsx, row, EXPORT_TEXTS + 2, LOOK_TENTATIVE, SHOW_PERCENT_TENTATIVE, 0.2);
}

static Err *write_sample(Ctx *cx, XlsxWriter *xlsx)
{
    const char *const heads[EXPORT_TEXTS] = {_("Person"), _("Position"), _("Subject, %")};
    PersonBriefList people = {0};
    Day from = day_monday(cx->today);
    TRY(person_brief_list(cx, from, day_plus(from, SAMPLE_WEEKS * 7), true, &people));
    TRY(xlsx_sheet(cx, xlsx, _("Load plan")));
    write_heads(xlsx, heads, people_widths, from, SAMPLE_WEEKS);
    size_t count = MIN_OF(people.count, (size_t)SAMPLE_PEOPLE);
    for (size_t i = 0; i < count; i++) {
        xlsx_text(xlsx, (int)i + 1, 0, LOOK_PLAIN, people.items[i].name);
        xlsx_text(xlsx, (int)i + 1, 1, LOOK_PLAIN, people.items[i].position);
    }
    if (count == 0)
        xlsx_text(xlsx, 1, 0, LOOK_PLAIN, _("First and last name"));
    write_example(cx, xlsx, 1);
    return write_legend(cx, xlsx);
}

Err *plan_sample(Ctx *cx, Buf *file)
{
    XlsxWriter *xlsx;
    TRY(xlsx_start(cx, _("Load plan"), &xlsx));
    Err *err = write_sample(cx, xlsx);
    if (err) {
        xlsx_drop(xlsx);
        return err;
    }
    return xlsx_finish(cx, xlsx, file);
}
