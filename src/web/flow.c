/* SPDX-License-Identifier: MIT */
/* A request's stages: its head is judged, its body read, its handler run, here or on the writer's thread. */
#include "base/base.h"

#include <stdatomic.h>

#include "base/log.h"
#include "base/text.h"
#include "web/answer.h"
#include "web/conn.h"

#define BODY_MAX_DEFAULT ((size_t)1 << 20)
#define EXCESS_MAX ((size_t)4 << 20)

static bool is_events(const Req *req)
{
    return req->route && strcmp(req->route->path, "/events") == 0;
}

/* An empty agency is led to its first page. */
static Err *ask_first_page(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    const char *path = NULL;
    TRY(exchange->web->options.first_page(cx, &path));
    if (!path)
        exchange->web->set_up = true;
    else if (strcmp(path, exchange->req.path) != 0)
        exchange->reply.location = path;
    return NULL;
}

static bool leads_elsewhere(Exchange *exchange)
{
    const Req *req = &exchange->req;
    if (exchange->web->set_up || !exchange->cx.person_id.n || req->method != METHOD_GET || req->wants != WANTS_PAGE ||
        is_events(req))
        return false;
    Err *err = store_read(exchange->web->options.store, &exchange->cx, ask_first_page, exchange);
    return !err && exchange->reply.location;
}

static void wake(Exchange *exchange)
{
    exchange->stage = STAGE_ENDED;
    MHD_resume_connection(exchange->mhd);
}

static Err *nothing(Ctx *cx UNUSED, void *arg UNUSED)
{
    return NULL;
}

/* The answer stands, whatever became of the note. */
static void noted(WriteJob *job)
{
    wake(job->arg);
}

/* What a reading request leaves to be written: that a session is used, that a table was fetched, a wrong secret. */
static enum MHD_Result note_after(Exchange *exchange)
{
    exchange->stage = STAGE_WAITING;
    MHD_suspend_connection(exchange->mhd);
    exchange->job = (WriteJob){.cx = &exchange->cx, .run = nothing, .arg = exchange, .done = noted};
    store_submit(exchange->web->options.store, &exchange->job);
    return MHD_YES;
}

static enum MHD_Result run_reading(Exchange *exchange)
{
    if (is_events(&exchange->req))
        return answer_stream(exchange);
    if (leads_elsewhere(exchange))
        return answer_now(exchange, false);
    if (answer_may_be_kept(exchange) && !exchange->cx.after)
        return answer_cached(exchange);
    dispatch_read(exchange);
    return exchange->cx.after && !atomic_load(&exchange->web->stopping) ? note_after(exchange)
                                                                        : answer_now(exchange, false);
}

static void written(WriteJob *job)
{
    Exchange *exchange = job->arg;
    if (!exchange->err)
        exchange->err = job->err;
    if (!job->err)
        live_publish(exchange->web->live, &exchange->topics, exchange->cx.person_name, exchange->req.turbo_id);
    wake(exchange);
}

static void submit_write(Exchange *exchange)
{
    exchange->job = (WriteJob){.cx = &exchange->cx, .run = dispatch_write, .arg = exchange, .done = written};
    store_submit(exchange->web->options.store, &exchange->job);
}

static Err *run_prepare(Ctx *cx, void *arg)
{
    Exchange *exchange = arg;
    return exchange->req.route->prepare(cx, &exchange->req);
}

/* On a worker's thread: hashing, reading a spreadsheet. */
void flow_work(Exchange *exchange)
{
    exchange->err = store_read(exchange->web->options.store, &exchange->cx, run_prepare, exchange);
    if (exchange->err && !exchange->cx.after)
        wake(exchange);
    else
        submit_write(exchange);
}

static enum MHD_Result run_changing(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    if (atomic_load(&exchange->web->stopping)) { /* web_stop waits for those before; one that sleeps later, for ever */
        exchange->err = err_new(cx, ERR_BUSY, "", "%s", _("Takt is restarting. Try again in a few seconds"));
        exchange->err->wait = 3;
        return answer_now(exchange, true);
    }
    exchange->stage = STAGE_WAITING;
    MHD_suspend_connection(exchange->mhd);
    if (!exchange->req.route->prepare) {
        submit_write(exchange);
    } else if (!workers_submit(exchange->web->workers, exchange)) {
        exchange->err = err_new(cx, ERR_BUSY, "", "%s", _("Too much is asked at once. Try again in a few seconds"));
        exchange->err->wait = 3;
        wake(exchange);
    }
    return MHD_YES;
}

static Err *malformed(Ctx *cx)
{
    return err_new(cx, ERR_BAD_REQUEST, "", "%s", _("The request is malformed"));
}

static enum MHD_Result refuse_bytes(Exchange *exchange, int status)
{
    exchange->reply.status = status;
    exchange->err = malformed(&exchange->cx);
    return answer_now(exchange, true);
}

