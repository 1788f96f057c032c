/* SPDX-License-Identifier: MIT */
/* From a handler's outcome to bytes: page or JSON, refusals included. */
#include "base/base.h"

#include "base/embedded.h"
#include "base/log.h"
#include "base/text.h"
#include "web/exchange.h"
#include "web/router.h"
#include "web/shell.h"

static const char csp[] = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
                          "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
                          "base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/* ---- templates, once at start ---- */

static const Shape *view_of(const Route *route)
{
    return route->view ? route->view : route->out;
}

static const Template *compiled_page(const Web *web, const char *name, const Shape *shape)
{
    for (size_t i = 0; i < web->pages.count; i++)
        if (web->pages.items[i].shape == shape && strcmp(web->pages.items[i].name, name) == 0)
            return web->pages.items[i].compiled;
    return NULL;
}

static Err *compile_route(Ctx *cx, Web *web, const Route *route)
{
    if (!route->page || compiled_page(web, route->page, view_of(route)))
        return NULL;
    if (!view_of(route))
        return err_fault(cx, "route %s has a page but no struct for it", route->path);
    const Template *compiled;
    TRY(template_compile(cx, &web->arena, route->page, view_of(route), &compiled));
    *(CompiledPage *)list_push(&web->arena, &web->pages) = (CompiledPage){route->page, view_of(route), compiled};
    return NULL;
}

Err *render_compile(Ctx *cx, Web *web)
{
    TRY(template_compile(cx, &web->arena, "layout.html", &Shell_shape, &web->layout));
    TRY(template_compile(cx, &web->arena, "gate-layout.html", &Shell_shape, &web->gate_layout));
    TRY(template_compile(cx, &web->arena, "error.html", &ErrorPage_shape, &web->error_page));
    for (RouteWalk walk = {.feature = web->options.features}; route_walk(&walk);)
        TRY(compile_route(cx, web, walk.route));
    return NULL;
}

/* ---- headers ---- */

static void put_header(Exchange *exchange, Answer *answer, const char *name, const char *value)
{
    *(Pair *)list_push(&exchange->arena, &answer->headers) = (Pair){name, value};
}

static void common_headers(Exchange *exchange, Answer *answer, const char *type, bool is_page)
{
    put_header(exchange, answer, "Content-Type", type);
    put_header(exchange, answer, "X-Content-Type-Options", "nosniff");
    put_header(exchange, answer, "Referrer-Policy", "same-origin");
    put_header(exchange, answer, "X-Request-Id", exchange->cx.request_id);
    if (is_page)
        put_header(exchange, answer, "Content-Security-Policy", csp);
    if (exchange->req.secure)
        put_header(exchange, answer, "Strict-Transport-Security", HSTS);
    for (size_t i = 0; i < exchange->reply.headers.count; i++)
        put_header(exchange, answer, exchange->reply.headers.items[i].name, exchange->reply.headers.items[i].value);
}

static void cache_headers(Exchange *exchange, Answer *answer)
{
    bool keep = exchange->cx.person_id.n && !exchange->reply.no_store;
    put_header(exchange, answer, "Cache-Control", keep ? "private, no-cache" : "no-store");
    put_header(exchange, answer, "Vary", "Accept, Accept-Encoding, Cookie");
}

void render_kept_headers(Exchange *exchange, Answer *answer, const char *type)
{
    common_headers(exchange, answer, type, text_starts(type, "text/html"));
    cache_headers(exchange, answer);
}

/* ---- errors ---- */

int err_status(ErrKind kind)
{
    static const int statuses[] = {
        [ERR_FAULT] = 500,  [ERR_INPUT] = 422,     [ERR_UNAUTHENTICATED] = 401,
        [ERR_DENIED] = 403, [ERR_MISSING] = 404,   [ERR_CONFLICT] = 409,
        [ERR_STALE] = 412,  [ERR_TOO_LARGE] = 413, [ERR_LIMITED] = 429,
        [ERR_BUSY] = 503,   [ERR_FULL] = 507,      [ERR_BAD_REQUEST] = 400,
        [ERR_RETRY] = 503,
    };
    return statuses[kind];
}

static const char *err_title(const Ctx *cx, ErrKind kind)
{
    switch (kind) {
    case ERR_MISSING:
        return _("Not found");
    case ERR_DENIED:
        return _("No access");
    case ERR_CONFLICT:
    case ERR_STALE:
        return _("Changed meanwhile");
    case ERR_LIMITED:
    case ERR_BUSY:
        return _("A moment, please");
    case ERR_FULL:
        return _("No room");
    case ERR_TOO_LARGE:
        return _("Too large");
    case ERR_FAULT:
        return _("Something went wrong");
    default:
        return _("This did not work");
    }
}

