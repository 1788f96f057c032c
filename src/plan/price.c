/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/price.h"
#include "plan/price.sql.h"
#include "plan/refusal.h"
#include "work/project.h"

SHAPE(PriceItem, FIELD(PriceItem, project_id), FIELD(PriceItem, label), FIELD(PriceItem, manager),
      FIELD(PriceItem, minutes), FIELD(PriceItem, left), FIELD(PriceItem, person_id), FIELD(PriceItem, person_name),
      FIELD(PriceItem, person_left), FIELD(PriceItem, say));
SHAPE(Price, FIELD_LIST(Price, items, PriceItem));

/* What a project loses in all of the cells. */
typedef struct {
    Id project_id;
    Day week;      /* the first */
    Id person_id;  /* 0: several */
    int64_t minus; /* below 0: it gains */
} Loss;
typedef LIST_OF(Loss) Losses;

typedef struct {
    Id project_id, person_id, manager_id, deputy_id;
    Day week;
    const char *manager;
    Minutes whole, own;
} Facts;
SHAPE_STATIC(Facts, FIELD(Facts, project_id), FIELD(Facts, person_id), FIELD(Facts, manager_id),
             FIELD(Facts, deputy_id), FIELD(Facts, week), FIELD(Facts, manager), FIELD(Facts, whole),
             FIELD(Facts, own));

static Loss *loss_of(Ctx *cx, const AllocationPut *put, Day week, Losses *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        Loss *loss = &losses->items[i];
        if (loss->project_id.n != put->project_id.n)
            continue;
        if (loss->person_id.n != put->person_id.n)
            loss->person_id = ID(0);
        loss->week = DAY(MIN_OF(loss->week.n, week.n));
        return loss;
    }
    Loss *loss = list_push(cx->arena, losses);
    *loss = (Loss){.project_id = put->project_id, .week = week, .person_id = put->person_id};
    return loss;
}

static Err *sum_up(Ctx *cx, const AllocationPuts *puts, Losses *losses)
{
    for (size_t i = 0; i < puts->count; i++) {
        const AllocationPut *put = &puts->items[i];
        Day week = day_monday(put->week);
        Allocation like = {
            .project_id = put->project_id, .kind = put->kind, .state = put->state, .work = put->work ? put->work : ""};
        Minutes had;
        if (!put->project_id.n || put->minutes.n == NOT_SET || !day_is_set(put->week))
            continue;
        TRY(allocation_value(cx, &like, put->person_id, week, &had));
        loss_of(cx, put, week, losses)->minus += had.n - put->minutes.n;
    }
    return NULL;
}

static Err *tell(Ctx *cx, const Loss *loss, const Facts *facts, Price *price)
{
    ProjectBrief project;
    PlanPerson person = {.name = ""};
    bool may;
    PriceItem *item = list_push(cx->arena, &price->items);
    *item = (PriceItem){.project_id = loss->project_id,
                        .manager = facts->manager,
                        .minutes = MINUTES(loss->minus),
                        .left = MINUTES(MAX_OF(facts->whole.n - loss->minus, 0)),
                        .person_id = loss->person_id,
                        .person_left = MINUTES(loss->person_id.n ? MAX_OF(facts->own.n - loss->minus, 0) : 0)};
    if (loss->person_id.n)
        TRY(plan_person(cx, loss->person_id, &person));
    item->person_name = person.name;
    TRY(project_scope(cx, "projects.read", loss->project_id, &may));
    item->label = _("a project that is not yours to see");
    if (may) {
        TRY(project_brief(cx, loss->project_id, &project));
        item->label = project_label(cx->arena, &project);
    }
    item->say = arena_printf(cx->arena, _("%s (%s): −%s, %s stay"), item->label, facts->manager,
                             week_hours_text(cx, item->minutes), week_hours_text(cx, item->left));
    if (loss->person_id.n)
        item->say = arena_printf(cx->arena, _("%s (%s): −%s, %s stay, %s of them with %s"), item->label, facts->manager,
                                 week_hours_text(cx, item->minutes), week_hours_text(cx, item->left),
                                 week_hours_text(cx, item->person_left), item->person_name);
    return NULL;
}

static int by_loss(const void *a, const void *b)
{
    int64_t left = ((const PriceItem *)a)->minutes.n;
    int64_t right = ((const PriceItem *)b)->minutes.n;
    return (left < right) - (left > right);
}

Err *price_of(Ctx *cx, const AllocationPuts *puts, Price *price)
{
    Losses losses = {0};
    *price = (Price){0};
    TRY(sum_up(cx, puts, &losses));
    for (size_t i = 0; i < losses.count; i++) {
        const Loss *loss = &losses.items[i];
        Facts facts = {.project_id = loss->project_id, .person_id = loss->person_id, .week = loss->week};
        bool found;
        if (loss->minus <= 0)
            continue;
        TRY(db_find(cx, &sql_price_project, IN(Facts, &facts), ONE(Facts, &facts), &found));
        bool own = facts.manager_id.n == cx->person_id.n || facts.deputy_id.n == cx->person_id.n;
        if (found && facts.manager_id.n && !own)
            TRY(tell(cx, loss, &facts, price));
    }
    if (price->items.count > 1)
        qsort(price->items.items, price->items.count, sizeof price->items.items[0], by_loss);
    return NULL;
}
