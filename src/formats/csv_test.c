/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/test.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/detect.h"

typedef struct {
    Arena arena;
    Ctx cx;
    Workbook book;
} Fixture;

static Fixture *fixture_new(void)
{
    static Fixture fixture;
    arena_init(&fixture.arena, 0);
    fixture.cx = (Ctx){.arena = &fixture.arena, .lang = LANG_EN, .person_name = "", .request_id = ""};
    return &fixture;
}

static Err *read_bytes(Fixture *f, const char *data, size_t size)
{
    return csv_read(&f->cx, data, size, &f->book);
}

static Err *read_text(Fixture *f, const char *text)
{
    return read_bytes(f, text, strlen(text));
}

/* The table as one string: "a|b/c|d", with the line number before each row. */
static const char *shown(const Fixture *f)
{
    const Sheet *sheet = &f->book.sheets.items[0];
    const char *all = "";
    for (size_t row = 0; row < sheet->rows.count; row++) {
        all = arena_printf(f->cx.arena, "%s%s%d:", all, row ? "/" : "", sheet->rows.items[row].number);
        for (int i = 0; i < sheet->rows.items[row].count; i++)
            all = arena_printf(f->cx.arena, "%s%s%s", all, i ? "|" : "", sheet_cell(sheet, row, i)->text);
    }
    return all;
}

static void chooses_the_delimiter(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_text(f, "a,b\n1,2\n"));
    CHECK_STR(t, shown(f), "1:a|b/2:1|2");
    CHECK_OK(t, read_text(f, "имя;доля\nАнна;20,5\nБорис;30,1\n"));
    CHECK_STR(t, shown(f), "1:имя|доля/2:Анна|20,5/3:Борис|30,1");
    CHECK_OK(t, read_text(f, "a\tb, c\n1\t2, 3\n"));
    CHECK_STR(t, shown(f), "1:a|b, c/2:1|2, 3");
    CHECK_OK(t, read_text(f, "\"a;b;\"\"c;\",d\n\"e;\",f\n"));
    CHECK_STR(t, shown(f), "1:a;b;\"c;|d/2:e;|f");
    CHECK_OK(t, read_text(f, "sep=|\r\na|b;c;d\r\n1|2;3;4\r\n"));
    CHECK_STR(t, shown(f), "2:a|b;c;d/3:1|2;3;4");
    CHECK_OK(t, read_text(f, "only one\nfield\n"));
    CHECK_STR(t, shown(f), "1:only one/2:field");
    arena_finish(&f->arena);
}

static void follows_the_quotes(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_text(f, "a;\"b\nc\";\"say \"\"hi\"\"\"\r\n\r\n1;2;\"\""));
    CHECK_STR(t, shown(f), "1:a|b\nc|say \"hi\"/4:1|2");
    CHECK_OK(t, read_text(f, "5\" pipe;x\n\"a\"b;y\n"));
    CHECK_STR(t, shown(f), "1:5\" pipe|x/2:ab|y");
    CHECK_OK(t, read_text(f, "a;b\r1;2\r"));
    CHECK_STR(t, shown(f), "1:a|b/2:1|2");
    Err *err = read_text(f, "a;b\nc;\"never\nclosed\n");
    CHECK_ERR(t, err, ERR_INPUT, "file");
    CHECK(t, strstr(err->text, "Row 2") != NULL);
    arena_finish(&f->arena);
}

static void keeps_short_and_blank_rows_apart(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_text(f, "\xef\xbb\xbf"
                             "a,b,c\n\n1,2\n,,\n  ,\n3,,\n"));
    CHECK_STR(t, shown(f), "1:a|b|c/3:1|2/6:3");
    const Sheet *sheet = &f->book.sheets.items[0];
    CHECK_STR(t, sheet_cell(sheet, 1, 2)->text, "");
    CHECK_STR(t, sheet_cell(sheet, 99, 0)->text, "");
    CHECK_STR(t, sheet_place(&f->cx, sheet, 2, 1), "B6");
    CHECK_STR(t, column_letters(&f->cx, 28), "AB");
    arena_finish(&f->arena);
}

