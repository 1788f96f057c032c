/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <zip.h>

#include "base/test.h"
#include "formats/colour.h"
#include "formats/number_format.h"
#include "formats/package.h"
#include "formats/package_fixture.h"
#include "formats/table_read.h"
#include "formats/xlsx_read.h"
#include "formats/xlsx_write.h"

typedef struct {
    Arena arena;
    Ctx cx;
    Workbook book;
    Buf file;
} Fixture;

static Fixture *fixture_new(void)
{
    static Fixture fixture;
    fixture = (Fixture){0};
    arena_init(&fixture.arena, 0);
    fixture.cx = (Ctx){.arena = &fixture.arena, .lang = LANG_RU, .person_name = "Анна", .request_id = ""};
    return &fixture;
}

static void fixture_finish(Fixture *f)
{
    buf_finish(&f->file);
    arena_finish(&f->arena);
}

#define RELATIONS                                                                                                      \
    "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/one.xml'/>"                     \
    "<Relationship Id='r2' Type='http://x/worksheet' Target='/xl/worksheets/two.xml'/>"                                \
    "<Relationship Id='r3' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>"                                 \
    "<Relationship Id='r4' Type='http://x/styles' Target='styles.xml'/>"                                               \
    "<Relationship Id='r5' Type='http://x/theme' Target='theme/theme1.xml'/></Relationships>"

/* A workbook with one sheet of this XML and, if not NULL, these styles and strings. */
static Err *read_sheet_xml(Test *t, Fixture *f, const char *sheet, const char *styles, const char *strings)
{
    const PackagePart parts[] = {
        {"xl/workbook.xml",
         "<workbook xmlns:r='urn:r'><sheets><sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", RELATIONS},
        {"xl/worksheets/one.xml", sheet},
        {"xl/styles.xml", styles ? styles : "<styleSheet/>"},
        {"xl/sharedStrings.xml", strings ? strings : "<sst/>"},
    };
    package_pack(t, parts, COUNT_OF(parts), &f->file);
    return table_read(&f->cx, f->file.data, f->file.length, &f->book);
}

static const Cell *cell(const Fixture *f, size_t row, int column)
{
    return sheet_cell(&f->book.sheets.items[0], row, column);
}

static const char *text(const Fixture *f, size_t row, int column)
{
    return cell(f, row, column)->text;
}

static void reads_every_kind(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t,
             read_sheet_xml(
                 t, f,
                 "<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2'><v>4.5599999999999996</v></c>"
                 "<c r='D2' t='b'><v>1</v></c><c r='E2' t='e'><v>#N/A</v></c>"
                 "<c r='F2' t='str'><f>A1</f><v>of a formula</v></c><c r='G2'><f>B2*2</f><v>9</v></c>"
                 "<c r='H2'><f>NOW()</f></c><c r='I2' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
                 "<c r='J2' t='d'><v>2026-06-15T00:00:00</v></c></row>"
                 "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4'><v>1e3</v></c><c r='C4'><v>-0</v></c></row>"
                 "</sheetData></worksheet>",
                 NULL,
                 "<sst><si><t>plain</t></si><si><r><t xml:space='preserve'>rich </t></r><r><t>text_x000D_</t></r>"
                 "<rPh><t>no</t></rPh></si></sst>"));
    CHECK_STR(t, text(f, 0, 0), "plain");
    CHECK_STR(t, text(f, 0, 1), "4.56");
    CHECK_INT(t, cell(f, 0, 2)->kind, CELL_EMPTY);
    CHECK_INT(t, cell(f, 0, 3)->kind, CELL_FLAG);
    CHECK_INT(t, cell(f, 0, 4)->kind, CELL_ERROR);
    CHECK_STR(t, text(f, 0, 5), "of a formula");
    CHECK(t, cell_is_number(cell(f, 0, 6)) && cell(f, 0, 6)->number > 8.9);
    CHECK_INT(t, cell(f, 0, 7)->kind, CELL_NO_VALUE);
    CHECK_STR(t, text(f, 0, 8), "inline");
    CHECK_STR(t, day_iso(&f->arena, cell_day(cell(f, 0, 9))), "2026-06-15");
    CHECK_STR(t, text(f, 1, 0), "rich text");
    CHECK_STR(t, text(f, 1, 1), "1000");
    CHECK_STR(t, text(f, 1, 2), "0");
    CHECK_STR(t, sheet_place(&f->cx, &f->book.sheets.items[0], 1, 1), "B4");
    CHECK_STR(t, f->book.sheets.items[0].name, "One");
    fixture_finish(f);
}

