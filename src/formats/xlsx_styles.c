/* SPDX-License-Identifier: MIT */
/* Where a colour is and how it is mixed: ECMA-376, part 1, 18.8.19–22 and 18.8.27; tried against LibreOffice. */
#include "base/base.h"

#include "formats/colour.h"
#include "formats/sheet.h"
#include "formats/xlsx_styles.h"

#define STYLES_MAX 65536 /* Excel's own limit of cell formats is 65 490 */
#define THEME_COLOURS 12
#define INDEXED_COLOURS 64

typedef enum { COLOUR_NONE, COLOUR_RGB, COLOUR_THEME, COLOUR_INDEXED } ColourKind;

/* A colour as the file gives it: the palette that it may need comes at the end of the part. */
typedef struct {
    ColourKind kind;
    uint32_t value; /* of COLOUR_RGB, else a number in theme or palette */
    double tint;
} Colour;

typedef enum { PATTERN_NONE, PATTERN_SOLID, PATTERN_HATCH, PATTERN_GRADIENT } Pattern;

typedef struct {
    Pattern pattern;
    Colour front, back;
} Fill;

typedef struct {
    int id;
    const NumberFormat *format;
} CustomFormat;

typedef struct {
    int format, fill, font;
    uint8_t indent;
} CellXf;

typedef struct {
    Ctx *cx;
    const char *section; /* the list that the reading is in; NULL outside of those of interest */
    uint32_t theme[THEME_COLOURS];
    uint32_t palette[INDEXED_COLOURS];
    int palette_at;
    int theme_at; /* of the theme's part: which colour comes; -1 none */
    LIST_OF(CustomFormat) formats;
    LIST_OF(Fill) fills;
    LIST_OF(bool) bold; /* of fonts */
    LIST_OF(Fill) rule_fills;
    LIST_OF(CellXf) xfs;
} StylesRead;

/* Of Office, where a workbook has no theme of its own: lt1, dk1, lt2, dk2, accents 1–6, links. */
static const uint32_t office_theme[THEME_COLOURS] = {
    0xffffff, 0x000000, 0xe7e6e6, 0x44546a, 0x4472c4, 0xed7d31,
    0xa5a5a5, 0xffc000, 0x5b9bd5, 0x70ad47, 0x0563c1, 0x954f72,
};

static const uint32_t office_palette[INDEXED_COLOURS] = {
    0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x000000, 0xffffff, 0xff0000,
    0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080,
    0xc0c0c0, 0x808080, 0x9999ff, 0x993366, 0xffffcc, 0xccffff, 0x660066, 0xff8080, 0x0066cc, 0xccccff, 0x000080,
    0xff00ff, 0xffff00, 0x00ffff, 0x800080, 0x800000, 0x008080, 0x0000ff, 0x00ccff, 0xccffff, 0xccffcc, 0xffff99,
    0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99, 0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900, 0xff6600, 0x666699,
    0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
};

static Err *too_many(Ctx *cx)
{
    return err_new(cx, ERR_TOO_LARGE, "file", _("The table has too many cell styles; copy its values into a new file"));
}

/* The theme's part names its colours; a cell counts them in another order. */
static int theme_index(const char *name)
{
    static const char *const names[THEME_COLOURS] = {"lt1",     "dk1",     "lt2",     "dk2",     "accent1", "accent2",
                                                     "accent3", "accent4", "accent5", "accent6", "hlink",   "folHlink"};
    for (int i = 0; i < THEME_COLOURS; i++)
        if (strcmp(name, names[i]) == 0)
            return i;
    return -1;
}

static Err *theme_start(void *arg, const char *name, XmlAttributes attributes)
{
    StylesRead *read = arg;
    if (strcmp(name, "clrScheme") == 0)
        read->section = "clrScheme";
    if (!read->section)
        return NULL;
    int index = theme_index(name);
    if (index >= 0)
        read->theme_at = index;
    bool system = strcmp(name, "sysClr") == 0;
    const char *value = NULL;
    if (system || strcmp(name, "srgbClr") == 0)
        value = xml_attribute(attributes, system ? "lastClr" : "val");
    if (value && read->theme_at >= 0)
        (void)colour_parse(value, &read->theme[read->theme_at]);
    return NULL;
}

static Err *theme_end(void *arg, const char *name)
{
    StylesRead *read = arg;
    if (theme_index(name) >= 0)
        read->theme_at = -1;
    if (strcmp(name, "clrScheme") == 0)
        read->section = NULL;
    return NULL;
}

static double tint_of(XmlAttributes attributes)
{
    const char *text = xml_attribute(attributes, "tint");
    return text ? strtod(text, NULL) : 0;
}

