/* SPDX-License-Identifier: MIT */
/* The card of a person: who, hours since when, roles, sign-in, and the forms that change them. */
#include "base/base.h"

#include "base/day.h"
#include "people/card_web.h"

SHAPE(PersonItem, FIELD(PersonItem, id), FIELD(PersonItem, revision), FIELD(PersonItem, name, .label = N_("Name")),
      FIELD(PersonItem, email, .label = N_("Mail")), FIELD(PersonItem, position_id), FIELD(PersonItem, department_id),
      FIELD(PersonItem, position, .label = N_("Position")), FIELD(PersonItem, department, .label = N_("Department")),
      FIELD(PersonItem, hue), FIELD(PersonItem, week, .label = N_("Hours a week")),
      FIELD(PersonItem, roles, .label = N_("Roles")),
      FIELD(PersonItem, employed_from, .label = N_("First working day")),
      FIELD(PersonItem, employed_until, .label = N_("Last working day")), FIELD(PersonItem, contractor),
      FIELD(PersonItem, planned), FIELD(PersonItem, disabled), FIELD(PersonItem, signs_in), FIELD(PersonItem, left),
      FIELD(PersonItem, roles_text, .hidden = true));

/* Hours from a day on, as a line of the card. */
typedef struct {
    Id id, person_id;
    Day from_day, until; /* until: not set for the last one */
    Minutes week;
    const char *days; /* "8 8 8 8 8" by weekday */
    bool current, may_remove;
} HoursRow;
SHAPE_STATIC(HoursRow, FIELD(HoursRow, id), FIELD(HoursRow, person_id), FIELD(HoursRow, from_day),
             FIELD(HoursRow, until), FIELD(HoursRow, week), FIELD(HoursRow, days), FIELD(HoursRow, current),
             FIELD(HoursRow, may_remove));

typedef struct {
    const char *name, *label, *value;
} DayInput;
SHAPE_STATIC(DayInput, FIELD(DayInput, name), FIELD(DayInput, label), FIELD(DayInput, value));

typedef struct {
    Id id, person_id;
    const char *name, *first_name, *email, *position, *department, *roles_text;
    int hue;
    Minutes week;
    Day employed_from, employed_until;
    bool contractor, planned, disabled, signs_in, left, may_write, may_access;
    LIST_OF(HoursRow) hours;
    LIST_OF(DayInput) days;
    const char *from_day, *starts_at, *from_error, *hours_error, *roles_error;
    const PersonForm *form; /* NULL for those who may only read */
    RoleBoxes boxes;
    PastList past; /* for those who may write */
} CardPage;
SHAPE(CardPage, FIELD(CardPage, id), FIELD(CardPage, person_id), FIELD(CardPage, name), FIELD(CardPage, first_name),
      FIELD(CardPage, email), FIELD(CardPage, position), FIELD(CardPage, department), FIELD(CardPage, roles_text),
      FIELD(CardPage, hue), FIELD(CardPage, week), FIELD(CardPage, employed_from), FIELD(CardPage, employed_until),
      FIELD(CardPage, contractor), FIELD(CardPage, planned), FIELD(CardPage, disabled), FIELD(CardPage, signs_in),
      FIELD(CardPage, left), FIELD(CardPage, may_write), FIELD(CardPage, may_access),
      FIELD_LIST(CardPage, hours, HoursRow), FIELD_LIST(CardPage, days, DayInput), FIELD(CardPage, from_day),
      FIELD(CardPage, starts_at), FIELD(CardPage, from_error), FIELD(CardPage, hours_error),
      FIELD(CardPage, roles_error), FIELD_ONE(CardPage, form, PersonForm), FIELD_LIST(CardPage, boxes, RoleBox),
      FIELD_LIST(CardPage, past, Past));

/* ---- a person with hours and roles ---- */

static void fill_item(Ctx *cx, const Person *person, const Contract *contract, RoleSet roles, PersonItem *item)
{
    *item = (PersonItem){.id = person->id,
                         .revision = person->revision,
                         .name = person->name,
                         .email = person->email,
                         .position_id = person->position_id,
                         .department_id = person->department_id,
                         .position = person->position,
                         .department = person->department,
                         .hue = person->hue,
                         .week = contract ? contract_week(contract) : MINUTES(0),
                         .roles = roles_words(cx->arena, roles),
                         .employed_from = person->employed_from,
                         .employed_until = person->employed_until,
                         .contractor = person->contractor,
                         .planned = person->planned,
                         .disabled = person->disabled,
                         .signs_in = person->signs_in,
                         .left = day_is_set(person->employed_until) && person->employed_until.n < cx->today.n,
                         .roles_text = roles_text(cx, roles)};
}

Err *person_items(Ctx *cx, const PersonList *people, PersonItems *items)
{
    ContractList contracts = {0};
    PersonRoleList roles = {0};
    TRY(contract_list_for(cx, NULL, 0, cx->today, cx->today, &contracts));
    TRY(roles_of_all(cx, &roles));
    for (size_t i = 0; i < people->count; i++) {
        const Person *person = &people->items[i];
        fill_item(cx, person, contract_of_day(&contracts, person->id, cx->today), roles_among(&roles, person->id),
                  list_push(cx->arena, items));
    }
    return NULL;
}

