/* SPDX-License-Identifier: MIT */
/* What stands over the plan: filters with their counts, which of them are on, groups, widths, what is left out. */
#include "base/base.h"

#include "plan/plan_filter.h"
#include "plan/plan_page.h"

/* ---- words ---- */

static const char *path_only(PlanMaker *maker, const char *only)
{
    PlanQuery other = *maker->query;
    other.only = plan_say_other(maker->cx, maker->query->only, only);
    other.cell = "";
    other.page = 0;
    return plan_path(maker->cx, &other);
}

/* Into the row over the plan, or into the popover of filters. */
static void put_chip(PlanMaker *maker, bool more, const char *only, const char *label, int count)
{
    PlanPage *page = maker->page;
    PlanChip *chip = more ? list_push(maker->cx->arena, &page->more_chips) : list_push(maker->cx->arena, &page->chips);
    *chip = (PlanChip){
        .path = path_only(maker, only), .label = label, .count = count, .on = plan_says(maker->query->only, only)};
}

static void make_chips(PlanMaker *maker)
{
    const Ctx *cx = maker->cx;
    const Plan *plan = maker->plan;
    if (cx_scope(cx, "plan.read") == SCOPE_OWN)
        return;
    put_chip(maker, false, "mine", _("My projects only"), 0);
    if (maker->by_project) {
        put_chip(maker, false, "tentative", _("With tentative work"), maker->by_project->tentative);
        return;
    }
    if (plan->team || plan_says(maker->query->only, "team"))
        put_chip(maker, true, "team", _("My department"), plan->team);
    put_chip(maker, false, "over", _("Over 100 %"), plan->over);
    put_chip(maker, false, "tentative", _("With tentative work"), plan->tentative);
    put_chip(maker, false, "free", _("Have room"), plan->free);
    put_chip(maker, true, "under", _("Planned too little"), plan->under);
}

/* ---- choices ---- */

static void put_option(Ctx *cx, PlanOptions *options, const char *value, const char *label, bool on)
{
    *(PlanOption *)list_push(cx->arena, options) = (PlanOption){value, label, on};
}

/* Each of them once, behind "any". */
static void offer(PlanMaker *maker, PlanOptions *options, Id id, const char *label, Id chosen)
{
    Ctx *cx = maker->cx;
    const char *value = arena_printf(cx->arena, "%" PRId64, id.n);
    if (options->count == 0)
        put_option(cx, options, "", _("any"), !chosen.n);
    for (size_t i = options->count; i-- > 0;)
        if (!id.n || strcmp(options->items[i].value, value) == 0)
            return;
    put_option(cx, options, value, label, id.n == chosen.n);
}

static void make_choices(PlanMaker *maker)
{
    PlanPage *page = maker->page;
    const PlanQuery *query = maker->query;
    const PersonBriefList *people = &maker->plan->everybody;
    for (size_t i = 0; i < people->count; i++) {
        const PersonBrief *person = &people->items[i];
        offer(maker, &page->positions, person->position_id, person->position, query->position_id);
        offer(maker, &page->departments, person->department_id, person->department, query->department_id);
    }
    for (size_t i = 0; i < maker->projects.count; i++) {
        const ProjectBrief *project = &maker->projects.items[i];
        if (project->archived && project->id.n != query->project_id.n)
            continue;
        offer(maker, &page->clients, project->client_id, project->client_name, query->client_id);
        if (!query->client_id.n || project->client_id.n == query->client_id.n)
            offer(maker, &page->projects, project->id, project_label(maker->cx->arena, project), query->project_id);
    }
}

/* ---- filters that are on ---- */

static void put_active(PlanMaker *maker, const PlanQuery *without, const char *name, const char *value)
{
    Ctx *cx = maker->cx;
    PlanQuery other = *without;
    other.cell = "";
    other.page = 0;
    PlanChip *chip = list_push(cx->arena, &maker->page->active);
    chip->label = *name ? arena_printf(cx->arena, "%s: %s", name, value) : value;
    chip->path = plan_path(cx, &other);
}

static const char *chosen(const PlanOptions *options)
{
    for (size_t i = 1; i < options->count; i++)
        if (options->items[i].on)
            return options->items[i].label;
    return "?";
}

static const char *person_name(const PlanMaker *maker, Id id)
{
    for (size_t i = 0; i < maker->plan->everybody.count; i++)
        if (maker->plan->everybody.items[i].id.n == id.n)
            return maker->plan->everybody.items[i].name;
    return "?";
}

#define WITHOUT(member, blank, name, value)                                                                            \
    do {                                                                                                               \
        PlanQuery other = *maker->query;                                                                               \
        other.member = (blank);                                                                                        \
        put_active(maker, &other, (name), (value));                                                                    \
    } while (0)

