/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/setting.h"
#include "people/person.h"
#include "plan/fill.h"
#include "plan/plan_template.h"

#define WEEKS_MAX 52
/* People whom one slice of the weekly job looks at. */
#define SLICE 50
/* The job fills the next week from this weekday on: Thursday. */
#define FILL_DAY 3
#define DONE_KEY "plan.filled"

static AheadQuery query_of(Id person_id, Day from, int weeks)
{
    return (AheadQuery){.way = AHEAD_LINES,
                        .person_id = person_id,
                        .people = "",
                        .subject = "",
                        .from = from,
                        .until = DAY_NONE,
                        .weeks = weeks,
                        .value = "",
                        .fit = true};
}

/* No lines is nothing to do for a command and a job; the page says it at the form. */
static Err *people_to_fill(Ctx *cx, Day from, int weeks, PersonBriefList *people)
{
    PlanTemplates lines = {0};
    *people = (PersonBriefList){0};
    TRY(plan_template_list(cx, &lines));
    return lines.count ? person_brief_list(cx, from, day_plus(from, (int64_t)weeks * DAYS_PER_WEEK - 1), true, people)
                       : NULL;
}

/* One person's weeks; dry: only reckoned. What it does is added to *ahead. */
static Err *fill_person(Ctx *cx, Id person_id, Day from, int weeks, bool dry, Ahead *ahead)
{
    AheadQuery query = query_of(person_id, from, weeks);
    AllocationResults results = {0};
    Ahead own;
    TRY(ahead_preview(cx, &query, &own));
    if (own.cells && !dry)
        TRY(ahead_write(cx, &query, &results));
    for (size_t i = 0; i < own.items.count; i++)
        *(AheadItem *)list_push(cx->arena, &ahead->items) = own.items.items[i];
    ahead->cells += own.cells;
    ahead->short_of += own.short_of;
    ahead->missing.n += own.missing.n;
    return NULL;
}

static Err *fill_all(Ctx *cx, Day from, int weeks, bool dry, Ahead *ahead)
{
    PersonBriefList people;
    Day monday = day_monday(from);
    *ahead = (Ahead){0};
    TRY(people_to_fill(cx, monday, weeks, &people));
    for (size_t i = 0; i < people.count; i++)
        TRY(fill_person(cx, people.items[i].id, monday, weeks, dry, ahead));
    return NULL;
}

Err *fill_weeks(Ctx *cx, Day from, int weeks, Ahead *ahead)
{
    return fill_all(cx, from, weeks, false, ahead);
}

/* ---- the job ---- */

/* How far the job is: "2026-06-22 50", the week and how many people of it. */
static Err *read_done(Ctx *cx, Day week, int64_t *people)
{
    const char *text;
    Day done;
    TRY(setting_get(cx, DONE_KEY, "", &text));
    TextList parts = text_split(cx->arena, text, ' ');
    *people = 0;
    if (parts.count == 2 && day_parse(parts.items[0], &done) && done.n == week.n && text_int(parts.items[1], people))
        return NULL;
    *people = 0;
    return NULL;
}

/*
 * Once for each week, so that a line that somebody cleared stays cleared. It comes by every day: a server that was off
 * on the day itself does it on the next.
 */
static Err *fill_next_week(Ctx *cx, const void *body UNUSED, bool *more)
{
    Day week = day_plus(day_monday(cx->today), DAYS_PER_WEEK);
    PersonBriefList people;
    Ahead ahead = {0};
    int64_t done;
    if (day_weekday(cx->today) < FILL_DAY)
        return NULL;
    TRY(read_done(cx, week, &done));
    TRY(people_to_fill(cx, week, 1, &people));
    int64_t until = MIN_OF(done + SLICE, (int64_t)people.count);
    for (int64_t i = done; i < until; i++)
        TRY(fill_person(cx, people.items[i].id, week, 1, false, &ahead));
    *more = until < (int64_t)people.count;
    /* nobody to fill for: lines that are said later in the week still count */
    if (until == done)
        return NULL;
    return setting_set(cx, DONE_KEY, arena_printf(cx->arena, "%s %" PRId64, day_iso(cx->arena, week), until));
}

/* Nobody's rights are asked for: the lines are the agency's. */
static Err *run_job(Ctx *cx, const void *body, bool *more)
{
    bool was = cx->root;
    cx->root = true;
    Err *err = fill_next_week(cx, body, more);
    cx->root = was;
    return err;
}

const JobDef fill_job = {.kind = "plan.fill",
                         .label = N_("Put the usual internal lines into the next week"),
                         .run = run_job,
                         .daily_at = JOB_AT(4, 40)};

/* ---- the command ---- */

typedef struct {
    Day from;
    int weeks;
    Ahead ahead;
} Filling;

static Err *look(Ctx *cx, void *arg)
{
    Filling *it = arg;
    return fill_all(cx, it->from, it->weeks, true, &it->ahead);
}

static Err *enter(Ctx *cx, void *arg)
{
    Filling *it = arg;
    return fill_all(cx, it->from, it->weeks, false, &it->ahead);
}

static Err *read_options(Ctx *cx, const FillCommand *command, Filling *it)
{
    int64_t weeks = 1;
    it->from = day_plus(day_monday(cx->today), DAYS_PER_WEEK);
    if (*command->from && !day_parse(command->from, &it->from))
        return err_new(cx, ERR_INPUT, "from", _("“%s” is no date: 2026-06-17"), command->from);
    if (*command->weeks && (!text_int(command->weeks, &weeks) || weeks < 1 || weeks > WEEKS_MAX))
        return err_new(cx, ERR_INPUT, "weeks", _("From 1 to %d weeks"), WEEKS_MAX);
    it->weeks = (int)weeks;
    return NULL;
}

static void print_report(Ctx *cx, const Ahead *ahead, bool dry)
{
    if (dry)
        printf(trn(cx, "%d cell would be filled\n", "%d cells would be filled\n", ahead->cells), ahead->cells);
    else
        printf(trn(cx, "%d cell was filled\n", "%d cells were filled\n", ahead->cells), ahead->cells);
    if (ahead->short_of)
        printf("%s\n", _("Does not fit"));
    for (size_t i = 0; i < ahead->items.count; i++) {
        const AheadItem *item = &ahead->items.items[i];
        if (item->missing.n)
            printf("  %s, %s: %s %s\n", item->person_name, day_iso(cx->arena, item->week), item->label,
                   week_hours_text(cx, item->missing));
    }
}

Err *fill_command(Ctx *cx, Store *store, const FillCommand *command, int *code)
{
    Filling it = {.weeks = 1};
    TRY(read_options(cx, command, &it));
    TRY(command->dry ? store_read(store, cx, look, &it) : store_write(store, cx, enter, &it));
    print_report(cx, &it.ahead, command->dry);
    *code = it.ahead.short_of ? 1 : 0;
    return NULL;
}
