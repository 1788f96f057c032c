/* SPDX-License-Identifier: MIT */
/* The saved views beside the plan's title: which one is shown, whether it was changed, where the others are. */
#include "base/base.h"

#include "plan/plan_page.h"

SHAPE(PlanSaved, FIELD(PlanSaved, path), FIELD(PlanSaved, label), FIELD(PlanSaved, on), FIELD(PlanSaved, shared),
      FIELD(PlanSaved, opens));

static void put_whole(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    *(PlanSaved *)list_push(cx->arena, &maker->page->saved) =
        (PlanSaved){.path = "/plan?view=people",
                    .label = _("The whole plan"),
                    .on = !maker->query->saved.n && !*maker->page->saved_query};
}

static void put_view(PlanMaker *maker, const PlanViewItem *item)
{
    PlanPage *page = maker->page;
    bool on = item->id.n == maker->query->saved.n;
    const char *path = arena_printf(maker->cx->arena, "/plan?view=%" PRId64, item->id.n);
    *(PlanSaved *)list_push(maker->cx->arena, &page->saved) =
        (PlanSaved){.path = path, .label = item->name, .on = on, .shared = item->shared, .opens = item->opens};
    if (!on)
        return;
    page->saved_id = item->id;
    page->saved_name = item->name;
    page->saved_path = path;
    page->saved_revision = item->revision;
    page->saved_may = item->may;
    page->saved_changed = strcmp(item->query, page->saved_query) != 0;
}

Err *plan_make_saved(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    PlanPage *page = maker->page;
    PlanViewItems items = {0};
    page->saved_query = plan_look(cx, maker->query);
    page->saved_name = *page->saved_query ? _("Save this view") : _("The whole plan");
    page->saved_path = "";
    page->can_share = plan_view_may_share(cx);
    put_whole(maker);
    TRY(plan_view_list(cx, &items));
    for (size_t i = 0; i < items.count; i++)
        put_view(maker, &items.items[i]);
    return NULL;
}
