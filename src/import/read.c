/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/read.h"

#define IMPORT_WORD(value, word) word,
const char *const import_unit_words[] = {IMPORT_UNITS(IMPORT_WORD) NULL};

/* ---- lists of a table ---- */

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037ULL; /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
    return hash;
}

/* The slot of the text, or the free one where it would go. */
static size_t slot_of(const ImportIndex *index, const char *text, const char *(*text_of)(const ImportTable *, int),
                      const ImportTable *table)
{
    size_t at = (size_t)hash_of(text) & (index->size - 1);
    while (index->slots[at] && strcmp(text_of(table, index->slots[at] - 1), text) != 0)
        at = (at + 1) & (index->size - 1);
    return at;
}

/* Makes the index roomy enough for count texts. */
static void grow_index(Ctx *cx, ImportIndex *index, size_t count, const char *(*text_of)(const ImportTable *, int),
                       const ImportTable *table)
{
    if (index->size && count * 2 < index->size)
        return;
    index->size = index->size ? index->size * 4 : 64;
    index->slots = arena_new_array(cx->arena, int, index->size);
    for (size_t i = 0; i < count; i++)
        index->slots[slot_of(index, text_of(table, (int)i), text_of, table)] = (int)i + 1;
}

static const char *person_text(const ImportTable *table, int at)
{
    return table->people.items[at].text;
}

static const char *subject_text(const ImportTable *table, int at)
{
    return table->subjects.items[at].text;
}

int import_person(Ctx *cx, ImportTable *table, const char *text, const char *place)
{
    grow_index(cx, &table->person_index, table->people.count, person_text, table);
    int *slot = &table->person_index.slots[slot_of(&table->person_index, text, person_text, table)];
    if (!*slot) {
        ImportPerson *person = list_push(cx->arena, &table->people);
        *person = (ImportPerson){.text = text, .position = "", .department = "", .place = place};
        *slot = (int)table->people.count;
    }
    return *slot - 1;
}

bool import_knows_person(const ImportTable *table, const char *text)
{
    const ImportIndex *index = &table->person_index;
    return index->size && index->slots[slot_of(index, text, person_text, table)];
}

int import_subject(Ctx *cx, ImportTable *table, const char *client, const char *project, const char *place)
{
    const char *text = *client && *project && strcmp(client, project) != 0
                           ? arena_printf(cx->arena, "%s · %s", client, project)
                           : (*project ? project : client);
    grow_index(cx, &table->subject_index, table->subjects.count, subject_text, table);
    int *slot = &table->subject_index.slots[slot_of(&table->subject_index, text, subject_text, table)];
    if (!*slot) {
        ImportSubject *subject = list_push(cx->arena, &table->subjects);
        *subject = (ImportSubject){.text = text, .client = client, .project = project, .place = place};
        subject->word = subject_word(cx, *project ? project : client);
        *slot = (int)table->subjects.count;
    }
    return *slot - 1;
}

ImportRow *import_row(Ctx *cx, ImportTable *table)
{
    table->too_much = table->too_much || table->rows.count >= IMPORT_ROWS_MAX;
    return table->too_much ? &table->rows.items[0] : list_push(cx->arena, &table->rows);
}

/* Long texts are cut at a character. */
static const char *clipped(Ctx *cx, const char *text)
{
    size_t length = strlen(text);
    if (length <= 120)
        return text;
    for (length = 120; length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80;)
        length--;
    return arena_printf(cx->arena, "%.*s…", (int)length, text);
}

void import_problem(Ctx *cx, ImportTable *table, const char *place, const char *text, const char *why)
{
    if (table->problems.count >= IMPORT_PROBLEMS_MAX) {
        table->more_problems++;
        return;
    }
    ImportProblem *problem = list_push(cx->arena, &table->problems);
    *problem = (ImportProblem){place, clipped(cx, text), why};
}

const char *import_place(Ctx *cx, const ImportTable *table, const Sheet *sheet, size_t row, int column)
{
    const char *place = sheet_place(cx, sheet, row, column);
    bool other = *sheet->name && *table->sheet && strcmp(sheet->name, table->sheet) != 0;
    return other ? arena_printf(cx->arena, "%s!%s", sheet->name, place) : place;
}

