/* SPDX-License-Identifier: MIT */
/* People over HTTP: the list, the card, and what changes them. */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "people/card_web.h"
#include "people/session.h"
#include "people/token.h"
#include "web/form.h"
#include "web/table.h"

#define FILE_SLICE 1000

/* The list as data, and as a page. */
typedef struct {
    PersonItems items;
    Id next; /* cursor of the next page */
} PeopleList;
SHAPE_STATIC(PeopleList, FIELD_LIST(PeopleList, items, PersonItem), FIELD(PeopleList, next));

typedef struct {
    const char *q, *prev_page_path, *next_page_path, *csv_path, *xlsx_path;
    Options states, positions, departments;
    bool filtered, may_write;
    PersonItems items;
} PeoplePage;
SHAPE_STATIC(PeoplePage, FIELD(PeoplePage, q), FIELD(PeoplePage, prev_page_path), FIELD(PeoplePage, next_page_path),
             FIELD(PeoplePage, csv_path), FIELD(PeoplePage, xlsx_path), FIELD_LIST(PeoplePage, states, Option),
             FIELD_LIST(PeoplePage, positions, Option), FIELD_LIST(PeoplePage, departments, Option),
             FIELD(PeoplePage, filtered), FIELD(PeoplePage, may_write), FIELD_LIST(PeoplePage, items, PersonItem));

/* What a request says about a new person. */
typedef struct {
    const char *name, *email, *position, *department;
    Id position_id, department_id;
    int hue;
    Day employed_from, employed_until;
    bool contractor, planned;
    Minutes week;           /* programs: minutes */
    const char *week_hours; /* people: "37,5" */
    const char *roles;
    bool role_guest, role_contractor, role_specialist, role_account, role_accountant, role_lawyer, role_head,
        role_administrator;
} NewPersonIn;
SHAPE_STATIC(NewPersonIn, FIELD(NewPersonIn, name, .label = N_("Name"), .required = true, .max = 100),
             FIELD(NewPersonIn, email, .label = N_("Mail")),
             FIELD(NewPersonIn, position, .label = N_("Position"), .max = 80),
             FIELD(NewPersonIn, department, .label = N_("Department"), .max = 80), FIELD(NewPersonIn, position_id),
             FIELD(NewPersonIn, department_id), FIELD(NewPersonIn, hue, .min = 1, .max = 6),
             FIELD(NewPersonIn, employed_from), FIELD(NewPersonIn, employed_until), FIELD(NewPersonIn, contractor),
             FIELD(NewPersonIn, planned), FIELD(NewPersonIn, week, .min = 0, .max = 5 * MINUTES_PER_DAY),
             FIELD(NewPersonIn, week_hours, .label = N_("Hours a week"), .max = 10), ROLES_IN_FIELDS(NewPersonIn));

SHAPE_STATIC(RolesIn, ROLES_IN_FIELDS(RolesIn));

/* New hours as a form says them; programs send a Contract. */
typedef struct {
    Day from_day;
    const char *mon, *tue, *wed, *thu, *fri, *sat, *sun, *starts_at;
} HoursIn;
SHAPE_STATIC(HoursIn, FIELD(HoursIn, from_day, .required = true), FIELD(HoursIn, mon), FIELD(HoursIn, tue),
             FIELD(HoursIn, wed), FIELD(HoursIn, thu), FIELD(HoursIn, fri), FIELD(HoursIn, sat), FIELD(HoursIn, sun),
             FIELD(HoursIn, starts_at));

typedef struct {
    ContractList items;
} Contracts;
SHAPE_STATIC(Contracts, FIELD_LIST(Contracts, items, Contract));

/* ---- the list ---- */

static const char *query_of(const Ctx *cx, const PeopleFilter *filter, Id cursor)
{
    Buf buf = {0};
    buf_printf(&buf, "?state=%s", people_state_words[filter->state]);
    if (*filter->q) {
        buf_text(&buf, "&q=");
        buf_url(&buf, filter->q);
    }
    if (filter->position_id.n)
        buf_printf(&buf, "&position_id=%" PRId64, filter->position_id.n);
    if (filter->department_id.n)
        buf_printf(&buf, "&department_id=%" PRId64, filter->department_id.n);
    if (cursor.n)
        buf_printf(&buf, "&cursor=%" PRId64, cursor.n);
    const char *text = arena_strdup(cx->arena, buf.data);
    buf_finish(&buf);
    return text;
}

