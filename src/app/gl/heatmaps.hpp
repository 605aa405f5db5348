// Draws heatmaps with WebGL2: one texture, one draw call each.
#pragma once

#include <GLES3/gl3.h>

#include <vector>

#include "app/gl/texture_cache.hpp"
#include "ui/base/heatmap.hpp"

namespace headscope::app {

class GlHeatmaps {
public:
    bool create();
    void destroy();
    void set_palette(const ui::Palette& palette) { palette_ = palette; }

    void begin_frame();
    /// `scale`: device pixels per ImGui unit. The caller has set blending and scissor; program, textures are changed.
    void draw(const ui::Heatmap& heatmap, ImVec2 scale, ImVec2 framebuffer);
    void end_frame() { textures_.end_frame(); }

    int textures() const { return textures_.size(); }
    double take_uploaded_bytes() { return textures_.take_uploaded_bytes(); }

private:
    void bind_values(const ui::Heatmap& heatmap, int factor);
    void bind_hatches(const ui::Heatmap& heatmap, int factor);

    GLuint program_ = 0;
    GLint uniforms_ = -1, palette_at_ = -1;
    GLint max_size_ = 0;
    bool palette_sent_ = false;
    ui::Palette palette_{};
    TextureCache textures_;
    std::vector<float> reduced_;
    std::vector<ui::Hatch> reduced_hatches_;
};

}  // namespace headscope::app
