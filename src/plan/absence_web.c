/* SPDX-License-Identifier: MIT */
/* Absences over HTTP: the list, one with what it pushed, the form. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_feature.h"
#include "web/form.h"
#include "web/table.h"
#include "work/common.h"
#include "work/view_web.h"

/* The list as a page. */
typedef struct {
    const char *from, *until; /* ISO, "" open */
    Options people, kinds;
    bool filtered, may_add, from_now, sees_all;
    const char *earlier_path, *csv_path, *xlsx_path, *prev_page_path, *next_page_path;
    LIST_OF(AbsenceItem) items;
} AbsencesPage;
SHAPE_STATIC(AbsencesPage, FIELD(AbsencesPage, from), FIELD(AbsencesPage, until),
             FIELD_LIST(AbsencesPage, people, Option), FIELD_LIST(AbsencesPage, kinds, Option),
             FIELD(AbsencesPage, filtered), FIELD(AbsencesPage, may_add), FIELD(AbsencesPage, from_now),
             FIELD(AbsencesPage, sees_all), FIELD(AbsencesPage, earlier_path), FIELD(AbsencesPage, csv_path),
             FIELD(AbsencesPage, xlsx_path), FIELD(AbsencesPage, prev_page_path), FIELD(AbsencesPage, next_page_path),
             FIELD_LIST(AbsencesPage, items, AbsenceItem));

/* A week that went over 100 %. */
typedef struct {
    const char *path, *label, *over;
} PushedWeek;
SHAPE_STATIC(PushedWeek, FIELD(PushedWeek, path), FIELD(PushedWeek, label), FIELD(PushedWeek, over));

/* One absence, or a new one, with its form. */
typedef struct {
    bool is_new, may_write, may_choose, half;
    const char *title, *path, *delete_path, *person_name, *kind_text, *days_text;
    const char *revision, *person_id, *from_day, *until_day, *note; /* as typed */
    Options people, kinds;
    const char *error, *person_error, *kind_error, *from_error, *until_error, *note_error; /* "" fine */
    Clashes clashes;
    LIST_OF(PushedWeek) pushed;
    int pushed_count;
} AbsenceForm;
SHAPE_STATIC(AbsenceForm, FIELD(AbsenceForm, is_new), FIELD(AbsenceForm, may_write), FIELD(AbsenceForm, may_choose),
             FIELD(AbsenceForm, half), FIELD(AbsenceForm, title), FIELD(AbsenceForm, path),
             FIELD(AbsenceForm, delete_path), FIELD(AbsenceForm, person_name), FIELD(AbsenceForm, kind_text),
             FIELD(AbsenceForm, days_text), FIELD(AbsenceForm, revision), FIELD(AbsenceForm, person_id),
             FIELD(AbsenceForm, from_day), FIELD(AbsenceForm, until_day), FIELD(AbsenceForm, note),
             FIELD_LIST(AbsenceForm, people, Option), FIELD_LIST(AbsenceForm, kinds, Option), FIELD(AbsenceForm, error),
             FIELD(AbsenceForm, person_error), FIELD(AbsenceForm, kind_error), FIELD(AbsenceForm, from_error),
             FIELD(AbsenceForm, until_error), FIELD(AbsenceForm, note_error), FIELD_LIST(AbsenceForm, clashes, Clash),
             FIELD_LIST(AbsenceForm, pushed, PushedWeek), FIELD(AbsenceForm, pushed_count));

static void choose_kind(Ctx *cx, const char *none, const char *chosen, Options *kinds)
{
    if (none)
        option_add(cx, kinds, "", none, chosen);
    for (int i = 0; absence_kind_words[i]; i++)
        option_add(cx, kinds, absence_kind_words[i], absence_kind_text(cx, (AbsenceKind)i), chosen);
}

/* ---- the list ---- */

static const char *list_path(Ctx *cx, const char *path, const AbsencePage *list, const char *cursor)
{
    return path_with(cx, path, "person_id", id_value(cx, list->person_id), "kind", list->kind, "from",
                     day_iso(cx->arena, list->from), "until", day_iso(cx->arena, list->until), "cursor", cursor, NULL);
}

