/* SPDX-License-Identifier: MIT */
/* What an import would do, for people. */
#include "base/base.h"

#include "base/text.h"
#include "import/import.h"
#include "plan/week.h"

#define REFUSED_SHOWN 500
#define OPTIONS_MAX 60000 /* of a page: with more, a select offers only what is near */

SHAPE(ImportOption, FIELD(ImportOption, value), FIELD(ImportOption, label), FIELD(ImportOption, on));
SHAPE(ImportMatch, FIELD(ImportMatch, raw), FIELD(ImportMatch, field), FIELD(ImportMatch, choice),
      FIELD_LIST(ImportMatch, options, ImportOption, .hidden = true), FIELD(ImportMatch, status_ok),
      FIELD(ImportMatch, status_text));
SHAPE(ImportRefused, FIELD(ImportRefused, person), FIELD(ImportRefused, week), FIELD(ImportRefused, subject),
      FIELD(ImportRefused, percent), FIELD(ImportRefused, why), FIELD(ImportRefused, where));
SHAPE(ImportSkipped, FIELD(ImportSkipped, where), FIELD(ImportSkipped, text), FIELD(ImportSkipped, why));
SHAPE(ImportTotalLine, FIELD(ImportTotalLine, person), FIELD(ImportTotalLine, file_total),
      FIELD(ImportTotalLine, takt_total), FIELD(ImportTotalLine, same));
SHAPE(ImportPreview, FIELD(ImportPreview, id), FIELD(ImportPreview, file_name), FIELD(ImportPreview, summary),
      FIELD(ImportPreview, layout_text), FIELD(ImportPreview, trouble), FIELD_LIST(ImportPreview, years, ImportOption),
      FIELD_LIST(ImportPreview, units, ImportOption), FIELD_LIST(ImportPreview, over_choices, ImportOption),
      FIELD_LIST(ImportPreview, blue_choices, ImportOption), FIELD_LIST(ImportPreview, words_choices, ImportOption),
      FIELD(ImportPreview, blue_count), FIELD(ImportPreview, blue_label),
      FIELD_LIST(ImportPreview, people, ImportMatch), FIELD_LIST(ImportPreview, projects, ImportMatch),
      FIELD_LIST(ImportPreview, refused, ImportRefused), FIELD_LIST(ImportPreview, skipped, ImportSkipped),
      FIELD_LIST(ImportPreview, totals, ImportTotalLine), FIELD(ImportPreview, will_write),
      FIELD(ImportPreview, will_same), FIELD(ImportPreview, can_confirm), FIELD(ImportPreview, done));
SHAPE(ImportReport, FIELD(ImportReport, id), FIELD(ImportReport, change_id), FIELD(ImportReport, written),
      FIELD(ImportReport, same), FIELD(ImportReport, people_made), FIELD(ImportReport, projects_made),
      FIELD(ImportReport, absences_made), FIELD(ImportReport, overtime), FIELD(ImportReport, first_week),
      FIELD_LIST(ImportReport, refused, ImportRefused), FIELD_LIST(ImportReport, skipped, ImportSkipped));

static void add_option(Ctx *cx, ImportOptions *options, const char *value, const char *label, const char *chosen)
{
    ImportOption *option = list_push(cx->arena, options);
    *option = (ImportOption){value, label, strcmp(value, chosen) == 0};
}

/* ---- what was refused and what was not understood ---- */

void import_tell_refused(Ctx *cx, const ImportPlan *plan, ImportReport *report)
{
    for (size_t i = 0; i < plan->wants.count && report->refused.count < REFUSED_SHOWN; i++) {
        const ImportWant *want = &plan->wants.items[i];
        if (want->outcome != WANT_REFUSED && !*want->why)
            continue;
        ImportRefused *line = list_push(cx->arena, &report->refused);
        *line = (ImportRefused){.person = plan->people.items[want->person].label,
                                .week = want->week,
                                .subject = plan->subjects.items[want->subject].label,
                                .percent = week_percent_text(cx, want->capacity, want->wanted),
                                .why = want->why,
                                .where = want->place};
    }
}

static void tell_problem(Ctx *cx, const ImportProblem *problem, ImportReport *report)
{
    ImportSkipped *line = list_push(cx->arena, &report->skipped);
    *line = (ImportSkipped){problem->place, problem->text, problem->why};
}

