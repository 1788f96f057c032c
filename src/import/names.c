/* SPDX-License-Identifier: MIT */
/* The names of a table with what each may mean, for people to choose. */
#include "base/base.h"

#include "import/preview.h"

#define OPTIONS_MAX 60000 /* of a page: with more, a select offers only what is near */

static const char *status_text(const Ctx *cx, ImportMatchKind kind)
{
    switch (kind) {
    case MATCH_SURE:
        return _("matched");
    case MATCH_CHECK:
        return _("check this");
    case MATCH_NEW:
        return _("will be added");
    case MATCH_LEFT:
        return _("left out");
    case MATCH_UNCLEAR:
        break;
    }
    return _("choose");
}

static ImportMatch match_of(Ctx *cx, const ImportTarget *target, const char *raw, char letter, size_t at)
{
    return (ImportMatch){.raw = *raw ? raw : "—",
                         .field = arena_printf(cx->arena, "%c%zu", letter, at),
                         .choice = target->choice,
                         .status_ok = target->kind == MATCH_SURE || target->kind == MATCH_NEW,
                         .status_text = status_text(cx, target->kind)};
}

static void add_person_option(Ctx *cx, ImportOptions *options, const PersonBrief *person, const char *chosen)
{
    import_add_option(cx, options, arena_printf(cx->arena, "%" PRId64, person->id.n), person->name, chosen);
}

/* What fits somewhat, then the ways out, then everybody. */
static void offer_people(Ctx *cx, const ImportPlan *plan, const ImportTarget *target, bool all, ImportMatch *match)
{
    const PersonBriefList *people = &plan->world.people;
    if (target->kind == MATCH_UNCLEAR)
        import_add_option(cx, &match->options, "", _("Choose who this is"), target->choice);
    for (size_t i = 0; i < target->near.count; i++)
        add_person_option(cx, &match->options, &people->items[target->near.items[i]], target->choice);
    if (plan->world.may_add_people)
        import_add_option(cx, &match->options, "new", _("A new person"), target->choice);
    import_add_option(cx, &match->options, "skip", _("Leave out"), target->choice);
    for (size_t i = 0; i < people->count; i++)
        if ((all || people->items[i].id.n == target->id.n) && !(target->near.count == 1 && target->near.items[0] == i))
            add_person_option(cx, &match->options, &people->items[i], target->near.count > 1 ? "" : target->choice);
}

static void add_project_option(Ctx *cx, ImportOptions *options, const ProjectBrief *project, const char *chosen)
{
    import_add_option(cx, options, arena_printf(cx->arena, "p%" PRId64, project->id.n),
                      project_label(cx->arena, project), chosen);
}

static void offer_words(Ctx *cx, const ImportTarget *target, ImportOptions *options)
{
    for (int kind = ALLOCATION_AGENCY_MEETING; kind < ALLOCATION_KIND_COUNT; kind++)
        import_add_option(cx, options, allocation_kind_words[kind], allocation_kind_text(cx, (AllocationKind)kind),
                          target->choice);
    for (int kind = ABSENCE_VACATION; kind <= ABSENCE_DAY_OFF; kind++)
        import_add_option(cx, options, absence_kind_words[kind], absence_kind_text(cx, (AbsenceKind)kind),
                          target->choice);
    if (target->word.kind == SUBJECT_HOLIDAY)
        import_add_option(cx, options, "holiday", _("holidays"), target->choice);
}

static void offer_projects(Ctx *cx, const ImportPlan *plan, const ImportTarget *target, bool all, bool named,
                           ImportMatch *match)
{
    const ProjectBriefList *projects = &plan->world.projects;
    if (target->kind == MATCH_UNCLEAR)
        import_add_option(cx, &match->options, "", _("Choose what this is"), target->choice);
    for (size_t i = 0; i < target->near.count; i++)
        add_project_option(cx, &match->options, &projects->items[target->near.items[i]], target->choice);
    if (plan->world.may_add_projects && named)
        import_add_option(cx, &match->options, "new",
                          target->kind == MATCH_NEW ? arena_printf(cx->arena, _("A new project: %s"), target->label)
                                                    : _("A new client and project"),
                          target->choice);
    import_add_option(cx, &match->options, "skip", _("Leave out"), target->choice);
    offer_words(cx, target, &match->options);
    for (size_t i = 0; i < projects->count; i++) {
        bool mine = projects->items[i].id.n == target->id.n;
        bool offered = target->near.count == 1 && target->near.items[0] == i;
        if ((mine || (all && !projects->items[i].archived)) && !offered)
            add_project_option(cx, &match->options, &projects->items[i], target->choice);
    }
}

