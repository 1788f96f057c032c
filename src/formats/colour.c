/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/colour.h"

typedef struct {
    double hue;                   /* degrees */
    double lightness, saturation; /* 0–1 */
} Hls;

/* Conversion: the usual one of HLS, as in Foley and van Dam, "Computer Graphics". */
static Hls to_hls(uint32_t rgb)
{
    double red = (rgb >> 16 & 255) / 255.0;
    double green = (rgb >> 8 & 255) / 255.0;
    double blue = (rgb & 255) / 255.0;
    double most = MAX_OF(red, MAX_OF(green, blue));
    double least = MIN_OF(red, MIN_OF(green, blue));
    double range = most - least;
    Hls hls = {.lightness = (most + least) / 2};
    if (range <= 0)
        return hls;
    hls.saturation = hls.lightness <= 0.5 ? range / (most + least) : range / (2 - most - least);
    if (red >= most)
        hls.hue = 60 * (green - blue) / range;
    else if (green >= most)
        hls.hue = 120 + 60 * (blue - red) / range;
    else
        hls.hue = 240 + 60 * (red - green) / range;
    if (hls.hue < 0)
        hls.hue += 360;
    return hls;
}

static uint32_t channel(double low, double high, double hue)
{
    double value = low;
    if (hue < 0)
        hue += 360;
    if (hue >= 360)
        hue -= 360;
    if (hue < 60)
        value = low + (high - low) * hue / 60;
    else if (hue < 180)
        value = high;
    else if (hue < 240)
        value = low + (high - low) * (240 - hue) / 60;
    return (uint32_t)(value * 255 + 0.5);
}

static uint32_t from_hls(Hls hls)
{
    double l = hls.lightness;
    double high = l <= 0.5 ? l * (1 + hls.saturation) : l + hls.saturation - l * hls.saturation;
    double low = 2 * l - high;
    return channel(low, high, hls.hue + 120) << 16 | channel(low, high, hls.hue) << 8 |
           channel(low, high, hls.hue - 120);
}

uint32_t colour_tint(uint32_t rgb, double tint)
{
    Hls hls = to_hls(rgb);
    if (!(tint >= -1 && tint <= 1))
        return rgb;
    hls.lightness = tint < 0 ? hls.lightness * (1 + tint) : hls.lightness * (1 - tint) + tint;
    return from_hls(hls);
}

static double chroma_of(Hls hls)
{
    double bend = 2 * hls.lightness - 1;
    return hls.saturation * (1 - (bend < 0 ? -bend : bend));
}

double colour_chroma(uint32_t rgb)
{
    return chroma_of(to_hls(rgb));
}

Hue colour_hue(uint32_t rgb)
{
    Hls hls = to_hls(rgb);
    double chroma = chroma_of(hls);
    if (rgb > 0xffffff || chroma < 0.04)
        return HUE_OTHER;
    bool blue = hls.hue >= 185 && hls.hue <= 255;
    if (blue && chroma >= 0.08)
        return hls.lightness >= 0.12 && hls.lightness <= 0.97 ? HUE_BLUE : HUE_OTHER;
    bool near = (hls.hue >= 170 && hls.hue < 185) || (hls.hue > 255 && hls.hue <= 275);
    return blue || near ? HUE_UNSURE : HUE_OTHER;
}

ColourName colour_name(uint32_t rgb)
{
    static const struct {
        int until; /* degrees */
        ColourName name;
    } names[] = {{15, TINT_RED},   {40, TINT_ORANGE},  {68, TINT_YELLOW}, {165, TINT_GREEN},
                 {255, TINT_BLUE}, {320, TINT_VIOLET}, {360, TINT_RED}};
    Hls hls = to_hls(rgb);
    size_t at = 0;
    if (chroma_of(hls) < 0.04)
        return TINT_GREY;
    while (hls.hue > names[at].until)
        at++;
    return names[at].name;
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = memchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c, 16);
    return at ? (int)(at - digits) : -1;
}

bool colour_parse(const char *text, uint32_t *rgb)
{
    size_t length = strlen(text);
    uint32_t value = 0;
    if (length != 6 && length != 8)
        return false;
    for (; *text; text++) {
        int digit = hex_digit(*text);
        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *rgb = value & 0xffffff;
    return true;
}
