/* SPDX-License-Identifier: MIT */
/* What is asked of the plan: its words, what is usual, and the address that says it. */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "plan/plan.h"

#define WEEKS_MAX 104

SHAPE(PlanQuery, FIELD(PlanQuery, from), FIELD(PlanQuery, weeks, .min = 0, .max = WEEKS_MAX), FIELD(PlanQuery, q),
      FIELD(PlanQuery, person_id), FIELD(PlanQuery, position_id), FIELD(PlanQuery, department_id),
      FIELD(PlanQuery, client_id), FIELD(PlanQuery, under, .min = 0, .max = 100), FIELD(PlanQuery, project_id),
      FIELD(PlanQuery, only, .max = 60), FIELD(PlanQuery, group, .max = 20), FIELD(PlanQuery, unit, .max = 20),
      FIELD(PlanQuery, zoom, .max = 20), FIELD(PlanQuery, hide, .max = 40), FIELD(PlanQuery, view, .max = 20),
      FIELD(PlanQuery, open, .max = 400), FIELD(PlanQuery, cell, .max = 80), FIELD(PlanQuery, csv, .max = 20),
      FIELD(PlanQuery, page, .min = 0, .max = 100000), FIELD(PlanQuery, limit, .min = 0, .max = 5000),
      FIELD(PlanQuery, lean), FIELD(PlanQuery, saved), FIELD(PlanQuery, as_of, .max = 40),
      FIELD(PlanQuery, since, .max = 40), FIELD(PlanQuery, tour, .min = 0, .max = 9));

/* ---- words with dots between ---- */

static const char *without(Ctx *cx, const char *list, const char *word)
{
    const char *rest = "";
    TextList words = text_split(cx->arena, list, '.');
    for (size_t i = 0; i < words.count; i++)
        if (*words.items[i] && strcmp(words.items[i], word) != 0)
            rest = arena_printf(cx->arena, "%s%s%s", rest, *rest ? "." : "", words.items[i]);
    return rest;
}

