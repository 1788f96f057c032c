/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "web/template.h"
#include "work/view.h"
#include "work/work_feature.h"
#include "work/work_fixture.h"

static void pages_fit_their_shapes(Test *t)
{
    Ctx cx;
    const Feature *const features[] = {&work_feature, NULL};
    fixture_cx(t, &cx);
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);) {
        const Template *compiled;
        if (walk.route->page)
            CHECK_OK(t, template_compile(&cx, cx.arena, walk.route->page,
                                         walk.route->view ? walk.route->view : walk.route->out, &compiled));
    }
}

TEST_SUITE("work: pages", {"every page fits the shape that its route gives", pages_fit_their_shapes});
