/* SPDX-License-Identifier: MIT */
/* The rows of /plan?view=projects: projects by client with hours, unfolded into people with percents. */
#include "base/base.h"

#include "base/text.h"
#include "plan/plan_page.h"

SHAPE(PlanProjectCell, FIELD(PlanProjectCell, week), FIELD(PlanProjectCell, text), FIELD(PlanProjectCell, note),
      FIELD(PlanProjectCell, label), FIELD(PlanProjectCell, is_now), FIELD(PlanProjectCell, is_past));
SHAPE(PlanProjectMan, FIELD(PlanProjectMan, name), FIELD(PlanProjectMan, position), FIELD(PlanProjectMan, initials),
      FIELD(PlanProjectMan, hue), FIELD_LIST(PlanProjectMan, cells, PlanSubCell));
SHAPE(PlanProjectRow, FIELD(PlanProjectRow, id), FIELD(PlanProjectRow, name), FIELD(PlanProjectRow, detail),
      FIELD(PlanProjectRow, toggle_path), FIELD(PlanProjectRow, hue), FIELD(PlanProjectRow, expanded),
      FIELD(PlanProjectRow, nobody), FIELD_LIST(PlanProjectRow, cells, PlanProjectCell),
      FIELD_LIST(PlanProjectRow, people, PlanProjectMan));
SHAPE(PlanProjectGroup, FIELD(PlanProjectGroup, label), FIELD(PlanProjectGroup, count),
      FIELD_LIST(PlanProjectGroup, cells, PlanText), FIELD_LIST(PlanProjectGroup, projects, PlanProjectRow));

/* "24 h", "8 h ?" is the tentative part. */
static const char *hours_text(PlanMaker *maker, Minutes minutes)
{
    return minutes.n ? week_hours_text(maker->cx, minutes) : "";
}

static ProjectShare shown_share(const PlanMaker *maker, const ProjectShare *share)
{
    ProjectShare shown = *share;
    if (maker->no_blue)
        shown.tentative = MINUTES(0);
    return shown;
}

static const char *share_label(PlanMaker *maker, const char *name, const ProjectShare *share)
{
    Ctx *cx = maker->cx;
    Minutes all = MINUTES(share->confirmed.n + share->tentative.n);
    if (!all.n)
        return arena_printf(cx->arena, _("%s, %s: nothing planned"), name, week_text(cx, share->week));
    if (!share->tentative.n)
        return arena_printf(cx->arena, _("%s, %s: %s"), name, week_text(cx, share->week), week_hours_text(cx, all));
    return arena_printf(cx->arena, _("%s, %s: %s, of it tentative %s"), name, week_text(cx, share->week),
                        week_hours_text(cx, all), week_hours_text(cx, share->tentative));
}

static void put_cells(PlanMaker *maker, const ProjectLoad *load, PlanProjectRow *row)
{
    Ctx *cx = maker->cx;
    Day now = day_monday(cx->today);
    for (size_t w = 0; w < load->weeks.count; w++) {
        ProjectShare shown = shown_share(maker, &load->weeks.items[w]);
        const ProjectShare *share = &shown;
        const char *tentative = hours_text(maker, share->tentative);
        PlanProjectCell *cell = list_push(cx->arena, &row->cells);
        *cell = (PlanProjectCell){
            .week = share->week,
            .text = hours_text(maker, MINUTES(share->confirmed.n + share->tentative.n)),
            .note = *tentative ? arena_printf(cx->arena, "%s?", tentative) : "", /* as the cells write it: 20? */
            .label = share_label(maker, arena_printf(cx->arena, "%s · %s", load->client_name, load->name), share),
            .is_now = share->week.n == now.n,
            .is_past = share->week.n < now.n};
    }
}

/* ---- the people of an unfolded project ---- */

static const char *part_text(PlanMaker *maker, const ProjectShare *share)
{
    Ctx *cx = maker->cx;
    const char *confirmed = plan_number_with_unit(maker, share->capacity, share->confirmed);
    const char *tentative = plan_number_with_unit(maker, share->capacity, share->tentative);
    if (!share->confirmed.n && !share->tentative.n)
        return "";
    if (!share->tentative.n)
        return confirmed;
    if (!share->confirmed.n)
        return arena_printf(cx->arena, "%s\u00a0?", tentative);
    return arena_printf(cx->arena, "%s + %s\u00a0?", plan_number(maker, share->capacity, share->confirmed), tentative);
}

static void put_man_cells(PlanMaker *maker, const ProjectLoad *load, const ProjectMember *member, bool may,
                          PlanProjectMan *man)
{
    Ctx *cx = maker->cx;
    for (size_t w = 0; w < member->weeks.count; w++) {
        ProjectShare shown = shown_share(maker, &member->weeks.items[w]);
        const ProjectShare *share = &shown;
        bool editable =
            may && maker->page->can_write && share->week.n >= allocation_locked_before(cx).n && share->capacity.n > 0;
        PlanSubCell *cell = list_push(cx->arena, &man->cells);
        *cell = (PlanSubCell){
            .week = share->week,
            .kind = share->confirmed.n   ? "work"
                    : share->tentative.n ? "tent"
                                         : "",
            .text = part_text(maker, share),
            .label = share_label(maker, member->name, share),
            .editable = editable,
            .path =
                editable ? plan_cell_path(maker, member->id, share->week, plan_subject_word(cx, load->id, "")) : ""};
    }
}