/* ---- cells ---- */

static bool is_white(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Whether white space, a no-break one too, may stand at an end of the text. */
static bool may_need_trim(const char *text)
{
    size_t length = strlen(text);
    unsigned char first = (unsigned char)text[0];
    unsigned char last = (unsigned char)text[length - 1];
    unsigned char before = length > 1 ? (unsigned char)text[length - 2] : 0;
    return is_white(first) || is_white(last) || first == 0xc2 || first == 0xe2 || first == 0xef || before == 0xc2 ||
           before == 0x80 || before == 0xbb;
}

const char *import_text(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    const char *text = sheet_cell(sheet, row, column)->text;
    return *text && may_need_trim(text) ? text_trim(cx->arena, text) : text;
}

/* A number in a cell with a percent format: up to 1.5 it is a share, above that somebody typed percent into it. */
static bool percent_cell(const Cell *cell, Amount *amount)
{
    double percent = cell->number <= 1.5 ? cell->number * 100 : cell->number;
    if (percent < 0 || percent * 1000 > AMOUNT_THOUSANDTHS_MAX)
        return false;
    *amount = (Amount){.kind = AMOUNT_PERCENT, .thousandths = (int64_t)(percent * 1000 + 0.5)};
    return true;
}

bool import_amount(const Cell *cell, Amount *amount)
{
    if (cell->kind == CELL_NUMBER && cell->percent)
        return percent_cell(cell, amount);
    if (cell->kind == CELL_DATE || cell->kind == CELL_FLAG)
        return false;
    return amount_parse(cell->text, amount);
}

bool import_is_blue(uint32_t fill)
{
    if (fill == FILL_NONE)
        return false;
    int red = (int)(fill >> 16 & 255);
    int green = (int)(fill >> 8 & 255);
    int blue = (int)(fill & 255);
    return blue >= green && green >= red && blue - red >= 24;
}

/* ---- weeks ---- */

static Day earliest_after(const WeekHead *head, Day before, int year, bool backwards)
{
    Day day = week_head_day(head, year);
    if (day_is_set(day) && day_is_set(before) && !backwards && day.n < before.n)
        day = week_head_day(head, year + 1);
    if (day_is_set(day) && day_is_set(before) && backwards && day.n > before.n)
        day = week_head_day(head, year - 1);
    return day;
}

static int year_at(Day day, int fallback)
{
    return day_is_set(day) ? day_ymd(day).year : fallback;
}

/* The columns of a sheet are in order of time: the year rolls over where the month goes back. */
static void settle_wide(ImportHead *heads, size_t count, int *year)
{
    size_t known = 0;
    while (known < count && !heads[known].head.year)
        known++;
    Day before = DAY_NONE;
    for (size_t i = known < count ? known : 0; i < count; i++) {
        heads[i].day = earliest_after(&heads[i].head, before, *year, false);
        before = day_is_set(heads[i].day) ? heads[i].day : before;
        *year = heads[i].head.kind == HEAD_WEEK ? *year : year_at(before, *year);
        if (heads[i].head.kind == HEAD_WEEK && day_is_set(before))
            day_iso_week(before, year);
    }
    Day after = known < count ? heads[known].day : DAY_NONE;
    for (size_t i = known < count ? known : 0; i-- > 0;) {
        heads[i].day = earliest_after(&heads[i].head, after, year_at(after, *year), true);
        after = day_is_set(heads[i].day) ? heads[i].day : after;
    }
}

/* Dates of rows may stand in any order: only a leap back by half a year is another year. */
static void settle_long(ImportHead *heads, size_t count, int year)
{
    Day before = DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        Day day = week_head_day(&heads[i].head, year);
        if (day_is_set(before) && day_is_set(day) && !heads[i].head.year && day.n < before.n - 182)
            day = week_head_day(&heads[i].head, ++year);
        heads[i].day = day;
        before = day_is_set(day) ? day : before;
    }
}

