/* SPDX-License-Identifier: MIT */
/* The pages of this folder without a server: handlers, templates and what stands in the answer. */
#include "base/base.h"

#include "formats/xlsx_read.h"
#include "web/template.h"
#include "work/view_web.h"
#include "work/work_feature.h"
#include "work/work_fixture.h"

/* ---- asking ---- */

static const Route *route_of(Method method, const char *path)
{
    const Feature *const features[] = {&work_feature, NULL};
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);)
        if (walk.route->method == method && strcmp(walk.route->path, path) == 0)
            return walk.route;
    return NULL;
}

static Req request(Method method, const char *path)
{
    return (Req){.method = method, .path = path, .target = path, .route = route_of(method, path), .wants = WANTS_PAGE};
}

static void put(Ctx *cx, Pairs *pairs, const char *name, const char *value)
{
    *(Pair *)list_push(cx->arena, pairs) = (Pair){name, value};
}

/* The page that the reply is. */
static const char *page_text(Test *t, Ctx *cx, const Req *req, const Reply *reply)
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

/* The refused form as the person sees it again. */
static const char *refused_text(Test *t, Ctx *cx, Req *req, ErrKind kind)
{
    Reply reply = {0};
    Err *err = req->route->handler(cx, req, &reply);
    CHECK(t, err && err->kind == kind);
    req->err = err;
    reply = (Reply){0};
    CHECK_OK(t, req->route->again(cx, req, &reply));
    return page_text(t, cx, req, &reply);
}

/* ---- sentences ---- */

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

static void every_change_names_a_right_of_ours(Test *t)
{
    const Feature *const features[] = {&work_feature, NULL};
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);) {
        bool declared = false;
        for (const RightDef *right = work_feature.rights; right->name; right++)
            declared |= strcmp(right->name, walk.route->right) == 0;
        CHECK(t, declared);
        CHECK(t, (walk.route->method == METHOD_GET) == (strstr(walk.route->right, "read") != NULL) ||
                     strstr(walk.route->path, "/new") != NULL);
    }
}

static void a_refused_client_keeps_what_was_typed(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_client(t, &cx, "Берег", ANNA);
    Req req = request(METHOD_POST, "/clients");
    put(&cx, &req.form, "name", "БЕРЕГ <b>");
    put(&cx, &req.form, "hue", "3");
    put(&cx, &req.form, "manager_id", "424242");
    const char *page = refused_text(t, &cx, &req, ERR_INPUT);
    CHECK(t, strstr(page, "value=\"БЕРЕГ &lt;b&gt;\"") != NULL);
    CHECK(t, strstr(page, "value=\"3\" checked") != NULL);
    CHECK(t, strstr(page, "id=\"client-manager-error\"") != NULL);
    CHECK(t, strstr(page, "id=\"client-name-error\"") == NULL);
}

static void a_refused_project_says_all_malformed_fields(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_client(t, &cx, "Берег", ANNA);
    Req req = request(METHOD_POST, "/projects");
    put(&cx, &req.form, "name", "");
    put(&cx, &req.form, "client_id", "x");
    put(&cx, &req.form, "starts", "31.02.2026");
    const char *page = refused_text(t, &cx, &req, ERR_INPUT);
    CHECK(t, strstr(page, "id=\"project-name-error\"") != NULL);
    CHECK(t, strstr(page, "id=\"project-client-error\"") != NULL);
    CHECK(t, strstr(page, "id=\"project-starts-error\"") != NULL);
    CHECK(t, strstr(page, "value=\"31.02.2026\"") != NULL);
}

static void a_stale_form_shows_both_versions(Test *t)
{
    Ctx cx;
    work_fixture(t, &cx);
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    Client client = work_client(t, &cx, "Берег", ANNA);
    client.name = "Берег у моря";
    CHECK_OK(t, client_change(&cx, &client));
    Req req = request(METHOD_POST, "/clients/:id");
    put(&cx, &req.params, "id", id_value(&cx, client.id));
    put(&cx, &req.form, "revision", "1");
    put(&cx, &req.form, "name", "Берег реки");
    const char *page = refused_text(t, &cx, &req, ERR_CONFLICT);
    CHECK(t, strstr(page, "Kirill") != NULL);
    CHECK(t, strstr(page, "<b>Берег у моря</b>") != NULL);
    CHECK(t, strstr(page, "value=\"Берег реки\"") != NULL);
    CHECK(t, strstr(page, "name=\"revision\" value=\"2\"") != NULL);
}

static void who_may_only_read_gets_no_forms(Test *t)
{
    Ctx cx;
    Reply reply = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    work_act_as(&cx, TIMUR, SCOPE_ALL, SCOPE_NONE);
    Req req = request(METHOD_GET, "/projects/:id");
    put(&cx, &req.params, "id", id_value(&cx, project.id));
    CHECK_OK(t, req.route->handler(&cx, &req, &reply));
    CHECK(t, strstr(page_text(t, &cx, &req, &reply), "<form") == NULL);
    req = request(METHOD_GET, "/clients/:id");
    put(&cx, &req.params, "id", id_value(&cx, client.id));
    reply = (Reply){0};
    CHECK_OK(t, req.route->handler(&cx, &req, &reply));
    CHECK(t, strstr(page_text(t, &cx, &req, &reply), "<form") == NULL);
}