static void decodes(Test *t)
{
    Fixture *f = fixture_new();
    CHECK_OK(t, read_text(f, "\xc8\xec\xff;\xb9\n\xb8;2\n")); /* windows-1251 */
    CHECK_STR(t, shown(f), "1:Имя|№/2:ё|2");
    CHECK_INT(t, f->book.undecodable, 0);
    CHECK_OK(t, read_text(f, "\xc8\xec\xff;1\nИмя;\x98\n")); /* mixed: the last line is UTF-8 but for one byte */
    CHECK(t, f->book.undecodable >= 1);
    CHECK_OK(t, read_text(f, "\xc8\xec\xff;1\nИмя;2\n"));
    CHECK_STR(t, shown(f), "1:Имя|1/2:Имя|2");
    static const char utf16[] = "\xff\xfe"
                                "a\0\t\0"
                                "\x18\x04\n\0"
                                "1\0\t\0"
                                "\x3d\xd8\x00\xde";
    CHECK_OK(t, read_bytes(f, utf16, sizeof utf16 - 1));
    CHECK_STR(t, shown(f), "1:a|И/2:1|😀");
    static const char big[] = "\xfe\xff"
                              "\0a"
                              "\0;"
                              "\x04\x18";
    CHECK_OK(t, read_bytes(f, big, sizeof big - 1));
    CHECK_STR(t, shown(f), "1:a|И");
    static const char lone[] = "\xff\xfe"
                               "a\0"
                               "\x00\xd8"
                               "b";
    CHECK_OK(t, read_bytes(f, lone, sizeof lone - 1));
    CHECK_INT(t, f->book.undecodable, 2);
    CHECK_OK(t, read_text(f, "a\x01"
                             "b\n"));
    CHECK_STR(t, shown(f), "1:a b");
    CHECK_INT(t, f->book.undecodable, 1);
    arena_finish(&f->arena);
}

static void refuses_too_much(Test *t)
{
    Fixture *f = fixture_new();
    Buf buf = {0};
    CHECK_ERR(t, read_text(f, ""), ERR_INPUT, "file");
    CHECK_ERR(t, read_text(f, "\n\n ; \n"), ERR_INPUT, "file");
    for (int i = 0; i < SHEET_COLUMNS_MAX + 50; i++)
        buf_char(&buf, ';');
    CHECK_ERR(t, read_bytes(f, buf.data, buf.length), ERR_INPUT, "file"); /* empty, though wide */
    buf_char(&buf, 'x');
    CHECK_ERR(t, read_bytes(f, buf.data, buf.length), ERR_TOO_LARGE, "file");
    buf_clear(&buf);
    for (int i = 0; i < SHEET_ROWS_MAX; i++)
        buf_text(&buf, "x\n");
    CHECK_OK(t, read_bytes(f, buf.data, buf.length));
    CHECK_INT(t, f->book.sheets.items[0].rows.count, SHEET_ROWS_MAX);
    buf_text(&buf, "x\n");
    CHECK_ERR(t, read_bytes(f, buf.data, buf.length), ERR_TOO_LARGE, "file");
    buf_reserve(&buf, TABLE_FILE_MAX);
    CHECK_ERR(t, read_bytes(f, buf.data, TABLE_FILE_MAX + 1), ERR_TOO_LARGE, "file");
    buf_finish(&buf);
    arena_finish(&f->arena);
}

static void keeps_within_memory(Test *t)
{
    Fixture *f = fixture_new();
    Buf buf = {0};
    for (int row = 0; row < 90000; row++)
        for (int i = 0; i < 100; i++)
            buf_text(&buf, i < 99 ? "1;" : "1\n");
    CHECK_ERR(t, read_bytes(f, buf.data, buf.length), ERR_TOO_LARGE, "file");
    buf_finish(&buf);
    arena_finish(&f->arena);
}

