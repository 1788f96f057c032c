/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/history.h"
#include "db/topics.h"
#include "people/password.h"
#include "people/session.h"
#include "people/session.sql.h"

#define USE_NOTED_AFTER 60 /* seconds: a busy page does not write at every request */

SHAPE(Session, FIELD(Session, id), FIELD(Session, person_id), FIELD(Session, created_at), FIELD(Session, used_at),
      FIELD(Session, ends_at), FIELD(Session, remember), FIELD(Session, address), FIELD(Session, agent),
      FIELD(Session, browser), FIELD(Session, current), FIELD(Session, token_hash, .secret = true));
SHAPE_STATIC(Signed, FIELD(Signed, person_id), FIELD(Signed, name), FIELD(Signed, hue), FIELD(Signed, lang),
             FIELD(Signed, theme), FIELD(Signed, session_id), FIELD(Signed, token_id), FIELD(Signed, used_at));

/* What the statements ask by. */
typedef struct {
    Id id, person_id;
    const char *token_hash;
    Instant created_at, used_at, idle_since; /* used_at: now */
    Day today;
    int most;
} SessionKey;
SHAPE_STATIC(SessionKey, FIELD(SessionKey, id), FIELD(SessionKey, person_id),
             FIELD(SessionKey, token_hash, .secret = true), FIELD(SessionKey, created_at), FIELD(SessionKey, used_at),
             FIELD(SessionKey, idle_since), FIELD(SessionKey, today), FIELD(SessionKey, most));

static SessionKey key_now(const Ctx *cx)
{
    return (SessionKey){.token_hash = "",
                        .created_at = cx->now,
                        .used_at = cx->now,
                        .idle_since = (Instant){cx->now.n - SESSION_IDLE},
                        .today = cx->today,
                        .most = SESSIONS_MAX};
}

/* Whoever was found out to ask is asked again, and open streams of the person end. */
static void ended(Ctx *cx, Id person_id)
{
    cx_touch(cx, "session/person/%" PRId64, person_id.n);
}

Err *session_new(Ctx *cx, Session *session, const char **token)
{
    SessionKey key = key_now(cx);
    *token = secret_new(cx->arena);
    session->token_hash = secret_hash(cx->arena, *token);
    session->created_at = session->used_at = cx->now;
    session->ends_at = (Instant){cx->now.n + SESSION_LONGEST};
    key.person_id = session->person_id;
    TRY(db_one(cx, &sql_session_add, IN(Session, session), ONE(Session, session)));
    return db_exec(cx, &sql_session_trim, IN(SessionKey, &key));
}

static Err *find(Ctx *cx, const Sql *sql, const char *token, Signed *signed_in)
{
    SessionKey key = key_now(cx);
    bool found;
    *signed_in = (Signed){.name = "", .lang = "", .theme = ""};
    if (!*token)
        return NULL;
    key.token_hash = secret_hash(cx->arena, token);
    return db_find(cx, sql, IN(SessionKey, &key), ONE(Signed, signed_in), &found);
}

Err *session_find(Ctx *cx, const char *token, Signed *signed_in)
{
    return find(cx, &sql_session_find, token, signed_in);
}

Err *token_find(Ctx *cx, const char *token, Signed *signed_in)
{
    return find(cx, &sql_token_find, token, signed_in);
}

Err *session_of_person(Ctx *cx, Id person_id, Signed *signed_in)
{
    SessionKey key = key_now(cx);
    bool found;
    *signed_in = (Signed){.name = "", .lang = "", .theme = ""};
    key.person_id = person_id;
    return db_find(cx, &sql_session_of_person, IN(SessionKey, &key), ONE(Signed, signed_in), &found);
}

bool session_use_is_due(const Ctx *cx, const Signed *signed_in)
{
    return signed_in->person_id.n && signed_in->used_at.n <= cx->now.n - USE_NOTED_AFTER;
}

Err *session_used(Ctx *cx, void *signed_in)
{
    Signed use = *(Signed *)signed_in;
    if (!session_use_is_due(cx, &use))
        return NULL;
    use.used_at = cx->now;
    return db_exec(cx, use.session_id.n ? &sql_session_use : &sql_token_use, IN(Signed, &use));
}