Err *person_item(Ctx *cx, const Person *person, PersonItem *item)
{
    ContractList contracts = {0};
    RoleSet roles;
    TRY(contract_list_for(cx, &person->id, 1, cx->today, cx->today, &contracts));
    TRY(roles_of_person(cx, person->id, &roles));
    fill_item(cx, person, contract_of_day(&contracts, person->id, cx->today), roles, item);
    return NULL;
}

Err *person_of_path(Ctx *cx, const Req *req, Person *person)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    return person_get(cx, id, person);
}

/* ---- the page ---- */

static const char *days_text(const Ctx *cx, const Contract *contract)
{
    const char *text = "";
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        Minutes minutes = contract_minutes(contract, weekday);
        text =
            arena_printf(cx->arena, "%s%s%s", text, weekday ? " · " : "", minutes.n ? hours_typed(cx, minutes) : "—");
    }
    return text;
}

static void fill_days(const Ctx *cx, const Req *req, const Contract *contract, CardPage *page)
{
    static const char *const names[DAYS_PER_WEEK] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        Minutes minutes = contract_minutes(contract, weekday);
        DayInput *day = list_push(cx->arena, &page->days);
        day->name = names[weekday];
        day->label = weekday_text(cx, weekday);
        day->value = form_typed(req, day->name, minutes.n ? hours_typed(cx, minutes) : "");
        const char *wrong = form_wrong(req, day->name);
        page->hours_error = *wrong ? wrong : page->hours_error;
    }
}

/* Newest first. */
static Err *fill_hours(Ctx *cx, const Req *req, const Person *person, CardPage *page)
{
    ContractList contracts = {0};
    Contract usual = contract_default();
    TRY(contract_list_for(cx, &person->id, 1, DAY_MIN, DAY_MAX, &contracts));
    const Contract *current = contract_of_day(&contracts, person->id, cx->today);
    for (size_t i = contracts.count; i > 0; i--) {
        const Contract *contract = &contracts.items[i - 1];
        bool first = contract->from_day.n == CONTRACT_ALWAYS.n;
        HoursRow *row = list_push(cx->arena, &page->hours);
        *row = (HoursRow){.id = contract->id,
                          .person_id = person->id,
                          .from_day = first ? DAY_NONE : contract->from_day,
                          .until = i < contracts.count ? DAY(contracts.items[i].from_day.n - 1) : DAY_NONE,
                          .week = contract_week(contract),
                          .days = days_text(cx, contract),
                          .current = contract == current,
                          .may_remove = page->may_write && contracts.count > 1};
    }
    const Contract *shown = current ? current : contracts.count ? &contracts.items[0] : &usual;
    fill_days(cx, req, shown, page);
    page->from_day = form_typed(req, "from_day", day_value(cx, day_plus(day_monday(cx->today), DAYS_PER_WEEK)));
    page->starts_at = form_typed(
        req, "starts_at",
        arena_printf(cx->arena, "%02d:%02d", (int)(shown->starts_at.n / 60), (int)(shown->starts_at.n % 60)));
    page->from_error = form_wrong(req, "from_day");
    if (*form_wrong(req, "starts_at"))
        page->hours_error = form_wrong(req, "starts_at");
    return NULL;
}

static bool may_write(Ctx *cx, Id id)
{
    return person_may_write(cx, id) == NULL;
}

static Err *fill_card(Ctx *cx, const Req *req, const Person *person, const PersonItem *item, CardPage *page)
{
    RoleSet roles;
    *page = (CardPage){.id = person->id,
                       .person_id = person->id,
                       .name = person->name,
                       .email = person->email,
                       .first_name = arena_strndup(cx->arena, person->name, strcspn(person->name, " ")),
                       .position = person->position,
                       .department = person->department,
                       .roles_text = item->roles_text,
                       .hue = person->hue,
                       .week = item->week,
                       .employed_from = person->employed_from,
                       .employed_until = person->employed_until,
                       .contractor = person->contractor,
                       .planned = person->planned,
                       .disabled = person->disabled,
                       .signs_in = person->signs_in,
                       .left = item->left,
                       .may_write = may_write(cx, person->id),
                       .may_access = cx_scope(cx, "people.access") == SCOPE_ALL,
                       .hours_error = "",
                       .roles_error = form_wrong(req, "roles")};
    TRY(roles_parse(cx, item->roles, &roles));
    role_boxes(cx, req, roles, &page->boxes);
    TRY(fill_hours(cx, req, person, page));
    if (!page->may_write)
        return NULL;
    TRY(person_past(cx, person->id, &page->past));
    return person_form(cx, req, person, &page->form);
}

Err *card_show(Ctx *cx, const Req *req, Reply *reply)
{
    Person *person = arena_new(cx->arena, Person);
    PersonItem *item = arena_new(cx->arena, PersonItem);
    CardPage *page = arena_new(cx->arena, CardPage);
    TRY(person_of_path(cx, req, person));
    TRY(person_item(cx, person, item));
    TRY(reply_show(cx, reply, IN(PersonItem, item)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    TRY(fill_card(cx, req, person, item, page));
    return reply_page(cx, reply, person->name, IN(CardPage, page));
}
