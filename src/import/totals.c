/* SPDX-License-Identifier: MIT */
/* The sums that a table has itself, against what was read of it. */
#include "base/base.h"

#include "import/read.h"

static int64_t raw_of(const Amount *amount)
{
    return amount->kind == AMOUNT_HOURS ? amount->minutes.n * 1000 / 60 : amount->thousandths;
}

void import_take_total(Ctx *cx, ImportTotals *totals, const ImportCell *at, size_t first_row)
{
    Amount amount;
    const Cell *cell = sheet_cell(at->from->sheet, at->row, at->column);
    if (!import_amount(cell, &amount) || amount.kind == AMOUNT_NONE)
        return;
    ImportTotal *total = list_push(cx->arena, totals);
    *total = (ImportTotal){.person = at->person,
                           .head = at->head,
                           .amount = amount,
                           .first_row = first_row,
                           .last_row = at->table->rows.count,
                           .place = import_place(cx, at->table, at->from->sheet, at->row, at->column)};
}

static int by_person_head(const void *a, const void *b)
{
    const ImportRow *left = *(const ImportRow *const *)a;
    const ImportRow *right = *(const ImportRow *const *)b;
    return left->person != right->person ? left->person - right->person : left->head - right->head;
}

/* The rows by person and week. */
static const ImportRow **sorted_rows(Ctx *cx, const ImportTable *table)
{
    const ImportRow **sorted = arena_new_array(cx->arena, const ImportRow *, table->rows.count + 1);
    for (size_t i = 0; i < table->rows.count; i++)
        sorted[i] = &table->rows.items[i];
    if (table->rows.count > 1)
        qsort(sorted, table->rows.count, sizeof sorted[0], by_person_head);
    return sorted;
}

static int64_t add_to_sum(const ImportRow *row, const ImportTotal *total, bool *comparable)
{
    if (row->subject < 0) /* only a colour */
        return 0;
    *comparable = *comparable && row->amount.kind == total->amount.kind;
    return raw_of(&row->amount);
}

/* The sum of what was read for the total's person and week, or in its row. */
static int64_t read_sum(const ImportTable *table, const ImportRow *const *sorted, const ImportTotal *total,
                        bool *comparable)
{
    ImportRow wanted = {.person = total->person, .head = total->head};
    const ImportRow *key = &wanted;
    size_t count = table->rows.count;
    size_t low = 0;
    size_t high = count;
    int64_t sum = 0;
    for (size_t i = total->first_row; total->head < 0 && i < total->last_row; i++)
        sum += add_to_sum(&table->rows.items[i], total, comparable);
    if (total->head < 0)
        return sum;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_person_head(&sorted[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && by_person_head(&sorted[low], &key) == 0; low++)
        sum += add_to_sum(sorted[low], total, comparable);
    return sum;
}

static const char *raw_text(Ctx *cx, int64_t raw)
{
    if (raw % 1000 == 0)
        return arena_printf(cx->arena, "%" PRId64, raw / 1000);
    return arena_printf(cx->arena, "%" PRId64 "%s%" PRId64, raw / 1000, cx->lang == LANG_RU ? "," : ".",
                        raw % 1000 / 100);
}

static void check_total(Ctx *cx, ImportTable *table, const ImportRow *const *sorted, const ImportTotal *total)
{
    bool comparable = true;
    int64_t own = raw_of(&total->amount);
    int64_t sum = read_sum(table, sorted, total, &comparable);
    if (total->head >= 0) {
        table->people.items[total->person].has_total = true;
        table->people.items[total->person].total += own;
    }
    if (comparable && imaxabs(own - sum) > 10 + own / 200)
        import_problem(cx, table, total->place, raw_text(cx, own),
                       arena_printf(cx->arena, _("The table's own sum is %s, what was read comes to %s"),
                                    raw_text(cx, own), raw_text(cx, sum)));
}

void import_check_totals(Ctx *cx, ImportTable *table, const ImportTotals *totals)
{
    const ImportRow *const *sorted = totals->count ? sorted_rows(cx, table) : NULL;
    for (size_t i = 0; i < totals->count; i++)
        check_total(cx, table, sorted, &totals->items[i]);
}
