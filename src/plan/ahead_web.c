/* SPDX-License-Identifier: MIT */
/* /plan/ahead: the forms, and before anything is written the cells as they would be. */
#include "base/base.h"

#include "plan/ahead.h"
#include "plan/plan_feature.h"
#include "plan/price.h"
#include "web/form.h"
#include "work/project.h"
#include "work/view_web.h"

/* Rows that a page shows; the sentence above them counts all. */
#define ROWS_MAX 300

typedef struct {
    const char *person_name, *label, *week_text, *was, *becomes, *missing;
    bool tentative;
} AheadRow;
SHAPE_STATIC(AheadRow, FIELD(AheadRow, person_name), FIELD(AheadRow, label), FIELD(AheadRow, week_text),
             FIELD(AheadRow, was), FIELD(AheadRow, becomes), FIELD(AheadRow, missing), FIELD(AheadRow, tentative));

typedef struct {
    const char *error, *sentence, *more, *way, *person_id, *people_ids, *subject, *from, *until, *weeks, *value, *state,
        *by_room;
    bool has_preview, can_write, short_of, state_tentative, is_by_room, is_copy, is_pattern, is_spread, is_shift,
        is_lines;
    Options people, everybody, subjects, projects;
    LIST_OF(AheadRow) rows;
    PriceItems touches;
    bool has_touches;
} AheadView;
SHAPE_STATIC(AheadView, FIELD(AheadView, error), FIELD(AheadView, sentence), FIELD(AheadView, more),
             FIELD(AheadView, way), FIELD(AheadView, person_id), FIELD(AheadView, people_ids),
             FIELD(AheadView, subject), FIELD(AheadView, from), FIELD(AheadView, until), FIELD(AheadView, weeks),
             FIELD(AheadView, value), FIELD(AheadView, state), FIELD(AheadView, by_room), FIELD(AheadView, has_preview),
             FIELD(AheadView, can_write), FIELD(AheadView, short_of), FIELD(AheadView, state_tentative),
             FIELD(AheadView, is_by_room), FIELD(AheadView, is_copy), FIELD(AheadView, is_pattern),
             FIELD(AheadView, is_spread), FIELD(AheadView, is_shift), FIELD(AheadView, is_lines),
             FIELD_LIST(AheadView, people, Option), FIELD_LIST(AheadView, everybody, Option),
             FIELD_LIST(AheadView, subjects, Option), FIELD_LIST(AheadView, projects, Option),
             FIELD_LIST(AheadView, rows, AheadRow), FIELD_LIST(AheadView, touches, PriceItem),
             FIELD(AheadView, has_touches));

typedef struct {
    AllocationResults results;
    Id change_id;
} AheadResult;
SHAPE_STATIC(AheadResult, FIELD_LIST(AheadResult, results, AllocationResult), FIELD(AheadResult, change_id));

static Err *read_query(Ctx *cx, const Req *req, AheadQuery *query)
{
    *query = (AheadQuery){.subject = "", .people = "", .value = "", .from = DAY_NONE, .until = DAY_NONE};
    return form_read(cx, req, ONE(AheadQuery, query));
}

/* ---- the preview ---- */

static const char *quantity(Ctx *cx, Minutes capacity, Minutes minutes)
{
    if (!minutes.n)
        return "0";
    return arena_printf(cx->arena, cx->lang == LANG_RU ? "%s\u00a0%% (%s)" : "%s%% (%s)",
                        week_percent_text(cx, capacity, minutes), week_hours_text(cx, minutes));
}

static void put_row(Ctx *cx, const AheadItem *item, AheadView *view)
{
    AheadRow *row = list_push(cx->arena, &view->rows);
    *row = (AheadRow){.person_name = item->person_name,
                      .label = item->label,
                      .week_text = week_text(cx, item->week),
                      .was = quantity(cx, item->capacity, item->was),
                      .becomes = quantity(cx, item->capacity, item->becomes),
                      .missing = item->missing.n ? week_hours_text(cx, item->missing) : "",
                      .tentative = item->state == ALLOCATION_TENTATIVE};
}

static Err *tell_price(Ctx *cx, const Ahead *ahead, AheadView *view)
{
    AllocationPuts puts = {0};
    Price price;
    for (size_t i = 0; i < ahead->items.count; i++) {
        const AheadItem *item = &ahead->items.items[i];
        AllocationPut *put = list_push(cx->arena, &puts);
        *put = allocation_put_blank();
        put->person_id = item->person_id;
        put->week = item->week;
        put->project_id = item->project_id;
        put->kind = item->kind;
        put->state = item->state;
        put->work = item->work;
        put->minutes = item->becomes;
    }
    TRY(price_of(cx, &puts, &price));
    view->touches = price.items;
    view->has_touches = price.items.count > 0;
    return NULL;
}

static void tell_preview(Ctx *cx, const Ahead *ahead, AheadView *view)
{
    const char *cells = arena_printf(
        cx->arena, trn(cx, "%d cell will be written.", "%d cells will be written.", ahead->cells), ahead->cells);
    view->has_preview = true;
    view->short_of = ahead->short_of > 0;
    view->can_write = ahead->cells > 0;
    view->sentence = ahead->items.count == 0 ? _("There is nothing to change") : cells;
    if (ahead->short_of)
        view->sentence = arena_printf(cx->arena, _("%s Not all of it fits: %s are left out."), cells,
                                      week_hours_text(cx, ahead->missing));
    for (size_t i = 0; i < MIN_OF(ahead->items.count, (size_t)ROWS_MAX); i++)
        put_row(cx, &ahead->items.items[i], view);
    if (ahead->items.count > ROWS_MAX)
        view->more = arena_printf(cx->arena, _("and %d more"), (int)ahead->items.count - ROWS_MAX);
}