void import_tell_skipped(Ctx *cx, const ImportPlan *plan, ImportReport *report)
{
    for (size_t i = 0; i < plan->problems.count; i++)
        tell_problem(cx, &plan->problems.items[i], report);
    for (size_t i = 0; i < plan->table->problems.count; i++)
        tell_problem(cx, &plan->table->problems.items[i], report);
    int more = plan->table->more_problems;
    if (more)
        tell_problem(cx,
                     &(ImportProblem){
                         "", "", arena_printf(cx->arena, trn(cx, "And %d cell more", "And %d cells more", more), more)},
                     report);
}

/* ---- names ---- */

static const char *status_text(const Ctx *cx, ImportMatchKind kind)
{
    switch (kind) {
    case MATCH_SURE:
        return _("matched");
    case MATCH_CHECK:
        return _("check this");
    case MATCH_NEW:
        return _("will be added");
    case MATCH_LEFT:
        return _("left out");
    case MATCH_UNCLEAR:
        break;
    }
    return _("choose");
}

static ImportMatch match_of(Ctx *cx, const ImportTarget *target, const char *raw, char letter, size_t at)
{
    return (ImportMatch){.raw = *raw ? raw : "—",
                         .field = arena_printf(cx->arena, "%c%zu", letter, at),
                         .choice = target->choice,
                         .status_ok = target->kind == MATCH_SURE || target->kind == MATCH_NEW,
                         .status_text = status_text(cx, target->kind)};
}

static void add_person_option(Ctx *cx, ImportOptions *options, const PersonBrief *person, const char *chosen)
{
    add_option(cx, options, arena_printf(cx->arena, "%" PRId64, person->id.n), person->name, chosen);
}

/* What fits somewhat, then the ways out, then everybody. */
static void offer_people(Ctx *cx, const ImportPlan *plan, const ImportTarget *target, bool all, ImportMatch *match)
{
    const PersonBriefList *people = &plan->world.people;
    if (target->kind == MATCH_UNCLEAR)
        add_option(cx, &match->options, "", _("Choose who this is"), target->choice);
    for (size_t i = 0; i < target->near.count; i++)
        add_person_option(cx, &match->options, &people->items[target->near.items[i]], target->choice);
    if (plan->world.may_add_people)
        add_option(cx, &match->options, "new", _("A new person"), target->choice);
    add_option(cx, &match->options, "skip", _("Leave out"), target->choice);
    for (size_t i = 0; i < people->count; i++)
        if ((all || people->items[i].id.n == target->id.n) && !(target->near.count == 1 && target->near.items[0] == i))
            add_person_option(cx, &match->options, &people->items[i], target->near.count > 1 ? "" : target->choice);
}

static void add_project_option(Ctx *cx, ImportOptions *options, const ProjectBrief *project, const char *chosen)
{
    add_option(cx, options, arena_printf(cx->arena, "p%" PRId64, project->id.n), project_label(cx->arena, project),
               chosen);
}

static void offer_words(Ctx *cx, const ImportTarget *target, ImportOptions *options)
{
    for (int kind = ALLOCATION_AGENCY_MEETING; kind < ALLOCATION_KIND_COUNT; kind++)
        add_option(cx, options, allocation_kind_words[kind], allocation_kind_text(cx, (AllocationKind)kind),
                   target->choice);
    for (int kind = ABSENCE_VACATION; kind <= ABSENCE_DAY_OFF; kind++)
        add_option(cx, options, absence_kind_words[kind], absence_kind_text(cx, (AbsenceKind)kind), target->choice);
    if (target->word.kind == SUBJECT_HOLIDAY)
        add_option(cx, options, "holiday", _("holidays"), target->choice);
}

static void offer_projects(Ctx *cx, const ImportPlan *plan, const ImportTarget *target, bool all, bool named,
                           ImportMatch *match)
{
    const ProjectBriefList *projects = &plan->world.projects;
    if (target->kind == MATCH_UNCLEAR)
        add_option(cx, &match->options, "", _("Choose what this is"), target->choice);
    for (size_t i = 0; i < target->near.count; i++)
        add_project_option(cx, &match->options, &projects->items[target->near.items[i]], target->choice);
    if (plan->world.may_add_projects && named)
        add_option(cx, &match->options, "new",
                   target->kind == MATCH_NEW ? arena_printf(cx->arena, _("A new project: %s"), target->label)
                                             : _("A new client and project"),
                   target->choice);
    add_option(cx, &match->options, "skip", _("Leave out"), target->choice);
    offer_words(cx, target, &match->options);
    for (size_t i = 0; i < projects->count; i++) {
        bool mine = projects->items[i].id.n == target->id.n;
        bool offered = target->near.count == 1 && target->near.items[0] == i;
        if ((mine || (all && !projects->items[i].archived)) && !offered)
            add_project_option(cx, &match->options, &projects->items[i], target->choice);
    }
}

