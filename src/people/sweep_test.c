/* SPDX-License-Identifier: MIT */
/* What people/ forgets by itself. */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "people/invite.h"
#include "people/login.h"
#include "people/people_fixture.h"
#include "people/session.h"

static void run(Test *t, Ctx *cx, const JobDef *def)
{
    bool more;
    do {
        more = false;
        CHECK_OK(t, def->run(cx, NULL, &more));
    } while (more);
}

static const char *new_session(Test *t, Ctx *cx, Id person_id)
{
    const char *token;
    Session session = {.person_id = person_id, .address = "10.0.0.1", .agent = ""};
    CHECK_OK(t, session_new(cx, &session, &token));
    return token;
}

static size_t sessions_kept(Test *t, Ctx *cx, Id person_id)
{
    Ctx before = *cx;
    SessionList sessions = {0};
    before.now.n -= SESSION_LONGEST; /* the list shows only those that are good at its time */
    CHECK_OK(t, session_list(&before, person_id, ID(0), &sessions));
    return sessions.count;
}

static void ends_sessions_that_are_over(Test *t)
{
    Ctx cx;
    Topics topics = {0};
    Signed who;
    Id person_id = fixture_agency(t, &cx);
    new_session(t, &cx, person_id);
    cx.now.n += SESSION_IDLE - 60;
    const char *used = new_session(t, &cx, person_id);
    run(t, &cx, &session_sweep_job);
    CHECK_INT(t, sessions_kept(t, &cx, person_id), 2);
    cx.now.n += 60;
    cx.topics = &topics;
    run(t, &cx, &session_sweep_job);
    CHECK_INT(t, sessions_kept(t, &cx, person_id), 1);
    CHECK_INT(t, topics.names.count, 1);
    CHECK(t, text_starts(topics.names.items[0], "session/person/"));
    CHECK_OK(t, session_find(&cx, used, &who));
    CHECK_INT(t, who.person_id.n, person_id.n);
}

static Err *failures_kept(Ctx *cx, const char *address)
{
    return login_allowed(cx, "", address);
}

static void forgets_failures_after_a_calm_hour(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    for (int i = 0; i < 30; i++)
        CHECK_OK(t, login_failed(&cx, "", "10.0.0.9"));
    CHECK_ERR(t, failures_kept(&cx, "10.0.0.9"), ERR_LIMITED, "");
    run(t, &cx, &login_sweep_job);
    CHECK_ERR(t, failures_kept(&cx, "10.0.0.9"), ERR_LIMITED, "");
    Instant then = cx.now;
    cx.now.n += 3600 + 30;
    run(t, &cx, &login_sweep_job);
    cx.now = then; /* it would still be closed, were it kept */
    CHECK_OK(t, failures_kept(&cx, "10.0.0.9"));
}

static void forgets_invitations_that_are_over(Test *t)
{
    Ctx cx;
    Invite invite = {0};
    const char *good, *old;
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "anna@polden.example", "account");
    Id vera = fixture_person(t, &cx, "Вера", "vera@polden.example", "account");
    CHECK_OK(t, invite_new(&cx, anna, &invite, &old));
    Instant then = cx.now;
    cx.now.n += INVITE_HOURS * 3600;
    CHECK_OK(t, invite_new(&cx, vera, &invite, &good));
    run(t, &cx, &invite_sweep_job);
    CHECK_OK(t, invite_find(&cx, good, &invite));
    cx.now = then; /* it would still be good, were it kept */
    CHECK_ERR(t, invite_find(&cx, old, &invite), ERR_MISSING, "");
}

TEST_SUITE_DB("people: sweep", {"sessions that are over go, and their pages hear of it", ends_sessions_that_are_over},
              {"failed sign-ins are forgotten after a calm hour", forgets_failures_after_a_calm_hour},
              {"invitations that are over are forgotten", forgets_invitations_that_are_over});
