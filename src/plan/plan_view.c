/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/plan_view.h"
#include "plan/plan_view.sql.h"
#include "work/common.h"

#define NAME_MAX_LENGTH 60

SHAPE(PlanView, FIELD(PlanView, id), FIELD(PlanView, revision), FIELD(PlanView, person_id),
      FIELD(PlanView, name, .label = N_("Name"), .max = NAME_MAX_LENGTH), FIELD(PlanView, name_fold, .hidden = true),
      FIELD(PlanView, query, .max = 1000), FIELD(PlanView, shared, .label = N_("For the whole agency")));
SHAPE(PlanViewItem, FIELD(PlanViewItem, id), FIELD(PlanViewItem, revision), FIELD(PlanViewItem, person_id),
      FIELD(PlanViewItem, name), FIELD(PlanViewItem, query), FIELD(PlanViewItem, owner), FIELD(PlanViewItem, shared),
      FIELD(PlanViewItem, opens), FIELD(PlanViewItem, may));
SHAPE(PlanViewConflict, FIELD_ONE(PlanViewConflict, yours, PlanView), FIELD_ONE(PlanViewConflict, theirs, PlanView));

bool plan_view_may_share(const Ctx *cx)
{
    return cx_scope(cx, "plan.views") != SCOPE_NONE;
}

static bool may_change(const Ctx *cx, Id owner, bool shared)
{
    return owner.n == cx->person_id.n || (shared && cx_scope(cx, "plan.views") == SCOPE_ALL);
}

Err *plan_view_list(Ctx *cx, PlanViewItems *items)
{
    PlanView viewer = {.person_id = cx->person_id};
    TRY(db_all(cx, &sql_plan_view_all, IN(PlanView, &viewer), MANY(PlanViewItem, items)));
    for (size_t i = 0; i < items->count; i++)
        items->items[i].may = may_change(cx, items->items[i].person_id, items->items[i].shared);
    return NULL;
}

static Err *find(Ctx *cx, Id id, PlanView *view, bool *found)
{
    *view = (PlanView){.id = id};
    TRY(db_find(cx, &sql_plan_view_get, IN(PlanView, view), ONE(PlanView, view), found));
    *found = *found && (view->shared || view->person_id.n == cx->person_id.n);
    return NULL;
}

Err *plan_view_get(Ctx *cx, Id id, PlanView *view)
{
    bool found;
    TRY(find(cx, id, view, &found));
    return found ? NULL : err_new(cx, ERR_MISSING, "", "%s", _("There is no such view, or it is no longer shared"));
}

/* ---- rules ---- */

static Err *check_name(Ctx *cx, PlanView *view)
{
    bool taken;
    PlanView other;
    view->name = view->name ? text_trim(cx->arena, view->name) : "";
    view->name_fold = text_fold(cx->arena, view->name);
    if (!*view->name)
        return err_new(cx, ERR_INPUT, "name", "%s", _("Give the view a name"));
    if (text_length(view->name) > NAME_MAX_LENGTH)
        return err_new(cx, ERR_INPUT, "name", _("At most %d characters fit here"), NAME_MAX_LENGTH);
    TRY(db_find(cx, &sql_plan_view_by_name, IN(PlanView, view), ONE(PlanView, &other), &taken));
    return taken ? err_new(cx, ERR_INPUT, "name", "%s", _("You have a view of this name already")) : NULL;
}

/* Only what an address may hold as it is: nobody's view leads elsewhere. */
static Err *check_query(Ctx *cx, const PlanView *view)
{
    for (const char *at = view->query; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at > 126 || strchr("\"<>#", *at))
            return err_new(cx, ERR_INPUT, "query", "%s", _("This is no address of the plan"));
    return NULL;
}

static Err *check(Ctx *cx, PlanView *view, bool was_shared)
{
    view->query = view->query ? view->query : "";
    TRY(check_name(cx, view));
    TRY(check_query(cx, view));
    if (view->shared && !was_shared && !plan_view_may_share(cx))
        return err_new(cx, ERR_DENIED, "shared", "%s", _("Heads and account managers share views with the agency"));
    return NULL;
}

static Err *settle(Ctx *cx, Id id, const PlanView *before, const PlanView *after)
{
    cx_touch(cx, "view/%" PRId64, id.n);
    return history_note(cx, "plan_view", id, &PlanView_shape, before, after);
}

