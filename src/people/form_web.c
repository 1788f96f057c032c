/* SPDX-License-Identifier: MIT */
/* The form of a person: what stands in its fields, what is wrong with them, what somebody else saved meanwhile. */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "people/card_web.h"

#define HUES 6
#define MINUTES_PER_HOUR 60
#define WEEK_USUAL "40"

SHAPE(RoleBox, FIELD(RoleBox, name), FIELD(RoleBox, label), FIELD(RoleBox, on));
SHAPE(PersonForm, FIELD(PersonForm, is_new), FIELD(PersonForm, may_access), FIELD(PersonForm, path),
      FIELD(PersonForm, revision), FIELD(PersonForm, name), FIELD(PersonForm, email), FIELD(PersonForm, position),
      FIELD(PersonForm, department), FIELD(PersonForm, employed_from), FIELD(PersonForm, employed_until),
      FIELD(PersonForm, week_hours), FIELD(PersonForm, contractor), FIELD(PersonForm, planned),
      FIELD(PersonForm, disabled), FIELD_LIST(PersonForm, positions, Option),
      FIELD_LIST(PersonForm, departments, Option), FIELD_LIST(PersonForm, hues, Option),
      FIELD_LIST(PersonForm, boxes, RoleBox), FIELD(PersonForm, error), FIELD(PersonForm, name_error),
      FIELD(PersonForm, email_error), FIELD(PersonForm, position_error), FIELD(PersonForm, department_error),
      FIELD(PersonForm, from_error), FIELD(PersonForm, until_error), FIELD(PersonForm, disabled_error),
      FIELD(PersonForm, hours_error), FIELD(PersonForm, roles_error), FIELD_LIST(PersonForm, clashes, Clash));

/* ---- hours ---- */

bool hours_parse(const char *text, Minutes *minutes)
{
    int64_t hours, rest, hundredths;
    const char *colon = strchr(text, ':');
    *minutes = MINUTES(0);
    if (text_is_blank(text))
        return true;
    if (colon) {
        char before[8] = {0};
        if (colon - text > 6)
            return false;
        memcpy(before, text, (size_t)(colon - text));
        if (!text_int(before, &hours) || !text_int(colon + 1, &rest) || rest < 0 || rest >= MINUTES_PER_HOUR)
            return false;
        minutes->n = hours * MINUTES_PER_HOUR + rest;
        return hours >= 0;
    }
    if (!text_decimal(text, 2, &hundredths) || hundredths < 0 || hundredths > 1000 * 100)
        return false;
    minutes->n = (hundredths * MINUTES_PER_HOUR + 50) / 100;
    return true;
}

const char *hours_typed(const Ctx *cx, Minutes minutes)
{
    int64_t hours = minutes.n / MINUTES_PER_HOUR;
    int64_t rest = minutes.n % MINUTES_PER_HOUR;
    if (rest == 0)
        return number_text(cx, hours);
    if (rest % 6 == 0)
        return arena_printf(cx->arena, "%" PRId64 "%c%" PRId64, hours, cx->lang == LANG_RU ? ',' : '.', rest / 6);
    return arena_printf(cx->arena, "%" PRId64 ":%02" PRId64, hours, rest);
}

/* ---- roles ---- */

void role_boxes(Ctx *cx, const Req *req, RoleSet chosen, RoleBoxes *boxes)
{
    for (int role = ROLE_COUNT - 1; role > ROLE_GUEST; role--) { /* clients come by another door */
        RoleBox *box = list_push(cx->arena, boxes);
        box->name = arena_printf(cx->arena, "role_%s", role_words[role]);
        box->label = role_label(cx, (Role)role);
        box->on = form_ticked(req, box->name, (chosen & ROLE_BIT(role)) != 0);
    }
}

Err *roles_chosen(Ctx *cx, const RolesIn *in, RoleSet *roles)
{
    const struct {
        bool on;
        Role role;
    } boxes[] = {
        {in->role_guest, ROLE_GUEST},
        {in->role_contractor, ROLE_CONTRACTOR},
        {in->role_specialist, ROLE_SPECIALIST},
        {in->role_account, ROLE_ACCOUNT},
        {in->role_accountant, ROLE_ACCOUNTANT},
        {in->role_lawyer, ROLE_LAWYER},
        {in->role_head, ROLE_HEAD},
        {in->role_administrator, ROLE_ADMINISTRATOR},
    };
    TRY(roles_parse(cx, in->roles ? in->roles : "", roles));
    for (size_t i = 0; i < COUNT_OF(boxes); i++)
        if (boxes[i].on)
            *roles |= ROLE_BIT(boxes[i].role);
    return NULL;
}

