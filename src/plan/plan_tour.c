/* SPDX-License-Identifier: MIT */
/* The tour of the plan: five sentences, shown on the first visit and whenever it is asked for. */
#include "base/base.h"

#include "plan/plan_page.h"
#include "plan/plan_seen.h"

#define STEPS 5

SHAPE(PlanTour, FIELD(PlanTour, step), FIELD(PlanTour, steps), FIELD(PlanTour, next_path), FIELD(PlanTour, here),
      FIELD(PlanTour, is_rows), FIELD(PlanTour, is_colours), FIELD(PlanTour, is_typing), FIELD(PlanTour, is_reading),
      FIELD(PlanTour, is_tools), FIELD(PlanTour, is_clock));

Err *plan_make_tour(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    bool seen = true;
    int step = MIN_OF(maker->query->tour, STEPS);
    if (!page->is_grid || !page->people_count || !cx->person_id.n)
        return NULL;
    if (!step) {
        TRY(plan_tour_seen(cx, &seen));
        step = seen ? 0 : 1;
    }
    if (!step)
        return NULL;
    PlanTour *tour = arena_new(cx->arena, PlanTour);
    const char *here = plan_path(cx, maker->query);
    const char *joint = strchr(here, '?') ? "&" : "?";
    *tour = (PlanTour){.step = step,
                       .steps = STEPS,
                       .here = here,
                       .next_path = step < STEPS ? arena_printf(cx->arena, "%s%stour=%d", here, joint, step + 1) : "",
                       .is_rows = step == 1,
                       .is_colours = step == 2,
                       .is_typing = step == 3 && page->can_write,
                       .is_reading = step == 3 && !page->can_write,
                       .is_tools = step == 4,
                       .is_clock = step == 5};
    page->tour = tour;
    return NULL;
}
