/* SPDX-License-Identifier: MIT */
/* One's own pages: profile, language and theme, password, where one is signed in, tokens of programs. */
#include "base/base.h"

#include "people/agency.h"
#include "people/login.h"
#include "people/me.h"
#include "people/password.h"
#include "people/role.h"
#include "people/session.h"
#include "people/token.h"
#include "people/view_web.h"
#include "web/form.h"

#define YEAR ((int64_t)365 * 86400)

/* ---- the profile ---- */

typedef struct {
    Id id;
    const char *name, *email, *roles_text, *old_error, *new_error, *error;
    int hue;
    Options langs, themes;
    bool has_card;
} MePage;
SHAPE_STATIC(MePage, FIELD(MePage, id), FIELD(MePage, name), FIELD(MePage, email), FIELD(MePage, roles_text),
             FIELD(MePage, old_error), FIELD(MePage, new_error), FIELD(MePage, error), FIELD(MePage, hue),
             FIELD_LIST(MePage, langs, Option), FIELD_LIST(MePage, themes, Option), FIELD(MePage, has_card));

static Err *show_page(Ctx *cx, const Req *req, Reply *reply, const Me *me)
{
    RoleSet roles;
    MePage *page = arena_new(cx->arena, MePage);
    TRY(roles_of_person(cx, me->id, &roles));
    *page = (MePage){.id = me->id,
                     .name = me->name,
                     .email = me->email,
                     .roles_text = roles_text(cx, roles),
                     .hue = me->hue,
                     .old_error = form_wrong(req, "old_password"),
                     .new_error = form_wrong(req, "new_password"),
                     .error = form_wrong_elsewhere(req, "old_password new_password"),
                     .has_card = cx_scope(cx, "people.read") != SCOPE_NONE};
    option_add(cx, &page->langs, "ru", "Русский", me->lang);
    option_add(cx, &page->langs, "en", "English", me->lang);
    option_add(cx, &page->themes, "", _("As the system"), me->theme);
    option_add(cx, &page->themes, "light", _("Light"), me->theme);
    option_add(cx, &page->themes, "dark", _("Dark"), me->theme);
    reply->no_store = true;
    return reply_page(cx, reply, _("Profile"), IN(MePage, page));
}

static Err *show_me(Ctx *cx, const Req *req, Reply *reply)
{
    Me *me = arena_new(cx->arena, Me);
    TRY(me_get(cx, me));
    TRY(reply_show(cx, reply, IN(Me, me)));
    return req->wants == WANTS_PAGE ? show_page(cx, req, reply, me) : NULL;
}

typedef struct {
    const char *lang, *theme, *back;
} Choice;
SHAPE_STATIC(Choice, FIELD(Choice, lang), FIELD(Choice, theme), FIELD(Choice, back, .max = 2000));

static Err *choose(Ctx *cx, const Req *req, Reply *reply, Me *me, Choice *choice)
{
    TRY(me_get(cx, me));
    *choice = (Choice){.lang = me->lang, .theme = me->theme};
    TRY(form_read(cx, req, ONE(Choice, choice)));
    me->lang = choice->lang;
    me->theme = choice->theme;
    TRY(me_choose(cx, me));
    TRY(reply_show(cx, reply, IN(Me, me)));
    return reply_see_other(cx, reply, safe_path(choice->back, "/me"));
}

static Err *choose_lang(Ctx *cx, const Req *req, Reply *reply)
{
    Choice choice;
    Me *me = arena_new(cx->arena, Me);
    TRY(choose(cx, req, reply, me, &choice));
    reply_cookie(cx, req, reply, "lang", me->lang, YEAR); /* for the sign-in page */
    return NULL;
}

/* The page's script writes this cookie too, so it is not HttpOnly. */
static Err *choose_theme(Ctx *cx, const Req *req, Reply *reply)
{
    Choice choice;
    Me *me = arena_new(cx->arena, Me);
    TRY(choose(cx, req, reply, me, &choice));
    reply_header(cx, reply, "Set-Cookie",
                 arena_printf(cx->arena, "theme=%s; Path=/; SameSite=Lax; Max-Age=%" PRId64 "%s", me->theme,
                              *me->theme ? YEAR : 0, req->secure ? "; Secure" : ""));
    return NULL;
}