static Err *show_list_page(Ctx *cx, Reply *reply, const AbsencePage *list, bool from_now)
{
    AbsencesPage *page = arena_new(cx->arena, AbsencesPage);
    AbsencePage earlier = *list;
    earlier.from = DAY_MIN;
    page->sees_all = cx_scope(cx, "plan.read") == SCOPE_ALL;
    if (page->sees_all)
        TRY(choose_people(cx, WHO_WORKS, _("Everybody"), id_value(cx, list->person_id), &page->people));
    choose_kind(cx, _("Every kind"), list->kind, &page->kinds);
    page->from = day_iso(cx->arena, list->from);
    page->until = day_iso(cx->arena, list->until);
    page->from_now = from_now;
    page->filtered = list->person_id.n || *list->kind || day_is_set(list->until) || !from_now;
    page->may_add = cx_scope(cx, "plan.absence") != SCOPE_NONE;
    page->earlier_path = list_path(cx, "/absences", &earlier, "");
    page->csv_path = list_path(cx, "/absences.csv", list, "");
    page->xlsx_path = list_path(cx, "/absences.xlsx", list, "");
    page->prev_page_path = "";
    page->next_page_path = *list->next ? list_path(cx, "/absences", list, list->next) : "";
    page->items.items = list->items.items;
    page->items.count = list->items.count;
    return reply_page(cx, reply, _("Absences"), IN(AbsencesPage, page));
}

/* All pages of the list behind one another. */
static Err *send_file(Ctx *cx, const Req *req, Reply *reply, AbsencePage *list)
{
    LIST_OF(AbsenceItem) all = {0};
    list->limit = WORK_LIMIT_MAX;
    do {
        list->items.items = NULL;
        list->items.count = 0;
        TRY(absence_list(cx, list));
        for (size_t i = 0; i < list->items.count; i++)
            *(AbsenceItem *)list_push(cx->arena, &all) = list->items.items[i];
        list->cursor = list->next;
    } while (*list->next);
    return reply_table(cx, req, reply, _("Absences"), &AbsenceItem_shape, all.items, all.count);
}

/* A page without dates begins with this week: who was away last year is rarely the question. */
static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    AbsencePage *list = arena_new(cx->arena, AbsencePage);
    list->from = list->until = DAY_NONE;
    TRY(form_read(cx, req, ONE(AbsencePage, list)));
    bool from_now = req->wants == WANTS_PAGE && !day_is_set(list->from);
    if (from_now)
        list->from = day_monday(cx->today);
    if (req->wants == WANTS_CSV || req->wants == WANTS_XLSX)
        return send_file(cx, req, reply, list);
    TRY(absence_list(cx, list));
    TRY(reply_show(cx, reply, IN(AbsencePage, list)));
    return req->wants == WANTS_PAGE ? show_list_page(cx, reply, list, from_now) : NULL;
}

/* ---- the form ---- */

static Err *fill_pushed(Ctx *cx, const Absence *absence, AbsenceForm *form)
{
    PersonWeekList weeks = {0};
    if (!absence->id.n)
        return NULL;
    TRY(absence_pushed(cx, absence, &weeks));
    for (size_t i = 0; i < weeks.count; i++) {
        const PersonWeek *week = &weeks.items[i];
        PushedWeek *pushed = list_push(cx->arena, &form->pushed);
        pushed->path = path_with(cx, "/plan", "from", day_iso(cx->arena, week->week), "person_id",
                                 id_value(cx, week->person_id), "open", id_value(cx, week->person_id), NULL);
        pushed->label = week_text(cx, week->week);
        pushed->over = week_hours_text(cx, week->pushed);
    }
    form->pushed_count = (int)weeks.count;
    return NULL;
}

/* The kind's words are this folder's; the other fields are told by their kinds. */
static Err *fill_clashes(Ctx *cx, const Req *req, Clashes *clashes)
{
    if (!req->err || req->err->shape != &AbsenceConflict_shape)
        return NULL;
    const AbsenceConflict *conflict = req->err->data;
    Absence yours = *conflict->yours;
    if (yours.kind != conflict->theirs->kind)
        *(Clash *)list_push(cx->arena, clashes) =
            (Clash){_("Kind"), absence_kind_text(cx, yours.kind), absence_kind_text(cx, conflict->theirs->kind)};
    yours.kind = conflict->theirs->kind;
    return clashes_of(cx, &Absence_shape, &yours, conflict->theirs, clashes);
}

