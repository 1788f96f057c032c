/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "formats/package_fixture.h"
#include "formats/table_read.h"

typedef struct {
    Arena arena;
    Ctx cx;
    Workbook book;
    Buf file, xml;
} Fixture;

static Fixture *fixture_new(void)
{
    static Fixture fixture;
    fixture = (Fixture){0};
    arena_init(&fixture.arena, 0);
    fixture.cx = (Ctx){.arena = &fixture.arena, .lang = LANG_EN, .person_name = "", .request_id = ""};
    return &fixture;
}

static void fixture_finish(Fixture *f)
{
    buf_finish(&f->file);
    buf_finish(&f->xml);
    arena_finish(&f->arena);
}

#define NAMESPACES                                                                                                     \
    " xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:fo='f' xmlns:calcext='c' xmlns:draw='d'"

static Err *read_packed(Test *t, Fixture *f, const char *styles, const char *content, const char *manifest)
{
    const PackagePart parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
        {"META-INF/manifest.xml", manifest},
        {"styles.xml", styles},
        {"content.xml", content},
    };
    package_pack(t, parts, COUNT_OF(parts), &f->file);
    return table_read(&f->cx, f->file.data, f->file.length, &f->book);
}

/* A document of one table with these columns and rows. */
static Err *read_rows(Test *t, Fixture *f, const char *automatic, const char *rows)
{
    buf_clear(&f->xml);
    buf_printf(&f->xml,
               "<office:document-content" NAMESPACES "><office:automatic-styles>%s</office:automatic-styles>"
               "<office:body><office:spreadsheet><table:table table:name='One'>%s</table:table></office:spreadsheet>"
               "</office:body></office:document-content>",
               automatic, rows);
    return read_packed(t, f,
                       "<office:document-styles" NAMESPACES "><office:styles><style:style style:name='Blue' "
                       "style:family='table-cell'><style:table-cell-properties fo:background-color='#9dc3e6'/>"
                       "</style:style></office:styles></office:document-styles>",
                       f->xml.data, "<m/>");
}

static const Cell *cell(const Fixture *f, size_t row, int column)
{
    return sheet_cell(&f->book.sheets.items[0], row, column);
}

static const char *text(const Fixture *f, size_t row, int column)
{
    return cell(f, row, column)->text;
}

#define CELL(attributes, shown) "<table:table-cell " attributes "><text:p>" shown "</text:p></table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"

static void reads_every_kind(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(
        t, read_rows(
               t, f, "",
               ROW(CELL("office:value-type='string'", "plain<text:s text:c='2'/><text:span>rich</text:span>")
                       CELL("office:value-type='float' office:value='8.5'", "8,5 ч")
                           CELL("office:value-type='percentage' office:value='0.125'", "13%")
                               CELL("office:value-type='date' office:date-value='2026-06-15T09:30:00'", "15.06.26"))
                   ROW(CELL("office:value-type='time' office:time-value='PT08H30M00S'", "08:30")
                           CELL("office:value-type='boolean' office:boolean-value='true'", "ИСТИНА")
                               CELL("office:value-type='currency' office:value='-12.5'", "-12,50 ₽")
                                   CELL("office:value-type='string' calcext:value-type='error'", "#N/A"))
                       ROW("<table:table-cell table:formula='of:=NOW()'/>"
                           "<table:table-cell office:value-type='string'><office:annotation><text:p>a note</text:p>"
                           "</office:annotation><text:p>first</text:p><text:p>second</text:p></table:table-cell>"
                           "<table:table-cell office:value-type='string' office:string-value='of the attribute'/>" CELL(
                               "table:formula='of:=[.A1]' office:value-type='float' office:value='0.5'", "50,00%"))));
    CHECK_STR(t, text(f, 0, 0), "plain  rich");
    CHECK_STR(t, text(f, 0, 1), "8.5 ч");
    CHECK(t, cell_is_number(cell(f, 0, 1)) && cell(f, 0, 1)->number > 8.4);
    CHECK(t, cell(f, 0, 2)->percent);
    CHECK_STR(t, text(f, 0, 2), "12.5%");
    CHECK_STR(t, text(f, 0, 3), "2026-06-15 09:30");
    CHECK_INT(t, cell(f, 0, 3)->kind, CELL_DATE);
    CHECK_STR(t, text(f, 1, 0), "8:30");
    CHECK_INT(t, cell(f, 1, 1)->kind, CELL_FLAG);
    CHECK_STR(t, text(f, 1, 2), "-12.5 ₽");
    CHECK_INT(t, cell(f, 1, 3)->kind, CELL_ERROR);
    CHECK_INT(t, cell(f, 2, 0)->kind, CELL_NO_VALUE);
    CHECK_STR(t, text(f, 2, 1), "first\nsecond");
    CHECK_STR(t, text(f, 2, 2), "of the attribute");
    CHECK_STR(t, text(f, 2, 3), "50%");
    CHECK_STR(t, f->book.sheets.items[0].name, "One");
    fixture_finish(f);
}

