/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "db/history.h"
#include "db/topics.h"
#include "people/person.h"
#include "people/person.sql.h"
#include "people/position.h"
#include "people/role.h"
#include "people/session.h"
#include "people/token.h"

#define HUES 6
#define LIST_USUAL 50
#define LIST_MOST 1000

const char *const people_state_words[] = {"active", "left", "contractors", "all", NULL};

SHAPE(Person, FIELD(Person, id), FIELD(Person, revision),
      FIELD(Person, name, .label = N_("Name"), .required = true, .max = 100),
      FIELD(Person, email, .label = N_("Mail"), .max = 200), FIELD(Person, position_id),
      FIELD(Person, position, .label = N_("Position"), .max = 80), FIELD(Person, department_id),
      FIELD(Person, department, .label = N_("Department"), .max = 80),
      FIELD(Person, hue, .label = N_("Colour"), .min = 1, .max = HUES),
      FIELD(Person, employed_from, .label = N_("First working day")),
      FIELD(Person, employed_until, .label = N_("Last working day")),
      FIELD(Person, contractor, .label = N_("Contractor")), FIELD(Person, planned, .label = N_("In the week plan")),
      FIELD(Person, disabled, .label = N_("Sign-in is closed")), FIELD(Person, signs_in),
      FIELD(Person, name_fold, .hidden = true), FIELD(Person, name_sort, .hidden = true),
      FIELD(Person, email_fold, .hidden = true));
SHAPE(PeopleFilter, FIELD(PeopleFilter, q, .label = N_("Search")), FIELD(PeopleFilter, position_id),
      FIELD(PeopleFilter, department_id), FIELD_WORD(PeopleFilter, state, people_state_words),
      FIELD(PeopleFilter, limit, .min = 1, .max = LIST_MOST), FIELD(PeopleFilter, cursor),
      FIELD(PeopleFilter, today, .hidden = true), FIELD(PeopleFilter, own, .hidden = true));
SHAPE(PersonBrief, FIELD(PersonBrief, id), FIELD(PersonBrief, name), FIELD(PersonBrief, hue),
      FIELD(PersonBrief, position_id), FIELD(PersonBrief, position), FIELD(PersonBrief, department_id),
      FIELD(PersonBrief, department), FIELD(PersonBrief, employed_from), FIELD(PersonBrief, employed_until),
      FIELD(PersonBrief, contractor));
SHAPE(PersonConflict, FIELD_ONE(PersonConflict, yours, Person), FIELD_ONE(PersonConflict, theirs, Person));

/* What statements need beside the person. */
typedef struct {
    Id id, own;
    Day from_day, until;
    bool planned;
    int64_t count;
    const char *name, *email_fold;
} PersonKey;
SHAPE_STATIC(PersonKey, FIELD(PersonKey, id), FIELD(PersonKey, own), FIELD(PersonKey, from_day),
             FIELD(PersonKey, until), FIELD(PersonKey, planned), FIELD(PersonKey, count), FIELD(PersonKey, name),
             FIELD(PersonKey, email_fold));

typedef struct {
    const char *name, *email, *name_fold, *name_sort, *email_fold;
    Id position_id, department_id;
    int hue;
    Day employed_from, employed_until;
    bool contractor, planned, disabled;
    Instant now;
} NewPerson;
SHAPE_STATIC(NewPerson, FIELD(NewPerson, name), FIELD(NewPerson, email), FIELD(NewPerson, name_fold),
             FIELD(NewPerson, name_sort), FIELD(NewPerson, email_fold), FIELD(NewPerson, position_id),
             FIELD(NewPerson, department_id), FIELD(NewPerson, hue), FIELD(NewPerson, employed_from),
             FIELD(NewPerson, employed_until), FIELD(NewPerson, contractor), FIELD(NewPerson, planned),
             FIELD(NewPerson, disabled), FIELD(NewPerson, now));