static void dates_come_from_the_style(Test *t)
{
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy'/><numFmt numFmtId='165' "
        "formatCode='0&quot; ч&quot;'/>"
        "<numFmt numFmtId='166' formatCode='[h]:mm'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
        "<cellXfs><xf/><xf numFmtId='164'/><xf numFmtId='9'/><xf numFmtId='165'/><xf "
        "numFmtId='166'/></cellXfs></styleSheet>";
    Fixture *f = fixture_new();
    CHECK_OK(t,
             read_sheet_xml(
                 t, f,
                 "<worksheet><sheetData><row><c s='1'><v>46266</v></c><c><v>46266</v></c><c s='2'><v>0.285</v></c>"
                 "<c s='3'><v>6.5</v></c><c s='4'><v>1.0625</v></c><c s='1'><v>46266.75</v></c><c s='1'><v>12</v></c>"
                 "<c s='99'><v>5</v></c></row></sheetData></worksheet>",
                 styles, NULL));
    CHECK_STR(t, text(f, 0, 0), "2026-09-01");
    CHECK_INT(t, cell(f, 0, 0)->kind, CELL_DATE);
    CHECK_STR(t, text(f, 0, 1), "46266");
    CHECK_STR(t, text(f, 0, 2), "28.5%");
    CHECK(t, cell(f, 0, 2)->percent && !cell(f, 0, 3)->percent);
    CHECK_STR(t, text(f, 0, 3), "6.5 ч");
    CHECK_STR(t, text(f, 0, 4), "25:30");
    CHECK_STR(t, text(f, 0, 5), "2026-09-01 18:00");
    CHECK_INT(t, cell(f, 0, 6)->kind, CELL_NUMBER); /* a day of 1900 is no date of ours */
    CHECK_STR(t, text(f, 0, 7), "5");
    fixture_finish(f);
}

static void reads_format_codes(Test *t)
{
    static const struct {
        const char *code;
        FormatKind kind;
        const char *shown; /* of 8 */
    } table[] = {
        {"General", FORMAT_PLAIN, "8"},
        {"0.00", FORMAT_PLAIN, "8"},
        {"0%", FORMAT_PERCENT, "800%"},
        {"0\"%\"", FORMAT_PLAIN, "8%"},
        {"General\"?\"", FORMAT_PLAIN, "8?"},
        {"# ##0\\ \"₽\"", FORMAT_PLAIN, "8 ₽"},
        {"# ##0 [$₽-419]", FORMAT_PLAIN, "8 ₽"},
        {"[Red]0\\ч;[Blue]-0", FORMAT_PLAIN, "8ч"},
        {"\"W\"0", FORMAT_PLAIN, "W8"},
        {"0\" ч \"00\" мин\"", FORMAT_PLAIN, "8"},
        {"_-* # ##0_-", FORMAT_PLAIN, "8"},
        {"d mmm", FORMAT_DATE, "1970-01-09"},
        {"mmm yy", FORMAT_DATE, "1970-01-09"},
        {"[$-419]d mmmm yyyy", FORMAT_DATE, "1970-01-09"},
        {"h:mm", FORMAT_TIME, "192:00"},
        {"[mm]:ss", FORMAT_TIME, "192:00"},
        {"0.00E+00", FORMAT_PLAIN, "8"},
        {"\"day\"0", FORMAT_PLAIN, "day8"},
        {"", FORMAT_PLAIN, "8"},
        {"[", FORMAT_PLAIN, "8"},
        {"\"", FORMAT_PLAIN, "8"},
        {"\\", FORMAT_PLAIN, "8"},
    };
    Fixture *f = fixture_new();
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        NumberFormat format = number_format_read(table[i].code);
        CHECK_INT(t, format.kind, table[i].kind);
        CHECK_STR(t, number_show(&f->arena, &format, 8), table[i].shown);
    }
    fixture_finish(f);
}

