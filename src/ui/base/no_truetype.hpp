// Takes the place of Dear ImGui's TrueType reader, which is never asked: glyphs come from the browser, and in tests from a loader of
// their own. Every font is refused, so what would read one is left out of the program.
#pragma once

struct stbtt_fontinfo {};

static inline int stbtt_GetFontOffsetForIndex(const unsigned char*, int) { return -1; }
static inline int stbtt_InitFont(stbtt_fontinfo*, const unsigned char*, int) { return 0; }
static inline float stbtt_ScaleForPixelHeight(const stbtt_fontinfo*, float) { return 0; }
static inline float stbtt_ScaleForMappingEmToPixels(const stbtt_fontinfo*, float) { return 0; }
static inline int stbtt_FindGlyphIndex(const stbtt_fontinfo*, int) { return 0; }
static inline void stbtt_GetFontVMetrics(const stbtt_fontinfo*, int* ascent, int* descent, int* gap) {
    *ascent = *descent = *gap = 0;
}
static inline void stbtt_GetGlyphHMetrics(const stbtt_fontinfo*, int, int* advance, int* bearing) { *advance = *bearing = 0; }
static inline void stbtt_GetGlyphBitmapBox(const stbtt_fontinfo*, int, float, float, int* x0, int* y0, int* x1, int* y1) {
    *x0 = *y0 = *x1 = *y1 = 0;
}
static inline void stbtt_GetGlyphBitmapBoxSubpixel(const stbtt_fontinfo* font, int glyph, float x, float y, float, float,
                                                   int* x0, int* y0, int* x1, int* y1) {
    stbtt_GetGlyphBitmapBox(font, glyph, x, y, x0, y0, x1, y1);
}
static inline void stbtt_MakeGlyphBitmapSubpixelPrefilter(const stbtt_fontinfo*, unsigned char*, int, int, int, float, float,
                                                          float, float, int, int, float*, float*, int) {}
