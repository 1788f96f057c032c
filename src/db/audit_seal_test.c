/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/audit_seal.h"
#include "db/db_fixture.h"
#include "db/history.h"

static void note(Test *t, Ctx *cx, int count)
{
    for (int i = 0; i < count; i++)
        CHECK_OK(t, audit_note(cx, "10.0.0.1", "sign_in", arena_printf(cx->arena, "person %d", i), ""));
}

static bool seal(Test *t, Ctx *cx)
{
    bool more = false;
    CHECK_OK(t, audit_seal(cx, &more));
    return more;
}

/* How many seals do not agree. */
static int verify(Test *t, Ctx *cx, AuditProof *proof)
{
    int wrong = 0;
    CHECK_OK(t, audit_verify(cx, proof, &wrong));
    return wrong;
}

static void seals_what_has_come(Test *t)
{
    Ctx cx;
    AuditProof first, second;
    fixture_db(t, &cx);
    CHECK(t, !seal(t, &cx));
    CHECK_INT(t, verify(t, &cx, &first), 0);
    CHECK_INT(t, first.seals, 0);
    note(t, &cx, 3);
    CHECK(t, !seal(t, &cx));
    CHECK(t, !seal(t, &cx));
    CHECK_INT(t, verify(t, &cx, &first), 0);
    CHECK_INT(t, first.rows, 3);
    CHECK_INT(t, first.seals, 1);
    note(t, &cx, 2);
    CHECK(t, !seal(t, &cx));
    CHECK_INT(t, verify(t, &cx, &second), 0);
    CHECK_INT(t, second.rows, 5);
    CHECK_INT(t, second.seals, 2);
    CHECK(t, strcmp(first.hash, second.hash) != 0);
}

static void seals_many_in_slices(Test *t)
{
    Ctx cx;
    AuditProof proof;
    fixture_db(t, &cx);
    note(t, &cx, 501);
    CHECK(t, seal(t, &cx));
    CHECK(t, !seal(t, &cx));
    CHECK_INT(t, verify(t, &cx, &proof), 0);
    CHECK_INT(t, proof.rows, 501);
    CHECK_INT(t, proof.seals, 2);
}

static void finds_what_was_changed(Test *t)
{
    static const char *const tampering[] = {
        "UPDATE audit SET object = 'person 7' WHERE object = 'person 1'",
        "UPDATE audit SET at = at + 1 WHERE object = 'person 1'",
        "UPDATE audit SET address = '10.0.0.', request_id = '1test' WHERE object = 'person 1'",
        "DELETE FROM audit WHERE object = 'person 1'",
        ("UPDATE audit SET object = CASE object WHEN 'person 0' THEN 'person 1' ELSE 'person 0' END"
         " WHERE object IN ('person 0', 'person 1')"),
        "UPDATE audit_seal SET row_count = 2",
        "UPDATE audit_seal SET hash = 'ab'",
    };
    for (size_t i = 0; i < COUNT_OF(tampering); i++) {
        Ctx cx;
        AuditProof proof;
        fixture_db(t, &cx);
        note(t, &cx, 3);
        CHECK(t, !seal(t, &cx));
        CHECK_OK(t, db_command(&cx, tampering[i]));
        CHECK_INT(t, verify(t, &cx, &proof), 1);
    }
}

static void finds_a_seal_that_is_gone(Test *t)
{
    Ctx cx;
    AuditProof proof;
    fixture_db(t, &cx);
    for (int i = 0; i < 3; i++) {
        note(t, &cx, 1);
        CHECK(t, !seal(t, &cx));
    }
    CHECK_OK(t, db_command(&cx, "DELETE FROM audit_seal WHERE id = (SELECT min(id) + 1 FROM audit_seal)"));
    CHECK_INT(t, verify(t, &cx, &proof), 1);
}

TEST_SUITE_DB("db: audit seal", {"what has come since the last seal is sealed, once", seals_what_has_come},
              {"many rows are sealed in slices", seals_many_in_slices},
              {"a row that was changed, taken out or swapped shows", finds_what_was_changed},
              {"a seal that was taken out shows", finds_a_seal_that_is_gone});
