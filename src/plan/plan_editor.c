/* SPDX-License-Identifier: MIT */
/* The editor of one cell: what stands there, how full the week is, and the ways out when it does not fit. */
#include "base/base.h"

#include "base/text.h"
#include "plan/absence.h"
#include "plan/plan_page.h"

SHAPE(PlanHidden, FIELD(PlanHidden, name), FIELD(PlanHidden, value));
SHAPE(PlanExit, FIELD(PlanExit, key), FIELD(PlanExit, say), FIELD(PlanExit, why), FIELD(PlanExit, path),
      FIELD(PlanExit, available), FIELD(PlanExit, needs_reason), FIELD_LIST(PlanExit, fields, PlanHidden));
SHAPE(PlanGive, FIELD(PlanGive, text), FIELD(PlanGive, price), FIELD(PlanGive, say), FIELD(PlanGive, key),
      FIELD(PlanGive, body), FIELD(PlanGive, back));
SHAPE(PlanEditor, FIELD(PlanEditor, person_id), FIELD(PlanEditor, project_id), FIELD(PlanEditor, week),
      FIELD(PlanEditor, until), FIELD(PlanEditor, person_name), FIELD(PlanEditor, week_label),
      FIELD(PlanEditor, subject_label), FIELD(PlanEditor, kind), FIELD(PlanEditor, value), FIELD(PlanEditor, unit),
      FIELD(PlanEditor, hours_text), FIELD(PlanEditor, sum_text), FIELD(PlanEditor, error),
      FIELD(PlanEditor, close_path), FIELD(PlanEditor, absence_path), FIELD(PlanEditor, pushed_path),
      FIELD(PlanEditor, release_body), FIELD(PlanEditor, other_room), FIELD(PlanEditor, room_path),
      FIELD(PlanEditor, history_path), FIELD(PlanEditor, reserved_by), FIELD(PlanEditor, state_confirmed),
      FIELD(PlanEditor, state_tentative), FIELD(PlanEditor, sum_over), FIELD(PlanEditor, can_overtime),
      FIELD(PlanEditor, switches), FIELD(PlanEditor, work), FIELD(PlanEditor, intl), FIELD(PlanEditor, leave),
      FIELD(PlanEditor, resv), FIELD(PlanEditor, tent), FIELD(PlanEditor, over),
      FIELD_LIST(PlanEditor, exits, PlanExit), FIELD_LIST(PlanEditor, projects, PlanOption),
      FIELD_LIST(PlanEditor, quick, PlanOption), FIELD_LIST(PlanEditor, gives, PlanGive));

/* The cell that the address or the refused form names. */
typedef struct {
    Id person_id, project_id;
    Day week;
    AllocationKind kind;
    bool has_subject;
} Cell;

static bool parse_cell(Ctx *cx, const char *text, Cell *cell)
{
    TextList parts = text_split(cx->arena, text, '.');
    AllocationPut subject = {.subject = parts.count > 2 ? parts.items[2] : ""};
    if (parts.count < 2 || !text_int(parts.items[0], &cell->person_id.n) || !day_parse(parts.items[1], &cell->week))
        return false;
    if (allocation_put_subject(cx, &subject))
        return false;
    cell->week = day_monday(cell->week);
    cell->has_subject = *subject.subject != 0;
    cell->project_id = subject.project_id;
    cell->kind = subject.kind;
    return true;
}

static const PlanMember *member_of(const PlanMaker *maker, Id id)
{
    for (size_t i = 0; i < maker->plan->people.count; i++)
        if (maker->plan->people.items[i].id.n == id.n)
            return &maker->plan->people.items[i];
    return NULL;
}

static const PlanWeek *week_of(const PlanMember *member, Day monday)
{
    for (size_t i = 0; member && i < member->weeks.count; i++)
        if (member->weeks.items[i].week.n == monday.n)
            return &member->weeks.items[i];
    return NULL;
}

static bool stands_in(const PlanAllocation *one, const Cell *cell)
{
    return one->id.n && one->project_id.n == cell->project_id.n &&
           (cell->project_id.n || strcmp(one->kind, allocation_kind_words[cell->kind]) == 0);
}

