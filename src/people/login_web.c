/* SPDX-License-Identifier: MIT */
/* The door: signing in and out, and who stands behind a request. */
#include "base/base.h"

#include "people/agency.h"
#include "people/login.h"
#include "people/password.h"
#include "people/people_web.h"
#include "people/role.h"
#include "people/session.h"
#include "people/view_web.h"
#include "web/form.h"

#define DEVICE_DAYS 180

typedef struct {
    const char *email, *password, *next;
    bool remember;
} LoginForm;
SHAPE_STATIC(LoginForm, FIELD(LoginForm, email, .label = N_("Work mail"), .required = true),
             FIELD(LoginForm, password, .label = N_("Password"), .required = true, .secret = true, .max = PASSWORD_MAX),
             FIELD(LoginForm, next, .max = 2000), FIELD(LoginForm, remember));

/* The page, first or again. */
typedef struct {
    const char *agency, *next, *email, *error;
    int attempts_left;
    bool remember;
} LoginPage;
SHAPE_STATIC(LoginPage, FIELD(LoginPage, agency), FIELD(LoginPage, next), FIELD(LoginPage, email),
             FIELD(LoginPage, error), FIELD(LoginPage, attempts_left), FIELD(LoginPage, remember));

/* ---- who asks ---- */

Err *login_identify(Ctx *cx, const Req *req, Identity *identity)
{
    Signed *who = arena_new(cx->arena, Signed);
    if (req->bearer)
        TRY(token_find(cx, req->token, who));
    else
        TRY(session_find(cx, session_cookie_value(req), who));
    *identity = (Identity){.person_id = who->person_id,
                           .name = who->name,
                           .lang = lang_of(who->lang),
                           .theme = who->theme,
                           .hue = who->hue,
                           .session_id = who->session_id,
                           .bearer = req->bearer};
    if (!who->person_id.n)
        return NULL;
    if (session_use_is_due(cx, who))
        cx_after(cx, session_used, who);
    return grants_of_person(cx, who->person_id, &identity->grants);
}

/* ---- the page ---- */

static Err *show_page(Ctx *cx, Reply *reply, LoginPage *page)
{
    TRY(agency_name(cx, &page->agency));
    reply->no_store = reply->gate = true;
    return reply_page(cx, reply, _("Sign in"), IN(LoginPage, page));
}

static Err *show(Ctx *cx, const Req *req, Reply *reply)
{
    LoginPage *page = arena_new(cx->arena, LoginPage);
    *page = (LoginPage){.next = safe_path(req_typed(req, "next"), ""), .email = "", .error = "", .remember = true};
    if (cx->person_id.n)
        return reply_see_other(cx, reply, *page->next ? page->next : "/");
    return show_page(cx, reply, page);
}

static Err *show_again(Ctx *cx, const Req *req, Reply *reply)
{
    LoginPage *page = arena_new(cx->arena, LoginPage);
    const LoginTries *tries = req->err->shape == &LoginTries_shape ? req->err->data : NULL;
    *page = (LoginPage){.next = safe_path(req_typed(req, "next"), ""),
                        .email = req_typed(req, "email"),
                        .error = req->err->text,
                        .attempts_left = tries ? tries->attempts_left : 0,
                        .remember = form_ticked(req, "remember", false)};
    return show_page(cx, reply, page);
}

/* ---- in and out ---- */

static const char *device_cookie_name(const Req *req)
{
    return req->secure ? "__Host-device" : "device";
}

/* What needs no transaction, the slow hash above all. */
static Err *verify(Ctx *cx, Req *req)
{
    LoginForm form = {0};
    SignIn *sign_in = arena_new(cx->arena, SignIn);
    TRY(form_read(cx, req, ONE(LoginForm, &form)));
    *sign_in = (SignIn){.email = form.email,
                        .password = form.password,
                        .address = req->address,
                        .agent = req->agent,
                        .device = pairs_get(&req->cookies, device_cookie_name(req)),
                        .remember = form.remember};
    req->prepared = sign_in;
    return login_verify(cx, sign_in);
}

static Err *enter(Ctx *cx, const Req *req, Reply *reply)
{
    SignedIn signed_in;
    const SignIn *sign_in = req->prepared;
    TRY(login_finish(cx, sign_in, &signed_in));
    if (req->session_id.n) /* what the browser had before is dead, whoever it was */
        TRY(session_end(cx, cx->person_id, req->session_id));
    session_cookie(cx, req, reply, signed_in.token, sign_in->remember);
    if (signed_in.device)
        reply_cookie(cx, req, reply, device_cookie_name(req), signed_in.device, (int64_t)DEVICE_DAYS * 86400);
    return reply_see_other(cx, reply, safe_path(req_typed(req, "next"), "/"));
}

static Err *leave(Ctx *cx, const Req *req, Reply *reply)
{
    if (req->session_id.n) {
        TRY(session_end(cx, cx->person_id, req->session_id));
        TRY(audit_note(cx, req->address, "sign_out", "", ""));
    }
    session_cookie(cx, req, reply, NULL, false);
    reply_header(cx, reply, "Clear-Site-Data", "\"cache\", \"storage\"");
    return reply_see_other(cx, reply, "/sign-in");
}

#define LOGIN_FIELDS "email password next remember"

const Route login_routes[] = {
    {METHOD_GET, "/sign-in", RIGHT_PUBLIC, show, .in = &LoginForm_shape, .fields = "next", .page = "people/login.html",
     .view = &LoginPage_shape, .summary = "The sign-in page"},
    {METHOD_POST, "/sign-in", RIGHT_PUBLIC, enter, .prepare = verify, .again = show_again, .in = &LoginForm_shape,
     .fields = LOGIN_FIELDS, .page = "people/login.html", .view = &LoginPage_shape, .body_max = 16384,
     .summary = "Signs a person in: sets the session cookie"},
    {METHOD_POST, "/sign-out", RIGHT_PUBLIC, leave, .summary = "Ends the session"},
    {.path = NULL},
};
