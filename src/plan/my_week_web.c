/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/my_week.h"
#include "plan/plan_feature.h"
#include "plan/plan_page.h"
#include "web/form.h"
#include "work/view_web.h"

typedef struct {
    const char *kind, *label, *detail, *state_text, *percent, *hours;
    int hue;
} MyRow;
SHAPE_STATIC(MyRow, FIELD(MyRow, kind), FIELD(MyRow, label), FIELD(MyRow, detail), FIELD(MyRow, state_text),
             FIELD(MyRow, percent), FIELD(MyRow, hours), FIELD(MyRow, hue));

typedef struct {
    const char *label, *note;
} MyDayRow;
SHAPE_STATIC(MyDayRow, FIELD(MyDayRow, label), FIELD(MyDayRow, note));

/* Template: pages/my-week.html. */
typedef struct {
    const char *title, *note, *prev_path, *next_path, *week_label, *percent, *free_text;
    bool is_over;
    int work, intl, leave, resv, tent, over;
    LIST_OF(MyRow) rows;
    LIST_OF(MyDayRow) days;
} MyWeekPage;
SHAPE_STATIC(MyWeekPage, FIELD(MyWeekPage, title), FIELD(MyWeekPage, note), FIELD(MyWeekPage, prev_path),
             FIELD(MyWeekPage, next_path), FIELD(MyWeekPage, week_label), FIELD(MyWeekPage, percent),
             FIELD(MyWeekPage, free_text), FIELD(MyWeekPage, is_over), FIELD(MyWeekPage, work), FIELD(MyWeekPage, intl),
             FIELD(MyWeekPage, leave), FIELD(MyWeekPage, resv), FIELD(MyWeekPage, tent), FIELD(MyWeekPage, over),
             FIELD_LIST(MyWeekPage, rows, MyRow), FIELD_LIST(MyWeekPage, days, MyDayRow));

/* Which week, and whose: without person_id one's own. */
typedef struct {
    Day week;
    Id person_id;
} MyWeekQuery;
SHAPE_STATIC(MyWeekQuery, FIELD(MyWeekQuery, week), FIELD(MyWeekQuery, person_id));

static const char *percent_text(Ctx *cx, Minutes capacity, Minutes minutes)
{
    const char *number = minutes.n ? week_percent_text(cx, capacity, minutes) : "0";
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%%" : "%s%%", number);
}

/* The look of a row, as the style sheets name it, and the word beside it: never colour alone. */
static void tell_kind(Ctx *cx, const MySubject *subject, MyRow *row)
{
    bool tentative = strcmp(subject->state, "tentative") == 0;
    if (!*subject->state) {
        row->kind = "leave";
        row->state_text = strcmp(subject->kind, "holiday") == 0 ? _("holiday") : _("leave");
    } else if (subject->project_id.n) {
        row->kind = tentative ? "tent" : "work";
        row->state_text = tentative ? _("tentative") : _("confirmed");
    } else {
        bool reserve = strncmp(subject->kind, "reserve", 7) == 0;
        row->kind = reserve ? "resv" : "intl";
        row->state_text = reserve ? _("reserve") : _("internal");
    }
}

static const char *detail_of(Ctx *cx, const MySubject *subject)
{
    if (!day_is_set(subject->until))
        return subject->note;
    const char *until = arena_printf(cx->arena, _("kept until %s"), day_text(cx, subject->until));
    return *subject->note ? arena_printf(cx->arena, "%s, %s", subject->note, until) : until;
}

static void put_rows(Ctx *cx, const MyWeek *week, MyWeekPage *page)
{
    for (size_t i = 0; i < week->subjects.count; i++) {
        const MySubject *subject = &week->subjects.items[i];
        MyRow *row = list_push(cx->arena, &page->rows);
        *row = (MyRow){.label = subject->label,
                       .detail = detail_of(cx, subject),
                       .percent = week_percent_text(cx, week->capacity, subject->minutes),
                       .hours = week_hours_text(cx, subject->minutes),
                       .hue = subject->hue};
        tell_kind(cx, subject, row);
    }
}

