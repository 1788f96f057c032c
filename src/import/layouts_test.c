/* SPDX-License-Identifier: MIT */
/* The layouts of planning tables, in texts as people write them. */
#include "base/base.h"

#include "base/test.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/table_read.h"
#include "formats/xlsx_read.h"
#include "formats/xlsx_write.h"
#include "import/alias.h"
#include "import/parts.h"
#include "import/read.h"

typedef struct {
    Arena arena;
    Ctx cx;
    Workbook book;
    ImportTable table;
    ImportHints hints;
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
    return err ? err : import_read(&f->cx, &f->book, &f->hints, &f->table);
}

static const char *amount_text(Fixture *f, const Amount *amount)
{
    const char *mark = amount->tentative ? "?" : "";
    double number = (double)amount->thousandths / 1000;
    if (amount->kind == AMOUNT_PLAIN)
        return arena_printf(&f->arena, "%g%s", number, mark);
    if (amount->kind == AMOUNT_PERCENT)
        return arena_printf(&f->arena, "%g%%%s", number, mark);
    if (amount->kind == AMOUNT_HOURS)
        return arena_printf(&f->arena, "%dm%s", (int)amount->minutes.n, mark);
    return "words";
}

/* All rows as "Анна Берег 06-15 20%", lines between. */
static const char *rows_text(Fixture *f)
{
    const char *all = "";
    for (size_t i = 0; i < f->table.rows.count; i++) {
        const ImportRow *row = &f->table.rows.items[i];
        const char *day = day_iso(&f->arena, f->table.heads.items[row->head].day);
        const char *subject = row->subject >= 0 ? f->table.subjects.items[row->subject].text : "colour";
        all = arena_printf(&f->arena, "%s%s%s %s %s %s", all, *all ? "\n" : "", f->table.people.items[row->person].text,
                           subject, day + 5, amount_text(f, &row->amount));
    }
    return all;
}

static void parts_cells_into_projects(Test *t)
{
    static const char *const table[][2] = {
        {"20% Клиент А; 30% Клиент Б", "Клиент А 20%|Клиент Б 30%"},
        {"А 20 + Б 30", "А 20|Б 30"},
        {"Берег 40%\nОпора 8 ч", "Берег 40%|Опора 480m"},
        {"Берег 20, Опора 0,5", "Берег 20|Опора 0.5"},
        {"0,2 Берег, 0,3 Опора", "Берег 0.2|Опора 0.3"},
        {"Берег, лето 20%", "Берег, лето 20%"},
        {"Берег (8ч), Липа (4ч)", "Берег 480m|Липа 240m"},
        {"Берег: 40% / Порог: 20%", "Берег 40%|Порог 20%"},
        {"Нью-Йорк — 25%?", "Нью-Йорк 25%?"},
        {"• Берег 20%\n• Опора 30%?", "Берег 20%|Опора 30%?"},
        {"3D-модель 20%", "3D-модель 20%"},
        {"1 полоса 20%", "1 полоса 20%"},
        {"Кампания 2026", "Кампания 2026 words"},
        {"Берег; Опора", "Берег words|Опора words"},
        {"Берег 20%; встреча", "Берег 20%|встреча words"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Fixture *f = fixture();
        ImportParts parts;
        const char *all = "";
        import_parts(&f->cx, table[i][0], &parts);
        for (size_t k = 0; k < parts.count; k++)
            all = arena_printf(&f->arena, "%s%s%s %s", all, k ? "|" : "", parts.items[k].name,
                               amount_text(f, &parts.items[k].amount));
        CHECK_STR(t, all, table[i][1]);
    }
}

static const char tree_rows[] = "Анна Ветрова Берег 06-15 60%\nАнна Ветрова Опора 06-15 40%\n"
                                "Анна Ветрова Опора 06-22 20%\nБорис Кот Берег 06-22 50%";

static void finds_projects_under_people(Test *t)
{
    static const char *const tables[] = {
        /* moved in */
        "Кто;15.06.2026;22.06.2026\nАнна Ветрова;100%;20%\n  Берег;60%;\n  Опора;40%;20%\nБорис Кот;;50%\n  "
        "Берег;;50%\n",
        /* rows without amounts stand over their projects */
        "Кто;15.06.2026;22.06.2026\nАнна Ветрова;;\nБерег;60%;\nОпора;40%;20%\nБорис Кот;;\nБерег;;50%\n",
        /* what comes again is a project */
        "Кто;15.06.2026;22.06.2026\nАнна Ветрова;100%;20%\nБерег;60%;\nОпора;40%;20%\nБорис "
        "Кот;;50%\nБерег;;50%\nОпора;;\n",
        /* departments over people over projects */
        "Кто;15.06.2026;22.06.2026\nКреатив;;\n Анна Ветрова;;\n  Берег;60%;\n  Опора;40%;20%\n Борис Кот;;\n  "
        "Берег;;50%\n",
    };
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        Fixture *f = fixture();
        CHECK_OK(t, read_csv(f, tables[i]));
        CHECK_INT(t, f->table.layout, IMPORT_TREE);
        CHECK_STR(t, rows_text(f), tree_rows);
        CHECK_INT(t, f->table.problems.count, 0);
    }
}