static void reads_fills(Test *t)
{
    static const char styles[] =
        "<styleSheet><fills><fill><patternFill patternType='none'/></fill><fill><patternFill "
        "patternType='gray125'/></fill>"
        "<fill><patternFill patternType='solid'><fgColor rgb='FF9DC3E6'/><bgColor rgb='FFFF0000'/></patternFill></fill>"
        "<fill><patternFill patternType='solid'><fgColor theme='4'/></patternFill></fill>"
        "<fill><patternFill patternType='solid'><fgColor theme='4' tint='0.7999816888943144'/></patternFill></fill>"
        "<fill><patternFill patternType='solid'><fgColor theme='4' tint='-0.249977111117893'/></patternFill></fill>"
        "<fill><patternFill patternType='solid'><fgColor indexed='44'/></patternFill></fill>"
        "<fill><patternFill patternType='lightUp'><fgColor rgb='FF0070C0'/><bgColor "
        "rgb='FFFFFFFF'/></patternFill></fill>"
        "<fill><patternFill patternType='lightUp'><fgColor rgb='FF000000'/><bgColor "
        "rgb='FF00B0F0'/></patternFill></fill>"
        "<fill><gradientFill><stop position='0'><color rgb='FFFFFFFF'/></stop><stop position='1'><color "
        "theme='4'/></stop>"
        "</gradientFill></fill></fills><cellXfs><xf/><xf fillId='1'/><xf fillId='2'/><xf fillId='3'/><xf fillId='4'/>"
        "<xf fillId='5'/><xf fillId='6'/><xf fillId='7'/><xf fillId='8'/><xf fillId='9'/><xf fillId='77'/></cellXfs>"
        "<dxfs><dxf><fill><patternFill><bgColor rgb='FF00FF00'/></patternFill></fill></dxf></dxfs>"
        "<colors><indexedColors><rgbColor rgb='00112233'/></indexedColors></colors></styleSheet>";
    static const uint32_t fills[] = {FILL_NONE, FILL_NONE, 0x9dc3e6, 0x4472c4, 0xdae3f3, 0x2f5597,
                                     0x99ccff,  0x0070c0,  0x00b0f0, 0x4472c4, FILL_NONE};
    Fixture *f = fixture_new();
    Buf sheet = {0};
    buf_text(&sheet, "<worksheet><sheetData><row>");
    for (size_t i = 0; i < COUNT_OF(fills); i++)
        buf_printf(&sheet, "<c s='%zu'><v>1</v></c>", i);
    buf_text(&sheet, "</row></sheetData><conditionalFormatting><cfRule type='top10' "
                     "dxfId='0'/></conditionalFormatting></worksheet>");
    CHECK_OK(t, read_sheet_xml(t, f, sheet.data, styles, NULL));
    buf_finish(&sheet);
    for (size_t i = 0; i < COUNT_OF(fills); i++)
        CHECK_INT(t, cell(f, 0, (int)i)->fill, fills[i]);
    CHECK(t, f->book.sheets.items[0].rule_fills);
    fixture_finish(f);
}

