/* SPDX-License-Identifier: MIT */
/* Where a fill is: style:style, its table-cell-properties, else its parent's (OpenDocument 1.3, part 3, 16 and 20). */
#include "base/base.h"

#include "formats/colour.h"
#include "formats/ods_parts.h"

#define STYLES_MAX 65536
#define STYLE_NAME_MAX 512
#define PARENTS_MAX 16 /* a circle of parents ends here */

static Err *add_style(Ctx *cx, OdsStyles *styles, XmlAttributes attributes)
{
    const char *family = xml_attribute(attributes, "family");
    const char *name = xml_attribute(attributes, "style:name");
    const char *parent = xml_attribute(attributes, "parent-style-name");
    bool of_table = family && strcmp(family, "table") == 0;
    styles->open = NULL;
    if (!name || !family || !(of_table || strcmp(family, "table-cell") == 0))
        return NULL;
    if (styles->all.count >= STYLES_MAX || strlen(name) > STYLE_NAME_MAX || (parent && strlen(parent) > STYLE_NAME_MAX))
        return err_new(cx, ERR_TOO_LARGE, "file",
                       _("The table has too many cell styles; copy its values into a new file"));
    styles->open = list_push(cx->arena, &styles->all);
    *styles->open = (OdsStyle){
        .name = arena_strdup(cx->arena, name),
        .parent = parent ? arena_strdup(cx->arena, parent) : "",
        .look.fill = FILL_NONE,
        .of_table = of_table,
        .automatic = styles->automatic,
    };
    return NULL;
}

static void take_cell_properties(OdsStyle *style, XmlAttributes attributes)
{
    const char *colour = xml_attribute(attributes, "background-color");
    uint32_t rgb;
    if (!colour)
        return;
    style->sets_fill = true;
    style->look.fill = *colour == '#' && colour_parse(colour + 1, &rgb) ? rgb : FILL_NONE;
}

static void take_text_properties(OdsStyle *style, XmlAttributes attributes)
{
    const char *weight = xml_attribute(attributes, "fo:font-weight");
    style->sets_bold |= weight != NULL;
    if (weight)
        style->look.bold = strcmp(weight, "normal") != 0;
}

/* A step is 10 points, written in any unit: "0.353cm". */
static void take_paragraph_properties(OdsStyle *style, XmlAttributes attributes)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"cm", 72 / 2.54}, {"mm", 72 / 25.4}, {"in", 72}, {"pt", 1}};
    const char *margin = xml_attribute(attributes, "margin-left");
    char *unit = NULL;
    double length = margin ? strtod(margin, &unit) : 0;
    style->sets_indent |= margin != NULL;
    for (size_t i = 0; unit && i < COUNT_OF(units); i++)
        if (strcmp(unit, units[i].unit) == 0 && length > 0)
            style->look.indent = (uint8_t)MIN_OF(length * units[i].points / 10 + 0.5, (double)UINT8_MAX);
}

static bool says_no(const char *value)
{
    return value && strcmp(value, "false") == 0;
}

/* What stands inside a style. */
static void take_properties(OdsStyle *style, const char *name, XmlAttributes attributes)
{
    if (strcmp(name, "table-cell-properties") == 0)
        take_cell_properties(style, attributes);
    else if (strcmp(name, "text-properties") == 0)
        take_text_properties(style, attributes);
    else if (strcmp(name, "paragraph-properties") == 0)
        take_paragraph_properties(style, attributes);
    else if (strcmp(name, "map") == 0)
        style->ruled = true;
    else if (strcmp(name, "table-properties") == 0)
        style->undisplayed = says_no(xml_attribute(attributes, "display"));
}

Err *ods_styles_start(Ctx *cx, OdsStyles *styles, const char *name, XmlAttributes attributes)
{
    bool automatic = strcmp(name, "automatic-styles") == 0;
    if (automatic || strcmp(name, "styles") == 0) {
        styles->inside = true;
        styles->automatic = automatic;
    } else if (styles->inside && strcmp(name, "style") == 0) {
        return add_style(cx, styles, attributes);
    } else if (styles->open) {
        take_properties(styles->open, name, attributes);
    }
    return NULL;
}

void ods_styles_end(OdsStyles *styles, const char *name)
{
    if (strcmp(name, "style") == 0)
        styles->open = NULL;
    if (strcmp(name, "styles") == 0 || strcmp(name, "automatic-styles") == 0)
        styles->inside = false;
}

static int compare(const void *a, const void *b)
{
    const OdsStyle *one = a, *other = b;
    int order = one->of_table - other->of_table;
    if (!order)
        order = strcmp(one->name, other->name);
    return order ? order : other->automatic - one->automatic;
}

/* The first that is not before the key. */
const OdsStyle *ods_style(const OdsStyles *styles, bool of_table, const char *name)
{
    OdsStyle key = {.name = name, .of_table = of_table, .automatic = true};
    size_t low = 0, high = styles->all.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&styles->all.items[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const OdsStyle *style = low < styles->all.count ? &styles->all.items[low] : NULL;
    return style && style->of_table == of_table && strcmp(style->name, name) == 0 ? style : NULL;
}

/* What the style and its parents say together. */
static OdsLook resolve(const OdsStyles *styles, const OdsStyle *style)
{
    OdsStyle all = {.look.fill = FILL_NONE};
    for (int i = 0; style && i < PARENTS_MAX; i++) {
        if (style->sets_fill && !all.sets_fill)
            all.look.fill = style->look.fill;
        if (style->sets_bold && !all.sets_bold)
            all.look.bold = style->look.bold;
        if (style->sets_indent && !all.sets_indent)
            all.look.indent = style->look.indent;
        all.sets_fill |= style->sets_fill;
        all.sets_bold |= style->sets_bold;
        all.sets_indent |= style->sets_indent;
        style = *style->parent ? ods_style(styles, false, style->parent) : NULL;
    }
    return all.look;
}

void ods_styles_finish(OdsStyles *styles)
{
    if (styles->all.count)
        qsort(styles->all.items, styles->all.count, sizeof *styles->all.items, compare);
    for (size_t i = 0; i < styles->all.count; i++)
        styles->all.items[i].resolved = resolve(styles, &styles->all.items[i]);
}

OdsLook ods_look(const OdsStyle *style)
{
    return style ? style->resolved : (OdsLook){.fill = FILL_NONE};
}