static void a_change_answers_with_a_toast_and_the_card(Test *t)
{
    Ctx cx;
    Reply reply = {0};
    Client kept;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Req req = request(METHOD_POST, "/clients/:id/archive");
    put(&cx, &req.params, "id", id_value(&cx, client.id));
    put(&cx, &req.form, "revision", "1");
    put(&cx, &req.form, "archived", "1");
    CHECK_OK(t, req.route->handler(&cx, &req, &reply));
    CHECK_STR(t, reply.location, arena_printf(cx.arena, "/clients/%" PRId64, client.id.n));
    CHECK(t, reply.toast != NULL);
    CHECK_OK(t, client_get(&cx, client.id, &kept));
    CHECK(t, kept.archived);
    CHECK_STR(t, kept.name, "Берег");
}

static void a_card_tells_what_happened(Test *t)
{
    Ctx cx;
    PastList client_past = {0}, project_past = {0};
    work_fixture(t, &cx);
    work_act_as(&cx, KIRILL, SCOPE_ALL, SCOPE_ALL);
    Client client = work_client(t, &cx, "Берег", ANNA);
    Project project = work_project(t, &cx, client.id, "Лето");
    client.hue = 2;
    client.deputy_id = KIRILL;
    CHECK_OK(t, client_change(&cx, &client));
    CHECK_OK(t, project_person_add(&cx, &(ProjectPerson){project.id, TIMUR}));
    CHECK_OK(t, project_person_remove(&cx, &(ProjectPerson){project.id, TIMUR}));
    CHECK_OK(t, past_of(&cx, "client", client.id, &Client_shape, &client_past));
    CHECK_INT(t, client_past.count, 2);
    CHECK_STR(t, client_past.items[0].who, "Kirill");
    CHECK_INT(t, client_past.items[0].changes.count, 2);
    CHECK_STR(t, client_past.items[0].changes.items[0].yours, "Orange");
    CHECK_STR(t, client_past.items[0].changes.items[0].theirs, "Violet");
    CHECK_STR(t, client_past.items[0].changes.items[1].yours, "—");
    CHECK_STR(t, client_past.items[0].changes.items[1].theirs, "Kirill");
    CHECK_STR(t, client_past.items[1].text, "The client is added");
    CHECK_OK(t, past_of(&cx, "project", project.id, &Project_shape, &project_past));
    CHECK_INT(t, project_past.count, 3);
    CHECK_STR(t, project_past.items[0].text, "taken off the project: Timur");
    CHECK_STR(t, project_past.items[1].text, "added to the project: Timur");
    CHECK_STR(t, project_past.items[2].text, "The project is added");
}

static void the_list_comes_as_a_file(Test *t)
{
    Ctx cx;
    Reply reply = {0};
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    work_project(t, &cx, client.id, "=Лето");
    Req req = request(METHOD_GET, "/projects");
    req.wants = WANTS_CSV;
    cx.lang = LANG_RU;
    CHECK_OK(t, req.route->handler(&cx, &req, &reply));
    const char *text = arena_strndup(cx.arena, reply.body.data, reply.body.length);
    buf_finish(&reply.body);
    CHECK(t, strstr(text, "Клиент;Проект;Вид;Этап;Направление;Аккаунт-менеджер;Заместитель;Начало;Конец") != NULL);
    CHECK(t, strstr(text, "Берег;'=Лето;разовый;в работе;;Anna;;;") != NULL);
    CHECK_STR(t, reply.file_name, "Проекты 2026-06-17.csv");
}

static void the_list_comes_as_a_workbook(Test *t)
{
    Ctx cx;
    Reply reply = {0};
    Workbook book;
    work_fixture(t, &cx);
    Client client = work_client(t, &cx, "Берег", ANNA);
    work_project(t, &cx, client.id, "Лето");
    Req req = request(METHOD_GET, "/clients");
    req.wants = WANTS_XLSX;
    CHECK_OK(t, req.route->handler(&cx, &req, &reply));
    char *data = arena_memdup(cx.arena, reply.body.data, reply.body.length);
    size_t size = reply.body.length;
    buf_finish(&reply.body);
    CHECK_OK(t, xlsx_read(&cx, data, size, &book));
    const Sheet *sheet = &book.sheets.items[0];
    CHECK_INT(t, sheet->rows.count, 2);
    CHECK_STR(t, sheet->rows.items[0].cells[0].text, "Client");
    CHECK_STR(t, sheet->rows.items[1].cells[0].text, "Берег");
    CHECK_STR(t, sheet->rows.items[1].cells[3].text, "1");
}

TEST_SUITE_DB("work: pages", {"every page fits the shape that its route gives", pages_fit_their_shapes},
              {"every route names a right of this folder that fits its method", every_change_names_a_right_of_ours},
              {"a refused client keeps what was typed", a_refused_client_keeps_what_was_typed},
              {"a refused project says all malformed fields", a_refused_project_says_all_malformed_fields},
              {"a stale form shows both versions and can be sent again", a_stale_form_shows_both_versions},
              {"who may only read gets no forms", who_may_only_read_gets_no_forms},
              {"a change answers with a toast and the card", a_change_answers_with_a_toast_and_the_card},
              {"a card tells what happened, newest first", a_card_tells_what_happened},
              {"a list comes as a file", the_list_comes_as_a_file},
              {"a list comes as a workbook", the_list_comes_as_a_workbook});