/* ---- the forms ---- */

static Err *offer_choices(Ctx *cx, AheadView *view)
{
    ProjectBriefList projects = {0};
    TRY(choose_people(cx, WHO_WORKS, _("all of the project"), view->person_id, &view->people));
    TRY(choose_people(cx, WHO_WORKS, _("Everybody"), view->person_id, &view->everybody));
    TRY(project_all(cx, &projects));
    option_add(cx, &view->subjects, "", _("all of the person"), view->subject);
    option_add(cx, &view->projects, "", _("choose"), view->subject);
    for (size_t i = 0; i < projects.count; i++) {
        const ProjectBrief *one = &projects.items[i];
        if (one->archived || !project_stage_is_open(one->stage))
            continue;
        option_add_id(cx, &view->subjects, one->id, project_label(cx->arena, one), view->subject);
        option_add_id(cx, &view->projects, one->id, project_label(cx->arena, one), view->subject);
    }
    for (int kind = 1; kind < ALLOCATION_KIND_COUNT; kind++)
        option_add(cx, &view->subjects, allocation_kind_words[kind], allocation_kind_text(cx, (AllocationKind)kind),
                   view->subject);
    return NULL;
}

static void keep_typed(Ctx *cx, const Req *req, AheadView *view)
{
    view->way = req_typed(req, "way");
    view->person_id = req_typed(req, "person_id");
    view->people_ids = req_typed(req, "people");
    view->subject = req_typed(req, "subject");
    view->from = req_typed(req, "from");
    view->until = req_typed(req, "until");
    view->weeks = req_typed(req, "weeks");
    view->value = req_typed(req, "value");
    view->state = req_typed(req, "state");
    view->by_room = req_typed(req, "by_room");
    if (!*view->from)
        view->from = day_iso(cx->arena, day_monday(cx->today));
    view->state_tentative = strcmp(view->state, "tentative") == 0;
    view->is_by_room = strcmp(view->by_room, "1") == 0;
    view->is_copy = strcmp(view->way, "copy") == 0;
    view->is_pattern = strcmp(view->way, "pattern") == 0;
    view->is_spread = strcmp(view->way, "spread") == 0;
    view->is_shift = strcmp(view->way, "shift") == 0;
    view->is_lines = strcmp(view->way, "lines") == 0;
}

/* A question that cannot be answered stands above the forms, which keep what was typed. */
static Err *show_view(Ctx *cx, const Req *req, Reply *reply, const Ahead *ahead, const Err *err)
{
    AheadView *view = arena_new(cx->arena, AheadView);
    view->error = view->sentence = view->more = "";
    keep_typed(cx, req, view);
    if (err)
        view->error = err->text;
    else if (*view->way) {
        tell_preview(cx, ahead, view);
        TRY(tell_price(cx, ahead, view));
    }
    TRY(offer_choices(cx, view));
    return reply_page(cx, reply, _("Plan ahead"), IN(AheadView, view));
}

static Err *show_ahead(Ctx *cx, const Req *req, Reply *reply)
{
    AheadQuery query;
    Ahead *ahead = arena_new(cx->arena, Ahead);
    Err *err = read_query(cx, req, &query);
    bool asked = *req_typed(req, "way") || req->wants != WANTS_PAGE;
    if (!err && asked)
        err = ahead_preview(cx, &query, ahead);
    if (err && (req->wants != WANTS_PAGE || err->kind == ERR_FAULT))
        return err;
    TRY(reply_show(cx, reply, IN(Ahead, ahead)));
    return req->wants == WANTS_PAGE ? show_view(cx, req, reply, ahead, err ? err : req->err) : NULL;
}

static Err *write_ahead(Ctx *cx, const Req *req, Reply *reply)
{
    AheadQuery query;
    AheadResult *result = arena_new(cx->arena, AheadResult);
    TRY(read_query(cx, req, &query));
    TRY(ahead_write(cx, &query, &result->results));
    result->change_id = cx->change_id;
    int count = (int)result->results.count;
    reply_toast(reply, arena_printf(cx->arena, trn(cx, "%d cell was changed", "%d cells were changed", count), count));
    TRY(reply_show(cx, reply, IN(AheadResult, result)));
    const char *from = day_iso(cx->arena, day_monday(day_is_set(query.from) ? query.from : cx->today));
    const char *person = id_value(cx, query.person_id);
    return reply_see_other(cx, reply, path_with(cx, "/plan", "from", from, "open", person, NULL));
}

#define AHEAD_FIELDS "way person_id people subject from until weeks value state by_room"

const Route ahead_routes[] = {
    {METHOD_GET, "/plan/ahead", "plan.write", show_ahead, .in = &AheadQuery_shape, .fields = AHEAD_FIELDS,
     .out = &Ahead_shape, .page = "plan/ahead.html", .view = &AheadView_shape, .families = "plan people work",
     .summary = "What many weeks would become, and what does not fit; nothing is written"},
    {METHOD_POST, "/plan/ahead", "plan.write", write_ahead, .again = show_ahead, .in = &AheadQuery_shape,
     .fields = AHEAD_FIELDS " fit", .out = &AheadResult_shape, .page = "plan/ahead.html", .view = &AheadView_shape,
     .summary = "Copy a week on, keep a share, spread hours, or move a project: one change of the plan"},
    {.path = NULL},
};