static void tells_blue(Test *t)
{
    static const struct {
        uint32_t rgb;
        Hue hue;
    } table[] = {
        {0x4472c4, HUE_BLUE},  {0xdae3f3, HUE_BLUE},   {0xbdd7ee, HUE_BLUE},   {0x9dc3e6, HUE_BLUE},
        {0x00b0f0, HUE_BLUE},  {0x0070c0, HUE_BLUE},   {0x99ccff, HUE_BLUE},   {0x2f5597, HUE_BLUE},
        {0x0000ff, HUE_BLUE},  {0xd6dce5, HUE_UNSURE}, {0xccffff, HUE_UNSURE}, {0xe7e6e6, HUE_OTHER},
        {0xffff00, HUE_OTHER}, {0x808080, HUE_OTHER},  {0xffffff, HUE_OTHER},  {FILL_NONE, HUE_OTHER},
        {0xff0000, HUE_OTHER}, {0x70ad47, HUE_OTHER},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (colour_hue(table[i].rgb) != table[i].hue)
            test_fail(t, __FILE__, __LINE__, "%06x is of hue %d and should be of %d", table[i].rgb,
                      (int)colour_hue(table[i].rgb), (int)table[i].hue);
}

static void fills_merged_ranges(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t,
             read_sheet_xml(t, f,
                            "<worksheet><sheetData>"
                            "<row r='1'><c r='A1' t='inlineStr'><is><t>June</t></is></c><c r='D1'><v>7</v></c></row>"
                            "<row r='2'><c r='A2' t='inlineStr'><is><t>Anna</t></is></c><c r='B2'><v>1</v></c></row>"
                            "<row r='3'><c r='B3'><v>2</v></c></row><row r='5'><c r='B5'><v>3</v></c></row></sheetData>"
                            "<mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='A2:A4'/><mergeCell ref='D1:XFD1'/>"
                            "<mergeCell ref='A9:B10'/><mergeCell ref='junk'/></mergeCells></worksheet>",
                            NULL, NULL));
    CHECK_STR(t, text(f, 0, 1), "June");
    CHECK_STR(t, text(f, 0, 2), "June");
    CHECK(t, cell(f, 0, 2)->repeated && !cell(f, 0, 0)->repeated);
    CHECK_STR(t, text(f, 0, 3), "7");
    CHECK_STR(t, text(f, 0, 4), "");
    CHECK_STR(t, text(f, 2, 0), "Anna");
    CHECK_STR(t, text(f, 2, 1), "2");
    CHECK_STR(t, text(f, 3, 0), "");
    fixture_finish(f);
}

static void tells_what_stands_under_what(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_sheet_xml(t, f,
                               "<worksheet><sheetData><row r='1'><c r='A1' s='1'><v>1</v></c></row>"
                               "<row r='2' outlineLevel='1'><c r='A2' s='2'><v>2</v></c><c r='B2' s='0'><v>3</v></c>"
                               "</row></sheetData></worksheet>",
                               "<styleSheet><fonts><font/><font><b/></font><font><b val='0'/></font></fonts><cellXfs>"
                               "<xf fontId='0'/><xf fontId='1'/><xf fontId='2'><alignment indent='2'/></xf></cellXfs>"
                               "</styleSheet>",
                               NULL));
    CHECK(t, cell(f, 0, 0)->bold && !cell(f, 1, 0)->bold && !cell(f, 1, 1)->bold);
    CHECK_INT(t, cell(f, 1, 0)->indent, 2);
    CHECK_INT(t, cell(f, 1, 1)->indent, 0);
    CHECK_INT(t, f->book.sheets.items[0].rows.items[1].level, 1);
    fixture_finish(f);
}

static void leaves_out_the_hidden(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_sheet_xml(
                    t, f,
                    "<worksheet><cols><col min='2' max='3' hidden='1'/><col min='9' max='16384' hidden='true'/></cols>"
                    "<sheetData><row r='1' hidden='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
                    "<row r='2'><c r='A2'><v>3</v></c><c r='B2'><v>4</v></c><c r='D2'><v>5</v></c></row></sheetData>"
                    "<mergeCells><mergeCell ref='B1:B2'/></mergeCells></worksheet>",
                    NULL, NULL));
    Sheet *sheet = &f->book.sheets.items[0];
    CHECK_INT(t, sheet->rows.count, 2);
    CHECK(t, sheet->rows.items[0].hidden && sheet->column_hidden[1]);
    sheet_leave_out_hidden(sheet);
    CHECK_INT(t, sheet->rows.count, 1);
    CHECK_INT(t, sheet->hidden_rows, 1);
    CHECK_INT(t, sheet->hidden_columns, 2);
    CHECK_INT(t, sheet->width, 2);
    CHECK_STR(t, text(f, 0, 1), "5");
    CHECK_STR(t, sheet_place(&f->cx, sheet, 0, 1), "D2");
    fixture_finish(f);
}

