/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "db/history.h"
#include "people/people_fixture.h"
#include "people/session.h"
#include "people/undo.h"

static Person added(Test *t, Ctx *cx, const char *name, const char *email)
{
    Person person = person_blank();
    person.name = name;
    person.email = email;
    CHECK_OK(t, person_add(cx, &person, NULL));
    CHECK_OK(t, person_get(cx, person.id, &person));
    return person;
}

static void keeps_what_was_said(Test *t)
{
    Ctx cx;
    Person person = person_blank();
    fixture_agency(t, &cx);
    person.name = "Анна Ветрова";
    person.email = "anna@polden.example";
    person.position = "Аккаунт-менеджер";
    person.department = "Аккаунты";
    person.employed_from = day_from_ymd(2020, 2, 3);
    CHECK_OK(t, person_add(&cx, &person, NULL));
    Person stored;
    CHECK_OK(t, person_get(&cx, person.id, &stored));
    CHECK_STR(t, stored.name, "Анна Ветрова");
    CHECK_STR(t, stored.position, "Аккаунт-менеджер");
    CHECK_STR(t, stored.department, "Аккаунты");
    CHECK_INT(t, stored.employed_from.n, person.employed_from.n);
    CHECK_INT(t, stored.revision, 1);
    CHECK(t, !stored.signs_in && stored.planned && stored.hue >= 1 && stored.hue <= 6);
}

static void folds_addresses(Test *t)
{
    Ctx cx;
    Person twin = person_blank();
    Id id;
    fixture_agency(t, &cx);
    Person anna = added(t, &cx, "Анна", "Anna@Polden.example");
    CHECK_OK(t, person_by_email(&cx, "ANNA@polden.EXAMPLE", &id));
    CHECK_INT(t, id.n, anna.id.n);
    twin.name = "Другая Анна";
    twin.email = "anna@polden.example";
    CHECK_ERR(t, person_add(&cx, &twin, NULL), ERR_INPUT, "email");
    twin.email = "no address";
    CHECK_ERR(t, person_add(&cx, &twin, NULL), ERR_INPUT, "email");
    twin.email = "";
    CHECK_OK(t, person_add(&cx, &twin, NULL));
}

static void refuses_nonsense(Test *t)
{
    Ctx cx;
    Person person = person_blank();
    fixture_agency(t, &cx);
    CHECK_ERR(t, person_add(&cx, &person, NULL), ERR_INPUT, "name");
    person.name = "Глеб";
    person.employed_from = DAY(20000);
    person.employed_until = DAY(19999);
    CHECK_ERR(t, person_add(&cx, &person, NULL), ERR_INPUT, "employed_until");
    person.employed_until = DAY_NONE;
    person.position_id = ID(999999);
    CHECK_ERR(t, person_add(&cx, &person, NULL), ERR_INPUT, "position_id");
}

static void shows_both_versions(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    Person first = added(t, &cx, "Анна", "");
    Person second = first;
    first.name = "Анна Ветрова";
    CHECK_OK(t, person_change(&cx, &first));
    CHECK_INT(t, first.revision, 2);
    second.name = "Аня";
    Err *err = person_change(&cx, &second);
    CHECK_ERR(t, err, ERR_CONFLICT, "revision");
    const PersonConflict *both = err->data;
    CHECK(t, err->shape == &PersonConflict_shape);
    CHECK_STR(t, both->yours->name, "Аня");
    CHECK_STR(t, both->theirs->name, "Анна Ветрова");
    second.revision = 0;
    CHECK_ERR(t, person_change(&cx, &second), ERR_INPUT, "revision");
}

static void goes_by_id_or_name(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    Person anna = added(t, &cx, "Анна", "");
    anna.position = "Дизайнер";
    CHECK_OK(t, person_change(&cx, &anna));
    Person boris = added(t, &cx, "Борис", "");
    boris.position = "дизайнер";
    CHECK_OK(t, person_change(&cx, &boris));
    CHECK_INT(t, boris.position_id.n, anna.position_id.n);
    Person vera = added(t, &cx, "Вера", "");
    vera.position_id = anna.position_id;
    CHECK_OK(t, person_change(&cx, &vera));
    CHECK_STR(t, vera.position, "Дизайнер");
    vera.position = "";
    CHECK_OK(t, person_change(&cx, &vera));
    CHECK_INT(t, vera.position_id.n, 0);
}

