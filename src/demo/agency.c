/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/embedded.h"
#include "base/text.h"
#include "demo/agency.h"

SHAPE(DemoTeam, FIELD(DemoTeam, what), FIELD(DemoTeam, key), FIELD(DemoTeam, name), FIELD(DemoTeam, lead));
SHAPE(DemoPerson, FIELD(DemoPerson, key), FIELD(DemoPerson, name), FIELD(DemoPerson, position),
      FIELD(DemoPerson, department), FIELD(DemoPerson, direction), FIELD(DemoPerson, roles), FIELD(DemoPerson, hue),
      FIELD(DemoPerson, planned), FIELD(DemoPerson, from), FIELD(DemoPerson, week), FIELD(DemoPerson, hours),
      FIELD(DemoPerson, cost), FIELD(DemoPerson, bill));
SHAPE(DemoClient, FIELD(DemoClient, key), FIELD(DemoClient, name), FIELD(DemoClient, legal), FIELD(DemoClient, colour),
      FIELD(DemoClient, manager), FIELD(DemoClient, deputy), FIELD(DemoClient, note));
SHAPE(DemoContact, FIELD(DemoContact, client), FIELD(DemoContact, name), FIELD(DemoContact, position),
      FIELD(DemoContact, role), FIELD(DemoContact, mail), FIELD(DemoContact, channel));
SHAPE(DemoProject, FIELD(DemoProject, key), FIELD(DemoProject, client), FIELD(DemoProject, name),
      FIELD(DemoProject, kind), FIELD(DemoProject, stage), FIELD(DemoProject, contract), FIELD(DemoProject, from),
      FIELD(DemoProject, to), FIELD(DemoProject, sum), FIELD(DemoProject, hours), FIELD(DemoProject, manager),
      FIELD(DemoProject, deputy), FIELD(DemoProject, directions), FIELD(DemoProject, people),
      FIELD(DemoProject, until));
SHAPE(DemoAbsence, FIELD(DemoAbsence, person), FIELD(DemoAbsence, kind), FIELD(DemoAbsence, from),
      FIELD(DemoAbsence, to), FIELD(DemoAbsence, half), FIELD(DemoAbsence, state), FIELD(DemoAbsence, stands_in),
      FIELD(DemoAbsence, note));
SHAPE(DemoOvertime, FIELD(DemoOvertime, person), FIELD(DemoOvertime, week), FIELD(DemoOvertime, percent),
      FIELD(DemoOvertime, agreed_by), FIELD(DemoOvertime, reason));
SHAPE(DemoPlan, FIELD(DemoPlan, person), FIELD(DemoPlan, subject), FIELD(DemoPlan, state), FIELD(DemoPlan, from),
      FIELD(DemoPlan, percents));

/* Days between the week of 15 June 2026, the texts' present, and ours. */
static int64_t moved_by(const Ctx *cx)
{
    return day_monday(cx->today).n - day_from_ymd(2026, 6, 15).n;
}

/* Puts a cell into its field; false when it is not of the field's kind. */
static bool set_cell(const Ctx *cx, const Field *field, void *record, const char *cell)
{
    bool empty = !strcmp(cell, "-");
    int64_t value = 0;
    Day day;
    switch (field->kind) {
    case KIND_TEXT:
        field_set_text(field, record, empty ? "" : cell);
        return true;
    case KIND_FLAG:
        field_set_int(field, record, !strcmp(cell, "yes"));
        return !strcmp(cell, "yes") || !strcmp(cell, "no");
    case KIND_DAY:
        if (empty || !day_parse(cell, &day))
            return empty;
        field_set_int(field, record, day_plus(day, moved_by(cx)).n);
        return true;
    default:
        if (!empty && !text_int(cell, &value))
            return false;
        field_set_int(field, record, field->kind == KIND_MONEY ? value * 100 : value);
        return true;
    }
}

