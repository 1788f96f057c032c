/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "demo/agency.h"
#include "demo/demo_fixture.h"

typedef struct {
    Arena arena;
    Ctx cx;
    const Calendar *calendar;
    DemoAgency agency;
} Bench;

static void bench_init(Test *t, Bench *bench, Day today, const DemoOptions *options)
{
    arena_init(&bench->arena, ARENA_CEILING);
    bench->cx = (Ctx){.arena = &bench->arena, .today = today, .person_name = "", .lang = LANG_EN};
    CHECK_OK(t, calendar_make(&bench->cx, &bench->arena, NULL, &bench->calendar));
    CHECK_OK(t, demo_agency_read(&bench->cx, options, bench->calendar, &bench->agency));
}

static const DemoOptions as_it_is = {0};

static Day the_17th_of_june(void)
{
    return day_from_ymd(2026, 6, 17);
}

typedef struct {
    int64_t booked, holidays, absence, overtime, week;
} Load;

static void add_absence(const Bench *bench, const DemoAbsence *absence, const DemoPerson *person, Day day, Load *load)
{
    if (strcmp(absence->person, person->key) || strcmp(absence->state, "approved"))
        return;
    if (day.n < absence->from.n || day.n > absence->to.n || calendar_day(bench->calendar, day) == CALENDAR_OFF)
        return;
    int64_t norm = demo_day_minutes(person, day_weekday(day)).n;
    if (norm && calendar_day(bench->calendar, day) == CALENDAR_SHORT)
        norm -= CALENDAR_SHORT_BY.n;
    load->absence += absence->half ? norm / 2 : norm;
}

static void add_day(const Bench *bench, const DemoPerson *person, Day day, Load *load)
{
    DayKind kind = calendar_day(bench->calendar, day);
    int64_t norm = demo_day_minutes(person, day_weekday(day)).n;
    load->week += norm;
    if (kind == CALENDAR_OFF)
        load->holidays += norm;
    else if (kind == CALENDAR_SHORT)
        load->holidays += MIN_OF(norm, CALENDAR_SHORT_BY.n);
    for (size_t i = 0; i < bench->agency.absences.count; i++)
        add_absence(bench, &bench->agency.absences.items[i], person, day, load);
}

static Load load_of(const Bench *bench, int place, Day week)
{
    const DemoPerson *person = &bench->agency.people.items[place];
    Load load = {0};
    for (int i = 0; i < DAYS_PER_WEEK; i++)
        add_day(bench, person, day_plus(week, i), &load);
    for (size_t i = 0; i < bench->agency.bookings.count; i++) {
        const DemoBooking *booking = &bench->agency.bookings.items[i];
        if (booking->person == place && booking->week.n == week.n)
            load.booked += demo_share(MINUTES(load.week), booking->hundredths).n;
    }
    for (size_t i = 0; i < bench->agency.overtime.count; i++) {
        const DemoOvertime *overtime = &bench->agency.overtime.items[i];
        if (!strcmp(overtime->person, person->key) && overtime->week.n == week.n)
            load.overtime += demo_share(MINUTES(load.week), (int64_t)overtime->percent * 100).n;
    }
    return load;
}

static void has_the_weeks_of_june(Test *t)
{
    Bench bench;
    bench_init(t, &bench, the_17th_of_june(), &as_it_is);
    for (size_t i = 0; i < COUNT_OF(june_sums); i++)
        for (int week = 0; week < JUNE_WEEKS; week++) {
            int place = demo_find_person(&bench.agency, june_sums[i].person);
            Load load = load_of(&bench, place, day_plus(day_from_ymd(2026, 6, 8), week * 7));
            CHECK_INT(t, load.booked + load.holidays + load.absence, june_sums[i].percents[week] * load.week / 100);
        }
    arena_finish(&bench.arena);
}

/* Every person and week of the agency: over the week only by agreed overtime or by an absence. */
static void check_every_week(Test *t, const Bench *bench, int weeks)
{
    Day monday = day_monday(bench->cx.today);
    for (size_t i = 0; i < bench->agency.people.count; i++)
        for (int week = -weeks; week <= weeks; week++) {
            Load load = load_of(bench, (int)i, day_plus(monday, week * 7));
            CHECK(t, load.booked + load.holidays <= load.week + load.overtime);
        }
}

