/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/test.h"
#include "base/text.h"
#include "web/openapi.h"

static const char *const state_words[] = {"open", "done", NULL};

typedef struct {
    Id id;
    const char *name;
    Minutes spent;
} Part;
SHAPE_STATIC(Part, FIELD(Part, id), FIELD(Part, name, .required = true, .max = 80), FIELD(Part, spent));

typedef struct {
    Id id, owner_id;
    const char *title, *password, *note;
    int size;
    bool closed;
    Day day;
    Money sum;
    Instant at;
    int state;
    LIST_OF(Part) parts;
    const Part *first;
} Thing;
SHAPE_STATIC(Thing, FIELD(Thing, id), FIELD(Thing, owner_id, .required = true), FIELD(Thing, title, .required = true),
             FIELD(Thing, password, .secret = true), FIELD(Thing, note, .max = 2000, .hidden = true),
             FIELD(Thing, size, .min = 1, .max = 9, .label = N_("Size")), FIELD(Thing, closed), FIELD(Thing, day),
             FIELD(Thing, sum, .right = "things.costs"), FIELD(Thing, at), FIELD_WORD(Thing, state, state_words),
             FIELD_LIST(Thing, parts, Part), FIELD_ONE(Thing, first, Part));

/* Another struct that happens to have the same name. */
static const Shape twin_shape = {.name = "Part", .size = sizeof(Thing), .fields = Thing_fields, .count = 1};

static const Route thing_routes[] = {
    {METHOD_GET, "/things", "things.read", .in = &Thing_shape, .fields = "day state", .out = &Thing_shape,
     .page = "things/list.html", .formats = "csv xlsx", .summary = "All \"things\""},
    {METHOD_POST, "/things", "things.write", .in = &Thing_shape,
     .fields = "owner_id title password note size closed day sum state", .out = &Thing_shape},
    {.path = NULL},
};
static const Route more_thing_routes[] = {
    {METHOD_GET, "/things/:id", "things.read", .out = &Thing_shape},
    {METHOD_PATCH, "/things/:id", "things.write", .in = &Thing_shape, .fields = "id title", .files = true},
    {METHOD_DELETE, "/things/:id/parts/:word", "things.write", .handler = NULL},
    {.path = NULL},
};
static const Route no_routes[] = {{.path = NULL}};
static const Route gate_routes[] = {
    {METHOD_POST, "/gate", RIGHT_PUBLIC, .in = &Thing_shape, .raw = true, .out = &twin_shape},
    {.path = NULL},
};
static const Route *const thing_tables[] = {thing_routes, no_routes, more_thing_routes, NULL};
static const Route *const gate_tables[] = {gate_routes, NULL};
static const Feature things = {.name = "things", .routes = thing_tables};
static const Feature gate = {.name = "gate", .routes = gate_tables};
static const Feature menu_only = {.name = "menu"};
static const Feature *const features[] = {&things, &menu_only, &gate, NULL};

typedef struct {
    Arena arena;
    Ctx cx;
    json_t *root;
} Desk;

static json_t *desk_init(Test *t, Desk *desk)
{
    Buf out = {0};
    json_error_t error;
    arena_init(&desk->arena, 0);
    desk->cx = (Ctx){.arena = &desk->arena, .person_name = "", .lang = LANG_RU, .request_id = "", .action = ""};
    openapi_write(&desk->cx, features, &out);
    desk->root = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, &error);
    if (!desk->root)
        test_fail(t, __FILE__, __LINE__, "%s at %d of %s", error.text, error.position, out.data);
    buf_finish(&out);
    return desk->root;
}

static void desk_finish(Desk *desk)
{
    json_decref(desk->root);
    arena_finish(&desk->arena);
}

/* The member at "a|b|0|c"; NULL when there is none. */
static json_t *at(Desk *desk, json_t *value, const char *path)
{
    TextList names = text_split(&desk->arena, path, '|');
    for (size_t i = 0; i < names.count && value; i++) {
        int64_t index;
        if (json_is_array(value) && text_int(names.items[i], &index))
            value = json_array_get(value, (size_t)index);
        else
            value = json_object_get(value, names.items[i]);
    }
    return value;
}