static void fill_errors(const Req *req, AbsenceForm *form)
{
    form->error = form_wrong_elsewhere(req, "person_id kind from_day until_day note");
    form->person_error = form_wrong(req, "person_id");
    form->kind_error = form_wrong(req, "kind");
    form->from_error = form_wrong(req, "from_day");
    form->until_error = form_wrong(req, "until_day");
    form->note_error = form_wrong(req, "note");
}

/* "22–28 июня", "29 июня – 5 июля" */
static const char *days_text(Ctx *cx, const Absence *absence)
{
    Ymd from = day_ymd(absence->from_day);
    Ymd until = day_ymd(absence->until_day);
    const char *days = day_text(cx, absence->until_day);
    if (from.year != until.year || from.month != until.month)
        days = arena_printf(cx->arena, "%s – %s", day_text(cx, absence->from_day), days);
    else if (from.day != until.day)
        days = arena_printf(cx->arena, "%d" DAY_DASH "%s", from.day, days);
    return absence->half ? arena_printf(cx->arena, _("%s, half of each day"), days) : days;
}

static void fill_values(Ctx *cx, const Req *req, const Absence *absence, AbsenceForm *form)
{
    form->revision = arena_printf(cx->arena, "%" PRId64, absence->revision);
    form->person_id = form_typed(req, "person_id", id_value(cx, absence->person_id));
    form->from_day = form_typed(req, "from_day", day_iso(cx->arena, absence->from_day));
    form->until_day = form_typed(req, "until_day", day_iso(cx->arena, absence->until_day));
    form->note = form_typed(req, "note", absence->note);
    form->half = strcmp(form_typed(req, "half", absence->half ? "1" : ""), "1") == 0;
    choose_kind(cx, NULL, form_typed(req, "kind", absence_kind_words[absence->kind]), &form->kinds);
}

static Err *fill_form(Ctx *cx, const Req *req, const Absence *absence, AbsenceForm *form)
{
    form->is_new = !absence->id.n;
    form->may_write = form->is_new || absence_may_write(cx, absence->person_id);
    form->may_choose = form->is_new && absence_may_write(cx, ID(0));
    form->path = form->is_new ? "/absences" : arena_printf(cx->arena, "/absences/%" PRId64, absence->id.n);
    form->delete_path = form->is_new ? "" : arena_printf(cx->arena, "%s/delete", form->path);
    fill_values(cx, req, absence, form);
    fill_errors(req, form);
    if (form->may_choose)
        TRY(choose_people(cx, WHO_WORKS, _("Who"), form->person_id, &form->people));
    TRY(work_person_name(cx, absence->person_id, &form->person_name));
    form->kind_text = absence_kind_text(cx, absence->kind);
    form->days_text = form->is_new ? "" : days_text(cx, absence);
    form->title =
        form->is_new ? _("New absence") : arena_printf(cx->arena, "%s: %s", form->person_name, form->kind_text);
    TRY(fill_pushed(cx, absence, form));
    return fill_clashes(cx, req, &form->clashes);
}

static Err *show_new(Ctx *cx, const Req *req, Reply *reply)
{
    AbsenceForm *form = arena_new(cx->arena, AbsenceForm);
    Absence absence = {.person_id = cx->person_id, .from_day = DAY_NONE, .until_day = DAY_NONE, .note = ""};
    Absence asked = absence;
    if (req->method == METHOD_GET) {
        TRY(form_read(cx, req, ONE(Absence, &asked)));
        absence.person_id = asked.person_id.n && absence_may_write(cx, ID(0)) ? asked.person_id : cx->person_id;
        absence.from_day = asked.from_day;
        absence.until_day = asked.until_day;
    }
    TRY(fill_form(cx, req, &absence, form));
    return reply_page(cx, reply, form->title, IN(AbsenceForm, form));
}

