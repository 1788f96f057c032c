/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "db/setting.h"
#include "db/topics.h"
#include "people/role.h"
#include "people/role.sql.h"
#include "people/session.h"

const char *const role_words[] = {
    [ROLE_GUEST] = "guest",     [ROLE_CONTRACTOR] = "contractor",       [ROLE_SPECIALIST] = "specialist",
    [ROLE_ACCOUNT] = "account", [ROLE_ACCOUNTANT] = "accountant",       [ROLE_LAWYER] = "lawyer",
    [ROLE_HEAD] = "head",       [ROLE_ADMINISTRATOR] = "administrator", [ROLE_COUNT] = NULL,
};

static const char *const role_labels[] = {
    [ROLE_GUEST] = N_("client"),
    [ROLE_CONTRACTOR] = N_("contractor"),
    [ROLE_SPECIALIST] = N_("specialist"),
    [ROLE_ACCOUNT] = N_("account manager"),
    [ROLE_ACCOUNTANT] = N_("accountant"),
    [ROLE_LAWYER] = N_("lawyer"),
    [ROLE_HEAD] = N_("head"),
    [ROLE_ADMINISTRATOR] = N_("administrator"),
};

const char *const scope_words[] = {
    [SCOPE_NONE] = "none", [SCOPE_OWN] = "own", [SCOPE_TEAM] = "team", [SCOPE_ALL] = "all", NULL,
};

SHAPE_STATIC(PersonRole, FIELD(PersonRole, person_id), FIELD_WORD(PersonRole, role, role_words));
SHAPE(PersonRoles, FIELD(PersonRoles, person_id), FIELD(PersonRoles, roles));

typedef struct {
    Role role;
    const char *right_name;
    Scope scope;
} RoleRight;
SHAPE_STATIC(RoleRight, FIELD_WORD(RoleRight, role, role_words), FIELD(RoleRight, right_name),
             FIELD_WORD(RoleRight, scope, scope_words));
typedef LIST_OF(RoleRight) RoleRightList;

typedef struct {
    Id person_id;
    Day today;
    int64_t count;
} Administrators;
SHAPE_STATIC(Administrators, FIELD(Administrators, person_id), FIELD(Administrators, today),
             FIELD(Administrators, count));

/* ---- words ---- */

const char *role_label(const Ctx *cx, Role role)
{
    return _(role_labels[role]);
}

const char *roles_text(const Ctx *cx, RoleSet roles)
{
    const char *text = "";
    for (int role = ROLE_COUNT - 1; role >= 0; role--)
        if (roles & ROLE_BIT(role))
            text = arena_printf(cx->arena, "%s%s%s", text, *text ? ", " : "", role_label(cx, (Role)role));
    return text;
}

const char *roles_words(Arena *arena, RoleSet roles)
{
    const char *text = "";
    for (int role = ROLE_COUNT - 1; role >= 0; role--)
        if (roles & ROLE_BIT(role))
            text = arena_printf(arena, "%s%s%s", text, *text ? " " : "", role_words[role]);
    return text;
}

Err *roles_parse(Ctx *cx, const char *words, RoleSet *roles)
{
    *roles = 0;
    while (*words) {
        size_t length = strcspn(words, ", +");
        int role;
        const char *word = arena_strndup(cx->arena, words, length);
        if (length && !word_value(role_words, word, &role))
            return err_new(cx, ERR_INPUT, "roles", _("There is no role \"%s\""), word);
        if (length)
            *roles |= ROLE_BIT(role);
        words += length + (words[length] ? 1 : 0);
    }
    return NULL;
}

/* ---- who has which ---- */

Err *roles_of_person(Ctx *cx, Id person_id, RoleSet *roles)
{
    PersonRoleList list = {0};
    TRY(db_all(cx, &sql_role_of_person, BY_ID(person_id), MANY(PersonRole, &list)));
    *roles = roles_among(&list, person_id);
    return NULL;
}

Err *roles_of_all(Ctx *cx, PersonRoleList *roles)
{
    return db_all(cx, &sql_role_of_all, NOTHING_IN, MANY(PersonRole, roles));
}

RoleSet roles_among(const PersonRoleList *roles, Id person_id)
{
    RoleSet set = 0;
    for (size_t i = 0; i < roles->count; i++)
        if (roles->items[i].person_id.n == person_id.n)
            set |= ROLE_BIT(roles->items[i].role);
    return set;
}

