/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "plan/calendar.h"
#include "plan/desk.h"

struct Desk {
    pthread_mutex_t lock;
    Arena arena; /* of every calendar read; they are few */
    const Calendar *calendar;
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
static Err *read_calendar(Ctx *cx, Desk *desk)
{
    Arena *own = cx->arena;
    cx->arena = &desk->arena;
    Err *err = calendar_load(cx, &desk->calendar);
    cx->arena = own;
    return err;
}

Err *desk_calendar(Ctx *cx, Desk *desk, const Calendar **calendar)
{
    Err *err = NULL;
    pthread_mutex_lock(&desk->lock);
    if (!desk->calendar)
        err = read_calendar(cx, desk);
    *calendar = desk->calendar;
    pthread_mutex_unlock(&desk->lock);
    return err;
}

void desk_forget_calendar(Desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->calendar = NULL;
    pthread_mutex_unlock(&desk->lock);
}
