/* SPDX-License-Identifier: MIT */
/* Groups, people and their subjects as rows of the page. */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "plan/plan_group.h"
#include "plan/plan_page.h"

SHAPE(PlanCell, FIELD(PlanCell, week), FIELD(PlanCell, path), FIELD(PlanCell, percent), FIELD(PlanCell, note),
      FIELD(PlanCell, label), FIELD(PlanCell, is_now), FIELD(PlanCell, is_past), FIELD(PlanCell, is_over),
      FIELD(PlanCell, is_pushed), FIELD(PlanCell, is_off), FIELD(PlanCell, work), FIELD(PlanCell, intl),
      FIELD(PlanCell, leave), FIELD(PlanCell, resv), FIELD(PlanCell, tent), FIELD(PlanCell, over),
      FIELD(PlanCell, is_changed));
SHAPE(PlanSubCell, FIELD(PlanSubCell, week), FIELD(PlanSubCell, path), FIELD(PlanSubCell, kind),
      FIELD(PlanSubCell, text), FIELD(PlanSubCell, label), FIELD(PlanSubCell, editable),
      FIELD(PlanSubCell, is_changed));
SHAPE(PlanSub, FIELD(PlanSub, label), FIELD(PlanSub, detail), FIELD(PlanSub, kind), FIELD(PlanSub, hue),
      FIELD(PlanSub, project_id), FIELD(PlanSub, minutes), FIELD(PlanSub, may),
      FIELD_LIST(PlanSub, cells, PlanSubCell));
SHAPE(PlanRow, FIELD(PlanRow, id), FIELD(PlanRow, name), FIELD(PlanRow, position), FIELD(PlanRow, initials),
      FIELD(PlanRow, toggle_path), FIELD(PlanRow, add_path), FIELD(PlanRow, card_path), FIELD(PlanRow, touched),
      FIELD(PlanRow, reviewed), FIELD(PlanRow, is_stale), FIELD(PlanRow, can_review), FIELD(PlanRow, hue),
      FIELD(PlanRow, expanded), FIELD(PlanRow, can_add), FIELD(PlanRow, may), FIELD(PlanRow, minutes),
      FIELD_LIST(PlanRow, cells, PlanCell, .ready = offsetof(PlanRow, ready)), FIELD_LIST(PlanRow, subs, PlanSub));
SHAPE(PlanGroup, FIELD(PlanGroup, label), FIELD(PlanGroup, count), FIELD_LIST(PlanGroup, cells, PlanText),
      FIELD_LIST(PlanGroup, people, PlanRow));

/* ---- a person's weeks ---- */

static Minutes planned_of(const PlanWeek *week)
{
    return MINUTES(week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n);
}

static const char *cell_note(PlanMaker *maker, const PlanWeek *week, bool is_past)
{
    Ctx *cx = maker->cx;
    int64_t over = planned_of(week).n - week->room.n;
    if (over > 0)
        return arena_printf(cx->arena, "+%s", plan_number(maker, week->capacity, MINUTES(over)));
    if (is_past || week->free.n * 10 < week->capacity.n || week->room.n == 0)
        return "";
    return arena_printf(cx->arena, _("free %s"), plan_number(maker, week->capacity, week->free));
}

/* What a screen reader says instead of the bar. */
static const char *cell_label(PlanMaker *maker, const PlanMember *member, size_t place, const PlanWeek *week)
{
    Ctx *cx = maker->cx;
    const PlanMaker *m = maker;
    Minutes c = week->capacity;
    const char *label =
        arena_printf(cx->arena, _("%s, %s: %s; confirmed %s, tentative %s, internal %s, reserve %s, away %s, free %s"),
                     member->name, maker->week_texts[place], plan_number_with_unit(m, c, planned_of(week)),
                     plan_number_with_unit(m, c, week->confirmed), plan_number_with_unit(m, c, week->tentative),
                     plan_number_with_unit(m, c, week->internal), plan_number_with_unit(m, c, week->reserve),
                     plan_number_with_unit(m, c, week->absence), plan_number_with_unit(m, c, week->free));
    if (!week->excess.n)
        return label;
    return arena_printf(cx->arena, "%s; %s", label,
                        arena_printf(cx->arena, _("does not fit by %s"), plan_number_with_unit(m, c, week->excess)));
}