static void stays_within_weeks_all_year(Test *t)
{
    for (int month = 1; month <= 12; month++) {
        Bench bench;
        bench_init(t, &bench, day_from_ymd(2026, month, 3), &as_it_is);
        check_every_week(t, &bench, 20);
        arena_finish(&bench.arena);
    }
}

static void moves_with_the_present(Test *t)
{
    Bench bench;
    bench_init(t, &bench, day_from_ymd(2026, 9, 23), &as_it_is); /* a Wednesday 14 weeks later, no holidays near */
    int anna = demo_find_person(&bench.agency, "anna");
    Load load = load_of(&bench, anna, day_from_ymd(2026, 9, 21));
    CHECK_INT(t, load.booked, load.week * 105 / 100);
    CHECK_INT(t, load.overtime, load.week * 5 / 100);
    arena_finish(&bench.arena);
}

static void names_only_who_is_there(Test *t)
{
    Bench bench;
    bench_init(t, &bench, the_17th_of_june(), &as_it_is);
    const DemoAgency *agency = &bench.agency;
    for (size_t i = 0; i < agency->projects.count; i++) {
        CHECK(t, demo_find_person(agency, agency->projects.items[i].manager) >= 0);
        CHECK(t, demo_find_person(agency, agency->projects.items[i].deputy) >= 0);
    }
    for (size_t i = 0; i < agency->absences.count; i++)
        CHECK(t, demo_find_person(agency, agency->absences.items[i].person) >= 0);
    for (size_t i = 0; i < agency->overtime.count; i++)
        CHECK(t, demo_find_person(agency, agency->overtime.items[i].person) >= 0);
    for (size_t i = 0; i < agency->bookings.count; i++) {
        const DemoBooking *booking = &agency->bookings.items[i];
        bool of_project = !strcmp(booking->state, "confirmed") || !strcmp(booking->state, "tentative");
        CHECK(t, of_project == (booking->project >= 0));
    }
    arena_finish(&bench.arena);
}

static void grows_the_same_way_twice(Test *t)
{
    DemoOptions options = {.people = 60, .clients = 40, .weeks = 52, .seed = 7};
    Bench one, two;
    bench_init(t, &one, the_17th_of_june(), &options);
    bench_init(t, &two, the_17th_of_june(), &options);
    CHECK_INT(t, one.agency.people.count, 60);
    CHECK_INT(t, one.agency.clients.count, 40);
    CHECK_STR(t, one.agency.people.items[0].key, "anna");
    CHECK_INT(t, one.agency.bookings.count, two.agency.bookings.count);
    for (size_t i = 0; i < one.agency.bookings.count; i++) {
        CHECK_INT(t, one.agency.bookings.items[i].project, two.agency.bookings.items[i].project);
        CHECK_INT(t, one.agency.bookings.items[i].hundredths, two.agency.bookings.items[i].hundredths);
    }
    for (size_t i = 0; i < one.agency.people.count; i++)
        CHECK_STR(t, one.agency.people.items[i].name, two.agency.people.items[i].name);
    arena_finish(&one.arena);
    arena_finish(&two.arena);
}

static void stays_within_weeks_when_grown(Test *t)
{
    DemoOptions options = {.people = 40, .clients = 30, .weeks = 36, .seed = 1};
    Bench bench;
    bench_init(t, &bench, day_from_ymd(2026, 12, 20), &options);
    check_every_week(t, &bench, 20);
    CHECK(t, bench.agency.bookings.count > 3000);
    arena_finish(&bench.arena);
}

TEST_SUITE("demo: agency", {"June 2026 has the weeks of the design", has_the_weeks_of_june},
           {"in no month does a holiday push a week over", stays_within_weeks_all_year},
           {"the agency moves with the present week", moves_with_the_present},
           {"projects, absences and bookings name people who are there", names_only_who_is_there},
           {"the same seed grows the same agency", grows_the_same_way_twice},
           {"a grown agency stays within its weeks", stays_within_weeks_when_grown});
