/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/card_web.h"
#include "people/people_fixture.h"
#include "people/people_web.h"
#include "people/session.h"
#include "people/token.h"

static void reads_hours_as_typed(Test *t)
{
    static const struct {
        const char *text;
        int64_t minutes;
    } good[] = {{"8", 480}, {"7,5", 450}, {"7.5", 450}, {"7:20", 440}, {"0", 0}, {"", 0}, {"37,5", 2250}, {"0:05", 5}};
    static const char *const bad[] = {"eight", "7:60", "-1", "7:", ":30", "1:2:3", "99999999999", "7:-5"};
    Minutes minutes;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        CHECK(t, hours_parse(good[i].text, &minutes));
        CHECK_INT(t, minutes.n, good[i].minutes);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (hours_parse(bad[i], &minutes))
            test_fail(t, __FILE__, __LINE__, "%s is taken for hours", bad[i]);
}

static void says_hours_as_typed(Test *t)
{
    Ctx cx;
    Minutes again;
    fixture_cx(t, &cx);
    cx.lang = LANG_RU;
    CHECK_STR(t, hours_typed(&cx, MINUTES(480)), "8");
    CHECK_STR(t, hours_typed(&cx, MINUTES(450)), "7,5");
    CHECK_STR(t, hours_typed(&cx, MINUTES(440)), "7:20");
    for (int64_t minutes = 0; minutes <= MINUTES_PER_DAY; minutes++) {
        CHECK(t, hours_parse(hours_typed(&cx, MINUTES(minutes)), &again));
        CHECK_INT(t, again.n, minutes);
    }
}

static Req asking(Ctx *cx, const char *cookie, const char *value)
{
    Req req = {.path = "/", .target = "/", .token = "", .address = "10.0.0.1", .agent = "test"};
    *(Pair *)list_push(cx->arena, &req.cookies) = (Pair){cookie, value};
    return req;
}

static Id asks(Test *t, Ctx *cx, const Req *req)
{
    Identity identity = {0};
    CHECK_OK(t, login_identify(cx, req, &identity));
    return identity.person_id;
}

static void knows_by_cookie(Test *t)
{
    Ctx cx;
    const char *token;
    Identity identity = {0};
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    Session session = {.person_id = anna, .address = "10.0.0.1", .agent = "test"};
    CHECK_OK(t, session_new(&cx, &session, &token));
    Req plain = asking(&cx, "sid", token);
    CHECK_OK(t, login_identify(&cx, &plain, &identity));
    CHECK_INT(t, identity.person_id.n, anna.n);
    CHECK_INT(t, identity.session_id.n, session.id.n);
    CHECK_STR(t, identity.name, "Анна");
    Ctx as = {.grants = identity.grants};
    CHECK_INT(t, cx_scope(&as, "plan.write"), SCOPE_TEAM);
    CHECK_INT(t, cx_scope(&as, "people.write"), SCOPE_NONE);
    Req hosted = asking(&cx, "__Host-sid", token);
    CHECK_INT(t, asks(t, &cx, &hosted).n, 0); /* the prefix is for TLS alone, and there it is asked for */
    hosted.secure = true;
    CHECK_INT(t, asks(t, &cx, &hosted).n, anna.n);
    plain.secure = true;
    CHECK_INT(t, asks(t, &cx, &plain).n, 0);
}

static void knows_by_token(Test *t)
{
    Ctx cx;
    const char *secret, *cookie;
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    Token token = {.person_id = anna, .name = "script"};
    Session session = {.person_id = anna, .address = "10.0.0.1", .agent = "test"};
    CHECK_OK(t, token_add(&cx, &token, &secret));
    CHECK_OK(t, session_new(&cx, &session, &cookie));
    Req req = asking(&cx, "sid", cookie);
    req.bearer = true;
    CHECK_INT(t, asks(t, &cx, &req).n, 0); /* a program's cookie counts for nothing */
    req.token = secret;
    CHECK_INT(t, asks(t, &cx, &req).n, anna.n);
    req.token = cookie; /* a session is no token */
    CHECK_INT(t, asks(t, &cx, &req).n, 0);
    CHECK_OK(t, token_revoke(&cx, anna, token.id));
    req.token = secret;
    CHECK_INT(t, asks(t, &cx, &req).n, 0);
}

TEST_SUITE_DB("people: over HTTP", {"hours are read as people type them", reads_hours_as_typed},
              {"hours are shown so that they read back the same", says_hours_as_typed},
              {"a session cookie says who asks, by its name for the kind of connection", knows_by_cookie},
              {"a program's token says who asks, and its cookie does not", knows_by_token});
