/* SPDX-License-Identifier: MIT */
/* What an import would do, for people. */
#include "base/base.h"

#include "base/text.h"
#include "import/preview.h"
#include "plan/week.h"

#define REFUSED_SHOWN 5000

SHAPE(ImportOption, FIELD(ImportOption, value), FIELD(ImportOption, label), FIELD(ImportOption, on));
SHAPE(ImportMatch, FIELD(ImportMatch, raw), FIELD(ImportMatch, field), FIELD(ImportMatch, choice),
      FIELD_LIST(ImportMatch, options, ImportOption, .hidden = true), FIELD(ImportMatch, status_ok),
      FIELD(ImportMatch, status_text));
SHAPE(ImportRefused, FIELD(ImportRefused, person), FIELD(ImportRefused, week), FIELD(ImportRefused, subject),
      FIELD(ImportRefused, percent), FIELD(ImportRefused, why), FIELD(ImportRefused, where));
SHAPE(ImportSkipped, FIELD(ImportSkipped, where), FIELD(ImportSkipped, text), FIELD(ImportSkipped, why));
SHAPE(ImportTotalLine, FIELD(ImportTotalLine, person), FIELD(ImportTotalLine, file_total),
      FIELD(ImportTotalLine, takt_total), FIELD(ImportTotalLine, same));
SHAPE(ImportDiffer, FIELD(ImportDiffer, person), FIELD(ImportDiffer, week), FIELD(ImportDiffer, subject),
      FIELD(ImportDiffer, said), FIELD(ImportDiffer, takt), FIELD(ImportDiffer, file), FIELD(ImportDiffer, what),
      FIELD(ImportDiffer, field), FIELD(ImportDiffer, choice),
      FIELD_LIST(ImportDiffer, options, ImportOption, .hidden = true));
SHAPE(ImportColourLine, FIELD(ImportColourLine, raw), FIELD(ImportColourLine, label), FIELD(ImportColourLine, legend),
      FIELD(ImportColourLine, field, .hidden = true), FIELD(ImportColourLine, choice),
      FIELD(ImportColourLine, red, .hidden = true), FIELD(ImportColourLine, green, .hidden = true),
      FIELD(ImportColourLine, blue, .hidden = true), FIELD_LIST(ImportColourLine, options, ImportOption));
SHAPE(ImportPages, FIELD(ImportPages, prev_page_path), FIELD(ImportPages, next_page_path), FIELD(ImportPages, text));
SHAPE(ImportView, FIELD(ImportView, sheet), FIELD(ImportView, rows), FIELD(ImportView, people),
      FIELD(ImportView, projects), FIELD(ImportView, differs), FIELD(ImportView, refused), FIELD(ImportView, skipped),
      FIELD(ImportView, totals), FIELD(ImportView, only));
SHAPE(ImportPreview, FIELD(ImportPreview, id), FIELD(ImportPreview, file_name), FIELD(ImportPreview, summary),
      FIELD(ImportPreview, layout_text), FIELD(ImportPreview, path, .hidden = true), FIELD(ImportPreview, trouble),
      FIELD_LIST(ImportPreview, years, ImportOption), FIELD_LIST(ImportPreview, units, ImportOption),
      FIELD_LIST(ImportPreview, over_choices, ImportOption), FIELD_LIST(ImportPreview, words_choices, ImportOption),
      FIELD_LIST(ImportPreview, changed_choices, ImportOption), FIELD_ONE(ImportPreview, sheet, ImportSheetView),
      FIELD_LIST(ImportPreview, colours, ImportColourLine), FIELD_LIST(ImportPreview, people, ImportMatch),
      FIELD_LIST(ImportPreview, projects, ImportMatch), FIELD_LIST(ImportPreview, differs, ImportDiffer),
      FIELD_LIST(ImportPreview, refused, ImportRefused), FIELD_LIST(ImportPreview, skipped, ImportSkipped),
      FIELD_LIST(ImportPreview, totals, ImportTotalLine),
      FIELD_ONE(ImportPreview, people_pages, ImportPages, .hidden = true),
      FIELD_ONE(ImportPreview, projects_pages, ImportPages, .hidden = true),
      FIELD_ONE(ImportPreview, differs_pages, ImportPages, .hidden = true),
      FIELD_ONE(ImportPreview, refused_pages, ImportPages, .hidden = true),
      FIELD_ONE(ImportPreview, skipped_pages, ImportPages, .hidden = true),
      FIELD_ONE(ImportPreview, totals_pages, ImportPages, .hidden = true), FIELD(ImportPreview, people_all),
      FIELD(ImportPreview, people_check), FIELD(ImportPreview, projects_all), FIELD(ImportPreview, projects_check),
      FIELD(ImportPreview, only_path, .hidden = true), FIELD(ImportPreview, all_path, .hidden = true),
      FIELD(ImportPreview, only, .hidden = true), FIELD(ImportPreview, will_write), FIELD(ImportPreview, will_same),
      FIELD(ImportPreview, will_keep), FIELD(ImportPreview, will_ask), FIELD(ImportPreview, again),
      FIELD(ImportPreview, can_confirm), FIELD(ImportPreview, done));