static Err *read_row(Ctx *cx, const char *file, const TextList *columns, const char *line, Out out)
{
    TextList cells = text_split(cx->arena, line, '\t');
    if (cells.count != columns->count)
        return err_fault(cx, "%s: %zu columns instead of %zu in \"%s\"", file, cells.count, columns->count, line);
    void *record = arena_list_push(cx->arena, out.items, out.count, out.shape->size);
    shape_blank(out.shape, record);
    for (size_t i = 0; i < cells.count; i++) {
        const Field *field = shape_field(out.shape, columns->items[i]);
        if (!field || !set_cell(cx, field, record, cells.items[i]))
            return err_fault(cx, "%s: \"%s\" does not fit column %s", file, cells.items[i], columns->items[i]);
    }
    return NULL;
}

/* The last comment line before the first row names the columns. */
static Err *read_table(Ctx *cx, const char *file, Out out)
{
    const char *text = embedded_text(file);
    if (!text)
        return err_fault(cx, "%s is not compiled in", file);
    TextList lines = text_split(cx->arena, text, '\n');
    TextList columns = {0};
    for (size_t i = 0; i < lines.count; i++) {
        const char *line = lines.items[i];
        if (text_starts(line, "# "))
            columns = text_split(cx->arena, line + 2, '\t');
        else if (*line && *line != '#')
            TRY(read_row(cx, file, &columns, line, out));
    }
    return NULL;
}

static Err *spread(Ctx *cx, const DemoPlan *line, DemoAgency *agency)
{
    DemoBooking booking = {.person = demo_find_person(agency, line->person),
                           .project = demo_find_project(agency, line->subject),
                           .subject = line->subject,
                           .state = line->state};
    if (booking.person < 0)
        return err_fault(cx, "demo/plan.txt: nobody is called %s", line->person);
    TextList percents = text_split(cx->arena, line->percents, ' ');
    for (size_t i = 0; i < percents.count; i++) {
        if (!strcmp(percents.items[i], "."))
            continue;
        if (!text_decimal(percents.items[i], 2, &booking.hundredths))
            return err_fault(cx, "demo/plan.txt: \"%s\" is not a percent", percents.items[i]);
        booking.week = day_plus(line->from, (int64_t)i * DAYS_PER_WEEK);
        *(DemoBooking *)list_push(cx->arena, &agency->bookings) = booking;
    }
    return NULL;
}

static Err *read_tables(Ctx *cx, DemoAgency *agency)
{
    TRY(read_table(cx, "demo/teams.txt", MANY(DemoTeam, &agency->teams)));
    TRY(read_table(cx, "demo/people.txt", MANY(DemoPerson, &agency->people)));
    TRY(read_table(cx, "demo/clients.txt", MANY(DemoClient, &agency->clients)));
    TRY(read_table(cx, "demo/contacts.txt", MANY(DemoContact, &agency->contacts)));
    TRY(read_table(cx, "demo/projects.txt", MANY(DemoProject, &agency->projects)));
    TRY(read_table(cx, "demo/absences.txt", MANY(DemoAbsence, &agency->absences)));
    TRY(read_table(cx, "demo/overtime.txt", MANY(DemoOvertime, &agency->overtime)));
    TRY(read_table(cx, "demo/plan.txt", MANY(DemoPlan, &agency->plan)));
    for (size_t i = 0; i < agency->plan.count; i++)
        TRY(spread(cx, &agency->plan.items[i], agency));
    return NULL;
}

int demo_find_person(const DemoAgency *agency, const char *key)
{
    for (size_t i = 0; i < agency->people.count; i++)
        if (!strcmp(agency->people.items[i].key, key))
            return (int)i;
    return -1;
}

int demo_find_project(const DemoAgency *agency, const char *key)
{
    for (size_t i = 0; i < agency->projects.count; i++)
        if (!strcmp(agency->projects.items[i].key, key))
            return (int)i;
    return -1;
}

Minutes demo_day_minutes(const DemoPerson *person, int weekday)
{
    const char *at = person->week;
    for (int i = 0; i < weekday; i++) {
        at = strchr(at, ' ');
        if (!at)
            return MINUTES(0);
        at++;
    }
    return MINUTES(strtol(at, NULL, 10));
}