void import_settle(ImportTable *table, int year)
{
    size_t count = table->heads.count;
    if (table->layout == IMPORT_LONG) {
        settle_long(table->heads.items, count, year);
        return;
    }
    for (size_t from = 0, until; from < count; from = until) {
        until = from + 1;
        while (until < count && table->heads.items[until].group == table->heads.items[from].group)
            until++;
        settle_wide(table->heads.items + from, until - from, &year);
    }
}

static int64_t distance_to_today(const Ctx *cx, const ImportTable *table)
{
    int64_t nearest = INT64_MAX;
    Day first = DAY_NONE;
    Day last = DAY_NONE;
    for (size_t i = 0; i < table->heads.count; i++) {
        Day day = table->heads.items[i].day;
        if (!day_is_set(day))
            continue;
        first = day_is_set(first) && first.n < day.n ? first : day;
        last = day_is_set(last) && last.n > day.n ? last : day;
        nearest = MIN_OF(nearest, imaxabs(day.n - cx->today.n));
    }
    bool inside = day_is_set(first) && first.n <= cx->today.n && last.n >= cx->today.n;
    return inside ? 0 : nearest;
}

int import_guess_year(const Ctx *cx, const ImportTable *table)
{
    static const int offsets[] = {0, 1, -1};
    ImportTable trial = *table;
    int today = day_ymd(cx->today).year;
    int best = today;
    int64_t nearest = INT64_MAX;
    trial.heads.items = arena_memdup(cx->arena, table->heads.items, sizeof(ImportHead) * table->heads.count);
    for (size_t i = 0; i < COUNT_OF(offsets); i++) {
        import_settle(&trial, today + offsets[i]);
        int64_t distance = distance_to_today(cx, &trial);
        if (distance < nearest && !*import_heads_trouble(cx, &trial)) {
            nearest = distance;
            best = today + offsets[i];
        }
    }
    return best;
}

const char *import_heads_trouble(const Ctx *cx, const ImportTable *table)
{
    size_t days = 0;
    size_t sundays = 0;
    for (size_t i = 0; i < table->heads.count; i++)
        if (table->heads.items[i].head.kind == HEAD_DAY && day_is_set(table->heads.items[i].day)) {
            days++;
            sundays += day_weekday(table->heads.items[i].day) == 6;
        }
    if (days >= 2 && sundays == days)
        return _("The weeks begin on Sundays. Weeks that begin on Mondays are needed");
    return "";
}

/* ---- what bare numbers are ---- */

/* Sums of bare numbers of a person in a week, counted by what they are near to. */
typedef struct {
    int sums, near_share, near_hours, near_percent;
    int64_t largest;
} Sums;

static void count_sum(Sums *sums, int64_t sum)
{
    if (sum <= 0)
        return;
    sums->sums++;
    sums->near_share += sum >= 800 && sum <= 1200;
    sums->near_hours += sum >= 32000 && sum <= 44000;
    sums->near_percent += sum >= 80000 && sum <= 120000;
    sums->largest = MAX_OF(sums->largest, sum);
}

static int by_person_head(const void *a, const void *b)
{
    const ImportRow *left = a;
    const ImportRow *right = b;
    return left->person != right->person ? left->person - right->person : left->head - right->head;
}

static Sums sums_of(Ctx *cx, const ImportTable *table)
{
    Sums sums = {0};
    size_t count = table->rows.count;
    ImportRow *rows = arena_memdup(cx->arena, table->rows.items, sizeof(ImportRow) * count);
    int64_t sum = 0;
    if (count > 1)
        qsort(rows, count, sizeof rows[0], by_person_head);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_person_head(&rows[i - 1], &rows[i]) != 0) {
            count_sum(&sums, sum);
            sum = 0;
        }
        sum += rows[i].amount.kind == AMOUNT_PLAIN ? rows[i].amount.thousandths : 0;
    }
    count_sum(&sums, sum);
    return sums;
}

