/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "import/list.h"
#include "people/person.h"
#include "plan/plan_fixture.h"

static void knows_heads(Test *t)
{
    static const struct {
        const ListDef *def;
        const char *head, *field;
    } table[] = {
        {&people_list, "Имя", "name"},
        {&people_list, "Name", "name"},
        {&people_list, "  ФИО ", "name"},
        {&people_list, "E-mail (рабочий)", "email"},
        {&people_list, "Должность, грейд", "position"},
        {&people_list, "Дата приёма", "employed_from"},
        {&people_list, "password", ""},
        {&people_list, "", ""},
        {&clients_list, "Заказчик", "name"},
        {&clients_list, "Account manager", "manager"},
        {&projects_list, "Клиент", "client"},
        {&projects_list, "Статус", "stage"},
        {&projects_list, "id", ""},
    };
    Agency agency;
    plan_agency(t, &agency);
    for (size_t i = 0; i < COUNT_OF(table); i++)
        CHECK_STR(t, list_field_of_head(&agency.cx, table[i].def, table[i].head), table[i].field);
}

static const ListColumn *column(const ListDef *def, const char *field)
{
    for (size_t i = 0; i < def->count; i++)
        if (strcmp(def->columns[i].field, field) == 0)
            return &def->columns[i];
    return NULL;
}

static void reads_values(Test *t)
{
    static const struct {
        const char *field, *text, *shown; /* shown NULL: refused */
    } table[] = {
        {"employed_from", "01.06.2026", "2026-06-01"},
        {"employed_from", "2026-06-01", "2026-06-01"},
        {"employed_from", "31.02.2026", NULL},
        {"contractor", "Да", "yes"},
        {"contractor", "+", "yes"},
        {"contractor", "no", "no"},
        {"contractor", "возможно", NULL},
        {"name", "  Анна ", "Анна"},
    };
    Agency agency;
    plan_agency(t, &agency);
    agency.cx.lang = LANG_EN;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Person person = person_blank();
        const ListColumn *of = column(&people_list, table[i].field);
        Err *err = list_value(&agency.cx, &people_list, of, table[i].text, &person);
        if (!table[i].shown) {
            CHECK_ERR(t, err, ERR_INPUT, table[i].field);
            continue;
        }
        CHECK_OK(t, err);
        CHECK_STR(t, list_shown(&agency.cx, &people_list, of, &person), table[i].shown);
    }
}

static Err *read_text(Test *t, Ctx *cx, const ListDef *def, const char *const *cells, size_t rows, int columns,
                      ListTable *table)
{
    static Workbook book;
    Sheet *sheet;
    workbook_init(cx, &book);
    book = (Workbook){.taken_before = book.taken_before};
    CHECK_OK(t, workbook_add_sheet(cx, &book, "", &sheet));
    for (size_t row = 0; row < rows; row++) {
        Cell line[8] = {0};
        for (int i = 0; i < columns; i++)
            line[i] = (Cell){.text = cells[row * (size_t)columns + (size_t)i], .kind = CELL_TEXT, .fill = FILL_NONE};
        CHECK_OK(t, sheet_add_row(cx, &book, sheet, (int)row + 1, line, columns));
    }
    return list_read(cx, def, &book, table);
}

/* Twice the same table: new, then the same; an empty cell leaves what is stored. */
static void enters_once(Test *t)
{
    static const char *const cells[] = {"Клиенты агентства", "-", "Клиент", "Архив", "'=Ромашка", "нет", "Лютик", "да"};
    static const char *const again[] = {"Клиент", "Архив", "=ромашка", "", "ЛЮТИК", "да"};
    Agency agency;
    ListTable table;
    ListReport report;
    Id id;
    plan_agency(t, &agency);
    CHECK_OK(t, read_text(t, &agency.cx, &clients_list, cells, 4, 2, &table));
    CHECK_INT(t, table.count, 2);
    CHECK_OK(t, list_stage(&agency.cx, &clients_list, "x.csv", &table, &id));
    CHECK_OK(t, list_confirm(&agency.cx, &clients_list, id, &report));
    CHECK_INT(t, report.added, 2);
    CHECK_ERR(t, list_confirm(&agency.cx, &clients_list, id, &report), ERR_CONFLICT, "");
    CHECK_ERR(t, list_confirm(&agency.cx, &people_list, id, &report), ERR_MISSING, "");
    CHECK_OK(t, read_text(t, &agency.cx, &clients_list, again, 3, 2, &table));
    CHECK_OK(t, list_stage(&agency.cx, &clients_list, "x.csv", &table, &id));
    ListPreview preview;
    CHECK_OK(t, list_preview(&agency.cx, &clients_list, id, &preview));
    CHECK_INT(t, preview.will_add, 0);
    CHECK_INT(t, preview.refused, 0);
}

static void refuses_too_little(Test *t)
{
    static const char *const cells[] = {"Клиент"};
    Agency agency;
    ListTable table;
    plan_agency(t, &agency);
    CHECK_ERR(t, read_text(t, &agency.cx, &clients_list, cells, 1, 1, &table), ERR_INPUT, "file");
}

TEST_SUITE_DB("import: lists", {"heads are known in both languages, fields that may not be set are not", knows_heads},
              {"dates, flags and names are read as people write them", reads_values},
              {"a list enters once, and comes again without a change", enters_once},
              {"a table of heads alone is refused", refuses_too_little});