static void detects(Test *t)
{
#define FILE_CASE(bytes, kind) CHECK_INT(t, file_detect(bytes, sizeof bytes - 1), kind)
    FILE_CASE("", FILE_EMPTY);
    FILE_CASE("\xef\xbb\xbf", FILE_EMPTY);
    FILE_CASE("a;b", FILE_TEXT);
    FILE_CASE("\xff\xfe"
              "a\0",
              FILE_TEXT);
    FILE_CASE("\xd0\xcf\x11\xe0 Workbook", FILE_OLD_EXCEL);
    FILE_CASE("\xd0\xcf\x11\xe0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", FILE_LOCKED);
    FILE_CASE("%PDF-1.7", FILE_PDF);
    FILE_CASE("\n <!DOCTYPE html>", FILE_HTML);
    FILE_CASE("<HTML>", FILE_HTML);
    FILE_CASE("PK\x03\x04 xl/workbook.xml", FILE_XLSX);
    FILE_CASE("PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", FILE_ODS);
    FILE_CASE("PK\x03\x04 content.xml", FILE_ODS);
    FILE_CASE("<?xml?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">", FILE_FODS);
    FILE_CASE("PK\x03\x04 word/document.xml", FILE_ZIP);
    FILE_CASE("\x89PNG\0\0", FILE_BINARY);
    Fixture *f = fixture_new();
    for (int kind = FILE_EMPTY; kind <= FILE_BINARY; kind++)
        if (kind == FILE_TEXT || kind == FILE_XLSX || kind == FILE_ODS || kind == FILE_FODS)
            CHECK_OK(t, file_refuse(&f->cx, (FileKind)kind));
        else
            CHECK_ERR(t, file_refuse(&f->cx, (FileKind)kind), ERR_INPUT, "file");
    f->cx.lang = LANG_RU;
    CHECK_STR(t, file_refuse(&f->cx, FILE_OLD_EXCEL)->text,
              "Файл старого формата Excel (.xls). Сохраните его как .xlsx, .ods или .csv");
    arena_finish(&f->arena);
}

static void writes_for_a_russian_excel(Test *t)
{
    Buf buf = {0};
    CsvWriter csv;
    csv_start(&csv, &buf, CSV_RUSSIAN);
    csv_text(&csv, "Имя");
    csv_text(&csv, "say \"hi\"; then");
    csv_end(&csv);
    csv_decimal(&csv, 123456, 2);
    csv_decimal(&csv, -5, 2);
    csv_decimal(&csv, 7, 0);
    csv_day(&csv, day_from_ymd(2026, 6, 15));
    csv_day(&csv, DAY_NONE);
    csv_empty(&csv);
    csv_int(&csv, -3);
    csv_end(&csv);
    CHECK_STR(t, buf.data,
              "\ufeffИмя;\"say \"\"hi\"\"; then\"\r\n"
              "1234,56;-0,05;7;15.06.2026;;;-3\r\n");
    buf_finish(&buf);
}

static void writes_for_programs(Test *t)
{
    Buf buf = {0};
    CsvWriter csv;
    csv_start(&csv, &buf, CSV_PLAIN);
    csv_text(&csv, "a, b");
    csv_decimal(&csv, INT64_MIN, 2);
    csv_day(&csv, day_from_ymd(2026, 6, 15));
    csv_text(&csv, "two\nlines");
    csv_end(&csv);
    CHECK_STR(t, buf.data, "\"a, b\",-92233720368547758.08,2026-06-15,\"two\nlines\"\r\n");
    buf_finish(&buf);
}

static void disarms_formulas(Test *t)
{
    static const char *const table[][2] = {
        {"=1+1", "'=1+1\r\n"},         {"+7 900", "'+7 900\r\n"}, {"-5", "'-5\r\n"},
        {"@SUM(A1)", "'@SUM(A1)\r\n"}, {"\tx", "\"'\tx\"\r\n"},   {"a=b", "a=b\r\n"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        Buf buf = {0};
        CsvWriter csv;
        csv_start(&csv, &buf, CSV_PLAIN);
        csv_text(&csv, table[i][0]);
        csv_end(&csv);
        CHECK_STR(t, buf.data, table[i][1]);
        buf_finish(&buf);
    }
}

static void reads_what_it_writes(Test *t)
{
    static const char *const texts[] = {"", "a", "x;y", "\"", "\"\"", "a\r\nb", " space ", "Ёлка, «ель»", "\t", "5\""};
    for (CsvFlavour flavour = CSV_PLAIN; flavour <= CSV_RUSSIAN; flavour++) {
        Fixture *f = fixture_new();
        Buf buf = {0};
        CsvWriter csv;
        csv_start(&csv, &buf, flavour);
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            csv_text(&csv, texts[i]);
            csv_int(&csv, (int64_t)i);
            csv_end(&csv);
        }
        CHECK_OK(t, read_bytes(f, buf.data, buf.length));
        const Sheet *sheet = &f->book.sheets.items[0];
        CHECK_INT(t, sheet->rows.count, COUNT_OF(texts));
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            CHECK_STR(t, sheet_cell(sheet, i, 0)->text, *texts[i] == '\t' ? "'\t" : texts[i]);
        buf_finish(&buf);
        arena_finish(&f->arena);
    }
}

TEST_SUITE("formats: CSV", {"the delimiter is the one that fits most rows", chooses_the_delimiter},
           {"quotes are followed and an unclosed one is named with its row", follows_the_quotes},
           {"short rows are filled, blank ones left out, line numbers kept", keeps_short_and_blank_rows_apart},
           {"UTF-8, UTF-16 and windows-1251 are decoded, the rest is counted", decodes},
           {"empty and oversized files are refused", refuses_too_much},
           {"a table that would fill the memory is refused", keeps_within_memory},
           {"a file is known by its bytes and refused with advice", detects},
           {"the Russian flavour opens in a Russian Excel", writes_for_a_russian_excel},
           {"the plain flavour is for programs", writes_for_programs},
           {"a text that looks like a formula is disarmed", disarms_formulas},
           {"what is written is read back the same", reads_what_it_writes});