/* ---- the password ---- */

typedef struct {
    const char *old_password, *new_password;
} PasswordIn;
SHAPE_STATIC(PasswordIn,
             FIELD(PasswordIn, old_password, .label = N_("Present password"), .required = true, .secret = true,
                   .max = PASSWORD_MAX),
             FIELD(PasswordIn, new_password, .label = N_("New password"), .required = true, .secret = true,
                   .max = PASSWORD_MAX));

typedef struct {
    const char *hash; /* NULL: the old password was wrong */
    const char *email, *address;
} NewPassword;

static Err *prepare_password(Ctx *cx, Req *req)
{
    PasswordIn in = {0};
    Me me = {0};
    bool fits;
    const char *agency;
    NewPassword *prepared = arena_new(cx->arena, NewPassword);
    TRY(form_read(cx, req, ONE(PasswordIn, &in)));
    TRY(me_get(cx, &me));
    TRY(agency_name(cx, &agency));
    TRY(login_allowed(cx, me.email, req->address));
    *prepared = (NewPassword){.email = me.email, .address = req->address};
    req->prepared = prepared;
    TRY(login_password_fits(cx, me.id, in.old_password, &fits));
    if (!fits)
        return NULL;
    TRY(password_check(cx, "new_password", in.new_password, (const char *const[]){me.name, me.email, agency, NULL}));
    return password_hash(cx, in.new_password, &prepared->hash);
}

static Err *note_failure(Ctx *cx, void *arg)
{
    const NewPassword *prepared = arg;
    return login_failed(cx, prepared->email, prepared->address);
}

static bool remembered(const SessionList *sessions)
{
    for (size_t i = 0; i < sessions->count; i++)
        if (sessions->items[i].current)
            return sessions->items[i].remember;
    return false;
}

/* Everything that was open ends; this browser gets a new session. */
static Err *change_password(Ctx *cx, const Req *req, Reply *reply)
{
    const NewPassword *prepared = req->prepared;
    SessionList sessions = {0};
    const char *token;
    if (!prepared->hash) {
        cx_after(cx, note_failure, req->prepared);
        return err_new(cx, ERR_INPUT, "old_password", "%s", _("This is not the present password"));
    }
    TRY(session_list(cx, cx->person_id, req->session_id, &sessions));
    Session session = {
        .person_id = cx->person_id, .remember = remembered(&sessions), .address = req->address, .agent = req->agent};
    TRY(person_set_password(cx, cx->person_id, prepared->hash));
    if (req->session_id.n) {
        TRY(session_new(cx, &session, &token));
        session_cookie(cx, req, reply, token, session.remember);
    }
    reply_toast(reply, _("The password is changed; other devices are signed out"));
    return reply_see_other(cx, reply, "/me");
}

/* ---- sessions ---- */

typedef struct {
    SessionList items;
} Sessions;
SHAPE_STATIC(Sessions, FIELD_LIST(Sessions, items, Session));

static Err *show_sessions(Ctx *cx, const Req *req, Reply *reply)
{
    Sessions *sessions = arena_new(cx->arena, Sessions);
    TRY(session_list(cx, cx->person_id, req->session_id, &sessions->items));
    reply->no_store = true;
    TRY(reply_show(cx, reply, IN(Sessions, sessions)));
    return reply_page(cx, reply, _("Where I am signed in"), IN(Sessions, sessions));
}

static Err *end_session(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(session_end(cx, cx->person_id, id));
    reply_toast(reply, _("Signed out there"));
    return reply_see_other(cx, reply, "/me/sessions");
}

static Err *end_others(Ctx *cx, const Req *req, Reply *reply)
{
    TRY(session_end_all(cx, cx->person_id, req->session_id));
    TRY(audit_note(cx, req->address, "sessions_ended", "", ""));
    reply_toast(reply, _("Signed out everywhere else"));
    return reply_see_other(cx, reply, "/me/sessions");
}

/* ---- tokens ---- */