static ImportUnit unit_by_sums(const ImportTable *table, const Sums *sums)
{
    if (sums->largest <= 1500)
        return IMPORT_UNIT_SHARE;
    if (table->months)
        return sums->largest > 120000 ? IMPORT_UNIT_HOURS : IMPORT_UNIT_UNKNOWN;
    if (sums->largest > 60000 || sums->near_percent * 2 > sums->sums)
        return IMPORT_UNIT_PERCENT;
    if (sums->near_hours * 2 > sums->sums)
        return IMPORT_UNIT_HOURS;
    return IMPORT_UNIT_UNKNOWN;
}

static void decide_unit(Ctx *cx, ImportTable *table)
{
    for (size_t i = 0; i < table->rows.count; i++)
        table->needs_unit = table->needs_unit || table->rows.items[i].amount.kind == AMOUNT_PLAIN;
    Sums sums = table->needs_unit ? sums_of(cx, table) : (Sums){0};
    if (table->needs_unit && (table->unit == IMPORT_UNIT_UNKNOWN || sums.largest <= 1500))
        table->unit = unit_by_sums(table, &sums);
}

/* ---- tables by days ---- */

static Day monday_of(const ImportHead *head)
{
    return day_is_set(head->day) ? day_monday(head->day) : DAY_NONE;
}

/* A row among those of its person, subject and week. */
typedef struct {
    const ImportRow *row;
    Day monday;
} RowOfWeek;

static int by_subject_week(const void *a, const void *b)
{
    const RowOfWeek *left = a;
    const RowOfWeek *right = b;
    if (left->row->person != right->row->person)
        return left->row->person - right->row->person;
    if (left->row->subject != right->row->subject)
        return left->row->subject - right->row->subject;
    return (left->monday.n > right->monday.n) - (left->monday.n < right->monday.n);
}

/* A row with another day of the same week for the same subject; NULL: the table goes by weeks. */
static const ImportRow *row_of_single_day(Ctx *cx, const ImportTable *table)
{
    RowOfWeek *rows = arena_new_array(cx->arena, RowOfWeek, table->rows.count + 1);
    for (size_t i = 0; i < table->rows.count; i++)
        rows[i] = (RowOfWeek){&table->rows.items[i], monday_of(&table->heads.items[table->rows.items[i].head])};
    if (table->rows.count > 1)
        qsort(rows, table->rows.count, sizeof rows[0], by_subject_week);
    for (size_t i = 1; i < table->rows.count; i++)
        if (by_subject_week(&rows[i - 1], &rows[i]) == 0 && rows[i - 1].row->head != rows[i].row->head)
            return rows[i].row;
    return NULL;
}

/* Hours of days add up to those of their week; percents of days do not. */
static Err *check_days(Ctx *cx, ImportTable *table)
{
    const ImportRow *day = table->months ? NULL : row_of_single_day(cx, table);
    if (!day)
        return NULL;
    if (day->amount.kind == AMOUNT_PLAIN && table->unit == IMPORT_UNIT_UNKNOWN)
        table->unit = IMPORT_UNIT_HOURS;
    bool hours =
        day->amount.kind == AMOUNT_HOURS || (day->amount.kind == AMOUNT_PLAIN && table->unit == IMPORT_UNIT_HOURS);
    if (hours || day->amount.kind == AMOUNT_NONE)
        return NULL;
    return err_new(
        cx, ERR_INPUT, "file",
        _("The table goes by days, and its numbers are percents (cell %s). Percents of weeks are understood, "
          "or hours of days"),
        day->place);
}

/* ---- the workbook ---- */

static void count_blue(ImportTable *table)
{
    for (size_t i = 0; i < table->rows.count; i++)
        table->blue_count += table->rows.items[i].blue;
    table->blue_everywhere = (size_t)table->blue_count * 5 > table->rows.count * 3;
}

static Err *read_sheet(Ctx *cx, const Sheet *sheet, ImportTable *table, bool *is)
{
    TRY(import_read_wide(cx, sheet, table, is));
    return *is ? NULL : import_read_long(cx, sheet, table, is);
}

/* Whether the weeks of a further sheet stand in the table already. */
static bool overlaps(const Ctx *cx, ImportTable *table, ImportTable *more)
{
    import_settle(table, import_guess_year(cx, table));
    import_settle(more, import_guess_year(cx, more));
    for (size_t i = 0; i < more->heads.count; i++)
        for (size_t k = 0; k < table->heads.count; k++)
            if (monday_of(&more->heads.items[i]).n == monday_of(&table->heads.items[k]).n)
                return true;
    return false;
}

