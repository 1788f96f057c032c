/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sodium.h>

#include "base/text.h"
#include "db/rows.h"
#include "ops/transfer.h"

/* Who is referred to stands before who refers. change refers to itself, to earlier ones: rows come by id. */
static const char *const tables[] = {
    "setting",         "change",
    "change_item",     "audit",
    "audit_seal",      "job",
    "position",        "department",
    "person",          "contract",
    "role_right",      "person_role",
    "session",         "device",
    "invite",          "token",
    "client",          "project",
    "project_person",  "calendar_day",
    "absence",         "person_week",
    "allocation",      "overtime",
    "import",          "plan_request",
    "change_week",     "plan_template",
    "plan_taken",      "plan_revision",
    "people_revision", "tentative_reminder",
    "plan_view",       "plan_view_default",
    "plan_review",     "plan_seen",
    "plan_feed",       "sign_in_failure",
    "import_week",     "list_import",
};

typedef struct {
    Store *from;
    Ctx source; /* reads in one snapshot */
    Digest before[COUNT_OF(tables)], after[COUNT_OF(tables)];
    bool compared;
} Copy;

/* ---- what a table holds ---- */

static void hash_text(crypto_hash_sha256_state *state, const char *text)
{
    crypto_hash_sha256_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static void hash_value(crypto_hash_sha256_state *state, const Value *value)
{
    static const char *const marks[] = {[VALUE_NULL] = "null", [VALUE_INT] = "int", [VALUE_TEXT] = "text"};
    char number[24];
    hash_text(state, marks[value->kind]);
    if (value->kind == VALUE_TEXT)
        hash_text(state, value->text);
    if (value->kind == VALUE_INT) {
        snprintf(number, sizeof number, "%" PRId64, value->number);
        hash_text(state, number);
    }
}

static void digest_add(Digest *digest, const Row *row)
{
    crypto_hash_sha256_state state;
    uint64_t hash[4];
    _Static_assert(sizeof hash == crypto_hash_sha256_BYTES, "a hash is four words");
    crypto_hash_sha256_init(&state);
    for (int i = 0; i < row->count; i++) {
        hash_text(&state, row->names[i]);
        hash_value(&state, &row->values[i]);
    }
    crypto_hash_sha256_final(&state, (unsigned char *)hash);
    for (size_t i = 0; i < COUNT_OF(hash); i++)
        digest->sum[i] += hash[i];
    digest->rows++;
}

static Err *add_row(Ctx *cx UNUSED, const Row *row, void *arg)
{
    digest_add(arg, row);
    return NULL;
}

Err *transfer_digest(Ctx *cx, const char *table, Digest *digest)
{
    *digest = (Digest){0};
    return rows_each(cx, table, add_row, digest);
}

bool digest_equal(const Digest *a, const Digest *b)
{
    return a->rows == b->rows && memcmp(a->sum, b->sum, sizeof a->sum) == 0;
}

/* ---- before ---- */

static bool is_known(const char *table)
{
    if (strcmp(table, "migration") == 0)
        return true; /* each database has its own */
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(tables[i], table) == 0)
            return true;
    return false;
}

static Err *check_tables(Ctx *cx)
{
    TableNames names;
    TRY(rows_tables(cx, &names));
    for (size_t i = 0; i < names.count; i++)
        if (!is_known(names.items[i]))
            return err_fault(cx, "the table %s is not known to takt copy: nothing was copied", names.items[i]);
    return NULL;
}

static Err *refuse_row(Ctx *cx, const Row *row UNUSED, void *arg)
{
    return err_new(cx, ERR_CONFLICT, "", _("The database to copy into is not empty: there are rows in the table %s"),
                   (const char *)arg);
}

static Err *check_empty(Ctx *cx)
{
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        TRY(rows_each(cx, tables[i], refuse_row, arena_strdup(cx->arena, tables[i])));
    return NULL;
}

/* ---- copying ---- */

typedef struct {
    Ctx *target;
    RowWriter *writer;
    Digest *digest;
} Carry;

static Err *carry_row(Ctx *cx UNUSED, const Row *row, void *arg)
{
    Carry *carry = arg;
    digest_add(carry->digest, row);
    return rows_insert(carry->target, carry->writer, row);
}

static Err *copy_table(Ctx *cx, Copy *copy, size_t table)
{
    Carry carry = {.target = cx, .writer = rows_writer(cx, tables[table]), .digest = &copy->before[table]};
    *carry.digest = (Digest){0};
    Err *err = rows_each(&copy->source, tables[table], carry_row, &carry);
    rows_writer_end(cx, carry.writer);
    TRY(err);
    TRY(rows_count_on(cx, tables[table]));
    return transfer_digest(cx, tables[table], &copy->after[table]);
}

static Err *copy_tables(Ctx *cx, Copy *copy)
{
    bool same = true;
    TRY(check_tables(&copy->source));
    TRY(check_tables(cx));
    TRY(check_empty(cx));
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        TRY(copy_table(cx, copy, i));
        same = same && digest_equal(&copy->before[i], &copy->after[i]);
    }
    copy->compared = true;
    return same ? NULL : err_fault(cx, "the tables came out different: nothing was kept");
}

/* In the target's transaction: a second connection reads while this one writes. */
static Err *run_copy(Ctx *cx, void *arg)
{
    Copy *copy = arg;
    Db *db = NULL;
    copy->compared = false;
    TRY(store_reader(copy->from, cx, &db));
    copy->source = *cx;
    copy->source.db = db;
    Err *err = db_begin(&copy->source, TX_READ);
    if (!err)
        err = copy_tables(cx, copy);
    db_rollback(&copy->source);
    store_reader_back(copy->from, db);
    return err;
}

static void print_lines(Ctx *cx, const Copy *copy, FILE *lines)
{
    for (size_t i = 0; i < COUNT_OF(tables) && copy->compared; i++) {
        const Digest *digest = &copy->after[i];
        bool same = digest_equal(&copy->before[i], digest);
        fprintf(lines, "%-16s %8" PRId64 " rows  %s  %s\n", tables[i], digest->rows,
                text_hex(cx->arena, (const unsigned char *)digest->sum, sizeof digest->sum),
                same ? "equal" : "DIFFERENT");
    }
}

Err *ops_copy(Ctx *cx, Store *from, const char *to, FILE *lines)
{
    Store *target = NULL;
    StoreOptions options = {.url = to, .writers = 1};
    Copy *copy = arena_new(cx->arena, Copy);
    copy->from = from;
    TRY(store_open(cx, &options, &target));
    Err *err = store_write(target, cx, run_copy, copy);
    store_close(target);
    if (lines)
        print_lines(cx, copy, lines);
    return err;
}
