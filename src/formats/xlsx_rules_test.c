/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "formats/package_fixture.h"
#include "formats/table_read.h"

static Err *read_rules(Test *t, Ctx *cx, const char *rules, Workbook *book)
{
    Buf file = {0};
    const PackagePart parts[] = {
        {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='One' r:id='r1'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", "<R><Relationship Id='r1' Type='x/worksheet' Target='one.xml'/>"
                                       "<Relationship Id='r2' Type='x/styles' Target='styles.xml'/></R>"},
        {"xl/styles.xml", "<styleSheet><dxfs><dxf><fill><patternFill><bgColor rgb='FF9DC3E6'/></patternFill></fill>"
                          "</dxf><dxf><fill><patternFill patternType='solid'><fgColor rgb='FFFF0000'/></patternFill>"
                          "</fill></dxf><dxf><font><b/></font></dxf></dxfs></styleSheet>"},
        {"xl/one.xml", arena_printf(cx->arena,
                                    "<worksheet><sheetData><row r='1'><c r='A1'><v>10</v></c><c r='B1'><v>50</v></c>"
                                    "<c r='C1' t='str'><v>Отпуск</v></c><c r='D1'/></row></sheetData>%s</worksheet>",
                                    rules)},
    };
    *book = (Workbook){0};
    package_pack(t, parts, COUNT_OF(parts), &file);
    Err *err = table_read(cx, file.data, file.length, book);
    buf_finish(&file);
    return err;
}

#define RULE(attributes, formula) "<cfRule " attributes ">" formula "</cfRule>"
#define ON(ranges, rules) "<conditionalFormatting sqref='" ranges "'>" rules "</conditionalFormatting>"
#define F(formula) "<formula>" formula "</formula>"
#define CELL_IS(operator, formula) RULE("type='cellIs' dxfId='0' priority='1' operator='" operator"'", formula)

/* Which of A1 (10), B1 (50), C1 (a word) become blue. */
static const struct {
    const char *rules, *blue;
    bool unread;
} table[] = {
    {ON("A1:C1", CELL_IS("lessThan", F("50"))), "b..", false},
    {ON("A1:C1", CELL_IS("lessThanOrEqual", F("50"))), "bb.", false},
    {ON("A1:C1", CELL_IS("greaterThan", F("10"))), ".bb", false},
    {ON("A1:C1", CELL_IS("greaterThanOrEqual", F("10"))), "bbb", false},
    {ON("A1:C1", CELL_IS("equal", F("10"))), "b..", false},
    {ON("A1:C1", CELL_IS("notEqual", F("10"))), ".bb", false},
    {ON("A1:C1", CELL_IS("between", F("60") F("20"))), ".b.", false},
    {ON("A1:C1", CELL_IS("notBetween", F("20") F("60"))), "b.b", false},
    {ON("A1:C1", CELL_IS("equal", F("\"отпуск\""))), "..b", false},
    {ON("A1:C1", CELL_IS("notEqual", F("\"отпуск\""))), "bb.", false},
    {ON("A1:C1", CELL_IS("lessThan", F("\"я\""))), "...", true},
    {ON("A1:C1", CELL_IS("greaterThan", F("$E$1"))), "...", true},
    {ON("B1 C1", RULE("type='expression' dxfId='0'", F("TRUE"))), ".bb", false},
    {ON("A1:C1", RULE("type='expression' dxfId='0'", F("0"))), "...", false},
    {ON("A1:C1", RULE("type='expression' dxfId='0'", F("A1&gt;5"))), "...", true},
    {ON("A1:XFD1048576", RULE("type='containsText' text='ПУСК' dxfId='0'", F("SEARCH(1)"))), "..b", false},
    {ON("A1:C1", RULE("type='top10' dxfId='0'", "")), "...", true},
    {ON("A1:C1", RULE("type='colorScale'", "")), "...", true},
    {ON("A1:C1", RULE("type='dataBar'", "")), "...", false},
    {ON("A1:C1", RULE("type='top10' dxfId='2'", "")), "...", false},
    {ON("A1:C1", RULE("type='expression' dxfId='0' priority='2'", F("1")))
         ON("A1", RULE("type='expression' dxfId='1' priority='1'", F("1"))),
     "rbb", false},
    {ON("nonsense A1:", CELL_IS("equal", F("10"))), "...", false},
};

static void colours_cells(Test *t)
{
    static Arena arena;
    arena_init(&arena, 0);
    Ctx cx = {.arena = &arena, .person_name = "", .request_id = ""};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Workbook book;
        char found[4] = "...";
        CHECK_OK(t, read_rules(t, &cx, table[i].rules, &book));
        for (int column = 0; column < 3; column++) {
            uint32_t fill = sheet_cell(&book.sheets.items[0], 0, column)->fill;
            found[column] = fill == 0x9dc3e6 ? 'b' : fill == 0xff0000 ? 'r' : '.';
        }
        CHECK_STR(t, found, table[i].blue);
        CHECK_INT(t, book.sheets.items[0].rule_fills, table[i].unread);
        CHECK(t, sheet_cell(&book.sheets.items[0], 0, 3)->fill == FILL_NONE);
    }
    arena_finish(&arena);
}

TEST_SUITE("formats: XLSX rules", {"rules that compare with constants colour cells, others are told", colours_cells});