/* What the person reads: never the inside of a fault. */
static const char *err_text(const Ctx *cx, const Err *err)
{
    return err->kind == ERR_FAULT ? _("The mistake is ours and is in the log. Nothing was saved") : err->text;
}

static void problem_fields(Exchange *exchange, Buf *body, const Err *err)
{
    const Ctx *cx = &exchange->cx;
    buf_text(body, ",\"errors\":[");
    for (const Err *one = err; one; one = one->next) {
        buf_text(body, one == err ? "{\"field\":" : ",{\"field\":");
        buf_json(body, one->field);
        buf_text(body, ",\"detail\":");
        buf_json(body, err_text(cx, one));
        buf_char(body, '}');
    }
    buf_char(body, ']');
}

/* RFC 9457; what the error carries (exits, both versions) stands beside the detail. */
static void problem(Exchange *exchange, Buf *body, const Err *err, int status)
{
    const Ctx *cx = &exchange->cx;
    buf_printf(body, "{\"type\":\"about:blank\",\"kind\":\"%s\",\"status\":%d,\"title\":", err_kind_word(err->kind),
               status);
    buf_json(body, err_title(cx, err->kind));
    buf_text(body, ",\"detail\":");
    buf_json(body, err_text(cx, err));
    buf_text(body, ",\"field\":");
    buf_json(body, err->field);
    problem_fields(exchange, body, err);
    buf_text(body, ",\"request_id\":");
    buf_json(body, cx->request_id);
    for (size_t i = 0; err->data && i < err->shape->count; i++) {
        buf_char(body, ',');
        buf_json(body, err->shape->fields[i].name);
        buf_char(body, ':');
        json_write_field(cx, body, &err->shape->fields[i], err->data);
    }
    buf_char(body, '}');
}

/* ---- pages ---- */

typedef struct {
    Exchange *exchange;
    const char *name;
} Agency;

/* What waits behind each entry of the menu. */
static Err *count_menu(Ctx *cx, Exchange *exchange)
{
    exchange->counts.count = 0;
    if (!cx->person_id.n)
        return NULL;
    for (const Feature *const *feature = exchange->web->options.features; *feature; feature++)
        for (const MenuItem *item = (*feature)->menu; item && item->path; item++) {
            MenuCount counted = {item, 0};
            if (!item->count || cx_scope(cx, item->right) == SCOPE_NONE)
                continue;
            TRY(item->count(cx, &counted.count));
            *(MenuCount *)list_push(&exchange->arena, &exchange->counts) = counted;
        }
    return NULL;
}

static Err *read_agency(Ctx *cx, void *arg)
{
    Agency *agency = arg;
    TRY(agency->exchange->web->options.agency(cx, &agency->name));
    return count_menu(cx, agency->exchange);
}

static const char *agency_name(Exchange *exchange)
{
    Agency agency = {.exchange = exchange, .name = ""};
    Err *err = store_read(exchange->web->options.store, &exchange->cx, read_agency, &agency);
    return err || !agency.name ? "" : agency.name; /* a page without the name is better than none */
}

static void wrap(Exchange *exchange, const Template *page, const void *record, Buf *out)
{
    Shell shell;
    const Ctx *cx = &exchange->cx;
    shell_fill(exchange, agency_name(exchange), &shell);
    const TemplateBody body = {page, record};
    bool framed = cx->person_id.n && !exchange->reply.gate;
    template_render(cx, framed ? exchange->web->layout : exchange->web->gate_layout, &shell, &body, out);
}

static void error_page(Exchange *exchange, Answer *answer, const Err *err)
{
    Ctx *cx = &exchange->cx;
    const char *title = err_title(cx, err->kind);
    ErrorPage page = {.status = answer->status,
                      .title = title,
                      .text = err_text(cx, err),
                      .request_id = err->kind == ERR_FAULT ? cx->request_id : "",
                      .back = ""};
    exchange->reply.title = title;
    wrap(exchange, exchange->web->error_page, &page, &answer->body);
    common_headers(exchange, answer, "text/html; charset=utf-8", true);
    put_header(exchange, answer, "Cache-Control", "no-store");
}

static void redirect(Exchange *exchange, Answer *answer, const char *path)
{
    answer->status = 303;
    put_header(exchange, answer, "Location", path);
    put_header(exchange, answer, "Cache-Control", "no-store");
    common_headers(exchange, answer, "text/plain; charset=utf-8", false);
}

static void to_sign_in(Exchange *exchange, Answer *answer)
{
    Buf path = {0};
    buf_text(&path, "/sign-in");
    if (exchange->req.method == METHOD_GET && strcmp(exchange->req.path, "/") != 0) {
        buf_text(&path, "?next=");
        buf_url(&path, exchange->req.target);
    }
    redirect(exchange, answer, arena_strdup(&exchange->arena, path.data));
    buf_finish(&path);
}

