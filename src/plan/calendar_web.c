/* SPDX-License-Identifier: MIT */
/* The production calendar of a year over HTTP: norms by month, special days, and the agency's own word on days. */
#include "base/base.h"

#include "plan/calendar_own.h"
#include "plan/plan_feature.h"
#include "plan/week.h"
#include "web/form.h"
#include "work/view_web.h"

#define YEAR_FIRST 1971
#define YEAR_LAST 2199

/* A run of days that share their kind and name. */
typedef struct {
    Day from_day, until_day;
    const char *kind, *name, *days_text;
} CalendarRun;
SHAPE_STATIC(CalendarRun, FIELD(CalendarRun, from_day), FIELD(CalendarRun, until_day), FIELD(CalendarRun, kind),
             FIELD(CalendarRun, name), FIELD(CalendarRun, days_text, .hidden = true));

/* A month, or the year as a whole: working days, shortened ones, and the norm for three lengths of the week. */
typedef struct {
    int month; /* 1–12; 0: the year */
    int days, shortened;
    Minutes minutes_40, minutes_36, minutes_24;
    const char *label, *hours_40, *hours_36, *hours_24;
    LIST_OF(CalendarRun) special;
} CalendarMonth;
SHAPE_STATIC(CalendarMonth, FIELD(CalendarMonth, month), FIELD(CalendarMonth, days), FIELD(CalendarMonth, shortened),
             FIELD(CalendarMonth, minutes_40), FIELD(CalendarMonth, minutes_36), FIELD(CalendarMonth, minutes_24),
             FIELD(CalendarMonth, label, .hidden = true), FIELD(CalendarMonth, hours_40, .hidden = true),
             FIELD(CalendarMonth, hours_36, .hidden = true), FIELD(CalendarMonth, hours_24, .hidden = true),
             FIELD_LIST(CalendarMonth, special, CalendarRun));
typedef LIST_OF(CalendarMonth) CalendarMonths;

typedef struct {
    int year;
    bool preliminary; /* the country has not decided it yet */
    CalendarMonths months;
    const CalendarMonth *whole;
    CalendarDays own;
} CalendarYear;
SHAPE_STATIC(CalendarYear, FIELD(CalendarYear, year), FIELD(CalendarYear, preliminary),
             FIELD_LIST(CalendarYear, months, CalendarMonth), FIELD_ONE(CalendarYear, whole, CalendarMonth),
             FIELD_LIST(CalendarYear, own, CalendarDay));

typedef struct {
    Day day;
    const char *day_text, *kind_text, *name, *delete_path;
} OwnDayRow;
SHAPE_STATIC(OwnDayRow, FIELD(OwnDayRow, day), FIELD(OwnDayRow, day_text), FIELD(OwnDayRow, kind_text),
             FIELD(OwnDayRow, name), FIELD(OwnDayRow, delete_path));

typedef struct {
    const char *title, *prev_path, *next_path, *year_text;
    bool preliminary, may_write;
    CalendarMonths months;
    const CalendarMonth *whole;
    LIST_OF(OwnDayRow) own;
    const char *day, *name; /* as typed */
    Options kinds;
    const char *error, *day_error, *kind_error, *name_error; /* "" fine */
} CalendarPage;
SHAPE_STATIC(CalendarPage, FIELD(CalendarPage, title), FIELD(CalendarPage, prev_path), FIELD(CalendarPage, next_path),
             FIELD(CalendarPage, year_text), FIELD(CalendarPage, preliminary), FIELD(CalendarPage, may_write),
             FIELD_LIST(CalendarPage, months, CalendarMonth), FIELD_ONE(CalendarPage, whole, CalendarMonth),
             FIELD_LIST(CalendarPage, own, OwnDayRow), FIELD(CalendarPage, day), FIELD(CalendarPage, name),
             FIELD_LIST(CalendarPage, kinds, Option), FIELD(CalendarPage, error), FIELD(CalendarPage, day_error),
             FIELD(CalendarPage, kind_error), FIELD(CalendarPage, name_error));

typedef struct {
    int year;
} CalendarQuery;
SHAPE_STATIC(CalendarQuery, FIELD(CalendarQuery, year, .label = N_("Year"), .min = YEAR_FIRST, .max = YEAR_LAST));

/* ---- the year ---- */