static bool has_numbers(const Sheet *sheet)
{
    for (size_t row = 0; row < sheet->rows.count; row++)
        for (int c = 0; c < sheet->rows.items[row].count; c++)
            if (cell_is_number(&sheet->rows.items[row].cells[c]))
                return true;
    return false;
}

/* A sheet behind the first one: taken when it is of the same make and of other weeks. */
static Err *read_further(Ctx *cx, const Sheet *sheet, ImportTable *table)
{
    ImportTable more = {.sheet = table->sheet};
    bool is = false;
    Err *err = read_sheet(cx, sheet, &more, &is);
    if (!is && !err && !has_numbers(sheet))
        return NULL; /* a legend, instructions */
    if (!is || err) {
        import_problem(cx, table, sheet->name, err ? err->text : "",
                       _("This sheet holds no load table; it is left out"));
        return NULL;
    }
    if (more.layout != table->layout || more.months != table->months || overlaps(cx, table, &more)) {
        import_problem(cx, table, sheet->name, "",
                       _("This sheet repeats weeks that were read already; it is left out"));
        return NULL;
    }
    const char *explanation = table->explanation;
    const char *profile = table->profile;
    TRY(read_sheet(cx, sheet, table, &is));
    table->explanation = explanation;
    table->profile = profile;
    return NULL;
}

/* What keeps a person from trusting the outcome: hidden rows, colours by rules. */
static void warn_of_sheet(Ctx *cx, const Sheet *sheet, ImportTable *table)
{
    if (sheet->hidden_rows || sheet->hidden_columns)
        import_problem(cx, table, sheet->name, "",
                       arena_printf(cx->arena, _("Hidden rows (%d) and columns (%d) were not read"), sheet->hidden_rows,
                                    sheet->hidden_columns));
    if (sheet->rule_fills)
        import_problem(cx, table, sheet->name, "",
                       _("Some colours of the table come from rules and were not read: check what is tentative"));
}

static Err *read_sheets(Ctx *cx, const Workbook *book, ImportTable *table, bool *found)
{
    for (size_t i = 0; i < book->sheets.count; i++) {
        Sheet *sheet = &book->sheets.items[i];
        sheet_leave_out_hidden(sheet);
        if (sheet->hidden || sheet->rows.count == 0)
            continue;
        if (*found) {
            TRY(read_further(cx, sheet, table));
            continue;
        }
        table->sheet = sheet->name;
        TRY(read_sheet(cx, sheet, table, found));
        if (*found)
            warn_of_sheet(cx, sheet, table);
    }
    return NULL;
}

Err *import_read(Ctx *cx, const Workbook *book, ImportTable *table)
{
    bool found = false;
    *table = (ImportTable){.sheet = "", .explanation = "", .profile = ""};
    TRY(read_sheets(cx, book, table, &found));
    if (!found)
        return err_new(cx, ERR_INPUT, "file", "%s",
                       _("No load table was found. Understood are: people in rows and weeks in columns (24.11, W48, "
                         "24–30 Nov, months); or a row for each person, project and week with hours or percent"));
    if (table->too_much)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The table has more than %d values; split it into several files"),
                       IMPORT_ROWS_MAX);
    if (table->people.count > IMPORT_NAMES_MAX || table->subjects.count > IMPORT_NAMES_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file",
                       _("The table has more than %d people or projects; is it a load table?"), IMPORT_NAMES_MAX);
    if (table->rows.count == 0)
        return err_new(cx, ERR_INPUT, "file", _("The table was found, but there is no amount in it. %s"),
                       table->explanation);
    if (book->undecodable)
        import_problem(cx, table, "", "", _("Some characters of the file could not be read; check the names"));
    table->profile = arena_printf(cx->arena, "%016" PRIx64, hash_of(table->profile));
    count_blue(table);
    decide_unit(cx, table);
    import_settle(table, import_guess_year(cx, table));
    return check_days(cx, table);
}
