/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/text.h"
#include "formats/sheet.h"
#include "formats/xlsx_parts.h"
#include "formats/xlsx_write.h"

#define SHEET_NAME_MAX 31
#define NO_COLOUR (-1)

struct XlsxWriter {
    lxw_workbook *book; /* NULL once closed */
    lxw_worksheet *sheet;
    lxw_format *formats[LOOK_COUNT][SHOW_COUNT]; /* made when first needed */
    Lang lang;
    int fd; /* of the file in memory */
    char path[32];
    bool failed;
};

typedef struct {
    int fill, ink; /* 0xRRGGBB or NO_COLOUR */
    int ground;    /* of a hatch in the colour of the fill; 0: solid */
    bool bold, wrapped, topped, small;
} LookStyle;

static const LookStyle looks[LOOK_COUNT] = {
    [LOOK_PLAIN] = {.fill = NO_COLOUR, .ink = NO_COLOUR},
    [LOOK_HEAD] = {.fill = 0xe3e8ea, .ink = 0x2b3a44, .bold = true, .wrapped = true},
    [LOOK_GROUP] = {.fill = 0xf2f4f5, .ink = 0x2b3a44, .bold = true},
    [LOOK_CONFIRMED] = {.fill = 0xe0e4e8, .ink = 0x1f2a36},
    [LOOK_TENTATIVE] = {.fill = 0x9dc3e6, .ground = 0xdeebf7, .ink = 0x123c7c},
    [LOOK_INTERNAL] = {.fill = 0xf4f5f6, .ink = 0x5b646b},
    [LOOK_LEAVE] = {.fill = 0xfaefd8, .ink = 0x664d1e},
    [LOOK_RESERVE] = {.fill = 0xe9e3f4, .ink = 0x4a3a78},
    [LOOK_OVER] = {.fill = 0xfbe3e0, .ink = 0xa5231c, .bold = true},
    [LOOK_TOTAL] = {.fill = NO_COLOUR, .ink = NO_COLOUR, .bold = true, .topped = true},
    [LOOK_NOTE] = {.fill = NO_COLOUR, .ink = 0x67727a, .small = true},
};

/* Number formats as the file holds them: always in American notation, shown by the reader's locale. */
static const char *show_format(XlsxShow show, Lang lang)
{
    static const char *const formats[SHOW_COUNT] = {
        [SHOW_WHOLE] = "#,##0",
        [SHOW_CENTS] = "#,##0.00",
        [SHOW_TENTATIVE] = "General\"?\"",
        [SHOW_PERCENT] = "0%",
        [SHOW_PERCENT_TENTH] = "0.0%",
        [SHOW_PERCENT_TENTATIVE] = "0%\"?\"",
        [SHOW_PERCENT_TENTH_TENTATIVE] = "0.0%\"?\"",
    };
    if (show == SHOW_HOURS)
        return lang == LANG_RU ? "General\" ч\"" : "General\" h\"";
    if (show == SHOW_DAY)
        return lang == LANG_RU ? "dd.mm.yyyy" : "yyyy-mm-dd";
    return formats[show];
}

static void dress(lxw_format *format, const LookStyle *look)
{
    if (look->fill != NO_COLOUR) {
        format_set_pattern(format, look->ground ? LXW_PATTERN_LIGHT_UP : LXW_PATTERN_SOLID);
        format_set_fg_color(format, (lxw_color_t)look->fill);
        if (look->ground)
            format_set_bg_color(format, (lxw_color_t)look->ground);
    }
    if (look->ink != NO_COLOUR)
        format_set_font_color(format, look->ink ? (lxw_color_t)look->ink : LXW_COLOR_BLACK);
    if (look->bold)
        format_set_bold(format);
    if (look->wrapped)
        format_set_text_wrap(format);
    if (look->topped)
        format_set_top(format, LXW_BORDER_THIN);
    if (look->small)
        format_set_font_size(format, 9);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
}

static lxw_format *format_of(XlsxWriter *writer, XlsxLook look, XlsxShow show)
{
    lxw_format **format = &writer->formats[look][show];
    if (!*format) {
        const char *shown = show_format(show, writer->lang);
        *format = workbook_add_format(writer->book);
        dress(*format, &looks[look]);
        if (shown)
            format_set_num_format(*format, shown);
    }
    return *format;
}

static void title_set(Ctx *cx, lxw_workbook *book, const char *title)
{
    lxw_doc_properties properties = {
        .title = arena_strdup(cx->arena, title),
        .author = arena_strdup(cx->arena, cx->person_name),
        .created = (time_t)cx->now.n,
    };
    workbook_set_properties(book, &properties);
}

