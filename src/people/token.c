/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "db/topics.h"
#include "people/password.h"
#include "people/token.h"
#include "people/token.sql.h"

SHAPE(Token, FIELD(Token, id), FIELD(Token, person_id),
      FIELD(Token, name, .label = N_("What it is for"), .required = true, .max = 80), FIELD(Token, created_at),
      FIELD(Token, used_at), FIELD(Token, ends_at), FIELD(Token, token_hash, .secret = true));

static Err *audit(Ctx *cx, const char *action, const Token *token)
{
    return audit_note(cx, "", action, arena_printf(cx->arena, "person %" PRId64, token->person_id.n),
                      arena_printf(cx->arena, "token %" PRId64, token->id.n));
}

Err *token_add(Ctx *cx, Token *token, const char **secret)
{
    if (text_is_blank(token->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("Say what the token is for"));
    *secret = secret_new(cx->arena);
    token->token_hash = secret_hash(cx->arena, *secret);
    token->created_at = cx->now;
    TRY(db_one(cx, &sql_token_add, IN(Token, token), ONE(Token, token)));
    return audit(cx, "token_made", token);
}

Err *token_list(Ctx *cx, Id person_id, TokenList *tokens)
{
    return db_all(cx, &sql_token_list, BY_ID(person_id), MANY(Token, tokens));
}

Err *token_revoke(Ctx *cx, Id person_id, Id id)
{
    Token token = {.id = id, .person_id = person_id};
    cx_touch(cx, "session/person/%" PRId64, person_id.n);
    TRY(db_one(cx, &sql_token_revoke, IN(Token, &token), ONE(Token, &token)));
    return audit(cx, "token_revoked", &token);
}

Err *token_revoke_all(Ctx *cx, Id person_id)
{
    cx_touch(cx, "session/person/%" PRId64, person_id.n);
    return db_exec(cx, &sql_token_revoke_all, BY_ID(person_id));
}