static const char *kind_word(DayKind kind)
{
    static const char *const words[] = {
        [CALENDAR_WORK] = "work",   [CALENDAR_WEEKEND] = "weekend", [CALENDAR_OFF] = "off",
        [CALENDAR_SHORT] = "short", [CALENDAR_MOVED_IN] = "work",   [CALENDAR_MOVED_IN_SHORT] = "short",
    };
    return words[kind];
}

static void fill_norm(const Ctx *cx, CalendarNorm norm, CalendarMonth *month)
{
    month->days = norm.days;
    month->shortened = norm.shortened;
    month->minutes_40 = calendar_norm_minutes(norm, 40);
    month->minutes_36 = calendar_norm_minutes(norm, 36);
    month->minutes_24 = calendar_norm_minutes(norm, 24);
    month->hours_40 = week_hours_text(cx, month->minutes_40);
    month->hours_36 = week_hours_text(cx, month->minutes_36);
    month->hours_24 = week_hours_text(cx, month->minutes_24);
}

static void put_special(Ctx *cx, const Calendar *calendar, Day day, CalendarMonth *month)
{
    const char *name = calendar_name(cx, calendar, day);
    const char *kind = kind_word(calendar_day(calendar, day));
    CalendarRun *last = month->special.count ? &month->special.items[month->special.count - 1] : NULL;
    if (!*name)
        return;
    if (last && last->until_day.n == day.n - 1 && strcmp(last->name, name) == 0 && strcmp(last->kind, kind) == 0) {
        last->until_day = day;
        return;
    }
    last = list_push(cx->arena, &month->special);
    *last = (CalendarRun){.from_day = day, .until_day = day, .kind = kind, .name = name};
}

static void fill_month(Ctx *cx, const Calendar *calendar, int year, CalendarMonth *month)
{
    int length = month_length(year, month->month);
    month->label = month_text(cx, month->month);
    fill_norm(cx, calendar_norm_month(calendar, year, month->month), month);
    for (int i = 1; i <= length; i++)
        put_special(cx, calendar, day_from_ymd(year, month->month, i), month);
    for (size_t i = 0; i < month->special.count; i++) {
        CalendarRun *run = &month->special.items[i];
        run->days_text =
            run->from_day.n == run->until_day.n
                ? day_text(cx, run->from_day)
                : arena_printf(cx->arena, "%d" DAY_DASH "%s", day_ymd(run->from_day).day, day_text(cx, run->until_day));
    }
}

static Err *load_year(Ctx *cx, int year, CalendarYear *out)
{
    const Calendar *calendar;
    CalendarDays all = {0};
    TRY(week_calendar(cx, &calendar));
    *out = (CalendarYear){.year = year, .preliminary = calendar_is_preliminary(calendar, day_from_ymd(year, 1, 1))};
    for (int i = 1; i <= 12; i++) {
        CalendarMonth *month = list_push(cx->arena, &out->months);
        month->month = i;
        fill_month(cx, calendar, year, month);
    }
    CalendarMonth *whole = arena_new(cx->arena, CalendarMonth);
    whole->label = _("The year");
    fill_norm(cx, calendar_norm_year(calendar, year), whole);
    out->whole = whole;
    TRY(calendar_own_list(cx, &all));
    for (size_t i = 0; i < all.count; i++)
        if (day_ymd(all.items[i].day).year == year)
            *(CalendarDay *)list_push(cx->arena, &out->own) = all.items[i];
    return NULL;
}

/* ---- the page ---- */

static const char *year_path(Ctx *cx, int year)
{
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return "";
    return arena_printf(cx->arena, "/calendar?year=%d", year);
}

static void fill_own(Ctx *cx, const CalendarDays *own, CalendarPage *page)
{
    for (size_t i = 0; i < own->count; i++) {
        const CalendarDay *day = &own->items[i];
        const char *iso = day_iso(cx->arena, day->day);
        OwnDayRow *row = list_push(cx->arena, &page->own);
        *row = (OwnDayRow){.day = day->day,
                           .day_text = day_text(cx, day->day),
                           .kind_text = calendar_day_kind_text(cx, day->kind),
                           .name = day->name,
                           .delete_path = page->may_write ? arena_printf(cx->arena, "/calendar/%s/delete", iso) : ""};
    }
}