SHAPE(ImportReport, FIELD(ImportReport, id), FIELD(ImportReport, change_id), FIELD(ImportReport, written),
      FIELD(ImportReport, same), FIELD(ImportReport, people_made), FIELD(ImportReport, projects_made),
      FIELD(ImportReport, absences_made), FIELD(ImportReport, overtime), FIELD(ImportReport, first_week),
      FIELD_LIST(ImportReport, refused, ImportRefused), FIELD_LIST(ImportReport, skipped, ImportSkipped));

void import_add_option(Ctx *cx, ImportOptions *options, const char *value, const char *label, const char *chosen)
{
    ImportOption *option = list_push(cx->arena, options);
    *option = (ImportOption){value, label, strcmp(value, chosen) == 0};
}

/* ---- pages of long lists ---- */

const char *import_view_path(Ctx *cx, Id id, const ImportView *view)
{
    static const struct {
        const char *name;
        size_t offset;
    } parts[] = {
        {"sheet", offsetof(ImportView, sheet)},     {"rows", offsetof(ImportView, rows)},
        {"people", offsetof(ImportView, people)},   {"projects", offsetof(ImportView, projects)},
        {"differs", offsetof(ImportView, differs)}, {"refused", offsetof(ImportView, refused)},
        {"skipped", offsetof(ImportView, skipped)}, {"totals", offsetof(ImportView, totals)},
    };
    const char *path = arena_printf(cx->arena, "/plan/import/%" PRId64, id.n);
    char mark = '?';
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        int page = *(const int *)(const void *)((const char *)view + parts[i].offset);
        if (i == 0 ? page < 0 : page <= 1)
            continue;
        path = arena_printf(cx->arena, "%s%c%s=%d", path, mark, parts[i].name, page);
        mark = '&';
    }
    return strcmp(view->only, "check") == 0 ? arena_printf(cx->arena, "%s%conly=check", path, mark) : path;
}

static const char *page_path(Ctx *cx, Id id, const ImportView *view, size_t offset, int page)
{
    ImportView other = *view;
    *(int *)(void *)((char *)&other + offset) = page;
    return import_view_path(cx, id, &other);
}

const ImportPages *import_pages(Ctx *cx, Id id, const ImportView *view, size_t page, size_t count, ImportSlice *slice)
{
    *slice = (ImportSlice){0, count};
    if (!view || count <= IMPORT_PAGE)
        return NULL;
    int last = (int)((count - 1) / IMPORT_PAGE) + 1;
    int here = *(const int *)(const void *)((const char *)view + page);
    here = MIN_OF(MAX_OF(here, 1), last);
    slice->from = (size_t)(here - 1) * IMPORT_PAGE;
    slice->until = MIN_OF(slice->from + IMPORT_PAGE, count);
    ImportPages *pages = arena_new(cx->arena, ImportPages);
    *pages = (ImportPages){
        .prev_page_path = here > 1 ? page_path(cx, id, view, page, here - 1) : "",
        .next_page_path = here < last ? page_path(cx, id, view, page, here + 1) : "",
        .text = arena_printf(cx->arena, _("%zu–%zu of %zu"), slice->from + 1, slice->until, count),
    };
    return pages;
}

/* Leaves what the page shows of a list. */
#define CUT(cx, preview, list, view)                                                                                   \
    do {                                                                                                               \
        ImportSlice slice;                                                                                             \
        (preview)->list##_pages =                                                                                      \
            import_pages((cx), (preview)->id, (view), offsetof(ImportView, list), (preview)->list.count, &slice);      \
        (preview)->list.items += slice.from;                                                                           \
        (preview)->list.count = slice.until - slice.from;                                                              \
    } while (0)