static void finds_the_sheets(Test *t)
{
    static const char one[] = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    static const PackagePart parts[] = {
        {"xl/workbook.xml",
         "<w:workbook xmlns:w='urn:w' xmlns:r='urn:r'><w:workbookPr date1904='1'/><w:sheets>"
         "<w:sheet name='Hidden' sheetId='1' state='hidden' r:id='r1'/><w:sheet name='Chart' r:id='r9'/>"
         "<w:sheet name='Plan' sheetId='2' r:id='r2'/></w:sheets></w:workbook>"},
        {"xl/_rels/workbook.xml.rels", RELATIONS},
        {"xl/worksheets/one.xml", one},
        {"xl/worksheets/two.xml", one},
    };
    Fixture *f = fixture_new();
    package_pack(t, parts, COUNT_OF(parts), &f->file);
    CHECK_OK(t, xlsx_read(&f->cx, f->file.data, f->file.length, &f->book));
    CHECK_INT(t, f->book.sheets.count, 2);
    CHECK_STR(t, workbook_first(&f->book)->name, "Plan");
    CHECK(t, workbook_sheet(&f->book, "Hidden")->hidden);
    CHECK(t, workbook_sheet(&f->book, "Nowhere") == NULL);
    fixture_finish(f);
}

static void refuses_damage(Test *t)
{
#define SHEET(inside) "<worksheet><sheetData>" inside "</sheetData></worksheet>"
    static const char *const sheets[] = {
        "",
        "<worksheet>",
        "not xml",
        SHEET(""),
        SHEET("<c><v>1</v></c>"),
        SHEET("<row r='2'/><row r='1'/>"),
        SHEET("<row r='1048577'/>"),
        SHEET("<row><c r='1A'><v>1</v></c></row>"),
        SHEET("<row><c t='s'><v>5</v></c></row>"),
        SHEET("<row><c t='s'><v>-1</v></c></row>"),
        SHEET("<row><c t='s'><v></v></c></row>"),
        "<!DOCTYPE x [<!ENTITY e 'x'>]>" SHEET("<row><c t='inlineStr'><is><t>&e;</t></is></c></row>"),
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" SHEET("<row><c><v>1</v></c></row>"),
    };
    Fixture *f = fixture_new();
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        CHECK_ERR(t, read_sheet_xml(t, f, sheets[i], NULL, NULL), ERR_INPUT, "file");
    CHECK_OK(t, read_sheet_xml(t, f, SHEET("<row><c><v>1</v></c></row>"), NULL, NULL));
    for (size_t cut = 1; cut + 64 < f->file.length; cut += 7)
        CHECK(t, table_read(&f->cx, f->file.data, f->file.length - cut, &f->book) != NULL);
    fixture_finish(f);
}

static void refuses_bombs(Test *t)
{
    Fixture *f = fixture_new();
    Buf xml = {0};
    for (int i = 0; i < XML_DEPTH_MAX + 1; i++)
        buf_text(&xml, "<a>");
    CHECK_ERR(t, read_sheet_xml(t, f, xml.data, NULL, NULL), ERR_INPUT, "file");
    buf_clear(&xml);
    buf_text(&xml, SHEET("<row><c><v>1</v></c></row>"));
    for (int i = 0; i < 3 << 20; i++)
        buf_char(&xml, '\n'); /* packs a thousand times */
    CHECK_ERR(t, read_sheet_xml(t, f, xml.data, NULL, NULL), ERR_TOO_LARGE, "file");
    buf_clear(&xml);
    buf_text(&xml, "<worksheet><sheetData><row><c t='inlineStr'><is><t>");
    for (int i = 0; i < SHEET_TEXT_MAX * 4 + 1; i++)
        buf_char(&xml, (char)('a' + i * 7 % 26));
    buf_text(&xml, "</t></is></c></row></sheetData></worksheet>");
    CHECK_ERR(t, read_sheet_xml(t, f, xml.data, NULL, NULL), ERR_TOO_LARGE, "file");
    CHECK_ERR(t, read_sheet_xml(t, f, SHEET("<row><c r='GS1'><v>1</v></c></row>"), NULL, NULL), ERR_TOO_LARGE, "file");
    CHECK_OK(t, read_sheet_xml(t, f, SHEET("<row><c r='GR1'><v>1</v></c><c r='XFD1' s='1'/></row>"), NULL, NULL));
    CHECK_ERR(t, read_sheet_xml(t, f, SHEET("<row r='200001'><c><v>1</v></c></row>"), NULL, NULL), ERR_TOO_LARGE,
              "file");
    buf_finish(&xml);
    fixture_finish(f);
}

