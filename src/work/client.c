/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "work/client.h"
#include "work/client.sql.h"
#include "work/common.h"

SHAPE(Client, FIELD(Client, id), FIELD(Client, revision, .required = true),
      FIELD(Client, name, .label = N_("Title"), .required = true, .max = 80), FIELD(Client, name_fold, .hidden = true),
      FIELD(Client, name_sort, .hidden = true), FIELD(Client, hue, .label = N_("Colour"), .min = 0, .max = CLIENT_HUES),
      FIELD(Client, manager_id, .label = N_("Account manager")), FIELD(Client, deputy_id, .label = N_("Deputy")),
      FIELD(Client, archived, .label = N_("In the archive")));

SHAPE(ClientItem, FIELD(ClientItem, id), FIELD(ClientItem, revision), FIELD(ClientItem, name, .label = N_("Client")),
      FIELD(ClientItem, name_sort, .hidden = true), FIELD(ClientItem, hue), FIELD(ClientItem, manager_id),
      FIELD(ClientItem, deputy_id), FIELD(ClientItem, manager_name, .label = N_("Account manager")),
      FIELD(ClientItem, deputy_name, .label = N_("Deputy")), FIELD(ClientItem, manager_hue, .hidden = true),
      FIELD(ClientItem, deputy_hue, .hidden = true), FIELD(ClientItem, project_count, .label = N_("Projects")),
      FIELD(ClientItem, archived));

SHAPE(ClientList, FIELD(ClientList, q, .hidden = true), FIELD(ClientList, manager_id, .hidden = true),
      FIELD(ClientList, archived, .hidden = true), FIELD(ClientList, limit, .hidden = true),
      FIELD(ClientList, cursor, .hidden = true, .max = 4000), FIELD_LIST(ClientList, items, ClientItem),
      FIELD(ClientList, next));

SHAPE(ClientConflict, FIELD_ONE(ClientConflict, yours, Client), FIELD_ONE(ClientConflict, theirs, Client),
      FIELD(ClientConflict, changed_by_id), FIELD(ClientConflict, changed_by_name));

/* ---- reading ---- */

typedef struct {
    Id id, viewer_id;
} ClientKey;
SHAPE_STATIC(ClientKey, FIELD(ClientKey, id), FIELD(ClientKey, viewer_id));

typedef struct {
    Id viewer_id, manager_id;
    const char *q, *after_sort;
    int64_t after_id, fetch;
    bool archived;
} ClientQuery;
SHAPE_STATIC(ClientQuery, FIELD(ClientQuery, viewer_id), FIELD(ClientQuery, manager_id), FIELD(ClientQuery, q),
             FIELD(ClientQuery, after_sort), FIELD(ClientQuery, after_id), FIELD(ClientQuery, fetch),
             FIELD(ClientQuery, archived));

static Err *find(Ctx *cx, const char *right, Id id, Client *client, bool *found)
{
    ClientKey key = {id, work_viewer(cx, right)};
    return db_find(cx, &sql_client_get, IN(ClientKey, &key), ONE(Client, client), found);
}

Err *client_get(Ctx *cx, Id id, Client *client)
{
    ClientKey key = {id, work_viewer(cx, "clients.read")};
    return db_one(cx, &sql_client_get, IN(ClientKey, &key), ONE(Client, client));
}

Err *client_scope(Ctx *cx, const char *right, Id client_id, bool *may)
{
    Client client;
    return find(cx, right, client_id, &client, may);
}

Err *client_find_by_name(Ctx *cx, const char *name, Client *client, bool *found)
{
    return db_find(cx, &sql_client_by_fold, BY_KEY(text_fold(cx->arena, name)), ONE(Client, client), found);
}

/* The cursor is the last row's place in the order, so rows that come or go meanwhile move nothing. */
static Err *read_cursor(Ctx *cx, const char *cursor, ClientQuery *query)
{
    TextList parts = text_split(cx->arena, cursor, '.');
    query->after_sort = "";
    if (!cursor[0])
        return NULL;
    if (parts.count != 2 || !text_int(parts.items[0], &query->after_id))
        return err_new(cx, ERR_INPUT, "cursor", "%s", _("This is not a place in this list"));
    query->after_sort = parts.items[1];
    return NULL;
}

