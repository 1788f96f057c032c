/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <stdatomic.h>
#include <unicode/ucal.h>

#include "base/day.h"
#include "base/i18n.h"

Day day_from_ymd(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return DAY(era * 146097 + day_of_era - 719468);
}

Ymd day_ymd(Day day)
{
    int64_t z = day.n + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t mp = (5 * day_of_year + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    int year = (int)(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
    return (Ymd){.year = year, .month = month, .day = (int)(day_of_year - (153 * mp + 2) / 5 + 1)};
}

int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

bool ymd_is_real(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month);
}

int day_weekday(Day day)
{
    int64_t weekday = (day.n + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

Day day_monday(Day day)
{
    return DAY(day.n - day_weekday(day));
}

Day day_plus(Day day, int64_t days)
{
    return DAY(day.n + days);
}

int day_iso_week(Day day, int *year)
{
    Day thursday = DAY(day_monday(day).n + 3);
    Ymd ymd = day_ymd(thursday);
    if (year)
        *year = ymd.year;
    return (int)((thursday.n - day_from_ymd(ymd.year, 1, 1).n) / 7) + 1;
}

Day day_from_iso_week(int year, int week)
{
    Day first = day_monday(day_from_ymd(year, 1, 4)); /* 4 January is always in week 1 */
    return DAY(first.n + (int64_t)(week - 1) * 7);
}

static bool digits(const char *text, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool day_parse(const char *text, Day *day)
{
    int y, m, d;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!digits(text, 4, &y) || !digits(text + 5, 2, &m) || !digits(text + 8, 2, &d) || !ymd_is_real(y, m, d))
        return false;
    Day parsed = day_from_ymd(y, m, d);
    if (parsed.n < DAY_MIN.n || parsed.n > DAY_MAX.n)
        return false;
    *day = parsed;
    return true;
}

static void put_digits(char *text, int count, int value)
{
    while (count-- > 0) {
        text[count] = (char)('0' + value % 10);
        value /= 10;
    }
}

size_t day_iso_put(char text[DAY_ISO_SIZE], Day day)
{
    Ymd ymd = day_ymd(day);
    if (ymd.year < 0 || ymd.year > 9999) /* only a broken record holds such a day */
        return (size_t)snprintf(text, DAY_ISO_SIZE, "%d-%02d-%02d", ymd.year, ymd.month, ymd.day);
    put_digits(text, 4, ymd.year);
    put_digits(text + 5, 2, ymd.month);
    put_digits(text + 8, 2, ymd.day);
    text[4] = text[7] = '-';
    text[10] = 0;
    return 10;
}

const char *day_iso(Arena *arena, Day day)
{
    char text[DAY_ISO_SIZE];
    return day_is_set(day) ? arena_strndup(arena, text, day_iso_put(text, day)) : "";
}

/* Russian months as they stand after a number of the day. */
static const char *month_name(const Ctx *cx, int month)
{
    static const char *const names[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                        N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                        N_("September"), N_("October"),  N_("November"), N_("December")};
    return tr(cx, names[month - 1]);
}

static const char *month_short(const Ctx *cx, int month)
{
    static const char *const names[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("|May"), N_("Jun"),
                                        N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"),  N_("Dec")};
    const char *name = tr(cx, names[month - 1]);
    return *name == '|' ? name + 1 : name;
}

const char *month_text(const Ctx *cx, int month)
{
    static const char *const names[] = {N_("|January"),   N_("|February"), N_("|March"),    N_("|April"),
                                        N_("||May"),      N_("|June"),     N_("|July"),     N_("|August"),
                                        N_("|September"), N_("|October"),  N_("|November"), N_("|December")};
    const char *name = tr(cx, names[month - 1]);
    return name + strspn(name, "|");
}

const char *day_text(const Ctx *cx, Day day)
{
    if (!day_is_set(day))
        return "";
    Ymd ymd = day_ymd(day);
    if (ymd.year == day_ymd(cx->today).year)
        return arena_printf(cx->arena, "%d\u00a0%s", ymd.day, month_name(cx, ymd.month));
    return arena_printf(cx->arena, "%d\u00a0%s %d", ymd.day, month_name(cx, ymd.month), ymd.year);
}

const char *week_text_short(const Ctx *cx, Day monday)
{
    Ymd from = day_ymd(monday);
    Ymd to = day_ymd(day_plus(monday, 6));
    return arena_printf(cx->arena, "%d" DAY_DASH "%d\u00a0%s", from.day, to.day, month_short(cx, to.month));
}

const char *week_text(const Ctx *cx, Day monday)
{
    Ymd from = day_ymd(monday);
    Ymd to = day_ymd(day_plus(monday, 6));
    if (from.month == to.month)
        return arena_printf(cx->arena, "%d" DAY_DASH "%s", from.day, day_text(cx, day_plus(monday, 6)));
    return arena_printf(cx->arena, "%s – %s", day_text(cx, monday), day_text(cx, day_plus(monday, 6)));
}

const char *weekday_text(const Ctx *cx, int weekday)
{
    static const char *const names[] = {N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
                                        N_("Friday"), N_("Saturday"), N_("Sunday")};
    return tr(cx, names[weekday]);
}

static Ymd instant_split(Instant instant, int *seconds)
{
    int64_t days = instant.n / 86400;
    int64_t rest = instant.n % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    *seconds = (int)rest;
    return day_ymd(DAY(days));
}

const char *instant_iso(Arena *arena, Instant instant)
{
    if (!instant.n)
        return "";
    int seconds;
    Ymd ymd = instant_split(instant, &seconds);
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", ymd.year, ymd.month, ymd.day, seconds / 3600,
                        seconds / 60 % 60, seconds % 60);
}

/* "Z" or "+03:00" in seconds east of UTC. */
static bool parse_offset(const char *text, int *seconds)
{
    int hours, minutes;
    *seconds = 0;
    if (strcmp(text, "Z") == 0)
        return true;
    if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':' || !digits(text + 1, 2, &hours) ||
        !digits(text + 4, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    *seconds = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
    return true;
}

bool instant_parse(const char *text, Instant *instant)
{
    char date[11] = {0};
    Day day;
    int hour, minute, second, offset;
    if (strlen(text) < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return false;
    memcpy(date, text, 10);
    if (!day_parse(date, &day) || !digits(text + 11, 2, &hour) || !digits(text + 14, 2, &minute) ||
        !digits(text + 17, 2, &second) || hour > 23 || minute > 59 || second > 59 || !parse_offset(text + 19, &offset))
        return false;
    *instant = (Instant){day.n * 86400 + hour * 3600 + minute * 60 + second - offset};
    return true;
}

#define QUARTER 900 /* seconds; clocks are changed at the start of one */
#define QUARTERS 64

/* Asking ICU costs a request a tenth of its time, so the answers for some quarters of an hour are kept. */
int agency_offset(Instant instant)
{
    static atomic_int_fast64_t kept[QUARTERS]; /* quarter × 4096 + offset + 2048 */
    int64_t quarter = instant.n / QUARTER;
    atomic_int_fast64_t *place = &kept[(uint64_t)quarter % QUARTERS];
    int64_t known = atomic_load_explicit(place, memory_order_relaxed);
    if (known > 0 && known / 4096 == quarter)
        return (int)(known % 4096) - 2048;
    int offset = 180; /* Moscow, should the zone data be missing */
    zone_offset("Europe/Moscow", instant, &offset);
    atomic_store_explicit(place, quarter * 4096 + offset + 2048, memory_order_relaxed);
    return offset;
}

Instant day_at(Day day, int minute)
{
    Instant as_if_utc = {day.n * 86400 + (int64_t)minute * 60};
    return (Instant){as_if_utc.n - (int64_t)agency_offset(as_if_utc) * 60};
}

const char *instant_text(const Ctx *cx, Instant instant)
{
    if (!instant.n)
        return "";
    int seconds;
    Instant local = {instant.n + (int64_t)agency_offset(instant) * 60};
    Ymd ymd = instant_split(local, &seconds);
    return arena_printf(cx->arena, "%s, %d:%02d", day_text(cx, day_from_ymd(ymd.year, ymd.month, ymd.day)),
                        seconds / 3600, seconds / 60 % 60);
}

bool zone_offset(const char *zone, Instant instant, int *minutes)
{
    UChar name[64];
    UErrorCode status = U_ZERO_ERROR;
    size_t length = strlen(zone);
    if (length == 0 || length >= COUNT_OF(name))
        return false;
    for (size_t i = 0; i <= length; i++)
        name[i] = (UChar)(unsigned char)zone[i];
    UChar known[64]; /* ucal_open takes an unknown zone for UTC, so it is asked for by name first */
    ucal_getCanonicalTimeZoneID(name, (int32_t)length, known, COUNT_OF(known), NULL, &status);
    UCalendar *calendar = ucal_open(name, (int32_t)length, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status))
        return false;
    ucal_setMillis(calendar, (UDate)instant.n * 1000.0, &status);
    int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status) + ucal_get(calendar, UCAL_DST_OFFSET, &status);
    ucal_close(calendar);
    *minutes = offset / 60000;
    return U_SUCCESS(status);
}