static void tells_teams_from_people(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Кто;15.06.2026;22.06.2026\nКреатив;;\nАнна Ветрова;20%;\nБорис Кот;;Отпуск\n"
                            "Соцсети;;\nВера Лук;30%;\n"));
    CHECK_INT(t, f->table.layout, IMPORT_WIDE);
    CHECK_INT(t, f->table.people.count, 3);
    CHECK_STR(t, f->table.people.items[0].department, "Креатив");
    CHECK_STR(t, f->table.people.items[2].department, "Соцсети");
    CHECK_INT(t, f->table.problems.count, 0);
}

static Err *read_xlsx(Fixture *f, XlsxWriter *xlsx)
{
    Buf file = {0};
    Err *err = xlsx_finish(&f->cx, xlsx, &file);
    if (!err)
        err = xlsx_read(&f->cx, file.data, file.length, &f->book);
    buf_finish(&file);
    return err ? err : import_read(&f->cx, &f->book, &f->hints, &f->table);
}

/* A sheet with rows of texts, parted by semicolons. */
static void write_sheet(Test *t, Fixture *f, XlsxWriter *xlsx, const char *name, const char *text)
{
    TextList lines = text_split(&f->arena, text, '\n');
    CHECK_OK(t, xlsx_sheet(&f->cx, xlsx, name));
    for (size_t row = 0; row < lines.count; row++) {
        TextList cells = text_split(&f->arena, lines.items[row], ';');
        for (size_t c = 0; c < cells.count; c++) {
            double number = strtod(cells.items[c], NULL);
            if (number > 0 && !strpbrk(cells.items[c], "."))
                xlsx_number(xlsx, (int)row, (int)c, LOOK_PLAIN, SHOW_GENERAL, number);
            else if (*cells.items[c])
                xlsx_text(xlsx, (int)row, (int)c, LOOK_PLAIN, cells.items[c]);
        }
    }
}

static void reads_a_sheet_for_each_week(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_sheet(t, f, xlsx, "04.01-10.01", "План, %\nИмя;Берег;Опора;Итого\nАнна Ветрова;40;20;60\nБорис Кот;;30;35");
    write_sheet(t, f, xlsx, "28.12-03.01", "План, %\nИмя;Берег;Опора;Итого\nАнна Ветрова;10;;10\nВсего;10;;10");
    f->cx.today = day_from_ymd(2026, 12, 20);
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_INT(t, f->table.layout, IMPORT_WEEK_SHEETS);
    import_settle(&f->table, 2027);
    CHECK_STR(t, rows_text(f),
              "Анна Ветрова Берег 01-04 40\nАнна Ветрова Опора 01-04 20\nБорис Кот Опора 01-04 30\n"
              "Анна Ветрова Берег 12-28 10");
    CHECK_STR(t, day_iso(&f->arena, f->table.heads.items[1].day), "2026-12-28"); /* the newest sheet stands first */
    CHECK_INT(t, f->table.problems.count, 1);
    CHECK_STR(t, f->table.problems.items[0].why, "The table's own sum is 35, what was read comes to 30");
}

