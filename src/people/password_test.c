/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/embedded.h"
#include "base/text.h"
#include "db/db_fixture.h"
#include "people/password.h"
#include "people/password_guess.h"

static const char *const person[] = {"Анна Ветрова", "anna.vetrova@polden.example", "Полдень", NULL};

static void refuses_the_common(Test *t)
{
    static const char *const common[] = {
        "password1234",       "Password2024!",      "qwertyuiop123",    "123456789012",     "iloveyou1234",
        "йцукенгшщзхъ",       "пароль123456",       "gfhjkm123456",     "Privet2020Privet", "sashasasha12",
        "aaaaaaaaaaaa",       "abcabcabcabc",       "1qaz2wsx3edc",     "zaq12wsxcde3",     "p4ssw0rd1999",
        "letmein12345",       "Москва2026год",      "summerwinter2025", "99999999999999",   "natasha19871987",
        "vetrova-anna",       "polden-2026-06",     "Анна_Ветрова1",    "takt-takt-takt",   "VetrovaPolden1",
        "qwerty qwerty 1234", "qwertyqwertyqwerty", "admin-admin-2025", "lyubov-lyubov-1",  "солнышко-2019",
    };
    Ctx cx;
    fixture_cx(t, &cx);
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (!password_check(&cx, "password", common[i], person))
            test_fail(t, __FILE__, __LINE__, "%s is accepted", common[i]);
}

static void accepts_the_rest(Test *t)
{
    static const char *const good[] = {
        "correct horse battery staple",
        "kitchen-lantern-orbit",
        "ведро луна кактус поезд",
        "f7Kq-9zXw-2mPd",
        "жёлтая-шестерня-у-моста",
        "vbkmysqghbdtngjkt;f",
        "тридцать3ежа-в-кепках",
        "Хочу на дачу в субботу!",
        "xk3vm9qlp2zt",
    };
    Ctx cx;
    fixture_cx(t, &cx);
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (password_check(&cx, "password", good[i], person))
            test_fail(t, __FILE__, __LINE__, "%s is refused", good[i]);
    for (int i = 0; i < 20; i++)
        CHECK_OK(t, password_check(&cx, "password", password_generate(&cx), NULL));
}

/* Of the many, every 23rd is tried in full; counting them all is what S2 asks for. */
static void try_common(Test *t, Ctx *cx, const char *password, int *tried)
{
    if (text_length(password) < PASSWORD_MIN)
        return;
    if (++*tried % 23 == 0 && !password_is_guessed_first(cx->arena, password, NULL))
        test_fail(t, __FILE__, __LINE__, "%s is accepted", password);
}

/* Words, one or two, with the endings that people put behind them. */
static void refuses_ten_thousand(Test *t)
{
    static const char *const endings[] = {"1234", "12345", "123456", "1234567890", "2020", "2021", "2022", "2023",
                                          "2024", "2025",  "2026",   "1980",       "1990", "1995", "111",  "000",
                                          "777",  "!2024", "_2025",  "-2026",      "1!",   "123",  "321",  "qwe"};
    Ctx cx;
    int tried = 0;
    const char *before = "love";
    fixture_cx(t, &cx);
    TextList lines = text_split(cx.arena, embedded_text("people/common_words.txt"), '\n');
    for (size_t line = 0; line < lines.count; line++) {
        TextList words = text_split(cx.arena, *lines.items[line] == '#' ? "" : lines.items[line], ' ');
        for (size_t word = 0; word < words.count; word++) {
            ArenaMark mark = arena_mark(cx.arena);
            for (size_t i = 0; i < COUNT_OF(endings); i++) {
                try_common(t, &cx, arena_printf(cx.arena, "%s%s", words.items[word], endings[i]), &tried);
                try_common(t, &cx, arena_printf(cx.arena, "%s%s%s", before, words.items[word], endings[i]), &tried);
            }
            arena_rewind(cx.arena, mark);
            before = words.items[word];
        }
    }
    CHECK(t, tried >= 10000);
}

