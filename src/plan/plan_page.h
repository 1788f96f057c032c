/* SPDX-License-Identifier: MIT */
/* The page /plan: the plan as rows, cells and sentences for people. Templates: pages/plan.html, cell-editor.html. */
#ifndef PLAN_PLAN_PAGE_H
#define PLAN_PLAN_PAGE_H

#include "plan/plan.h"
#include "plan/plan_diff.h"
#include "plan/plan_moment.h"
#include "plan/plan_projects.h"
#include "plan/plan_seen.h"
#include "plan/plan_view.h"
#include "plan/refusal.h"

typedef struct {
    const char *path, *label;
    int count;
    bool on;
} PlanChip;
extern const Shape PlanChip_shape;

typedef struct {
    const char *value, *label;
    bool on;
} PlanOption;
extern const Shape PlanOption_shape;
typedef LIST_OF(PlanOption) PlanOptions;

typedef struct {
    Day week;
    const char *label, *note, *full; /* full: the week's days, where the label is short */
    bool is_now;
    bool far; /* its cells are left to the grid's script */
} PlanHead;
extern const Shape PlanHead_shape;

typedef struct {
    const char *path, *label;
    bool on, shared, opens;
} PlanSaved;
extern const Shape PlanSaved_shape;

/* A step of the tour; its sentence is the one whose flag is set. */
typedef struct {
    int step, steps;
    const char *next_path, *here;
    bool is_rows, is_colours, is_typing, is_reading, is_tools, is_clock;
} PlanTour;
extern const Shape PlanTour_shape;

/* The weeks that begin in one month. */
typedef struct {
    const char *label;
    int weeks;
    bool far;
} PlanMonth;
extern const Shape PlanMonth_shape;

typedef struct {
    const char *text;
} PlanText;
extern const Shape PlanText_shape;

/* A person's week: the numbers of its bar are whole percents. */
typedef struct {
    Day week;
    const char *path, *percent, *note, *label;
    bool is_now, is_past, is_over, is_pushed, is_off, is_changed;
    int work, intl, leave, resv, tent, over;
} PlanCell;
extern const Shape PlanCell_shape;

typedef struct {
    Day week;
    const char *path, *kind, *text, *label;
    bool editable, is_changed;
} PlanSubCell;
extern const Shape PlanSubCell_shape;

/* One subject of an unfolded person; minutes: "confirmed tentative;" of all weeks, for scripts. */
typedef struct {
    const char *label, *detail, *kind, *minutes;
    int hue;
    bool may; /* its open weeks may be written to */
    Id project_id;
    LIST_OF(PlanSubCell) cells;
} PlanSub;
extern const Shape PlanSub_shape;

typedef struct {
    Id id;
    const char *name, *position, *initials, *toggle_path, *add_path, *card_path, *minutes, *touched, *reviewed;
    int hue;
    bool expanded, is_stale, can_review, can_add, may;
    LIST_OF(PlanCell) cells;
    const Ready *ready; /* the cells as HTML, if they stand ready: then they are not filled in */
    LIST_OF(PlanSub) subs;
} PlanRow;
extern const Shape PlanRow_shape;

typedef struct {
    const char *label;
    int count;
    LIST_OF(PlanText) cells;
    LIST_OF(PlanRow) people;
} PlanGroup;
extern const Shape PlanGroup_shape;

/* ---- one person's weeks as cards ---- */

typedef struct {
    const char *label, *detail, *kind, *text, *path, *said;
    int hue;
} PlanCardItem;
extern const Shape PlanCardItem_shape;

typedef struct {
    Day week;
    const char *label, *percent, *note, *said, *add_path, *history_path;
    bool is_now, is_past, is_over, is_off;
    int work, intl, leave, resv, tent, over;
    LIST_OF(PlanCardItem) items;
} PlanCard;
extern const Shape PlanCard_shape;

/* ---- the projects' side ---- */

