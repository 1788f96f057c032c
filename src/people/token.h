/* SPDX-License-Identifier: MIT */
/* Programs that act for a person (Authorization: Bearer). The token is shown once; the database holds its SHA-256. */
#ifndef PEOPLE_TOKEN_H
#define PEOPLE_TOKEN_H

#include "db/db.h"

/* Table token. */
typedef struct {
    Id id;
    Id person_id;
    const char *name;
    Instant created_at, used_at, ends_at;
    const char *token_hash;
} Token;
extern const Shape Token_shape;
typedef LIST_OF(Token) TokenList;

/* Makes a token for token->person_id under a name; *secret is what the program sends. ERR_INPUT on "name". */
MUST_USE Err *token_add(Ctx *cx, Token *token, const char **secret);
MUST_USE Err *token_list(Ctx *cx, Id person_id, TokenList *tokens);
/* Ends one of the person's tokens; ERR_MISSING when it is not theirs. */
MUST_USE Err *token_revoke(Ctx *cx, Id person_id, Id id);
MUST_USE Err *token_revoke_all(Ctx *cx, Id person_id);

#endif