/* The library writes only to a path: a file in memory has one, and leaves nothing behind. */
Err *xlsx_start(Ctx *cx, const char *title, XlsxWriter **writer)
{
    *writer = NULL;
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return err_fault(cx, "No file in memory for a spreadsheet: %s", strerror(errno));
    XlsxWriter *fresh = arena_new(cx->arena, XlsxWriter);
    *fresh = (XlsxWriter){.fd = fd, .lang = cx->lang};
    snprintf(fresh->path, sizeof fresh->path, "/proc/self/fd/%d", fd);
    fresh->book = workbook_new(fresh->path);
    if (!fresh->book) {
        close(fd);
        return err_fault(cx, "A spreadsheet could not be started");
    }
    title_set(cx, fresh->book, title);
    *writer = fresh;
    return NULL;
}

/* Bytes of the text that make at most `most` characters as Excel counts them: in UTF-16. */
static size_t text_fit(const char *text, size_t most)
{
    size_t units = 0;
    size_t at = 0;
    for (; text[at]; at++) {
        unsigned char byte = (unsigned char)text[at];
        bool starts = (byte & 0xc0) != 0x80;
        units += starts ? (byte >= 0xf0 ? 2 : 1) : 0;
        if (starts && units > most)
            break;
    }
    return at;
}

/* The beginning of the text that fits; what a sheet's name must not hold becomes a space. */
static const char *name_fit(Ctx *cx, const char *text, size_t most)
{
    char *name = arena_strndup(cx->arena, text, text_fit(text, most));
    for (char *at = name; *at; at++)
        if (strchr("[]:*?/\\'", *at))
            *at = ' ';
    return text_trim(cx->arena, name);
}

static bool name_taken(Ctx *cx, const XlsxWriter *writer, const char *name)
{
    const char *folded = text_fold(cx->arena, name);
    lxw_sheet *sheet;
    STAILQ_FOREACH(sheet, writer->book->sheets, list_pointers)
    {
        if (strcmp(text_fold(cx->arena, sheet->u.worksheet->name), folded) == 0)
            return true;
    }
    return false;
}

Err *xlsx_sheet(Ctx *cx, XlsxWriter *writer, const char *name)
{
    const char *wanted = name_fit(cx, name, SHEET_NAME_MAX);
    const char *unique = *wanted ? wanted : "-";
    for (int i = 2; name_taken(cx, writer, unique); i++) {
        const char *behind = arena_printf(cx->arena, " %d", i);
        unique = arena_printf(cx->arena, "%s%s", name_fit(cx, wanted, SHEET_NAME_MAX - strlen(behind)), behind);
    }
    writer->sheet = workbook_add_worksheet(writer->book, unique);
    if (!writer->sheet)
        return err_fault(cx, "A sheet could not be added: %s", unique);
    return NULL;
}

/* The first failure is told at the end: a missing cell must not pass as a good file. */
static void keep(XlsxWriter *writer, lxw_error error)
{
    writer->failed = writer->failed || error != LXW_NO_ERROR;
}

#define ROW(n) ((lxw_row_t)(n))
#define COLUMN(n) ((lxw_col_t)(n))

void xlsx_width(XlsxWriter *writer, int from, int to, double width)
{
    keep(writer, worksheet_set_column(writer->sheet, COLUMN(from), COLUMN(to), width, NULL));
}

void xlsx_freeze(XlsxWriter *writer, int row, int column)
{
    worksheet_freeze_panes(writer->sheet, ROW(row), COLUMN(column));
}

void xlsx_outline(XlsxWriter *writer, int row, int level)
{
    lxw_row_col_options options = {.level = (uint8_t)level};
    if (level <= 0)
        return;
    worksheet_outline_settings(writer->sheet, LXW_TRUE, LXW_FALSE, LXW_FALSE, LXW_FALSE);
    keep(writer, worksheet_set_row_opt(writer->sheet, ROW(row), LXW_DEF_ROW_HEIGHT, NULL, &options));
}

void xlsx_filter(XlsxWriter *writer, int first_row, int first_column, int last_row, int last_column)
{
    keep(writer,
         worksheet_autofilter(writer->sheet, ROW(first_row), COLUMN(first_column), ROW(last_row), COLUMN(last_column)));
}

/* A text that reads as an escape gets its underscore escaped, or programs would show a control character. */
static void put_escaped(Buf *buf, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned value;
        if (xlsx_escape_at(text + i, length - i, &value))
            buf_text(buf, "_x005F");
        buf_char(buf, text[i]);
    }
}