typedef struct {
    Day week;
    const char *text, *note, *label;
    bool is_now, is_past;
} PlanProjectCell;
extern const Shape PlanProjectCell_shape;

typedef struct {
    const char *name, *position, *initials;
    int hue;
    LIST_OF(PlanSubCell) cells;
} PlanProjectMan;
extern const Shape PlanProjectMan_shape;

typedef struct {
    Id id;
    const char *name, *detail, *toggle_path;
    int hue;
    bool expanded, nobody;
    LIST_OF(PlanProjectCell) cells;
    LIST_OF(PlanProjectMan) people;
} PlanProjectRow;
extern const Shape PlanProjectRow_shape;

typedef struct {
    const char *label;
    int count;
    LIST_OF(PlanText) cells;
    LIST_OF(PlanProjectRow) projects;
} PlanProjectGroup;
extern const Shape PlanProjectGroup_shape;

typedef struct {
    const char *name, *value;
} PlanHidden;
extern const Shape PlanHidden_shape;

typedef struct {
    const char *key, *say, *why, *path;
    bool available, needs_reason;
    LIST_OF(PlanHidden) fields;
} PlanExit;
extern const Shape PlanExit_shape;

/* What could give way: body is the batch that takes it, "" when that cannot be done here. */
typedef struct {
    const char *text, *price, *say, *key, *body, *back;
} PlanGive;
extern const Shape PlanGive_shape;

typedef struct {
    Id person_id, project_id;
    Day week, until;
    const char *person_name, *week_label, *subject_label, *kind, *value, *unit, *hours_text, *sum_text, *error,
        *close_path, *absence_path, *pushed_path, *release_body, *other_room, *room_path, *history_path, *reserved_by;
    bool state_confirmed, state_tentative, sum_over, can_overtime;
    bool switches; /* one state stands in the cell: choosing the other one changes it */
    int work, intl, leave, resv, tent, over;
    LIST_OF(PlanExit) exits;
    PlanOptions projects, quick;
    LIST_OF(PlanGive) gives;
} PlanEditor;
extern const Shape PlanEditor_shape;

typedef struct {
    const char *title_note, *prev_path, *next_path, *today_path, *unit_path, *q, *range_label, *xlsx_path, *csv_path,
        *csv_plain_path, *json_path, *week_xlsx_path, *live_path, *next_page_path, *prev_page_path, *people_path,
        *projects_path, *zoom, *hide, *here_path; /* these rows, from the first page on */
    Day from, open_from;                          /* open_from: the first week that is not closed */
    int shown_count;               /* weeks whose cells are written: a script has the rest in the rows' numbers */
    int weeks_count, people_count; /* people_count: of projects on their side */
    bool has_far;
    bool is_people, is_projects, is_narrow, is_grid, is_still, is_work, is_then, is_marked, is_week, is_person,
        is_filtered, is_blank, unit_percent, can_write, can_import, has_editor;
    LIST_OF(PlanChip) chips, more_chips;
    LIST_OF(PlanChip) notices; /* what waits for somebody */
    const char *absence_of;    /* whose absences cx may enter: "all", a person's id, "" */
    bool has_notices;
    PlanOptions positions, departments, clients, projects;
    PlanOptions zooms, together; /* value: the address */
    LIST_OF(PlanChip) hides;     /* what can be left out */
    LIST_OF(PlanChip) active;    /* each filter that is on; its path is without it */
    LIST_OF(PlanHidden) kept;    /* what the form of filters says beside its own fields */
    int under;                   /* percent */
    const char *clear_path;
    LIST_OF(PlanMonth) months; /* of a narrow plan */
    LIST_OF(PlanHead) heads;
    LIST_OF(PlanGroup) groups_rows;
    LIST_OF(PlanProjectGroup) projects_rows;
    LIST_OF(PlanCell) blank_sums; /* a cell of each kind, which scripts copy */
    LIST_OF(PlanSubCell) blank_subs;
    PlanEditor *editor;
    LIST_OF(PlanCard) cards;
    const PlanRow *person; /* whose cards */
    PlanOptions sides;     /* people, projects, week; value: the address */
    const char *week_path; /* the team's week */
    PlanTour *tour;        /* NULL: none */
    PlanMoments moments;
    const char *moment, *moment_text, *now_path, *then_path, *changes_path; /* of as_of and since */
    int changed;
    LIST_OF(PlanSaved) saved;
    Id saved_id;
    int64_t saved_revision;
    const char *saved_name, *saved_query, *saved_path;
    bool saved_changed, saved_may, can_share;
} PlanPage;
extern const Shape PlanPage_shape;