Err *client_list(Ctx *cx, ClientList *list)
{
    ClientQuery query = {.viewer_id = work_viewer(cx, "clients.read"),
                         .manager_id = list->manager_id,
                         .q = text_fold(cx->arena, list->q ? list->q : ""),
                         .archived = list->archived};
    TRY(work_check_limit(cx, &list->limit));
    TRY(read_cursor(cx, list->cursor ? list->cursor : "", &query));
    query.fetch = list->limit + 1;
    list->next = "";
    TRY(db_all(cx, &sql_client_page, IN(ClientQuery, &query), MANY(ClientItem, &list->items)));
    if (list->items.count <= (size_t)list->limit)
        return NULL;
    list->items.count = (size_t)list->limit;
    const ClientItem *last = &list->items.items[list->items.count - 1];
    list->next = arena_printf(cx->arena, "%" PRId64 ".%s", last->id.n, last->name_sort);
    return NULL;
}

SHAPE_STATIC(ClientTally, FIELD(ClientTally, live), FIELD(ClientTally, unled), FIELD(ClientTally, archived));

Err *client_tally(Ctx *cx, ClientTally *counts)
{
    ClientKey key = {.viewer_id = work_viewer(cx, "clients.read")};
    return db_one(cx, &sql_client_tally, IN(ClientKey, &key), ONE(ClientTally, counts));
}

/* ---- rules ---- */

