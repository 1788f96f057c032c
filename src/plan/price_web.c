/* SPDX-License-Identifier: MIT */
/* POST /plan/price: what a batch would take from projects that others lead. */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/plan_web.h"
#include "plan/price.h"

static Err *show_price(Ctx *cx, const Req *req, Reply *reply)
{
    AllocationBatch batch;
    Price *price = arena_new(cx->arena, Price);
    TRY(allocation_batch_read(cx, req, &batch));
    TRY(price_of(cx, &batch.items, price));
    return reply_show(cx, reply, IN(Price, price));
}

const Route price_routes[] = {
    {METHOD_POST, "/plan/price", "plan.write", show_price, .in = &AllocationBatch_shape,
     .fields = "items overtime reason", .out = &Price_shape, .raw = true, .safe = true, .families = "plan people work",
     .summary =
         "What a batch would take from projects that others lead: whose, how much, what is left; writes nothing"},
    {.path = NULL},
};
