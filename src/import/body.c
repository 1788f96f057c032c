/* SPDX-License-Identifier: MIT */
/* A table as understood, as lines of text: a letter for what the line holds, then its values, tabs between. */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "import/read.h"

static void put_int(Buf *buf, int64_t value)
{
    buf_char(buf, '\t');
    buf_int(buf, value);
}

static void put_text(Buf *buf, const char *text)
{
    buf_char(buf, '\t');
    for (; *text; text++)
        buf_char(buf, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void write_table(Buf *buf, const ImportTable *table)
{
    buf_char(buf, 't');
    put_int(buf, table->layout);
    put_int(buf, table->unit);
    put_int(buf, table->needs_unit);
    put_int(buf, table->needs_year);
    put_int(buf, table->months);
    put_int(buf, table->blue_count);
    put_int(buf, table->blue_everywhere);
    put_int(buf, table->more_problems);
    put_text(buf, table->sheet);
    put_text(buf, table->explanation);
    put_text(buf, table->profile);
    buf_char(buf, '\n');
}

static void write_head(Buf *buf, const ImportHead *head)
{
    buf_char(buf, 'h');
    put_int(buf, head->head.kind);
    put_int(buf, head->head.year);
    put_int(buf, head->head.month);
    put_int(buf, head->head.day);
    put_int(buf, head->head.week);
    put_int(buf, head->group);
    put_text(buf, head->text);
    put_text(buf, head->place);
    buf_char(buf, '\n');
}

static void write_person(Buf *buf, const ImportPerson *person)
{
    buf_char(buf, 'p');
    put_int(buf, person->has_total);
    put_int(buf, person->total);
    put_text(buf, person->text);
    put_text(buf, person->position);
    put_text(buf, person->department);
    put_text(buf, person->place);
    buf_char(buf, '\n');
}

static void write_subject(Buf *buf, const ImportSubject *subject)
{
    buf_char(buf, 's');
    put_int(buf, subject->word.kind);
    put_int(buf, subject->word.value);
    put_text(buf, subject->text);
    put_text(buf, subject->client);
    put_text(buf, subject->project);
    put_text(buf, subject->place);
    buf_char(buf, '\n');
}

static void write_row(Buf *buf, const ImportRow *row)
{
    buf_char(buf, 'r');
    put_int(buf, row->person);
    put_int(buf, row->subject);
    put_int(buf, row->head);
    put_int(buf, row->amount.kind);
    put_int(buf, row->amount.thousandths);
    put_int(buf, row->amount.minutes.n);
    put_int(buf, row->amount.tentative);
    put_int(buf, row->blue);
    put_text(buf, row->place);
    buf_char(buf, '\n');
}

const char *import_table_write(Ctx *cx, const ImportTable *table)
{
    Buf buf = {0};
    write_table(&buf, table);
    for (size_t i = 0; i < table->heads.count; i++)
        write_head(&buf, &table->heads.items[i]);
    for (size_t i = 0; i < table->people.count; i++)
        write_person(&buf, &table->people.items[i]);
    for (size_t i = 0; i < table->subjects.count; i++)
        write_subject(&buf, &table->subjects.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        write_row(&buf, &table->rows.items[i]);
    for (size_t i = 0; i < table->problems.count; i++) {
        buf_char(&buf, 'x');
        put_text(&buf, table->problems.items[i].place);
        put_text(&buf, table->problems.items[i].text);
        put_text(&buf, table->problems.items[i].why);
        buf_char(&buf, '\n');
    }
    const char *text = arena_strndup(cx->arena, buf.data, buf.length);
    buf_finish(&buf);
    return text;
}

/* The values of a line that is being read; it is cut up in place. */
typedef struct {
    char *at;
    bool bad;
} Line;

static const char *next_text(Line *line)
{
    char *text = line->at;
    char *tab = strchr(text, '\t');
    if (tab) {
        *tab = 0;
        line->at = tab + 1;
    } else {
        line->at = text + strlen(text);
    }
    return text;
}

static int64_t next_int(Line *line)
{
    int64_t value = 0;
    if (!text_int(next_text(line), &value))
        line->bad = true;
    return value;
}

/* A small number that counts or chooses: 0 … limit. */
static int next_count(Line *line, size_t limit)
{
    int64_t value = next_int(line);
    if (value < 0 || value > (int64_t)limit)
        line->bad = true;
    return line->bad ? 0 : (int)value;
}

static bool next_flag(Line *line)
{
    return next_int(line) != 0;
}

static void read_table(Line *line, ImportTable *table)
{
    table->layout = (ImportLayout)next_count(line, IMPORT_LONG);
    table->unit = (ImportUnit)next_count(line, IMPORT_UNIT_SHARE);
    table->needs_unit = next_flag(line);
    table->needs_year = next_flag(line);
    table->months = next_flag(line);
    table->blue_count = next_count(line, INT_MAX);
    table->blue_everywhere = next_flag(line);
    table->more_problems = next_count(line, INT_MAX);
    table->sheet = next_text(line);
    table->explanation = next_text(line);
    table->profile = next_text(line);
}

static void read_head(Line *line, ImportHead *head)
{
    head->head.kind = (HeadKind)next_count(line, HEAD_MONTH);
    head->head.year = next_count(line, 9999);
    head->head.month = next_count(line, 12);
    head->head.day = next_count(line, 31);
    head->head.week = next_count(line, 53);
    head->group = next_count(line, INT_MAX);
    head->text = next_text(line);
    head->place = next_text(line);
    head->day = DAY_NONE;
}

static void read_person(Line *line, ImportPerson *person)
{
    person->has_total = next_flag(line);
    person->total = next_int(line);
    person->text = next_text(line);
    person->position = next_text(line);
    person->department = next_text(line);
    person->place = next_text(line);
}

static void read_subject(Line *line, ImportSubject *subject)
{
    subject->word.kind = (SubjectKind)next_count(line, SUBJECT_FREE);
    subject->word.value = next_count(line, ALLOCATION_KIND_COUNT);
    subject->text = next_text(line);
    subject->client = next_text(line);
    subject->project = next_text(line);
    subject->place = next_text(line);
}

static void read_row(Line *line, const ImportTable *table, ImportRow *row)
{
    row->person = next_count(line, table->people.count - 1);
    row->subject = next_count(line, table->subjects.count - 1);
    row->head = next_count(line, table->heads.count - 1);
    row->amount.kind = (AmountKind)next_count(line, AMOUNT_HOURS);
    row->amount.thousandths = next_int(line);
    row->amount.minutes = MINUTES(next_int(line));
    row->amount.tentative = next_flag(line);
    row->blue = next_flag(line);
    row->place = next_text(line);
}

static void read_problem(Line *line, ImportProblem *problem)
{
    problem->place = next_text(line);
    problem->text = next_text(line);
    problem->why = next_text(line);
}

static bool read_line(Ctx *cx, char *text, ImportTable *table)
{
    Line line = {.at = text + 2};
    if (text[0] && text[1] != '\t')
        return false;
    switch (text[0]) {
    case 't':
        read_table(&line, table);
        break;
    case 'h':
        read_head(&line, list_push(cx->arena, &table->heads));
        break;
    case 'p':
        read_person(&line, list_push(cx->arena, &table->people));
        break;
    case 's':
        read_subject(&line, list_push(cx->arena, &table->subjects));
        break;
    case 'r':
        if (!table->people.count || !table->subjects.count || !table->heads.count)
            return false;
        read_row(&line, table, list_push(cx->arena, &table->rows));
        break;
    case 'x':
        read_problem(&line, list_push(cx->arena, &table->problems));
        break;
    default:
        return false;
    }
    return !line.bad;
}

Err *import_table_read(Ctx *cx, const char *text, ImportTable *table)
{
    *table = (ImportTable){.sheet = "", .explanation = "", .profile = ""};
    for (char *line = arena_strdup(cx->arena, text); *line;) {
        char *end = strchr(line, '\n');
        char *next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = 0;
        if (!read_line(cx, line, table))
            return err_fault(cx, "a stored import has a line that cannot be read: %.40s", line);
        line = next;
    }
    return NULL;
}
