/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/list_names.h"
#include "work/client.h"
#include "work/project.h"

/* A project as a row says it: client and people by their names. */
typedef struct {
    Id id;
    int64_t revision;
    const char *client, *name;
    ProjectKind kind;
    ProjectStage stage;
    const char *direction, *manager, *deputy;
    Day starts, ends;
    bool archived;
    Project stored; /* what it goes into */
} ProjectRow;
SHAPE_STATIC(ProjectRow, FIELD(ProjectRow, id), FIELD(ProjectRow, revision),
             FIELD(ProjectRow, client, .label = N_("Client"), .max = 100),
             FIELD(ProjectRow, name, .label = N_("Project"), .max = 100),
             FIELD_WORD(ProjectRow, kind, project_kind_words, .label = N_("Kind")),
             FIELD_WORD(ProjectRow, stage, project_stage_words, .label = N_("Stage")),
             FIELD(ProjectRow, direction, .label = N_("Direction")),
             FIELD(ProjectRow, manager, .label = N_("Account manager")),
             FIELD(ProjectRow, deputy, .label = N_("Deputy")), FIELD(ProjectRow, starts, .label = N_("Start")),
             FIELD(ProjectRow, ends, .label = N_("End")), FIELD(ProjectRow, archived, .label = N_("Archived")));

static const char *kind_text(const Ctx *cx, int value)
{
    return project_kind_text(cx, (ProjectKind)value);
}

static const char *stage_text(const Ctx *cx, int value)
{
    return project_stage_text(cx, (ProjectStage)value);
}

static const ListColumn columns[] = {
    {.field = "client", .heads = "клиент|заказчик|компания|client|company|customer"},
    {.field = "name", .heads = "проект|название|project|name"},
    {.field = "kind", .heads = "вид|тип|kind|type", .word_text = kind_text},
    {.field = "stage", .heads = "этап|стадия|статус|stage|status", .word_text = stage_text},
    {.field = "direction", .heads = "направление|услуга|direction|service"},
    {.field = "manager", .heads = "аккаунт|аккаунт-менеджер|менеджер|ответственный|manager|account|owner"},
    {.field = "deputy", .heads = "заместитель|замещает|deputy"},
    {.field = "starts", .heads = "начало|старт|start|from|starts"},
    {.field = "ends", .heads = "конец|окончание|срок|end|until|ends|deadline"},
    {.field = "archived", .heads = "в архиве|архив|archived|archive"},
};

static const char *key_of(Ctx *cx, const char *client, const char *name)
{
    return arena_printf(cx->arena, "%s\n%s", text_fold(cx->arena, client), text_fold(cx->arena, name));
}

static Err *load(Ctx *cx, void **known)
{
    ListNames *names;
    if (cx_scope(cx, "projects.write") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    TRY(list_names_load(cx, &names));
    TRY(project_all(cx, &names->projects));
    names->project_folds = arena_new_array(cx->arena, const char *, names->projects.count);
    for (size_t i = 0; i < names->projects.count; i++)
        names->project_folds[i] = key_of(cx, names->projects.items[i].client_name, names->projects.items[i].name);
    *known = names;
    return NULL;
}

static Err *take_stored(Ctx *cx, const ListNames *names, const ProjectBrief *brief, ProjectRow *row)
{
    TRY(project_get(cx, brief->id, &row->stored));
    row->id = row->stored.id;
    row->revision = row->stored.revision;
    row->client = brief->client_name;
    row->name = row->stored.name;
    row->kind = row->stored.kind;
    row->stage = row->stored.stage;
    row->direction = row->stored.direction;
    row->manager = list_name_of(names, row->stored.manager_id);
    row->deputy = list_name_of(names, row->stored.deputy_id);
    row->starts = row->stored.starts;
    row->ends = row->stored.ends;
    row->archived = row->stored.archived;
    return NULL;
}

static Err *find(Ctx *cx, void *known, const void *row, void *stored, ListFound *found)
{
    const ListNames *names = known;
    const ProjectRow *asked = row;
    const char *key = key_of(cx, asked->client, asked->name);
    *found = FOUND_NONE;
    for (size_t i = 0; i < names->projects.count && *found == FOUND_NONE; i++)
        if (strcmp(names->project_folds[i], key) == 0) {
            *found = FOUND_ONE;
            TRY(take_stored(cx, names, &names->projects.items[i], stored));
        }
    return NULL;
}

/*
 * A list shows the client's manager where a project has none of its own: that name, come back, is no change. Nor is
 * the client's name in other letters.
 */
static Err *check(Ctx *cx, void *known, void *arg)
{
    ProjectRow *row = arg;
    Id manager_id, deputy_id;
    Client client = {.manager_id = ID(0)};
    bool found = false;
    if (text_is_blank(row->client))
        return err_new(cx, ERR_INPUT, "client", "%s", _("The client is missing"));
    TRY(list_name_read(cx, known, "manager", row->manager, &manager_id));
    TRY(list_name_read(cx, known, "deputy", row->deputy, &deputy_id));
    TRY(client_find_by_name(cx, row->client, &client, &found));
    bool new = !row->stored.id.n;
    if (found && manager_id.n == client.manager_id.n && (new || !row->stored.manager_id.n))
        manager_id = ID(0);
    if (found && deputy_id.n == client.deputy_id.n && (new || !row->stored.deputy_id.n))
        deputy_id = ID(0);
    row->manager = list_name_of(known, manager_id);
    row->deputy = list_name_of(known, deputy_id);
    row->client = found ? client.name : row->client;
    if (day_is_set(row->starts) && day_is_set(row->ends) && row->ends.n < row->starts.n)
        return err_new(cx, ERR_INPUT, "ends", "%s", _("The end lies before the start"));
    row->stored = (Project){.id = row->stored.id,
                            .revision = row->stored.revision,
                            .client_id = found ? client.id : ID(0),
                            .name = row->name,
                            .kind = row->kind,
                            .stage = row->stage,
                            .direction = row->direction,
                            .manager_id = manager_id,
                            .deputy_id = deputy_id,
                            .starts = row->starts,
                            .ends = row->ends,
                            .archived = row->archived};
    return NULL;
}

/* A client that is not there yet comes with its first project; the next row finds it. */
static Err *save(Ctx *cx, void *known UNUSED, void *arg, bool is_new)
{
    ProjectRow *row = arg;
    Project project = row->stored;
    Client client = {.name = row->client};
    bool found = true;
    if (!project.client_id.n)
        TRY(client_find_by_name(cx, row->client, &client, &found));
    if (!found) {
        client = (Client){.name = row->client};
        TRY(client_add(cx, &client));
    }
    if (!project.client_id.n)
        project.client_id = client.id;
    return is_new ? project_add(cx, &project) : project_change(cx, &project);
}

const ListDef projects_list = {.kind = "projects",
                               .title = N_("Take projects from a table"),
                               .shape = &ProjectRow_shape,
                               .key = "name",
                               .columns = columns,
                               .count = COUNT_OF(columns),
                               .load = load,
                               .find = find,
                               .check = check,
                               .save = save};