static Err *show_one(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Absence *absence = arena_new(cx->arena, Absence);
    AbsenceForm *form = arena_new(cx->arena, AbsenceForm);
    TRY(req_id(cx, req, "id", &id));
    TRY(absence_get(cx, id, absence));
    TRY(reply_show(cx, reply, IN(Absence, absence)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    TRY(fill_form(cx, req, absence, form));
    return reply_page(cx, reply, form->title, IN(AbsenceForm, form));
}

/* ---- changes ---- */

/* Says how many weeks do not fit any more; their list stands on the page that follows. */
static Err *answer(Ctx *cx, Reply *reply, const Absence *absence, const char *done)
{
    PersonWeekList pushed = {0};
    TRY(absence_pushed(cx, absence, &pushed));
    const char *toast = done;
    if (pushed.count)
        toast = arena_printf(
            cx->arena,
            trn(cx, "%s. %d week is over 100 %% now", "%s. %d weeks are over 100 %% now", (int64_t)pushed.count), done,
            (int)pushed.count);
    reply_toast(reply, toast);
    TRY(reply_show(cx, reply, IN(Absence, absence)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/absences/%" PRId64, absence->id.n));
}

static Err *add(Ctx *cx, const Req *req, Reply *reply)
{
    Absence *absence = arena_new(cx->arena, Absence);
    TRY(form_read(cx, req, ONE(Absence, absence)));
    if (!absence->person_id.n)
        absence->person_id = cx->person_id;
    TRY(absence_add(cx, absence));
    reply->status = 201;
    return answer(cx, reply, absence, _("The absence is added"));
}

/* Reads what was sent over what is stored; a revision is never taken from the store. */
static Err *change(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Absence *absence = arena_new(cx->arena, Absence);
    TRY(req_id(cx, req, "id", &id));
    TRY(absence_get(cx, id, absence));
    absence->revision = 0;
    TRY(form_read(cx, req, ONE(Absence, absence)));
    TRY(absence_change(cx, absence));
    return answer(cx, reply, absence, _("Saved"));
}

static Err *remove_one(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Absence *absence = arena_new(cx->arena, Absence);
    TRY(req_id(cx, req, "id", &id));
    TRY(absence_get(cx, id, absence));
    TRY(absence_remove(cx, id));
    reply_toast(reply, _("The absence is taken away"));
    TRY(reply_show(cx, reply, IN(Absence, absence)));
    return reply_see_other(cx, reply, "/absences");
}

#define LIST_FIELDS "person_id kind from until limit cursor"
#define FORM_FIELDS "person_id kind from_day until_day half note"
#define CHANGE_FIELDS "revision person_id kind from_day until_day half note"

const Route absence_routes[] = {
    {METHOD_GET, "/absences", "plan.read", show_list, .in = &AbsencePage_shape, .fields = LIST_FIELDS,
     .out = &AbsencePage_shape, .page = "plan/absences.html", .view = &AbsencesPage_shape, .formats = "csv xlsx",
     .families = "plan people", .summary = "Vacations, sick leave and days off by their first day"},
    {METHOD_GET, "/absences/new", "plan.absence", show_new, .in = &Absence_shape,
     .fields = "person_id from_day until_day", .page = "plan/absence.html", .view = &AbsenceForm_shape,
     .families = "people", .summary = "The form of a new absence"},
    {METHOD_POST, "/absences", "plan.absence", add, .again = show_new, .in = &Absence_shape, .fields = FORM_FIELDS,
     .out = &Absence_shape, .page = "plan/absence.html", .view = &AbsenceForm_shape,
     .summary = "Add an absence; weeks that it pushes over 100 % keep their plan"},
    {METHOD_GET, "/absences/:id", "plan.read", show_one, .out = &Absence_shape, .page = "plan/absence.html",
     .view = &AbsenceForm_shape, .families = "plan people", .summary = "One absence"},
    {METHOD_POST, "/absences/:id", "plan.absence", change, .again = show_one, .in = &Absence_shape,
     .fields = CHANGE_FIELDS, .out = &Absence_shape, .page = "plan/absence.html", .view = &AbsenceForm_shape,
     .summary = "Change an absence"},
    {METHOD_PATCH, "/absences/:id", "plan.absence", change, .in = &Absence_shape, .fields = CHANGE_FIELDS,
     .out = &Absence_shape, .summary = "Change some fields of an absence"},
    {METHOD_POST, "/absences/:id/delete", "plan.absence", remove_one, .again = show_one, .out = &Absence_shape,
     .page = "plan/absence.html", .view = &AbsenceForm_shape, .summary = "Take an absence away"},
    {.path = NULL},
};
