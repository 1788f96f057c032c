/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "formats/csv.h"
#include "formats/xlsx_read.h"
#include "formats/xlsx_write.h"
#include "import/read.h"

typedef struct {
    Arena arena;
    Ctx cx;
    Workbook book;
    ImportTable table;
    const ImportHints *hints;
} Fixture;

static Fixture *fixture(void)
{
    static Fixture one;
    static bool used;
    if (used)
        arena_finish(&one.arena);
    used = true;
    one = (Fixture){0};
    arena_init(&one.arena, ARENA_CEILING);
    one.cx = (Ctx){.arena = &one.arena,
                   .lang = LANG_EN,
                   .today = day_from_ymd(2026, 6, 17),
                   .person_name = "",
                   .request_id = "",
                   .action = ""};
    return &one;
}

static Err *read_csv(Fixture *f, const char *text)
{
    Err *err = csv_read(&f->cx, text, strlen(text), &f->book);
    return err ? err : import_read(&f->cx, &f->book, f->hints, &f->table);
}

static bool is_blue(const ImportTable *table, const ImportRow *row)
{
    return row->colour >= 0 && table->colours.items[row->colour].meaning == COLOUR_TENTATIVE;
}

/* "Анна | Берег | 2026-06-15 | 20 %" of a row. */
static const char *row_text(Fixture *f, size_t at)
{
    const ImportTable *table = &f->table;
    const ImportRow *row = &table->rows.items[at];
    const char *amount = "whole";
    if (row->amount.kind == AMOUNT_PLAIN)
        amount = arena_printf(&f->arena, "%g", (double)row->amount.thousandths / 1000);
    if (row->amount.kind == AMOUNT_PERCENT)
        amount = arena_printf(&f->arena, "%g%%", (double)row->amount.thousandths / 1000);
    if (row->amount.kind == AMOUNT_HOURS)
        amount = arena_printf(&f->arena, "%dm", (int)row->amount.minutes.n);
    return arena_printf(&f->arena, "%s|%s|%s|%s%s%s|%s", table->people.items[row->person].text,
                        row->subject >= 0 ? table->subjects.items[row->subject].text : "(colour)",
                        day_iso(&f->arena, table->heads.items[row->head].day), amount, row->amount.tentative ? "?" : "",
                        is_blue(table, row) ? " blue" : "", row->place);
}

static void check_rows(Test *t, Fixture *f, const char *const *wanted)
{
    size_t count = 0;
    while (wanted[count])
        count++;
    for (size_t i = 0; i < MIN_OF(count, f->table.rows.count); i++)
        CHECK_STR(t, row_text(f, i), wanted[i]);
    CHECK_INT(t, f->table.rows.count, count);
}
#define CHECK_ROWS(t, f, ...) check_rows((t), (f), (const char *const[]){__VA_ARGS__, NULL})

static void check_problems(Test *t, Fixture *f, const char *const *places)
{
    size_t count = 0;
    while (places[count])
        count++;
    for (size_t i = 0; i < MIN_OF(count, f->table.problems.count); i++)
        CHECK_STR(t, f->table.problems.items[i].place, places[i]);
    CHECK_INT(t, f->table.problems.count, count);
}
#define CHECK_PROBLEMS(t, f, ...) check_problems((t), (f), (const char *const[]){__VA_ARGS__, NULL})

static void reads_people_by_weeks(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                            "Анна Ветрова;Берег · Лето;60;20?\n"
                            ";Опора;40;\n"
                            "Полина Г.;Опора;100;100\n"));
    CHECK_ROWS(t, f, "Анна Ветрова|Берег · Лето|2026-06-15|60|C2", "Анна Ветрова|Берег · Лето|2026-06-22|20?|D2",
               "Анна Ветрова|Опора|2026-06-15|40|C3", "Полина Г.|Опора|2026-06-15|100|C4",
               "Полина Г.|Опора|2026-06-22|100|D4");
    CHECK_INT(t, f->table.unit, IMPORT_UNIT_PERCENT);
    CHECK_INT(t, f->table.needs_year, false);
    CHECK_STR(t, f->table.explanation, "People stand in column A, projects in B, weeks in columns C–D.");
}

