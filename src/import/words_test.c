/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "import/words.h"

typedef struct {
    const char *text;
    SubjectWord subject;
} Said;

static void check_all(Test *t, const Said *said, size_t count)
{
    Arena arena;
    arena_init(&arena, (size_t)1 << 20);
    Ctx cx = {.arena = &arena, .lang = LANG_RU};
    for (size_t i = 0; i < count; i++) {
        SubjectWord got = subject_word(&cx, said[i].text);
        if (got.kind != said[i].subject.kind || got.value != said[i].subject.value)
            test_fail(t, __FILE__, __LINE__, "\"%s\" is taken for %d/%d", said[i].text, (int)got.kind, got.value);
    }
    arena_finish(&arena);
}

static void knows_own_work(Test *t)
{
    static const Said said[] = {
        {"Встречи", {SUBJECT_KIND, ALLOCATION_AGENCY_MEETING}},
        {"Внутренние встречи", {SUBJECT_KIND, ALLOCATION_AGENCY_MEETING}},
        {"внутр. созвоны", {SUBJECT_KIND, ALLOCATION_PROCESS_MEETING}},
        {"Внутреннее обучение", {SUBJECT_KIND, ALLOCATION_LEARNING}},
        {"Internal meetings", {SUBJECT_KIND, ALLOCATION_AGENCY_MEETING}},
        {"внутренние", {SUBJECT_KIND, ALLOCATION_OWN_TASKS}},
    };
    check_all(t, said, COUNT_OF(said));
}

static void leaves_projects_alone(Test *t)
{
    static const Said said[] = {
        {"Внутренний портал банка", {SUBJECT_PROJECT, 0}},
        {"Встречи выпускников", {SUBJECT_PROJECT, 0}},
        {"Внутренний отпуск", {SUBJECT_PROJECT, 0}},
    };
    check_all(t, said, COUNT_OF(said));
}

TEST_SUITE("import: words", {"own work is known, also as inner work", knows_own_work},
           {"a project that sounds like it stays a project", leaves_projects_alone});
