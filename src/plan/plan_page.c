/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/absence.h"
#include "plan/plan_group.h"
#include "plan/plan_page.h"
#include "work/client.h"

#define PEOPLE_A_PAGE 50
#define WEEKS_WRITTEN 13

SHAPE(PlanChip, FIELD(PlanChip, path), FIELD(PlanChip, label), FIELD(PlanChip, count), FIELD(PlanChip, on));
SHAPE(PlanOption, FIELD(PlanOption, value), FIELD(PlanOption, label), FIELD(PlanOption, on));
SHAPE(PlanHead, FIELD(PlanHead, week), FIELD(PlanHead, label), FIELD(PlanHead, note), FIELD(PlanHead, full),
      FIELD(PlanHead, is_now), FIELD(PlanHead, far));
SHAPE(PlanMonth, FIELD(PlanMonth, label), FIELD(PlanMonth, weeks), FIELD(PlanMonth, far));
SHAPE(PlanText, FIELD(PlanText, text));
SHAPE(PlanPage, FIELD(PlanPage, title_note), FIELD(PlanPage, prev_path), FIELD(PlanPage, next_path),
      FIELD(PlanPage, today_path), FIELD(PlanPage, unit_path), FIELD(PlanPage, q), FIELD(PlanPage, range_label),
      FIELD(PlanPage, xlsx_path), FIELD(PlanPage, csv_path), FIELD(PlanPage, csv_plain_path),
      FIELD(PlanPage, json_path), FIELD(PlanPage, week_xlsx_path), FIELD(PlanPage, live_path),
      FIELD(PlanPage, next_page_path), FIELD(PlanPage, prev_page_path), FIELD(PlanPage, people_path),
      FIELD(PlanPage, projects_path), FIELD(PlanPage, from), FIELD(PlanPage, weeks_count), FIELD(PlanPage, shown_count),
      FIELD(PlanPage, has_far), FIELD(PlanPage, people_count), FIELD(PlanPage, is_people), FIELD(PlanPage, is_projects),
      FIELD(PlanPage, is_narrow), FIELD(PlanPage, is_grid), FIELD(PlanPage, is_work), FIELD(PlanPage, unit_percent),
      FIELD(PlanPage, can_write), FIELD(PlanPage, can_import), FIELD(PlanPage, has_editor),
      FIELD_LIST(PlanPage, chips, PlanChip), FIELD_LIST(PlanPage, notices, PlanChip), FIELD(PlanPage, has_notices),
      FIELD(PlanPage, absence_of), FIELD_LIST(PlanPage, more_chips, PlanChip),
      FIELD_LIST(PlanPage, positions, PlanOption), FIELD_LIST(PlanPage, clients, PlanOption), FIELD(PlanPage, zoom),
      FIELD(PlanPage, hide), FIELD_LIST(PlanPage, zooms, PlanOption), FIELD_LIST(PlanPage, together, PlanOption),
      FIELD_LIST(PlanPage, hides, PlanChip), FIELD_LIST(PlanPage, active, PlanChip),
      FIELD_LIST(PlanPage, kept, PlanHidden), FIELD_LIST(PlanPage, departments, PlanOption),
      FIELD_LIST(PlanPage, projects, PlanOption), FIELD(PlanPage, under), FIELD(PlanPage, clear_path),
      FIELD(PlanPage, is_filtered), FIELD(PlanPage, is_blank), FIELD_LIST(PlanPage, months, PlanMonth),
      FIELD_LIST(PlanPage, heads, PlanHead), FIELD_LIST(PlanPage, groups_rows, PlanGroup),
      FIELD_LIST(PlanPage, projects_rows, PlanProjectGroup), FIELD_LIST(PlanPage, blank_sums, PlanCell),
      FIELD_LIST(PlanPage, blank_subs, PlanSubCell), FIELD_ONE(PlanPage, editor, PlanEditor),
      FIELD_LIST(PlanPage, moments, PlanMoment), FIELD_ONE(PlanPage, tour, PlanTour),
      FIELD_LIST(PlanPage, cards, PlanCard), FIELD_ONE(PlanPage, person, PlanRow),
      FIELD_LIST(PlanPage, sides, PlanOption), FIELD(PlanPage, week_path), FIELD(PlanPage, is_week),
      FIELD(PlanPage, is_person), FIELD(PlanPage, moment), FIELD(PlanPage, moment_text), FIELD(PlanPage, now_path),
      FIELD(PlanPage, then_path), FIELD(PlanPage, changes_path), FIELD(PlanPage, changed), FIELD(PlanPage, is_still),
      FIELD(PlanPage, is_then), FIELD(PlanPage, is_marked), FIELD_LIST(PlanPage, saved, PlanSaved),
      FIELD(PlanPage, saved_id), FIELD(PlanPage, saved_revision), FIELD(PlanPage, saved_name),
      FIELD(PlanPage, saved_query), FIELD(PlanPage, saved_path), FIELD(PlanPage, saved_changed),
      FIELD(PlanPage, saved_may), FIELD(PlanPage, can_share), FIELD(PlanPage, open_from), FIELD(PlanPage, here_path));

