/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "db/topics.h"
#include "people/invite.h"
#include "people/login.h"
#include "people/login.sql.h"
#include "people/password.h"
#include "people/session.h"
#include "people/token.h"

/* S4: how many failures in ten minutes, and how long the pauses that follow. */
#define FAILURES_ACCOUNT 10
#define FAILURES_ADDRESS 30
#define WINDOW 600
#define PAUSE_FIRST 30
#define PAUSE_LONGEST 900
#define CALM 3600

SHAPE(LoginTries, FIELD(LoginTries, attempts_left));

typedef struct {
    const char *account;
    Day today;
    Id person_id;
    const char *hash;
} Account;
SHAPE_STATIC(Account, FIELD(Account, account), FIELD(Account, today), FIELD(Account, person_id),
             FIELD(Account, hash, .secret = true));

/* Failures under one key. Table sign_in_failure. */
typedef struct {
    const char *key;
    Instant now, window_start, calm_since;
    int64_t since, count, blocks, blocked_until;
} Failures;
SHAPE_STATIC(Failures, FIELD(Failures, key), FIELD(Failures, now), FIELD(Failures, window_start),
             FIELD(Failures, calm_since), FIELD(Failures, since), FIELD(Failures, count), FIELD(Failures, blocks),
             FIELD(Failures, blocked_until));

static Failures failures_of(const Ctx *cx, const char *key)
{
    return (Failures){.key = key,
                      .now = cx->now,
                      .window_start = (Instant){cx->now.n - WINDOW},
                      .calm_since = (Instant){cx->now.n - CALM}};
}

static const char *key_of(const Ctx *cx, const char *what, const char *who)
{
    return arena_printf(cx->arena, "%s %s", what, who);
}

/* ---- limits ---- */

static Err *allowed(Ctx *cx, const char *key)
{
    Failures failures = failures_of(cx, key);
    bool found;
    TRY(db_find(cx, &sql_login_failure, IN(Failures, &failures), ONE(Failures, &failures), &found));
    int64_t wait = failures.blocked_until - cx->now.n;
    if (wait <= 0)
        return NULL;
    Err *err = err_new(
        cx, ERR_LIMITED, "",
        trn(cx, "Too many tries. Come back in %d minute", "Too many tries. Come back in %d minutes", (wait + 59) / 60),
        (int)((wait + 59) / 60));
    err->wait = wait;
    return err;
}

static int64_t pause_after(int64_t blocks)
{
    int64_t pause = PAUSE_FIRST;
    for (int64_t i = 0; i < blocks && pause < PAUSE_LONGEST; i++)
        pause *= 2;
    return MIN_OF(pause, PAUSE_LONGEST);
}

static Err *count_failure(Ctx *cx, const char *key, int64_t limit)
{
    Failures failures = failures_of(cx, key);
    TRY(db_one(cx, &sql_login_failure_add, IN(Failures, &failures), ONE(Failures, &failures)));
    if (failures.count < limit)
        return NULL;
    failures.blocked_until = cx->now.n + pause_after(failures.blocks);
    failures.blocks++;
    return db_exec(cx, &sql_login_failure_block, IN(Failures, &failures));
}

static Err *forget(Ctx *cx, const char *key)
{
    Failures failures = failures_of(cx, key);
    return db_exec(cx, &sql_login_failure_forget, IN(Failures, &failures));
}

static Err *tries_left(Ctx *cx, const char *key, LoginTries *tries)
{
    Failures failures = failures_of(cx, key);
    bool found;
    TRY(db_find(cx, &sql_login_failure, IN(Failures, &failures), ONE(Failures, &failures), &found));
    int64_t count = found && failures.since > failures.window_start.n ? failures.count : 0;
    tries->attempts_left = (int)MAX_OF(0, FAILURES_ACCOUNT - count - 1);
    return NULL;
}

Err *login_allowed(Ctx *cx, const char *account, const char *address)
{
    if (*account)
        TRY(allowed(cx, key_of(cx, "account", account)));
    return allowed(cx, key_of(cx, "address", address));
}

static Err *note_failure(Ctx *cx, const char *key, const char *object, const char *address)
{
    if (*key)
        TRY(count_failure(cx, key, FAILURES_ACCOUNT));
    TRY(count_failure(cx, key_of(cx, "address", address), FAILURES_ADDRESS));
    return audit_note(cx, address, "sign_in_failed", object, "");
}

Err *login_failed(Ctx *cx, const char *account, const char *address)
{
    const char *key = *account ? key_of(cx, "account", account) : "";
    return note_failure(cx, key, key, address);
}

static Err *sweep(Ctx *cx, const void *body UNUSED, bool *more UNUSED)
{
    Failures old = failures_of(cx, "");
    return db_exec(cx, &sql_login_failure_sweep, IN(Failures, &old));
}

