/* SPDX-License-Identifier: MIT */
#include "base/base.h"

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

void clock_set(Ctx *cx)
{
    cx->now = clock_now();
    int64_t local = cx->now.n + (int64_t)agency_offset(cx->now) * 60;
    cx->today = DAY(local >= 0 ? local / 86400 : (local - 86399) / 86400);
}