/* A refused form: what was typed and why it was refused; all NULL otherwise. */
typedef struct {
    const AllocationPut *put;
    const Err *err;
} PlanRefused;

/* Fills the page from the plan; with view "projects" that is the one of plan_projects_people. */
MUST_USE Err *plan_page_fill(Ctx *cx, const PlanQuery *query, const Plan *plan, const PlanRefused *refused,
                             PlanPage *page);

/* ---- known to plan_page.c, plan_rows.c, plan_projects_page.c and plan_editor.c ---- */

typedef struct {
    Ctx *cx;
    const PlanQuery *query;
    const Plan *plan;
    const ProjectPlan *by_project; /* NULL: the people's side */
    const char *const *week_texts; /* "15–21 июня", by week of the plan */
    const char *cell_base;         /* "/plan?…&cell=" */
    ProjectBriefList projects;
    const Calendar *calendar;
    bool hours;           /* numbers are hours, not percent */
    const PlanDiff *diff; /* what to mark; NULL: nothing */
    bool no_blue;         /* tentative work is not shown */
    PlanPage *page;
    PlanTouchedList touched;
} PlanMaker;

/* The week as this page shows it: without its blue part where that is hidden. */
PlanWeek plan_shown(const PlanMaker *maker, const PlanWeek *week);

/* "20" or "8": a quantity in the page's unit; "" for nothing. */
const char *plan_number(const PlanMaker *maker, Minutes capacity, Minutes minutes);
/* "20 %" or "8 ч". */
const char *plan_number_with_unit(const PlanMaker *maker, Minutes capacity, Minutes minutes);
const ProjectBrief *plan_project(const PlanMaker *maker, Id id);
/* The word that names a subject in addresses: "12" or "own_tasks". */
const char *plan_subject_word(const Ctx *cx, Id project_id, const char *kind);
/* "Берег · Летняя кампания", "agency meetings", "vacation". */
const char *plan_subject_label(const PlanMaker *maker, Id project_id, const char *kind);
/* Whole percents of a week's parts, for bars. */
void plan_bar(const PlanWeek *week, int *work, int *intl, int *leave, int *resv, int *tent, int *over);
/* Whether "open" names this person or project, and the address that folds or unfolds it. */
/* By how many minutes the week, or one subject of it (kind or project), is fuller than at the moment to compare with.
 */
int64_t plan_grown(const PlanMaker *maker, Id person_id, Day week, Id project_id, const char *kind, bool *changed);
bool plan_is_open(const PlanMaker *maker, Id id);
const char *plan_toggle_path(PlanMaker *maker, Id id, bool open);
/* The address with a cell's editor open. */
const char *plan_cell_path(PlanMaker *maker, Id person_id, Day week, const char *subject);
const char *plan_projects_note(PlanMaker *maker);
void plan_make_tools(PlanMaker *maker);
MUST_USE Err *plan_make_tour(PlanMaker *maker);
void plan_make_cards(PlanMaker *maker);
MUST_USE Err *plan_make_saved(PlanMaker *maker);
MUST_USE Err *plan_make_projects(PlanMaker *maker);
MUST_USE Err *plan_make_notices(PlanMaker *maker);
MUST_USE Err *plan_make_rows(PlanMaker *maker);
MUST_USE Err *plan_make_editor(PlanMaker *maker, const PlanRefused *refused);

#endif