static size_t body_max(const Exchange *exchange)
{
    const Route *route = exchange->req.route;
    return route && route->body_max ? route->body_max : BODY_MAX_DEFAULT;
}

static enum MHD_Result refuse_size(Exchange *exchange)
{
    Ctx *cx = &exchange->cx;
    int megabytes = (int)(body_max(exchange) >> 20);
    exchange->err = err_new(cx, ERR_TOO_LARGE, "file", _("This is larger than the %d MB that fit here"), megabytes);
    return answer_now(exchange, true);
}

static enum MHD_Result run(Exchange *exchange)
{
    const Route *route = exchange->req.route;
    conn_body_done(exchange->conn);
    if (conn_refusal(exchange->conn))
        return refuse_bytes(exchange, conn_refusal(exchange->conn));
    if (exchange->excess)
        return refuse_size(exchange);
    exchange->err = body_read(exchange);
    if (exchange->err)
        return answer_now(exchange, false);
    if (route->method == METHOD_GET || route->safe)
        return run_reading(exchange);
    return run_changing(exchange);
}

/* The wire let pass only digits, and only in one place. */
static bool declares_body(struct MHD_Connection *connection, uint64_t *length)
{
    const char *digits = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    *length = digits ? strtoull(digits, NULL, 10) : 0;
    return *length > 0 || MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding");
}

static Err *refuse_method(Exchange *exchange, const char *allow)
{
    exchange->reply.status = 405;
    reply_header(&exchange->cx, &exchange->reply, "Allow", allow);
    return malformed(&exchange->cx);
}

/*
 * With an answer to the mere head the library closes the connection, whether a body was to come or not. So what has no
 * body is answered when the library calls again.
 */
static enum MHD_Result answer_later(Exchange *exchange)
{
    exchange->stage = STAGE_ENDED;
    return MHD_YES;
}

static enum MHD_Result begin(Exchange *exchange, const char *method)
{
    uint64_t length;
    bool has_body = declares_body(exchange->mhd, &length);
    exchange_read_head(exchange);
    exchange->err = cookies_read(exchange, header_of(exchange->mhd, "Cookie"));
    dispatch_manner(exchange);
    if (conn_refusal(exchange->conn))
        return refuse_bytes(exchange, conn_refusal(exchange->conn));
    if (asset_at(exchange->raw_target)) {
        exchange->err = refuse_method(exchange, "GET, HEAD");
    } else if (strcmp(method, "TRACE") == 0 || strcmp(method, "CONNECT") == 0) {
        exchange->err = refuse_method(exchange, "GET, HEAD, POST, PUT, PATCH, DELETE");
    } else if (!exchange->err) {
        exchange->err = dispatch_head(exchange, method);
        if (exchange->err && strcmp(exchange->err->field, "method") == 0)
            exchange->reply.status = 501;
    }
    if (exchange->err)
        return has_body ? answer_now(exchange, true) : answer_later(exchange);
    exchange->stage = STAGE_BODY;
    if (length > body_max(exchange))
        return refuse_size(exchange);
    if (has_body)
        conn_body_begins(exchange->conn, exchange->req.route->files);
    return MHD_YES;
}

static enum MHD_Result take_head(Exchange *exchange, const char *method)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(exchange->mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->conn = info ? info->socket_context : NULL;
    if (!conn_head_done(exchange->conn)) {
        log_line(LOG_ERROR, exchange->request_id, "a request was not judged by web/wire.c and is not served");
        return MHD_NO;
    }
    uint64_t length;
    const EmbeddedAsset *asset = asset_at(exchange->raw_target);
    if (asset && !conn_refusal(exchange->conn) && (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)) {
        exchange->asset = asset;
        return declares_body(exchange->mhd, &length) ? send_asset(exchange) : answer_later(exchange);
    }
    return begin(exchange, method);
}

/* Chunks beyond the limit: the library takes an answer only when all have come, so some are waited for. */
static enum MHD_Result pass_over(Exchange *exchange, size_t *upload_size)
{
    buf_finish(&exchange->body);
    exchange->excess += *upload_size;
    *upload_size = 0;
    return exchange->excess <= EXCESS_MAX ? MHD_YES : MHD_NO;
}

enum MHD_Result flow_handle(void *cls UNUSED, struct MHD_Connection *connection, const char *url UNUSED,
                            const char *method, const char *version UNUSED, const char *upload, size_t *upload_size,
                            void **state)
{
    Exchange *exchange = *state;
    exchange->mhd = connection;
    if (exchange->stage == STAGE_HEAD)
        return take_head(exchange, method);
    if (*upload_size && exchange->stage == STAGE_BODY) {
        if (exchange->excess || exchange->body.length + *upload_size > body_max(exchange))
            return pass_over(exchange, upload_size);
        buf_put(&exchange->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    if (exchange->stage == STAGE_BODY)
        return run(exchange);
    return exchange->asset ? send_asset(exchange) : answer_now(exchange, false);
}