/* ---- addresses ---- */

static const char *path_from(Ctx *cx, const PlanQuery *query, Day from)
{
    PlanQuery other = *query;
    other.from = from;
    other.cell = "";
    return plan_path(cx, &other);
}

/* What the addresses of all cells begin with, so that only the cell is new in each. */
static const char *cell_base(Ctx *cx, const PlanQuery *query)
{
    PlanQuery other = *query;
    other.cell = "";
    const char *path = plan_path(cx, &other);
    return arena_join(cx->arena, path, strchr(path, '?') ? "&cell=" : "?cell=");
}

static const char *const *week_texts(Ctx *cx, const Plan *plan)
{
    const char **texts = arena_new_array(cx->arena, const char *, (size_t)plan->count);
    for (int i = 0; i < plan->count; i++)
        texts[i] = week_text(cx, day_plus(plan->from, (int64_t)i * 7));
    return texts;
}

/* ---- numbers ---- */

const char *plan_number(const PlanMaker *maker, Minutes capacity, Minutes minutes)
{
    const Ctx *cx = maker->cx;
    if (!maker->hours)
        return week_percent_text(cx, capacity, minutes);
    if (!minutes.n)
        return "";
    return tenths_text(cx, (minutes.n * 10 + 30) / 60);
}

const char *plan_number_with_unit(const PlanMaker *maker, Minutes capacity, Minutes minutes)
{
    const Ctx *cx = maker->cx;
    if (maker->hours)
        return week_hours_text(cx, minutes);
    const char *unit = cx->lang == LANG_RU ? "\u00a0%" : "%";
    return arena_join(cx->arena, minutes.n ? week_percent_text(cx, capacity, minutes) : "0", unit);
}

PlanWeek plan_shown(const PlanMaker *maker, const PlanWeek *week)
{
    PlanWeek shown = *week;
    if (maker->no_blue) {
        int64_t over = MAX_OF(week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n +
                                  week->reserve.n - week->room.n - week->overtime.n,
                              0);
        shown.free.n += MAX_OF(week->tentative.n - over, 0);
        shown.tentative = MINUTES(0);
    }
    return shown;
}

static int whole_percent(Minutes capacity, Minutes minutes)
{
    return capacity.n > 0 ? (int)((minutes.n * 100 + capacity.n / 2) / capacity.n) : 0;
}

void plan_bar(const PlanWeek *week, int *work, int *intl, int *leave, int *resv, int *tent, int *over)
{
    int64_t planned = week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n;
    *work = whole_percent(week->capacity, week->confirmed);
    *intl = whole_percent(week->capacity, week->internal);
    *leave = whole_percent(week->capacity, week->absence);
    *resv = whole_percent(week->capacity, week->reserve);
    *tent = whole_percent(week->capacity, week->tentative);
    *over = whole_percent(week->capacity, MINUTES(MAX_OF(planned - week->room.n, 0)));
}