typedef struct {
    TokenList items;
    const char *name, *name_error; /* of the form, pages only */
} Tokens;
SHAPE_STATIC(Tokens, FIELD_LIST(Tokens, items, Token), FIELD(Tokens, name, .hidden = true),
             FIELD(Tokens, name_error, .hidden = true));

typedef struct {
    Id id;
    const char *name, *token; /* shown this once */
} MadeToken;
SHAPE_STATIC(MadeToken, FIELD(MadeToken, id), FIELD(MadeToken, name), FIELD(MadeToken, token));

static Err *show_tokens(Ctx *cx, const Req *req, Reply *reply)
{
    Tokens *tokens = arena_new(cx->arena, Tokens);
    TRY(token_list(cx, cx->person_id, &tokens->items));
    tokens->name = form_typed(req, "name", "");
    tokens->name_error = form_wrong(req, "name");
    reply->no_store = true;
    TRY(reply_show(cx, reply, IN(Tokens, tokens)));
    return reply_page(cx, reply, _("Tokens for programs"), IN(Tokens, tokens));
}

static Err *make_token(Ctx *cx, const Req *req, Reply *reply)
{
    Token token = {.name = ""};
    MadeToken *made = arena_new(cx->arena, MadeToken);
    if (req->bearer)
        return err_new(cx, ERR_DENIED, "", "%s", _("A token makes no further tokens"));
    TRY(form_read(cx, req, ONE(Token, &token)));
    token.id = ID(0);
    token.person_id = cx->person_id;
    TRY(token_add(cx, &token, &made->token));
    made->id = token.id;
    made->name = token.name;
    reply->no_store = true;
    reply->status = 201;
    TRY(reply_show(cx, reply, IN(MadeToken, made)));
    return reply_page(cx, reply, _("The new token"), IN(MadeToken, made));
}

static Err *revoke_token(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(token_revoke(cx, cx->person_id, id));
    reply_toast(reply, _("The token is revoked"));
    return reply_see_other(cx, reply, "/me/tokens");
}

const Route me_routes[] = {
    {METHOD_GET, "/me", RIGHT_SIGNED_IN, show_me, .out = &Me_shape, .page = "people/me.html", .view = &MePage_shape,
     .summary = "Who asks, with language and theme"},
    {METHOD_POST, "/lang", RIGHT_SIGNED_IN, choose_lang, .in = &Choice_shape, .fields = "lang back", .out = &Me_shape,
     .summary = "Chooses the language"},
    {METHOD_POST, "/theme", RIGHT_SIGNED_IN, choose_theme, .in = &Choice_shape, .fields = "theme back",
     .out = &Me_shape, .summary = "Chooses the theme"},
    {METHOD_POST, "/me/password", RIGHT_SIGNED_IN, change_password, .prepare = prepare_password, .again = show_me,
     .in = &PasswordIn_shape, .fields = "old_password new_password", .page = "people/me.html", .view = &MePage_shape,
     .body_max = 16384, .summary = "Changes one's own password; ends all other sessions and tokens"},
    {METHOD_GET, "/me/sessions", RIGHT_SIGNED_IN, show_sessions, .out = &Sessions_shape, .page = "people/sessions.html",
     .summary = "Browsers in which one is signed in"},
    {METHOD_POST, "/me/sessions/end-others", RIGHT_SIGNED_IN, end_others, .summary = "Ends all sessions but this one"},
    {METHOD_POST, "/me/sessions/:id/end", RIGHT_SIGNED_IN, end_session, .summary = "Ends one of one's sessions"},
    {METHOD_GET, "/me/tokens", RIGHT_SIGNED_IN, show_tokens, .out = &Tokens_shape, .page = "people/tokens.html",
     .summary = "Tokens of programs that act for one"},
    {METHOD_POST, "/me/tokens", RIGHT_SIGNED_IN, make_token, .in = &Token_shape, .fields = "name",
     .out = &MadeToken_shape, .page = "people/token-made.html", .summary = "Makes a token, shown this once"},
    {METHOD_POST, "/me/tokens/:id/revoke", RIGHT_SIGNED_IN, revoke_token, .summary = "Revokes a token"},
    {.path = NULL},
};