static void reads_round_titles_and_sums(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "План загрузки агентства;;;;\n"
                            "обновлено 10 июня;;;;\n"
                            "Имя;Должность;Клиент / проект;W25 2026;W26 2026;Итого\n"
                            "Анна;Аккаунт;Берег;60;20;80\n"
                            ";;Опора;40;50;90\n"
                            ";;Итого;100;70;170\n"
                            "Борис;Дизайнер;Опора;50;;50\n"
                            ";;Итого;60;;\n"
                            "Итого по агентству;;;150;70;220\n"
                            "* синим предварительные;;;;\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|60|D4", "Анна|Берег|2026-06-22|20|E4", "Анна|Опора|2026-06-15|40|D5",
               "Анна|Опора|2026-06-22|50|E5", "Борис|Опора|2026-06-15|50|D7");
    CHECK_STR(t, f->table.people.items[0].position, "Аккаунт");
    CHECK_INT(t, f->table.people.items[0].total, 170000);
    CHECK_PROBLEMS(t, f, "D8"); /* Boris' own sum does not agree; the note is a legend */
    CHECK_STR(t, f->table.problems.items[0].why, "The table's own sum is 60, what was read comes to 50");
}

static void reads_sums_over_their_rows(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Сотрудник;Проект;15.06.2026;22.06.2026\n"
                            "Анна;;100;60\n"
                            ";Берег;60;60\n"
                            ";Опора;40;\n"
                            "Борис;;50;\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|60|C3", "Анна|Берег|2026-06-22|60|D3", "Анна|Опора|2026-06-15|40|C4",
               "Борис||2026-06-15|50|C5");
    CHECK_INT(t, f->table.people.items[0].has_total, true);
    CHECK_INT(t, f->table.problems.count, 0);
}

static void rolls_the_year_over(Test *t)
{
    Fixture *f = fixture();
    f->cx.today = day_from_ymd(2024, 11, 20);
    CHECK_OK(t, read_csv(f, "Name,Project,Nov 29,Dec 6,Dec 27,Jan 3\n"
                            "Ava,Alpha,20%,20%,20%,20%\n"));
    CHECK_INT(t, f->table.needs_year, true);
    CHECK_ROWS(t, f, "Ava|Alpha|2024-11-29|20%|C2", "Ava|Alpha|2024-12-06|20%|D2", "Ava|Alpha|2024-12-27|20%|E2",
               "Ava|Alpha|2025-01-03|20%|F2");
    import_settle(&f->table, 2029);
    CHECK_STR(t, day_iso(&f->arena, f->table.heads.items[3].day), "2030-01-03");
    CHECK_OK(t, read_csv(f, "Name,Project,W51,W52,W1 2026,W2\nAva,Alpha,8h,8h,8h,8h\n"));
    CHECK_ROWS(t, f, "Ava|Alpha|2025-12-15|480m|C2", "Ava|Alpha|2025-12-22|480m|D2", "Ava|Alpha|2025-12-29|480m|E2",
               "Ava|Alpha|2026-01-05|480m|F2");
}

static void takes_months_over_weeks(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, ";;Ноябрь 2026;;Декабрь 2026;\n"
                            "Сотрудник;Проект;16–22;23–29;30–6;7–13\n"
                            "Анна;Берег;20;30;;50\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-11-16|20|C3", "Анна|Берег|2026-11-23|30|D3", "Анна|Берег|2026-12-07|50|F3");
    CHECK_OK(t, read_csv(f, ";;Ноябрь 2026;;Декабрь;\n"
                            "Сотрудник;Проект;47;48;49;50\n"
                            "Анна;Берег;20;30;;50\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-11-16|20|C3", "Анна|Берег|2026-11-23|30|D3", "Анна|Берег|2026-12-07|50|F3");
    CHECK_OK(t, read_csv(f, "2026;;;;;\nСотрудник;Проект;16.11;23.11;30.11;7.12\nАнна;Берег;20;30;;50\n"));
    CHECK_INT(t, f->table.needs_year, false);
    CHECK_STR(t, row_text(f, 2), "Анна|Берег|2026-12-07|50|F3");
}

