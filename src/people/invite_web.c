/* SPDX-License-Identifier: MIT */
/* Invitations: the link for an administrator to pass on, and the page behind it. */
#include "base/base.h"

#include "people/agency.h"
#include "people/card_web.h"
#include "people/invite.h"
#include "people/login.h"
#include "people/password.h"
#include "people/session.h"
#include "web/form.h"

typedef struct {
    Id id; /* of the person */
    const char *name, *email, *path, *url;
    Instant ends_at;
} InviteLink;
SHAPE_STATIC(InviteLink, FIELD(InviteLink, id), FIELD(InviteLink, name), FIELD(InviteLink, email),
             FIELD(InviteLink, path), FIELD(InviteLink, url), FIELD(InviteLink, ends_at));

typedef struct {
    const char *secret, *new_password;
} AcceptIn;
SHAPE_STATIC(AcceptIn, FIELD(AcceptIn, secret),
             FIELD(AcceptIn, new_password, .label = N_("New password"), .required = true, .secret = true,
                   .max = PASSWORD_MAX));

typedef struct {
    const char *agency, *path, *name, *email, *error;
} AcceptPage;
SHAPE_STATIC(AcceptPage, FIELD(AcceptPage, agency), FIELD(AcceptPage, path), FIELD(AcceptPage, name),
             FIELD(AcceptPage, email), FIELD(AcceptPage, error));

/* ---- the link ---- */

static Err *make(Ctx *cx, const Req *req, Reply *reply)
{
    Person person;
    Invite invite = {0};
    const char *secret;
    InviteLink *link = arena_new(cx->arena, InviteLink);
    TRY(person_of_path(cx, req, &person));
    TRY(invite_new(cx, person.id, &invite, &secret));
    const char *base = cx->hooks && cx->hooks->base_url ? cx->hooks->base_url : "";
    *link = (InviteLink){.id = person.id,
                         .name = person.name,
                         .email = person.email,
                         .ends_at = invite.ends_at,
                         .path = arena_printf(cx->arena, "/invite/%s", secret)};
    link->url = arena_printf(cx->arena, "%s%s", base, link->path);
    reply->no_store = true;
    TRY(reply_show(cx, reply, IN(InviteLink, link)));
    return reply_page(cx, reply, _("Invitation"), IN(InviteLink, link));
}

/* ---- the page behind it ---- */

static Err *note_failure(Ctx *cx, void *arg)
{
    return login_failed(cx, "", arg);
}

/* A wrong link counts like a wrong password. */
static Err *find(Ctx *cx, const Req *req, Invite *invite)
{
    TRY(login_allowed(cx, "", req->address));
    Err *err = invite_find(cx, req_param(req, "secret"), invite);
    if (!err || err->kind != ERR_MISSING)
        return err;
    cx_after(cx, note_failure, arena_strdup(cx->arena, req->address));
    return err_new(cx, ERR_MISSING, "", "%s", _("This invitation was used already or is over. Ask for a new one"));
}

static Err *show(Ctx *cx, const Req *req, Reply *reply)
{
    Invite invite = {0};
    AcceptPage *page = arena_new(cx->arena, AcceptPage);
    TRY(find(cx, req, &invite));
    *page = (AcceptPage){.path = arena_printf(cx->arena, "/invite/%s", req_param(req, "secret")),
                         .name = invite.name,
                         .email = invite.email,
                         .error = form_wrong_elsewhere(req, "")};
    TRY(agency_name(cx, &page->agency));
    reply->no_store = reply->gate = true;
    return reply_page(cx, reply, _("Choose a password"), IN(AcceptPage, page));
}

static Err *prepare_accept(Ctx *cx, Req *req)
{
    AcceptIn in = {0};
    Invite invite = {0};
    const char *agency, *hash;
    TRY(form_read(cx, req, ONE(AcceptIn, &in)));
    TRY(find(cx, req, &invite));
    TRY(agency_name(cx, &agency));
    TRY(password_check(cx, "new_password", in.new_password,
                       (const char *const[]){invite.name, invite.email, agency, NULL}));
    TRY(password_hash(cx, in.new_password, &hash));
    req->prepared = arena_strdup(cx->arena, hash);
    return NULL;
}

static Err *accept(Ctx *cx, const Req *req, Reply *reply)
{
    Invite invite = {0};
    const char *token;
    TRY(invite_accept(cx, req_param(req, "secret"), req->prepared, &invite));
    Session session = {.person_id = invite.person_id, .address = req->address, .agent = req->agent};
    TRY(session_new(cx, &session, &token));
    session_cookie(cx, req, reply, token, session.remember);
    return reply_see_other(cx, reply, "/");
}

const Route invite_routes[] = {
    {METHOD_POST, "/people/:id/invite", "people.access", make, .out = &InviteLink_shape,
     .page = "people/invite-link.html",
     .summary = "Makes a link by which a person chooses a password, shown this once"},
    {METHOD_GET, "/invite/:secret", RIGHT_PUBLIC, show, .page = "people/invite.html", .view = &AcceptPage_shape,
     .summary = "The page behind an invitation; opening it changes nothing"},
    {METHOD_POST, "/invite/:secret", RIGHT_PUBLIC, accept, .prepare = prepare_accept, .again = show,
     .in = &AcceptIn_shape, .fields = "new_password", .page = "people/invite.html", .view = &AcceptPage_shape,
     .body_max = 16384, .summary = "Sets the password of an invited person and signs them in"},
    {.path = NULL},
};