Err *roles_keep_administrator(Ctx *cx, Id person_id, const char *field)
{
    RoleSet roles;
    Administrators others = {.person_id = person_id, .today = cx->today};
    TRY(roles_of_person(cx, person_id, &roles));
    if (!(roles & ROLE_BIT(ROLE_ADMINISTRATOR)))
        return NULL;
    TRY(setting_set(cx, "people.administrators", "counted")); /* two who go at once wait for each other on this row */
    TRY(db_one(cx, &sql_role_administrators, IN(Administrators, &others), ONE(Administrators, &others)));
    if (!others.count)
        return err_new(cx, ERR_INPUT, field, "%s", _("Nobody else is administrator; make somebody one first"));
    return NULL;
}

static Err *check_roles(Ctx *cx, Id person_id, RoleSet roles)
{
    if (cx_scope(cx, "people.access") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "roles", "%s", _("An administrator gives and takes roles"));
    if (!roles)
        return err_new(cx, ERR_INPUT, "roles", "%s", _("Choose at least one role"));
    if ((roles & ROLE_BIT(ROLE_GUEST)) && roles != ROLE_BIT(ROLE_GUEST))
        return err_new(cx, ERR_INPUT, "roles", "%s", _("A client has no other role"));
    return roles & ROLE_BIT(ROLE_ADMINISTRATOR) ? NULL : roles_keep_administrator(cx, person_id, "roles");
}

/* Writes them down: rows, history, audit log. */
static Err *store(Ctx *cx, Id person_id, RoleSet had, RoleSet roles)
{
    TRY(db_exec(cx, &sql_role_take_all, BY_ID(person_id)));
    for (int role = 0; role < ROLE_COUNT; role++)
        if (roles & ROLE_BIT(role))
            TRY(db_exec(cx, &sql_role_give, IN(PersonRole, (&(PersonRole){person_id, (Role)role}))));
    PersonRoles before = {person_id, roles_words(cx->arena, had)};
    PersonRoles after = {person_id, roles_words(cx->arena, roles)};
    TRY(history_note(cx, "person_roles", person_id, &PersonRoles_shape, had ? &before : NULL, &after));
    TRY(audit_note(cx, "", "roles_changed", arena_printf(cx->arena, "person %" PRId64, person_id.n), after.roles));
    cx_touch(cx, "people/person/%" PRId64, person_id.n);
    return NULL;
}

Err *roles_set(Ctx *cx, Id person_id, RoleSet roles)
{
    RoleSet had;
    TRY(check_roles(cx, person_id, roles));
    TRY(roles_of_person(cx, person_id, &had));
    if (had == roles)
        return NULL;
    TRY(store(cx, person_id, had, roles));
    return person_id.n == cx->person_id.n ? NULL : session_end_all(cx, person_id, ID(0));
}

Err *roles_give_first(Ctx *cx, Id person_id, RoleSet roles)
{
    bool plain = roles == ROLE_BIT(ROLE_SPECIALIST) || roles == ROLE_BIT(ROLE_CONTRACTOR);
    if (!plain)
        return roles_set(cx, person_id, roles);
    return store(cx, person_id, 0, roles);
}

Err *roles_take_first(Ctx *cx, Id person_id)
{
    RoleSet had;
    TRY(roles_keep_administrator(cx, person_id, "roles"));
    TRY(roles_of_person(cx, person_id, &had));
    TRY(db_exec(cx, &sql_role_take_all, BY_ID(person_id)));
    PersonRoles before = {person_id, roles_words(cx->arena, had)};
    TRY(session_end_all(cx, person_id, ID(0)));
    return history_note(cx, "person_roles", person_id, &PersonRoles_shape, &before, NULL);
}

/* ---- rights ---- */

Scope right_default(const RightDef *right, Role role)
{
    const char *word = role_words[role];
    size_t length = strlen(word);
    for (const char *at = right->roles; at && *at; at += strspn(at, " ")) {
        size_t end = strcspn(at, " ");
        if (end > length && strncmp(at, word, length) == 0 && at[length] == ':') {
            for (int scope = SCOPE_NONE; scope_words[scope]; scope++)
                if (strlen(scope_words[scope]) == end - length - 1 &&
                    strncmp(scope_words[scope], at + length + 1, end - length - 1) == 0)
                    return (Scope)scope;
        }
        at += end;
    }
    return SCOPE_NONE;
}