/* ---- subjects ---- */

const ProjectBrief *plan_project(const PlanMaker *maker, Id id)
{
    for (size_t i = 0; i < maker->projects.count; i++)
        if (maker->projects.items[i].id.n == id.n)
            return &maker->projects.items[i];
    return NULL;
}

const char *plan_subject_word(const Ctx *cx, Id project_id, const char *kind)
{
    return project_id.n ? arena_printf(cx->arena, "%" PRId64, project_id.n) : kind;
}

const char *plan_subject_label(const PlanMaker *maker, Id project_id, const char *kind)
{
    const Ctx *cx = maker->cx;
    int value;
    if (project_id.n) {
        const ProjectBrief *project = plan_project(maker, project_id);
        return project ? project_label(cx->arena, project) : _("a project that is not yours to see");
    }
    if (word_value(allocation_kind_words, kind, &value))
        return allocation_kind_text(cx, (AllocationKind)value);
    if (word_value(absence_kind_words, kind, &value))
        return absence_kind_text(cx, (AbsenceKind)value);
    return strcmp(kind, "holiday") == 0 ? _("holiday") : kind;
}

/* ---- heads ---- */

static int64_t planned_of(const PlanWeek *week)
{
    return week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n;
}

static const char *team_percent(PlanMaker *maker, size_t place)
{
    int64_t planned = 0;
    int64_t capacity = 0;
    for (size_t i = 0; i < maker->plan->people.count; i++) {
        PlanWeek week = plan_shown(maker, &maker->plan->people.items[i].weeks.items[place]);
        planned += planned_of(&week);
        capacity += week.capacity.n;
    }
    return arena_printf(maker->cx->arena, maker->cx->lang == LANG_RU ? "%" PRId64 "\u00a0%%" : "%" PRId64 "%%",
                        capacity ? (planned * 100 + capacity / 2) / capacity : 0);
}

static int working_days(const PlanMaker *maker, Day monday)
{
    return calendar_norm(maker->calendar, monday, day_plus(monday, 6)).days;
}

static const char *head_note(PlanMaker *maker, Day monday, size_t place)
{
    const Ctx *cx = maker->cx;
    int days = working_days(maker, monday);
    if (monday.n == day_monday(cx->today).n)
        return arena_printf(cx->arena, _("now · %s"), team_percent(maker, place));
    if (days == 0)
        return _("holidays");
    if (days != 5)
        return arena_printf(cx->arena, trn(cx, "%d day, holiday", "%d days, holiday", days), days);
    return arena_printf(cx->arena, _("team %s"), team_percent(maker, place));
}

/* A week belongs to the month of its Monday, as its short label does. */
static void count_month(PlanMaker *maker, Day monday, int place)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    Ymd ymd = day_ymd(monday);
    if (!page->months.count || ymd.day <= DAYS_PER_WEEK) {
        const char *name = month_text(cx, ymd.month);
        if (ymd.year != day_ymd(cx->today).year)
            name = arena_printf(cx->arena, "%s %d", name, ymd.year);
        *(PlanMonth *)list_push(cx->arena, &page->months) = (PlanMonth){.label = name};
    } else if (place == page->shown_count) {
        const char *name = page->months.items[page->months.count - 1].label;
        *(PlanMonth *)list_push(cx->arena, &page->months) = (PlanMonth){.label = name};
    }
    page->months.items[page->months.count - 1].far = place >= page->shown_count;
    page->months.items[page->months.count - 1].weeks++;
}

