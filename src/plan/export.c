/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/csv.h"
#include "formats/xlsx_write.h"
#include "plan/absence.h"
#include "plan/export.h"

/* Columns before the weeks. */
enum { AT_NAME, AT_POSITION, AT_SUBJECT, AT_WEEKS };

#define WHOLE 100000 /* thousandths of a percent */
#define SAMPLE_WEEKS 8
#define SAMPLE_PEOPLE 200

/* One quantity: a subject of a person in a week. */
typedef struct {
    Minutes minutes;
    bool tentative;
} ExportCell;

typedef struct {
    Id project_id;
    const char *kind; /* as PlanAllocation has it */
    const char *label;
    XlsxLook look;
    bool second;       /* the tentative part of a subject that is both in some week */
    ExportCell *cells; /* by week */
} ExportRow;
typedef LIST_OF(ExportRow) ExportRows;

typedef struct {
    Ctx *cx;
    const Plan *plan;
    ProjectBriefList projects;
} Export;

/* ---- rows of a person ---- */

static const char *project_name(const Export *export, Id id)
{
    Ctx *cx = export->cx;
    for (size_t i = 0; i < export->projects.count; i++)
        if (export->projects.items[i].id.n == id.n)
            return project_label(cx->arena, &export->projects.items[i]);
    return _("another project");
}

static void name_row(const Export *export, ExportRow *row)
{
    Ctx *cx = export->cx;
    int value;
    row->look = LOOK_CONFIRMED;
    if (row->project_id.n) {
        row->label = project_name(export, row->project_id);
    } else if (word_value(absence_kind_words, row->kind, &value)) {
        row->label = absence_kind_text(cx, (AbsenceKind)value);
        row->look = LOOK_LEAVE;
    } else if (word_value(allocation_kind_words, row->kind, &value)) {
        row->label = allocation_kind_text(cx, (AllocationKind)value);
        row->look = allocation_is_reserve((AllocationKind)value) ? LOOK_RESERVE : LOOK_INTERNAL;
    } else {
        row->label = _("holidays");
        row->look = LOOK_LEAVE;
    }
}

static ExportRow *row_of(const Export *export, ExportRows *rows, const PlanAllocation *one, bool second)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].project_id.n == one->project_id.n && strcmp(rows->items[i].kind, one->kind) == 0 &&
            rows->items[i].second == second)
            return &rows->items[i];
    ExportRow *row = list_push(export->cx->arena, rows);
    *row = (ExportRow){.project_id = one->project_id, .kind = one->kind, .second = second};
    row->cells = arena_new_array(export->cx->arena, ExportCell, export->plan->weeks.count);
    name_row(export, row);
    return row;
}

/* Quantities of one subject for different tasks are one cell; confirmed and tentative ones need two rows. */
static void put_allocation(const Export *export, ExportRows *rows, const PlanAllocation *one, size_t week)
{
    bool tentative = strcmp(one->state, allocation_state_words[ALLOCATION_TENTATIVE]) == 0;
    ExportCell *cell = &row_of(export, rows, one, false)->cells[week];
    if (cell->minutes.n && cell->tentative != tentative)
        cell = &row_of(export, rows, one, true)->cells[week];
    cell->minutes.n += one->minutes.n;
    cell->tentative = tentative;
}

static ExportRows rows_of(const Export *export, const PlanMember *member)
{
    ExportRows rows = {0};
    for (size_t w = 0; w < member->weeks.count; w++)
        for (size_t i = 0; i < member->weeks.items[w].allocations.count; i++)
            put_allocation(export, &rows, &member->weeks.items[w].allocations.items[i], w);
    return rows;
}

/* Rounded up to a thousandth: reading it back rounds down to the same minute. */
static int64_t percent_of(const PlanWeek *week, Minutes minutes)
{
    return week->capacity.n > 0 ? (minutes.n * WHOLE + week->capacity.n - 1) / week->capacity.n : 0;
}

static int64_t sum_of(const PlanMember *member, const ExportRows *rows, size_t week)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rows->count; i++)
        sum += percent_of(&member->weeks.items[week], rows->items[i].cells[week].minutes);
    return sum;
}

static Day week_at(const Plan *plan, size_t at)
{
    return day_plus(plan->from, (int64_t)at * 7);
}

/* ---- XLSX ---- */

static void write_heads(Ctx *cx, XlsxWriter *xlsx, Day from, size_t weeks)
{
    xlsx_text(xlsx, 0, AT_NAME, LOOK_HEAD, _("Person"));
    xlsx_text(xlsx, 0, AT_POSITION, LOOK_HEAD, _("Position"));
    xlsx_text(xlsx, 0, AT_SUBJECT, LOOK_HEAD, _("Subject, %"));
    for (size_t i = 0; i < weeks; i++)
        xlsx_day(xlsx, 0, AT_WEEKS + (int)i, LOOK_HEAD, day_plus(from, (int64_t)i * 7));
    xlsx_width(xlsx, AT_NAME, AT_NAME, 24);
    xlsx_width(xlsx, AT_POSITION, AT_POSITION, 18);
    xlsx_width(xlsx, AT_SUBJECT, AT_SUBJECT, 34);
    if (weeks)
        xlsx_width(xlsx, AT_WEEKS, AT_WEEKS + (int)weeks - 1, 10.5);
    xlsx_freeze(xlsx, 1, AT_WEEKS);
}

