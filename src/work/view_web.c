/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "base/value_read.h"
#include "work/client.h"
#include "work/common.h"
#include "work/project.h"
#include "work/view_web.h"
#include "work/view_web.sql.h"

const char *hue_text(const Ctx *cx, int hue)
{
    static const char *const names[CLIENT_HUES] = {
        N_("Orange"), N_("Violet"), N_("Blue"), N_("Green"), N_("Slate"), N_("Crimson"), N_("Olive"), N_("Teal"),
    };
    return hue >= 1 && hue <= CLIENT_HUES ? tr(cx, names[hue - 1]) : "";
}

typedef struct {
    Id id;
    const char *name;
    bool leads;
} Chosen;
SHAPE_STATIC(Chosen, FIELD(Chosen, id), FIELD(Chosen, name), FIELD(Chosen, leads));

/* Who may not see the others has nobody but themselves to choose. */
static bool sees(const Ctx *cx, const Chosen *person)
{
    return cx_scope(cx, "people.read") == SCOPE_ALL || person->id.n == cx->person_id.n;
}

Err *choose_people(Ctx *cx, Who who, const char *none, const char *chosen, Options *choices)
{
    LIST_OF(Chosen) people = {0};
    DbKey key = {.id = ID(0), .day = cx->today, .key = ""};
    if (!text_int(chosen, &key.id.n))
        key.id = ID(0);
    TRY(db_all(cx, &sql_view_people, IN(DbKey, &key), MANY(Chosen, &people)));
    option_add(cx, choices, "", none, chosen);
    for (size_t i = 0; i < people.count; i++)
        if (sees(cx, &people.items[i]) &&
            (who == WHO_WORKS || people.items[i].leads || people.items[i].id.n == key.id.n))
            option_add_id(cx, choices, people.items[i].id, people.items[i].name, chosen);
    return NULL;
}

/* "" also for one that is not cx's to see. */
static Err *client_name(Ctx *cx, Id id, const char **name)
{
    Chosen client = {.name = ""};
    bool found;
    *name = "";
    TRY(client_scope(cx, "clients.read", id, &found));
    if (!found)
        return NULL;
    TRY(db_find(cx, &sql_view_client_name, BY_ID(id), ONE(Chosen, &client), &found));
    *name = client.name;
    return NULL;
}

Err *choose_client(Ctx *cx, const char *none, const char *chosen, Options *choices)
{
    ClientList list = {.limit = WORK_LIMIT_MAX};
    Id id;
    const char *name;
    bool there = !text_int(chosen, &id.n);
    TRY(client_list(cx, &list));
    option_add(cx, choices, "", none, chosen);
    for (size_t i = 0; i < list.items.count; i++) {
        option_add_id(cx, choices, list.items.items[i].id, list.items.items[i].name, chosen);
        there |= choices->items[choices->count - 1].on;
    }
    if (there)
        return NULL;
    TRY(client_name(cx, id, &name)); /* one of the archive */
    if (name[0])
        option_add_id(cx, choices, id, name, chosen);
    return NULL;
}

Err *choose_direction(Ctx *cx, Options *choices)
{
    LIST_OF(Chosen) directions = {0};
    TRY(db_all(cx, &sql_view_directions, NOTHING_IN, MANY(Chosen, &directions)));
    for (size_t i = 0; i < directions.count; i++)
        option_add(cx, choices, directions.items[i].name, directions.items[i].name, "");
    return NULL;
}

const char *path_with(Ctx *cx, const char *path, ...)
{
    Buf buf = {0};
    va_list args;
    buf_text(&buf, path);
    char before = strchr(path, '?') ? '&' : '?';
    va_start(args, path);
    for (const char *name = va_arg(args, const char *); name; name = va_arg(args, const char *)) {
        const char *value = va_arg(args, const char *);
        if (!value[0])
            continue;
        buf_char(&buf, before);
        buf_text(&buf, name);
        buf_char(&buf, '=');
        buf_url(&buf, value);
        before = '&';
    }
    va_end(args);
    const char *text = arena_strdup(cx->arena, buf.data);
    buf_finish(&buf);
    return text;
}

/* ---- conflicts ---- */

static Err *name_of(Ctx *cx, const Field *field, Id id, const char **name)
{
    return strcmp(field->name, "client_id") == 0 ? client_name(cx, id, name) : work_person_name(cx, id, name);
}

static Err *say(Ctx *cx, const Field *field, const void *record, const char **text)
{
    *text = "—";
    if (field_is_null(field, record))
        return NULL;
    switch (field->kind) {
    case KIND_ID:
        return name_of(cx, field, ID(field_int(field, record)), text);
    case KIND_DAY:
        *text = day_text(cx, DAY(field_int(field, record)));
        return NULL;
    case KIND_FLAG:
        *text = field_int(field, record) ? _("yes") : _("no");
        return NULL;
    case KIND_WORD:
        *text = field->words == project_stage_words ? project_stage_text(cx, (ProjectStage)field_int(field, record))
                                                    : project_kind_text(cx, (ProjectKind)field_int(field, record));
        return NULL;
    case KIND_TEXT:
        *text = field_text(field, record)[0] ? field_text(field, record) : "—";
        return NULL;
    case KIND_COUNT:
        *text = hue_text(cx, (int)field_int(field, record)); /* the only number with a label here */
        return NULL;
    default:
        return err_fault(cx, "no words for the field %s", field->name);
    }
}

Err *clashes_of(Ctx *cx, const Shape *shape, const void *yours, const void *theirs, Clashes *clashes)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (!field->label || field_same(field, yours, theirs))
            continue;
        Clash clash = {.label = tr(cx, field->label)};
        TRY(say(cx, field, yours, &clash.yours));
        TRY(say(cx, field, theirs, &clash.theirs));
        *(Clash *)list_push(cx->arena, clashes) = clash;
    }
    return NULL;
}
