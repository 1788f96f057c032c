/* SPDX-License-Identifier: MIT */
/* What changed, told to open pages by Server-Sent Events, and counted: cached answers carry the version they saw. */
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "base/ctx.h"
#include "db/topics.h"

typedef struct Live Live;

Live *live_new(void);
void live_free(Live *live);

/* The sum of the versions of the topics' families ("plan people"); grows with every change in one of them. */
uint64_t live_version(const Live *live, const char *families);

/*
 * Counts the change and tells every open stream whose person may see it. Called after the commit, on any thread; the
 * sending itself is done by the hub's own thread.
 */
void live_publish(Live *live, const Topics *topics, const char *by, const char *request_id);

/*
 * Calls heard() after each commit that touched just the family ("jobs"), or may have, on the thread that committed:
 * it must be quick. There is one listener; heard NULL ends it.
 */
void live_listen(Live *live, const char *family, void (*heard)(void *arg), void *arg);

/* Everything may have changed (another process wrote): all versions move, all pages are asked to refresh. */
void live_publish_all(Live *live);

#endif