static const char *day_note(Ctx *cx, const MyDay *day)
{
    Minutes left = MINUTES(day->norm.n - day->away.n);
    if (!*day->note)
        return left.n ? week_hours_text(cx, left) : "—";
    return left.n ? arena_printf(cx->arena, "%s, %s", day->note, week_hours_text(cx, left)) : day->note;
}

/* Days off by contract are left out: nothing is missed on them. */
static void put_days(Ctx *cx, const MyWeek *week, MyWeekPage *page)
{
    for (size_t i = 0; i < week->days.count; i++) {
        const MyDay *day = &week->days.items[i];
        if (day->norm.n == 0)
            continue;
        MyDayRow *row = list_push(cx->arena, &page->days);
        row->label = arena_printf(cx->arena, "%s, %s", weekday_text(cx, day_weekday(day->day)), day_text(cx, day->day));
        row->note = day_note(cx, day);
    }
}

static const char *free_text(Ctx *cx, const MyWeek *sums)
{
    if (sums->room.n == 0)
        return _("This is not a working week");
    if (sums->excess.n)
        return arena_printf(cx->arena, _("%s do not fit: something has to move"), week_hours_text(cx, sums->excess));
    if (sums->overtime.n)
        return arena_printf(cx->arena, _("%s of overtime are agreed, %s are free"), week_hours_text(cx, sums->overtime),
                            week_hours_text(cx, sums->free));
    return arena_printf(cx->arena, _("%s are free, %s"), percent_text(cx, sums->capacity, sums->free),
                        week_hours_text(cx, sums->free));
}

static const char *path_of(Ctx *cx, const MyWeek *week, Day monday)
{
    Id whose = week->person_id.n == cx->person_id.n ? ID(0) : week->person_id;
    return path_with(cx, "/my-week", "week", day_iso(cx->arena, monday), "person_id", id_value(cx, whose), NULL);
}

static void fill_page(Ctx *cx, const MyWeek *week, MyWeekPage *page)
{
    Minutes planned =
        MINUTES(week->absence.n + week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n);
    PlanWeek bar = {.capacity = week->capacity,
                    .room = week->room,
                    .confirmed = week->confirmed,
                    .tentative = week->tentative,
                    .internal = week->internal,
                    .absence = week->absence,
                    .reserve = week->reserve};
    const char *whole = arena_printf(cx->arena, _("100 %% are %s"), week_hours_text(cx, week->capacity));
    bool own = week->person_id.n == cx->person_id.n;
    page->title = own ? _("My week") : week->person_name;
    page->note = whole;
    page->prev_path = path_of(cx, week, day_plus(week->week, -DAYS_PER_WEEK));
    page->next_path = path_of(cx, week, day_plus(week->week, DAYS_PER_WEEK));
    page->week_label = week_text(cx, week->week);
    page->percent = percent_text(cx, week->capacity, planned);
    page->is_over = planned.n > week->room.n;
    page->free_text = free_text(cx, week);
    plan_bar(&bar, &page->work, &page->intl, &page->leave, &page->resv, &page->tent, &page->over);
    put_rows(cx, week, page);
    put_days(cx, week, page);
}

static Err *show_week(Ctx *cx, const Req *req, Reply *reply)
{
    MyWeekQuery query = {.week = DAY_NONE};
    MyWeek *week = arena_new(cx->arena, MyWeek);
    MyWeekPage *page = arena_new(cx->arena, MyWeekPage);
    TRY(form_read(cx, req, ONE(MyWeekQuery, &query)));
    if (!query.person_id.n)
        query.person_id = cx->person_id;
    TRY(my_week_load(cx, query.person_id, day_is_set(query.week) ? query.week : cx->today, week));
    TRY(reply_show(cx, reply, IN(MyWeek, week)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    fill_page(cx, week, page);
    return reply_page(cx, reply, page->title, IN(MyWeekPage, page));
}

const Route my_week_routes[] = {
    {METHOD_GET, "/my-week", "plan.read", show_week, .in = &MyWeekQuery_shape, .fields = "week person_id",
     .out = &MyWeek_shape, .page = "plan/my-week.html", .view = &MyWeekPage_shape, .families = "plan people work",
     .summary = "A person's week: subjects, what is free, days with holidays and leave"},
    {.path = NULL},
};