static Err *put_people(PlanMaker *maker, const ProjectLoad *load, PlanProjectRow *row)
{
    Ctx *cx = maker->cx;
    for (size_t i = 0; i < load->people.count; i++) {
        const ProjectMember *member = &load->people.items[i];
        bool may;
        TRY(allocation_may_write(cx, member->id, load->id, &may));
        PlanProjectMan *man = list_push(cx->arena, &row->people);
        *man = (PlanProjectMan){.name = member->name,
                                .position = member->position,
                                .hue = member->hue,
                                .initials = text_initials(cx->arena, member->name)};
        put_man_cells(maker, load, member, may, man);
    }
    return NULL;
}

/* ---- groups ---- */

static const char *group_name(const PlanMaker *maker, const ProjectLoad *load)
{
    const Ctx *cx = maker->cx;
    if (strcmp(maker->query->group, "none") == 0)
        return "";
    if (strcmp(maker->query->group, "direction") == 0)
        return *load->direction ? load->direction : _("Without a direction");
    if (strcmp(maker->query->group, "manager") == 0)
        return *load->manager_name ? load->manager_name : _("Nobody leads them");
    return load->client_name;
}

static PlanProjectGroup *group_of(PlanMaker *maker, const char *name)
{
    for (size_t i = 0; i < maker->page->projects_rows.count; i++)
        if (strcmp(maker->page->projects_rows.items[i].label, name) == 0)
            return &maker->page->projects_rows.items[i];
    PlanProjectGroup *group = list_push(maker->cx->arena, &maker->page->projects_rows);
    group->label = name;
    return group;
}

static void sum_group(PlanMaker *maker, PlanProjectGroup *group)
{
    for (int w = 0; w < maker->plan->count; w++) {
        int64_t sum = 0;
        for (size_t i = 0; i < maker->by_project->projects.count; i++) {
            const ProjectLoad *load = &maker->by_project->projects.items[i];
            ProjectShare share = shown_share(maker, &load->weeks.items[w]);
            if (strcmp(group_name(maker, load), group->label) == 0)
                sum += share.confirmed.n + share.tentative.n;
        }
        PlanText *cell = list_push(maker->cx->arena, &group->cells);
        cell->text = hours_text(maker, MINUTES(sum));
    }
}

static const char *detail_of(PlanMaker *maker, const ProjectLoad *load)
{
    Ctx *cx = maker->cx;
    const char *stage = project_stage_text(cx, load->stage);
    const char *manager = strcmp(maker->query->group, "manager") == 0 ? "" : load->manager_name;
    return *manager ? arena_printf(cx->arena, "%s, %s", stage, manager) : stage;
}

Err *plan_make_projects(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    for (size_t i = 0; i < maker->by_project->projects.count; i++) {
        const ProjectLoad *load = &maker->by_project->projects.items[i];
        PlanProjectGroup *group = group_of(maker, group_name(maker, load));
        bool by_client = *group->label && strcmp(group->label, load->client_name) == 0;
        PlanProjectRow *row = list_push(cx->arena, &group->projects);
        *row = (PlanProjectRow){.id = load->id,
                                .name = by_client ? load->name
                                                  : arena_printf(cx->arena, "%s · %s", load->client_name, load->name),
                                .detail = detail_of(maker, load),
                                .hue = load->hue,
                                .expanded = plan_is_open(maker, load->id)};
        row->toggle_path = plan_toggle_path(maker, load->id, row->expanded);
        row->nobody = row->expanded && load->people.count == 0;
        put_cells(maker, load, row);
        group->count++;
        if (row->expanded)
            TRY(put_people(maker, load, row));
    }
    for (size_t i = 0; i < maker->page->projects_rows.count; i++)
        sum_group(maker, &maker->page->projects_rows.items[i]);
    return NULL;
}

const char *plan_projects_note(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    const ProjectPlan *all = maker->by_project;
    int64_t sum = 0;
    int64_t tentative = 0;
    for (size_t i = 0; i < all->projects.count; i++)
        for (size_t w = 0; w < all->projects.items[i].weeks.count; w++) {
            const ProjectShare *share = &all->projects.items[i].weeks.items[w];
            if (share->week.n != day_monday(cx->today).n)
                continue;
            sum += share->confirmed.n + share->tentative.n;
            tentative += share->tentative.n;
        }
    const char *text = arena_printf(cx->arena, _("This week %s are planned on projects, of it tentative %s."),
                                    week_hours_text(cx, MINUTES(sum)), week_hours_text(cx, MINUTES(tentative)));
    if (!all->idle)
        return text;
    return arena_printf(cx->arena,
                        trn(cx, "%s %d project in progress has nobody planned.",
                            "%s %d projects in progress have nobody planned.", all->idle),
                        text, all->idle);
}
