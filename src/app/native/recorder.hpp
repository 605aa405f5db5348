// The native tests' renderer: draws nothing, records what a frame asked for.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "app/drawing/renderer.hpp"

namespace headscope::app {

class Recorder final : public Renderer {
public:
    bool attach() override { return ready_ = true; }
    void detach() override { lost(); }
    void lost() override;
    bool restored() override { return ready_ = true; }
    bool ready() const override { return ready_; }
    void begin_frame(const ui::Palette& palette) override;
    void draw(ImDrawList* list, const ui::Heatmap& heatmap) override;
    /// Uploads as the page's renderer does: what is held under a heatmap's key already is not read again.
    void render(ImDrawData* data, ImU32 background) override;
    RenderStats stats() const override { return stats_; }

    const std::vector<ui::Heatmap>& heatmaps() const { return heatmaps_; }
    /// The numbers that a heatmap of the last frame shows, row by row: those of its upload, which may be an old one.
    const std::vector<float>& shown(const ui::Heatmap& heatmap) const { return textures_.at(heatmap.key).values; }

private:
    struct Texture {
        std::uint64_t revision = 0;
        int rows = 0, cols = 0;
        std::vector<float> values;
    };

    bool ready_ = false;
    std::vector<ui::Heatmap> heatmaps_;
    std::map<std::uint64_t, Texture> textures_;
    RenderStats stats_;
};

}  // namespace headscope::app
