/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/fill.h"
#include "plan/plan_template.h"

#define WEEKS_MAX 52

static AheadQuery query_of(Day from, int weeks)
{
    return (AheadQuery){
        .way = AHEAD_LINES, .subject = "", .from = from, .until = DAY_NONE, .weeks = weeks, .value = "", .fit = true};
}

/* No lines is nothing to do for a command and a job; the page says it at the form. */
static Err *has_lines(Ctx *cx, bool *any)
{
    PlanTemplates lines = {0};
    TRY(plan_template_list(cx, &lines));
    *any = lines.count > 0;
    return NULL;
}

Err *fill_weeks(Ctx *cx, Day from, int weeks, Ahead *ahead)
{
    AheadQuery query = query_of(from, weeks);
    AllocationResults results = {0};
    bool any;
    *ahead = (Ahead){0};
    TRY(has_lines(cx, &any));
    if (!any)
        return NULL;
    TRY(ahead_preview(cx, &query, ahead));
    return ahead->cells ? ahead_write(cx, &query, &results) : NULL;
}

typedef struct {
    Day from;
    int weeks;
    Ahead ahead;
} Filling;

static Err *look(Ctx *cx, void *arg)
{
    Filling *it = arg;
    AheadQuery query = query_of(it->from, it->weeks);
    bool any;
    TRY(has_lines(cx, &any));
    return any ? ahead_preview(cx, &query, &it->ahead) : NULL;
}

static Err *enter(Ctx *cx, void *arg)
{
    Filling *it = arg;
    return fill_weeks(cx, it->from, it->weeks, &it->ahead);
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