Minutes demo_week_minutes(const DemoPerson *person)
{
    Minutes week = {0};
    for (int i = 0; i < DAYS_PER_WEEK; i++)
        week.n += demo_day_minutes(person, i).n;
    return week;
}

Minutes demo_share(Minutes week, int64_t hundredths)
{
    return MINUTES(week.n * hundredths / 10000);
}

static int by_person_and_week(const void *a, const void *b)
{
    const DemoBooking *x = a;
    const DemoBooking *y = b;
    if (x->person != y->person)
        return (x->person > y->person) - (x->person < y->person);
    if (x->week.n != y->week.n)
        return (x->week.n > y->week.n) - (x->week.n < y->week.n);
    if (x->project != y->project)
        return (x->project > y->project) - (x->project < y->project);
    int order = strcmp(x->subject, y->subject);
    return order ? order : strcmp(x->state, y->state);
}

/* Minutes of the week that holidays and shortened days take from the person. */
static Minutes holidays_of(const Calendar *calendar, const DemoPerson *person, Day week)
{
    Minutes taken = {0};
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
        DayKind kind = calendar_day(calendar, day_plus(week, i));
        int64_t norm = demo_day_minutes(person, i).n;
        if (kind == CALENDAR_OFF)
            taken.n += norm;
        else if (kind == CALENDAR_SHORT)
            taken.n += MIN_OF(norm, CALENDAR_SHORT_BY.n);
    }
    return taken;
}

static Minutes overtime_of(const DemoAgency *agency, const DemoBooking *booking)
{
    const DemoPerson *person = &agency->people.items[booking->person];
    for (size_t i = 0; i < agency->overtime.count; i++) {
        const DemoOvertime *overtime = &agency->overtime.items[i];
        if (overtime->week.n == booking->week.n && !strcmp(overtime->person, person->key))
            return demo_share(demo_week_minutes(person), (int64_t)overtime->percent * 100);
    }
    return MINUTES(0);
}

/* Lowers the largest bookings of one person's week until public holidays leave them room. */
static void fit_week(const DemoAgency *agency, const Calendar *calendar, DemoBooking *bookings, size_t count)
{
    const DemoPerson *person = &agency->people.items[bookings->person];
    Minutes week = demo_week_minutes(person);
    int64_t room = week.n - holidays_of(calendar, person, bookings->week).n + overtime_of(agency, bookings).n;
    for (;;) {
        int64_t sum = 0;
        DemoBooking *largest = bookings;
        for (size_t i = 0; i < count; i++) {
            sum += demo_share(week, bookings[i].hundredths).n;
            if (bookings[i].hundredths > largest->hundredths)
                largest = &bookings[i];
        }
        if (sum <= room || !largest->hundredths)
            return;
        largest->hundredths = MAX_OF(largest->hundredths - 250, 0);
    }
}

static void fit_weeks(DemoAgency *agency, const Calendar *calendar)
{
    DemoBooking *bookings = agency->bookings.items;
    size_t count = agency->bookings.count;
    qsort(bookings, count, sizeof(*bookings), by_person_and_week);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count; to++)
            if (bookings[to].person != bookings[from].person || bookings[to].week.n != bookings[from].week.n)
                break;
        fit_week(agency, calendar, &bookings[from], to - from);
    }
}

/* Bookings that a holiday took whole are no bookings. */
static void drop_empty(DemoAgency *agency)
{
    size_t kept = 0;
    for (size_t i = 0; i < agency->bookings.count; i++)
        if (agency->bookings.items[i].hundredths)
            agency->bookings.items[kept++] = agency->bookings.items[i];
    agency->bookings.count = kept;
}

Err *demo_agency_read(Ctx *cx, const DemoOptions *options, const Calendar *calendar, DemoAgency *agency)
{
    *agency = (DemoAgency){0};
    TRY(read_tables(cx, agency));
    demo_agency_grow(cx, options, agency);
    fit_weeks(agency, calendar);
    drop_empty(agency);
    return NULL;
}
