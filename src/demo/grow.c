/* SPDX-License-Identifier: MIT */
/* Makes the demo agency as large as wanted, for load tests: plausible, and the same for the same seed. */
#include "base/base.h"

#include "demo/agency.h"

/* splitmix64 (S. Vigna, public domain). */
static uint64_t next_number(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int pick(uint64_t *state, size_t count)
{
    return (int)(next_number(state) % count);
}

static const char *const first_names[2][12] = {
    {"Алина", "Вероника", "Галина", "Диана", "Ева", "Жанна", "Ксения", "Лада", "Мария", "Ольга", "Тамара", "Юлия"},
    {"Артём", "Борис", "Виктор", "Григорий", "Денис", "Егор", "Константин", "Лев", "Марк", "Никита", "Роман", "Фёдор"},
};

/* Men's form; the women's has an "а" more. */
static const char *const last_names[] = {
    "Абрамов",   "Белов",   "Власов", "Горин", "Демидов", "Ежов",  "Жаров", "Зорин",   "Исаев",  "Карпов",
    "Ларин",     "Моисеев", "Наумов", "Орлов", "Панов",   "Родин", "Савин", "Титов",   "Уваров", "Фомин",
    "Харитонов", "Цветков", "Чернов", "Шилов", "Щукин",   "Юдин",  "Яшин",  "Воронин", "Грачёв", "Дубов",
};

static const char *const brands[] = {
    "Азимут", "Ветер", "Галерея", "Дельта",      "Ельник", "Журавль", "Зенит",  "Искра",
    "Компас", "Лодка", "Маяк",    "Новый двор",  "Огород", "Парус",   "Родник", "Север",
    "Тропа",  "Улей",  "Фонарь",  "Хлеб и соль", "Чайка",  "Шелест",  "Эхо",    "Юг",
};

/* Who works in an agency, by tens; the rest of the row follows from the place in people.txt. */
static const struct {
    const char *position, *department, *direction, *roles;
} trades[] = {
    {"Аккаунт-менеджер", "accounts", "account", "account"},     {"Аккаунт-менеджер", "accounts", "account", "account"},
    {"Дизайнер", "creative", "design", "specialist"},           {"Дизайнер", "creative", "design", "specialist"},
    {"Копирайтер", "creative", "content", "specialist"},        {"SMM-менеджер", "social", "social", "specialist"},
    {"SMM-менеджер", "social", "social", "specialist"},         {"Таргетолог", "social", "targeting", "specialist"},
    {"Инфлюенс-менеджер", "social", "influence", "specialist"}, {"Медиапланер", "social", "media", "specialist"},
};

typedef struct {
    Ctx *cx;
    DemoAgency *agency;
    uint64_t state; /* of the numbers */
    size_t people;  /* how many «Полдень» has of its own */
    size_t projects;
    int weeks;
    LIST_OF(int) managers; /* places in people */
} Growth;

static void add_person(Growth *growth)
{
    size_t number = growth->agency->people.count;
    size_t trade = number % COUNT_OF(trades);
    int woman = pick(&growth->state, 2) == 0;
    const char *first = first_names[woman ? 0 : 1][pick(&growth->state, COUNT_OF(first_names[0]))];
    const char *last = last_names[pick(&growth->state, COUNT_OF(last_names))];
    bool part_time = pick(&growth->state, 10) == 0;
    DemoPerson *person = list_push(growth->cx->arena, &growth->agency->people);
    *person = (DemoPerson){
        .key = arena_printf(growth->cx->arena, "p%zu", number + 1),
        .name = arena_printf(growth->cx->arena, "%s %s%s", first, last, woman ? "а" : ""),
        .position = trades[trade].position,
        .department = trades[trade].department,
        .direction = trades[trade].direction,
        .roles = trades[trade].roles,
        .hue = 1 + pick(&growth->state, 6),
        .planned = true,
        .from = day_plus(day_monday(growth->cx->today),
                         -7 * (int64_t)(MAX_OF(60, growth->weeks / 3) + pick(&growth->state, 200))),
        .week = part_time ? "240 240 240 240 240" : "480 480 480 480 480",
        .hours = part_time ? "10:00-14:00" : "10:00-19:00",
        .cost = {(900 + 50 * (int64_t)pick(&growth->state, 12)) * 100},
        .bill = {(3000 + 100 * (int64_t)pick(&growth->state, 12)) * 100},
    };
}

static void list_managers(Growth *growth)
{
    for (size_t i = 0; i < growth->agency->people.count; i++)
        if (!strcmp(growth->agency->people.items[i].roles, "account"))
            *(int *)list_push(growth->cx->arena, &growth->managers) = (int)i;
}

static const char *some_manager(Growth *growth, size_t turn)
{
    assert(growth->managers.count > 0);
    int place = growth->managers.items[turn % growth->managers.count];
    return growth->agency->people.items[place].key;
}

static void add_project(Growth *growth, const DemoClient *client, int turn)
{
    Day monday = day_monday(growth->cx->today);
    bool tender = pick(&growth->state, 8) == 0;
    DemoProject *project = list_push(growth->cx->arena, &growth->agency->projects);
    *project = (DemoProject){
        .key = arena_printf(growth->cx->arena, "%s/%d", client->key, turn),
        .client = client->key,
        .name = tender ? "Тендер"
                : turn ? "Кампания"
                       : "SMM, ведение",
        .kind = turn || tender ? "fixed" : "retainer",
        .stage = tender ? "tender" : "running",
        .contract = "",
        .from = day_plus(monday, -7 * (int64_t)growth->weeks),
        .to = day_plus(monday, 7 * (int64_t)growth->weeks),
        .sum = {(400 + 100 * (int64_t)pick(&growth->state, 40)) * 1000 * 100},
        .hours = 80 + 20 * pick(&growth->state, 20),
        .manager = client->manager,
        .deputy = client->deputy,
        .directions = "account content design social targeting influence media",
        .people = "",
        .until = tender ? day_plus(monday, 4 + 7 * (int64_t)pick(&growth->state, 4)) : DAY_NONE,
    };
}

static void add_client(Growth *growth)
{
    size_t number = growth->agency->clients.count;
    size_t round = number / COUNT_OF(brands);
    const char *brand = brands[number % COUNT_OF(brands)];
    const char *name = round ? arena_printf(growth->cx->arena, "%s %zu", brand, round + 1) : brand;
    DemoClient *client = list_push(growth->cx->arena, &growth->agency->clients);
    *client = (DemoClient){
        .key = arena_printf(growth->cx->arena, "c%zu", number + 1),
        .name = name,
        .legal = arena_printf(growth->cx->arena, "ООО «%s»", name),
        .colour = 1 + (int)(number % 8),
        .manager = some_manager(growth, number),
        .deputy = some_manager(growth, number + 1),
        .note = "",
    };
    int projects = 1 + pick(&growth->state, 2);
    for (int i = 0; i < projects; i++)
        add_project(growth, client, i);
}

static void book(Growth *growth, DemoBooking booking)
{
    *(DemoBooking *)list_push(growth->cx->arena, &growth->agency->bookings) = booking;
}

/* A share that thins out with distance: near weeks nearly full, far ones a third. */
static int64_t thinned(Growth *growth, int64_t hundredths, int ahead)
{
    int keep = ahead < 3 ? 100 : ahead < 8 ? 85 : ahead < 16 ? 60 : 30;
    return pick(&growth->state, 100) < keep ? hundredths : 0;
}

/* Three or four projects of one person, the same ones through all weeks. */
static void plan_person(Growth *growth, int person, size_t first_project)
{
    DemoAgency *agency = growth->agency;
    Day monday = day_monday(growth->cx->today);
    int back = growth->weeks / 3;
    int subjects = 3 + pick(&growth->state, 2);
    int64_t share = subjects == 3 ? 2500 : 2000;
    size_t start = (size_t)pick(&growth->state, agency->projects.count - first_project);
    for (int week = -back; week < growth->weeks - back; week++) {
        DemoBooking booking = {.person = person, .project = -1, .week = day_plus(monday, 7 * (int64_t)week)};
        booking.subject = "agency_meeting";
        booking.state = "internal";
        booking.hundredths = 500;
        book(growth, booking);
        for (int i = 0; i < subjects; i++) {
            size_t place = first_project + (start + (size_t)i) % (agency->projects.count - first_project);
            booking.project = (int)place;
            booking.subject = agency->projects.items[place].key;
            booking.state = day_is_set(agency->projects.items[place].until) ? "tentative" : "confirmed";
            booking.hundredths = thinned(growth, share + 500 * pick(&growth->state, 2) - 250, week);
            if (booking.hundredths)
                book(growth, booking);
        }
    }
}

void demo_agency_grow(Ctx *cx, const DemoOptions *options, DemoAgency *agency)
{
    Growth growth = {.cx = cx,
                     .agency = agency,
                     .state = options->seed,
                     .people = agency->people.count,
                     .projects = agency->projects.count,
                     .weeks = options->weeks ? options->weeks : 28};
    while (agency->people.count < (size_t)MAX_OF(options->people, 0))
        add_person(&growth);
    list_managers(&growth);
    while (agency->clients.count < (size_t)MAX_OF(options->clients, 0))
        add_client(&growth);
    /* without clients of their own the new people work on those of «Полдень» */
    size_t first = agency->projects.count > growth.projects ? growth.projects : 0;
    for (size_t i = growth.people; i < agency->people.count; i++)
        plan_person(&growth, (int)i, first);
}
