/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/topics.h"
#include "people/position.h"
#include "plan/plan_template.h"
#include "plan/plan_template.sql.h"
#include "work/common.h"

SHAPE(PlanTemplate, FIELD(PlanTemplate, id), FIELD(PlanTemplate, position_id),
      FIELD_WORD(PlanTemplate, kind, allocation_kind_words, .required = true),
      FIELD(PlanTemplate, percent, .required = true, .min = 0, .max = 100));

Err *plan_template_list(Ctx *cx, PlanTemplates *list)
{
    return db_all(cx, &sql_plan_template_list, NOTHING_IN, MANY(PlanTemplate, list));
}

const PlanTemplate *plan_template_of(const PlanTemplates *list, Id position_id, AllocationKind kind)
{
    const PlanTemplate *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const PlanTemplate *one = &list->items[i];
        bool own = position_id.n && one->position_id.n == position_id.n;
        if (one->kind == kind && (own || (!one->position_id.n && !found)))
            found = one;
    }
    return found;
}

static Err *check(Ctx *cx, const PlanTemplate *template)
{
    Place place;
    if (cx_scope(cx, "plan.lines") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("You may not change the internal lines"));
    if (template->kind == ALLOCATION_PROJECT)
        return err_new(cx, ERR_INPUT, "kind", "%s", _("Choose a kind of internal work"));
    if (template->percent < 0 || template->percent > 100)
        return err_new(cx, ERR_INPUT, "percent", "%s", _("From 1 to 100 percent"));
    if (!template->position_id.n)
        return NULL;
    return place_get(cx, PLACE_POSITION, template->position_id, &place);
}

Err *plan_template_put(Ctx *cx, const PlanTemplate *template)
{
    PlanTemplate before = *template;
    PlanTemplate after;
    bool found;
    TRY(check(cx, template));
    TRY(db_find(cx, &sql_plan_template_find, IN(PlanTemplate, template), ONE(PlanTemplate, &before), &found));
    after = before;
    after.percent = template->percent;
    if (!found && !after.percent)
        return NULL;
    if (found && before.percent == after.percent)
        return NULL;
    if (!found)
        TRY(db_one(cx, &sql_plan_template_add, IN(PlanTemplate, &after), ONE(PlanTemplate, &after)));
    else
        TRY(db_exec(cx, after.percent ? &sql_plan_template_change : &sql_plan_template_remove,
                    IN(PlanTemplate, &after)));
    cx_touch(cx, "plan");
    return history_note(cx, "plan_template", after.id, &PlanTemplate_shape, found ? &before : NULL,
                        after.percent ? &after : NULL);
}

Err *plan_template_restore(Ctx *cx, const ChangeItem *item)
{
    void *before, *after;
    bool found;
    TRY(history_side(cx, item->before, &PlanTemplate_shape, &before));
    TRY(history_side(cx, item->after, &PlanTemplate_shape, &after));
    PlanTemplate wanted = *(const PlanTemplate *)(before ? before : after);
    PlanTemplate now = wanted;
    TRY(db_find(cx, &sql_plan_template_find, IN(PlanTemplate, &wanted), ONE(PlanTemplate, &now), &found));
    if ((found ? now.percent : 0) != (after ? ((const PlanTemplate *)after)->percent : 0))
        return work_refuse_undo(cx, item);
    wanted.percent = before ? wanted.percent : 0;
    return plan_template_put(cx, &wanted);
}