static void reads_what_stands_in_cells(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Кто;15.06.2026;22.06.2026;29.06.2026\n"
                            "Анна;\"20% Берег; 30% Опора\";Отпуск;Берег 8ч\n"
                            "Борис;Берег;Б;100\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|20%|B2", "Анна|Опора|2026-06-15|30%|B2", "Анна|Отпуск|2026-06-22|whole|C2",
               "Анна|Берег|2026-06-29|480m|D2", "Борис|Берег|2026-06-15|whole|B3", "Борис|Б|2026-06-22|whole|C3",
               "Борис||2026-06-29|100|D3");
    CHECK_INT(t, f->table.problems.count, 0);
    CHECK_INT(t, f->table.subjects.items[2].word.kind, SUBJECT_ABSENCE);
    CHECK_INT(t, f->table.subjects.items[3].word.value, ABSENCE_SICK);
}

static void decides_the_unit(Test *t)
{
    static const struct {
        const char *text;
        ImportUnit unit;
    } table[] = {
        {"Кто;Что;15.06.2026;22.06.2026\nА;Б1;0,2;0,5\nА;В;0,8;0,5\n", IMPORT_UNIT_SHARE},
        {"Кто;Что;15.06.2026;22.06.2026\nА;Б1;20;16\nА;В;20;24\n", IMPORT_UNIT_HOURS},
        {"Кто;Что;15.06.2026;22.06.2026\nА;Б1;20;50\nА;В;80;50\n", IMPORT_UNIT_PERCENT},
        {"Кто;Что;15.06.2026;22.06.2026\nА;Б1;10;10\nА;В;10;10\n", IMPORT_UNIT_UNKNOWN},
        {"Загрузка, %;;;\nКто;Что;15.06.2026;22.06.2026\nА;Б1;10;10\nА;В;10;10\n", IMPORT_UNIT_PERCENT},
        {"Загрузка в часах;;;\nКто;Что;15.06.2026;22.06.2026\nА;Б1;10;10\nА;В;10;10\n", IMPORT_UNIT_HOURS},
        {"Name,Project,2026-01,2026-02\nA,B,160,80\n", IMPORT_UNIT_HOURS},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Fixture *f = fixture();
        CHECK_OK(t, read_csv(f, table[i].text));
        CHECK_INT(t, f->table.unit, table[i].unit);
        CHECK_INT(t, f->table.needs_unit, true);
    }
}

static void reads_a_row_for_each_week(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Person,Client,Project,Week,Hours,Status,Role\n"
                            "Anna,Shore,Summer,2026-W25,8,confirmed,Designer\n"
                            "Anna,Shore,Summer,2026-06-23,\"4,5\",tentative,\n"
                            ",,,,,,\n"
                            "Boris,,internal,2026-W25,2:30,,\n"
                            "Boris,,Support,soon,8,,\n"
                            "Boris,,Support,2026-W25,lots,perhaps,\n"
                            "Total,,,,23,,\n"));
    CHECK_INT(t, f->table.layout, IMPORT_LONG);
    CHECK_ROWS(t, f, "Anna|Shore · Summer|2026-06-15|480m|E2", "Anna|Shore · Summer|2026-06-23|270m?|E3",
               "Boris|internal|2026-06-15|150m|E5");
    CHECK_PROBLEMS(t, f, "D6", "E7");
    CHECK_STR(t, f->table.people.items[0].position, "Designer");
    CHECK_INT(t, f->table.subjects.items[1].word.kind, SUBJECT_KIND);
    CHECK_OK(t, read_csv(f, "Сотрудник;Проект;Дата;%\nАнна;Берег;15.06.2026;20\nАнна;Опора;15.06.2026;0,3\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|20%|D2", "Анна|Опора|2026-06-15|30%|D3");
}