Person person_blank(void)
{
    return (Person){.name = "",
                    .email = "",
                    .position = "",
                    .department = "",
                    .employed_from = DAY_NONE,
                    .employed_until = DAY_NONE,
                    .planned = true,
                    .name_fold = "",
                    .name_sort = "",
                    .email_fold = ""};
}

bool person_employed(Day from, Day until, Day day)
{
    return (!day_is_set(from) || from.n <= day.n) && (!day_is_set(until) || day.n <= until.n);
}

/* Whom the right reaches: 0 everybody, else this person alone; -1 is nobody. */
static Id own_of(const Ctx *cx)
{
    switch (cx_scope(cx, "people.read")) {
    case SCOPE_ALL:
        return ID(0);
    case SCOPE_NONE:
        return ID(-1);
    default:
        return cx->person_id;
    }
}

Err *person_may_write(Ctx *cx, Id id)
{
    Scope scope = cx_scope(cx, "people.write");
    if (scope == SCOPE_ALL || (scope != SCOPE_NONE && id.n && id.n == cx->person_id.n))
        return NULL;
    return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
}

/* ---- rules ---- */

static bool looks_like_mail(const char *email)
{
    const char *at = strchr(email, '@');
    return at && at > email && at[1] && at[1] != '.' && !strchr(at + 1, '@') && !strpbrk(email, " \t,;<>\"");
}

static Err *check_email(Ctx *cx, const Person *person)
{
    PersonKey other = {.email_fold = person->email_fold};
    bool found;
    if (!*person->email)
        return NULL;
    if (!looks_like_mail(person->email))
        return err_new(cx, ERR_INPUT, "email", "%s", _("Write an address such as anna@agency.ru"));
    TRY(db_find(cx, &sql_person_name_by_email, IN(PersonKey, &other), ONE(PersonKey, &other), &found));
    if (found && other.id.n != person->id.n)
        return err_new(cx, ERR_INPUT, "email", _("This address is %s's already"), other.name);
    return NULL;
}

