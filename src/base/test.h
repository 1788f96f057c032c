/* SPDX-License-Identifier: MIT */
/*
 * The floor that tests stand on. A test file ends with its table of sentences, which registers itself:
 *
 *     TEST_SUITE("plan: allocation",
 *         {"half a person is half of the week", halves_the_week},
 *         {"a week over 100 % is refused", refuses_more_than_all});
 *
 * A check that fails ends its test (in other threads than the test's own it is only counted).
 */
#ifndef BASE_TEST_H
#define BASE_TEST_H

#include "base/base.h"
#include "base/err.h"

/* The test that is running. */
typedef struct Test {
    const char *engine; /* "sqlite" or "postgres" in a suite for each engine, else "" */
    const char *suite, *sentence;
} Test;

typedef struct {
    const char *sentence;
    void (*run)(Test *t);
} TestCase;

typedef struct TestSuite TestSuite;
struct TestSuite {
    const char *name;
    const TestCase *cases; /* up to one without sentence */
    bool each_engine;
    TestSuite *next;
};

void test_suite_add(TestSuite *suite);

#define TEST_SUITE_OF(suite_name, engines, ...)                                                                        \
    static const TestCase test_cases_[] = {__VA_ARGS__, {NULL, NULL}};                                                 \
    static TestSuite test_suite_ = {.name = (suite_name), .cases = test_cases_, .each_engine = (engines)};             \
    __attribute__((constructor)) static void test_register_(void)                                                      \
    {                                                                                                                  \
        test_suite_add(&test_suite_);                                                                                  \
    }                                                                                                                  \
    _Static_assert(1, "")

#define TEST_SUITE(suite_name, ...) TEST_SUITE_OF(suite_name, false, __VA_ARGS__)

/* Runs on SQLite, and again on PostgreSQL where the environment's TAKT_TEST_PG holds a URL. */
#define TEST_SUITE_DB(suite_name, ...) TEST_SUITE_OF(suite_name, true, __VA_ARGS__)

/* Ends the test as neither passed nor failed; the reason is printed. */
_Noreturn void test_skip(Test *t, const char *why);

/* What the macros below call. */
void test_fail(Test *t, const char *file, int line, const char *format, ...) PRINTF_LIKE(4, 5);
void test_check_int(Test *t, const char *file, int line, const char *what, int64_t got, int64_t want);
void test_check_str(Test *t, const char *file, int line, const char *what, const char *got, const char *want);
void test_check_ok(Test *t, const char *file, int line, const char *what, const Err *err);
void test_check_err(Test *t, const char *file, int line, const char *what, const Err *err, ErrKind kind,
                    const char *field);

#define CHECK(t, condition)                                                                                            \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            test_fail((t), __FILE__, __LINE__, "%s does not hold", #condition);                                        \
    } while (0)

#define CHECK_INT(t, got, want) test_check_int((t), __FILE__, __LINE__, #got, (int64_t)(got), (int64_t)(want))
#define CHECK_STR(t, got, want) test_check_str((t), __FILE__, __LINE__, #got, (got), (want))

/* The Err * is NULL. */
#define CHECK_OK(t, err) test_check_ok((t), __FILE__, __LINE__, #err, (err))

/* The Err * is of this kind and stands at this field ("" for none). */
#define CHECK_ERR(t, err, kind, field) test_check_err((t), __FILE__, __LINE__, #err, (err), (kind), (field))

#endif
