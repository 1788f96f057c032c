/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/command.h"
#include "people/invite.h"
#include "people/login.h"
#include "people/password.h"
#include "people/people_fixture.h"
#include "people/session.h"
#include "people/token.h"

#define RIGHT_ONE "kitchen-lantern-orbit"

/* Somebody with a password; cx acts as nobody, as at the door. */
static Id with_password(Test *t, Ctx *cx, const char *name, const char *email)
{
    static const char *hash; /* hashing is slow by design: once for all tests */
    static char kept[200];
    if (!hash) {
        CHECK_OK(t, password_hash(cx, RIGHT_ONE, &hash));
        memcpy(kept, hash, strlen(hash) + 1);
        hash = kept;
    }
    Id id = fixture_person(t, cx, name, email, "specialist");
    CHECK_OK(t, person_set_password(cx, id, kept));
    return id;
}

static SignIn attempt(const char *email, const char *password)
{
    return (SignIn){.email = email, .password = password, .address = "10.0.0.1", .agent = "test", .device = ""};
}

/* Both halves of a try, and what follows the rollback of a failed one. */
static Err *sign_in(Ctx *cx, SignIn *sign_in_, SignedIn *signed_in)
{
    TRY(login_verify(cx, sign_in_));
    Err *err = login_finish(cx, sign_in_, signed_in);
    TRY(store_write_after(cx, NULL));
    return err;
}

/* A failure without the slow hash. */
static void fail(Test *t, Ctx *cx, const char *email, const char *address, const char *device)
{
    SignedIn signed_in;
    SignIn wrong = attempt(email, "wrong");
    wrong.address = address;
    wrong.device = device;
    wrong.known_device = *device != '\0';
    CHECK_ERR(t, login_finish(cx, &wrong, &signed_in), ERR_INPUT, "password");
    CHECK_OK(t, store_write_after(cx, NULL));
}

static void opens_a_session(Test *t)
{
    Ctx cx;
    SignedIn signed_in;
    Signed found;
    fixture_agency(t, &cx);
    Id anna = with_password(t, &cx, "Анна", "anna@polden.example");
    SignIn right = attempt("ANNA@polden.example", RIGHT_ONE);
    CHECK_OK(t, sign_in(&cx, &right, &signed_in));
    CHECK_OK(t, session_find(&cx, signed_in.token, &found));
    CHECK_INT(t, found.person_id.n, anna.n);
    CHECK_STR(t, found.name, "Анна");
    CHECK(t, signed_in.device != NULL);
    CHECK_OK(t, session_find(&cx, "no such token", &found));
    CHECK_INT(t, found.person_id.n, 0);
}

static void answers_alike(Test *t)
{
    Ctx cx;
    SignedIn signed_in;
    fixture_agency(t, &cx);
    with_password(t, &cx, "Анна", "anna@polden.example");
    SignIn wrong = attempt("anna@polden.example", "not the password");
    SignIn unknown = attempt("nobody@polden.example", "not the password");
    Err *first = sign_in(&cx, &wrong, &signed_in);
    Err *second = sign_in(&cx, &unknown, &signed_in);
    CHECK_ERR(t, first, ERR_INPUT, "password");
    CHECK_ERR(t, second, ERR_INPUT, "password");
    CHECK_STR(t, first->text, second->text);
    const LoginTries *of_first = first->data;
    const LoginTries *of_second = second->data;
    CHECK_INT(t, of_first->attempts_left, 9);
    CHECK_INT(t, of_second->attempts_left, 9);
}

static void lets_nobody_else_in(Test *t)
{
    Ctx cx;
    Person person;
    SignedIn signed_in;
    fixture_agency(t, &cx);
    Id left = with_password(t, &cx, "Глеб", "gleb@polden.example");
    Id closed = with_password(t, &cx, "Вера", "vera@polden.example");
    fixture_person(t, &cx, "Нина", "nina@polden.example", "accountant"); /* has no password */
    CHECK_OK(t, person_get(&cx, left, &person));
    person.employed_until = DAY(cx.today.n - 1);
    CHECK_OK(t, person_change(&cx, &person));
    CHECK_OK(t, person_get(&cx, closed, &person));
    person.disabled = true;
    CHECK_OK(t, person_change(&cx, &person));
    SignIn tries[] = {attempt("gleb@polden.example", RIGHT_ONE), attempt("vera@polden.example", RIGHT_ONE),
                      attempt("nina@polden.example", ""), attempt("", "")};
    for (size_t i = 0; i < COUNT_OF(tries); i++)
        CHECK_ERR(t, sign_in(&cx, &tries[i], &signed_in), ERR_INPUT, "password");
}