static void write_cell(Ctx *cx, XlsxWriter *xlsx, int row, int column, const ExportRow *of, const PlanWeek *week,
                       const ExportCell *cell)
{
    int64_t percent = percent_of(week, cell->minutes);
    bool whole = percent % 1000 == 0;
    if (!cell->minutes.n)
        return;
    if (!percent) /* a week without working time has no percent */
        xlsx_text(xlsx, row, column, cell->tentative ? LOOK_TENTATIVE : of->look, week_hours_text(cx, cell->minutes));
    else if (cell->tentative)
        xlsx_number(xlsx, row, column, LOOK_TENTATIVE, whole ? SHOW_PERCENT_TENTATIVE : SHOW_PERCENT_TENTH_TENTATIVE,
                    (double)percent / WHOLE);
    else
        xlsx_percent(xlsx, row, column, of->look, percent);
}

/* The sum over the rows below, in bold; red where the week holds more than its room. */
static void write_sums(const Export *export, XlsxWriter *xlsx, int row, const PlanMember *member,
                       const ExportRows *rows)
{
    Ctx *cx = export->cx;
    xlsx_text(xlsx, row, AT_NAME, LOOK_TOTAL, member->name);
    xlsx_text(xlsx, row, AT_POSITION, LOOK_TOTAL, member->position);
    xlsx_text(xlsx, row, AT_SUBJECT, LOOK_TOTAL, _("Total"));
    for (size_t w = 0; w < member->weeks.count; w++) {
        int column = AT_WEEKS + (int)w;
        int64_t sum = sum_of(member, rows, w);
        const PlanWeek *week = &member->weeks.items[w];
        const char *letters = column_letters(cx, column + 1);
        const char *formula =
            arena_printf(cx->arena, "=SUM(%s%d:%s%d)", letters, row + 2, letters, row + 1 + (int)rows->count);
        XlsxLook look = week->excess.n > 0 || week->overtime.n > 0 ? LOOK_OVER : LOOK_TOTAL;
        if (rows->count)
            xlsx_formula(xlsx, row, column, look, sum % 1000 ? SHOW_PERCENT_TENTH : SHOW_PERCENT, formula,
                         (double)sum / WHOLE);
        else
            xlsx_blank(xlsx, row, column, look);
    }
}

static int write_member(const Export *export, XlsxWriter *xlsx, int at, const PlanMember *member)
{
    ExportRows rows = rows_of(export, member);
    write_sums(export, xlsx, at, member, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        const ExportRow *row = &rows.items[i];
        int line = at + 1 + (int)i;
        xlsx_text(xlsx, line, AT_NAME, LOOK_NOTE, member->name);
        xlsx_text(xlsx, line, AT_POSITION, LOOK_NOTE, member->position);
        xlsx_text(xlsx, line, AT_SUBJECT, LOOK_PLAIN, row->label);
        for (size_t w = 0; w < member->weeks.count; w++)
            write_cell(export->cx, xlsx, line, AT_WEEKS + (int)w, row, &member->weeks.items[w], &row->cells[w]);
    }
    return at + 1 + (int)rows.count;
}

static Err *write_legend(Ctx *cx, XlsxWriter *xlsx)
{
    TRY(xlsx_sheet(cx, xlsx, _("Legend")));
    xlsx_width(xlsx, 0, 0, 6);
    xlsx_width(xlsx, 1, 1, 70);
    xlsx_legend(xlsx, 0, 0, LOOK_CONFIRMED, _("confirmed work"));
    xlsx_legend(xlsx, 1, 0, LOOK_TENTATIVE, _("tentative work: a blue cell, a question mark behind the number"));
    xlsx_legend(xlsx, 2, 0, LOOK_INTERNAL, _("the agency's own work"));
    xlsx_legend(xlsx, 3, 0, LOOK_RESERVE, _("reserve"));
    xlsx_legend(xlsx, 4, 0, LOOK_LEAVE, _("holidays and leave: they come from the calendar and are not brought back"));
    xlsx_legend(xlsx, 5, 0, LOOK_OVER, _("more than the week holds"));
    return NULL;
}

static Err *write_book(const Export *export, XlsxWriter *xlsx)
{
    Ctx *cx = export->cx;
    TRY(xlsx_sheet(cx, xlsx, _("Load plan")));
    write_heads(cx, xlsx, export->plan->from, export->plan->weeks.count);
    int at = 1;
    for (size_t i = 0; i < export->plan->people.count; i++)
        at = write_member(export, xlsx, at, &export->plan->people.items[i]);
    return write_legend(cx, xlsx);
}