/* What stands in the cell: the confirmed part if there is one, else the tentative. */
static const PlanAllocation *standing(const PlanWeek *week, const Cell *cell, size_t *states)
{
    const PlanAllocation *found = NULL;
    for (size_t i = 0; cell->has_subject && i < week->allocations.count; i++) {
        const PlanAllocation *one = &week->allocations.items[i];
        if (!stands_in(one, cell))
            continue;
        (*states)++;
        if (!found || strcmp(one->state, "confirmed") == 0)
            found = one;
    }
    return found;
}

static void put_option(Ctx *cx, PlanOptions *options, const char *value, const char *label)
{
    *(PlanOption *)list_push(cx->arena, options) = (PlanOption){.value = value, .label = label};
}

static Err *offer_subjects(PlanMaker *maker, const Cell *cell, PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    put_option(cx, &editor->projects, "", _("not chosen yet"));
    for (size_t i = 0; i < maker->projects.count; i++) {
        const ProjectBrief *project = &maker->projects.items[i];
        bool may;
        if (project->archived || project->stage == PROJECT_LOST || project->stage == PROJECT_DONE)
            continue;
        TRY(allocation_may_write(cx, cell->person_id, project->id, &may));
        if (may)
            put_option(cx, &editor->projects, plan_subject_word(cx, project->id, ""),
                       project_label(cx->arena, project));
    }
    bool may_internal;
    TRY(allocation_may_write(cx, cell->person_id, ID(0), &may_internal));
    for (int kind = 1; kind < ALLOCATION_KIND_COUNT && may_internal; kind++)
        put_option(cx, &editor->projects, allocation_kind_words[kind], allocation_kind_text(cx, (AllocationKind)kind));
    return NULL;
}

static void offer_quick(PlanMaker *maker, PlanEditor *editor)
{
    static const char *const percents[] = {"5", "10", "20", "25", "50"};
    static const char *const hours[] = {"2", "4", "8", "10", "20"};
    for (size_t i = 0; i < COUNT_OF(percents); i++) {
        const char *value = maker->hours ? hours[i] : percents[i];
        put_option(maker->cx, &editor->quick, value, value);
    }
}

static Err *name_reserver(PlanMaker *maker, const PlanAllocation *allocation, PlanEditor *editor)
{
    PlanPerson person;
    if (!allocation || !allocation->reserved_by.n)
        return NULL;
    TRY(plan_person(maker->cx, allocation->reserved_by, &person));
    editor->reserved_by = person.name;
    return NULL;
}

static void describe_week(PlanMaker *maker, const PlanWeek *week, PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    Minutes planned =
        MINUTES(week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n);
    editor->sum_over = planned.n > week->room.n;
    const char *sum = plan_number_with_unit(maker, week->capacity, planned);
    if (editor->sum_over)
        editor->sum_text = arena_printf(cx->arena, _("The week is planned for %s, agreed overtime %s"), sum,
                                        plan_number_with_unit(maker, week->capacity, week->overtime));
    else
        editor->sum_text = arena_printf(cx->arena, _("The week is planned for %s, free %s"), sum,
                                        plan_number_with_unit(maker, week->capacity, week->free));
    plan_bar(week, &editor->work, &editor->intl, &editor->leave, &editor->resv, &editor->tent, &editor->over);
}

/* "Room: Илья Сомов 25 %, …": others of the position, three at most. */
static const char *room_of_others(PlanMaker *maker, const PlanMember *member, Day monday)
{
    Ctx *cx = maker->cx;
    const char *names = "";
    int found = 0;
    for (size_t i = 0; i < maker->plan->people.count && found < 3; i++) {
        const PlanMember *other = &maker->plan->people.items[i];
        const PlanWeek *week = week_of(other, monday);
        bool fits =
            other->id.n != member->id.n && other->position_id.n && other->position_id.n == member->position_id.n;
        if (!fits || !week || week->free.n == 0)
            continue;
        names = arena_printf(cx->arena, "%s%s%s %s", names, found++ ? ", " : "", other->name,
                             plan_number_with_unit(maker, week->capacity, week->free));
    }
    return found ? arena_printf(cx->arena, _("Free in this position: %s"), names) : "";
}

/* ---- what was refused ---- */

static void put_hidden(Ctx *cx, PlanExit *one, const char *name, const char *value)
{
    *(PlanHidden *)list_push(cx->arena, &one->fields) = (PlanHidden){name, value};
}