static void says_what_it_does_not_understand(Test *t)
{
    static const char *const table[][2] = {
        {"Итоги года;;\nвыручка;12;13\n", "No load table was found. Understood are: people in rows and weeks in "
                                          "columns (24.11, W48, 24–30 Nov, months); a sheet for each week or person; "
                                          "or a row for each person, project and week with hours or percent"},
        {"Сотрудник;Проект;Часы\nАнна;Берег;8\n",
         "The heads of row 1 were understood, but the table does not say when it is (weeks as heads of columns, or a "
         "column “Week”)"},
        {"Кто;Что;15.06.2026;Июль 2026;Август 2026\nАнна;Берег;8;8;8\n",
         "Weeks and months are mixed in this table (cell D1)"},
        {"Кто;Что;15.06.2026;22.06.2026\nАнна;Берег;;\n",
         "The table was found, but there is no amount in it. People stand in column A, projects in B, weeks in columns "
         "C–D."},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Fixture *f = fixture();
        Err *err = read_csv(f, table[i][0]);
        CHECK_ERR(t, err, ERR_INPUT, "file");
        CHECK_STR(t, err->text, table[i][1]);
    }
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Name,Project,2026-06-14,2026-06-21\nA,B,20%,20%\n"));
    CHECK_STR(t, import_heads_trouble(&f->cx, &f->table),
              "The weeks begin on Sundays. Weeks that begin on Mondays are needed");
}

static void names_odd_columns_and_cells(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Кто;Проект;Ставка;15.06.2026;22.06.2026;Комментарий\n"
                            "Анна;Берег;высокая;20;-5;важно\n"
                            "Борис;Берег;;#REF!;30;\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|20|D2", "Борис|Берег|2026-06-22|30|E3");
    CHECK_PROBLEMS(t, f, "F1", "E2", "D3");
    CHECK_STR(t, f->table.problems.items[0].why, "Notes are not brought over");
    CHECK_STR(t, f->table.people.items[0].position, "высокая");
}

static void reads_russian_windows_files(Test *t)
{
    Fixture *f = fixture();
    /* "Имя;Проект;15.06.2026", "Анна;Берег;20%" in windows-1251 */
    CHECK_OK(
        t,
        read_csv(f, "\xc8\xec\xff;\xcf\xf0\xee\xe5\xea\xf2;15.06.2026\n\xc0\xed\xed\xe0;\xc1\xe5\xf0\xe5\xe3;20%\n"));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|20%|C2");
}

static Err *read_xlsx(Fixture *f, XlsxWriter *xlsx)
{
    Buf file = {0};
    Err *err = xlsx_finish(&f->cx, xlsx, &file);
    if (!err)
        err = xlsx_read(&f->cx, file.data, file.length, &f->book);
    buf_finish(&file);
    return err ? err : import_read(&f->cx, &f->book, f->hints, &f->table);
}

/* A sheet as agencies keep it: a merged title, months merged over days, blue cells, sums as formulas. */
static void write_june(Test *t, Fixture *f, XlsxWriter *xlsx, const char *name, int month)
{
    CHECK_OK(t, xlsx_sheet(&f->cx, xlsx, name));
    xlsx_merge(xlsx, 0, 0, 3, LOOK_GROUP, "Загрузка");
    xlsx_text(xlsx, 1, 0, LOOK_HEAD, "ФИО");
    xlsx_text(xlsx, 1, 1, LOOK_HEAD, "Проект");
    xlsx_day(xlsx, 1, 2, LOOK_HEAD, day_from_ymd(2026, month, 15));
    xlsx_day(xlsx, 1, 3, LOOK_HEAD, day_from_ymd(2026, month, 22));
    xlsx_merge(xlsx, 2, 0, 0, LOOK_PLAIN, "Анна");
    xlsx_text(xlsx, 2, 1, LOOK_PLAIN, "Берег");
    xlsx_percent(xlsx, 2, 2, LOOK_CONFIRMED, 60000);
    xlsx_percent(xlsx, 2, 3, LOOK_TENTATIVE, 12500);
    xlsx_text(xlsx, 3, 1, LOOK_PLAIN, "Опора");
    xlsx_percent(xlsx, 3, 2, LOOK_CONFIRMED, 40000);
    xlsx_text(xlsx, 4, 1, LOOK_TOTAL, "Итого");
    xlsx_formula(xlsx, 4, 2, LOOK_TOTAL, SHOW_PERCENT, "=SUM(C3:C4)", 1);
}