static void fill_states(Ctx *cx, PeopleState state, Options *states)
{
    static const char *const labels[] = {N_("Who work now"), N_("Who left"), N_("Contractors"), N_("All people")};
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        option_add(cx, states, people_state_words[i], tr(cx, labels[i]), people_state_words[state]);
}

static Err *show_list_page(Ctx *cx, Reply *reply, const PeopleFilter *filter, const PeopleList *list)
{
    PeoplePage *page = arena_new(cx->arena, PeoplePage);
    *page = (PeoplePage){
        .q = filter->q,
        .prev_page_path = filter->cursor.n ? arena_printf(cx->arena, "/people%s", query_of(cx, filter, ID(0))) : "",
        .next_page_path = list->next.n ? arena_printf(cx->arena, "/people%s", query_of(cx, filter, list->next)) : "",
        .csv_path = arena_printf(cx->arena, "/people.csv%s", query_of(cx, filter, ID(0))),
        .xlsx_path = arena_printf(cx->arena, "/people.xlsx%s", query_of(cx, filter, ID(0))),
        .filtered = *filter->q || filter->position_id.n || filter->department_id.n || filter->state != PEOPLE_ACTIVE,
        .may_write = cx_scope(cx, "people.write") == SCOPE_ALL,
        .items = list->items};
    fill_states(cx, filter->state, &page->states);
    TRY(option_add_places(cx, &page->positions, PLACE_POSITION, _("All positions"), filter->position_id));
    TRY(option_add_places(cx, &page->departments, PLACE_DEPARTMENT, _("All departments"), filter->department_id));
    return reply_page(cx, reply, _("People"), IN(PeoplePage, page));
}

/* All pages behind one another. */
static Err *send_file(Ctx *cx, const Req *req, Reply *reply, PeopleFilter *filter)
{
    PersonList people = {0};
    PersonItems items = {0};
    filter->limit = FILE_SLICE;
    do {
        PersonList slice = {0};
        TRY(person_list(cx, filter, &slice, &filter->cursor));
        for (size_t i = 0; i < slice.count; i++)
            *(Person *)list_push(cx->arena, &people) = slice.items[i];
    } while (filter->cursor.n);
    TRY(person_items(cx, &people, &items));
    return reply_table(cx, req, reply, _("People"), &PersonItem_shape, items.items, items.count);
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    PeopleFilter filter = {.q = ""};
    PersonList people = {0};
    PeopleList *list = arena_new(cx->arena, PeopleList);
    TRY(form_read(cx, req, ONE(PeopleFilter, &filter)));
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return send_file(cx, req, reply, &filter);
    TRY(person_list(cx, &filter, &people, &list->next));
    TRY(person_items(cx, &people, &list->items));
    TRY(reply_show(cx, reply, IN(PeopleList, list)));
    return req->wants == WANTS_PAGE ? show_list_page(cx, reply, &filter, list) : NULL;
}

/* ---- a new person ---- */

static Err *show_new(Ctx *cx, const Req *req, Reply *reply)
{
    Person person = person_blank();
    const PersonForm *form;
    person.hue = 1;
    TRY(person_form(cx, req, &person, &form));
    return reply_page(cx, reply, _("New person"), IN(PersonForm, form));
}

static Err *week_of(Ctx *cx, const NewPersonIn *in, Contract *contract)
{
    Minutes week = in->week;
    *contract = contract_default();
    if (!text_is_blank(in->week_hours) && !hours_parse(in->week_hours, &week))
        return err_new(cx, ERR_INPUT, "week_hours", "%s", _("Write hours such as 40 or 37,5"));
    if (text_is_blank(in->week_hours) && !in->week.n)
        return NULL;
    if (!contract_spread(contract, week))
        return err_new(cx, ERR_INPUT, "week_hours", "%s", _("A week of five days has at most 120 hours"));
    return NULL;
}

static Err *roles_of_new(Ctx *cx, const NewPersonIn *in, RoleSet *roles)
{
    RolesIn chosen = {in->roles,           in->role_guest,   in->role_contractor,
                      in->role_specialist, in->role_account, in->role_accountant,
                      in->role_lawyer,     in->role_head,    in->role_administrator};
    TRY(roles_chosen(cx, &chosen, roles));
    if (!*roles)
        *roles = in->contractor ? ROLE_BIT(ROLE_CONTRACTOR) : ROLE_BIT(ROLE_SPECIALIST);
    return NULL;
}