static void refuses_overlapping_merges(Test *t)
{
    Fixture *f = fixture_new();
    Buf xml = {0};
    buf_text(&xml, "<worksheet><sheetData>");
    for (int i = 1; i <= 2000; i++)
        buf_printf(&xml, "<row><c><v>%d</v></c><c r='GR%d'><v>1</v></c></row>", i, i);
    buf_text(&xml, "</sheetData><mergeCells>");
    for (int i = 0; i < 1000; i++)
        buf_printf(&xml, "<mergeCell ref='A1:GR%d'/>", 2000 + i);
    buf_text(&xml, "</mergeCells></worksheet>");
    CHECK_ERR(t, read_sheet_xml(t, f, xml.data, NULL, NULL), ERR_INPUT, "file");
    buf_finish(&xml);
    fixture_finish(f);
}

static void refuses_too_many_entries(Test *t)
{
    Fixture *f = fixture_new();
    PackagePart *parts = arena_new_array(&f->arena, PackagePart, PACKAGE_ENTRIES_MAX + 1);
    for (int i = 0; i < PACKAGE_ENTRIES_MAX + 1; i++)
        parts[i] = (PackagePart){.path = arena_printf(&f->arena, "xl/workbook.xml%d", i), .xml = ""};
    package_pack(t, parts, PACKAGE_ENTRIES_MAX + 1, &f->file);
    CHECK_ERR(t, table_read(&f->cx, f->file.data, f->file.length, &f->book), ERR_TOO_LARGE, "file");
    fixture_finish(f);
}

static void write_example(Test *t, Fixture *f, XlsxWriter *writer)
{
    CHECK_OK(t, xlsx_sheet(&f->cx, writer, "План: июнь/июль [очень длинное название листа]"));
    xlsx_width(writer, 0, 0, 24);
    xlsx_freeze(writer, 1, 1);
    xlsx_filter(writer, 0, 0, 3, 9);
    xlsx_text(writer, 0, 0, LOOK_HEAD, "Человек");
    xlsx_text(writer, 1, 0, LOOK_PLAIN, "=1+1");
    xlsx_number(writer, 1, 1, LOOK_CONFIRMED, SHOW_WHOLE, 20);
    xlsx_number(writer, 1, 2, LOOK_TENTATIVE, SHOW_TENTATIVE, 20);
    xlsx_percent(writer, 1, 3, LOOK_PLAIN, 12500);
    xlsx_hours(writer, 1, 4, LOOK_PLAIN, MINUTES(390));
    xlsx_day(writer, 1, 5, LOOK_PLAIN, day_from_ymd(2026, 6, 15));
    xlsx_day(writer, 1, 6, LOOK_PLAIN, DAY_NONE);
    xlsx_money(writer, 1, 7, LOOK_OVER, (Money){-123456});
    xlsx_formula(writer, 1, 8, LOOK_TOTAL, SHOW_GENERAL, "=B2+C2", 40);
    xlsx_text(writer, 1, 9, LOOK_PLAIN, "_x000D_ <&> \"Ёлка\"\n2");
    xlsx_merge(writer, 2, 0, 2, LOOK_GROUP, "Отдел");
    xlsx_number(writer, 2, 9, LOOK_PLAIN, SHOW_GENERAL, 0);
    xlsx_legend(writer, 3, 0, LOOK_RESERVE, "резерв");
    CHECK_OK(t, xlsx_sheet(&f->cx, writer, "План: июнь/июль [очень длинное название листа]"));
    xlsx_text(writer, 0, 0, LOOK_PLAIN, "x");
}

static void reads_what_it_writes(Test *t)
{
    Fixture *f = fixture_new();
    XlsxWriter *writer;
    CHECK_OK(t, xlsx_start(&f->cx, "План", &writer));
    write_example(t, f, writer);
    CHECK_OK(t, xlsx_finish(&f->cx, writer, &f->file));
    CHECK_OK(t, table_read(&f->cx, f->file.data, f->file.length, &f->book));
    CHECK_STR(t, f->book.sheets.items[0].name, "План  июнь июль  очень длинное");
    CHECK_STR(t, f->book.sheets.items[1].name, "План  июнь июль  очень длинно 2");
    static const char *const row[] = {"=1+1",       "20", "20?",      "12.5%", "6.5 ч",
                                      "2026-06-15", "",   "-1234.56", "40",    "_x000D_ <&> \"Ёлка\"\n2"};
    for (int i = 0; i < (int)COUNT_OF(row); i++)
        CHECK_STR(t, text(f, 1, i), row[i]);
    CHECK_INT(t, cell(f, 1, 0)->kind, CELL_TEXT);
    CHECK_INT(t, cell(f, 1, 2)->kind, CELL_NUMBER);
    CHECK_INT(t, cell(f, 1, 2)->fill, 0x9dc3e6);
    CHECK_INT(t, cell(f, 1, 1)->fill, 0xe0e4e8);
    CHECK_INT(t, cell(f, 1, 5)->kind, CELL_DATE);
    CHECK_STR(t, text(f, 2, 2), "Отдел");
    CHECK(t, cell(f, 2, 2)->repeated);
    CHECK_STR(t, text(f, 3, 1), "резерв");
    fixture_finish(f);
}