void xlsx_text(XlsxWriter *writer, int row, int column, XlsxLook look, const char *text)
{
    size_t length = text_fit(text, SHEET_TEXT_MAX);
    Buf own = {0}; /* when the text cannot go as it is */
    if (text[length] || strstr(text, "_x"))
        put_escaped(&own, text, length);
    keep(writer, worksheet_write_string(writer->sheet, ROW(row), COLUMN(column), own.data ? own.data : text,
                                        format_of(writer, look, SHOW_GENERAL)));
    buf_finish(&own);
}

void xlsx_number(XlsxWriter *writer, int row, int column, XlsxLook look, XlsxShow show, double number)
{
    keep(writer,
         worksheet_write_number(writer->sheet, ROW(row), COLUMN(column), number, format_of(writer, look, show)));
}

void xlsx_money(XlsxWriter *writer, int row, int column, XlsxLook look, Money money)
{
    xlsx_number(writer, row, column, look, SHOW_CENTS, (double)money.n / 100);
}

void xlsx_hours(XlsxWriter *writer, int row, int column, XlsxLook look, Minutes minutes)
{
    xlsx_number(writer, row, column, look, SHOW_HOURS, (double)minutes.n / 60);
}

void xlsx_percent(XlsxWriter *writer, int row, int column, XlsxLook look, int64_t thousandths)
{
    XlsxShow show = thousandths % 1000 == 0 ? SHOW_PERCENT : SHOW_PERCENT_TENTH;
    xlsx_number(writer, row, column, look, show, (double)thousandths / 100000);
}

void xlsx_day(XlsxWriter *writer, int row, int column, XlsxLook look, Day day)
{
    static const Day epoch = {-25569}; /* serial 0 is 1899-12-30 */
    if (day_is_set(day))
        xlsx_number(writer, row, column, look, SHOW_DAY, (double)(day.n - epoch.n));
    else
        xlsx_blank(writer, row, column, look);
}

void xlsx_formula(XlsxWriter *writer, int row, int column, XlsxLook look, XlsxShow show, const char *formula,
                  double value)
{
    keep(writer, worksheet_write_formula_num(writer->sheet, ROW(row), COLUMN(column), formula,
                                             format_of(writer, look, show), value));
}

void xlsx_blank(XlsxWriter *writer, int row, int column, XlsxLook look)
{
    keep(writer, worksheet_write_blank(writer->sheet, ROW(row), COLUMN(column), format_of(writer, look, SHOW_GENERAL)));
}

void xlsx_merge(XlsxWriter *writer, int row, int first_column, int last_column, XlsxLook look, const char *text)
{
    if (first_column < last_column)
        keep(writer, worksheet_merge_range(writer->sheet, ROW(row), COLUMN(first_column), ROW(row), COLUMN(last_column),
                                           "", format_of(writer, look, SHOW_GENERAL)));
    xlsx_text(writer, row, first_column, look, text);
}

void xlsx_legend(XlsxWriter *writer, int row, int column, XlsxLook look, const char *meaning)
{
    xlsx_blank(writer, row, column, look);
    xlsx_text(writer, row, column + 1, LOOK_NOTE, meaning);
}

/* Closes the workbook: the library frees it, whatever the outcome. */
static lxw_error close_book(XlsxWriter *writer)
{
    lxw_error error = writer->book ? workbook_close(writer->book) : LXW_NO_ERROR;
    writer->book = NULL;
    return error;
}

static Err *take_bytes(Ctx *cx, int fd, Buf *out)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size <= 0)
        return err_fault(cx, "A spreadsheet came out empty");
    buf_reserve(out, (size_t)size);
    for (off_t at = 0; at < size;) {
        char piece[65536];
        ssize_t got = pread(fd, piece, sizeof piece, at);
        if (got <= 0)
            return err_fault(cx, "A spreadsheet could not be read back: %s", strerror(errno));
        buf_put(out, piece, (size_t)got);
        at += got;
    }
    return NULL;
}

Err *xlsx_finish(Ctx *cx, XlsxWriter *writer, Buf *out)
{
    lxw_error error = close_book(writer);
    Err *err = NULL;
    if (error != LXW_NO_ERROR)
        err = err_fault(cx, "A spreadsheet could not be written: %s", lxw_strerror(error));
    else if (writer->failed)
        err = err_fault(cx, "A cell of a spreadsheet could not be written");
    else
        err = take_bytes(cx, writer->fd, out);
    close(writer->fd);
    return err;
}

void xlsx_drop(XlsxWriter *writer)
{
    if (!writer)
        return;
    if (writer->book)
        lxw_workbook_free(writer->book);
    writer->book = NULL;
    close(writer->fd);
}
