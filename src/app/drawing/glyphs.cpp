// Dear ImGui's font loader over a glyph source: glyphs are measured and drawn one by one, when first needed, at the pixel size
// of the screen, so that text is crisp at every zoom and no font file exists.
//
// Dear ImGui draws code points, not clusters: joined emoji (families, flags) appear as their parts, and a combining mark is
// drawn over the letter before it by having no width of its own.
#include "app/drawing/glyphs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "app/drawing/glyph_source.hpp"
#include "imgui.h"
#include "imgui_internal.h"

namespace headscope::app {
namespace {

GlyphFace face_of(const ImFontConfig* source) { return static_cast<GlyphFace>(source->FontNo); }

/// The first glyph of another script takes the browser's fallback font, so every face has every character.
bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar) { return true; }

bool is_digit(ImWchar c) { return c >= '0' && c <= '9'; }

/// How wide 0 is. Digits come one after the other, so the last answer is remembered.
float digit_width(GlyphFace face, float size) {
    static struct {
        GlyphFace face;
        float size = 0, width = 0;
    } last;
    if (last.face != face || last.size != size) last = {face, size, load_glyph(face, size, '0', nullptr).advance};
    return last.width;
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    const float density = baked->RasterizerDensity;
    baked->Ascent = std::round(glyph_baseline() * baked->Size * density) / density;
    baked->Descent = baked->Ascent - baked->Size;
    return true;
}

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point, ImFontGlyph* glyph,
          float* advance_only) {
    const float density = baked->RasterizerDensity;
    const GlyphFace face = face_of(source);
    std::vector<std::uint8_t> pixels;
    GlyphMetrics metrics = load_glyph(face, baked->Size * density, code_point, glyph ? &pixels : nullptr);

    // Digits of every face are equally wide, so that changing numbers do not jump.
    if (is_digit(code_point) && code_point != '0') {
        const float width = digit_width(face, baked->Size * density);
        metrics.left += static_cast<std::int32_t>(std::lround((width - metrics.advance) / 2));
        metrics.advance = width;
    }
    const float advance = std::round(metrics.advance) / density;
    if (advance_only) {
        *advance_only = advance;
        return true;
    }
    glyph->Codepoint = code_point & 0x3ffffff;  // as wide as its bit field
    glyph->AdvanceX = advance;
    if (metrics.width <= 0 || metrics.height <= 0) return true;

    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, metrics.width, metrics.height);
    if (id == ImFontAtlasRectId_Invalid) return true;  // no room: a gap is better than no page
    ImTextureRect* place = ImFontAtlasPackGetRect(atlas, id);
    const float left = static_cast<float>(metrics.left) / density;
    const float top = baked->Ascent + static_cast<float>(metrics.top) / density;
    glyph->X0 = left;
    glyph->Y0 = top;
    glyph->X1 = left + static_cast<float>(metrics.width) / density;
    glyph->Y1 = top + static_cast<float>(metrics.height) / density;
    glyph->Visible = true;
    glyph->Colored = metrics.coloured != 0;
    glyph->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, place, pixels.data(), ImTextureFormat_RGBA32,
                                       metrics.width * 4);
    return true;
}

const ImFontLoader* loader() {
    static const ImFontLoader instance = [] {
        ImFontLoader l;
        l.Name = "headscope";
        l.FontSrcContainsGlyph = contains_glyph;
        l.FontBakedInit = init_baked;
        l.FontBakedLoadGlyph = load;
        return l;
    }();
    return &instance;
}

}  // namespace

void add_fonts(ImFontAtlas& atlas) {
    // Lines are drawn as polygons: then everything but glyphs samples one white pixel, which the renderer relies on.
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    atlas.TexDesiredFormat = ImTextureFormat_RGBA32;
    atlas.TexMinWidth = 1024;
    atlas.TexMinHeight = 256;
    ImFontAtlasBuildSetupFontLoader(&atlas, loader());
    for (const GlyphFace face : {GlyphFace::regular, GlyphFace::bold, GlyphFace::mono}) {
        ImFontConfig config;
        config.FontLoader = loader();
        config.FontNo = static_cast<ImU32>(face);
        config.SizePixels = 15;
        config.EllipsisChar = 0x2026;
        atlas.AddFont(&config);
    }
}

}  // namespace headscope::app