static void put_number(Buf *text, int64_t number)
{
    buf_int(text, number);
    buf_char(text, ' ');
}

/* Of each week: capacity, room, overtime, then what takes of it: away, confirmed, tentative, internal, reserve. */
static void put_all_numbers(Buf *text, const PlanMember *member)
{
    for (size_t i = 0; i < member->weeks.count; i++) {
        const PlanWeek *week = &member->weeks.items[i];
        const Minutes numbers[] = {week->capacity,  week->room,      week->overtime, week->absence,
                                   week->confirmed, week->tentative, week->internal, week->reserve};
        for (size_t k = 0; k < COUNT_OF(numbers); k++)
            put_number(text, numbers[k].n);
    }
}

static const char *all_numbers(const PlanMaker *maker, const PlanMember *member)
{
    Buf text = {0};
    Ctx *cx = maker->cx;
    const Ready *ready = sheet_ready(cx, member->sheet, maker->plan->from, maker->plan->count, "numbers");
    if (ready && ready->data)
        return ready->data;
    put_all_numbers(&text, member);
    ready_keep(ready, &text, 0);
    const char *all = arena_strdup(cx->arena, text.data);
    buf_finish(&text);
    return all;
}

/* Nothing in it needs escaping: a subject is a number or one of our words. */
const char *plan_cell_path(PlanMaker *maker, Id person_id, Day week, const char *subject)
{
    return arena_printf(maker->cx->arena, "%s%" PRId64 ".%s.%s", maker->cell_base, person_id.n,
                        day_iso(maker->cx->arena, week), subject);
}

int64_t plan_grown(const PlanMaker *maker, Id person_id, Day week, Id project_id, const char *kind, bool *changed)
{
    int64_t grown = 0;
    *changed = false;
    for (size_t i = 0; maker->diff && i < maker->diff->changes.count; i++) {
        const PlanChange *one = &maker->diff->changes.items[i];
        if (one->person_id.n != person_id.n || one->week.n != week.n || strcmp(one->kind, "overtime") == 0)
            continue;
        if (kind && (one->project_id.n != project_id.n || (!project_id.n && strcmp(one->kind, kind) != 0)))
            continue;
        grown += one->after.n - one->before.n;
        *changed = true;
    }
    return grown;
}

/* A week that changed tells what it was in the place of its note. */
static void mark_change(PlanMaker *maker, const PlanMember *member, const PlanWeek *week, PlanCell *cell)
{
    Ctx *cx = maker->cx;
    int64_t grown = plan_grown(maker, member->id, week->week, ID(0), NULL, &cell->is_changed);
    if (!cell->is_changed)
        return;
    Minutes was = MINUTES(planned_of(week).n - grown);
    cell->note = arena_printf(cx->arena, _("was %s"), was.n > 0 ? plan_number(maker, week->capacity, was) : "0");
    cell->label = arena_printf(cx->arena, "%s; %s", cell->label, cell->note);
}

static size_t weeks_written(const PlanMaker *maker)
{
    return (size_t)MIN_OF(maker->page->shown_count, maker->plan->count);
}

