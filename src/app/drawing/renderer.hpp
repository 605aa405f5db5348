// What draws a frame. In the page WebGL2 (gl/), in the native tests a recorder (native/); CMake chooses the file.
#pragma once

#include <cstdint>
#include <memory>

#include "ui/base/heatmap.hpp"

struct ImDrawData;

namespace headscope::app {

/// Of the last frame drawn.
struct RenderStats {
    int draw_calls = 0;
    int vertices = 0;
    double uploaded_bytes = 0;  // heatmaps and glyphs
    int textures = 0;           // heatmap textures held
};

/// Draws ImGui's draw data and the heatmaps in it. Owns every GL object of a laboratory.
class Renderer : public ui::HeatmapPainter {
public:
    /// Takes a context on the page's canvas and builds all objects; false where there is no WebGL2.
    virtual bool attach() = 0;
    /// Frees all objects and lets the context go.
    virtual void detach() = 0;
    /// The context is lost: its objects are gone already.
    virtual void lost() = 0;
    virtual bool restored() = 0;
    virtual bool ready() const = 0;
    virtual void render(ImDrawData* data, ImU32 background) = 0;
    virtual RenderStats stats() const = 0;
};

std::unique_ptr<Renderer> make_renderer();

}  // namespace headscope::app
