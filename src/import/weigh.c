/* SPDX-License-Identifier: MIT */
/* What of a table fits into the weeks: each cell is the same already, is written, or is refused with a reason. */
#include "base/base.h"

#include "import/since.h"

/* A person's week while its cells are put in one after the other. */
typedef struct {
    PersonWeek week;
    int64_t planned;
    int64_t ceiling;               /* what planned may come to: a week that is over stays so, but goes no further */
    const Allocation *allocations; /* that stand there now */
    size_t count;
    Minutes away[4]; /* holidays, then leave by AbsenceKind */
} Scale;

static size_t first_allocation(const Weighing *w, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = w->allocations.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const Allocation *one = &w->allocations.items[middle];
        if (weigh_compare(one->person_id, one->week, person_id, week) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Scale scale_of(const Weighing *w, Id person_id, Day week)
{
    Scale scale = {.week = weigh_week_of(w, person_id, week)};
    size_t at = first_allocation(w, person_id, week);
    scale.planned = week_planned(&scale.week).n;
    scale.ceiling = MAX_OF(scale.week.room.n + scale.week.overtime.n, scale.planned);
    scale.allocations = w->allocations.items + at;
    for (; at + scale.count < w->allocations.count; scale.count++) {
        const Allocation *one = &w->allocations.items[at + scale.count];
        if (weigh_compare(one->person_id, one->week, person_id, week) != 0)
            break;
    }
    if (person_id.n > 0)
        week_away(w->facts, person_id, week, scale.away);
    else
        scale.away[0] = scale.week.absence;
    return scale;
}

static bool is_planned_work(const ImportWant *want)
{
    return want->word.kind == SUBJECT_PROJECT || want->word.kind == SUBJECT_KIND;
}

static AllocationKind kind_of(const ImportWant *want)
{
    return want->word.kind == SUBJECT_KIND ? (AllocationKind)want->word.value : ALLOCATION_PROJECT;
}

static bool is_about(const Allocation *one, const ImportWant *want)
{
    return one->kind == kind_of(want) && one->project_id.n == want->project_id.n;
}

static void take_stored(ImportWant *want, const Allocation *one)
{
    want->was = one->minutes;
    want->allocation_id = one->id;
}

/* What stands under the want's key; quantities of its tasks count towards what the table says of the subject. */
static void look_up(const Scale *scale, ImportWant *want)
{
    int64_t of_tasks = 0;
    for (size_t i = 0; i < scale->count; i++) {
        const Allocation *one = &scale->allocations[i];
        if (!is_about(one, want) || one->state != want->state)
            continue;
        if (*one->work)
            of_tasks += one->minutes.n;
        else
            take_stored(want, one);
    }
    want->wanted.n = MAX_OF(want->wanted.n - of_tasks, 0);
    want->put = want->was;
}

static bool table_has(const ImportWant *items, size_t count, const Allocation *one)
{
    for (size_t i = 0; i < count; i++)
        if (is_planned_work(&items[i]) && is_about(one, &items[i]) && items[i].state == one->state)
            return true;
    return false;
}

/* The table says of a subject that it is tentative: what was confirmed of it goes, and the other way round. */
static void add_other_states(Weighing *w, const Scale *scale, const ImportWant *items, size_t count)
{
    for (size_t i = 0; i < scale->count; i++) {
        const Allocation *one = &scale->allocations[i];
        if (*one->work || table_has(items, count, one))
            continue;
        for (size_t k = 0; k < count; k++)
            if (is_planned_work(&items[k]) && is_about(one, &items[k])) {
                ImportWant *gone = list_push(w->cx->arena, &w->plan->wants);
                *gone = items[k];
                gone->state = one->state;
                gone->wanted = MINUTES(0);
                gone->was = gone->put = one->minutes;
                gone->place = "";
                gone->file = MINUTES(0);
                take_stored(gone, one);
                since_other_state(w, gone);
                break;
            }
    }
}

/* ---- one cell ---- */

static void refuse(ImportWant *want, const char *why)
{
    want->outcome = WANT_REFUSED;
    want->why = why;
}

static void put_in(Scale *scale, ImportWant *want, Minutes minutes)
{
    scale->planned += minutes.n - want->was.n;
    want->put = minutes;
    want->outcome = minutes.n == want->was.n ? WANT_SAME : WANT_WRITE;
}

static const char *free_text(const Ctx *cx, const Scale *scale)
{
    Minutes left = MINUTES(MAX_OF(scale->ceiling - scale->planned, 0));
    if (!left.n)
        return _("Nothing is free in this week");
    return arena_printf(cx->arena, _("Only %s %% is free"), week_percent_text(cx, scale->week.capacity, left));
}

static void agree_overtime(Weighing *w, Scale *scale, const ImportWant *want, int64_t minutes)
{
    ImportExtra *last = w->plan->extra.count ? &w->plan->extra.items[w->plan->extra.count - 1] : NULL;
    if (!last || weigh_compare(last->person_id, last->week, want->person_id, want->week) != 0) {
        last = list_push(w->cx->arena, &w->plan->extra);
        *last = (ImportExtra){.person_id = want->person_id, .week = want->week};
    }
    last->minutes.n += minutes;
    scale->ceiling += minutes;
}

static void raise(Weighing *w, Scale *scale, ImportWant *want)
{
    Ctx *cx = w->cx;
    ImportOver over = w->plan->answers->over;
    int64_t beyond = scale->planned + want->wanted.n - want->was.n - scale->ceiling;
    if (beyond > 0 && over == IMPORT_OVERTIME && cx_scope(cx, "plan.overtime") != SCOPE_NONE)
        agree_overtime(w, scale, want, beyond);
    else if (beyond > 0 && over == IMPORT_FIT && want->wanted.n - beyond > want->was.n) {
        want->why = arena_printf(cx->arena, _("%s; what fits is put in"), free_text(cx, scale));
        put_in(scale, want, MINUTES(want->wanted.n - beyond));
        return;
    } else if (beyond > 0) {
        refuse(want, free_text(cx, scale));
        return;
    }
    put_in(scale, want, want->wanted);
}

/* Reasons that have nothing to do with how full the week is; "" when there are none. */
static Err *why_not(Weighing *w, const Scale *scale, const ImportWant *want, const char **why)
{
    Ctx *cx = w->cx;
    bool may = true;
    bool raises = want->wanted.n > want->was.n;
    *why = "";
    if (cx_scope(cx, "plan.write") != SCOPE_ALL && (want->person_id.n < 0 || want->project_id.n < 0))
        may = want->project_id.n < 0; /* a project of one's own may be made, but nobody is hired by the way */
    else if (cx_scope(cx, "plan.write") != SCOPE_ALL)
        TRY(allocation_may_write(cx, want->person_id, want->project_id, &may));
    if (!may)
        *why = _("You plan people on the projects of your team");
    else if (want->week.n < allocation_locked_before(cx).n && cx_scope(cx, "plan.past") == SCOPE_NONE)
        *why = _("This week is closed: its plan stays as it was");
    else if (raises && scale->week.room.n + scale->week.overtime.n == 0)
        *why = _("This person does not work in that week");
    else if (raises && want->subject >= 0 && w->plan->subjects.items[want->subject].closed)
        *why = _("The project is closed: nothing more is planned for it");
    return NULL;
}

static Err *weigh_work(Weighing *w, Scale *scale, ImportWant *want)
{
    const char *why;
    bool keeps = since_keeps(w, want);
    if (want->wanted.n == want->was.n || keeps) {
        put_in(scale, want, want->was);
        want->outcome = want->wanted.n == want->was.n ? WANT_SAME : WANT_KEPT;
        return NULL;
    }
    TRY(why_not(w, scale, want, &why));
    if (*why)
        refuse(want, why);
    else if (want->wanted.n < want->was.n)
        put_in(scale, want, want->wanted);
    else
        raise(w, scale, want);
    return NULL;
}

/* Days without one left out between them: Wednesday to Friday. */
static bool are_in_a_row(uint8_t days)
{
    unsigned first = days & (~(unsigned)days + 1);
    return days && ((days + first) & days) == 0;
}

/* Leave and holidays of the table against those of Takt: a whole week can be entered, parts of one need days. */
static void weigh_absence(Weighing *w, Scale *scale, ImportWant *want)
{
    Ctx *cx = w->cx;
    bool holiday = want->word.kind == SUBJECT_HOLIDAY;
    int64_t left = scale->week.capacity.n - scale->away[0].n;
    int64_t leave = scale->away[1].n + scale->away[2].n + scale->away[3].n;
    bool whole = !holiday && (want->whole || want->wanted.n >= left);
    bool known = whole || are_in_a_row(want->days);
    want->wanted.n = whole ? MAX_OF(left, 0) : want->wanted.n;
    want->days = whole ? 0 : want->days;
    want->was = want->put = holiday ? scale->away[0] : MINUTES(leave);
    if (imaxabs(want->wanted.n - want->was.n) <= 1)
        want->outcome = WANT_SAME;
    else if (holiday)
        refuse(want, _("The calendar says otherwise about the holidays of this week"));
    else if (leave > 0)
        refuse(want, _("There is an absence in this week already: change it there"));
    else if (!known)
        refuse(want, _("It is not said which days: enter it as an absence"));
    else if (want->week.n < allocation_locked_before(cx).n && cx_scope(cx, "plan.past") == SCOPE_NONE)
        refuse(want, _("This week is closed: its plan stays as it was"));
    else if (want->person_id.n > 0 ? !absence_may_write(cx, want->person_id)
                                   : cx_scope(cx, "plan.absence") != SCOPE_ALL)
        refuse(want, _("You may not enter absences of others"));
    else
        put_in(scale, want, want->wanted);
}

/* ---- a person's week ---- */

/* Absences first, then what goes down, then confirmed work, then tentative, as the table has them. */
static int turn_of(const ImportWant *want)
{
    if (!is_planned_work(want))
        return 0;
    if (want->wanted.n <= want->was.n)
        return 1;
    return want->state == ALLOCATION_CONFIRMED ? 2 : 3;
}

static int by_turn(const void *a, const void *b)
{
    const ImportWant *left = a;
    const ImportWant *right = b;
    int order = turn_of(left) - turn_of(right);
    return order ? order : left->order - right->order;
}

static void sum_up(Weighing *w, const Scale *scale, const ImportWant *want)
{
    ImportSum *sum = &w->plan->sums[want->person];
    if (!*want->place)
        return;
    sum->takt.n += want->put.n;
    sum->takt_percent += scale->week.capacity.n ? want->put.n * WHOLE_PERCENT / scale->week.capacity.n : 0;
}

/* person: its place in the table */
static Err *weigh_week(Weighing *w, int person, Id person_id, Day week, const ImportWant *items, size_t count)
{
    Scale scale = scale_of(w, person_id, week);
    size_t from = w->plan->wants.count;
    for (size_t i = 0; i < count; i++) {
        ImportWant *want = list_push(w->cx->arena, &w->plan->wants);
        *want = items[i];
        want->file = want->wanted;
        if (is_planned_work(want))
            look_up(&scale, want);
    }
    size_t told = w->plan->wants.count;
    since_week(w, from, person, person_id, week);
    for (size_t i = told; i < w->plan->wants.count; i++) {
        w->plan->wants.items[i].capacity = scale.week.capacity;
        look_up(&scale, &w->plan->wants.items[i]);
    }
    add_other_states(w, &scale, items, count);
    ImportWant *wants = w->plan->wants.items + from;
    size_t all = w->plan->wants.count - from;
    if (all > 1)
        qsort(wants, all, sizeof wants[0], by_turn);
    for (size_t i = 0; i < all; i++) {
        if (is_planned_work(&wants[i]))
            TRY(weigh_work(w, &scale, &wants[i]));
        else
            weigh_absence(w, &scale, &wants[i]);
        sum_up(w, &scale, &wants[i]);
    }
    return NULL;
}

/* Weeks of which only an earlier table spoke, up to (not with) that person's week. */
static Err *weigh_forgotten(Weighing *w, size_t *at, Id person_id, Day week)
{
    while (*at < w->memory.items.count) {
        const ImportSaid *said = &w->memory.items.items[*at];
        if (weigh_compare(said->person_id, said->week, person_id, week) >= 0)
            return NULL;
        int person = since_covers(w, said);
        if (person >= 0)
            TRY(weigh_week(w, person, said->person_id, said->week, NULL, 0));
        since_next_week(w, at);
    }
    return NULL;
}

Err *weigh_all(Weighing *w, ImportWants *wants)
{
    size_t told = 0; /* in what earlier tables said */
    for (size_t from = 0, until; from < wants->count; from = until) {
        const ImportWant *first = &wants->items[from];
        until = from + 1;
        while (until < wants->count && weigh_compare(first->person_id, first->week, wants->items[until].person_id,
                                                     wants->items[until].week) == 0)
            until++;
        TRY(weigh_forgotten(w, &told, first->person_id, first->week));
        TRY(weigh_week(w, first->person, first->person_id, first->week, first, until - from));
        while (told < w->memory.items.count &&
               weigh_compare(w->memory.items.items[told].person_id, w->memory.items.items[told].week, first->person_id,
                             first->week) == 0)
            told++;
    }
    return weigh_forgotten(w, &told, ID(INT64_MAX), DAY_MAX);
}