RightList rights_all(Ctx *cx)
{
    RightList list = {0};
    for (const RightDef *const *table = cx->hooks ? cx->hooks->rights : NULL; table && *table; table++)
        for (const RightDef *right = *table; right->name; right++)
            *(const RightDef **)list_push(cx->arena, &list) = right;
    return list;
}

const RightDef *right_find(const Ctx *cx, const char *name)
{
    for (const RightDef *const *table = cx->hooks ? cx->hooks->rights : NULL; table && *table; table++)
        for (const RightDef *right = *table; right->name; right++)
            if (strcmp(right->name, name) == 0)
                return right;
    return NULL;
}

/* What the agency set for this role and right, else the default. */
static Scope scope_of(const RoleRightList *set, const RightDef *right, Role role)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].role == role && strcmp(set->items[i].right_name, right->name) == 0)
            return set->items[i].scope;
    return right_default(right, role);
}

static Scope widest(const RoleRightList *set, const RightDef *right, RoleSet roles)
{
    Scope scope = SCOPE_NONE;
    for (int role = 0; role < ROLE_COUNT; role++)
        if (roles & ROLE_BIT(role))
            scope = MAX_OF(scope, scope_of(set, right, (Role)role));
    return scope;
}

Err *grants_of_roles(Ctx *cx, RoleSet roles, Grants *grants)
{
    RoleRightList set = {0};
    LIST_OF(Grant) list = {0};
    TRY(db_all(cx, &sql_role_right_all, NOTHING_IN, MANY(RoleRight, &set)));
    RightList rights = rights_all(cx);
    for (size_t i = 0; i < rights.count; i++) {
        Scope scope = widest(&set, rights.items[i], roles);
        if (scope != SCOPE_NONE)
            *(Grant *)list_push(cx->arena, &list) = (Grant){rights.items[i]->name, scope};
    }
    *grants = (Grants){list.items, list.count};
    return NULL;
}

Err *grants_of_person(Ctx *cx, Id person_id, Grants *grants)
{
    RoleSet roles;
    TRY(roles_of_person(cx, person_id, &roles));
    return grants_of_roles(cx, roles, grants);
}

Err *right_scopes(Ctx *cx, const RightDef *right, Scope scopes[ROLE_COUNT])
{
    RoleRightList set = {0};
    TRY(db_all(cx, &sql_role_right_all, NOTHING_IN, MANY(RoleRight, &set)));
    for (int role = 0; role < ROLE_COUNT; role++)
        scopes[role] = scope_of(&set, right, (Role)role);
    return NULL;
}

static Err *check_right(Ctx *cx, const char *name, Role role, Scope scope)
{
    const RightDef *right = right_find(cx, name);
    if (cx_scope(cx, "settings.write") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    if (!right)
        return err_new(cx, ERR_INPUT, "right_name", _("There is no right \"%s\""), name);
    if (role == ROLE_GUEST && scope > right_default(right, role))
        return err_new(cx, ERR_INPUT, name, "%s", _("A client sees what was shared, by no right of the staff"));
    if (role == ROLE_ADMINISTRATOR && scope != SCOPE_ALL &&
        (strcmp(name, "settings.write") == 0 || strcmp(name, "people.access") == 0))
        return err_new(cx, ERR_INPUT, name, "%s", _("Without this right nobody could give it back"));
    return NULL;
}

Err *right_set(Ctx *cx, const char *name, Role role, Scope scope)
{
    RoleRight row = {.role = role, .right_name = name, .scope = scope};
    Scope scopes[ROLE_COUNT];
    TRY(check_right(cx, name, role, scope));
    TRY(right_scopes(cx, right_find(cx, name), scopes));
    if (scopes[role] == scope)
        return NULL;
    if (scope == right_default(right_find(cx, name), role))
        TRY(db_exec(cx, &sql_role_right_drop, IN(RoleRight, &row)));
    else
        TRY(db_exec(cx, &sql_role_right_put, IN(RoleRight, &row)));
    cx_touch(cx, "people/rights");
    return audit_note(cx, "", "right_changed", arena_printf(cx->arena, "%s %s", role_words[role], name),
                      arena_printf(cx->arena, "%s to %s", scope_words[scopes[role]], scope_words[scope]));
}