/* ---- two versions ---- */

static const char *say(Ctx *cx, const Field *field, const void *record)
{
    if (field_is_null(field, record))
        return "—";
    switch (field->kind) {
    case KIND_DAY:
        return day_text(cx, DAY(field_int(field, record)));
    case KIND_FLAG:
        return field_int(field, record) ? _("yes") : _("no");
    case KIND_TEXT:
        return *field_text(field, record) ? field_text(field, record) : "—";
    default:
        return number_text(cx, field_int(field, record));
    }
}

void person_clashes(Ctx *cx, const Person *yours, const Person *theirs, Clashes *clashes)
{
    for (size_t i = 0; i < Person_shape.count; i++) {
        const Field *field = &Person_shape.fields[i];
        if (!field->label)
            continue;
        const char *of_yours = say(cx, field, yours);
        const char *of_theirs = say(cx, field, theirs);
        if (strcmp(of_yours, of_theirs) != 0)
            *(Clash *)list_push(cx->arena, clashes) = (Clash){tr(cx, field->label), of_yours, of_theirs};
    }
}

static void fill_clashes(Ctx *cx, const Req *req, PersonForm *form)
{
    if (!req->err || req->err->shape != &PersonConflict_shape)
        return;
    const PersonConflict *both = req->err->data;
    person_clashes(cx, both->yours, both->theirs, &form->clashes);
}

/* ---- the fields ---- */

static Err *fill_options(Ctx *cx, const Req *req, const Person *person, PersonForm *form)
{
    static const char *const hues[HUES] = {
        N_("Orange"), N_("Violet"), N_("Blue"), N_("Green"), N_("Ochre"), N_("Crimson"),
    };
    const char *chosen = form_typed(req, "hue", number_text(cx, person->hue));
    for (int i = 0; i < HUES; i++)
        option_add(cx, &form->hues, number_text(cx, i + 1), tr(cx, hues[i]), chosen);
    TRY(option_add_places(cx, &form->positions, PLACE_POSITION, "", ID(0)));
    return option_add_places(cx, &form->departments, PLACE_DEPARTMENT, "", ID(0));
}

static void fill_errors(const Req *req, PersonForm *form)
{
    form->name_error = form_wrong(req, "name");
    form->email_error = form_wrong(req, "email");
    form->position_error = form_wrong(req, "position");
    form->department_error = form_wrong(req, "department");
    form->from_error = form_wrong(req, "employed_from");
    form->until_error = form_wrong(req, "employed_until");
    form->disabled_error = form_wrong(req, "disabled");
    form->hours_error = form_wrong(req, "week_hours");
    form->roles_error = form_wrong(req, "roles");
    form->error = form_wrong_elsewhere(
        req,
        "name email position department employed_from employed_until disabled week_hours roles from_day mon tue wed "
        "thu fri sat sun starts_at");
}

Err *person_form(Ctx *cx, const Req *req, const Person *person, const PersonForm **filled)
{
    PersonForm *form = arena_new(cx->arena, PersonForm);
    form->is_new = !person->id.n;
    form->may_access = cx_scope(cx, "people.access") == SCOPE_ALL;
    form->path = form->is_new ? "/people" : arena_printf(cx->arena, "/people/%" PRId64, person->id.n);
    form->revision = number_text(cx, person->revision);
    form->name = form_typed(req, "name", person->name);
    form->email = form_typed(req, "email", person->email);
    form->position = form_typed(req, "position", person->position);
    form->department = form_typed(req, "department", person->department);
    form->employed_from = form_typed(req, "employed_from", day_value(cx, person->employed_from));
    form->employed_until = form_typed(req, "employed_until", day_value(cx, person->employed_until));
    form->week_hours = form_typed(req, "week_hours", WEEK_USUAL);
    form->contractor = form_ticked(req, "contractor", person->contractor);
    form->planned = form_ticked(req, "planned", person->planned);
    form->disabled = form_ticked(req, "disabled", person->disabled);
    role_boxes(cx, req, ROLE_BIT(ROLE_SPECIALIST), &form->boxes);
    fill_errors(req, form);
    fill_clashes(cx, req, form);
    *filled = form;
    return fill_options(cx, req, person, form);
}