static void reads_fills(Test *t)
{
    static const char styles[] =
        "<style:style style:name='child' style:family='table-cell' style:parent-style-name='Blue'/>"
        "<style:style style:name='bare' style:family='table-cell' style:parent-style-name='Blue'>"
        "<style:table-cell-properties fo:background-color='transparent'/></style:style>"
        "<style:style style:name='circle' style:family='table-cell' style:parent-style-name='circle'/>"
        "<style:style style:name='red' style:family='table-cell'><style:table-cell-properties "
        "fo:background-color='#FF0000'/><style:map style:condition='value()&gt;1' style:apply-style-name='Blue'/>"
        "</style:style>";
    Fixture *f = fixture_new();
    CHECK_OK(
        t,
        read_rows(
            t, f, styles,
            "<table:table-column table:number-columns-repeated='2' "
            "table:default-cell-style-name='Blue'/><table:table-column "
            "table:number-columns-repeated='16382' table:default-cell-style-name='Default'/>" ROW(
                CELL("", "1") CELL("table:style-name='bare'", "2") CELL("table:style-name='child'",
                                                                        "3") CELL("table:style-name='circle'", "4")
                    CELL("",
                         "5")) "<table:table-row table:default-cell-style-name='red'>" CELL("",
                                                                                            "1") "</table:table-row>"));
    CHECK_INT(t, cell(f, 0, 0)->fill, 0x9dc3e6);
    CHECK_INT(t, cell(f, 0, 1)->fill, FILL_NONE);
    CHECK_INT(t, cell(f, 0, 2)->fill, 0x9dc3e6);
    CHECK_INT(t, cell(f, 0, 3)->fill, FILL_NONE);
    CHECK_INT(t, cell(f, 0, 4)->fill, FILL_NONE);
    CHECK_INT(t, cell(f, 1, 0)->fill, 0xff0000);
    CHECK(t, f->book.sheets.items[0].rule_fills);
    fixture_finish(f);
}

static void reads_bold_indents_and_groups(Test *t)
{
    static const char styles[] =
        "<style:style style:name='b' style:family='table-cell'><style:text-properties fo:font-weight='bold'/>"
        "<style:paragraph-properties fo:margin-left='0.706cm'/></style:style>"
        "<style:style style:name='c' style:family='table-cell' style:parent-style-name='b'><style:text-properties "
        "fo:font-weight='normal'/></style:style>";
    Fixture *f = fixture_new();
    CHECK_OK(
        t, read_rows(
               t, f, styles,
               ROW(CELL("table:style-name='b'", "1") CELL(
                   "table:style-name='c'",
                   "2")) "<table:table-row-group><table:table-row-group>" ROW(CELL("",
                                                                                   "deep")) "</table:table-row-group></"
                                                                                            "table:table-row-"
                                                                                            "group>" ROW(
                                                                                                CELL("", "out"))));
    const Sheet *sheet = &f->book.sheets.items[0];
    CHECK(t, cell(f, 0, 0)->bold && !cell(f, 0, 1)->bold);
    CHECK_INT(t, cell(f, 0, 0)->indent, 2);
    CHECK_INT(t, cell(f, 0, 1)->indent, 2);
    CHECK_INT(t, sheet->rows.items[1].level, 2);
    CHECK_INT(t, sheet->rows.items[2].level, 0);
    fixture_finish(f);
}

static void reads_repeats(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_rows(t, f, "",
                          "<table:table-row table:number-rows-repeated='2'>" CELL(
                              "table:number-columns-repeated='3' office:value-type='float' office:value='5'",
                              "5") "<table:table-cell table:number-columns-repeated='16381'/></table:table-row>"
                                   "<table:table-row table:number-rows-repeated='1048574'><table:table-cell "
                                   "table:number-columns-repeated='16384'/></table:table-row>"));
    CHECK_INT(t, f->book.sheets.items[0].rows.count, 2);
    CHECK_INT(t, f->book.sheets.items[0].width, 3);
    CHECK_STR(t, text(f, 1, 2), "5");
    CHECK_STR(t, sheet_place(&f->cx, &f->book.sheets.items[0], 1, 2), "C2");
    fixture_finish(f);
}

static void refuses_what_is_too_long(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_ERR(t,
              read_rows(t, f, "",
                        "<table:table-row table:number-rows-repeated='1048576'>" CELL("", "x") "</table:table-row>"),
              ERR_TOO_LARGE, "file");
    CHECK_ERR(t, read_rows(t, f, "", ROW(CELL("table:number-columns-repeated='201'", "x"))), ERR_TOO_LARGE, "file");
    fixture_finish(f);
}

