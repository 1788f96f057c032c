/* SPDX-License-Identifier: MIT */
/* Colours of cells: 0xRRGGBB, or FILL_NONE. */
#ifndef FORMATS_COLOUR_H
#define FORMATS_COLOUR_H

#include "base/base.h"

typedef enum {
    HUE_OTHER,
    HUE_BLUE,   /* agencies mark tentative weeks so */
    HUE_UNSURE, /* blue-grey, cyan, violet: ask */
} Hue;

/* How a person would call the colour. Bounds: tried on the palettes of Excel and LibreOffice. */
Hue colour_hue(uint32_t rgb);

/* Lighter (tint above 0, up to 1) or darker (below, down to -1), as spreadsheets compute it: in HLS. */
uint32_t colour_tint(uint32_t rgb, double tint);

/* As people call a colour, roughly. */
typedef enum { TINT_GREY, TINT_RED, TINT_ORANGE, TINT_YELLOW, TINT_GREEN, TINT_BLUE, TINT_VIOLET } ColourName;
ColourName colour_name(uint32_t rgb);

/* Distance from grey, 0–1. */
double colour_chroma(uint32_t rgb);

/* "RRGGBB" or "AARRGGBB", the alpha left out; false for anything else. */
bool colour_parse(const char *text, uint32_t *rgb);

#endif