static void reads_workbooks(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_june(t, f, xlsx, "Июнь", 6);
    CHECK_OK(t, xlsx_sheet(&f->cx, xlsx, "Как заполнять"));
    xlsx_text(xlsx, 0, 0, LOOK_PLAIN, "Сотрудник, проект, неделя");
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_ROWS(t, f, "Анна|Берег|2026-06-15|60%|C3", "Анна|Берег|2026-06-22|12.5% blue|D3",
               "Анна|Опора|2026-06-15|40%|C4");
    CHECK_INT(t, f->table.colours.items[0].count, 1);
    CHECK_INT(t, f->table.needs_unit, false);
    CHECK_INT(t, f->table.problems.count, 0);
    CHECK_INT(t, f->table.people.items[0].total, 100000);
}

static void reads_a_sheet_for_each_month(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_june(t, f, xlsx, "Июнь", 6);
    write_june(t, f, xlsx, "Июль", 7);
    write_june(t, f, xlsx, "Копия", 7);
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_INT(t, f->table.rows.count, 6);
    CHECK_STR(t, row_text(f, 3), "Анна|Берег|2026-07-15|60%|Июль!C3");
    CHECK_PROBLEMS(t, f, "Копия");
    CHECK_STR(t, f->table.problems.items[0].why, "This sheet repeats weeks that were read already; it is left out");
}

static void reads_days_with_hours(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    CHECK_OK(t, xlsx_sheet(&f->cx, xlsx, "Лист"));
    static const char *const heads[] = {"person_name", "project_name", "date", "hours"};
    for (int i = 0; i < 4; i++)
        xlsx_text(xlsx, 0, i, LOOK_HEAD, heads[i]);
    for (int row = 1; row < 3; row++) {
        xlsx_text(xlsx, row, 0, LOOK_PLAIN, "Anna");
        xlsx_text(xlsx, row, 1, LOOK_PLAIN, "Shore");
        xlsx_day(xlsx, row, 2, LOOK_PLAIN, day_from_ymd(2026, 6, 14 + row));
        xlsx_number(xlsx, row, 3, LOOK_PLAIN, SHOW_GENERAL, 3.5);
    }
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_ROWS(t, f, "Anna|Shore|2026-06-15|210m|D2", "Anna|Shore|2026-06-16|210m|D3");
    CHECK_INT(t, f->table.needs_year, false);
}

TEST_SUITE("plan: import of tables", {"people in rows and weeks in columns are read", reads_people_by_weeks},
           {"titles, notes and sums round a table are told from it", reads_round_titles_and_sums},
           {"a person's row over its projects is their sum", reads_sums_over_their_rows},
           {"the year rolls over where the month goes back", rolls_the_year_over},
           {"months may stand over their weeks", takes_months_over_weeks},
           {"a cell may name several projects, or an absence", reads_what_stands_in_cells},
           {"percent, hours and shares are told apart, or asked for", decides_the_unit},
           {"a row for each person, project and week is read", reads_a_row_for_each_week},
           {"a table that is not understood is answered with what is missing", says_what_it_does_not_understand},
           {"odd columns and cells are named, not dropped", names_odd_columns_and_cells},
           {"a Russian Windows file is read", reads_russian_windows_files},
           {"a workbook is read with its merged cells, fills and sums", reads_workbooks},
           {"a workbook may have a sheet for each month", reads_a_sheet_for_each_month},
           {"rows may be days with hours", reads_days_with_hours});