static void put_cells(PlanMaker *maker, const PlanMember *member, PlanRow *row)
{
    Ctx *cx = maker->cx;
    Day now = day_monday(cx->today);
    row->cells.count = weeks_written(maker);
    row->cells.items = arena_new_array(cx->arena, PlanCell, row->cells.count);
    for (size_t i = 0; i < row->cells.count; i++) {
        PlanWeek shown = plan_shown(maker, &member->weeks.items[i]);
        const PlanWeek *week = &shown;
        PlanCell *cell = &row->cells.items[i];
        bool is_past = week->week.n < now.n;
        Minutes planned = planned_of(week);
        bool open = row->may && week->week.n >= allocation_locked_before(cx).n && week->room.n > 0;
        *cell = (PlanCell){.week = week->week,
                           .path = open ? plan_cell_path(maker, member->id, week->week, "") : "",
                           .percent = planned.n ? plan_number(maker, week->capacity, planned) : "",
                           .note = cell_note(maker, week, is_past),
                           .label = cell_label(maker, member, i, week),
                           .is_now = week->week.n == now.n,
                           .is_past = is_past,
                           .is_over = planned.n > week->room.n,
                           .is_pushed = week->excess.n > 0,
                           .is_off = week->room.n > 0 && week->absence.n >= week->room.n && planned.n <= week->room.n};
        if (maker->diff)
            mark_change(maker, member, &member->weeks.items[i], cell);
        plan_bar(week, &cell->work, &cell->intl, &cell->leave, &cell->resv, &cell->tent, &cell->over);
    }
}

/* Of cells nothing else may depend on than what stands here and in sheet_ready; cell_base tells the whole query. */
static const char *cells_name(const PlanMaker *maker, const PlanRow *row)
{
    const Ctx *cx = maker->cx;
    return arena_printf(cx->arena, "cells %d %" PRId64 " %d %s %s", (int)cx->lang, cx->today.n, row->may, row->name,
                        maker->cell_base);
}

/* The cells as others had them, or anew. An unfolded person's row of buttons counts them, too. */
static void take_cells(PlanMaker *maker, const PlanMember *member, PlanRow *row)
{
    if (!row->expanded && maker->page->is_grid)
        row->ready =
            sheet_ready(maker->cx, member->sheet, maker->plan->from, maker->plan->count, cells_name(maker, row));
    if (!row->ready || !row->ready->data)
        put_cells(maker, member, row);
}

/* ---- an unfolded person's subjects ---- */

/* One row: a project, a kind, or all that takes the person away. */
typedef struct {
    Id project_id;
    const char *kind; /* "away" stands for holidays and leave together */
    int order;        /* projects, internal, reserves, away */
} Subject;
typedef LIST_OF(Subject) Subjects;

static Subject subject_of(const PlanAllocation *allocation)
{
    int kind = 0;
    if (allocation->project_id.n)
        return (Subject){allocation->project_id, "project", 0};
    if (!word_value(allocation_kind_words, allocation->kind, &kind))
        return (Subject){ID(0), "away", 3};
    return (Subject){ID(0), allocation_kind_words[kind], allocation_is_reserve((AllocationKind)kind) ? 2 : 1};
}

static bool same_subject(const Subject *a, const Subject *b)
{
    return a->project_id.n == b->project_id.n && strcmp(a->kind, b->kind) == 0;
}

static void note_subject(Ctx *cx, Subjects *subjects, Subject subject)
{
    for (size_t i = 0; i < subjects->count; i++)
        if (same_subject(&subjects->items[i], &subject))
            return;
    *(Subject *)list_push(cx->arena, subjects) = subject;
}

static int by_order(const void *a, const void *b)
{
    return ((const Subject *)a)->order - ((const Subject *)b)->order;
}

/* In the order of first appearance within projects, internal kinds, reserves, absences. */
static Subjects gather_subjects(const PlanMaker *maker, const PlanMember *member)
{
    Ctx *cx = maker->cx;
    Subjects subjects = {0};
    for (int order = 0; order < 4; order++)
        for (size_t w = 0; w < member->weeks.count; w++)
            for (size_t i = 0; i < member->weeks.items[w].allocations.count; i++) {
                const PlanAllocation *one = &member->weeks.items[w].allocations.items[i];
                Subject subject = subject_of(one);
                if (subject.order == order && !(maker->no_blue && strcmp(one->state, "tentative") == 0))
                    note_subject(cx, &subjects, subject);
            }
    if (subjects.count > 1)
        qsort(subjects.items, subjects.count, sizeof subjects.items[0], by_order);
    return subjects;
}