static const Template *page_of(Exchange *exchange)
{
    const Route *route = exchange->req.route;
    return route && route->page ? compiled_page(exchange->web, route->page, view_of(route)) : NULL;
}

static void show_page(Exchange *exchange, Answer *answer)
{
    const Reply *reply = &exchange->reply;
    In record = reply->page_view.data ? reply->page_view : reply->shown;
    wrap(exchange, page_of(exchange), record.data, &answer->body);
    common_headers(exchange, answer, "text/html; charset=utf-8", true);
    cache_headers(exchange, answer);
}

/* ---- refusals ---- */

static Err *run_again(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    return exchange->req.route->again(cx, &exchange->req, &exchange->reply);
}

/* The form once more, with what was typed and what is wrong with it. False when there is no such form. */
static bool show_form_again(Exchange *exchange, Answer *answer, const Err *err)
{
    const Route *route = exchange->req.route;
    if (!route || !route->again || !page_of(exchange) || err->kind == ERR_FAULT || err->kind == ERR_DENIED)
        return false;
    exchange->req.err = err;
    exchange->reply = (Reply){.headers = exchange->reply.headers};
    if (store_read(exchange->web->options.store, &exchange->cx, run_again, exchange))
        return false;
    if (!exchange->reply.shown.data && !exchange->reply.page_view.data)
        return false;
    show_page(exchange, answer);
    return true;
}

/* The path as the log may keep it: a secret in it (the link of an invitation) stays out. */
static const char *logged_path(const Req *req)
{
    if (req->route && strstr(req->route->path, ":secret"))
        return "(secret)";
    return req->path ? req->path : "";
}

static void log_refusal(Exchange *exchange, const Err *err, int status)
{
    LogLevel level = err->kind == ERR_FAULT ? LOG_ERROR : LOG_INFO;
    log_line(level, exchange->cx.request_id, "%s %s: %d %s", *exchange->cx.action ? exchange->cx.action : "request",
             logged_path(&exchange->req), status, err->text);
}

static void refuse(Exchange *exchange, Answer *answer)
{
    const Err *err = exchange->err;
    bool page = exchange->req.wants == WANTS_PAGE;
    answer->status = exchange->reply.status >= 400 ? exchange->reply.status : err_status(err->kind);
    log_refusal(exchange, err, answer->status);
    if (err->wait)
        put_header(exchange, answer, "Retry-After", arena_printf(&exchange->arena, "%" PRId64, err->wait));
    if (page && err->kind == ERR_UNAUTHENTICATED && exchange->req.path) {
        to_sign_in(exchange, answer);
    } else if (!page) {
        problem(exchange, &answer->body, err, answer->status);
        common_headers(exchange, answer, "application/problem+json; charset=utf-8", false);
        put_header(exchange, answer, "Cache-Control", "no-store");
    } else if (!show_form_again(exchange, answer, err)) {
        error_page(exchange, answer, err);
    }
}

/* ---- answers ---- */

static void set_toast(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    Buf value = {0};
    buf_printf(&value, "%" PRId64 "%%20", cx->change_id.n);
    buf_url(&value, exchange->reply.toast);
    reply_cookie(cx, &exchange->req, &exchange->reply, "toast", arena_strdup(cx->arena, value.data), 60);
    buf_finish(&value);
}

static void send_file(Exchange *exchange, Answer *answer)
{
    Reply *reply = &exchange->reply;
    answer->body = reply->body;
    reply->body = (Buf){0};
    common_headers(exchange, answer, reply->type, false);
    cache_headers(exchange, answer);
    if (!reply->file_name)
        return;
    Buf disposition = {0};
    buf_text(&disposition, "attachment; filename*=UTF-8''");
    buf_url(&disposition, reply->file_name);
    put_header(exchange, answer, "Content-Disposition", arena_strdup(&exchange->arena, disposition.data));
    buf_finish(&disposition);
}

static void show_json(Exchange *exchange, Answer *answer)
{
    if (exchange->reply.shown.data)
        json_write(&exchange->cx, &answer->body, exchange->reply.shown);
    else
        buf_text(&answer->body, "{}");
    common_headers(exchange, answer, "application/json; charset=utf-8", false);
    cache_headers(exchange, answer);
}

void render_answer(Exchange *exchange, Answer *answer)
{
    Reply *reply = &exchange->reply;
    if (exchange->err) {
        refuse(exchange, answer);
        return;
    }
    answer->status = reply->status ? reply->status : 200;
    if (reply->type) {
        send_file(exchange, answer);
    } else if (reply->location && (exchange->req.wants == WANTS_PAGE || !reply->shown.data)) {
        if (reply->toast)
            set_toast(exchange);
        redirect(exchange, answer, reply->location);
    } else if (exchange->req.wants == WANTS_PAGE && page_of(exchange)) {
        show_page(exchange, answer);
    } else {
        show_json(exchange, answer);
    }
}
