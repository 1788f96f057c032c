/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <stdatomic.h>

#include "base/day.h"
#include "base/text.h"
#include "web/serve.h"

/* "2026-06-17T06:40:00Z", "2026-06-17T09:40:00+03:00" or unix seconds. */
static bool parse_instant(const char *text, int64_t *seconds)
{
    char date[11] = {0};
    Day day;
    int hour, minute, second, offset_hour = 0, offset_minute = 0;
    char sign = 'Z';
    if (text_int(text, seconds))
        return true;
    if (strlen(text) < 20)
        return false;
    memcpy(date, text, 10);
    int got = sscanf(text + 10, "T%2d:%2d:%2d%c%2d:%2d", &hour, &minute, &second, &sign, &offset_hour, &offset_minute);
    if (!day_parse(date, &day) || got < 4)
        return false;
    int64_t offset = (int64_t)offset_hour * 3600 + (int64_t)offset_minute * 60;
    *seconds = day.n * 86400 + hour * 3600 + minute * 60 + second - (sign == '-' ? -offset : offset);
    return true;
}

Instant clock_now(void)
{
    const char *pinned = getenv("TAKT_NOW");
    int64_t seconds;
    if (pinned && parse_instant(pinned, &seconds))
        return (Instant){seconds};
    return (Instant){time(NULL)};
}

#define QUARTER 900 /* seconds; clocks are changed at the start of one */

/* The zone's offset in minutes; asking ICU costs a request a tenth of its time, so the answer is kept for a quarter. */
static int offset_at(Instant now)
{
    static atomic_int_fast64_t kept; /* quarter × 4096 + offset + 2048 */
    int64_t quarter = now.n / QUARTER;
    int64_t known = atomic_load_explicit(&kept, memory_order_relaxed);
    if (known > 0 && known / 4096 == quarter)
        return (int)(known % 4096) - 2048;
    int offset = 180; /* Moscow, should the zone data be missing */
    zone_offset("Europe/Moscow", now, &offset);
    atomic_store_explicit(&kept, quarter * 4096 + offset + 2048, memory_order_relaxed);
    return offset;
}

void clock_set(Ctx *cx)
{
    cx->now = clock_now();
    int64_t local = cx->now.n + (int64_t)offset_at(cx->now) * 60;
    cx->today = DAY(local >= 0 ? local / 86400 : (local - 86399) / 86400);
}