static void put_exit(PlanMaker *maker, const Exit *from, PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    PlanExit *one = list_push(cx->arena, &editor->exits);
    *one = (PlanExit){.key = from->key,
                      .say = from->say,
                      .why = from->unavailable,
                      .path = from->path,
                      .available = from->body != NULL,
                      .needs_reason = from->needs.count > 0};
    if (!from->body)
        return;
    put_hidden(cx, one, "batch", exit_body_text(cx, from->body));
    put_hidden(cx, one, "back", editor->close_path);
}

static void put_give(PlanMaker *maker, const GiveWay *give, size_t place, PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    PlanGive *line = list_push(cx->arena, &editor->gives);
    const char *what = give->label;
    if (give->state == ALLOCATION_TENTATIVE)
        what = arena_printf(cx->arena, _("%s, tentative"), what);
    *line = (PlanGive){.text = *give->client_manager
                                   ? arena_printf(cx->arena, "%s: %s, %s", what, give->percent, give->client_manager)
                                   : arena_printf(cx->arena, "%s: %s", what, give->percent),
                       .price = give->price,
                       .say = give->say,
                       .back = editor->close_path,
                       .key = arena_printf(cx->arena, "%zu", 5 + place),
                       .body = give->body ? exit_body_text(cx, give->body) : ""};
}

static const char *history_path(Ctx *cx, const Cell *cell)
{
    const char *path = arena_printf(cx->arena, "/plan/history?person_id=%" PRId64 "&week=%s", cell->person_id.n,
                                    day_iso(cx->arena, cell->week));
    if (cell->project_id.n)
        return arena_printf(cx->arena, "%s&project_id=%" PRId64, path, cell->project_id.n);
    return cell->has_subject ? arena_printf(cx->arena, "%s&kind=%s", path, allocation_kind_words[cell->kind]) : path;
}

/* Who else could do it: the same position, this week; a refusal adds the hours. */
static const char *room_path(Ctx *cx, const Cell *cell, Id position_id)
{
    const char *path = arena_printf(cx->arena, "/plan/room?person_id=%" PRId64 "&from=%s", cell->person_id.n,
                                    day_iso(cx->arena, cell->week));
    if (position_id.n)
        path = arena_printf(cx->arena, "%s&position_id=%" PRId64, path, position_id.n);
    if (cell->project_id.n)
        path = arena_printf(cx->arena, "%s&project_id=%" PRId64, path, cell->project_id.n);
    return path;
}

/* The tentative part of the cell, to be given back at a button; "" when there is none. */
static const char *release_body(Ctx *cx, const Cell *cell, const PlanWeek *week)
{
    ExitBody body = {0};
    for (size_t i = 0; cell->has_subject && i < week->allocations.count; i++) {
        const PlanAllocation *one = &week->allocations.items[i];
        if (!stands_in(one, cell) || strcmp(one->state, "tentative") != 0)
            continue;
        *(ExitItem *)list_push(cx->arena, &body.items) = (ExitItem){.person_id = cell->person_id,
                                                                    .week = cell->week,
                                                                    .project_id = cell->project_id,
                                                                    .kind = cell->kind,
                                                                    .state = ALLOCATION_TENTATIVE,
                                                                    .work = one->work,
                                                                    .until = DAY_NONE};
    }
    return body.items.count ? exit_body_text(cx, &body) : "";
}

static const char *absence_path(Ctx *cx, const Cell *cell)
{
    if (!absence_may_write(cx, cell->person_id))
        return "";
    return arena_printf(cx->arena, "/absences/new?person_id=%" PRId64 "&from_day=%s&until_day=%s", cell->person_id.n,
                        day_iso(cx->arena, cell->week), day_iso(cx->arena, day_plus(cell->week, 4)));
}

static const char *pushed_path(Ctx *cx, const Cell *cell, const PlanWeek *week)
{
    if (!week->excess.n)
        return "";
    return arena_printf(cx->arena, "/plan/pushed/week?person_id=%" PRId64 "&week=%s", cell->person_id.n,
                        day_iso(cx->arena, cell->week));
}