static void lists_page_by_page(Test *t)
{
    static const char *const names[] = {"Яна", "Ёлка", "Анна", "Евгений", "Зоя"};
    Ctx cx;
    PersonList people = {0};
    Id next;
    fixture_db(t, &cx);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        added(t, &cx, names[i], "");
    PeopleFilter filter = {.q = "", .limit = 3};
    CHECK_OK(t, person_list(&cx, &filter, &people, &next));
    CHECK_INT(t, people.count, 3);
    CHECK_STR(t, people.items[0].name, "Анна");
    CHECK_STR(t, people.items[1].name, "Евгений");
    CHECK_STR(t, people.items[2].name, "Ёлка");
    filter.cursor = next;
    people = (PersonList){0};
    CHECK_OK(t, person_list(&cx, &filter, &people, &next));
    CHECK_INT(t, people.count, 2);
    CHECK_STR(t, people.items[1].name, "Яна");
    CHECK_INT(t, next.n, 0);
}

static size_t found(Test *t, Ctx *cx, PeopleFilter filter)
{
    PersonList people = {0};
    Id next;
    filter.q = filter.q ? filter.q : "";
    CHECK_OK(t, person_list(cx, &filter, &people, &next));
    return people.count;
}

static void filters(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    Person anna = added(t, &cx, "Анна Ветрова", "anna@polden.example");
    Person gone = added(t, &cx, "Глеб Рудин", "");
    Person lone = added(t, &cx, "Фёдор", "");
    gone.employed_until = DAY(cx.today.n - 1);
    CHECK_OK(t, person_change(&cx, &gone));
    lone.contractor = true;
    CHECK_OK(t, person_change(&cx, &lone));
    anna.department = "Аккаунты";
    CHECK_OK(t, person_change(&cx, &anna));
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = ""}), 2);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.state = PEOPLE_LEFT}), 1);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.state = PEOPLE_CONTRACTORS}), 1);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.state = PEOPLE_ALL}), 3);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = "ВЕТР"}), 1);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = "polden"}), 1);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = "федор"}), 1);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = "%"}), 0);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.department_id = anna.department_id}), 1);
}

static void shows_contractors_themselves_only(Test *t)
{
    Ctx cx;
    Person person;
    Id pavel = fixture_agency(t, &cx);
    Id lone = fixture_person(t, &cx, "Фёдор", "", "contractor");
    fixture_act_as(t, &cx, lone);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = ""}), 1);
    CHECK_OK(t, person_get(&cx, lone, &person));
    CHECK_ERR(t, person_get(&cx, pavel, &person), ERR_MISSING, "");
    Id guest = (cx.root = true, fixture_person(t, &cx, "Клиент", "", "guest"));
    fixture_act_as(t, &cx, guest);
    CHECK_INT(t, found(t, &cx, (PeopleFilter){.q = ""}), 0);
    CHECK_ERR(t, person_get(&cx, guest, &person), ERR_MISSING, "");
}

static void lets_administrators_alone_close_sign_ins(Test *t)
{
    Ctx cx;
    Person person;
    Id pavel = fixture_agency(t, &cx);
    Id head = fixture_person(t, &cx, "Вера", "vera@polden.example", "head");
    Id anna = fixture_person(t, &cx, "Анна", "anna@polden.example", "account");
    fixture_act_as(t, &cx, head);
    CHECK_OK(t, person_get(&cx, anna, &person));
    person.disabled = true;
    CHECK_ERR(t, person_change(&cx, &person), ERR_DENIED, "disabled");
    fixture_act_as(t, &cx, pavel);
    CHECK_OK(t, person_change(&cx, &person));
    CHECK_OK(t, person_get(&cx, pavel, &person));
    person.disabled = true;
    CHECK_ERR(t, person_change(&cx, &person), ERR_INPUT, "disabled");
    person.disabled = false;
    person.employed_until = DAY(cx.today.n - 1);
    CHECK_ERR(t, person_change(&cx, &person), ERR_INPUT, "employed_until");
}

static void takes_a_change_back(Test *t)
{
    Ctx cx;
    const Undoer *undoers[] = {people_undoers};
    fixture_agency(t, &cx);
    Person anna = added(t, &cx, "Анна", "");
    cx.change_id = ID(0);
    anna.name = "Анна Ветрова";
    anna.position = "Дизайнер";
    CHECK_OK(t, person_change(&cx, &anna));
    Id change = cx.change_id;
    CHECK_OK(t, history_undo(&cx, change, undoers, 1));
    CHECK_OK(t, person_get(&cx, anna.id, &anna));
    CHECK_STR(t, anna.name, "Анна");
    CHECK_STR(t, anna.position, "");
    CHECK_INT(t, anna.revision, 3);
}