/* Confirmed and tentative minutes of a subject in one week. */
static void sum_subject(const PlanWeek *week, const Subject *subject, Minutes *confirmed, Minutes *tentative)
{
    *confirmed = *tentative = MINUTES(0);
    for (size_t i = 0; i < week->allocations.count; i++) {
        const PlanAllocation *allocation = &week->allocations.items[i];
        Subject other = subject_of(allocation);
        if (!same_subject(&other, subject))
            continue;
        if (strcmp(allocation->state, "tentative") == 0)
            tentative->n += allocation->minutes.n;
        else
            confirmed->n += allocation->minutes.n;
    }
}

static const char *sub_kind(const Subject *subject, Minutes confirmed, Minutes tentative, bool is_past)
{
    static const char *const kinds[] = {"work", "intl", "resv", "leave"};
    if (confirmed.n == 0 && tentative.n == 0)
        return "";
    if (subject->order == 0 && confirmed.n == 0)
        return "tent";
    return is_past && subject->order < 3 ? "past" : kinds[subject->order];
}

/* "40", "20?", "40+20?". */
static const char *sub_text(PlanMaker *maker, Minutes capacity, Minutes confirmed, Minutes tentative)
{
    Ctx *cx = maker->cx;
    if (!tentative.n)
        return plan_number(maker, capacity, confirmed);
    if (!confirmed.n)
        return arena_printf(cx->arena, "%s?", plan_number(maker, capacity, tentative));
    return arena_printf(cx->arena, "%s+%s?", plan_number(maker, capacity, confirmed),
                        plan_number(maker, capacity, tentative));
}

static const char *sub_label(PlanMaker *maker, const PlanMember *member, const char *subject, size_t place,
                             Minutes confirmed, Minutes tentative)
{
    Ctx *cx = maker->cx;
    const PlanWeek *week = &member->weeks.items[place];
    const char *when = maker->week_texts[place];
    const char *value = plan_number_with_unit(maker, week->capacity, MINUTES(confirmed.n + tentative.n));
    if (!confirmed.n && !tentative.n)
        return arena_printf(cx->arena, _("%s, %s, %s: nothing planned"), member->name, subject, when);
    if (!tentative.n)
        return arena_printf(cx->arena, _("%s, %s, %s: %s"), member->name, subject, when, value);
    return arena_printf(cx->arena, _("%s, %s, %s: %s, of it tentative %s"), member->name, subject, when, value,
                        plan_number_with_unit(maker, week->capacity, tentative));
}

static const char *subject_detail(PlanMaker *maker, const Subject *subject, const char **label, int *hue)
{
    const Ctx *cx = maker->cx;
    const ProjectBrief *project = subject->project_id.n ? plan_project(maker, subject->project_id) : NULL;
    *hue = project ? project->hue : 0;
    if (project) {
        *label = project->client_name;
        return project->name;
    }
    if (subject->order == 3) {
        *label = _("Away");
        return _("holidays, leave");
    }
    *label = subject->order == 2 ? _("Reserve") : _("Internal");
    return plan_subject_label(maker, subject->project_id, subject->kind);
}

static void put_sub_cells(PlanMaker *maker, const PlanMember *member, const Subject *subject, PlanSub *sub)
{
    Ctx *cx = maker->cx;
    Day now = day_monday(cx->today);
    const char *named = subject->order == 3 ? _("Away") : plan_subject_label(maker, subject->project_id, subject->kind);
    for (size_t w = 0; w < weeks_written(maker); w++) {
        const PlanWeek *week = &member->weeks.items[w];
        Minutes confirmed, tentative;
        sum_subject(week, subject, &confirmed, &tentative);
        if (maker->no_blue)
            tentative = MINUTES(0);
        bool editable = sub->may && week->week.n >= allocation_locked_before(cx).n && week->room.n > 0;
        PlanSubCell *cell = list_push(cx->arena, &sub->cells);
        *cell =
            (PlanSubCell){.week = week->week,
                          .kind = sub_kind(subject, confirmed, tentative, week->week.n < now.n),
                          .text = sub_text(maker, week->capacity, confirmed, tentative),
                          .label = sub_label(maker, member, named, w, confirmed, tentative),
                          .editable = editable,
                          .path = editable ? plan_cell_path(maker, member->id, week->week,
                                                            plan_subject_word(cx, subject->project_id, subject->kind))
                                           : ""};
        plan_grown(maker, member->id, week->week, subject->project_id, subject->kind, &cell->is_changed);
    }
}

