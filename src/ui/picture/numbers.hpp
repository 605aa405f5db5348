// Where a picture's numbers come from: heatmaps over the document's matrices and the trace's stages, with revisions.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/base/context.hpp"

namespace headscope::ui {

/// What is kept between frames so that a frame without a change costs nothing per cell: revisions of the document's
/// matrices, the limits of the colour scales, and the names of the tokens padded to the longest sentence.
class PictureNumbers {
public:
    /// Notices what changed since the last frame.
    void begin_frame(const Context& c);
    /// One head of a stage; head -1: all heads side by side (query, key, value, concat). values == nullptr: not kept yet.
    Heatmap stage(const Context& c, lab::TensorId stage, int head);
    /// The matrix of the shown batch item or layer.
    Heatmap matrix(const Context& c, lab::TensorId matrix);
    /// Token names of the shown item, one per row (column) of the pictures; "·" for padding.
    std::span<const std::string> queries() const { return query_names_.names; }
    std::span<const std::string> keys() const { return key_names_.names; }
    /// Width of the widest name at the theme's small size, at most `limit`.
    float query_width(float limit) const { return query_names_.width < limit ? query_names_.width : limit; }
    float key_width(float limit) const { return key_names_.width < limit ? key_names_.width : limit; }

private:
    struct Kept {
        lab::Matrix matrix;
        std::uint64_t revision = 0;
    };
    struct Limit {
        bool known = false;
        std::uint64_t revision = 0;
        float value = 1;
    };
    struct Names {
        std::vector<std::string> tokens, names;
        int count = 0;
        float size = 0, width = 0;
    };
    void refresh(Names& names, const std::vector<std::string>& tokens, int count, float size);
    float limit_of(std::uint64_t key, const Heatmap& map, int blocks, std::ptrdiff_t block_stride);

    std::array<Kept, lab::kTensorCount> kept_;
    std::unordered_map<std::uint64_t, Limit> limits_;
    Names query_names_, key_names_;
};

}  // namespace headscope::ui
