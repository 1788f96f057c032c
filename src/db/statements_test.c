/* SPDX-License-Identifier: MIT */
/* Every statement of the program against both engines, before a person's request is the first to try it. */
#include "base/base.h"

#include <ctype.h>
#include <sqlite3.h>
#include <strings.h>

#include "base/text.h"
#include "db/db_fixture.h"
#include "db/engine.h"

/* Tables that grow with every week of work: reading one whole is a mistake unless it is listed below. */
static const char *const large[] = {"absence", "allocation", "audit",   "change",      "change_item", "change_week",
                                    "job",     "overtime",   "session", "person_week", "plan_taken",  "time_entry"};

/* Statements that may read a large table whole, each with its reason. */
static const struct {
    const char *statement, *why;
} allowed[] = {
    {"tentative_bookings", "walks the index of tentative rows, which is a small part"},
    {"check_week_sums", "takt check looks at everything"},
    {"check_week_overtime", "takt check looks at everything"},
    {"check_week_over", "takt check looks at everything"},
    {"check_week_missing", "takt check looks at everything"},
    {"session_sweep", "every ten minutes; nobody has more than twenty sessions"},
    {"job_list", "a person or an operator looks; what is done goes after a week"},
    {"job_scheduled", "once, when a server starts; what is done goes after a week"},
    {"person_remove", "undo of an addition: the database looks for whoever still refers to the person"},
};

static bool may_read_whole(const char *statement)
{
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (strcmp(allowed[i].statement, statement) == 0)
            return true;
    return false;
}

static bool is_large(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(large); i++)
        if (strcasecmp(large[i], table) == 0)
            return true;
    return false;
}

static void prepares_everywhere(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    int failed = 0;
    for (int i = 0; i < sql_all_count; i++) {
        CHECK_OK(t, db_savepoint(&cx));
        Err *err = db_prepare(&cx, sql_all[i]);
        /* PostgreSQL is told the types when a statement runs; here it has to guess, and may say that it cannot */
        if (err && !strstr(err->text, "could not determine data type")) {
            printf("    %s: %s: %s\n", sql_all[i]->file, sql_all[i]->name, err->text);
            failed++;
        }
        if (err)
            db_rollback_to_savepoint(&cx);
        else
            CHECK_OK(t, db_release(&cx));
    }
    CHECK_INT(t, failed, 0);
}

/* ---- plans of SQLite ---- */

typedef struct {
    Ctx *cx;
    sqlite3 *handle;
    const char *views; /* the text of all views */
} Planner;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The word at *at, in lower case, and moves behind it; "" at the end. Quoted texts are passed over. */
static const char *next_word(Arena *arena, const char **at)
{
    const char *c = *at;
    while (*c && !is_word(*c)) {
        const char *quoted = *c == '\'' ? strchr(c + 1, '\'') : NULL;
        c = quoted ? quoted + 1 : c + 1;
    }
    const char *start = c;
    while (is_word(*c))
        c++;
    *at = c;
    char *word = arena_strndup(arena, start, (size_t)(c - start));
    for (char *letter = word; *letter; letter++)
        *letter = (char)tolower((unsigned char)*letter);
    return word;
}

/* "FROM allocation AS a" says that a is allocation; NULL when the text says nothing about it. */
static const char *table_of_alias(Arena *arena, const char *text, const char *alias)
{
    const char *before = "";
    for (const char *word; *(word = next_word(arena, &text));) {
        if (strcmp(word, "as") == 0)
            continue;
        if (strcmp(word, alias) == 0 && is_large(before))
            return before;
        before = word;
    }
    return NULL;
}

static bool names_table(Arena *arena, const char *text, const char *table)
{
    for (const char *word; *(word = next_word(arena, &text));)
        if (strcmp(word, table) == 0)
            return true;
    return false;
}

