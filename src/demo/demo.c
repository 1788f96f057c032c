/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "demo/demo.h"
#include "people/agency.h"
#include "people/login.h"
#include "people/password.h"
#include "people/person.h"
#include "people/position.h"
#include "people/role.h"
#include "plan/absence.h"
#include "plan/overtime.h"
#include "work/client.h"
#include "work/project.h"

#define BEGAN_BEFORE ((int64_t)8 * 86400) /* seconds: when the agency was filled in, before now */
#define LATE 5

/* What is poured, and the ids that it got, by place in the agency's lists. */
typedef struct {
    const DemoAgency *agency;
    const char *hash; /* of everybody's password */
    Id *people, *clients, *projects;
    size_t booked; /* bookings that are in already */
    struct {
        const DemoBooking *items[LATE];
        size_t count;
    } late; /* bookings that come in smaller and grow to what they are later */
    int seen;
} Fill;

/* ---- people ---- */

static Err *find_person(Ctx *cx, const Fill *fill, const char *key, Id *id)
{
    int place = demo_find_person(fill->agency, key);
    if (place < 0)
        return err_fault(cx, "demo: nobody is called %s", key);
    *id = fill->people[place];
    return NULL;
}

static const char *team_name(const DemoAgency *agency, const char *what, const char *key)
{
    for (size_t i = 0; i < agency->teams.count; i++)
        if (!strcmp(agency->teams.items[i].what, what) && !strcmp(agency->teams.items[i].key, key))
            return agency->teams.items[i].name;
    return "";
}

/* Lists keep the order of the demo's texts: who comes first there stands first in the plan. */
static Err *add_place(Ctx *cx, PlaceKind kind, const char *name, int *count)
{
    Place place = {.name = ""};
    Id id;
    TRY(place_by_name(cx, kind, name, &id));
    TRY(place_get(cx, kind, id, &place));
    if (place.sort)
        return NULL;
    place.sort = ++*count;
    return place_change(cx, kind, &place);
}

static Err *add_places(Ctx *cx, Fill *fill)
{
    const DemoAgency *agency = fill->agency;
    int departments = 0;
    int positions = 0;
    for (size_t i = 0; i < agency->teams.count; i++)
        if (!strcmp(agency->teams.items[i].what, "department"))
            TRY(add_place(cx, PLACE_DEPARTMENT, agency->teams.items[i].name, &departments));
    for (size_t i = 0; i < agency->people.count; i++)
        TRY(add_place(cx, PLACE_POSITION, agency->people.items[i].position, &positions));
    return NULL;
}

static Contract contract_from(const DemoPerson *person)
{
    Contract contract = contract_default();
    char *minutes;
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++)
        contract_set_minutes(&contract, weekday, demo_day_minutes(person, weekday));
    long hour = strtol(person->hours, &minutes, 10); /* "09:00-18:00" */
    contract.starts_at = MINUTES(hour * 60 + (*minutes == ':' ? strtol(minutes + 1, NULL, 10) : 0));
    return contract;
}

static Err *add_person(Ctx *cx, Fill *fill, size_t place)
{
    const DemoPerson *from = &fill->agency->people.items[place];
    Contract contract = contract_from(from);
    Person person = person_blank();
    RoleSet roles;
    person.name = from->name;
    person.email = arena_printf(cx->arena, "%s@polden.example", from->key);
    person.position = from->position;
    person.department = team_name(fill->agency, "department", from->department);
    person.hue = from->hue;
    person.planned = from->planned;
    person.employed_from = from->from;
    TRY(person_add(cx, &person, &contract));
    TRY(roles_parse(cx, from->roles, &roles));
    TRY(roles_set(cx, person.id, roles));
    fill->people[place] = person.id;
    return person_set_password(cx, person.id, fill->hash);
}

/* ---- clients and projects ---- */

static Err *add_client(Ctx *cx, Fill *fill, size_t place)
{
    const DemoClient *from = &fill->agency->clients.items[place];
    Client client = {.name = from->name, .hue = from->colour};
    TRY(find_person(cx, fill, from->manager, &client.manager_id));
    TRY(find_person(cx, fill, from->deputy, &client.deputy_id));
    TRY(client_add(cx, &client));
    fill->clients[place] = client.id;
    return NULL;
}

static Id find_client(const Fill *fill, const char *key)
{
    for (size_t i = 0; i < fill->agency->clients.count; i++)
        if (!strcmp(fill->agency->clients.items[i].key, key))
            return fill->clients[i];
    return ID(0);
}