static void make_active(PlanMaker *maker)
{
    const Ctx *cx = maker->cx;
    const PlanQuery *query = maker->query;
    const PlanPage *page = maker->page;
    if (*query->q)
        WITHOUT(q, "", _("Text"), query->q);
    if (query->person_id.n)
        WITHOUT(person_id, ID(0), _("Person"), person_name(maker, query->person_id));
    if (query->position_id.n)
        WITHOUT(position_id, ID(0), _("Position"), chosen(&page->positions));
    if (query->department_id.n)
        WITHOUT(department_id, ID(0), _("Department"), chosen(&page->departments));
    if (query->client_id.n)
        WITHOUT(client_id, ID(0), _("Client"), chosen(&page->clients));
    if (query->project_id.n)
        WITHOUT(project_id, ID(0), _("Project"), chosen(&page->projects));
    for (size_t i = 0; i < page->more_chips.count; i++)
        if (page->more_chips.items[i].on)
            *(PlanChip *)list_push(maker->cx->arena, &maker->page->active) = page->more_chips.items[i];
    if (query->under && plan_says(query->only, "under"))
        WITHOUT(under, 0, "", arena_printf(cx->arena, _("too little: under %d %%"), query->under));
    maker->page->is_filtered = maker->page->active.count || *query->only;
    if (plan_says(query->hide, "blue"))
        WITHOUT(hide, plan_say_other(maker->cx, query->hide, "blue"), "", _("Hide the blue"));
    if (plan_says(query->hide, "past"))
        WITHOUT(hide, plan_say_other(maker->cx, query->hide, "past"), "", _("Hide the past"));
}

static void make_clear_path(PlanMaker *maker)
{
    PlanQuery other = *maker->query;
    other.q = other.only = other.cell = "";
    other.person_id = other.position_id = other.department_id = other.client_id = other.project_id = ID(0);
    other.under = other.page = 0;
    maker->page->clear_path = plan_path(maker->cx, &other);
}

/* ---- what the form of filters says beside its own fields ---- */

static void keep(PlanMaker *maker, const char *name, const char *value)
{
    if (*value)
        *(PlanHidden *)list_push(maker->cx->arena, &maker->page->kept) = (PlanHidden){name, value};
}

static void make_kept(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    const PlanQuery *query = maker->query;
    bool usual = query->from.n == plan_usual_from(cx, query).n;
    keep(maker, "from", usual ? "" : day_iso(cx->arena, query->from));
    keep(maker, "weeks", query->weeks == plan_usual_weeks(query) ? "" : arena_printf(cx->arena, "%d", query->weeks));
    keep(maker, "only", query->only);
    keep(maker, "group", query->group);
    keep(maker, "unit", query->unit);
    keep(maker, "zoom", query->zoom);
    keep(maker, "hide", query->hide);
    keep(maker, "view", *query->view ? query->view : "people");
    keep(maker, "as_of", query->as_of);
    keep(maker, "since", query->since);
    keep(maker, "saved", query->saved.n ? arena_printf(cx->arena, "%" PRId64, query->saved.n) : "");
}

/* ---- looks ---- */

static void put_together(PlanMaker *maker, const char *word, const char *label)
{
    Ctx *cx = maker->cx;
    PlanQuery other = *maker->query;
    bool none = strcmp(other.group, "none") == 0 && strcmp(word, "person") == 0;
    other.group = word;
    other.cell = "";
    put_option(cx, &maker->page->together, plan_path(cx, &other), label,
               none || strcmp(maker->query->group, word) == 0);
}

static void make_together(PlanMaker *maker)
{
    const Ctx *cx = maker->cx;
    if (maker->by_project) {
        put_together(maker, "", _("by clients"));
        put_together(maker, "manager", _("by account managers"));
        put_together(maker, "direction", _("by directions"));
        put_together(maker, "none", _("without groups"));
        return;
    }
    put_together(maker, "", _("by departments"));
    put_together(maker, "position", _("by positions"));
    put_together(maker, "person", _("by people"));
    put_together(maker, "client", _("by clients"));
    put_together(maker, "manager", _("by account managers"));
    put_together(maker, "project", _("by projects"));
    put_together(maker, "direction", _("by directions"));
}

static void make_zooms(PlanMaker *maker)
{
    static const char *const words[] = {"narrow", "", "wide"};
    Ctx *cx = maker->cx;
    const char *const labels[] = {_("Narrow"), _("Usual"), _("Wide")};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        PlanQuery other = *maker->query;
        bool all = other.weeks == plan_usual_weeks(maker->query);
        other.zoom = words[i];
        other.cell = "";
        if (all)
            other.weeks = plan_usual_weeks(&other);
        put_option(cx, &maker->page->zooms, plan_path(cx, &other), labels[i],
                   strcmp(maker->query->zoom, words[i]) == 0);
    }
}

static void put_hide(PlanMaker *maker, const char *word, const char *label)
{
    Ctx *cx = maker->cx;
    PlanQuery other = *maker->query;
    bool usual = other.from.n == plan_usual_from(cx, maker->query).n;
    other.hide = plan_say_other(cx, maker->query->hide, word);
    other.cell = "";
    if (usual || plan_says(other.hide, "past"))
        other.from = plan_usual_from(cx, &other);
    PlanChip *chip = list_push(cx->arena, &maker->page->hides);
    *chip = (PlanChip){.path = plan_path(cx, &other), .label = label, .on = plan_says(maker->query->hide, word)};
}

void plan_make_tools(PlanMaker *maker)
{
    const Ctx *cx = maker->cx;
    maker->page->under = maker->query->under ? maker->query->under : PLAN_UNDER_USUAL;
    make_chips(maker);
    make_choices(maker);
    make_active(maker);
    make_clear_path(maker);
    make_kept(maker);
    make_together(maker);
    make_zooms(maker);
    put_hide(maker, "blue", _("Hide the blue"));
    put_hide(maker, "past", _("Hide the past"));
}