static void make_heads(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    bool narrow = maker->page->is_narrow;
    for (int i = 0; i < maker->plan->count; i++) {
        Day monday = day_plus(maker->plan->from, (int64_t)i * 7);
        PlanHead *head = list_push(cx->arena, &maker->page->heads);
        if (narrow)
            count_month(maker, monday, i);
        *head = (PlanHead){.week = monday,
                           .label = narrow ? arena_printf(cx->arena, "%d", day_ymd(monday).day)
                                           : week_text_short(cx, monday),
                           .full = narrow ? maker->week_texts[i] : "",
                           .note = narrow ? "" : head_note(maker, monday, (size_t)i),
                           .is_now = monday.n == day_monday(cx->today).n,
                           .far = i >= maker->page->shown_count};
    }
}

/* ---- the sentence under the title ---- */

static const PlanWeek *week_at(const PlanMember *member, Day monday)
{
    for (size_t i = 0; i < member->weeks.count; i++)
        if (member->weeks.items[i].week.n == monday.n)
            return &member->weeks.items[i];
    return NULL;
}

static const char *first_name(Ctx *cx, const char *name)
{
    return arena_strndup(cx->arena, name, strcspn(name, " "));
}

/* "Анна, Дарья" of those over their room; at most four by name. */
static const char *names_over(PlanMaker *maker, Day monday, int *count)
{
    Ctx *cx = maker->cx;
    const char *names = "";
    *count = 0;
    for (size_t i = 0; i < maker->plan->people.count; i++) {
        const PlanMember *member = &maker->plan->people.items[i];
        const PlanWeek *week = week_at(member, monday);
        if (!week || planned_of(week) <= week->room.n)
            continue;
        if (++*count <= 4)
            names = arena_printf(cx->arena, "%s%s%s", names, *names ? ", " : "", first_name(cx, member->name));
    }
    if (*count > 4)
        names = arena_printf(cx->arena, _("%s and %d more"), names, *count - 4);
    return names;
}

static const char *tentative_ahead(PlanMaker *maker, Day monday)
{
    Ctx *cx = maker->cx;
    int64_t minutes = 0;
    int64_t tenths = 0;
    for (size_t i = 0; i < maker->plan->people.count; i++) {
        const PlanWeek *week = week_at(&maker->plan->people.items[i], monday);
        if (!week || !week->tentative.n)
            continue;
        minutes += week->tentative.n;
        tenths += week_percent_tenths(week->capacity, week->tentative);
    }
    if (!minutes)
        return "";
    return arena_printf(cx->arena, _(" Next week %d %% are not confirmed yet, that is %s."), (int)((tenths + 5) / 10),
                        week_hours_text(cx, MINUTES(minutes)));
}

static const char *make_note(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    Day monday = day_monday(cx->today);
    int count;
    const char *names = names_over(maker, monday, &count);
    const char *now = _("Nobody is over 100 % this week.");
    if (maker->plan->people.count == 0 || !week_at(&maker->plan->people.items[0], monday))
        return "";
    if (count > 0)
        now = arena_printf(cx->arena, _("Over 100 %% this week: %s."), names);
    return arena_printf(cx->arena, "%s%s", now, tentative_ahead(maker, day_plus(monday, 7)));
}

/* ---- the page ---- */

static const char *path_of_view(Ctx *cx, const PlanQuery *query, const char *view)
{
    PlanQuery other = *query;
    bool usual = other.weeks == plan_usual_weeks(query);
    bool from_usual = other.from.n == plan_usual_from(cx, query).n;
    other.view = view;
    other.q = other.only = other.group = other.open = other.cell = "";
    other.page = 0;
    if (strcmp(query->view, "person") == 0)
        other.person_id = ID(0);
    if (usual || strcmp(view, "week") == 0)
        other.weeks = plan_usual_weeks(&other);
    if (from_usual)
        other.from = plan_usual_from(cx, &other);
    return plan_path(cx, &other);
}