/* Of each week: confirmed and tentative. */
static const char *sub_numbers(Ctx *cx, const PlanMember *member, const Subject *subject)
{
    Buf text = {0};
    for (size_t w = 0; w < member->weeks.count; w++) {
        Minutes confirmed, tentative;
        sum_subject(&member->weeks.items[w], subject, &confirmed, &tentative);
        put_number(&text, confirmed.n);
        put_number(&text, tentative.n);
    }
    const char *all = arena_strdup(cx->arena, text.data);
    buf_finish(&text);
    return all;
}

static Err *put_sub(PlanMaker *maker, const PlanMember *member, const Subject *subject, PlanRow *row)
{
    Ctx *cx = maker->cx;
    PlanSub *sub = list_push(cx->arena, &row->subs);
    sub->kind = subject->order == 0 ? "" : subject->kind;
    sub->project_id = subject->project_id;
    sub->detail = subject_detail(maker, subject, &sub->label, &sub->hue);
    sub->minutes = sub_numbers(cx, member, subject);
    if (subject->order < 3 && maker->page->can_write)
        TRY(allocation_may_write(cx, member->id, subject->project_id, &sub->may));
    if (!maker->query->lean)
        put_sub_cells(maker, member, subject, sub);
    return NULL;
}

/* ---- unfolding: "open" holds ids with dots between ---- */

bool plan_is_open(const PlanMaker *maker, Id id)
{
    TextList ids = text_split(maker->cx->arena, maker->query->open, '.');
    for (size_t i = 0; i < ids.count; i++) {
        int64_t value;
        if (text_int(ids.items[i], &value) && value == id.n)
            return true;
    }
    return false;
}

const char *plan_toggle_path(PlanMaker *maker, Id id, bool open)
{
    Ctx *cx = maker->cx;
    PlanQuery other = *maker->query;
    const char *list = "";
    TextList ids = text_split(cx->arena, maker->query->open, '.');
    for (size_t i = 0; i < ids.count; i++) {
        int64_t value;
        if (text_int(ids.items[i], &value) && value != id.n)
            list = arena_printf(cx->arena, "%s%s%" PRId64, list, *list ? "." : "", value);
    }
    if (!open)
        list = arena_printf(cx->arena, "%s%s%" PRId64, list, *list ? "." : "", id.n);
    other.open = list;
    other.cell = "";
    return plan_path(cx, &other);
}

static const char *card_path(PlanMaker *maker, Id person_id)
{
    PlanQuery other = *maker->query;
    other.view = "person";
    other.person_id = person_id;
    other.q = other.only = other.cell = other.open = "";
    other.weeks = plan_usual_weeks(&other);
    return plan_path(maker->cx, &other);
}

/* Who touched the row last, and whether nobody has looked at it this week. */
static void tell_touched(PlanMaker *maker, PlanRow *row)
{
    Ctx *cx = maker->cx;
    const PlanTouched *touched = plan_touched_of(&maker->touched, row->id);
    row->touched = row->reviewed = "";
    row->can_review = row->may;
    if (!touched || *maker->query->as_of)
        return;
    const char *at = instant_text(cx, touched->touched_at);
    row->touched = *touched->touched_by ? arena_printf(cx->arena, _("changed %s, %s"), at, touched->touched_by)
                                        : arena_printf(cx->arena, _("changed %s"), at);
    row->is_stale = plan_is_stale(cx, touched);
    if (touched->reviewed_at.n)
        row->reviewed = arena_printf(cx->arena, _("looked through %s, %s"), instant_text(cx, touched->reviewed_at),
                                     touched->reviewed_by);
}

