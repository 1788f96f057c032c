/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "base/value_read.h"
#include "web/router.h"

static const char *const method_words[] = {
    [METHOD_GET] = "GET",     [METHOD_POST] = "POST",     [METHOD_PUT] = "PUT",
    [METHOD_PATCH] = "PATCH", [METHOD_DELETE] = "DELETE", NULL,
};

const char *method_word(Method method)
{
    return method_words[method];
}

bool method_parse(const char *word, Method *method)
{
    int value;
    if (strcmp(word, "HEAD") == 0)
        word = "GET";
    if (!word_value(method_words, word, &value))
        return false;
    *method = (Method)value;
    return true;
}

/* The next line of the walk's table, or the first of the table behind it. */
static bool next_line(RouteWalk *walk)
{
    const Route *next = walk->route ? walk->route + 1 : *walk->table;
    while (next && !next->path)
        next = *++walk->table;
    walk->route = next;
    return next != NULL;
}

bool route_walk(RouteWalk *walk)
{
    if (walk->table && next_line(walk))
        return true;
    if (walk->table)
        walk->feature++;
    for (; *walk->feature; walk->feature++) {
        walk->table = (*walk->feature)->routes;
        walk->route = NULL;
        if (walk->table && next_line(walk))
            return true;
    }
    return false;
}

/* Whether the path fits the pattern; *fixed counts its words, so that "/people/new" beats "/people/:id". */
static bool fits(const char *pattern, const char *path, int *fixed)
{
    *fixed = 0;
    for (;;) {
        if (pattern[1] != ':' && pattern[1] != path[1])
            return false; /* most patterns differ at once */
        size_t want = strcspn(pattern + 1, "/");
        size_t have = strcspn(path + 1, "/");
        if (pattern[1] == ':') {
            if (have == 0)
                return false;
        } else if (want != have || memcmp(pattern + 1, path + 1, want) != 0) {
            return false;
        } else {
            ++*fixed;
        }
        pattern += 1 + want;
        path += 1 + have;
        if (!*pattern || !*path)
            return !*pattern && !*path;
    }
}

static void take_params(Ctx *cx, const char *pattern, const char *path, Pairs *params)
{
    while (*pattern) {
        size_t want = strcspn(pattern + 1, "/");
        size_t have = strcspn(path + 1, "/");
        if (pattern[1] == ':')
            *(Pair *)list_push(cx->arena, params) =
                (Pair){arena_strndup(cx->arena, pattern + 2, want - 1), arena_strndup(cx->arena, path + 1, have)};
        pattern += 1 + want;
        path += 1 + have;
    }
}

static void note_allowed(Ctx *cx, Method method, const char **allow)
{
    const char *word = method == METHOD_GET ? "GET, HEAD" : method_word(method);
    if (!strstr(*allow, word))
        *allow = arena_printf(cx->arena, "%s%s%s", *allow, **allow ? ", " : "", word);
}

Match router_match(Ctx *cx, const Feature *const *features, Method method, const char *path, const Route **route,
                   Pairs *params, const char **allow)
{
    int best = -1;
    *allow = "";
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);) {
        int fixed;
        if (!fits(walk.route->path, path, &fixed))
            continue;
        note_allowed(cx, walk.route->method, allow);
        if (walk.route->method == method && fixed > best) {
            best = fixed;
            *route = walk.route;
        }
    }
    if (best < 0)
        return **allow ? MATCH_OTHER_METHOD : MATCH_NO_PATH;
    take_params(cx, (*route)->path, path, params);
    return MATCH_FOUND;
}

static bool declared(const Feature *const *features, const char *right)
{
    if (strcmp(right, RIGHT_PUBLIC) == 0 || strcmp(right, RIGHT_SIGNED_IN) == 0)
        return true;
    for (; *features; features++)
        for (const RightDef *def = (*features)->rights; def && def->name; def++)
            if (strcmp(def->name, right) == 0)
                return true;
    return false;
}

static Err *check_fields(Ctx *cx, const Route *route)
{
    if (!route->fields || !*route->fields)
        return NULL;
    TextList names = text_split(cx->arena, route->fields, ' ');
    for (size_t i = 0; i < names.count; i++)
        if (!route->in || !shape_field(route->in, names.items[i]))
            return err_fault(cx, "route %s %s names the field %s, which its struct lacks", method_word(route->method),
                             route->path, names.items[i]);
    return NULL;
}

static Err *check_once(Ctx *cx, const Feature *const *features, const Route *route)
{
    int seen = 0;
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);)
        seen += walk.route->method == route->method && strcmp(walk.route->path, route->path) == 0;
    if (seen != 1)
        return err_fault(cx, "route %s %s stands %d times", method_word(route->method), route->path, seen);
    return NULL;
}

static Err *check_route(Ctx *cx, const Feature *const *features, const Route *route)
{
    const char *method = method_word(route->method);
    if (!route->right || !declared(features, route->right))
        return err_fault(cx, "route %s %s has no declared right", method, route->path);
    if (!route->handler || route->path[0] != '/')
        return err_fault(cx, "route %s %s has no handler or a bad path", method, route->path);
    if (route->cached && !route->families)
        return err_fault(cx, "route %s %s is cached but names no topics", method, route->path);
    TRY(check_once(cx, features, route));
    return check_fields(cx, route);
}

Err *router_check(Ctx *cx, const Feature *const *features)
{
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);)
        TRY(check_route(cx, features, walk.route));
    return NULL;
}
