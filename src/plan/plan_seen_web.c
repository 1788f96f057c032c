/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/plan_seen.h"
#include "web/form.h"

/* Whose weeks were looked through. */
typedef struct {
    Id person_id;
} Reviewed;
SHAPE_STATIC(Reviewed, FIELD(Reviewed, person_id, .required = true));

typedef struct {
    bool seen;
} TourSeen;
SHAPE_STATIC(TourSeen, FIELD(TourSeen, seen));

static Err *end_tour(Ctx *cx, const Req *req, Reply *reply)
{
    TourSeen *answer = arena_new(cx->arena, TourSeen);
    answer->seen = true;
    TRY(plan_tour_end(cx));
    TRY(reply_show(cx, reply, IN(TourSeen, answer)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan"));
}

static Err *review(Ctx *cx, const Req *req, Reply *reply)
{
    Reviewed *said = arena_new(cx->arena, Reviewed);
    TRY(form_read(cx, req, ONE(Reviewed, said)));
    TRY(plan_review(cx, said->person_id));
    TRY(reply_show(cx, reply, IN(Reviewed, said)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/plan"));
}

const Route plan_seen_routes[] = {
    {METHOD_POST, "/plan/tour", "plan.read", end_tour, .in = &TourSeen_shape, .fields = "", .out = &TourSeen_shape,
     .summary = "The tour of the plan is not shown any more"},
    {METHOD_POST, "/plan/review", "plan.write", review, .in = &Reviewed_shape, .fields = "person_id",
     .out = &Reviewed_shape, .summary = "Say that a person's weeks were looked through this week"},
    {.path = NULL},
};