static Err *check_person(Ctx *cx, const Person *person)
{
    if (text_is_blank(person->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("This must be filled in"));
    if (person->hue < 1 || person->hue > HUES)
        return err_new(cx, ERR_INPUT, "hue", _("From %lld to %lld fits here"), 1LL, (long long)HUES);
    if (day_is_set(person->employed_from) && day_is_set(person->employed_until) &&
        person->employed_until.n < person->employed_from.n)
        return err_new(cx, ERR_INPUT, "employed_until", "%s", _("The last day cannot come before the first"));
    return check_email(cx, person);
}

/* What is kept beside the typed texts for search, order and sign-in. */
static void fold(Ctx *cx, Person *person)
{
    person->name_fold = text_fold(cx->arena, person->name);
    person->name_sort = text_sort_key(cx->arena, person->name);
    person->email_fold = text_fold(cx->arena, person->email);
}

/* By the id when that was set anew, else by the name. */
static Err *settle_place(Ctx *cx, PlaceKind kind, const char *field, Id was, Id *id, const char **name)
{
    Place place = {.name = ""};
    if (!id->n || id->n == was.n)
        return place_by_name(cx, kind, *name, id);
    Err *err = place_get(cx, kind, *id, &place);
    if (err && err->kind == ERR_MISSING)
        return err_new(cx, ERR_INPUT, field, "%s", _("Choose one of the offered values"));
    *name = place.name;
    return err;
}

static Err *settle_places(Ctx *cx, const Person *before, Person *person)
{
    TRY(settle_place(cx, PLACE_POSITION, "position_id", before->position_id, &person->position_id, &person->position));
    return settle_place(cx, PLACE_DEPARTMENT, "department_id", before->department_id, &person->department_id,
                        &person->department);
}

static int hue_of(const char *name_fold)
{
    unsigned sum = 0;
    for (const char *at = name_fold; *at; at++)
        sum = sum * 31 + (unsigned char)*at;
    return (int)(sum % HUES) + 1;
}

/* ---- adding and changing ---- */

static Err *insert(Ctx *cx, Person *person)
{
    NewPerson row = {.name = person->name,
                     .email = person->email,
                     .name_fold = person->name_fold,
                     .name_sort = person->name_sort,
                     .email_fold = person->email_fold,
                     .position_id = person->position_id,
                     .department_id = person->department_id,
                     .hue = person->hue,
                     .employed_from = person->employed_from,
                     .employed_until = person->employed_until,
                     .contractor = person->contractor,
                     .planned = person->planned,
                     .disabled = person->disabled,
                     .now = cx->now};
    return db_one(cx, &sql_person_add, IN(NewPerson, &row), ONE(Person, person));
}

Err *person_add(Ctx *cx, Person *person, const Contract *week)
{
    Contract contract = week ? *week : contract_default();
    Person nobody = person_blank();
    person->id = ID(0);
    shape_blank(&Person_shape, person);
    fold(cx, person);
    if (!person->hue)
        person->hue = hue_of(person->name_fold);
    TRY(check_person(cx, person));
    TRY(settle_places(cx, &nobody, person));
    TRY(insert(cx, person));
    TRY(people_note(cx, "person", person->id, &Person_shape, NULL, person));
    contract.person_id = person->id;
    contract.from_day = day_is_set(person->employed_from) ? person->employed_from : CONTRACT_ALWAYS;
    TRY(contract_put(cx, &contract));
    cx_touch(cx, "people/person/%" PRId64, person->id.n);
    return NULL;
}

/* Rights and rules about what lets somebody in or out. */
static Err *check_access(Ctx *cx, const Person *before, const Person *person)
{
    bool may = cx_scope(cx, "people.access") == SCOPE_ALL;
    bool out = person->disabled || (day_is_set(person->employed_until) && person->employed_until.n < cx->today.n);
    if (before->disabled != person->disabled && !may)
        return err_new(cx, ERR_DENIED, "disabled", "%s", _("An administrator opens and closes sign-ins"));
    if (before->signs_in && strcmp(before->email_fold, person->email_fold) != 0 && !may)
        return err_new(cx, ERR_DENIED, "email", "%s", _("An administrator changes the address of a sign-in"));
    return out ? roles_keep_administrator(cx, person->id, person->disabled ? "disabled" : "employed_until") : NULL;
}

static Err *conflict(Ctx *cx, const Person *yours, const Person *theirs)
{
    PersonConflict *both = arena_new(cx->arena, PersonConflict);
    both->yours = arena_memdup(cx->arena, yours, sizeof *yours);
    both->theirs = arena_memdup(cx->arena, theirs, sizeof *theirs);
    Err *err = err_new(cx, ERR_CONFLICT, "revision", _("%s was changed by somebody else meanwhile"), theirs->name);
    err->shape = &PersonConflict_shape;
    err->data = both;
    return err;
}

static Err *follow_change(Ctx *cx, const Person *before, const Person *person)
{
    if (person->disabled && !before->disabled) {
        TRY(session_end_all(cx, person->id, ID(0)));
        TRY(token_revoke_all(cx, person->id));
        TRY(audit_note(cx, "", "person_disabled", arena_printf(cx->arena, "person %" PRId64, person->id.n), ""));
    }
    cx_touch(cx, "people/person/%" PRId64, person->id.n);
    if (before->employed_from.n != person->employed_from.n)
        TRY(contract_employment_moved(cx, person->id, before->employed_from, person->employed_from));
    if (before->employed_until.n != person->employed_until.n)
        TRY(contract_employment_ended(cx, person->id, before->employed_until, person->employed_until));
    return NULL;
}

static Err *load(Ctx *cx, Id id, Id own, Person *person)
{
    PersonKey key = {.id = id, .own = own};
    *person = person_blank();
    TRY(db_one(cx, &sql_person_get, IN(PersonKey, &key), ONE(Person, person)));
    fold(cx, person);
    return NULL;
}

Err *person_change(Ctx *cx, Person *person)
{
    Person before;
    bool fresh;
    TRY(load(cx, person->id, ID(0), &before));
    if (!person->revision)
        return err_new(cx, ERR_INPUT, "revision", "%s", _("Send the revision that you have seen"));
    if (person->revision != before.revision)
        return conflict(cx, person, &before);
    fold(cx, person);
    TRY(check_person(cx, person));
    TRY(check_access(cx, &before, person));
    TRY(settle_places(cx, &before, person));
    TRY(db_find(cx, &sql_person_change, IN(Person, person), ONE(Person, person), &fresh));
    if (!fresh) { /* PostgreSQL: saved by another transaction since it was read */
        TRY(load(cx, person->id, ID(0), &before));
        return conflict(cx, person, &before);
    }
    TRY(people_note(cx, "person", person->id, &Person_shape, &before, person));
    return follow_change(cx, &before, person);
}

/* ---- reading ---- */

Err *person_hold(Ctx *cx, Id id)
{
    return db_exec(cx, &sql_person_hold, BY_ID(id));
}

Err *person_get(Ctx *cx, Id id, Person *person)
{
    return load(cx, id, own_of(cx), person);
}

Err *person_list(Ctx *cx, PeopleFilter *filter, PersonList *people, Id *next)
{
    PeopleFilter bound = *filter;
    int limit = filter->limit ? MIN_OF(filter->limit, LIST_MOST) : LIST_USUAL;
    bound.q = text_fold(cx->arena, filter->q ? filter->q : "");
    bound.limit = limit + 1;
    bound.today = cx->today;
    bound.own = own_of(cx);
    TRY(db_all(cx, &sql_person_list, IN(PeopleFilter, &bound), MANY(Person, people)));
    *next = ID(0);
    if (people->count > (size_t)limit) {
        people->count = (size_t)limit;
        *next = people->items[limit - 1].id;
    }
    return NULL;
}

Err *person_brief_list(Ctx *cx, Day from, Day until, bool planned, PersonBriefList *people)
{
    PersonKey key = {.from_day = from, .until = until, .planned = planned};
    In in = IN(PersonKey, &key);
    Shelf *shelf = db_shelf(cx);
    if (!shelf)
        return db_all(cx, &sql_person_brief_list, in, MANY(PersonBrief, people));
    DbKey found = {.day = DAY_NONE, .key = ""};
    bool any;
    TRY(db_find(cx, &sql_people_revision_find, NOTHING_IN, ONE(DbKey, &found), &any));
    const char *name =
        arena_printf(cx->arena, "people %" PRId64 " %" PRId64 " %" PRId64 " %d", found.id.n, from.n, until.n, planned);
    return db_all_kept(cx, shelf, name, &sql_person_brief_list, in, MANY(PersonBrief, people));
}

Err *people_note(Ctx *cx, const char *noun, Id id, const Shape *shape, const void *before, const void *after)
{
    TRY(db_exec(cx, &sql_people_revision_move, NOTHING_IN));
    return history_note(cx, noun, id, shape, before, after);
}

Err *person_by_email(Ctx *cx, const char *email, Id *id)
{
    DbKey found_id = {.day = DAY_NONE, .key = ""};
    bool found;
    *id = ID(0);
    if (text_is_blank(email))
        return NULL;
    TRY(db_find(cx, &sql_person_by_email, BY_KEY(text_fold(cx->arena, email)), ONE(DbKey, &found_id), &found));
    *id = found_id.id;
    return NULL;
}

Err *person_count(Ctx *cx, int64_t *count)
{
    PersonKey key = {0};
    TRY(db_one(cx, &sql_person_count, NOTHING_IN, ONE(PersonKey, &key)));
    *count = key.count;
    return NULL;
}