static Err *answer(Ctx *cx, Reply *reply, Id id, const char *toast)
{
    Person person;
    PersonItem *item = arena_new(cx->arena, PersonItem);
    TRY(person_get(cx, id, &person));
    TRY(person_item(cx, &person, item));
    reply_toast(reply, toast);
    TRY(reply_show(cx, reply, IN(PersonItem, item)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/people/%" PRId64, id.n));
}

static Err *add(Ctx *cx, const Req *req, Reply *reply)
{
    NewPersonIn in = {.employed_from = DAY_NONE, .employed_until = DAY_NONE, .planned = true};
    Person person = person_blank();
    Contract week;
    RoleSet roles;
    TRY(person_may_write(cx, ID(0)));
    TRY(form_read(cx, req, ONE(NewPersonIn, &in)));
    TRY(week_of(cx, &in, &week));
    TRY(roles_of_new(cx, &in, &roles));
    person.name = in.name;
    person.email = in.email;
    person.position = in.position;
    person.position_id = in.position_id;
    person.department = in.department;
    person.department_id = in.department_id;
    person.hue = in.hue;
    person.employed_from = in.employed_from;
    person.employed_until = in.employed_until;
    person.contractor = in.contractor;
    person.planned = in.planned;
    TRY(person_add(cx, &person, &week));
    TRY(roles_give_first(cx, person.id, roles));
    reply->status = 201;
    return answer(cx, reply, person.id, _("Added"));
}

/* ---- changes ---- */

static Err *person_to_write(Ctx *cx, const Req *req, Person *person)
{
    TRY(person_of_path(cx, req, person));
    return person_may_write(cx, person->id);
}

static Err *change(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    TRY(person_to_write(cx, req, &person));
    person.revision = 0; /* the one that was seen is to be sent */
    TRY(form_read(cx, req, ONE(Person, &person)));
    TRY(person_change(cx, &person));
    return answer(cx, reply, person.id, _("Saved"));
}

static Err *show_contracts(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    Contracts *contracts = arena_new(cx->arena, Contracts);
    TRY(person_of_path(cx, req, &person));
    TRY(contract_list_for(cx, &person.id, 1, DAY_MIN, DAY_MAX, &contracts->items));
    return reply_show(cx, reply, IN(Contracts, contracts));
}

/* What people type becomes minutes. */
static Err *hours_of_form(Ctx *cx, const Req *req, Contract *contract)
{
    static const char *const names[DAYS_PER_WEEK] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    HoursIn in = {.from_day = DAY_NONE};
    TRY(form_read(cx, req, ONE(HoursIn, &in)));
    const char *const typed[DAYS_PER_WEEK] = {in.mon, in.tue, in.wed, in.thu, in.fri, in.sat, in.sun};
    contract->from_day = in.from_day;
    for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        Minutes minutes;
        if (!hours_parse(typed[weekday], &minutes))
            return err_new(cx, ERR_INPUT, names[weekday], "%s", _("Write hours such as 8, 7,5 or 7:30"));
        contract_set_minutes(contract, weekday, minutes);
    }
    if (!text_is_blank(in.starts_at) &&
        (!strchr(in.starts_at, ':') || !hours_parse(in.starts_at, &contract->starts_at)))
        return err_new(cx, ERR_INPUT, "starts_at", "%s", _("Write a time such as 10:00"));
    return NULL;
}

static Err *put_contract(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    Contract *contract = arena_new(cx->arena, Contract);
    TRY(person_to_write(cx, req, &person));
    *contract = contract_default();
    if (req->json)
        TRY(form_read(cx, req, ONE(Contract, contract)));
    else
        TRY(hours_of_form(cx, req, contract));
    contract->person_id = person.id;
    TRY(contract_put(cx, contract));
    reply_toast(reply, _("The new hours are set"));
    TRY(reply_show(cx, reply, IN(Contract, contract)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/people/%" PRId64, person.id.n));
}

static Err *remove_contract(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    ContractList contracts = {0};
    Id id;
    bool theirs = false;
    TRY(person_to_write(cx, req, &person));
    TRY(req_id(cx, req, "contract_id", &id));
    TRY(contract_list_for(cx, &person.id, 1, DAY_MIN, DAY_MAX, &contracts));
    for (size_t i = 0; i < contracts.count; i++)
        theirs = theirs || contracts.items[i].id.n == id.n;
    if (!theirs)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such thing, or it is not yours to see"));
    TRY(contract_remove(cx, id));
    return answer(cx, reply, person.id, _("The hours before go on"));
}

static Err *set_roles(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    RolesIn in = {0};
    RoleSet roles;
    TRY(person_of_path(cx, req, &person));
    TRY(form_read(cx, req, ONE(RolesIn, &in)));
    TRY(roles_chosen(cx, &in, &roles));
    TRY(roles_set(cx, person.id, roles));
    if (person.id.n == cx->person_id.n && req->session_id.n) { /* one's own token is renewed, the others end */
        const char *token;
        bool remember;
        TRY(session_end_all(cx, person.id, req->session_id));
        TRY(session_renew(cx, req->session_id, &token, &remember));
        session_cookie(cx, req, reply, token, remember);
    }
    return answer(cx, reply, person.id, _("Roles are set"));
}

static Err *sign_out_everywhere(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    TRY(person_of_path(cx, req, &person));
    if (cx_scope(cx, "people.access") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    TRY(session_end_all(cx, person.id, ID(0)));
    TRY(token_revoke_all(cx, person.id));
    TRY(audit_note(cx, req->address, "sessions_ended", arena_printf(cx->arena, "person %" PRId64, person.id.n), ""));
    return answer(cx, reply, person.id, _("Signed out everywhere"));
}

#define FILTER_FIELDS "q position_id department_id state limit cursor"
#define NEW_FIELDS                                                                                                     \
    "name email position_id position department_id department hue employed_from employed_until contractor planned "    \
    "week week_hours " ROLES_FIELDS
#define CHANGE_FIELDS                                                                                                  \
    "revision name email position_id position department_id department hue employed_from employed_until contractor "   \
    "planned disabled"
#define HOURS_FIELDS "from_day mon tue wed thu fri sat sun starts_at"

/* Pages that a refused change of the card shows. */
#define CARD_PAGE .page = "people/person.html", .view = &CardPage_shape

const Route person_routes[] = {
    {METHOD_GET, "/people", "people.read", show_list, .in = &PeopleFilter_shape, .fields = FILTER_FIELDS,
     .out = &PeopleList_shape, .page = "people/people.html", .view = &PeoplePage_shape, .formats = "csv xlsx",
     .cached = true, .families = "people", .summary = "People by name, filtered"},
    {METHOD_GET, "/people/new", "people.write", show_new, .page = "people/person-new.html", .view = &PersonForm_shape,
     .families = "people", .summary = "The form of a new person"},
    {METHOD_POST, "/people", "people.write", add, .again = show_new, .in = &NewPersonIn_shape, .fields = NEW_FIELDS,
     .out = &PersonItem_shape, .page = "people/person-new.html", .view = &PersonForm_shape, .families = "people",
     .summary = "Adds a person with roles and hours a week"},
    {METHOD_GET, "/people/:id", "people.read", card_show, .out = &PersonItem_shape, CARD_PAGE, .cached = true,
     .families = "people", .summary = "One person"},
    {METHOD_POST, "/people/:id", "people.write", change, .again = card_show, .in = &Person_shape,
     .fields = CHANGE_FIELDS, .out = &PersonItem_shape, CARD_PAGE, .families = "people", .summary = "Changes a person"},
    {METHOD_PATCH, "/people/:id", "people.write", change, .in = &Person_shape, .fields = CHANGE_FIELDS,
     .out = &PersonItem_shape, .summary = "Changes some fields of a person"},
    {METHOD_GET, "/people/:id/contracts", "people.read", show_contracts, .out = &Contracts_shape, .families = "people",
     .summary = "Working time of a person, by the day from which it counts"},
    {METHOD_POST, "/people/:id/contracts", "people.write", put_contract, .again = card_show, .in = &Contract_shape,
     .fields = HOURS_FIELDS, .out = &Contract_shape, CARD_PAGE, .families = "people",
     .summary = "Sets working time from a day on; forms send hours, programs minutes"},
    {METHOD_POST, "/people/:id/contracts/:contract_id/remove", "people.write", remove_contract, .again = card_show,
     .out = &PersonItem_shape, CARD_PAGE, .families = "people",
     .summary = "Takes working time away: what was before goes on"},
    {METHOD_POST, "/people/:id/roles", "people.access", set_roles, .again = card_show, .in = &RolesIn_shape,
     .fields = ROLES_FIELDS, .out = &PersonItem_shape, CARD_PAGE, .families = "people",
     .summary = "Gives a person these roles and no others"},
    {METHOD_POST, "/people/:id/sign-out", "people.access", sign_out_everywhere, .out = &PersonItem_shape,
     .summary = "Ends every session and token of a person"},
    {.path = NULL},
};
