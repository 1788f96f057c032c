/* SPDX-License-Identifier: MIT */
/* /settings/plan-lines: the usual internal lines of positions. */
#include "base/base.h"

#include "people/position.h"
#include "plan/plan_feature.h"
#include "plan/plan_template.h"
#include "web/form.h"
#include "work/view_web.h"

typedef struct {
    PlanTemplates items;
} TemplateAnswer;
SHAPE_STATIC(TemplateAnswer, FIELD_LIST(TemplateAnswer, items, PlanTemplate));

typedef struct {
    Id position_id;
    const char *position, *kind, *kind_text;
    int64_t percent;
    bool may_write;
} TemplateRow;
SHAPE_STATIC(TemplateRow, FIELD(TemplateRow, position_id), FIELD(TemplateRow, position), FIELD(TemplateRow, kind),
             FIELD(TemplateRow, kind_text), FIELD(TemplateRow, percent), FIELD(TemplateRow, may_write));

typedef struct {
    const char *error, *percent;
    bool may_write, has_rows;
    Options positions, kinds;
    LIST_OF(TemplateRow) rows;
} TemplateView;
SHAPE_STATIC(TemplateView, FIELD(TemplateView, error), FIELD(TemplateView, percent), FIELD(TemplateView, may_write),
             FIELD(TemplateView, has_rows), FIELD_LIST(TemplateView, positions, Option),
             FIELD_LIST(TemplateView, kinds, Option), FIELD_LIST(TemplateView, rows, TemplateRow));

static const char *position_name(const Ctx *cx, const PlaceList *places, Id id)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].id.n == id.n)
            return places->items[i].name;
    return _("Everybody");
}

static Err *show_view(Ctx *cx, const Req *req, Reply *reply, const PlanTemplates *list)
{
    TemplateView *view = arena_new(cx->arena, TemplateView);
    PlaceList places = {0};
    TRY(place_list(cx, PLACE_POSITION, &places));
    view->error = req->err ? req->err->text : "";
    view->percent = form_typed(req, "percent", "");
    view->may_write = cx_scope(cx, "plan.lines") != SCOPE_NONE;
    view->has_rows = list->count > 0;
    for (size_t i = 0; i < list->count; i++) {
        const PlanTemplate *one = &list->items[i];
        *(TemplateRow *)list_push(cx->arena, &view->rows) =
            (TemplateRow){.position_id = one->position_id,
                          .position = position_name(cx, &places, one->position_id),
                          .kind = allocation_kind_words[one->kind],
                          .kind_text = allocation_kind_text(cx, one->kind),
                          .percent = one->percent,
                          .may_write = view->may_write};
    }
    option_add(cx, &view->positions, "", _("Everybody"), form_typed(req, "position_id", ""));
    for (size_t i = 0; i < places.count; i++)
        option_add_id(cx, &view->positions, places.items[i].id, places.items[i].name,
                      form_typed(req, "position_id", ""));
    for (int kind = 1; kind < ALLOCATION_KIND_COUNT; kind++)
        option_add(cx, &view->kinds, allocation_kind_words[kind], allocation_kind_text(cx, (AllocationKind)kind),
                   form_typed(req, "kind", ""));
    return reply_page(cx, reply, _("Internal lines"), IN(TemplateView, view));
}

static Err *show_lines(Ctx *cx, const Req *req, Reply *reply)
{
    TemplateAnswer *answer = arena_new(cx->arena, TemplateAnswer);
    TRY(plan_template_list(cx, &answer->items));
    TRY(reply_show(cx, reply, IN(TemplateAnswer, answer)));
    return req->wants == WANTS_PAGE ? show_view(cx, req, reply, &answer->items) : NULL;
}

static Err *put_line(Ctx *cx, const Req *req, Reply *reply)
{
    PlanTemplate *template = arena_new(cx->arena, PlanTemplate);
    TRY(form_read(cx, req, ONE(PlanTemplate, template)));
    TRY(plan_template_put(cx, template));
    reply_toast(reply, template->percent ? _("The line is kept") : _("The line is taken away"));
    TRY(reply_show(cx, reply, IN(PlanTemplate, template)));
    return reply_see_other(cx, reply, "/settings/plan-lines");
}

const Route plan_template_routes[] = {
    {METHOD_GET, "/settings/plan-lines", "plan.read", show_lines, .out = &TemplateAnswer_shape,
     .page = "plan/plan-lines.html", .view = &TemplateView_shape, .families = "plan people",
     .summary = "The shares of a week that positions usually keep for the agency's own work"},
    {METHOD_POST, "/settings/plan-lines", "plan.lines", put_line, .again = show_lines, .in = &PlanTemplate_shape,
     .fields = "position_id kind percent", .out = &PlanTemplate_shape, .page = "plan/plan-lines.html",
     .view = &TemplateView_shape, .summary = "Set such a share; 0 takes it away"},
    {.path = NULL},
};