static Err *add_participants(Ctx *cx, const Fill *fill, Id project_id, const char *keys)
{
    TextList list = text_split(cx->arena, keys, ' ');
    for (size_t i = 0; i < list.count; i++) {
        ProjectPerson one = {.project_id = project_id};
        if (!*list.items[i])
            continue;
        TRY(find_person(cx, fill, list.items[i], &one.person_id));
        TRY(project_person_add(cx, &one));
    }
    return NULL;
}

static Err *add_project(Ctx *cx, Fill *fill, size_t place)
{
    const DemoProject *from = &fill->agency->projects.items[place];
    const char *first = text_split(cx->arena, from->directions, ' ').items[0];
    Project project = {.client_id = find_client(fill, from->client),
                       .name = from->name,
                       .direction = team_name(fill->agency, "direction", first),
                       .starts = from->from,
                       .ends = from->to};
    int kind, stage;
    if (!word_value(project_kind_words, from->kind, &kind) || !word_value(project_stage_words, from->stage, &stage))
        return err_fault(cx, "demo: %s has an unknown kind or stage", from->key);
    project.kind = (ProjectKind)kind;
    project.stage = (ProjectStage)stage;
    TRY(find_person(cx, fill, from->manager, &project.manager_id));
    TRY(find_person(cx, fill, from->deputy, &project.deputy_id));
    TRY(project_add(cx, &project));
    fill->projects[place] = project.id;
    return add_participants(cx, fill, project.id, from->people);
}

/* ---- the plan ---- */

static Err *put_of(Ctx *cx, const Fill *fill, const DemoBooking *booking, AllocationPut *put)
{
    const DemoPerson *person = &fill->agency->people.items[booking->person];
    int kind = ALLOCATION_PROJECT;
    *put = allocation_put_blank();
    put->person_id = fill->people[booking->person];
    put->week = booking->week;
    put->minutes = demo_share(demo_week_minutes(person), booking->hundredths);
    if (booking->project < 0 && !word_value(allocation_kind_words, booking->subject, &kind))
        return err_fault(cx, "demo: %s is neither a project nor a kind of work", booking->subject);
    put->kind = (AllocationKind)kind;
    if (booking->project < 0)
        return NULL;
    const DemoProject *project = &fill->agency->projects.items[booking->project];
    put->project_id = fill->projects[booking->project];
    if (strcmp(booking->state, "tentative") != 0)
        return NULL;
    put->state = ALLOCATION_TENTATIVE;
    put->until = project->until;
    return find_person(cx, fill, project->manager, &put->reserved_by);
}

static void add_overtime(Ctx *cx, const Fill *fill, int place, OvertimePuts *puts)
{
    const DemoPerson *person = &fill->agency->people.items[place];
    for (size_t i = 0; i < fill->agency->overtime.count; i++) {
        const DemoOvertime *from = &fill->agency->overtime.items[i];
        if (strcmp(from->person, person->key) != 0)
            continue;
        OvertimePut *put = list_push(cx->arena, puts);
        *put = (OvertimePut){.person_id = fill->people[place],
                             .week = from->week,
                             .minutes = demo_share(demo_week_minutes(person), (int64_t)from->percent * 100),
                             .reason = from->reason};
    }
}

/* ---- what happened lately: some bookings of one account manager grew to what they are since Monday ---- */

static const int64_t late_hours[LATE] = {46, 44, 22, 19, 1}; /* before now */

/* The second account manager's projects, in this week and the next three; every fourth of them. */
static bool is_late(const Ctx *cx, Fill *fill, const DemoBooking *booking)
{
    const DemoAgency *agency = fill->agency;
    int64_t weeks = (booking->week.n - day_monday(cx->today).n) / DAYS_PER_WEEK;
    const char *manager = "";
    int accounts = 0;
    for (size_t i = 0; i < agency->people.count && accounts < 2; i++)
        if (strstr(agency->people.items[i].roles, "account")) {
            manager = agency->people.items[i].key;
            accounts++;
        }
    if (booking->project < 0 || weeks < 0 || weeks > 3 || strcmp(booking->state, "confirmed") != 0 ||
        fill->late.count == LATE || strcmp(agency->projects.items[booking->project].manager, manager) != 0)
        return false;
    return fill->seen++ % 4 == 0;
}

static Err *put_late(Ctx *cx, Fill *fill)
{
    Instant began = cx->now;
    Id change_id = cx->change_id;
    Id person_id = cx->person_id;
    for (size_t i = 0; i < fill->late.count; i++) {
        AllocationResult result;
        const DemoBooking *booking = fill->late.items[i];
        const DemoProject *project = &fill->agency->projects.items[booking->project];
        AllocationPut put;
        cx->change_id = ID(0);
        cx->now.n = began.n + BEGAN_BEFORE - late_hours[i] * 3600;
        TRY(put_of(cx, fill, booking, &put));
        TRY(find_person(cx, fill, project->manager, &cx->person_id));
        TRY(allocation_put(cx, &put, &result));
    }
    cx->now = began;
    cx->change_id = change_id;
    cx->person_id = person_id;
    return NULL;
}

