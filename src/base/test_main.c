/* SPDX-License-Identifier: MIT */
/* Runs the registered suites: takt-test [--only SUBSTRING] [--engine sqlite|postgres] [--verbose] */
#include "base/base.h"

#include "base/test.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define TEST_SECONDS 120

typedef struct {
    const char *only, *engine;
    bool verbose;
} Options;

static TestSuite *suites;
static struct {
    int passed, failed, skipped;
} total;

/* The running test: where its checks return to, and what they have found. */
static struct {
    jmp_buf out;
    pthread_t thread;
    atomic_int failures;
    const char *skipped;
    Test test;
} running;

/* Suites are kept by name, so that the order does not depend on the linker. */
void test_suite_add(TestSuite *suite)
{
    TestSuite **at = &suites;
    while (*at && strcmp((*at)->name, suite->name) <= 0)
        at = &(*at)->next;
    suite->next = *at;
    *at = suite;
}

static void print_name(const Test *t)
{
    const char *engine = *t->engine ? " on " : "";
    printf("%s: %s%s%s\n", t->suite, t->sentence, engine, t->engine);
}

static void leave_test(void)
{
    if (pthread_equal(pthread_self(), running.thread))
        longjmp(running.out, 1);
}

void test_skip(Test *t, const char *why)
{
    running.skipped = why;
    printf("SKIPPED ");
    print_name(t);
    printf("    %s\n", why);
    leave_test();
    abort(); /* only the test's own thread may skip it */
}

void test_fail(Test *t, const char *file, int line, const char *format, ...)
{
    if (atomic_fetch_add(&running.failures, 1) == 0) {
        printf("FAILED ");
        print_name(t);
    }
    printf("    %s:%d: ", file, line);
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
    leave_test();
}

void test_check_int(Test *t, const char *file, int line, const char *what, int64_t got, int64_t want)
{
    if (got != want)
        test_fail(t, file, line, "%s is %" PRId64 " and should be %" PRId64, what, got, want);
}

void test_check_str(Test *t, const char *file, int line, const char *what, const char *got, const char *want)
{
    if (got == want || (got && want && strcmp(got, want) == 0))
        return;
    test_fail(t, file, line, "%s is\n      \"%s\"\n    and should be\n      \"%s\"", what, got ? got : "(NULL)",
              want ? want : "(NULL)");
}

void test_check_ok(Test *t, const char *file, int line, const char *what, const Err *err)
{
    if (err)
        test_fail(t, file, line, "%s fails: %s%s%s (%s)", what, err->field, *err->field ? ": " : "", err->text,
                  err_kind_word(err->kind));
}

void test_check_err(Test *t, const char *file, int line, const char *what, const Err *err, ErrKind kind,
                    const char *field)
{
    if (!err)
        test_fail(t, file, line, "%s is accepted and should be refused (%s on \"%s\")", what, err_kind_word(kind),
                  field);
    else if (err->kind != kind || strcmp(err->field, field) != 0)
        test_fail(t, file, line, "%s is refused with %s on \"%s\" (%s) and should be with %s on \"%s\"", what,
                  err_kind_word(err->kind), err->field, err->text, err_kind_word(kind), field);
}

static void run_case(const TestSuite *suite, const TestCase *item, const char *engine, const Options *options)
{
    running.test = (Test){.engine = engine, .suite = suite->name, .sentence = item->sentence};
    running.thread = pthread_self();
    running.skipped = NULL;
    atomic_store(&running.failures, 0);
    if (options->verbose)
        print_name(&running.test);
    alarm(TEST_SECONDS);
    if (setjmp(running.out) == 0)
        item->run(&running.test);
    alarm(0);
    if (running.skipped)
        total.skipped++;
    else if (atomic_load(&running.failures) > 0)
        total.failed++;
    else
        total.passed++;
}

static void run_suite(const TestSuite *suite, const char *engine, const Options *options)
{
    for (const TestCase *item = suite->cases; item->sentence; item++)
        if (!options->only || strstr(suite->name, options->only) || strstr(item->sentence, options->only))
            run_case(suite, item, engine, options);
}

static void run_engine(const char *engine, const Options *options)
{
    for (const TestSuite *suite = suites; suite; suite = suite->next)
        if (suite->each_engine && (!options->engine || strcmp(options->engine, engine) == 0))
            run_suite(suite, engine, options);
}

/* A test that hangs or aborts should at least be named; only async-signal-safe calls here. */
static void name_culprit(int signal_number)
{
    const char *parts[] = {signal_number == SIGALRM ? "FAILED (takes too long) " : "FAILED (aborted) ",
                           running.test.suite,
                           ": ",
                           running.test.sentence,
                           " ",
                           running.test.engine,
                           "\n"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i] && write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0)
            _exit(1);
    if (signal_number == SIGALRM)
        _exit(1);
}

static bool read_options(int argc, char **argv, Options *options)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--verbose") == 0)
            options->verbose = true;
        else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            options->only = argv[++i];
        else if (strcmp(argv[i], "--engine") == 0 && i + 1 < argc)
            options->engine = argv[++i];
        else
            return false;
    }
    return !options->engine || strcmp(options->engine, "sqlite") == 0 || strcmp(options->engine, "postgres") == 0;
}

int main(int argc, char **argv)
{
    Options options = {0};
    if (!read_options(argc, argv, &options)) {
        fprintf(stderr, "usage: takt-test [--only SUBSTRING] [--engine sqlite|postgres] [--verbose]\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGABRT, name_culprit);
    signal(SIGALRM, name_culprit);
    for (const TestSuite *suite = suites; suite; suite = suite->next)
        if (!suite->each_engine && !options.engine)
            run_suite(suite, "", &options);
    run_engine("sqlite", &options);
    if (getenv("TAKT_TEST_PG"))
        run_engine("postgres", &options);
    else
        printf("PostgreSQL is not tried: TAKT_TEST_PG is not set.\n");
    printf("%d passed, %d failed", total.passed, total.failed);
    printf(total.skipped > 0 ? ", %d skipped\n" : "\n", total.skipped);
    return total.failed > 0 || total.passed == 0;
}