/* ---- what was refused and what was not understood ---- */

static const char *project_text(Ctx *cx, const ImportPlan *plan, Id id)
{
    for (size_t i = 0; i < plan->world.projects.count; i++)
        if (plan->world.projects.items[i].id.n == id.n)
            return project_label(cx->arena, &plan->world.projects.items[i]);
    return "";
}

const char *import_want_subject(Ctx *cx, const ImportPlan *plan, const ImportWant *want)
{
    if (want->subject >= 0)
        return plan->subjects.items[want->subject].label;
    if (want->word.kind == SUBJECT_ABSENCE)
        return absence_kind_text(cx, (AbsenceKind)want->word.value);
    if (want->word.kind == SUBJECT_KIND)
        return allocation_kind_text(cx, (AllocationKind)want->word.value);
    return project_text(cx, plan, want->project_id);
}

void import_tell_refused(Ctx *cx, const ImportPlan *plan, ImportReport *report)
{
    for (size_t i = 0; i < plan->wants.count && report->refused.count < REFUSED_SHOWN; i++) {
        const ImportWant *want = &plan->wants.items[i];
        if (want->outcome != WANT_REFUSED && !*want->why)
            continue;
        ImportRefused *line = list_push(cx->arena, &report->refused);
        *line = (ImportRefused){.person = plan->people.items[want->person].label,
                                .week = want->week,
                                .subject = import_want_subject(cx, plan, want),
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

/* ---- questions about the whole table ---- */

static void ask_year(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    int today = day_ymd(cx->today).year;
    const char *chosen = arena_printf(cx->arena, "%d", plan->year);
    if (!plan->table->needs_year)
        return;
    for (int year = MIN_OF(today - 1, plan->year); year <= MAX_OF(today + 1, plan->year); year++) {
        const char *text = arena_printf(cx->arena, "%d", year);
        import_add_option(cx, &preview->years, text, text, chosen);
    }
}

static void ask_unit(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const char *chosen = import_unit_words[plan->unit];
    if (!plan->table->needs_unit)
        return;
    if (plan->unit == IMPORT_UNIT_UNKNOWN)
        import_add_option(cx, &preview->units, "", _("Choose what they are"), chosen);
    import_add_option(cx, &preview->units, "percent", _("percent of the week"), chosen);
    import_add_option(cx, &preview->units, "hours", _("hours"), chosen);
    import_add_option(cx, &preview->units, "share", _("shares: 0.2 is 20 %"), chosen);
}

static void ask_over(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const char *chosen = import_over_words[plan->answers->over];
    if (preview->refused.count == 0 && plan->answers->over == IMPORT_REFUSE)
        return;
    import_add_option(cx, &preview->over_choices, "refuse", _("leave such cells out"), chosen);
    import_add_option(cx, &preview->over_choices, "fit", _("put what fits"), chosen);
    if (cx_scope(cx, "plan.overtime") != SCOPE_NONE)
        import_add_option(cx, &preview->over_choices, "overtime", _("put as overtime"), chosen);
}

static void ask_changed(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    const char *chosen = import_changed_words[plan->answers->changed];
    if (!preview->will_ask && plan->answers->changed == IMPORT_KEEP)
        return;
    import_add_option(cx, &preview->changed_choices, "keep", _("leave them as Takt has them"), chosen);
    import_add_option(cx, &preview->changed_choices, "file", _("take them from the table"), chosen);
}

static void ask_words(Ctx *cx, const ImportPlan *plan, ImportPreview *preview)
{
    static const int percents[] = {10, 20, 25, 50, 100};
    const char *chosen = plan->answers->words ? arena_printf(cx->arena, "%d", plan->answers->words) : "";
    if (!plan->words_only)
        return;
    import_add_option(cx, &preview->words_choices, "", _("leave such cells out"), chosen);
    for (size_t i = 0; i < COUNT_OF(percents); i++) {
        const char *value = arena_printf(cx->arena, "%d", percents[i]);
        import_add_option(cx, &preview->words_choices, value, arena_printf(cx->arena, "%s\u00a0%%", value), chosen);
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

static int by_day(const void *a, const void *b)
{
    int64_t left = ((const Day *)a)->n;
    int64_t right = ((const Day *)b)->n;
    return (left > right) - (left < right);
}

/* Different weeks, or months, among the heads. */
static int count_weeks(Ctx *cx, const ImportTable *table)
{
    Day *days = arena_new_array(cx->arena, Day, table->heads.count + 1);
    size_t count = 0;
    int weeks = 0;
    for (size_t i = 0; i < table->heads.count; i++)
        if (day_is_set(table->heads.items[i].day))
            days[count++] = table->months ? table->heads.items[i].day : day_monday(table->heads.items[i].day);
    if (count > 1)
        qsort(days, count, sizeof days[0], by_day);
    for (size_t i = 0; i < count; i++)
        weeks += i == 0 || days[i].n != days[i - 1].n;
    return weeks;
}

static const char *summary_of(Ctx *cx, const ImportTable *table)
{
    int people = 0;
    int weeks = count_weeks(cx, table);
    int subjects = 0;
    for (size_t i = 0; i < table->people.count; i++)
        people += !table->people.items[i].silent;
    if (!people)
        return _("No table was seen in the file yet: say below what stands where.");
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
        const ImportWant *want = &plan->wants.items[i];
        preview->will_write += want->outcome == WANT_WRITE;
        preview->will_same += want->outcome == WANT_SAME && *want->place;
        preview->will_keep += want->outcome == WANT_KEPT;
        preview->will_ask += want->outcome == WANT_KEPT && want->differ != DIFFER_NOT;
    }
    preview->again = plan->again;
    preview->can_confirm = !*plan->trouble && preview->will_write > 0;
}

static Err *show_lists(Ctx *cx, const ImportPlan *plan, const ImportView *view, ImportPreview *preview)
{
    ImportReport report = {0};
    import_tell_refused(cx, plan, &report);
    import_tell_skipped(cx, plan, &report);
    preview->refused.items = report.refused.items;
    preview->refused.count = report.refused.count;
    preview->skipped.items = report.skipped.items;
    preview->skipped.count = report.skipped.count;
    import_show_names(cx, plan, view, preview);
    TRY(import_show_differs(cx, plan, view, preview));
    import_show_colours(cx, plan, preview);
    show_totals(cx, plan, preview);
    ask_over(cx, plan, preview);
    CUT(cx, preview, refused, view);
    CUT(cx, preview, skipped, view);
    CUT(cx, preview, totals, view);
    return NULL;
}

static void show_paths(Ctx *cx, const ImportView *view, ImportPreview *preview)
{
    ImportView other = *view;
    preview->path = import_view_path(cx, preview->id, view);
    preview->only = strcmp(view->only, "check") == 0;
    other.people = other.projects = 1;
    other.only = "check";
    preview->only_path = import_view_path(cx, preview->id, &other);
    other.only = "";
    preview->all_path = import_view_path(cx, preview->id, &other);
}

static Err *fill_preview(Ctx *cx, ImportTable *table, const ImportAnswers *answers, const ImportView *view,
                         ImportPreview *preview)
{
    ImportPlan plan;
    TRY(import_plan_make(cx, table, answers, &plan));
    preview->summary = summary_of(cx, table);
    preview->layout_text = table->explanation;
    preview->trouble = plan.trouble;
    preview->path = "";
    count_wants(&plan, preview);
    TRY(show_lists(cx, &plan, view, preview));
    ask_year(cx, &plan, preview);
    ask_unit(cx, &plan, preview);
    ask_words(cx, &plan, preview);
    ask_changed(cx, &plan, preview);
    if (view) {
        show_paths(cx, view, preview);
        preview->sheet = import_sheet_view(cx, table, answers, preview->id, view);
    }
    return NULL;
}

Err *import_preview_table(Ctx *cx, const char *file_name, ImportTable *table, const ImportAnswers *answers,
                          const ImportView *view, ImportPreview *preview)
{
    *preview = (ImportPreview){.file_name = file_name};
    return fill_preview(cx, table, answers, view, preview);
}

Err *import_preview(Ctx *cx, ImportOpened *opened, const ImportView *view, ImportPreview *preview)
{
    *preview = (ImportPreview){.id = opened->import.id, .file_name = opened->import.file_name};
    if (import_waits(&opened->import))
        return fill_preview(cx, &opened->table, &opened->answers, view, preview);
    preview->summary = _("This table is in the plan already");
    preview->layout_text = preview->trouble = preview->path = "";
    preview->done = true;
    return NULL;
}