static void tell_refusal(PlanMaker *maker, const PlanRefused *refused, PlanEditor *editor)
{
    const Err *err = refused->err;
    editor->error = err->text;
    editor->value = refused->put->value;
    editor->hours_text = ""; /* they were of what stands there */
    editor->state_tentative = refused->put->state == ALLOCATION_TENTATIVE;
    editor->state_confirmed = !editor->state_tentative;
    editor->until = refused->put->until;
    if (err->shape != &Refusal_shape)
        return;
    const Refusal *refusal = err->data;
    editor->room_path = arena_printf(maker->cx->arena, "%s&hours=%" PRId64 ":%02" PRId64, editor->room_path,
                                     refusal->over.n / 60, refusal->over.n % 60);
    for (size_t i = 0; i < refusal->exits.count; i++)
        put_exit(maker, &refusal->exits.items[i], editor);
    for (size_t i = 0; i < MIN_OF(refusal->gives.count, (size_t)5); i++)
        put_give(maker, &refusal->gives.items[i], i, editor);
}

/* ---- the editor ---- */

static void tell_value(PlanMaker *maker, const PlanWeek *week, const PlanAllocation *allocation, PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    editor->state_confirmed = true;
    if (!allocation)
        return;
    editor->state_tentative = strcmp(allocation->state, "tentative") == 0;
    editor->state_confirmed = !editor->state_tentative;
    editor->until = allocation->until;
    editor->value = plan_number(maker, week->capacity, allocation->minutes);
    editor->hours_text = maker->hours ? arena_printf(cx->arena, "= %s\u00a0%%",
                                                     week_percent_text(cx, week->capacity, allocation->minutes))
                                      : arena_printf(cx->arena, "= %s", week_hours_text(cx, allocation->minutes));
}

static Err *fill_editor(PlanMaker *maker, const Cell *cell, const PlanMember *member, const PlanWeek *week,
                        PlanEditor *editor)
{
    Ctx *cx = maker->cx;
    PlanQuery closed = *maker->query;
    closed.cell = "";
    *editor = (PlanEditor){
        .person_id = cell->person_id,
        .project_id = cell->project_id,
        .week = cell->week,
        .until = DAY_NONE,
        .person_name = member->name,
        .week_label = week_text(cx, cell->week),
        .kind = cell->has_subject && !cell->project_id.n ? allocation_kind_words[cell->kind] : "",
        .subject_label =
            cell->has_subject ? plan_subject_label(maker, cell->project_id, allocation_kind_words[cell->kind]) : "",
        .unit = maker->hours ? _("hours of the week") : _("% of the week"),
        .value = "",
        .hours_text = "",
        .error = "",
        .other_room = "",
        .history_path = history_path(cx, cell),
        .absence_path = absence_path(cx, cell),
        .pushed_path = pushed_path(cx, cell, week),
        .release_body = release_body(cx, cell, week),
        .room_path = room_path(cx, cell, member->position_id),
        .reserved_by = "",
        .close_path = plan_path(cx, &closed),
        .can_overtime = cx_scope(cx, "plan.overtime") != SCOPE_NONE};
    size_t states = 0;
    const PlanAllocation *allocation = standing(week, cell, &states);
    editor->switches = cell->project_id.n && states == 1;
    tell_value(maker, week, allocation, editor);
    describe_week(maker, week, editor);
    editor->other_room = room_of_others(maker, member, cell->week);
    offer_quick(maker, editor);
    TRY(name_reserver(maker, allocation, editor));
    return cell->has_subject ? NULL : offer_subjects(maker, cell, editor);
}

Err *plan_make_editor(PlanMaker *maker, const PlanRefused *refused)
{
    Cell cell = {.has_subject = false};
    if (refused->put)
        cell = (Cell){refused->put->person_id, refused->put->project_id, day_monday(refused->put->week),
                      refused->put->kind, refused->put->project_id.n || refused->put->kind != ALLOCATION_PROJECT};
    else if (!*maker->query->cell || !parse_cell(maker->cx, maker->query->cell, &cell))
        return NULL;
    const PlanMember *member = member_of(maker, cell.person_id);
    const PlanWeek *week = week_of(member, cell.week);
    if (!week || !maker->page->can_write)
        return NULL;
    PlanEditor *editor = arena_new(maker->cx->arena, PlanEditor);
    TRY(fill_editor(maker, &cell, member, week, editor));
    if (refused->put)
        tell_refusal(maker, refused, editor);
    maker->page->editor = editor;
    maker->page->has_editor = true;
    return NULL;
}