static void reads_a_week_of_rows(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_sheet(t, f, xlsx, "нед 25", "Сотрудник;Проект;Часы\nАнна;Берег;8\n;Опора;16");
    write_sheet(t, f, xlsx, "нед 26", "Сотрудник;Проект;Часы\nАнна;Берег;4");
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_STR(t, rows_text(f), "Анна Берег 06-15 480m\nАнна Опора 06-15 960m\nАнна Берег 06-22 240m");
}

static void reads_a_sheet_for_each_person(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_sheet(t, f, xlsx, "Анна Ветрова", "Проект;14.12;21.12;04.01\nБерег;20;30;\nОпора;;;40");
    write_sheet(t, f, xlsx, "Борис Кот", "Проект;14.12;21.12;04.01\nБерег;50;;10");
    write_sheet(t, f, xlsx, "Вера", "Проект;14.12;21.12;04.01\nБерег;;;5");
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_INT(t, f->table.layout, IMPORT_PERSON_SHEETS);
    CHECK_STR(t, rows_text(f),
              "Анна Ветрова Берег 12-14 20\nАнна Ветрова Берег 12-21 30\nАнна Ветрова Опора 01-04 40\n"
              "Борис Кот Берег 12-14 50\nБорис Кот Берег 01-04 10\nВера Берег 01-04 5");
    CHECK_INT(t, f->table.heads.items[5].day.n, f->table.heads.items[2].day.n); /* both roll over at New Year */
    CHECK_INT(t, f->table.problems.count, 0);
}

static void takes_percents_of_days(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Дата;Кто;Проект;%\n15.06.2026;Анна;Берег;50\n16.06.2026;Анна;Берег;50\n"
                            "17.06.2026;Анна;Отпуск;отпуск\n"));
    CHECK(t, f->table.days);
    CHECK_STR(t, rows_text(f), "Анна Берег 06-15 50%\nАнна Берег 06-16 50%\nАнна Отпуск 06-17 words");
}

static void does_as_it_is_told(Test *t)
{
    Fixture *f = fixture();
    static const char text[] = "Что;Ставка;Кто;15.06.2026;22.06.2026\nБерег;А;Анна;20%;\nвсего;;;20%;\nнет;;Пётр;5%;\n";
    CHECK_OK(t, import_hint_parse(&f->cx, "B=client", &f->hints));
    CHECK_OK(t, import_hint_parse(&f->cx, "E=ignore", &f->hints));
    CHECK_OK(t, import_hint_parse(&f->cx, "4=ignore", &f->hints));
    CHECK_OK(t, read_csv(f, text));
    CHECK_STR(t, rows_text(f), "Анна А · Берег 06-15 20%");
    CHECK_INT(t, f->table.sheets.items[0].columns[1], COLUMN_CLIENT);
    CHECK_INT(t, f->table.sheets.items[0].columns[4], COLUMN_IGNORE);
    CHECK_INT(t, f->table.sheets.items[0].rows[0], ROW_HEAD);
    CHECK_INT(t, f->table.sheets.items[0].rows[3], ROW_IGNORE);
    CHECK_ERR(t, import_hint_parse(&f->cx, "B=nonsense", &f->hints), ERR_INPUT, "role");
    CHECK_ERR(t, import_hint_parse(&f->cx, "head", &f->hints), ERR_INPUT, "role");
}

static void takes_the_plan_beside_the_facts(Test *t)
{
    Fixture *f = fixture();
    CHECK_OK(t, read_csv(f, "Кто;Проект;15.06.2026;15.06.2026;22.06.2026;22.06.2026\n;;план;факт;план;факт\n"
                            "Анна;Берег;20%;35%;30%;\n"));
    CHECK_STR(t, rows_text(f), "Анна Берег 06-15 20%\nАнна Берег 06-22 30%");
}

static void reads_sheets_of_teams(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_sheet(t, f, xlsx, "Креатив", "Кто;Проект;15.06;22.06\nАнна;Берег;20;30");
    write_sheet(t, f, xlsx, "Соцсети", "Кто;Проект;15.06;22.06\nАнна;Опора;10;10\nБорис;Берег;50;50");
    write_sheet(t, f, xlsx, "Копия", "Кто;Проект;15.06;22.06\nБорис;Берег;60;50");
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_INT(t, f->table.rows.count, 6);
    CHECK_INT(t, f->table.problems.count, 1);
    CHECK_STR(t, f->table.problems.items[0].place, "Копия");
}

