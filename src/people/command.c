/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/command.h"
#include "people/login.h"
#include "people/password.h"
#include "people/person.h"
#include "people/role.h"
#include "people/token.h"

typedef struct {
    const PersonCommand *command;
    const char *hash;
} Adding;

static Err *password_of(Ctx *cx, const char *given, const char *name, const char *email, const char **password,
                        const char **hash)
{
    const char *const context[] = {name, email, NULL};
    if (given)
        TRY(password_check(cx, "password", given, context));
    *password = given ? NULL : password_generate(cx);
    return password_hash(cx, given ? given : *password, hash);
}

static Err *roles_of_command(Ctx *cx, const PersonCommand *command, RoleSet *roles)
{
    int64_t people;
    TRY(roles_parse(cx, command->roles, roles));
    TRY(person_count(cx, &people));
    if (people == 0)
        *roles |= ROLE_BIT(ROLE_ADMINISTRATOR) | ROLE_BIT(ROLE_HEAD);
    else if (!*roles)
        *roles = ROLE_BIT(ROLE_SPECIALIST);
    return NULL;
}

static Err *add(Ctx *cx, void *arg)
{
    const Adding *adding = arg;
    RoleSet roles;
    Person person = person_blank();
    person.name = adding->command->name;
    person.email = adding->command->email;
    if (!*person.email)
        return err_new(cx, ERR_INPUT, "email", "%s", _("An invitation needs an address to sign in with"));
    TRY(roles_of_command(cx, adding->command, &roles));
    person.contractor = (roles & ROLE_BIT(ROLE_CONTRACTOR)) != 0;
    TRY(person_add(cx, &person, NULL));
    TRY(roles_set(cx, person.id, roles));
    return person_set_password(cx, person.id, adding->hash);
}

Err *person_command_add(Ctx *cx, Store *store, const PersonCommand *command, const char **password)
{
    Adding adding = {.command = command};
    TRY(password_of(cx, command->password, command->name, command->email, password, &adding.hash));
    return store_write(store, cx, add, &adding);
}

typedef struct {
    const char *email, *name, *hash, *secret;
} Named;

static Err *person_named(Ctx *cx, const char *email, Id *id)
{
    TRY(person_by_email(cx, email, id));
    if (!id->n)
        return err_new(cx, ERR_MISSING, "", _("Nobody has the address %s"), email);
    return NULL;
}

static Err *set_password(Ctx *cx, void *arg)
{
    const Named *named = arg;
    Id id;
    TRY(person_named(cx, named->email, &id));
    return person_set_password(cx, id, named->hash);
}

Err *person_command_password(Ctx *cx, Store *store, const char *email, const char *given, const char **password)
{
    Named named = {.email = email};
    TRY(password_of(cx, given, email, email, password, &named.hash));
    return store_write(store, cx, set_password, &named);
}

static Err *make_token(Ctx *cx, void *arg)
{
    Named *named = arg;
    Token token = {.name = named->name};
    TRY(person_named(cx, named->email, &token.person_id));
    return token_add(cx, &token, &named->secret);
}

Err *person_command_token(Ctx *cx, Store *store, const char *email, const char *name, const char **secret)
{
    Named named = {.email = email, .name = *name ? name : "takt token"};
    TRY(store_write(store, cx, make_token, &named));
    *secret = named.secret;
    return NULL;
}