/* All weeks of one person at once; the bookings are sorted by person. */
static Err *plan_person(Ctx *cx, Fill *fill, int place)
{
    AllocationBatch batch = {0};
    AllocationResults results = {0};
    const DemoAgency *agency = fill->agency;
    for (; fill->booked < agency->bookings.count; fill->booked++) {
        const DemoBooking *booking = &agency->bookings.items[fill->booked];
        if (booking->person != place)
            break;
        AllocationPut *put = list_push(cx->arena, &batch.items);
        TRY(put_of(cx, fill, booking, put));
        if (is_late(cx, fill, booking)) {
            put->minutes.n /= 2;
            fill->late.items[fill->late.count++] = booking;
        }
    }
    add_overtime(cx, fill, place, &batch.overtime);
    return allocation_put_all(cx, &batch, &results);
}

static Err *add_absences(Ctx *cx, const Fill *fill)
{
    for (size_t i = 0; i < fill->agency->absences.count; i++) {
        const DemoAbsence *from = &fill->agency->absences.items[i];
        Absence absence = {.from_day = from->from, .until_day = from->to, .half = from->half, .note = from->note};
        int kind;
        if (strcmp(from->state, "approved") != 0) /* what was only asked for takes no time yet */
            continue;
        if (!word_value(absence_kind_words, from->kind, &kind))
            return err_fault(cx, "demo: %s is no kind of absence", from->kind);
        absence.kind = (AbsenceKind)kind;
        TRY(find_person(cx, fill, from->person, &absence.person_id));
        TRY(absence_add(cx, &absence));
    }
    return NULL;
}

/* The head plans, so that overtime is agreed by somebody. The absences come last: they push what was planned before. */
static Err *add_plan(Ctx *cx, Fill *fill)
{
    const DemoAgency *agency = fill->agency;
    for (size_t i = 0; i < agency->people.count && !cx->person_id.n; i++)
        if (strstr(agency->people.items[i].roles, "head"))
            cx->person_id = fill->people[i];
    for (size_t i = 0; i < agency->people.count; i++) {
        ArenaMark mark = arena_mark(cx->arena);
        TRY(plan_person(cx, fill, (int)i));
        arena_rewind(cx->arena, mark); /* large agencies have many bookings */
    }
    TRY(put_late(cx, fill));
    return add_absences(cx, fill);
}

/* ---- all of it ---- */

static Err *check_empty(Ctx *cx)
{
    int64_t people;
    TRY(person_count(cx, &people));
    if (people > 0)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("There are people already; the demo needs an empty database"));
    return NULL;
}

static Err *add_all(Ctx *cx, void *arg)
{
    Fill *fill = arg;
    const DemoAgency *agency = fill->agency;
    fill->booked = 0;
    TRY(check_empty(cx));
    cx->now.n -= BEGAN_BEFORE; /* so that there is a past to look at */
    TRY(agency_rename(cx, "Полдень"));
    TRY(add_places(cx, fill)); /* opens the one change of all this, while nobody acts: it is nobody's to undo */
    for (size_t i = 0; i < agency->people.count; i++)
        TRY(add_person(cx, fill, i));
    for (size_t i = 0; i < agency->clients.count; i++)
        TRY(add_client(cx, fill, i));
    for (size_t i = 0; i < agency->projects.count; i++)
        TRY(add_project(cx, fill, i));
    Err *err = add_plan(cx, fill);
    cx->person_id = ID(0);
    cx->now.n += BEGAN_BEFORE;
    return err;
}

Err *demo_fill(Ctx *cx, Store *store, const DemoOptions *options)
{
    const Calendar *calendar;
    DemoAgency agency;
    Fill fill = {.agency = &agency};
    struct Topics *topics = cx->topics;
    TRY(calendar_make(cx, cx->arena, NULL, &calendar));
    TRY(demo_agency_read(cx, options, calendar, &agency));
    TRY(password_hash(cx, options->password, &fill.hash));
    fill.people = arena_new_array(cx->arena, Id, agency.people.count);
    fill.clients = arena_new_array(cx->arena, Id, agency.clients.count);
    fill.projects = arena_new_array(cx->arena, Id, agency.projects.count);
    cx->topics = NULL; /* nobody looks at an empty agency; and add_plan gives memory back */
    Err *err = store_write(store, cx, add_all, &fill);
    cx->topics = topics;
    return err;
}