static void holds_to_lengths(Test *t)
{
    static const char letters[] = "жшцпыэнкгло";
    char longest[PASSWORD_MAX * 2 + 1] = {0};
    Ctx cx;
    fixture_cx(t, &cx);
    CHECK_ERR(t, password_check(&cx, "new_password", "xk3vm9qlp2z", NULL), ERR_INPUT, "new_password");
    for (int i = 0; i < PASSWORD_MAX; i++) /* Cyrillic: two bytes each */
        memcpy(longest + (ptrdiff_t)2 * i, letters + (ptrdiff_t)2 * ((i * i * i + 5 * i) % 11), 2);
    CHECK_OK(t, password_check(&cx, "password", longest, NULL));
    CHECK_ERR(t, password_check(&cx, "password", arena_printf(cx.arena, "%s!", longest), NULL), ERR_INPUT, "password");
}

static void knows_the_right_one(Test *t)
{
    const char *hash;
    bool fits, outdated;
    Ctx cx;
    fixture_cx(t, &cx);
    CHECK_OK(t, password_hash(&cx, "kitchen-lantern-orbit", &hash));
    CHECK(t, text_starts(hash, "$argon2id$v=19$m=65536,t=3,p=1$"));
    CHECK_OK(t, password_fits(&cx, "kitchen-lantern-orbit", hash, &fits, &outdated));
    CHECK(t, fits && !outdated);
    CHECK_OK(t, password_fits(&cx, "kitchen-lantern-orbiT", hash, &fits, &outdated));
    CHECK(t, !fits);
    CHECK_OK(t, password_fits(&cx, "anything at all", "", &fits, &outdated));
    CHECK(t, !fits);
}

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void takes_as_long_for_nobody(Test *t)
{
    const char *hash;
    bool fits;
    Ctx cx;
    fixture_cx(t, &cx);
    CHECK_OK(t, password_hash(&cx, "kitchen-lantern-orbit", &hash));
    int64_t start = microseconds();
    CHECK_OK(t, password_fits(&cx, "wrong wrong wrong", hash, &fits, NULL));
    int64_t wrong = microseconds() - start;
    start = microseconds();
    CHECK_OK(t, password_fits(&cx, "wrong wrong wrong", "", &fits, NULL));
    int64_t nobody = microseconds() - start;
    CHECK(t, nobody > wrong / 2 && nobody < wrong * 2); /* skipping the hash would be a thousand times faster */
}

static void refuses_when_many_wait(Test *t)
{
    Ctx cx;
    Hashing hashing;
    const char *hash;
    fixture_cx(t, &cx);
    hashing_init(&hashing);
    cx.hooks = &(Hooks){.hashing = &hashing};
    hashing.running = HASHING_AT_ONCE;
    hashing.waiting = HASHING_WAITING;
    Err *err = password_hash(&cx, "kitchen-lantern-orbit", &hash);
    CHECK_ERR(t, err, ERR_BUSY, "");
    CHECK(t, err->wait > 0);
    hashing.running = hashing.waiting = 0;
    CHECK_OK(t, password_hash(&cx, "kitchen-lantern-orbit", &hash));
    CHECK_INT(t, hashing.running, 0);
    hashing_finish(&hashing);
}

static void makes_secrets(Test *t)
{
    Ctx cx;
    fixture_cx(t, &cx);
    const char *one = secret_new(cx.arena);
    const char *two = secret_new(cx.arena);
    CHECK_INT(t, strlen(one), 43);
    CHECK(t, strcmp(one, two) != 0);
    CHECK_INT(t, strlen(secret_hash(cx.arena, one)), 64);
    CHECK_STR(t, secret_hash(cx.arena, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_SUITE("people: password", {"passwords that are guessed first are refused", refuses_the_common},
           {"passwords of unrelated words or letters are accepted", accepts_the_rest},
           {"ten thousand common passwords are refused", refuses_ten_thousand},
           {"a password has 12 to 128 characters", holds_to_lengths},
           {"the right password fits its hash and no other", knows_the_right_one},
           {"an unknown address takes as long as a wrong password", takes_as_long_for_nobody},
           {"two hash at once, sixteen wait, more are told to come back", refuses_when_many_wait},
           {"a secret is 256 random bits, known by its hash", makes_secrets});
