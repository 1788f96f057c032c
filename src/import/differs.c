/* SPDX-License-Identifier: MIT */
/* What differs from the last table of the same make, and colours, for people to decide. */
#include "base/base.h"

#include "db/history.h"
#include "formats/colour.h"
#include "import/preview.h"
#include "plan/week.h"

/* ---- changed since ---- */

static const char *name_of(const ImportPlan *plan, Id person_id)
{
    for (size_t i = 0; i < plan->world.people.count; i++)
        if (plan->world.people.items[i].id.n == person_id.n)
            return plan->world.people.items[i].name;
    return "";
}

/* "changed in Takt: Кирилл Лосев, 16 июн, 18:02" */
static Err *who_changed(Ctx *cx, const ImportPlan *plan, const ImportWant *want, const char **who)
{
    Id person_id = {0};
    Instant at = {0};
    *who = _("changed in Takt since");
    if (want->allocation_id.n)
        TRY(history_changed_by(cx, "allocation", want->allocation_id, &person_id, &at));
    if (*name_of(plan, person_id))
        *who = arena_printf(cx->arena, _("%s changed it in Takt, %s"), name_of(plan, person_id), instant_text(cx, at));
    return NULL;
}

static Err *what_changed(Ctx *cx, const ImportPlan *plan, const ImportWant *want, const char **what)
{
    if (want->differ == DIFFER_FILE)
        *what = _("changed in the table");
    else if (want->differ == DIFFER_GONE)
        *what = _("stands in the table no more");
    else
        TRY(who_changed(cx, plan, want, what));
    if (want->differ == DIFFER_BOTH)
        *what = arena_printf(cx->arena, _("changed in the table; %s"), *what);
    return NULL;
}

static Err *add_line(Ctx *cx, const ImportPlan *plan, const ImportWant *want, ImportPreview *preview)
{
    bool asks = want->differ != DIFFER_FILE;
    const char *choice = want->outcome == WANT_KEPT ? "keep" : "file";
    ImportDiffer *line = list_push(cx->arena, &preview->differs);
    *line = (ImportDiffer){.person = plan->people.items[want->person].label,
                           .week = want->week,
                           .subject = import_want_subject(cx, plan, want),
                           .said = want->remembered ? week_percent_text(cx, want->capacity, want->said) : "",
                           .takt = week_percent_text(cx, want->capacity, want->was),
                           .file = week_percent_text(cx, want->capacity, want->file),
                           .field = asks ? arena_printf(cx->arena, "x%s", import_cell_key(cx, want)) : "",
                           .choice = asks ? choice : ""};
    TRY(what_changed(cx, plan, want, &line->what));
    if (!asks)
        return NULL;
    import_add_option(cx, &line->options, "keep", arena_printf(cx->arena, _("Takt: %s"), line->takt), choice);
    import_add_option(cx, &line->options, "file", arena_printf(cx->arena, _("the table: %s"), line->file), choice);
    return NULL;
}

/* What waits for a decision stands first. */
static size_t *order_of(Ctx *cx, const ImportPlan *plan, size_t *count)
{
    size_t *order = arena_new_array(cx->arena, size_t, plan->wants.count + 1);
    *count = 0;
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < plan->wants.count; i++) {
            const ImportWant *want = &plan->wants.items[i];
            bool differs = want->differ == DIFFER_FILE ? want->outcome == WANT_WRITE : want->differ != DIFFER_NOT;
            if (differs && (want->differ == DIFFER_FILE) == (turn == 1))
                order[(*count)++] = i;
        }
    return order;
}

Err *import_show_differs(Ctx *cx, const ImportPlan *plan, const ImportView *view, ImportPreview *preview)
{
    size_t count;
    ImportSlice slice;
    size_t *order = order_of(cx, plan, &count);
    preview->differs_pages = import_pages(cx, preview->id, view, offsetof(ImportView, differs), count, &slice);
    for (size_t i = slice.from; i < slice.until; i++)
        TRY(add_line(cx, plan, &plan->wants.items[order[i]], preview));
    return NULL;
}

/* ---- colours ---- */

static const char *colour_text(const Ctx *cx, uint32_t rgb)
{
    switch (colour_name(rgb)) {
    case TINT_RED:
        return _("red");
    case TINT_ORANGE:
        return _("orange");
    case TINT_YELLOW:
        return _("yellow");
    case TINT_GREEN:
        return _("green");
    case TINT_BLUE:
        return _("blue");
    case TINT_VIOLET:
        return _("violet");
    case TINT_GREY:
        break;
    }
    return _("grey");
}

static const char *label_of(Ctx *cx, const ImportColour *colour)
{
    const char *name = colour_text(cx, colour->rgb);
    const char *cells = arena_printf(cx->arena, trn(cx, "%d cell", "%d cells", colour->count), colour->count);
    if (!colour->count)
        cells = arena_printf(cx->arena, trn(cx, "%d empty cell", "%d empty cells", colour->blank), colour->blank);
    else if (colour->blank)
        cells = arena_printf(cx->arena, _("%s, %d empty"), cells, colour->blank);
    return arena_printf(cx->arena, "%s · %s", name, cells);
}

static void offer_meanings(Ctx *cx, ImportColourLine *line)
{
    import_add_option(cx, &line->options, "nothing", _("means nothing"), line->choice);
    import_add_option(cx, &line->options, "tentative", _("tentative"), line->choice);
    for (int kind = ABSENCE_VACATION; kind <= ABSENCE_DAY_OFF; kind++)
        import_add_option(cx, &line->options, absence_kind_words[kind], absence_kind_text(cx, (AbsenceKind)kind),
                          line->choice);
    import_add_option(cx, &line->options, "ignore", _("leave such cells out"), line->choice);
}

void import_show_colours(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    for (size_t i = 0; i < plan->table->colours.count; i++) {
        const ImportColour *colour = &plan->table->colours.items[i];
        ImportColourLine *line = list_push(cx->arena, &preview->colours);
        *line = (ImportColourLine){.raw = arena_printf(cx->arena, "%06" PRIX32, colour->rgb),
                                   .label = label_of(cx, colour),
                                   .legend = colour->legend,
                                   .field = arena_printf(cx->arena, "k%zu", i),
                                   .choice = colour_meaning_words[plan->colours[i]],
                                   .red = (int)(colour->rgb >> 16 & 255),
                                   .green = (int)(colour->rgb >> 8 & 255),
                                   .blue = (int)(colour->rgb & 255)};
        offer_meanings(cx, line);
    }
}