static Err *check_name(Ctx *cx, Client *client)
{
    Client other;
    bool found;
    client->name = client->name ? client->name : "";
    if (text_is_blank(client->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("Give the client a name"));
    client->name_fold = text_fold(cx->arena, client->name);
    client->name_sort = text_sort_key(cx->arena, client->name);
    TRY(db_find(cx, &sql_client_by_fold, BY_KEY(client->name_fold), ONE(Client, &other), &found));
    if (found && other.id.n != client->id.n)
        return err_new(cx, ERR_INPUT, "name",
                       other.archived ? _("%s is in the archive already: bring it back") : _("There is %s already"),
                       other.name);
    return NULL;
}

static Err *check_people(Ctx *cx, const Client *client)
{
    TRY(work_check_person(cx, client->manager_id, "manager_id"));
    TRY(work_check_person(cx, client->deputy_id, "deputy_id"));
    if (client->deputy_id.n && client->deputy_id.n == client->manager_id.n)
        return err_new(cx, ERR_INPUT, "deputy_id", "%s", _("The deputy stands in for the manager: choose another"));
    return NULL;
}

typedef struct {
    int hue;
    int64_t used;
} HueUse;
SHAPE_STATIC(HueUse, FIELD(HueUse, hue), FIELD(HueUse, used));

static Err *choose_hue(Ctx *cx, int *hue)
{
    LIST_OF(HueUse) uses = {0};
    int64_t used[CLIENT_HUES + 1] = {0};
    TRY(db_all(cx, &sql_client_hues, NOTHING_IN, MANY(HueUse, &uses)));
    for (size_t i = 0; i < uses.count; i++)
        used[uses.items[i].hue] = uses.items[i].used;
    *hue = 1;
    for (int i = 2; i <= CLIENT_HUES; i++)
        if (used[i] < used[*hue])
            *hue = i;
    return NULL;
}

static Err *check_hue(Ctx *cx, Client *client)
{
    if (client->hue < 0 || client->hue > CLIENT_HUES)
        return err_new(cx, ERR_INPUT, "hue", "%s", _("Choose one of the colours"));
    return client->hue ? NULL : choose_hue(cx, &client->hue);
}

/* A right that reaches only the own team makes no clients of others. */
static Err *join_team(Ctx *cx, Client *client)
{
    Id viewer_id = work_viewer(cx, "clients.write");
    if (cx_scope(cx, "clients.write") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("You may not add clients"));
    if (!viewer_id.n || client->manager_id.n == viewer_id.n || client->deputy_id.n == viewer_id.n)
        return NULL;
    if (client->manager_id.n)
        return err_new(cx, ERR_INPUT, "manager_id", "%s",
                       _("Name yourself manager or deputy, or ask a head of the agency to add it"));
    client->manager_id = viewer_id;
    return NULL;
}

static Err *check(Ctx *cx, Client *client)
{
    TRY(check_name(cx, client));
    TRY(check_people(cx, client));
    return check_hue(cx, client);
}

static Err *note(Ctx *cx, Id id, const Client *before, const Client *after)
{
    cx_touch(cx, "work/client/%" PRId64, id.n);
    return history_note(cx, "client", id, &Client_shape, before, after);
}

Err *client_add(Ctx *cx, Client *client)
{
    client->id = ID(0);
    TRY(join_team(cx, client));
    TRY(check(cx, client));
    TRY(db_one(cx, &sql_client_add, IN(Client, client), ONE(Client, client)));
    return note(cx, client->id, NULL, client);
}

/* The stored client, if cx may write it. */
static Err *find_to_write(Ctx *cx, Id id, Client *stored)
{
    bool may;
    TRY(client_get(cx, id, stored));
    TRY(client_scope(cx, "clients.write", id, &may));
    if (!may)
        return err_new(cx, ERR_DENIED, "", "%s", _("This client is led by others: ask its manager or a head"));
    return NULL;
}

static Err *stale(Ctx *cx, const Client *yours, const Client *theirs)
{
    ClientConflict *both = arena_new(cx->arena, ClientConflict);
    both->yours = arena_memdup(cx->arena, yours, sizeof *yours);
    both->theirs = arena_memdup(cx->arena, theirs, sizeof *theirs);
    TRY(work_changed_by(cx, "client", theirs->id, &both->changed_by_id, &both->changed_by_name));
    const char *say = _("Somebody else saved this client while you were writing");
    if (both->changed_by_name[0])
        say = arena_printf(cx->arena, _("%s saved this client while you were writing"), both->changed_by_name);
    return work_conflict(cx, say, IN(ClientConflict, both));
}

static Err *store(Ctx *cx, const Client *stored, Client *client)
{
    bool found;
    TRY(check(cx, client));
    if (!work_differs(&Client_shape, stored, client))
        return NULL;
    TRY(db_find(cx, &sql_client_change, IN(Client, client), ONE(Client, client), &found));
    if (!found) { /* somebody was quicker by a moment */
        Client now;
        TRY(client_get(cx, client->id, &now));
        return stale(cx, client, &now);
    }
    return note(cx, client->id, stored, client);
}

Err *client_change(Ctx *cx, Client *client)
{
    Client stored;
    TRY(find_to_write(cx, client->id, &stored));
    TRY(work_check_revision(cx, client->revision));
    if (client->revision != stored.revision)
        return stale(cx, client, &stored);
    return store(cx, &stored, client);
}

/* ---- undo ---- */

/* Adding is taken back by deleting, as long as nothing was done with the client. */
static Err *unmake(Ctx *cx, const ChangeItem *item, const Client *stored)
{
    void *made;
    TRY(history_side(cx, item->after, &Client_shape, &made));
    if (((const Client *)made)->revision != stored->revision)
        return work_refuse_undo(cx, item);
    TRY(db_exec(cx, &sql_client_delete, BY_ID(item->record_id)));
    return note(cx, item->record_id, stored, NULL);
}

static Err *put_back(Ctx *cx, const ChangeItem *item)
{
    void *before;
    TRY(history_side(cx, item->before, &Client_shape, &before));
    TRY(join_team(cx, before));
    TRY(check(cx, before));
    TRY(db_exec(cx, &sql_client_put_back, (In){&Client_shape, before}));
    return note(cx, item->record_id, NULL, before);
}

Err *client_restore(Ctx *cx, const ChangeItem *item)
{
    Client stored, client;
    bool held;
    if (!item->after[0])
        return put_back(cx, item);
    TRY(find_to_write(cx, item->record_id, &stored));
    if (!item->before[0])
        return unmake(cx, item, &stored);
    client = stored;
    TRY(history_take_back(cx, item, &Client_shape, &client, &held));
    return held ? store(cx, &stored, &client) : work_refuse_undo(cx, item);
}
