/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/plan_web_fixture.h"
#include "web/template.h"

Req plan_ask(Test *t, Method method, const char *path)
{
    const Feature *const features[] = {&plan_feature, NULL};
    Req req = {.method = method, .path = path, .target = path, .wants = WANTS_PAGE};
    for (RouteWalk walk = {.feature = features}; !req.route && route_walk(&walk);)
        if (walk.route->method == method && strcmp(walk.route->path, path) == 0)
            req.route = walk.route;
    CHECK(t, req.route != NULL);
    return req;
}

void plan_say(Agency *agency, Req *req, const char *name, const char *value)
{
    Pairs *pairs = req->method == METHOD_GET ? &req->query : &req->form;
    *(Pair *)list_push(agency->cx.arena, pairs) = (Pair){name, value};
}

static const char *text_of(Test *t, Ctx *cx, const Req *req, const Reply *reply)
{
    const Template *compiled;
    Buf out = {0};
    const Route *route = req->route;
    CHECK_OK(t, template_compile(cx, cx->arena, route->page, route->view ? route->view : route->out, &compiled));
    template_render(cx, compiled, reply->page_view.data ? reply->page_view.data : reply->shown.data, NULL, &out);
    const char *text = arena_strdup(cx->arena, out.data ? out.data : "");
    buf_finish(&out);
    return text;
}

const char *plan_page_text(Test *t, Agency *agency, const Req *req)
{
    Reply reply = {0};
    CHECK_OK(t, req->route->handler(&agency->cx, req, &reply));
    return text_of(t, &agency->cx, req, &reply);
}

const void *plan_json(Test *t, Agency *agency, Req *req)
{
    Reply reply = {0};
    req->wants = WANTS_JSON;
    CHECK_OK(t, req->route->handler(&agency->cx, req, &reply));
    return reply.shown.data;
}

const char *plan_send(Test *t, Agency *agency, const Req *req)
{
    Reply reply = {0};
    agency->cx.change_id = ID(0);
    CHECK_OK(t, req->route->handler(&agency->cx, req, &reply));
    return reply.location ? reply.location : "";
}

const char *plan_refused_text(Test *t, Agency *agency, Req *req, ErrKind kind)
{
    Reply reply = {0};
    Err *err = req->route->handler(&agency->cx, req, &reply);
    CHECK(t, err && err->kind == kind);
    req->err = err;
    reply = (Reply){0};
    CHECK_OK(t, req->route->again(&agency->cx, req, &reply));
    return text_of(t, &agency->cx, req, &reply);
}