Err *plan_view_add(Ctx *cx, PlanView *view)
{
    view->id = ID(0);
    view->person_id = cx->person_id;
    TRY(check(cx, view, false));
    TRY(db_one(cx, &sql_plan_view_add, IN(PlanView, view), ONE(PlanView, view)));
    return settle(cx, view->id, NULL, view);
}

static Err *find_to_write(Ctx *cx, Id id, PlanView *stored)
{
    TRY(plan_view_get(cx, id, stored));
    if (!may_change(cx, stored->person_id, stored->shared))
        return err_new(cx, ERR_DENIED, "", "%s", _("Only its owner and heads change a shared view"));
    return NULL;
}

static Err *stale(Ctx *cx, const PlanView *yours, const PlanView *theirs)
{
    PlanViewConflict *conflict = arena_new(cx->arena, PlanViewConflict);
    Err *err = err_new(cx, ERR_CONFLICT, "", "%s", _("Somebody else saved this view while you were looking"));
    conflict->yours = arena_memdup(cx->arena, yours, sizeof *yours);
    conflict->theirs = arena_memdup(cx->arena, theirs, sizeof *theirs);
    err->shape = &PlanViewConflict_shape;
    err->data = conflict;
    return err;
}

static Err *store(Ctx *cx, const PlanView *stored, PlanView *view)
{
    bool found;
    TRY(check(cx, view, stored->shared));
    if (strcmp(view->name, stored->name) == 0 && strcmp(view->query, stored->query) == 0 &&
        view->shared == stored->shared)
        return NULL;
    TRY(db_find(cx, &sql_plan_view_change, IN(PlanView, view), ONE(PlanView, view), &found));
    return found ? settle(cx, view->id, stored, view) : stale(cx, view, stored);
}

Err *plan_view_change(Ctx *cx, PlanView *view)
{
    PlanView stored;
    TRY(find_to_write(cx, view->id, &stored));
    view->person_id = stored.person_id;
    if (view->revision <= 0)
        return err_new(cx, ERR_INPUT, "revision", "%s", _("Say which version you saw"));
    if (view->revision != stored.revision)
        return stale(cx, view, &stored);
    return store(cx, &stored, view);
}

static Err *take_away(Ctx *cx, const PlanView *stored)
{
    TRY(db_exec(cx, &sql_plan_view_delete, BY_ID(stored->id)));
    return settle(cx, stored->id, stored, NULL);
}

Err *plan_view_remove(Ctx *cx, Id id)
{
    PlanView stored;
    TRY(find_to_write(cx, id, &stored));
    return take_away(cx, &stored);
}

Err *plan_view_open_with(Ctx *cx, Id id)
{
    PlanView wanted = {.id = id, .person_id = cx->person_id};
    PlanView stored;
    if (id.n)
        TRY(plan_view_get(cx, id, &stored));
    cx_touch(cx, "view/%" PRId64, id.n);
    return db_exec(cx, id.n ? &sql_plan_view_default_set : &sql_plan_view_default_clear, IN(PlanView, &wanted));
}

/* ---- undo ---- */

static Err *put_back(Ctx *cx, const ChangeItem *item)
{
    void *before;
    TRY(history_side(cx, item->before, &PlanView_shape, &before));
    PlanView *view = before;
    if (!may_change(cx, view->person_id, view->shared))
        return work_refuse_undo(cx, item);
    TRY(check_name(cx, view));
    TRY(db_exec(cx, &sql_plan_view_put_back, IN(PlanView, view)));
    return settle(cx, view->id, NULL, view);
}

Err *plan_view_restore(Ctx *cx, const ChangeItem *item)
{
    PlanView stored;
    bool found, held;
    if (!*item->after)
        return put_back(cx, item);
    TRY(find(cx, item->record_id, &stored, &found));
    if (!found || !may_change(cx, stored.person_id, stored.shared))
        return work_refuse_undo(cx, item);
    if (!*item->before)
        return stored.revision == 1 ? take_away(cx, &stored) : work_refuse_undo(cx, item);
    PlanView view = stored;
    TRY(history_take_back(cx, item, &PlanView_shape, &view, &held));
    return held ? store(cx, &stored, &view) : work_refuse_undo(cx, item);
}