Err *session_renew(Ctx *cx, Id id, const char **token, bool *remember)
{
    Session session = {.id = id};
    *token = secret_new(cx->arena);
    session.token_hash = secret_hash(cx->arena, *token);
    TRY(db_one(cx, &sql_session_renew, IN(Session, &session), ONE(Session, &session)));
    cx_touch(cx, "session");
    *remember = session.remember;
    return NULL;
}

typedef struct {
    const char *mark, *name;
} AgentWord;

static const char *first_in(const char *agent, const AgentWord *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(agent, words[i].mark))
            return words[i].name;
    return "";
}

/* The order matters: most browsers name the others too. */
static const char *browser_of(const Ctx *cx, const char *agent)
{
    static const AgentWord browsers[] = {
        {"YaBrowser/", "Яндекс Браузер"}, {"Edg", "Edge"},       {"OPR/", "Opera"},     {"Vivaldi/", "Vivaldi"},
        {"Firefox/", "Firefox"},          {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
    };
    static const AgentWord systems[] = {
        {"iPhone", "iPhone"},   {"iPad", "iPad"},    {"Android", "Android"},
        {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"},
    };
    const char *browser = first_in(agent, browsers, COUNT_OF(browsers));
    const char *system_name = first_in(agent, systems, COUNT_OF(systems));
    if (!*browser)
        return *agent ? agent : "—";
    return *system_name ? arena_printf(cx->arena, "%s, %s", browser, system_name) : browser;
}

Err *session_list(Ctx *cx, Id person_id, Id current, SessionList *sessions)
{
    SessionKey key = key_now(cx);
    key.person_id = person_id;
    TRY(db_all(cx, &sql_session_list, IN(SessionKey, &key), MANY(Session, sessions)));
    for (size_t i = 0; i < sessions->count; i++) {
        sessions->items[i].current = sessions->items[i].id.n == current.n;
        sessions->items[i].browser = browser_of(cx, sessions->items[i].agent);
    }
    return NULL;
}

Err *session_end(Ctx *cx, Id person_id, Id id)
{
    SessionKey key = {.id = id, .person_id = person_id};
    TRY(db_one(cx, &sql_session_end, IN(SessionKey, &key), ONE(SessionKey, &key)));
    ended(cx, person_id);
    return audit_note(cx, "", "session_ended", arena_printf(cx->arena, "person %" PRId64, person_id.n), "");
}

Err *session_end_all(Ctx *cx, Id person_id, Id but)
{
    SessionKey key = {.id = but, .person_id = person_id};
    ended(cx, person_id);
    return db_exec(cx, &sql_session_end_all, IN(SessionKey, &key));
}

static Err *sweep(Ctx *cx, const void *body UNUSED, bool *more)
{
    SessionKey key = key_now(cx);
    SessionList over = {0};
    TRY(db_all(cx, &sql_session_sweep, IN(SessionKey, &key), MANY(Session, &over)));
    for (size_t i = 0; i < over.count; i++)
        ended(cx, over.items[i].person_id);
    *more = over.count > 0;
    return NULL;
}

const JobDef session_sweep_job = {
    .kind = "session.sweep", .label = N_("End sessions that are over"), .run = sweep, .each_minutes = 10};

Err *device_new(Ctx *cx, Id person_id, const char **token)
{
    SessionKey key = key_now(cx);
    *token = secret_new(cx->arena);
    key.person_id = person_id;
    key.token_hash = secret_hash(cx->arena, *token);
    TRY(db_exec(cx, &sql_device_add, IN(SessionKey, &key)));
    return db_exec(cx, &sql_device_trim, IN(SessionKey, &key));
}

Err *device_known(Ctx *cx, Id person_id, const char *token, bool *known)
{
    SessionKey key = {.person_id = person_id};
    *known = false;
    if (!*token)
        return NULL;
    key.token_hash = secret_hash(cx->arena, token);
    return db_find(cx, &sql_device_find, IN(SessionKey, &key), ONE(SessionKey, &key), known);
}
