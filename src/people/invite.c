/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/history.h"
#include "people/invite.h"
#include "people/invite.sql.h"
#include "people/login.h"
#include "people/password.h"

SHAPE(Invite, FIELD(Invite, id), FIELD(Invite, person_id), FIELD(Invite, name), FIELD(Invite, email),
      FIELD(Invite, ends_at), FIELD(Invite, token_hash, .secret = true), FIELD(Invite, email_fold, .hidden = true));

typedef struct {
    Id id, person_id;
    const char *token_hash, *email_fold;
    Instant now, ends_at;
    Day today;
} InviteKey;
SHAPE_STATIC(InviteKey, FIELD(InviteKey, id), FIELD(InviteKey, person_id), FIELD(InviteKey, token_hash, .secret = true),
             FIELD(InviteKey, email_fold), FIELD(InviteKey, now), FIELD(InviteKey, ends_at), FIELD(InviteKey, today));

static InviteKey key_of(Ctx *cx, const char *secret)
{
    return (InviteKey){.token_hash = secret_hash(cx->arena, secret),
                       .email_fold = "",
                       .now = cx->now,
                       .today = cx->today,
                       .ends_at = (Instant){cx->now.n + INVITE_HOURS * 3600}};
}

static Err *audit(Ctx *cx, const char *action, Id person_id)
{
    return audit_note(cx, "", action, arena_printf(cx->arena, "person %" PRId64, person_id.n), "");
}

Err *invite_new(Ctx *cx, Id person_id, Invite *invite, const char **secret)
{
    if (cx_scope(cx, "people.access") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("An administrator invites people"));
    *secret = secret_new(cx->arena);
    InviteKey key = key_of(cx, *secret);
    key.person_id = person_id;
    TRY(db_one(cx, &sql_invite_person, IN(InviteKey, &key), ONE(Invite, invite)));
    if (!*invite->email_fold)
        return err_new(cx, ERR_INPUT, "email", "%s", _("An invitation needs an address to sign in with"));
    key.email_fold = invite->email_fold;
    TRY(invite_drop(cx, person_id));
    TRY(db_one(cx, &sql_invite_add, IN(InviteKey, &key), ONE(Invite, invite)));
    invite->ends_at = key.ends_at;
    return audit(cx, "invited", person_id);
}

Err *invite_find(Ctx *cx, const char *secret, Invite *invite)
{
    InviteKey key = key_of(cx, secret);
    return db_one(cx, &sql_invite_find, IN(InviteKey, &key), ONE(Invite, invite));
}

Err *invite_accept(Ctx *cx, const char *secret, const char *hash, Invite *invite)
{
    InviteKey key = key_of(cx, secret);
    TRY(invite_find(cx, secret, invite));
    key.id = invite->id;
    TRY(db_one(cx, &sql_invite_use, IN(InviteKey, &key), ONE(InviteKey, &key)));
    TRY(person_set_password(cx, invite->person_id, hash));
    return audit(cx, "invitation_used", invite->person_id);
}

Err *invite_drop(Ctx *cx, Id person_id)
{
    return db_exec(cx, &sql_invite_drop, BY_ID(person_id));
}

static Err *sweep(Ctx *cx, const void *body UNUSED, bool *more UNUSED)
{
    InviteKey key = key_of(cx, "");
    return db_exec(cx, &sql_invite_sweep, IN(InviteKey, &key));
}

const JobDef invite_sweep_job = {
    .kind = "invite.sweep", .label = N_("Forget used and old invitations"), .run = sweep, .daily_at = JOB_AT(3, 10)};
