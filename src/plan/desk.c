/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "db/db.h"
#include "plan/calendar.h"
#include "plan/desk.h"

struct Desk {
    pthread_mutex_t lock;
    Arena arena; /* of every calendar read; they are few */
    const Calendar *calendar;
    int64_t revision; /* of the calendar */
};

Desk *desk_new(void)
{
    Desk *desk = calloc(1, sizeof *desk);
    assert(desk);
    pthread_mutex_init(&desk->lock, NULL);
    arena_init(&desk->arena, 0);
    return desk;
}

void desk_free(Desk *desk)
{
    if (!desk)
        return;
    arena_finish(&desk->arena);
    pthread_mutex_destroy(&desk->lock);
    free(desk);
}

/* calendar_load works in cx->arena, which here is the desk's. */
static Err *read_calendar(Ctx *cx, Desk *desk, int64_t revision)
{
    const Calendar *calendar;
    Arena *own = cx->arena;
    cx->arena = &desk->arena;
    Err *err = calendar_load(cx, &calendar);
    cx->arena = own;
    if (err)
        return err;
    desk->calendar = calendar;
    desk->revision = revision;
    return NULL;
}

Err *desk_calendar(Ctx *cx, Desk *desk, int64_t revision, const Calendar **calendar)
{
    Err *err = NULL;
    pthread_mutex_lock(&desk->lock);
    bool newer = !desk->calendar || desk->revision < revision;
    if (newer && db_is_snapshot(cx->db))
        err = read_calendar(cx, desk, revision);
    *calendar = desk->calendar && desk->revision == revision ? desk->calendar : NULL;
    pthread_mutex_unlock(&desk->lock);
    return err || *calendar ? err : calendar_load(cx, calendar);
}