static void show_matches(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const ImportTable *table = plan->table;
    bool all_people = table->people.count * plan->world.people.count <= OPTIONS_MAX;
    bool all_projects = table->subjects.count * plan->world.projects.count <= OPTIONS_MAX;
    for (size_t i = 0; i < table->people.count; i++) {
        ImportMatch *match = list_push(cx->arena, &preview->people);
        *match = match_of(cx, &plan->people.items[i], table->people.items[i].text, 'p', i);
        offer_people(cx, plan, &plan->people.items[i], all_people, match);
    }
    for (size_t i = 0; i < table->subjects.count; i++) {
        const ImportSubject *subject = &table->subjects.items[i];
        if (subject->word.kind == SUBJECT_TOTAL || subject->word.kind == SUBJECT_FREE)
            continue;
        ImportMatch *match = list_push(cx->arena, &preview->projects);
        *match = match_of(cx, &plan->subjects.items[i], subject->text, 's', i);
        offer_projects(cx, plan, &plan->subjects.items[i], all_projects, *subject->text, match);
    }
}

/* ---- questions about the whole table ---- */

static void ask_year(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    int today = day_ymd(cx->today).year;
    const char *chosen = arena_printf(cx->arena, "%d", plan->year);
    if (!plan->table->needs_year)
        return;
    for (int year = MIN_OF(today - 1, plan->year); year <= MAX_OF(today + 1, plan->year); year++) {
        const char *text = arena_printf(cx->arena, "%d", year);
        add_option(cx, &preview->years, text, text, chosen);
    }
}

static void ask_unit(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const char *chosen = import_unit_words[plan->unit];
    if (!plan->table->needs_unit)
        return;
    if (plan->unit == IMPORT_UNIT_UNKNOWN)
        add_option(cx, &preview->units, "", _("Choose what they are"), chosen);
    add_option(cx, &preview->units, "percent", _("percent of the week"), chosen);
    add_option(cx, &preview->units, "hours", _("hours"), chosen);
    add_option(cx, &preview->units, "share", _("shares: 0.2 is 20 %"), chosen);
}

static void ask_over(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const char *chosen = import_over_words[plan->answers->over];
    if (preview->refused.count == 0 && plan->answers->over == IMPORT_REFUSE)
        return;
    add_option(cx, &preview->over_choices, "refuse", _("leave such cells out"), chosen);
    add_option(cx, &preview->over_choices, "fit", _("put what fits"), chosen);
    if (cx_scope(cx, "plan.overtime") != SCOPE_NONE)
        add_option(cx, &preview->over_choices, "overtime", _("put as overtime"), chosen);
}

static void ask_blue(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    int count = plan->table->blue_count;
    const char *chosen = plan->blue ? "tentative" : "nothing";
    preview->blue_count = count;
    preview->blue_label = arena_printf(cx->arena, trn(cx, "Blue fill, %d cell", "Blue fill, %d cells", count), count);
    if (!count)
        return;
    add_option(cx, &preview->blue_choices, "tentative", _("tentative"), chosen);
    add_option(cx, &preview->blue_choices, "nothing", _("means nothing"), chosen);
}

static void ask_words(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    static const int percents[] = {10, 20, 25, 50, 100};
    const char *chosen = plan->answers->words ? arena_printf(cx->arena, "%d", plan->answers->words) : "";
    if (!plan->words_only)
        return;
    add_option(cx, &preview->words_choices, "", _("leave such cells out"), chosen);
    for (size_t i = 0; i < COUNT_OF(percents); i++) {
        const char *value = arena_printf(cx->arena, "%d", percents[i]);
        add_option(cx, &preview->words_choices, value, arena_printf(cx->arena, "%s\u00a0%%", value), chosen);
    }
}

/* ---- sums and counts ---- */

static const char *total_text(Ctx *cx, bool hours, Minutes minutes, int64_t percent)
{
    if (hours)
        return week_hours_text(cx, minutes);
    int64_t tenths = (percent + 50) / 100;
    if (tenths % 10 == 0)
        return arena_printf(cx->arena, "%" PRId64 "\u00a0%%", tenths / 10);
    return arena_printf(cx->arena, "%" PRId64 "%s%" PRId64 "\u00a0%%", tenths / 10, cx->lang == LANG_RU ? "," : ".",
                        tenths % 10);
}