static void fill_form(Ctx *cx, const Req *req, CalendarPage *page)
{
    const char *kind = form_typed(req, "kind", calendar_day_kind_words[CALENDAR_DAY_OFF]);
    page->day = form_typed(req, "day", "");
    page->name = form_typed(req, "name", "");
    page->error = form_wrong_elsewhere(req, "day kind name");
    page->day_error = form_wrong(req, "day");
    page->kind_error = form_wrong(req, "kind");
    page->name_error = form_wrong(req, "name");
    for (int i = 0; calendar_day_kind_words[i]; i++)
        option_add(cx, &page->kinds, calendar_day_kind_words[i], calendar_day_kind_text(cx, (CalendarDayKind)i), kind);
}

/* A refused form stands on the year of the day that was typed. */
static Err *read_year(Ctx *cx, const Req *req, int *year)
{
    CalendarQuery query = {.year = day_ymd(cx->today).year};
    Day day;
    if (req->method == METHOD_GET)
        TRY(form_read(cx, req, ONE(CalendarQuery, &query)));
    else if (day_parse(req_typed(req, "day"), &day) || day_parse(req_param(req, "day"), &day))
        query.year = day_ymd(day).year;
    *year = MIN_OF(MAX_OF(query.year, YEAR_FIRST), YEAR_LAST);
    return NULL;
}

static Err *show_year(Ctx *cx, const Req *req, Reply *reply)
{
    int year;
    CalendarYear *loaded = arena_new(cx->arena, CalendarYear);
    CalendarPage *page = arena_new(cx->arena, CalendarPage);
    TRY(read_year(cx, req, &year));
    TRY(load_year(cx, year, loaded));
    TRY(reply_show(cx, reply, IN(CalendarYear, loaded)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    *page = (CalendarPage){.title = arena_printf(cx->arena, _("Calendar of %d"), year),
                           .year_text = arena_printf(cx->arena, "%d", year),
                           .prev_path = year_path(cx, year - 1),
                           .next_path = year_path(cx, year + 1),
                           .preliminary = loaded->preliminary,
                           .may_write = cx_scope(cx, "plan.calendar") != SCOPE_NONE,
                           .months = loaded->months,
                           .whole = loaded->whole};
    fill_own(cx, &loaded->own, page);
    fill_form(cx, req, page);
    return reply_page(cx, reply, page->title, IN(CalendarPage, page));
}

/* ---- changes ---- */

static Err *put_day(Ctx *cx, const Req *req, Reply *reply)
{
    CalendarDay *day = arena_new(cx->arena, CalendarDay);
    day->day = DAY_NONE;
    TRY(form_read(cx, req, ONE(CalendarDay, day)));
    TRY(calendar_own_put(cx, day));
    reply_toast(reply, _("The calendar is changed, weeks follow it"));
    TRY(reply_show(cx, reply, IN(CalendarDay, day)));
    return reply_see_other(cx, reply, year_path(cx, day_ymd(day->day).year));
}

static Err *remove_day(Ctx *cx, const Req *req, Reply *reply)
{
    Day day;
    if (!day_parse(req_param(req, "day"), &day))
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such page"));
    TRY(calendar_own_remove(cx, day));
    reply_toast(reply, _("The country's calendar counts again"));
    return req->wants == WANTS_PAGE ? reply_see_other(cx, reply, year_path(cx, day_ymd(day).year)) : NULL;
}

const Route calendar_routes[] = {
    {METHOD_GET, "/calendar", "plan.read", show_year, .in = &CalendarQuery_shape, .fields = "year",
     .out = &CalendarYear_shape, .page = "plan/calendar.html", .view = &CalendarPage_shape, .families = "plan",
     .summary = "The production calendar of a year: norms by month, holidays, the agency's own days"},
    {METHOD_POST, "/calendar", "plan.calendar", put_day, .again = show_year, .in = &CalendarDay_shape,
     .fields = "day kind name", .out = &CalendarDay_shape, .page = "plan/calendar.html", .view = &CalendarPage_shape,
     .summary = "Set the agency's own word on a day; everybody's week follows"},
    {METHOD_POST, "/calendar/:day/delete", "plan.calendar", remove_day, .again = show_year,
     .page = "plan/calendar.html", .view = &CalendarPage_shape, .summary = "Let the country's calendar count again"},
    {.path = NULL},
};
