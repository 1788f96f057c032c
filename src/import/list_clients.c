/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/list_names.h"
#include "work/client.h"

/* A client as a row says it: people by their names. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name, *manager, *deputy;
    bool archived;
    Client stored; /* what it goes into */
} ClientRow;
SHAPE_STATIC(ClientRow, FIELD(ClientRow, id), FIELD(ClientRow, revision),
             FIELD(ClientRow, name, .label = N_("Client"), .max = 100),
             FIELD(ClientRow, manager, .label = N_("Account manager")), FIELD(ClientRow, deputy, .label = N_("Deputy")),
             FIELD(ClientRow, archived, .label = N_("Archived")));

static const ListColumn columns[] = {
    {.field = "name", .heads = "клиент|название|заказчик|компания|client|name|company|customer"},
    {.field = "manager", .heads = "аккаунт|аккаунт-менеджер|менеджер|ответственный|manager|account|owner"},
    {.field = "deputy", .heads = "заместитель|замещает|второй менеджер|deputy"},
    {.field = "archived", .heads = "в архиве|архив|archived|archive"},
};

static Err *load(Ctx *cx, void **known)
{
    if (cx_scope(cx, "clients.write") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    return list_names_load(cx, (ListNames **)known);
}

static Err *find(Ctx *cx, void *known, const void *row, void *stored, ListFound *found)
{
    const ClientRow *asked = row;
    ClientRow *client = stored;
    bool any = false;
    TRY(client_find_by_name(cx, asked->name, &client->stored, &any));
    *found = any ? FOUND_ONE : FOUND_NONE;
    if (!any)
        return NULL;
    client->id = client->stored.id;
    client->revision = client->stored.revision;
    client->name = client->stored.name;
    client->manager = list_name_of(known, client->stored.manager_id);
    client->deputy = list_name_of(known, client->stored.deputy_id);
    client->archived = client->stored.archived;
    return NULL;
}

static Err *check(Ctx *cx, void *known, void *row)
{
    ClientRow *client = row;
    TRY(list_name_read(cx, known, "manager", client->manager, &client->stored.manager_id));
    TRY(list_name_read(cx, known, "deputy", client->deputy, &client->stored.deputy_id));
    client->manager = list_name_of(known, client->stored.manager_id);
    client->deputy = list_name_of(known, client->stored.deputy_id);
    client->stored.name = client->name;
    client->stored.archived = client->archived;
    return NULL;
}

static Err *save(Ctx *cx, void *known UNUSED, void *row, bool is_new)
{
    Client client = ((ClientRow *)row)->stored;
    return is_new ? client_add(cx, &client) : client_change(cx, &client);
}

const ListDef clients_list = {.kind = "clients",
                              .title = N_("Take clients from a table"),
                              .shape = &ClientRow_shape,
                              .key = "name",
                              .columns = columns,
                              .count = COUNT_OF(columns),
                              .load = load,
                              .find = find,
                              .check = check,
                              .save = save};