static void pauses_after_ten(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    for (int i = 0; i < 9; i++)
        fail(t, &cx, "anna@polden.example", arena_printf(cx.arena, "10.0.1.%d", i), "");
    CHECK_OK(t, login_allowed(&cx, "anna@polden.example", "10.0.2.1"));
    fail(t, &cx, "Anna@polden.example", "10.0.1.9", "");
    Err *err = login_allowed(&cx, "anna@polden.example", "10.0.2.1");
    CHECK_ERR(t, err, ERR_LIMITED, "");
    CHECK_INT(t, err->wait, 30);
    CHECK_OK(t, login_allowed(&cx, "boris@polden.example", "10.0.2.1"));
    cx.now.n += 31;
    fail(t, &cx, "anna@polden.example", "10.0.1.9", "");
    CHECK_INT(t, login_allowed(&cx, "anna@polden.example", "10.0.2.1")->wait, 60);
    for (int i = 0; i < 10; i++) {
        cx.now.n += 901;
        for (int n = 0; n < 10; n++)
            CHECK_OK(t, login_failed(&cx, "anna@polden.example", arena_printf(cx.arena, "10.3.%d.%d", i, n)));
    }
    CHECK_INT(t, login_allowed(&cx, "anna@polden.example", "10.0.2.1")->wait, 900);
    cx.now.n += 3600 + 901;
    fail(t, &cx, "anna@polden.example", "10.0.1.9", "");
    CHECK_OK(t, login_allowed(&cx, "anna@polden.example", "10.0.2.1"));
}

static void pauses_an_address(Test *t)
{
    Ctx cx;
    fixture_agency(t, &cx);
    for (int i = 0; i < 30; i++)
        fail(t, &cx, arena_printf(cx.arena, "person%d@polden.example", i), "10.9.9.9", "");
    CHECK_ERR(t, login_allowed(&cx, "anna@polden.example", "10.9.9.9"), ERR_LIMITED, "");
    CHECK_OK(t, login_allowed(&cx, "anna@polden.example", "10.9.9.8"));
}

static void pauses_the_right_password_too(Test *t)
{
    Ctx cx;
    SignedIn signed_in;
    fixture_agency(t, &cx);
    with_password(t, &cx, "Анна", "anna@polden.example");
    for (int i = 0; i < 10; i++)
        fail(t, &cx, "anna@polden.example", "10.0.0.2", "");
    SignIn right = attempt("anna@polden.example", RIGHT_ONE);
    CHECK_ERR(t, login_verify(&cx, &right), ERR_LIMITED, "");
    right.person_id = ID(1); /* verified before the pause began */
    CHECK_ERR(t, login_finish(&cx, &right, &signed_in), ERR_LIMITED, "");
}

static void spares_a_known_browser(Test *t)
{
    Ctx cx;
    SignedIn signed_in;
    fixture_agency(t, &cx);
    with_password(t, &cx, "Анна", "anna@polden.example");
    with_password(t, &cx, "Вера", "vera@polden.example");
    SignIn first = attempt("anna@polden.example", RIGHT_ONE);
    CHECK_OK(t, sign_in(&cx, &first, &signed_in));
    const char *device = signed_in.device;
    for (int i = 0; i < 10; i++)
        fail(t, &cx, "anna@polden.example", "10.0.0.2", "");
    SignIn again = attempt("anna@polden.example", RIGHT_ONE);
    again.device = device;
    CHECK_OK(t, sign_in(&cx, &again, &signed_in));
    CHECK(t, signed_in.device == NULL);
    SignIn stranger = attempt("anna@polden.example", RIGHT_ONE);
    stranger.device = "made up";
    CHECK_ERR(t, login_verify(&cx, &stranger), ERR_LIMITED, "");
    for (int i = 0; i < 10; i++) /* a stolen device cookie has a count of its own */
        fail(t, &cx, "anna@polden.example", "10.0.0.3", device);
    CHECK_ERR(t, login_verify(&cx, &again), ERR_LIMITED, "");
    SignIn other = attempt("vera@polden.example", RIGHT_ONE);
    other.device = device; /* another person's browser is not hers */
    CHECK_OK(t, login_verify(&cx, &other));
    CHECK(t, !other.known_device);
}

static const char *open_one(Test *t, Ctx *cx, Id person_id)
{
    const char *token;
    Session session = {.person_id = person_id, .address = "10.0.0.1", .agent = "test"};
    CHECK_OK(t, session_new(cx, &session, &token));
    return token;
}

static bool is_good(Test *t, Ctx *cx, const char *token)
{
    Signed found;
    CHECK_OK(t, session_find(cx, token, &found));
    return found.person_id.n != 0;
}

