/* SPDX-License-Identifier: MIT */
/* Clients of the agency: whose work it is, and who answers for them. Rights: clients.read, clients.write. */
#ifndef WORK_CLIENT_H
#define WORK_CLIENT_H

#include "db/history.h"

#define CLIENT_HUES 8

/* A client. Table client. */
typedef struct {
    Id id;
    int64_t revision;      /* of the version that was read; a change names it */
    const char *name;      /* as the plan shows it, short */
    const char *name_fold; /* for search and doubles; set by the rules */
    const char *name_sort; /* collation key; set by the rules */
    int hue;               /* colour of the mark, 1–8; 0 on adding: the least used one */
    Id manager_id;         /* responsible account manager; 0: nobody yet */
    Id deputy_id;          /* stands in; 0: nobody yet */
    bool archived;
} Client;
extern const Shape Client_shape;

/* A client in lists, with the names of its people. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name, *name_sort;
    int hue;
    Id manager_id, deputy_id;
    const char *manager_name, *deputy_name; /* "" for nobody */
    int manager_hue, deputy_hue;            /* of the persons' round marks */
    int project_count;                      /* not archived */
    bool archived;
} ClientItem;
extern const Shape ClientItem_shape;
typedef LIST_OF(ClientItem) ClientItemList;

/* What to list, and the page of it that came. */
typedef struct {
    const char *q;      /* part of the name; "": any */
    Id manager_id;      /* manager or deputy; 0: any */
    bool archived;      /* the archived ones instead of the live */
    int limit;          /* 1–500; 0: 100 */
    const char *cursor; /* "next" of the page before; "": the first page */
    ClientItemList items;
    const char *next; /* cursor of the next page; "": this was the last */
} ClientList;
extern const Shape ClientList_shape;

/* Both versions of a client that somebody else changed meanwhile: data of ERR_CONFLICT. */
typedef struct {
    const Client *yours, *theirs;
    Id changed_by_id;            /* 0: unknown */
    const char *changed_by_name; /* "" unknown */
} ClientConflict;
extern const Shape ClientConflict_shape;

/* How many clients cx may see. */
typedef struct {
    int live, unled, archived; /* unled: live ones without a manager */
} ClientTally;
MUST_USE Err *client_tally(Ctx *cx, ClientTally *counts);

/* The page of clients that cx may see, by name. ERR_INPUT on "cursor", "limit". */
MUST_USE Err *client_list(Ctx *cx, ClientList *list);

/* ERR_MISSING also when it is not cx's to see. */
MUST_USE Err *client_get(Ctx *cx, Id id, Client *client);

/* The one with this name, whatever its case and ё; archived ones too. */
MUST_USE Err *client_find_by_name(Ctx *cx, const char *name, Client *client, bool *found);

/*
 * Stores a new client, sets id, revision and a free colour. Who may write only for the own team must be in it:
 * without a manager that person becomes it. ERR_INPUT on "name" (empty, taken), "hue", "manager_id" (also: another's
 * team), "deputy_id"; ERR_DENIED without the right to add.
 */
MUST_USE Err *client_add(Ctx *cx, Client *client);

/*
 * Changes the client to what the record says (archiving is a change of "archived") and sets the new revision.
 * ERR_CONFLICT with a ClientConflict when the revision is not the stored one, ERR_INPUT on "revision" (missing) and
 * as client_add, ERR_MISSING when unseen, ERR_DENIED when cx sees it and may not write it.
 */
MUST_USE Err *client_change(Ctx *cx, Client *client);

/* Whether cx's right ("clients.read", "clients.write") reaches this client; false too when there is none. */
MUST_USE Err *client_scope(Ctx *cx, const char *right, Id client_id, bool *may);

/* Undoer of "client". An added client goes only while nothing was done with it. */
MUST_USE Err *client_restore(Ctx *cx, const ChangeItem *item);

#endif