static void learns_what_colours_mean(Test *t)
{
    Fixture *f = fixture();
    XlsxWriter *xlsx;
    CHECK_OK(t, xlsx_start(&f->cx, "x", &xlsx));
    write_sheet(t, f, xlsx, "План", "синим - то, что не учитывать\nКто;Проект;15.06;22.06\nАнна;Берег;20;30");
    xlsx_number(xlsx, 2, 3, LOOK_TENTATIVE, SHOW_GENERAL, 30);
    xlsx_blank(xlsx, 2, 2, LOOK_PLAIN);
    CHECK_OK(t, read_xlsx(f, xlsx));
    CHECK_INT(t, f->table.colours.items[0].meaning, COLOUR_IGNORE);
    CHECK_STR(t, f->table.colours.items[0].legend, "синим - то, что не учитывать");
}

static void knows_other_ways_to_write_a_name(Test *t)
{
    static const struct {
        const char *word, *name;
        bool stands;
    } table[] = {
        {"кир", "кирилл", true},        {"саша", "александра", true},    {"лена", "елена", true},
        {"kirill", "кирилл", true},     {"sofya", "софья", true},        {"gleb", "глеб", true},
        {"hasanova", "хасанова", true}, {"khasanova", "хасанова", true}, {"yuliya", "юлия", true},
        {"анна", "алина", false},       {"к", "кирилл", false},          {"ivan", "игорь", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Fixture *f = fixture();
        if (alias_stands_for(&f->cx, table[i].word, table[i].name) != table[i].stands)
            CHECK_STR(t, table[i].word, table[i].name);
    }
}

static bool read_sample(Test *t, Fixture *f, const char *folder, const char *name)
{
    char *bytes = arena_alloc(&f->arena, TABLE_FILE_MAX);
    FILE *file = fopen(arena_printf(&f->arena, "%s/planning/%s", folder, name), "rb");
    size_t size = file ? fread(bytes, 1, TABLE_FILE_MAX, file) : 0;
    if (file)
        fclose(file);
    if (!size)
        return false;
    CHECK_OK(t, table_read(&f->cx, bytes, size, &f->book));
    CHECK_OK(t, import_read(&f->cx, &f->book, NULL, &f->table));
    return true;
}

/* Tables of others, where a folder of them is named; what they come to was counted by hand. */
static void understands_samples(Test *t)
{
    static const struct {
        const char *name;
        ImportLayout layout;
        size_t people, rows, problems;
    } samples[] = {
        {"pivot_months.csv", IMPORT_WIDE, 2, 18, 0},
        {"row_per_entry_template.xlsx", IMPORT_LONG, 3, 5, 0},
        {"week_grid_year_rollover.csv", IMPORT_WIDE, 2, 4, 0},
    };
    const char *folder = getenv("TAKT_SAMPLES");
    if (!folder)
        test_skip(t, "TAKT_SAMPLES names no folder with planning tables of others");
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        Fixture *f = fixture();
        if (!read_sample(t, f, folder, samples[i].name))
            continue;
        CHECK_INT(t, f->table.layout, samples[i].layout);
        CHECK_INT(t, f->table.people.count, samples[i].people);
        CHECK_INT(t, f->table.rows.count, samples[i].rows);
        CHECK_INT(t, f->table.problems.count, samples[i].problems);
    }
}

TEST_SUITE("plan: layouts of tables", {"a cell may hold several projects in its text", parts_cells_into_projects},
           {"projects stand under their person in one column", finds_projects_under_people},
           {"headings of teams are told from people", tells_teams_from_people},
           {"a sheet may be a week, in any order", reads_a_sheet_for_each_week},
           {"a sheet may be a week of rows", reads_a_week_of_rows},
           {"a sheet may be a person", reads_a_sheet_for_each_person},
           {"rows may be days with percents of the day", takes_percents_of_days},
           {"a person's word about rows and columns counts", does_as_it_is_told},
           {"what was done beside what was planned is left out", takes_the_plan_beside_the_facts},
           {"sheets of teams add up, copies do not", reads_sheets_of_teams},
           {"legends say what colours mean", learns_what_colours_mean},
           {"planning tables of others are understood as far as they go", understands_samples},
           {"names are known shortened and in Latin letters", knows_other_ways_to_write_a_name});