static void ends_idle_sessions(Test *t)
{
    Ctx cx;
    Signed found;
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    const char *token = open_one(t, &cx, anna);
    Instant start = cx.now;
    cx.now.n = start.n + SESSION_IDLE - 1;
    CHECK(t, is_good(t, &cx, token));
    cx.now.n++;
    CHECK(t, !is_good(t, &cx, token));
    cx.now = start;
    for (int64_t at = 0; at < SESSION_LONGEST - 3600; at += 3600) { /* used every hour, it lasts two weeks */
        cx.now.n = start.n + at;
        CHECK_OK(t, session_find(&cx, token, &found));
        CHECK_INT(t, found.person_id.n, anna.n);
        CHECK_OK(t, session_used(&cx, &found));
    }
    cx.now.n = start.n + SESSION_LONGEST - 1;
    CHECK(t, is_good(t, &cx, token));
    cx.now.n++;
    CHECK(t, !is_good(t, &cx, token));
}

static void notes_use_once_a_minute(Test *t)
{
    Ctx cx;
    Signed found;
    fixture_agency(t, &cx);
    const char *token = open_one(t, &cx, fixture_person(t, &cx, "Анна", "", "account"));
    CHECK_OK(t, session_find(&cx, token, &found));
    cx.now.n += 59;
    CHECK(t, !session_use_is_due(&cx, &found));
    cx.now.n += 1;
    CHECK(t, session_use_is_due(&cx, &found));
}

static void keeps_twenty(Test *t)
{
    Ctx cx;
    SessionList sessions = {0};
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    const char *first = open_one(t, &cx, anna);
    for (int i = 0; i < SESSIONS_MAX; i++)
        open_one(t, &cx, anna);
    CHECK(t, !is_good(t, &cx, first));
    CHECK_OK(t, session_list(&cx, anna, ID(0), &sessions));
    CHECK_INT(t, sessions.count, SESSIONS_MAX);
    CHECK_STR(t, sessions.items[0].browser, "test");
}

static void names_browsers(Test *t)
{
    static const struct {
        const char *agent, *browser;
    } known[] = {
        {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
         "Chrome, Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 YaBrowser/24.6 Safari/537.36",
         "Яндекс Браузер, Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1",
         "Safari, iPhone"},
        {"curl/7.88.1", "curl"},
        {"", "—"},
    };
    Ctx cx;
    const char *token;
    fixture_agency(t, &cx);
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        SessionList sessions = {0};
        Session session = {
            .person_id = fixture_person(t, &cx, "Анна", "", "account"), .address = "10.0.0.1", .agent = known[i].agent};
        CHECK_OK(t, session_new(&cx, &session, &token));
        CHECK_OK(t, session_list(&cx, session.person_id, session.id, &sessions));
        CHECK_STR(t, sessions.items[0].browser, known[i].browser);
        CHECK(t, sessions.items[0].current);
    }
}

static void renews_tokens(Test *t)
{
    Ctx cx;
    Signed found;
    const char *fresh;
    bool remember;
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "", "account");
    Id other = fixture_person(t, &cx, "Вера", "", "account");
    const char *token = open_one(t, &cx, anna);
    CHECK_OK(t, session_find(&cx, token, &found));
    CHECK_OK(t, session_renew(&cx, found.session_id, &fresh, &remember));
    CHECK(t, !is_good(t, &cx, token));
    CHECK(t, is_good(t, &cx, fresh));
    CHECK_ERR(t, session_end(&cx, other, found.session_id), ERR_MISSING, "");
    CHECK_OK(t, session_end(&cx, anna, found.session_id));
    CHECK(t, !is_good(t, &cx, fresh));
}

static void ends_with_access(Test *t)
{
    Ctx cx;
    Person person;
    Signed found;
    const char *secret;
    Invite invite = {0};
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "anna@polden.example", "account");
    const char *token = open_one(t, &cx, anna);
    CHECK_OK(t, roles_set(&cx, anna, ROLE_BIT(ROLE_HEAD))); /* a role change */
    CHECK(t, !is_good(t, &cx, token));
    token = open_one(t, &cx, anna);
    Token api = {.person_id = anna, .name = "script"};
    CHECK_OK(t, token_add(&cx, &api, &secret));
    CHECK_OK(t, token_find(&cx, secret, &found));
    CHECK_INT(t, found.person_id.n, anna.n);
    CHECK_OK(t, person_get(&cx, anna, &person)); /* the last day is over */
    person.employed_until = DAY(cx.today.n - 1);
    CHECK_OK(t, person_change(&cx, &person));
    CHECK(t, !is_good(t, &cx, token));
    CHECK_OK(t, token_find(&cx, secret, &found));
    CHECK_INT(t, found.person_id.n, 0);
    person.employed_until = DAY_NONE;
    CHECK_OK(t, person_change(&cx, &person));
    CHECK(t, is_good(t, &cx, token));
    CHECK_OK(t, invite_new(&cx, anna, &invite, &secret));
    CHECK_OK(t, person_set_password(&cx, anna, "")); /* a new password */
    CHECK(t, !is_good(t, &cx, token));
    CHECK_ERR(t, invite_find(&cx, secret, &invite), ERR_MISSING, "");
    token = open_one(t, &cx, anna);
    person.disabled = true;
    CHECK_OK(t, person_change(&cx, &person));
    person.disabled = false;
    CHECK_OK(t, person_change(&cx, &person));
    CHECK(t, !is_good(t, &cx, token)); /* ended, not asleep */
}