static void writes_the_same_bytes_again(Test *t)
{
    Fixture *f = fixture_new();
    Buf again = {0};
    XlsxWriter *writer;
    f->cx.now = (Instant){1781678400};
    CHECK_OK(t, xlsx_start(&f->cx, "План", &writer));
    write_example(t, f, writer);
    CHECK_OK(t, xlsx_finish(&f->cx, writer, &f->file));
    CHECK_OK(t, xlsx_start(&f->cx, "План", &writer));
    write_example(t, f, writer);
    CHECK_OK(t, xlsx_finish(&f->cx, writer, &again));
    CHECK_INT(t, again.length, f->file.length);
    CHECK(t, memcmp(again.data, f->file.data, again.length) == 0);
    buf_finish(&again);
    fixture_finish(f);
}

static void cuts_and_drops(Test *t)
{
    Fixture *f = fixture_new();
    XlsxWriter *writer;
    Buf longer = {0};
    for (int i = 0; i < SHEET_TEXT_MAX + 5; i++)
        buf_text(&longer, "я");
    CHECK_OK(t, xlsx_start(&f->cx, "", &writer));
    CHECK_OK(t, xlsx_sheet(&f->cx, writer, "  "));
    xlsx_text(writer, 0, 0, LOOK_PLAIN, longer.data);
    CHECK_OK(t, xlsx_finish(&f->cx, writer, &f->file));
    CHECK_OK(t, xlsx_read(&f->cx, f->file.data, f->file.length, &f->book));
    CHECK_INT(t, strlen(text(f, 0, 0)), SHEET_TEXT_MAX * 2);
    CHECK_OK(t, xlsx_start(&f->cx, "", &writer));
    CHECK_OK(t, xlsx_sheet(&f->cx, writer, "Gone"));
    xlsx_number(writer, 2000000, 0, LOOK_PLAIN, SHOW_GENERAL, 1); /* no such row */
    CHECK_ERR(t, xlsx_finish(&f->cx, writer, &f->file), ERR_FAULT, "");
    CHECK_OK(t, xlsx_start(&f->cx, "", &writer));
    CHECK_OK(t, xlsx_sheet(&f->cx, writer, "Dropped"));
    xlsx_drop(writer);
    xlsx_drop(NULL);
    buf_finish(&longer);
    fixture_finish(f);
}

TEST_SUITE("formats: XLSX", {"cells of every kind are read", reads_every_kind},
           {"a number is a date only by its style", dates_come_from_the_style},
           {"format codes tell dates, percents and units", reads_format_codes},
           {"fills are mixed from rgb, theme, tint and palette", reads_fills},
           {"blue is told from grey and from what is unsure", tells_blue},
           {"merged ranges are filled with their value", fills_merged_ranges},
           {"hidden rows and columns are marked, counted and can be left out", leaves_out_the_hidden},
           {"bold, moved-in and grouped rows are told from others", tells_what_stands_under_what},
           {"sheets are found by their relations, hidden ones marked", finds_the_sheets},
           {"damaged files and document types are refused", refuses_damage},
           {"what unpacks to too much is refused", refuses_bombs},
           {"overlapping merged ranges are refused", refuses_overlapping_merges},
           {"an archive of too many entries is refused", refuses_too_many_entries},
           {"what is written is read back the same", reads_what_it_writes},
           {"the same table gives the same bytes", writes_the_same_bytes_again},
           {"long texts are cut and a failed cell fails the file", cuts_and_drops});
