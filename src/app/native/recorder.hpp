// The native tests' renderer: draws nothing, records what a frame asked for.
#pragma once

#include <vector>

#include "app/renderer.hpp"

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
    /// Reads every value of every heatmap, as an upload would: stale pointers do not go unnoticed under a sanitizer.
    void render(ImDrawData* data, ImU32 background) override;
    RenderStats stats() const override { return stats_; }

    const std::vector<ui::Heatmap>& heatmaps() const { return heatmaps_; }
    double sum() const { return sum_; }

private:
    bool ready_ = false;
    std::vector<ui::Heatmap> heatmaps_;
    double sum_ = 0;
    RenderStats stats_;
};

}  // namespace headscope::app