static void keeps_a_later_change_from_undo(Test *t)
{
    Ctx cx;
    const Undoer *undoers[] = {people_undoers};
    fixture_agency(t, &cx);
    Person anna = added(t, &cx, "Анна", "");
    cx.change_id = ID(0);
    anna.name = "Анна Ветрова";
    CHECK_OK(t, person_change(&cx, &anna));
    Id change = cx.change_id;
    cx.change_id = ID(0);
    anna.name = "Анна Лосева";
    CHECK_OK(t, person_change(&cx, &anna));
    CHECK_ERR(t, history_undo(&cx, change, undoers, 1), ERR_CONFLICT, "");
}

static void takes_an_added_person_back(Test *t)
{
    Ctx cx;
    Person person = person_blank();
    const Undoer *undoers[] = {people_undoers};
    Id pavel = fixture_agency(t, &cx);
    fixture_act_as(t, &cx, pavel);
    cx.change_id = ID(0);
    person.name = "Анна";
    person.position = "Дизайнер";
    CHECK_OK(t, person_add(&cx, &person, NULL));
    CHECK_OK(t, roles_give_first(&cx, person.id, ROLE_BIT(ROLE_SPECIALIST)));
    Id change = cx.change_id;
    CHECK_OK(t, history_undo(&cx, change, undoers, 1));
    CHECK_ERR(t, person_get(&cx, person.id, &person), ERR_MISSING, "");
}

static void reaches_as_far_as_the_right(Test *t)
{
    Ctx cx;
    Id pavel = fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    CHECK_OK(t, right_set(&cx, "people.write", ROLE_ACCOUNT, SCOPE_OWN));
    fixture_act_as(t, &cx, anna);
    CHECK_OK(t, person_may_write(&cx, anna));
    CHECK_ERR(t, person_may_write(&cx, pavel), ERR_DENIED, "");
    CHECK_ERR(t, person_may_write(&cx, ID(0)), ERR_DENIED, "");
    CHECK_ERR(t, right_set(&cx, "people.write", ROLE_ACCOUNT, SCOPE_ALL), ERR_DENIED, "");
}

static void lists_briefly_by_department(Test *t)
{
    Ctx cx;
    PersonBriefList people = {0};
    fixture_db(t, &cx);
    Person none = added(t, &cx, "Анна", "");
    Person last = added(t, &cx, "Яна", "");
    Person first = added(t, &cx, "Борис", "");
    Person hidden = added(t, &cx, "Нина", "");
    first.department = last.department = "Креатив";
    CHECK_OK(t, person_change(&cx, &first));
    CHECK_OK(t, person_change(&cx, &last));
    hidden.planned = false;
    CHECK_OK(t, person_change(&cx, &hidden));
    CHECK_OK(t, person_brief_list(&cx, cx.today, cx.today, true, &people));
    CHECK_INT(t, people.count, 3);
    CHECK_INT(t, people.items[0].id.n, first.id.n);
    CHECK_INT(t, people.items[1].id.n, last.id.n);
    CHECK_INT(t, people.items[2].id.n, none.id.n);
}

TEST_SUITE_DB("people: person", {"a person who was added is there as said", keeps_what_was_said},
              {"an address belongs to one person, whatever its case", folds_addresses},
              {"a person without a name, or who left before coming, is refused", refuses_nonsense},
              {"saving over a newer version shows both", shows_both_versions},
              {"a position goes by its id or by its name", goes_by_id_or_name},
              {"people are listed in the order of a Russian reader, page by page", lists_page_by_page},
              {"people are found by part of a name, by state, by department", filters},
              {"a contractor sees himself alone, a client nobody", shows_contractors_themselves_only},
              {"an administrator closes sign-ins, but never the last one's", lets_administrators_alone_close_sign_ins},
              {"a change of a person is taken back", takes_a_change_back},
              {"a person who was added is taken away again", takes_an_added_person_back},
              {"a right to write reaches as far as it says", reaches_as_far_as_the_right},
              {"what was changed again stays", keeps_a_later_change_from_undo},
              {"the plan's list goes by department and leaves out who is not planned", lists_briefly_by_department});
