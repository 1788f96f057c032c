/* SPDX-License-Identifier: MIT */
/* What a list of people is, and how names in other lists are found among them. */
#include "base/base.h"

#include "base/text.h"
#include "import/list_names.h"
#include "people/person.h"

static const ListColumn columns[] = {
    {.field = "name", .heads = "имя|фио|сотрудник|человек|имя и фамилия|фамилия и имя|person|full name|employee"},
    {.field = "email", .heads = "email|e-mail|почта|адрес|эл. почта|электронная почта|mail"},
    {.field = "position", .heads = "должность|роль|позиция|position|role|title"},
    {.field = "department", .heads = "отдел|подразделение|команда|department|team"},
    {.field = "employed_from", .heads = "принят|дата приема|работает с|начало работы|hired|start date|from"},
    {.field = "employed_until", .heads = "уволен|дата увольнения|работает до|окончание работы|until|end date"},
    {.field = "contractor", .heads = "подрядчик|фрилансер|внештатный|contractor|freelancer"},
    {.field = "planned", .heads = "в плане|планируется|in the plan|planned"},
};

static Err *load(Ctx *cx, void **known)
{
    TRY(person_may_write(cx, ID(0)));
    return list_names_load(cx, (ListNames **)known);
}

static void blank(void *record)
{
    *(Person *)record = person_blank();
}

/* By address where there is one. A name finds only somebody without an address: others are namesakes. */
static Err *find(Ctx *cx, void *known, const void *row, void *stored, ListFound *found)
{
    const Person *person = row;
    Person *other = stored;
    Id id = ID(0);
    *found = FOUND_NONE;
    if (*person->email)
        TRY(person_by_email(cx, person->email, &id));
    if (!id.n)
        *found = list_name_find(known, text_fold(cx->arena, person->name), &id);
    if (*found == FOUND_SEVERAL || !id.n)
        return NULL;
    TRY(person_get(cx, id, other));
    bool same_address = strcmp(text_fold(cx->arena, other->email), text_fold(cx->arena, person->email)) == 0;
    bool namesake = *other->email && *person->email && !same_address;
    *found = namesake ? FOUND_NONE : FOUND_ONE;
    return NULL;
}

static Err *check(Ctx *cx, void *known UNUSED, void *row)
{
    const Person *person = row;
    const char *at = strchr(person->email, '@');
    if (*person->email && (!at || at == person->email || !strchr(at, '.') || strpbrk(person->email, " ,;<>")))
        return err_new(cx, ERR_INPUT, "email", _("“%s” is no mail address"), person->email);
    if (day_is_set(person->employed_from) && day_is_set(person->employed_until) &&
        person->employed_until.n < person->employed_from.n)
        return err_new(cx, ERR_INPUT, "employed_until", "%s", _("The last day lies before the first one"));
    return NULL;
}

/* Changed names of position and department count: their ids are those of the old ones. */
static Err *save(Ctx *cx, void *known UNUSED, void *row, bool is_new)
{
    Person *person = row;
    return is_new ? person_add(cx, person, NULL) : person_change(cx, person);
}

const ListDef people_list = {.kind = "people",
                             .title = N_("Take people from a table"),
                             .shape = &Person_shape,
                             .key = "name",
                             .columns = columns,
                             .count = COUNT_OF(columns),
                             .load = load,
                             .blank = blank,
                             .find = find,
                             .check = check,
                             .save = save};