Err *plan_xlsx(Ctx *cx, const Plan *plan, Buf *file)
{
    Export export = {.cx = cx, .plan = plan};
    XlsxWriter *xlsx;
    TRY(project_all(cx, &export.projects));
    TRY(xlsx_start(cx, _("Load plan"), &xlsx));
    Err *err = write_book(&export, xlsx);
    if (err) {
        xlsx_drop(xlsx);
        return err;
    }
    return xlsx_finish(cx, xlsx, file);
}

/* ---- CSV ---- */

static const char *percent_text(Ctx *cx, int64_t percent, const char *mark)
{
    int64_t behind = percent % 1000;
    if (!behind)
        return arena_printf(cx->arena, "%" PRId64 "%s", percent / 1000, mark);
    const char *digits = arena_printf(cx->arena, "%03" PRId64, behind);
    int length = behind % 10 ? 3 : behind % 100 ? 2 : 1;
    return arena_printf(cx->arena, "%" PRId64 ",%.*s%s", percent / 1000, length, digits, mark);
}

static void csv_start_row(CsvWriter *csv, const PlanMember *member, const char *subject)
{
    csv_text(csv, member->name);
    csv_text(csv, member->position);
    csv_text(csv, subject);
}

static void csv_cell(Ctx *cx, CsvWriter *csv, const PlanWeek *week, const ExportCell *cell)
{
    int64_t percent = percent_of(week, cell->minutes);
    const char *mark = cell->tentative ? "?" : "";
    if (!cell->minutes.n)
        csv_empty(csv);
    else if (percent)
        csv_text(csv, percent_text(cx, percent, mark));
    else
        csv_text(csv, arena_printf(cx->arena, "%s%s", week_hours_text(cx, cell->minutes), mark));
}

static void csv_member(const Export *export, CsvWriter *csv, const PlanMember *member)
{
    Ctx *cx = export->cx;
    ExportRows rows = rows_of(export, member);
    csv_start_row(csv, member, _("Total"));
    for (size_t w = 0; w < member->weeks.count; w++) {
        int64_t sum = sum_of(member, &rows, w);
        if (sum)
            csv_text(csv, percent_text(cx, sum, ""));
        else
            csv_empty(csv);
    }
    csv_end(csv);
    for (size_t i = 0; i < rows.count; i++) {
        csv_start_row(csv, member, rows.items[i].label);
        for (size_t w = 0; w < member->weeks.count; w++)
            csv_cell(cx, csv, &member->weeks.items[w], &rows.items[i].cells[w]);
        csv_end(csv);
    }
}

Err *plan_csv(Ctx *cx, const Plan *plan, Buf *file)
{
    Export export = {.cx = cx, .plan = plan};
    CsvWriter csv;
    TRY(project_all(cx, &export.projects));
    csv_start(&csv, file, CSV_RUSSIAN);
    csv_text(&csv, _("Person"));
    csv_text(&csv, _("Position"));
    csv_text(&csv, _("Subject, %"));
    for (size_t i = 0; i < plan->weeks.count; i++)
        csv_day(&csv, week_at(plan, i));
    csv_end(&csv);
    for (size_t i = 0; i < plan->people.count; i++)
        csv_member(&export, &csv, &plan->people.items[i]);
    return NULL;
}

/* ---- a table to fill in ---- */

static void write_example(Ctx *cx, XlsxWriter *xlsx, int row)
{
    xlsx_text(xlsx, row, AT_SUBJECT, LOOK_PLAIN, _("Client · Project"));
    xlsx_percent(xlsx, row, AT_WEEKS, LOOK_CONFIRMED, 50000);
    xlsx_percent(xlsx, row, AT_WEEKS + 1, LOOK_CONFIRMED, 50000);
    xlsx_number(xlsx, row, AT_WEEKS + 2, LOOK_TENTATIVE, SHOW_PERCENT_TENTATIVE, 0.2);
}

static Err *write_sample(Ctx *cx, XlsxWriter *xlsx)
{
    PersonBriefList people = {0};
    Day from = day_monday(cx->today);
    TRY(person_brief_list(cx, from, day_plus(from, SAMPLE_WEEKS * 7), true, &people));
    TRY(xlsx_sheet(cx, xlsx, _("Load plan")));
    write_heads(cx, xlsx, from, SAMPLE_WEEKS);
    size_t count = MIN_OF(people.count, (size_t)SAMPLE_PEOPLE);
    for (size_t i = 0; i < count; i++) {
        xlsx_text(xlsx, (int)i + 1, AT_NAME, LOOK_PLAIN, people.items[i].name);
        xlsx_text(xlsx, (int)i + 1, AT_POSITION, LOOK_PLAIN, people.items[i].position);
    }
    if (count == 0)
        xlsx_text(xlsx, 1, AT_NAME, LOOK_PLAIN, _("First and last name"));
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