static const char *compact(Desk *desk, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *copy = arena_strdup(&desk->arena, text ? text : "(nothing)");
    free(text);
    return copy;
}

static void has_every_route(Test *t)
{
    Desk desk;
    json_t *root = desk_init(t, &desk);
    CHECK_STR(t, json_string_value(at(&desk, root, "openapi")), "3.1.0");
    CHECK_STR(t, json_string_value(at(&desk, root, "info|title")), "Takt");
    CHECK(t, json_is_string(at(&desk, root, "info|version")));
    CHECK_INT(t, json_object_size(at(&desk, root, "paths")), 4);
    CHECK_INT(t, json_object_size(at(&desk, root, "paths|/things")), 2);
    CHECK_INT(t, json_object_size(at(&desk, root, "paths|/things/{id}")), 2);
    CHECK(t, at(&desk, root, "paths|/things/{id}/parts/{word}|delete") != NULL);
    CHECK_STR(t, json_string_value(at(&desk, root, "paths|/things|get|summary")), "All \"things\"");
    CHECK_STR(t, json_string_value(at(&desk, root, "paths|/things|get|x-right")), "things.read");
    CHECK_STR(t, compact(&desk, at(&desk, root, "paths|/gate|post|security")), "[]");
    CHECK(t, at(&desk, root, "paths|/things|get|security") == NULL);
    CHECK_INT(t, json_array_size(at(&desk, root, "security")), 2);
    desk_finish(&desk);
}

static void describes_what_may_be_sent(Test *t)
{
    static const char body[] = "paths|/things|post|requestBody|content|application/json|schema";
    Desk desk;
    json_t *root = desk_init(t, &desk);
    json_t *schema = at(&desk, root, body);
    CHECK_STR(t, compact(&desk, at(&desk, schema, "required")), "[\"owner_id\",\"title\"]");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "additionalProperties")), "false");
    CHECK_INT(t, json_object_size(at(&desk, schema, "properties")), 9);
    CHECK(t, at(&desk, schema, "properties|id") == NULL);
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|owner_id")), "{\"type\":\"integer\",\"minimum\":1}");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|size")),
              "{\"type\":\"integer\",\"minimum\":1,\"maximum\":9,\"description\":\"Size\"}");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|day")),
              "{\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|state|enum")), "[\"open\",\"done\"]");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|title")),
              "{\"type\":\"string\",\"maxLength\":200,\"minLength\":1}");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|password|writeOnly")), "true");
    CHECK_STR(t, compact(&desk, at(&desk, schema, "properties|sum|anyOf|0|$ref")), "\"#/components/schemas/Money\"");
    CHECK_INT(t, json_object_size(at(&desk, root, "paths|/things|post|requestBody|content")), 2);
    /* the id stands in the path, and nothing is required of a PATCH */
    json_t *patch = at(&desk, root, "paths|/things/{id}|patch|requestBody|content");
    CHECK_INT(t, json_object_size(patch), 3);
    CHECK_INT(t, json_object_size(at(&desk, patch, "application/json|schema|properties")), 1);
    CHECK(t, at(&desk, patch, "application/json|schema|required") == NULL);
    CHECK(t, at(&desk, root, "paths|/gate|post|requestBody|content|application/json|schema|$ref") != NULL);
    CHECK(t, at(&desk, root, "paths|/things|get|requestBody") == NULL);
    desk_finish(&desk);
}

static void describes_parameters(Test *t)
{
    Desk desk;
    json_t *root = desk_init(t, &desk);
    json_t *query = at(&desk, root, "paths|/things|get|parameters");
    CHECK_INT(t, json_array_size(query), 2);
    CHECK_STR(t, json_string_value(at(&desk, query, "0|name")), "day");
    CHECK_STR(t, json_string_value(at(&desk, query, "0|in")), "query");
    json_t *path = at(&desk, root, "paths|/things/{id}/parts/{word}|delete|parameters");
    CHECK_STR(t, compact(&desk, path),
              "[{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"integer\",\"minimum\":1}},"
              "{\"name\":\"word\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}]");
    desk_finish(&desk);
}