static void invites_once(Test *t)
{
    Ctx cx;
    Person person;
    Invite invite = {0};
    const char *secret, *second;
    fixture_agency(t, &cx);
    Id anna = fixture_person(t, &cx, "Анна", "anna@polden.example", "account");
    Id nobody = fixture_person(t, &cx, "Вера", "", "account");
    CHECK_ERR(t, invite_new(&cx, nobody, &invite, &secret), ERR_INPUT, "email");
    CHECK_OK(t, invite_new(&cx, anna, &invite, &secret));
    CHECK_OK(t, invite_find(&cx, secret, &invite));
    CHECK_OK(t, invite_find(&cx, secret, &invite)); /* looking changes nothing */
    CHECK_OK(t, invite_new(&cx, anna, &invite, &second));
    CHECK_ERR(t, invite_find(&cx, secret, &invite), ERR_MISSING, "");
    CHECK_OK(t, invite_accept(&cx, second, "a hash", &invite));
    CHECK_INT(t, invite.person_id.n, anna.n);
    CHECK_ERR(t, invite_accept(&cx, second, "a hash", &invite), ERR_MISSING, "");
    CHECK_OK(t, invite_new(&cx, anna, &invite, &secret));
    CHECK_OK(t, person_get(&cx, anna, &person));
    CHECK(t, person.signs_in);
    person.email = "anna@other.example";
    CHECK_OK(t, person_change(&cx, &person));
    CHECK_ERR(t, invite_find(&cx, secret, &invite), ERR_MISSING, ""); /* bound to the address */
    CHECK_OK(t, invite_new(&cx, anna, &invite, &secret));
    cx.now.n += INVITE_HOURS * 3600;
    CHECK_ERR(t, invite_find(&cx, secret, &invite), ERR_MISSING, "");
}

static void makes_the_first_administrator(Test *t)
{
    Ctx cx;
    RoleSet roles;
    Id id;
    const char *password, *secret;
    Signed found;
    Store *store = fixture_store(t, &cx);
    cx.hooks = &fixture_hooks;
    PersonCommand first = {.name = "Павел", .email = "pavel@polden.example", .roles = "specialist"};
    CHECK_OK(t, person_command_add(&cx, store, &first, &password));
    CHECK(t, password != NULL);
    CHECK_OK(t, person_command_token(&cx, store, "PAVEL@polden.example", "", &secret));
    CHECK_ERR(t, person_command_token(&cx, store, "who@polden.example", "", &secret), ERR_MISSING, "");
    PersonCommand weak = {.name = "Анна", .email = "anna@polden.example", .roles = "", .password = "anna12345678"};
    CHECK_ERR(t, person_command_add(&cx, store, &weak, &secret), ERR_INPUT, "password");
    CHECK_OK(t, store_reader(store, &cx, &cx.db));
    CHECK_OK(t, person_by_email(&cx, "pavel@polden.example", &id));
    CHECK_OK(t, roles_of_person(&cx, id, &roles));
    CHECK_STR(t, roles_words(cx.arena, roles), "administrator head specialist");
    CHECK_OK(t, token_find(&cx, secret, &found));
    SignIn right = attempt("pavel@polden.example", password);
    CHECK_OK(t, login_verify(&cx, &right));
    CHECK_INT(t, right.person_id.n, id.n);
    store_reader_back(store, cx.db);
}

TEST_SUITE_DB("people: login", {"the right password opens a session", opens_a_session},
              {"an unknown address is answered like a wrong password", answers_alike},
              {"who left, whose sign-in is closed or who has no password stays outside", lets_nobody_else_in},
              {"ten failures of an account bring a pause that doubles up to 15 minutes", pauses_after_ten},
              {"thirty failures of an address bring a pause", pauses_an_address},
              {"during a pause the right password is not tried", pauses_the_right_password_too},
              {"a browser that signed in before is not locked out with the account", spares_a_known_browser},
              {"a session ends after 12 idle hours and after 14 days", ends_idle_sessions},
              {"use of a session is noted once a minute", notes_use_once_a_minute},
              {"a person has at most 20 sessions", keeps_twenty},
              {"a list of sessions names browsers as people know them", names_browsers},
              {"a renewed session has a new token, and only its owner ends it", renews_tokens},
              {"leaving, closing, a new role and a new password end what was open", ends_with_access},
              {"an invitation works once, for its address, for 72 hours", invites_once},
              {"the first person is administrator and head at once", makes_the_first_administrator});