/* Tables have all the people that the filters leave, whatever page one looks at. */
static void make_out_paths(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    PlanQuery other = *maker->query;
    other.cell = other.open = "";
    other.page = 0;
    page->xlsx_path = plan_path_as(cx, &other, ".xlsx");
    page->csv_path = plan_path_as(cx, &other, ".csv");
    page->json_path = plan_path_as(cx, &other, ".json");
    page->csv_plain_path =
        arena_printf(cx->arena, "%s%scsv=plain", page->csv_path, strchr(page->csv_path, '?') ? "&" : "?");
    Buf live = {0};
    buf_text(&live, "/plan/live?look=");
    buf_url(&live, plan_look(cx, &other));
    page->live_path = arena_strdup(cx->arena, live.data);
    buf_finish(&live);
    other.from = day_monday(cx->today);
    other.weeks = 1;
    page->week_xlsx_path = plan_path_as(cx, &other, ".xlsx");
}

static void put_side(PlanMaker *maker, const char *view, const char *label, bool on)
{
    PlanOption *side = list_push(maker->cx->arena, &maker->page->sides);
    *side = (PlanOption){path_of_view(maker->cx, maker->query, view), label, on};
}

static void make_sides(PlanMaker *maker)
{
    const Ctx *cx = maker->cx;
    const char *view = maker->query->view;
    put_side(maker, "", _("People"), !*view);
    put_side(maker, "projects", _("Projects"), strcmp(view, "projects") == 0);
    put_side(maker, "week", _("Week"), strcmp(view, "week") == 0 || strcmp(view, "person") == 0);
}

static void make_paths(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    const PlanQuery *query = maker->query;
    PlanQuery other = *query;
    int64_t step = (int64_t)MAX_OF(page->shown_count / 2, 1) * 7;
    page->prev_path = path_from(cx, query, day_plus(query->from, -step));
    page->next_path = path_from(cx, query, day_plus(query->from, step));
    page->today_path = path_from(cx, query, plan_usual_from(cx, query));
    other.unit = maker->hours ? "" : "hours";
    page->unit_path = plan_path(cx, &other);
    page->people_path = path_of_view(cx, query, "");
    page->week_path = path_of_view(cx, query, "week");
    make_sides(maker);
    page->projects_path = path_of_view(cx, query, "projects");
    make_out_paths(maker);
    other = *query;
    other.cell = "";
    other.page = 0;
    page->here_path = plan_path(cx, &other);
    other.page = query->page + 1;
    page->next_page_path = page->people_count > other.page * PEOPLE_A_PAGE ? plan_path(cx, &other) : "";
    other.page = MAX_OF(query->page - 1, 0);
    page->prev_page_path = query->page > 0 ? plan_path(cx, &other) : "";
}

static Err *make_projects(PlanMaker *maker)
{
    ProjectPlan *projects = arena_new(maker->cx->arena, ProjectPlan);
    if (strcmp(maker->query->view, "projects") != 0)
        return NULL;
    TRY(plan_projects_make(maker->cx, maker->query, maker->plan, projects));
    maker->by_project = projects;
    maker->page->is_people = maker->page->is_grid = maker->page->is_work = maker->page->is_still = false;
    maker->page->is_projects = true;
    maker->page->people_count = projects->total;
    return NULL;
}

/* What has been and what is: the addresses of the moment, and what to mark. */
static Err *make_moment(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    PlanQuery other = *maker->query;
    const char *moment = *other.as_of ? other.as_of : other.since;
    plan_moments(cx, maker->query, &page->moments);
    page->moment = plan_moment_field(cx, maker->query);
    if (!maker->query->moment.n)
        return NULL;
    other.as_of = other.since = other.cell = "";
    page->now_path = plan_path(cx, &other);
    other.as_of = moment;
    page->then_path = plan_path(cx, &other);
    page->changes_path = plan_changes_path(cx, maker->query, "");
    page->moment_text = instant_text(cx, maker->query->moment);
    if (!page->is_marked)
        return NULL;
    PlanDiff *diff = arena_new(cx->arena, PlanDiff);
    TRY(plan_diff_load(cx, maker->query, diff));
    page->changed = diff->cells;
    maker->diff = diff;
    return NULL;
}

