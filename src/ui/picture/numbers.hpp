// Where a picture's numbers come from: heatmaps over the document's matrices and the trace's stages, with revisions.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "lab/readings/head_statistics.hpp"
#include "ui/base/context.hpp"
#include "ui/picture/hatches.hpp"

namespace headscope::ui {

/// The next of 1, 1.5, 2, 3, 5, 7, 10, ... at or above a size, so that a scale reads well and small changes move nothing.
float round_limit(float size);

/// Shows the present, the state before the last change, or the difference from the start, as the context says.
/// What is kept between frames so that a frame without a change costs nothing per cell: revisions of the document's
/// matrices, the limits of the colour scales, why cells are hidden, and the names of the tokens padded to the longest sentence.
/// Limits hold still while a pointer is down or the view locks them: one changed number does not repaint the others.
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
    /// "0", "1", ... for axes that count no tokens.
    std::span<const std::string> indices(int count);
    /// What is told of a head of the shown item, by its weights of now; its likeness to the chosen head, of the chosen one to that
    /// beside it.
    const lab::HeadNumbers& head(const Context& c, int head);
    /// Of the picture on the stage.
    const Hatches& hatches(const Context& c);
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
        bool whole = false, nan = false;
    };
    /// What of a picture the last change touched, and of which revisions that is known.
    struct Block {
        std::uint64_t now = 0, before = 0;
        int row = 0, end_row = 0, col = 0, end_col = 0;
    };
    struct Told {
        std::array<std::uint64_t, 4> revisions{};
        lab::HeadNumbers numbers{};
    };
    /// What is kept under one key: one of these.
    struct Known {
        Block changed;
        Limit limit;
        Told head;
        Hatches hatches;  // the blocks of a matrix; struck weights after dropout, by head
    };
    struct Names {
        std::vector<std::string> tokens, names;
        int count = 0;
        float size = 0, width = 0;
    };
    void refresh(Names& names, const std::vector<std::string>& tokens, int count, float size);
    /// Why cells of a head of a stage are hatched.
    const Hatches& hatches_of(const Context& c, const lab::CellRef& part);
    const Limit& limit_of(std::uint64_t key, const Heatmap& map, int blocks, std::ptrdiff_t block_stride);
    void scale_stage(const Context& c, const lab::Trace& trace, lab::TensorId stage, Heatmap& map);

    void mark_changed(Heatmap& map, std::uint64_t key, const float* before, std::ptrdiff_t stride, std::uint64_t revision);

    std::uint64_t source_ = 0;  // whose numbers are shown
    bool marking_ = false;
    std::array<Kept, lab::kTensorCount> kept_;
    std::map<std::uint64_t, Known> known_;  // by what it is of, see key_for
    bool hold_limits_ = false;
    std::vector<Hatches> hatches_,
        filled_hatches_;  // by head that has masks of its own: of the masks; of weights whose empty rows hold numbers
    std::vector<std::string> indices_;
    Names query_names_, key_names_;
};

}  // namespace headscope::ui
