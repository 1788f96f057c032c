/* SPDX-License-Identifier: MIT */
/* The table of rights: what each role may do, and how far. */
#include "base/base.h"

#include "people/role.h"
#include "people/view_web.h"
#include "web/form.h"

typedef struct {
    const char *role, *label; /* "head", its column's head */
} RoleColumn;
SHAPE_STATIC(RoleColumn, FIELD(RoleColumn, role), FIELD(RoleColumn, label));

typedef struct {
    const char *right_name, *role, *scope; /* program's words */
    const char *label;                     /* "Change the plan: head" for who hears the page */
    bool changed;                          /* other than by default */
    Options scopes;
} RightCell;
SHAPE_STATIC(RightCell, FIELD(RightCell, right_name), FIELD(RightCell, role), FIELD(RightCell, scope),
             FIELD(RightCell, label, .hidden = true), FIELD(RightCell, changed),
             FIELD_LIST(RightCell, scopes, Option, .hidden = true));

typedef struct {
    const char *name, *label;
    LIST_OF(RightCell) roles;
} RightRow;
SHAPE_STATIC(RightRow, FIELD(RightRow, name), FIELD(RightRow, label), FIELD_LIST(RightRow, roles, RightCell));

typedef struct {
    LIST_OF(RoleColumn) columns;
    LIST_OF(RightRow) items;
    bool may_write;
    const char *error;
} RightsPage;
SHAPE_STATIC(RightsPage, FIELD_LIST(RightsPage, columns, RoleColumn), FIELD_LIST(RightsPage, items, RightRow),
             FIELD(RightsPage, may_write, .hidden = true), FIELD(RightsPage, error, .hidden = true));

typedef struct {
    const char *right_name;
    Role role;
    Scope scope;
} RightIn;
SHAPE_STATIC(RightIn, FIELD(RightIn, right_name, .required = true),
             FIELD_WORD(RightIn, role, role_words, .required = true),
             FIELD_WORD(RightIn, scope, scope_words, .required = true));

static const char *scope_label(const Ctx *cx, Scope scope)
{
    static const char *const labels[] = {
        [SCOPE_NONE] = N_("no"),
        [SCOPE_OWN] = N_("own"),
        [SCOPE_TEAM] = N_("team's"),
        [SCOPE_ALL] = N_("all"),
    };
    return tr(cx, labels[scope]);
}

static void fill_cell(Ctx *cx, const RightDef *right, Role role, Scope scope, RightCell *cell)
{
    *cell = (RightCell){.right_name = right->name,
                        .role = role_words[role],
                        .scope = scope_words[scope],
                        .changed = scope != right_default(right, role),
                        .label = arena_printf(cx->arena, "%s: %s", tr(cx, right->label), role_label(cx, role))};
    for (int i = SCOPE_NONE; i <= SCOPE_ALL; i++)
        option_add(cx, &cell->scopes, scope_words[i], scope_label(cx, (Scope)i), scope_words[scope]);
}

/* Clients are no column: what they see is shared with them, not theirs by right. */
static Err *fill_rows(Ctx *cx, RightsPage *page)
{
    RightList rights = rights_all(cx);
    for (int role = ROLE_COUNT - 1; role > ROLE_GUEST; role--)
        *(RoleColumn *)list_push(cx->arena, &page->columns) =
            (RoleColumn){role_words[role], role_label(cx, (Role)role)};
    for (size_t i = 0; i < rights.count; i++) {
        Scope scopes[ROLE_COUNT];
        RightRow *row = list_push(cx->arena, &page->items);
        *row = (RightRow){.name = rights.items[i]->name, .label = tr(cx, rights.items[i]->label)};
        TRY(right_scopes(cx, rights.items[i], scopes));
        for (int role = ROLE_COUNT - 1; role > ROLE_GUEST; role--)
            fill_cell(cx, rights.items[i], (Role)role, scopes[role], list_push(cx->arena, &row->roles));
    }
    return NULL;
}

static Err *show(Ctx *cx, const Req *req, Reply *reply)
{
    RightsPage *page = arena_new(cx->arena, RightsPage);
    *page =
        (RightsPage){.may_write = cx_scope(cx, "settings.write") == SCOPE_ALL, .error = form_wrong_elsewhere(req, "")};
    TRY(fill_rows(cx, page));
    TRY(reply_show(cx, reply, IN(RightsPage, page)));
    return reply_page(cx, reply, _("Rights"), IN(RightsPage, page));
}

static Err *set(Ctx *cx, const Req *req, Reply *reply)
{
    RightIn in = {.right_name = ""};
    TRY(form_read(cx, req, ONE(RightIn, &in)));
    TRY(right_set(cx, in.right_name, in.role, in.scope));
    reply_toast(reply, _("The right is set"));
    return reply_see_other(cx, reply, "/settings/rights");
}

const Route role_routes[] = {
    {METHOD_GET, "/settings/rights", "settings.read", show, .out = &RightsPage_shape, .page = "people/rights.html",
     .summary = "What each role may do"},
    {METHOD_POST, "/settings/rights", "settings.write", set, .again = show, .in = &RightIn_shape,
     .fields = "right_name role scope", .page = "people/rights.html", .view = &RightsPage_shape,
     .summary = "Sets how far a right reaches for a role: none, own, team, all"},
    {.path = NULL},
};