static void describes_answers(Test *t)
{
    Desk desk;
    json_t *root = desk_init(t, &desk);
    json_t *thing = at(&desk, root, "components|schemas|Thing");
    CHECK(t, at(&desk, thing, "properties|password") == NULL);
    CHECK(t, at(&desk, thing, "properties|note") == NULL);
    CHECK_STR(t, json_string_value(at(&desk, thing, "properties|sum|x-right")), "things.costs");
    CHECK(t, !strstr(compact(&desk, at(&desk, thing, "required")), "\"sum\""));
    CHECK_STR(t, compact(&desk, at(&desk, thing, "properties|parts")),
              "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Part2\"}}");
    CHECK_STR(t, compact(&desk, at(&desk, root, "paths|/gate|post|responses|200|content|application/json|schema")),
              "{\"$ref\":\"#/components/schemas/Part\"}");
    CHECK_INT(t, json_object_size(at(&desk, root, "paths|/things|get|responses|200|content")), 4);
    CHECK(t, at(&desk, root, "paths|/things|get|responses|422") != NULL);
    CHECK(t, at(&desk, root, "paths|/things|post|responses|303") != NULL);
    CHECK(t, at(&desk, root, "paths|/gate|post|responses|401") == NULL);
    desk_finish(&desk);
}

/* Every reference leads somewhere. */
static void check_refs(Test *t, Desk *desk, json_t *value)
{
    const char *name;
    json_t *member;
    size_t i;
    json_array_foreach(value, i, member) check_refs(t, desk, member);
    json_object_foreach(value, name, member)
    {
        if (strcmp(name, "$ref") != 0) {
            check_refs(t, desk, member);
            continue;
        }
        char *path = arena_strdup(&desk->arena, json_string_value(member) + 2);
        for (char *c = path; *c; c++)
            *c = *c == '/' ? '|' : *c;
        if (!at(desk, desk->root, path))
            test_fail(t, __FILE__, __LINE__, "%s leads nowhere", json_string_value(member));
    }
}

/* What the specification asks of an operation: unique ids, described answers, a parameter for each part in braces. */
static void check_operation(Test *t, Desk *desk, const char *path, json_t *operation, json_t *ids)
{
    const char *status;
    json_t *answer;
    size_t braces = 0;
    size_t path_parameters = 0;
    size_t i;
    const char *id = json_string_value(json_object_get(operation, "operationId"));
    CHECK(t, id && !json_object_get(ids, id));
    json_object_set_new(ids, id, json_true());
    CHECK(t, json_object_size(json_object_get(operation, "responses")) > 0);
    json_object_foreach(json_object_get(operation, "responses"), status, answer)
        CHECK(t, json_object_get(answer, "description") || json_object_get(answer, "$ref"));
    for (const char *c = path; *c; c++)
        braces += *c == '{';
    json_array_foreach(json_object_get(operation, "parameters"), i, answer)
    {
        bool in_path = strcmp(json_string_value(json_object_get(answer, "in")), "path") == 0;
        CHECK(t, json_object_get(answer, "name") && json_object_get(answer, "schema"));
        CHECK(t, !in_path || json_is_true(json_object_get(answer, "required")));
        path_parameters += in_path;
    }
    CHECK_INT(t, path_parameters, braces);
    check_refs(t, desk, operation);
}

static void keeps_the_specification(Test *t)
{
    Desk desk;
    json_t *root = desk_init(t, &desk);
    json_t *ids = json_object();
    const char *path;
    const char *method;
    json_t *item;
    json_t *operation;
    json_object_foreach(at(&desk, root, "paths"), path, item)
    {
        CHECK(t, *path == '/' && !strchr(path, ':'));
        json_object_foreach(item, method, operation) check_operation(t, &desk, path, operation, ids);
    }
    CHECK_INT(t, json_object_size(ids), 6);
    check_refs(t, &desk, root);
    json_decref(ids);
    desk_finish(&desk);
}

TEST_SUITE("web: openapi", {"every route is described", has_every_route},
           {"a body is described by the fields that it may set", describes_what_may_be_sent},
           {"parameters of path and query are described", describes_parameters},
           {"answers are described without what is never shown", describes_answers},
           {"the document keeps to the specification", keeps_the_specification});