static void show_person(Ctx *cx, const ImportPlan *plan, size_t at, bool all, ImportPreview *preview)
{
    ImportMatch *match = list_push(cx->arena, &preview->people);
    *match = match_of(cx, &plan->people.items[at], plan->table->people.items[at].text, 'p', at);
    offer_people(cx, plan, &plan->people.items[at], all, match);
}

static void show_project(Ctx *cx, const ImportPlan *plan, size_t at, bool all, ImportPreview *preview)
{
    const ImportSubject *subject = &plan->table->subjects.items[at];
    ImportMatch *match = list_push(cx->arena, &preview->projects);
    *match = match_of(cx, &plan->subjects.items[at], subject->text, 's', at);
    offer_projects(cx, plan, &plan->subjects.items[at], all, *subject->text, match);
}

static bool is_clear(const ImportTarget *target)
{
    return target->kind == MATCH_SURE || target->kind == MATCH_NEW;
}

/* Places in the targets in the order they are shown: what somebody should look at, what is new, the rest. */
static size_t *order_of(Ctx *cx, const ImportTargets *targets, bool for_page, bool only, size_t *count)
{
    static const ImportMatchKind turns[] = {MATCH_UNCLEAR, MATCH_CHECK, MATCH_LEFT, MATCH_NEW, MATCH_SURE};
    size_t *order = arena_new_array(cx->arena, size_t, targets->count + 1);
    *count = 0;
    for (size_t turn = 0; turn < COUNT_OF(turns); turn++)
        for (size_t i = 0; i < targets->count; i++) {
            bool now = for_page ? targets->items[i].kind == turns[turn] : turn == 0;
            if (now && (!only || !is_clear(&targets->items[i])))
                order[(*count)++] = i;
        }
    return order;
}

static bool is_shown(const ImportSubject *subject)
{
    return subject->word.kind != SUBJECT_TOTAL && subject->word.kind != SUBJECT_FREE;
}

static void count_names(const ImportPlan *plan, ImportPreview *preview)
{
    for (size_t i = 0; i < plan->people.count; i++) {
        bool shown = !plan->table->people.items[i].silent;
        preview->people_all += shown;
        preview->people_check += shown && !is_clear(&plan->people.items[i]);
    }
    for (size_t i = 0; i < plan->subjects.count; i++) {
        bool shown = is_shown(&plan->table->subjects.items[i]);
        preview->projects_all += shown;
        preview->projects_check += shown && !is_clear(&plan->subjects.items[i]);
    }
}

void import_show_names(Ctx *cx, const ImportPlan *plan, const ImportView *view, ImportPreview *preview)
{
    bool only = view && strcmp(view->only, "check") == 0;
    size_t shown = view ? IMPORT_PAGE : SIZE_MAX;
    size_t count;
    size_t kept = 0;
    ImportSlice slice;
    count_names(plan, preview);
    size_t *order = order_of(cx, &plan->people, view != NULL, only, &count);
    for (size_t i = 0; i < count; i++)
        if (!plan->table->people.items[order[i]].silent)
            order[kept++] = order[i];
    count = kept;
    kept = 0;
    bool all = MIN_OF(count, shown) * plan->world.people.count <= OPTIONS_MAX;
    preview->people_pages = import_pages(cx, preview->id, view, offsetof(ImportView, people), count, &slice);
    for (size_t i = slice.from; i < slice.until; i++)
        show_person(cx, plan, order[i], all, preview);
    order = order_of(cx, &plan->subjects, view != NULL, only, &count);
    for (size_t i = 0; i < count; i++)
        if (is_shown(&plan->table->subjects.items[order[i]]))
            order[kept++] = order[i];
    all = MIN_OF(kept, shown) * plan->world.projects.count <= OPTIONS_MAX;
    preview->projects_pages = import_pages(cx, preview->id, view, offsetof(ImportView, projects), kept, &slice);
    for (size_t i = slice.from; i < slice.until; i++)
        show_project(cx, plan, order[i], all, preview);
}