static Colour colour_read(XmlAttributes attributes)
{
    Colour colour = {.tint = tint_of(attributes)};
    const char *rgb = xml_attribute(attributes, "rgb");
    int theme = xml_int(attributes, "theme", -1);
    int indexed = xml_int(attributes, "indexed", -1);
    if (rgb && colour_parse(rgb, &colour.value)) {
        colour.kind = COLOUR_RGB;
    } else if (theme >= 0 && theme < THEME_COLOURS) {
        colour.kind = COLOUR_THEME;
        colour.value = (uint32_t)theme;
    } else if (indexed >= 0 && indexed < INDEXED_COLOURS) {
        colour.kind = COLOUR_INDEXED;
        colour.value = (uint32_t)indexed;
    }
    return colour;
}

static uint32_t colour_mix(const StylesRead *read, Colour colour)
{
    uint32_t rgb = colour.value;
    if (colour.kind == COLOUR_NONE)
        return FILL_NONE;
    if (colour.kind == COLOUR_THEME)
        rgb = read->theme[colour.value];
    if (colour.kind == COLOUR_INDEXED)
        rgb = read->palette[colour.value];
    return colour.tint < 0 || colour.tint > 0 ? colour_tint(rgb, colour.tint) : rgb;
}

/* A hatch has two colours: the lines and the ground; a blue one of them is what was meant. */
static uint32_t fill_mix(const StylesRead *read, const Fill *fill)
{
    uint32_t front = colour_mix(read, fill->front);
    uint32_t back = colour_mix(read, fill->back);
    if (fill->pattern == PATTERN_NONE)
        return FILL_NONE;
    if (fill->pattern == PATTERN_HATCH && back != FILL_NONE && colour_hue(front) != HUE_BLUE)
        return back;
    return front;
}

static Pattern pattern_of(XmlAttributes attributes)
{
    const char *type = xml_attribute(attributes, "patternType");
    if (!type || strcmp(type, "none") == 0 || strcmp(type, "gray125") == 0)
        return PATTERN_NONE;
    return strcmp(type, "solid") == 0 ? PATTERN_SOLID : PATTERN_HATCH;
}

/* Of a gradient the most colourful stop stays. */
static void take_stop(StylesRead *read, Fill *fill, Colour colour)
{
    uint32_t old = colour_mix(read, fill->front);
    uint32_t new = colour_mix(read, colour);
    if (new != FILL_NONE && (old == FILL_NONE || colour_chroma(new) > colour_chroma(old)))
        fill->front = colour;
}

static Err *fill_element(StylesRead *read, const char *name, XmlAttributes attributes)
{
    if (strcmp(name, "fill") == 0) {
        if (read->fills.count >= STYLES_MAX)
            return too_many(read->cx);
        (void)list_push(read->cx->arena, &read->fills);
        return NULL;
    }
    if (read->fills.count == 0)
        return NULL;
    Fill *fill = &read->fills.items[read->fills.count - 1];
    if (strcmp(name, "patternFill") == 0)
        fill->pattern = pattern_of(attributes);
    else if (strcmp(name, "gradientFill") == 0)
        fill->pattern = PATTERN_GRADIENT;
    else if (strcmp(name, "fgColor") == 0)
        fill->front = colour_read(attributes);
    else if (strcmp(name, "bgColor") == 0)
        fill->back = colour_read(attributes);
    else if (strcmp(name, "color") == 0 && fill->pattern == PATTERN_GRADIENT)
        take_stop(read, fill, colour_read(attributes));
    return NULL;
}

/* In a conditional format the colours are the other way round: the ground is what a person sees. */
static Err *rule_element(StylesRead *read, const char *name, XmlAttributes attributes)
{
    if (strcmp(name, "dxf") == 0) {
        if (read->rule_fills.count >= STYLES_MAX)
            return too_many(read->cx);
        (void)list_push(read->cx->arena, &read->rule_fills);
        return NULL;
    }
    if (read->rule_fills.count == 0)
        return NULL;
    Fill *fill = &read->rule_fills.items[read->rule_fills.count - 1];
    if (strcmp(name, "fgColor") == 0)
        fill->back = colour_read(attributes);
    else if (strcmp(name, "bgColor") == 0)
        fill->front = colour_read(attributes);
    return NULL;
}

static Err *format_element(StylesRead *read, XmlAttributes attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");
    NumberFormat *format = arena_new(read->cx->arena, NumberFormat);
    if (read->formats.count >= STYLES_MAX / 64)
        return too_many(read->cx);
    *format = number_format_read(code ? code : "");
    CustomFormat *custom = list_push(read->cx->arena, &read->formats);
    *custom = (CustomFormat){.id = xml_int(attributes, "numFmtId", -1), .format = format};
    return NULL;
}

static Err *xf_element(StylesRead *read, XmlAttributes attributes)
{
    if (read->xfs.count >= STYLES_MAX)
        return too_many(read->cx);
    CellXf *xf = list_push(read->cx->arena, &read->xfs);
    *xf = (CellXf){.format = xml_int(attributes, "numFmtId", 0),
                   .fill = xml_int(attributes, "fillId", 0),
                   .font = xml_int(attributes, "fontId", -1)};
    return NULL;
}