/* The large table that a line of a plan reads whole, NULL when it reads none so. */
static const char *read_whole(const Planner *planner, const char *text, const char *line)
{
    Arena *arena = planner->cx->arena;
    bool automatic = text_starts(line, "SEARCH ") && strstr(line, " AUTOMATIC ");
    if (!text_starts(line, "SCAN ") && !automatic)
        return NULL;
    const char *at = strchr(line, ' ');
    const char *name = next_word(arena, &at);
    /* the plan of an INSERT also shows a look at rows that waited for its id, which none did */
    if (text_starts(text, "INSERT") && !names_table(arena, text, name))
        return NULL;
    if (is_large(name))
        return name;
    const char *table = table_of_alias(arena, text, name);
    return table ? table : table_of_alias(arena, planner->views, name);
}

static int check_plan(Test *t, const Planner *planner, const Sql *sql)
{
    sqlite3_stmt *plan;
    int found = 0;
    const char *mark = strstr(sql->text, "@for_update");
    int length = mark ? (int)(mark - sql->text) : (int)strlen(sql->text);
    const char *text = arena_printf(planner->cx->arena, "EXPLAIN QUERY PLAN %.*s", length, sql->text);
    CHECK_INT(t, sqlite3_prepare_v2(planner->handle, text, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(plan, 3);
        const char *table = read_whole(planner, sql->text, line);
        if (!table || may_read_whole(sql->name))
            continue;
        printf("    %s: %s reads %s whole (%s)\n", sql->file, sql->name, table, line);
        found++;
    }
    sqlite3_finalize(plan);
    return found;
}

static const char *text_of_views(Planner *planner)
{
    sqlite3_stmt *views;
    const char *text = "";
    if (sqlite3_prepare_v2(planner->handle, "SELECT sql FROM sqlite_master WHERE type = 'view'", -1, &views, NULL))
        return text;
    while (sqlite3_step(views) == SQLITE_ROW)
        text = arena_printf(planner->cx->arena, "%s %s", text, (const char *)sqlite3_column_text(views, 0));
    sqlite3_finalize(views);
    return text;
}

static void reads_no_large_table_whole(Test *t)
{
    Ctx cx;
    int found = 0;
    fixture_db(t, &cx);
    if (db_engine(cx.db) != ENGINE_SQLITE)
        return; /* its plans depend on statistics, which an empty database does not have */
    Planner planner = {.cx = &cx, .handle = cx.db->handle};
    planner.views = text_of_views(&planner);
    for (int i = 0; i < sql_all_count; i++)
        found += check_plan(t, &planner, sql_all[i]);
    CHECK_INT(t, found, 0);
}

/* The check itself must be able to see: aliases, views of the statement, and indexes made in passing. */
static void notices_a_table_read_whole(Test *t)
{
    static const struct {
        const char *text, *line, *table;
    } cases[] = {
        {"SELECT id FROM allocation", "SCAN allocation", "allocation"},
        {"SELECT a.id FROM allocation a", "SCAN a", "allocation"},
        {"SELECT a.id FROM person p JOIN allocation AS a ON 1 = 1", "SCAN a USING COVERING INDEX i", "allocation"},
        {"SELECT a.id FROM person p JOIN allocation AS a ON 1 = 1", "SCAN p", NULL},
        {"SELECT a.id FROM allocation a", "SEARCH a USING INDEX allocation_by_week (week=?)", NULL},
        {"SELECT a.id FROM allocation a", "SEARCH a USING AUTOMATIC COVERING INDEX (note=?)", "allocation"},
        {"SELECT id FROM busy", "SCAN inner", "person_week"},
        {"SELECT id FROM client", "SCAN client", NULL},
        {"DELETE FROM person WHERE id = $1", "SCAN overtime", "overtime"},
        {"INSERT INTO person (name) VALUES ($1)", "SCAN overtime", NULL},
        {"INSERT INTO client SELECT id FROM overtime", "SCAN overtime", "overtime"},
    };
    Ctx cx;
    fixture_cx(t, &cx);
    Planner planner = {.cx = &cx, .views = "CREATE VIEW busy AS SELECT 1 AS id FROM person_week inner"};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_STR(t, read_whole(&planner, cases[i].text, cases[i].line), cases[i].table);
}

TEST_SUITE_DB("db: every statement", {"each can be prepared", prepares_everywhere},
              {"none reads a large table whole", reads_no_large_table_whole},
              {"a table read whole is noticed", notices_a_table_read_whole});