const JobDef login_sweep_job = {
    .kind = "login.sweep", .label = N_("Forget old failed sign-ins"), .run = sweep, .each_minutes = 60};

/* ---- a try ---- */

/* A browser known to the account has a count of its own: guessing elsewhere does not lock it out. */
static const char *limit_key(const Ctx *cx, const SignIn *sign_in)
{
    if (sign_in->known_device)
        return key_of(cx, "device", secret_hash(cx->arena, sign_in->device));
    return key_of(cx, "account", text_fold(cx->arena, sign_in->email));
}

static Err *check_limits(Ctx *cx, const SignIn *sign_in)
{
    TRY(allowed(cx, limit_key(cx, sign_in)));
    return allowed(cx, key_of(cx, "address", sign_in->address));
}

Err *login_verify(Ctx *cx, SignIn *sign_in)
{
    Account account = {.account = text_fold(cx->arena, sign_in->email), .today = cx->today, .hash = ""};
    bool found, fits, outdated;
    sign_in->person_id = ID(0);
    TRY(db_find(cx, &sql_login_find, IN(Account, &account), ONE(Account, &account), &found));
    TRY(device_known(cx, account.person_id, sign_in->device, &sign_in->known_device));
    TRY(check_limits(cx, sign_in));
    TRY(password_fits(cx, sign_in->password, account.hash, &fits, &outdated));
    if (!fits)
        return NULL;
    sign_in->person_id = account.person_id;
    return outdated ? password_hash(cx, sign_in->password, &sign_in->fresh) : NULL;
}

static Err *run_note_failure(Ctx *cx, void *arg)
{
    const SignIn *sign_in = arg;
    const char *object = key_of(cx, "account", text_fold(cx->arena, sign_in->email));
    return note_failure(cx, limit_key(cx, sign_in), object, sign_in->address);
}

static Err *refuse(Ctx *cx, const SignIn *sign_in)
{
    LoginTries *tries = arena_new(cx->arena, LoginTries);
    TRY(tries_left(cx, limit_key(cx, sign_in), tries));
    cx_after(cx, run_note_failure, arena_memdup(cx->arena, sign_in, sizeof *sign_in));
    Err *err = err_new(cx, ERR_INPUT, "password", "%s", _("The address or the password is wrong."));
    err->shape = &LoginTries_shape;
    err->data = tries;
    return err;
}

static Err *open_session(Ctx *cx, const SignIn *sign_in, SignedIn *signed_in)
{
    Session session = {.person_id = sign_in->person_id,
                       .remember = sign_in->remember,
                       .address = sign_in->address,
                       .agent = sign_in->agent};
    *signed_in = (SignedIn){0};
    TRY(session_new(cx, &session, &signed_in->token));
    signed_in->session_id = session.id;
    return sign_in->known_device ? NULL : device_new(cx, sign_in->person_id, &signed_in->device);
}

Err *login_finish(Ctx *cx, const SignIn *sign_in, SignedIn *signed_in)
{
    TRY(check_limits(cx, sign_in)); /* again: many may have been let in to guess at once */
    if (!sign_in->person_id.n)
        return refuse(cx, sign_in);
    if (sign_in->fresh) {
        Account account = {.account = "", .person_id = sign_in->person_id, .hash = sign_in->fresh};
        TRY(db_exec(cx, &sql_login_password, IN(Account, &account)));
    }
    TRY(forget(cx, limit_key(cx, sign_in)));
    TRY(open_session(cx, sign_in, signed_in));
    return audit_note(cx, sign_in->address, "sign_in", arena_printf(cx->arena, "person %" PRId64, sign_in->person_id.n),
                      sign_in->agent);
}

Err *login_password_fits(Ctx *cx, Id person_id, const char *password, bool *fits)
{
    Account account = {.account = "", .person_id = person_id, .hash = ""};
    TRY(db_one(cx, &sql_login_hash, IN(Account, &account), ONE(Account, &account)));
    return password_fits(cx, password, account.hash, fits, NULL);
}

Err *person_set_password(Ctx *cx, Id person_id, const char *hash)
{
    Account account = {.account = "", .person_id = person_id, .hash = hash};
    TRY(db_exec(cx, &sql_login_password, IN(Account, &account)));
    TRY(session_end_all(cx, person_id, ID(0)));
    TRY(token_revoke_all(cx, person_id));
    TRY(invite_drop(cx, person_id));
    cx_touch(cx, "people/person/%" PRId64, person_id.n);
    return audit_note(cx, "", "password_set", arena_printf(cx->arena, "person %" PRId64, person_id.n), "");
}