static Err *put_person(PlanMaker *maker, const PlanMember *member, PlanGroup *group)
{
    Ctx *cx = maker->cx;
    Scope scope = cx_scope(cx, "plan.write");
    bool reaches = scope == SCOPE_ALL || scope == SCOPE_TEAM || (scope == SCOPE_OWN && member->id.n == cx->person_id.n);
    bool can_write = reaches && maker->page->can_write;
    PlanRow *row = list_push(cx->arena, &group->people);
    *row = (PlanRow){.id = member->id,
                     .name = member->name,
                     .position = member->position,
                     .initials = text_initials(cx->arena, member->name),
                     .hue = member->hue,
                     .may = can_write,
                     .minutes = all_numbers(maker, member),
                     .expanded = plan_is_open(maker, member->id) || maker->page->is_person};
    tell_touched(maker, row);
    row->card_path = maker->page->is_week ? card_path(maker, member->id) : "";
    row->toggle_path = plan_toggle_path(maker, member->id, row->expanded);
    row->can_add = row->expanded && can_write;
    row->add_path = row->can_add ? plan_cell_path(maker, member->id, day_monday(cx->today), "") : "";
    if (!maker->query->lean)
        take_cells(maker, member, row);
    if (!row->expanded)
        return NULL;
    Subjects subjects = gather_subjects(maker, member);
    for (size_t i = 0; i < subjects.count; i++)
        TRY(put_sub(maker, member, &subjects.items[i], row));
    return NULL;
}

/* ---- groups ---- */

/* By what people are: the share of their time that is taken; by work: the hours of it. */
static const char *part_text(const PlanMaker *maker, const PlanPartWeek *week)
{
    const Ctx *cx = maker->cx;
    Minutes planned = MINUTES(week->planned.n - (maker->no_blue ? week->tentative.n : 0));
    if (maker->page->is_work)
        return planned.n ? week_hours_text(cx, planned) : "";
    int64_t percent = week->capacity.n ? (planned.n * 100 + week->capacity.n / 2) / week->capacity.n : 0;
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%" PRId64 "\u00a0%%" : "%" PRId64 "%%", percent);
}

static Err *put_part(PlanMaker *maker, const PlanPart *part)
{
    Ctx *cx = maker->cx;
    PlanGroup *group = list_push(cx->arena, &maker->page->groups_rows);
    group->label = part->label;
    group->count = (int)part->people.count;
    for (size_t w = 0; w < part->weeks.count && w < weeks_written(maker); w++)
        ((PlanText *)list_push(cx->arena, &group->cells))->text = part_text(maker, &part->weeks.items[w]);
    for (size_t i = 0; i < part->people.count; i++)
        TRY(put_person(maker, &maker->plan->people.items[part->people.items[i].place], group));
    return NULL;
}

/* One cell of each kind with nothing in it, open and closed. */
static void put_blanks(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanCell sums = {.week = maker->plan->from, .percent = "", .note = "", .label = "", .path = ""};
    PlanSubCell sub = {.week = maker->plan->from, .kind = "", .text = "", .label = "", .path = "", .editable = true};
    *(PlanCell *)list_push(cx->arena, &maker->page->blank_sums) = sums;
    sums.path = "/plan";
    *(PlanCell *)list_push(cx->arena, &maker->page->blank_sums) = sums;
    sub.path = "/plan";
    *(PlanSubCell *)list_push(cx->arena, &maker->page->blank_subs) = sub;
    sub.editable = false;
    sub.text = "0";
    *(PlanSubCell *)list_push(cx->arena, &maker->page->blank_subs) = sub;
}

Err *plan_make_rows(PlanMaker *maker)
{
    PlanParts parts = {0};
    put_blanks(maker);
    TRY(plan_group_make(maker->cx, maker->query, maker->plan, &parts));
    for (size_t i = 0; i < parts.count; i++)
        TRY(put_part(maker, &parts.items[i]));
    return NULL;
}