bool plan_says(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at && *at; at += strcspn(at, ".") + (at[strcspn(at, ".")] == '.'))
        if (strcspn(at, ".") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

const char *plan_say_other(Ctx *cx, const char *list, const char *word)
{
    if (plan_says(list, word))
        return without(cx, list, word);
    return *list ? arena_printf(cx->arena, "%s.%s", list, word) : word;
}

/* ---- what is usual ---- */

int plan_usual_weeks(const PlanQuery *query)
{
    if (strcmp(query->view, "week") == 0)
        return 1;
    if (strcmp(query->view, "person") == 0)
        return 8;
    if (strcmp(query->zoom, "narrow") == 0)
        return 26;
    return strcmp(query->zoom, "wide") == 0 ? 8 : 13;
}

Day plan_usual_from(const Ctx *cx, const PlanQuery *query)
{
    Day monday = day_monday(cx->today);
    bool ahead =
        plan_says(query->hide, "past") || strcmp(query->view, "week") == 0 || strcmp(query->view, "person") == 0;
    return ahead ? monday : day_plus(monday, -DAYS_PER_WEEK);
}

void plan_query_settle(const Ctx *cx, PlanQuery *query)
{
    shape_blank(&PlanQuery_shape, query); /* made by hand it may lack words */
    if (strcmp(query->view, "people") == 0)
        query->view = "";
    if (strcmp(query->view, "week") == 0)
        query->weeks = 1;
    Day usual = plan_usual_from(cx, query);
    if (!day_is_set(query->from) || (plan_says(query->hide, "past") && query->from.n < usual.n))
        query->from = usual;
    query->from = day_monday(query->from);
    query->under = query->under == PLAN_UNDER_USUAL ? 0 : query->under;
    query->weeks = query->weeks > 0 ? MIN_OF(query->weeks, WEEKS_MAX) : plan_usual_weeks(query);
}

/* ---- moments ---- */

/* "2026-06-15", "2026-06-15T10:00", with seconds: the agency's time; with an offset or Z as instants are. */
static bool read_moment(const char *text, Instant *moment)
{
    char whole[32];
    size_t length = strlen(text);
    if (instant_parse(text, moment))
        return true;
    if (length != 10 && length != 16 && length != 19)
        return false;
    snprintf(whole, sizeof whole, "%s%sZ", text, length == 10 ? "T00:00:00" : length == 16 ? ":00" : "");
    if (!instant_parse(whole, moment))
        return false;
    moment->n -= (int64_t)agency_offset(*moment) * 60;
    return true;
}

Err *plan_query_moment(Ctx *cx, PlanQuery *query)
{
    const char *field = *query->as_of ? "as_of" : "since";
    const char *text = *query->as_of ? query->as_of : query->since;
    query->moment = (Instant){0};
    if (!*text)
        return NULL;
    if (*query->as_of)
        query->cell = ""; /* it is to be read only */
    if (!read_moment(text, &query->moment) || query->moment.n <= 0)
        return err_new(cx, ERR_INPUT, field, "%s", _("Say a moment like 2026-06-15T10:00"));
    if (query->moment.n > cx->now.n)
        return err_new(cx, ERR_INPUT, field, "%s", _("This moment has not come yet"));
    return NULL;
}

/* ---- addresses ---- */

static void put_part(Buf *path, const char *name, const char *value)
{
    if (!*value)
        return;
    buf_char(path, strchr(path->data, '?') ? '&' : '?');
    buf_text(path, name);
    buf_char(path, '=');
    buf_url(path, value);
}

static void put_number(Ctx *cx, Buf *path, const char *name, int64_t value)
{
    if (value)
        put_part(path, name, arena_printf(cx->arena, "%" PRId64, value));
}

const char *plan_path_as(Ctx *cx, const PlanQuery *query, const char *ending)
{
    Buf path = {0};
    buf_text(&path, "/plan");
    buf_text(&path, ending);
    if (query->from.n != plan_usual_from(cx, query).n)
        put_part(&path, "from", day_iso(cx->arena, query->from));
    put_number(cx, &path, "weeks", query->weeks == plan_usual_weeks(query) ? 0 : query->weeks);
    put_part(&path, "q", query->q);
    put_number(cx, &path, "person_id", query->person_id.n);
    put_number(cx, &path, "position_id", query->position_id.n);
    put_number(cx, &path, "department_id", query->department_id.n);
    put_number(cx, &path, "client_id", query->client_id.n);
    put_number(cx, &path, "project_id", query->project_id.n);
    put_part(&path, "only", query->only);
    put_number(cx, &path, "under", query->under);
    put_part(&path, "group", query->group);
    put_part(&path, "unit", query->unit);
    put_part(&path, "zoom", query->zoom);
    put_part(&path, "hide", query->hide);
    put_part(&path, "view", query->view);
    put_part(&path, "as_of", query->as_of);
    put_part(&path, "since", query->since);
    put_number(cx, &path, "saved", query->saved.n);
    put_part(&path, "open", query->open);
    put_number(cx, &path, "page", query->page);
    put_part(&path, "cell", query->cell); /* last: see cell_base */
    if (query->homed && !*ending && !strchr(path.data, '?'))
        put_part(&path, "view", "people");
    const char *text = arena_strdup(cx->arena, path.data);
    buf_finish(&path);
    return text;
}

const char *plan_look(Ctx *cx, const PlanQuery *query)
{
    PlanQuery look = *query;
    look.from = plan_usual_from(cx, query);
    look.open = look.cell = look.as_of = look.since = "";
    look.saved = ID(0);
    look.page = 0;
    look.homed = false;
    const char *question = strchr(plan_path_as(cx, &look, ""), '?');
    return question ? question + 1 : "";
}

const char *plan_path(Ctx *cx, const PlanQuery *query)
{
    return plan_path_as(cx, query, "");
}