static Err *font_element(StylesRead *read, const char *name, XmlAttributes attributes)
{
    const char *value = xml_attribute(attributes, "val");
    if (strcmp(name, "font") == 0 && read->bold.count >= STYLES_MAX)
        return too_many(read->cx);
    if (strcmp(name, "font") == 0)
        (void)list_push(read->cx->arena, &read->bold);
    if (strcmp(name, "b") == 0 && read->bold.count)
        read->bold.items[read->bold.count - 1] = !value || xml_flag(attributes, "val");
    return NULL;
}

static void alignment_element(StylesRead *read, XmlAttributes attributes)
{
    int indent = xml_int(attributes, "indent", 0);
    if (read->xfs.count)
        read->xfs.items[read->xfs.count - 1].indent = (uint8_t)MIN_OF(MAX_OF(indent, 0), UINT8_MAX);
}

static Err *styles_start(void *arg, const char *name, XmlAttributes attributes)
{
    static const char *const sections[] = {"numFmts", "fonts", "fills", "cellXfs", "dxfs", "indexedColors"};
    StylesRead *read = arg;
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        if (!read->section && strcmp(name, sections[i]) == 0)
            read->section = sections[i];
    if (!read->section)
        return NULL;
    if (strcmp(read->section, "fills") == 0)
        return fill_element(read, name, attributes);
    if (strcmp(read->section, "fonts") == 0)
        return font_element(read, name, attributes);
    if (strcmp(name, "alignment") == 0)
        alignment_element(read, attributes);
    if (strcmp(read->section, "dxfs") == 0)
        return rule_element(read, name, attributes);
    if (strcmp(name, "numFmt") == 0)
        return format_element(read, attributes);
    if (strcmp(name, "xf") == 0)
        return xf_element(read, attributes);
    if (strcmp(name, "rgbColor") == 0 && read->palette_at < INDEXED_COLOURS) {
        const char *rgb = xml_attribute(attributes, "rgb");
        (void)colour_parse(rgb ? rgb : "", &read->palette[read->palette_at++]);
    }
    return NULL;
}

static Err *styles_end(void *arg, const char *name)
{
    StylesRead *read = arg;
    if (read->section && strcmp(name, read->section) == 0)
        read->section = NULL;
    return NULL;
}

/* Custom formats are searched: there are few, and each number is looked up once for each style. */
static const NumberFormat *format_of(const StylesRead *read, int id)
{
    for (size_t i = 0; i < read->formats.count; i++)
        if (read->formats.items[i].id == id)
            return read->formats.items[i].format;
    NumberFormat built_in = number_format_built_in(id);
    return arena_memdup(read->cx->arena, &built_in, sizeof built_in);
}

static void resolve_rules(const StylesRead *read, XlsxStyles *styles)
{
    styles->rule_count = read->rule_fills.count;
    styles->rule_fills = arena_new_array(read->cx->arena, uint32_t, read->rule_fills.count);
    for (size_t i = 0; i < read->rule_fills.count; i++) {
        const Fill *fill = &read->rule_fills.items[i];
        styles->rule_fills[i] = colour_mix(read, fill->front.kind == COLOUR_NONE ? fill->back : fill->front);
    }
}

static void resolve(const StylesRead *read, XlsxStyles *styles)
{
    const NumberFormat *format = NULL;
    int format_id = -1;
    styles->count = read->xfs.count;
    styles->items = arena_new_array(read->cx->arena, XlsxStyle, read->xfs.count);
    for (size_t i = 0; i < read->xfs.count; i++) {
        CellXf xf = read->xfs.items[i];
        bool filled = (size_t)xf.fill < read->fills.count;
        if (xf.format != format_id)
            format = format_of(read, xf.format);
        format_id = xf.format;
        styles->items[i] = (XlsxStyle){
            .format = format,
            .fill = filled ? fill_mix(read, &read->fills.items[xf.fill]) : FILL_NONE,
            .bold = xf.font >= 0 && (size_t)xf.font < read->bold.count && read->bold.items[xf.font],
            .indent = xf.indent,
        };
    }
}

Err *xlsx_styles_read(Ctx *cx, Package *package, const char *styles_path, const char *theme_path, XlsxStyles *styles)
{
    bool found;
    StylesRead read = {.cx = cx, .theme_at = -1};
    memcpy(read.theme, office_theme, sizeof office_theme);
    memcpy(read.palette, office_palette, sizeof office_palette);
    if (theme_path)
        TRY(package_read(package, theme_path, &(XmlReader){.start = theme_start, .end = theme_end}, &read, &found));
    read.section = NULL;
    if (styles_path)
        TRY(package_read(package, styles_path, &(XmlReader){.start = styles_start, .end = styles_end}, &read, &found));
    resolve(&read, styles);
    resolve_rules(&read, styles);
    return NULL;
}

XlsxStyle xlsx_style(const XlsxStyles *styles, int number)
{
    static const NumberFormat plain;
    if (number >= 0 && (size_t)number < styles->count)
        return styles->items[number];
    return (XlsxStyle){.format = &plain, .fill = FILL_NONE};
}