static void fills_merged_and_leaves_out_hidden(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(
        t, read_rows(t, f, "",
                     "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>" ROW(
                         CELL("table:number-rows-spanned='3'", "Анна") CELL("", "hidden")
                             CELL("", "1")) "<table:table-row><table:covered-table-cell/>" CELL("", "h")
                         CELL("", "2") "</table:table-row><table:table-row table:visibility='filter'>"
                                       "<table:covered-table-cell/>" CELL("", "h") CELL("", "3") "</table:table-row>"));
    Sheet *sheet = &f->book.sheets.items[0];
    CHECK(t, sheet->rows.items[2].hidden && sheet->column_hidden[1]);
    sheet_leave_out_hidden(sheet);
    CHECK_INT(t, sheet->rows.count, 2);
    CHECK_INT(t, sheet->hidden_rows, 1);
    CHECK_INT(t, sheet->hidden_columns, 1);
    CHECK_STR(t, text(f, 1, 0), "Анна");
    CHECK(t, cell(f, 1, 0)->repeated);
    CHECK_STR(t, text(f, 1, 1), "2");
    CHECK_STR(t, sheet_place(&f->cx, sheet, 1, 1), "C2");
    fixture_finish(f);
}

/* A chart beside the cells is a whole document with a table of its own. */
static void skips_drawings_and_old_cells(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_rows(t, f,
                          "<style:style style:name='off' style:family='table'><style:table-properties "
                          "table:display='false'/></style:style>",
                          "<table:shapes><draw:frame><table:table><table:table-row>" CELL(
                              "", "of a chart") "</table:table-row></"
                                                "table:table></"
                                                "draw:frame></"
                                                "table:shapes>" ROW(CELL(
                                                    "", "mine")) "</table:table><table:table table:style-name='off' "
                                                                 "table:name='Two'>" ROW(CELL("", "<text:a>link</"
                                                                                                  "text:a><text:"
                                                                                                  "line-break/>\n "
                                                                                                  " end"))));
    CHECK_INT(t, f->book.sheets.count, 2);
    CHECK_STR(t, text(f, 0, 0), "mine");
    CHECK(t, f->book.sheets.items[1].hidden);
    CHECK_STR(t, sheet_text(&f->cx, &f->book.sheets.items[1], 0, 0), "link\n   end");
    fixture_finish(f);
}

static void refuses_other_documents(Test *t)
{
    static const char letter[] = "<office:document-content" NAMESPACES "><office:body><office:text/></office:body>"
                                 "</office:document-content>";
    static const char doctype[] = "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>";
    Fixture *f = fixture_new();
    Err *err = read_packed(t, f, "<s/>", letter, "<m><file-entry><encryption-data/></file-entry></m>");
    CHECK_ERR(t, err, ERR_INPUT, "file");
    CHECK_STR(t, err->text, "The file is protected by a password. Save it without one");
    err = read_packed(t, f, "<s/>", letter, "<m/>");
    CHECK_ERR(t, err, ERR_INPUT, "file");
    CHECK_STR(t, err->text, "This is an OpenDocument file without a table. Choose an .ods, .xlsx or .csv file");
    CHECK_ERR(t, read_packed(t, f, "<s/>", doctype, "<m/>"), ERR_INPUT, "file");
    CHECK_ERR(t, read_rows(t, f, "", ""), ERR_INPUT, "file");
    fixture_finish(f);
}

static void reads_one_file_of_xml(Test *t)
{
    static const char flat[] =
        "<?xml version='1.0'?><office:document" NAMESPACES
        " office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:styles><style:style "
        "style:name='B' style:family='table-cell'><style:table-cell-properties fo:background-color='#00b0f0'/>"
        "</style:style></office:styles><office:body><office:spreadsheet><table:table table:name='F'>" ROW(
            CELL("table:style-name='B'", "flat")) "</table:table></office:spreadsheet></office:body></office:document>";
    Fixture *f = fixture_new();
    CHECK_OK(t, table_read(&f->cx, flat, sizeof flat - 1, &f->book));
    CHECK_STR(t, text(f, 0, 0), "flat");
    CHECK_INT(t, cell(f, 0, 0)->fill, 0x00b0f0);
    for (size_t cut = 0; cut < sizeof flat - 1; cut += 7) {
        f->book = (Workbook){0};
        CHECK(t, table_read(&f->cx, flat, cut, &f->book) != NULL);
    }
    fixture_finish(f);
}

TEST_SUITE("formats: ODS", {"cells of every kind are read", reads_every_kind},
           {"fills come from the cell, its parents, its row, its column", reads_fills},
           {"bold, moved-in and grouped cells are told", reads_bold_indents_and_groups},
           {"repeated rows and cells are read as often as they stand there", reads_repeats},
           {"absurd repeats are refused", refuses_what_is_too_long},
           {"merged ranges are filled, what is hidden is left out", fills_merged_and_leaves_out_hidden},
           {"drawings are skipped, hidden sheets marked", skips_drawings_and_old_cells},
           {"locked files, letters and document types are refused", refuses_other_documents},
           {"a table in one XML file is read, half of it is not", reads_one_file_of_xml});