/* Whether there are people, and nothing at all is planned for them. */
static bool is_blank(const Plan *plan)
{
    int64_t planned = 0;
    for (size_t i = 0; i < plan->people.count; i++)
        for (size_t w = 0; w < plan->people.items[i].weeks.count; w++) {
            const PlanWeek *week = &plan->people.items[i].weeks.items[w];
            planned += week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n;
        }
    return plan->people.count && !planned;
}

/* The page writes the cells of about what is in sight; its script makes the others of the same rows. */
static int shown_count(const PlanPage *page, const PlanQuery *query)
{
    return page->is_grid ? MIN_OF(query->weeks, MAX_OF(plan_usual_weeks(query), WEEKS_WRITTEN)) : query->weeks;
}

static const char *range_label(Ctx *cx, const PlanQuery *query)
{
    Day last = day_plus(query->from, (int64_t)query->weeks * 7 - 1);
    if (query->weeks == 1)
        return week_text(cx, query->from);
    return arena_printf(cx->arena, "%s – %s", day_text(cx, query->from), day_text(cx, last));
}

Err *plan_page_fill(Ctx *cx, const PlanQuery *query, const Plan *plan, const PlanRefused *refused, PlanPage *page)
{
    PlanMaker maker = {.cx = cx,
                       .query = query,
                       .plan = plan,
                       .page = page,
                       .hours = strcmp(query->unit, "hours") == 0,
                       .no_blue = plan_says(query->hide, "blue")};
    bool week = strcmp(query->view, "week") == 0;
    bool person = strcmp(query->view, "person") == 0;
    *page = (PlanPage){.from = query->from,
                       .open_from = allocation_locked_before(cx),
                       .weeks_count = query->weeks,
                       .people_count = plan->total,
                       .is_people = true,
                       .is_blank = !query->moment.n && is_blank(plan),
                       .unit_percent = !maker.hours,
                       .can_write = cx_scope(cx, "plan.write") != SCOPE_NONE && !*query->as_of,
                       .can_import = cx_scope(cx, "plan.import") != SCOPE_NONE,
                       .q = query->q,
                       .zoom = query->zoom,
                       .is_week = week,
                       .is_person = person,
                       .is_grid = !plan_group_is_by_work(query) && !query->moment.n && !week && !person,
                       .is_still = (plan_group_is_by_work(query) || query->moment.n) && !week && !person,
                       .is_then = *query->as_of != 0,
                       .is_marked = *query->since && !*query->as_of,
                       .is_work = plan_group_is_by_work(query),
                       .is_narrow = strcmp(query->zoom, "narrow") == 0,
                       .hide = query->hide,
                       .range_label = range_label(cx, query)};
    page->shown_count = shown_count(page, query);
    page->has_far = page->shown_count < query->weeks;
    maker.cell_base = cell_base(cx, query);
    maker.week_texts = week_texts(cx, plan);
    TRY(project_all(cx, &maker.projects));
    TRY(week_calendar(cx, &maker.calendar));
    TRY(make_projects(&maker));
    page->title_note = maker.by_project ? plan_projects_note(&maker) : make_note(&maker);
    make_paths(&maker);
    make_heads(&maker);
    plan_make_tools(&maker);
    TRY(make_moment(&maker));
    TRY(plan_make_saved(&maker));
    TRY(plan_make_tour(&maker));
    TRY(plan_touched_list(cx, &maker.touched));
    if (!query->moment.n && !query->lean)
        TRY(plan_make_notices(&maker));
    if (!query->lean || !*query->cell)
        TRY(maker.by_project ? plan_make_projects(&maker) : plan_make_rows(&maker));
    plan_make_cards(&maker);
    return plan_make_editor(&maker, refused);
}