static void show_totals(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    bool hours = plan->unit == IMPORT_UNIT_HOURS;
    for (size_t i = 0; i < plan->table->people.count; i++) {
        ImportSum sum = plan->sums[i];
        const ImportPerson *person = &plan->table->people.items[i];
        if (sum.cells == 0)
            continue;
        if (person->has_total && hours)
            sum.file = MINUTES(person->total * 60 / 1000);
        else if (person->has_total)
            sum.file_percent = person->total * (plan->unit == IMPORT_UNIT_SHARE ? 100 : 1);
        ImportTotalLine *line = list_push(cx->arena, &preview->totals);
        *line = (ImportTotalLine){.person = person->text,
                                  .file_total = total_text(cx, hours, sum.file, sum.file_percent),
                                  .takt_total = total_text(cx, hours, sum.takt, sum.takt_percent)};
        line->same = hours ? imaxabs(sum.file.n - sum.takt.n) <= sum.cells
                           : imaxabs(sum.file_percent - sum.takt_percent) <= (int64_t)sum.cells * 100;
    }
}

static const char *summary_of(Ctx *cx, const ImportTable *table)
{
    int people = (int)table->people.count;
    int weeks = (int)table->heads.count;
    int subjects = 0;
    for (size_t i = 0; i < table->subjects.count; i++)
        subjects += table->subjects.items[i].word.kind == SUBJECT_PROJECT && *table->subjects.items[i].text;
    const char *who = arena_printf(cx->arena, trn(cx, "%d person", "%d people", people), people);
    const char *when = table->months ? arena_printf(cx->arena, trn(cx, "%d month", "%d months", weeks), weeks)
                                     : arena_printf(cx->arena, trn(cx, "%d week", "%d weeks", weeks), weeks);
    const char *what = arena_printf(cx->arena, trn(cx, "%d project", "%d projects", subjects), subjects);
    return arena_printf(cx->arena, _("Read: %s, %s, %s."), who, when, what);
}

static void count_wants(const ImportPlan *plan, ImportPreview *preview)
{
    for (size_t i = 0; i < plan->wants.count; i++) {
        preview->will_write += plan->wants.items[i].outcome == WANT_WRITE;
        preview->will_same += plan->wants.items[i].outcome == WANT_SAME;
    }
    preview->can_confirm = !*plan->trouble && preview->will_write > 0;
}

Err *import_preview_table(Ctx *cx, const char *file_name, ImportTable *table, const ImportAnswers *answers,
                          ImportPreview *preview)
{
    ImportPlan plan;
    ImportReport report = {0};
    TRY(import_plan_make(cx, table, answers, &plan));
    *preview = (ImportPreview){.file_name = file_name,
                               .summary = summary_of(cx, table),
                               .layout_text = table->explanation,
                               .trouble = plan.trouble};
    import_tell_refused(cx, &plan, &report);
    import_tell_skipped(cx, &plan, &report);
    preview->refused.items = report.refused.items;
    preview->refused.count = report.refused.count;
    preview->skipped.items = report.skipped.items;
    preview->skipped.count = report.skipped.count;
    show_matches(cx, &plan, preview);
    ask_year(cx, &plan, preview);
    ask_unit(cx, &plan, preview);
    ask_over(cx, &plan, preview);
    ask_blue(cx, &plan, preview);
    ask_words(cx, &plan, preview);
    show_totals(cx, &plan, preview);
    count_wants(&plan, preview);
    return NULL;
}

static Err *done_preview(const Ctx *cx, const Import *import, ImportPreview *preview)
{
    *preview = (ImportPreview){.id = import->id,
                               .file_name = import->file_name,
                               .summary = _("This table is in the plan already"),
                               .layout_text = "",
                               .trouble = "",
                               .blue_label = "",
                               .done = true};
    return NULL;
}

Err *import_preview(Ctx *cx, Id id, const ImportAnswers *answers, ImportPreview *preview)
{
    Import import;
    ImportTable table;
    ImportAnswers kept;
    TRY(import_load(cx, id, &import, &table, &kept));
    if (strcmp(import.state, "waiting") != 0)
        return done_preview(cx, &import, preview);
    TRY(import_preview_table(cx, import.file_name, &table, answers ? answers : &kept, preview));
    preview->id = id;
    return NULL;
}
