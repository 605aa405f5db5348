// Where a picture's numbers come from: heatmaps over the document's matrices and the trace's stages.
#include "ui/picture/numbers.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "lab/model/masks.hpp"
#include "lab/readings/decoding.hpp"
#include "ui/base/theme.hpp"
#include "ui/kit/kit.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Axis;
using lab::TensorId;

namespace {

/// Textures and limits are named by what they show.
enum class Shows : std::uint64_t { stage = 1, limit, hatches, matrix, changed, head, struck };
std::uint64_t key_for(Shows what, const lab::CellRef& part, bool all_heads = false, std::uint64_t source = 0) {
    return (source << 60) | (static_cast<std::uint64_t>(what) << 56) | (static_cast<std::uint64_t>(part.tensor) << 48) |
           (static_cast<std::uint64_t>(part.layer) << 40) | (static_cast<std::uint64_t>(part.item) << 24) |
           static_cast<std::uint64_t>(all_heads ? 0 : part.head + 1);
}

/// One number for several: unequal lists of revisions and shapes give unequal numbers, but for one chance in 2^64.
std::uint64_t mixed_with(std::uint64_t so_far, std::uint64_t value) {
    std::uint64_t x = so_far + value + 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/// What all heads of a stage show together: their revisions, in their order, and the shape they are cut into.
std::uint64_t revision_of_all(const lab::Trace& trace, lab::TensorId stage, int item, int layer, const lab::TensorView& view) {
    std::uint64_t all = 0;
    for (const int size : view.dims) all = mixed_with(all, static_cast<std::uint64_t>(size));
    for (int head = 0; head < view.dims[1]; ++head) all = mixed_with(all, trace.revision(stage, item, head, layer));
    return all;
}

const lab::Matrix& matrix_of(const Context& c, TensorId id, int owner) {
    return c.difference ? c.difference->matrix(id, owner) : c.document.matrix(id, owner);
}

/// Sizes of the numbers of a picture.
struct Sizes {
    bool spread;  // wanted: it costs as much as all the rest
    float largest = 0;
    double squares = 0, count = 0;
    bool whole = true, nan = false;

    void add(float value) {
        const float size = std::fabs(value);
        if (std::isnan(size)) nan = true;
        if (!(size <= FLT_MAX)) return;
        if (size > largest) largest = size;
        if (whole) whole = value == std::floor(value) && size < 1000;
        if (!spread || size == 0) return;
        squares += static_cast<double>(size) * static_cast<double>(size);
        count += 1;
    }
    /// Where colours of signed numbers end: three times their root mean square, so that a lone large number does not blank the rest.
    float reach() const {
        constexpr double kSpread = 3;
        return count > 0 ? std::min(largest, static_cast<float>(kSpread * std::sqrt(squares / count))) : 0;
    }
};

/// Which of its rows and columns there are at the step of decoding that the view shows.
void take_turn(const Context& c, TensorId tensor, Heatmap& map) {
    const int step = c.view.decoding;
    if (lab::turn_of(c.document, {tensor}, step) == lab::Turn::none) return;
    map.made_rows = step + 1;
    if (lab::counts_keys(lab::info(tensor).cols)) map.made_cols = step + 1;
    map.cached = lab::is_cached(c.document, tensor);
}

}  // namespace

float round_limit(float size) {
    if (!(size > 0)) return 1;
    const float power = static_cast<float>(decade(static_cast<double>(size)));
    for (float step : {1.0f, 1.5f, 2.0f, 3.0f, 5.0f, 7.0f}) {
        if (size <= step * power * 1.0001f) return step * power;
    }
    return 10 * power;
}

void PictureNumbers::begin_frame(const Context& c) {
    hold_limits_ = c.view.scale_lock || ImGui::IsMouseDown(ImGuiMouseButton_Left);
    const auto heads = static_cast<size_t>(c.document.mask_heads());
    hatches_.resize(heads), filled_hatches_.resize(heads);
    for (size_t head = 0; head < heads; ++head) hatches_[head].refresh(c, static_cast<int>(head));
    // Revisions of different traces have nothing to do with each other, and neither have their textures.
    source_ = c.difference ? 1 : c.showing_before ? 2 : 0;
    marking_ = c.interaction.changed_at >= 0 && c.before.trace != nullptr && source_ == 0;
    // Holding a copy of each matrix makes every later edit move to new storage, so sharing storage means unchanged.
    for (const lab::TensorInfo& row : lab::matrices()) {
        const lab::Matrix& now = matrix_of(c, row.id, owner_of(shown_part(c.view, row.id)));
        Kept& kept = kept_[lab::index_of(row.id)];
        if (kept.revision != 0 && kept.matrix.same_storage(now)) continue;
        kept.matrix = now;
        ++kept.revision;
    }
    const lab::Item& item = c.document.items[static_cast<size_t>(c.view.item)];
    refresh(query_names_, item.query.tokens, c.document.queries(), c.theme.small);
    refresh(key_names_, c.document.key_sentence(c.view.item).tokens, c.document.keys(), c.theme.small);
}

const lab::HeadNumbers& PictureNumbers::head(const Context& c, int head) {
    const lab::CellRef part = shown_part(c.view, TensorId::weights, head);
    Told& told = known_[key_for(Shows::head, part, false, source_)].head;
    const int chosen = c.view.returns_to.value_or(c.view.head);
    const int other = head == chosen && c.view.second_head >= 0 ? c.view.second_head : chosen;
    const auto revision = [&](int of) { return c.trace.revision(part.tensor, part.item, of, part.layer); };
    const std::array revisions = {revision(head), c.trace.visible_revision(part.item), revision(other),
                                  static_cast<std::uint64_t>(other)};
    if (told.revisions != revisions)
        told = {revisions, lab::head_numbers(c.document, c.trace, part.item, head, part.layer, other)};
    return told.numbers;
}

std::span<const std::string> PictureNumbers::indices(int count) {
    while (static_cast<int>(indices_.size()) < count) indices_.push_back(std::to_string(indices_.size()));
    return std::span(indices_).first(static_cast<size_t>(count));
}

void PictureNumbers::refresh(Names& names, const std::vector<std::string>& tokens, int count, float size) {
    if (names.count == count && names.size == size && names.tokens == tokens) return;
    names.tokens = tokens;
    names.count = count;
    names.size = size;
    names.names = tokens;
    names.names.resize(static_cast<size_t>(count), "\u00b7");
    names.width = 0;
    for (const std::string& name : names.names) names.width = std::max(names.width, text_size(name, size, Face::bold).x);
}

const PictureNumbers::Limit& PictureNumbers::limit_of(std::uint64_t key, const Heatmap& map, int blocks,
                                                      std::ptrdiff_t block_stride) {
    Limit& limit = known_[key].limit;
    if (limit.known && (limit.revision == map.revision || hold_limits_)) return limit;
    Sizes sizes{map.scale == Scale::diverging};
    for (int block = 0; block < blocks; ++block) {
        for (int r = 0; r < map.rows; ++r) {
            const float* row = map.values + block * block_stride + r * map.row_stride;
            for (int col = 0; col < map.cols; ++col) sizes.add(row[col]);
        }
    }
    limit = {true, map.revision, round_limit(map.scale == Scale::diverging ? sizes.reach() : sizes.largest), sizes.whole,
             sizes.nan};
    return limit;
}

/// Colours from the numbers of all heads, so that heads can be compared; of a score stage from those of the scores, so that
/// scaling is seen; of weights as the view says.
void PictureNumbers::scale_stage(const Context& c, const lab::Trace& trace, TensorId stage, Heatmap& map) {
    const lab::TensorInfo& row = lab::info(stage);
    const bool sequential = row.sequential && c.difference == nullptr;
    map.scale = sequential ? Scale::sequential : Scale::diverging;
    const TensorId from = row.is_score() && !row.sequential && trace.view(TensorId::scores, c.view.layer).data != nullptr
                              ? TensorId::scores
                              : stage;
    const lab::TensorView view = trace.view(from, c.view.layer);
    const lab::CellRef part = shown_part(c.view, from);
    const int item = part.item;
    Heatmap block = map;
    block.rows = view.dims[2], block.cols = view.dims[3];
    block.values = view.row(item, 0, 0);
    block.row_stride = view.strides[2];
    block.revision = revision_of_all(trace, from, item, c.view.layer, view);
    const Limit& limit = limit_of(key_for(Shows::limit, part, true, source_), block, view.dims[1], view.strides[1]);
    map.whole = limit.whole;
    map.nan = limit.nan;
    map.limit = limit.value;
    if (!sequential) return;
    const int keys = std::max(view.dims[3], 1);
    map.limit = std::min(limit.value, 1.0f);
    switch (c.view.weight_scale) {
        case WeightScale::automatic: map.scale = keys > kShortSentence ? Scale::root : Scale::sequential; break;
        case WeightScale::largest: break;
        case WeightScale::root: map.scale = Scale::root; break;
        case WeightScale::one: map.limit = 1; break;
        case WeightScale::uniform: map.limit = std::min(kUniformReach / static_cast<float>(keys), 1.0f); break;
    }
}

Heatmap PictureNumbers::stage(const Context& c, TensorId stage, int head) {
    const lab::TensorInfo& row = lab::info(stage);
    const lab::Trace& trace = c.difference ? *c.difference : c.trace;
    const lab::TensorView view = trace.view(stage, c.view.layer);
    const int item = shown_part(c.view, stage).item;
    Heatmap map;
    if (view.data == nullptr || item >= view.dims[0]) return map;
    const int heads = view.dims[1];
    const bool all = head < 0 && row.per_head;
    head = std::clamp(head, 0, heads - 1);
    const lab::CellRef part = shown_part(c.view, stage, head);
    map.key = key_for(Shows::stage, part, all, source_);
    map.values = view.row(item, head, 0);
    map.rows = view.dims[2];
    map.cols = all ? heads * view.dims[3] : view.dims[3];
    map.row_stride = view.strides[2];
    map.revision =
        all ? revision_of_all(trace, stage, item, c.view.layer, view) : trace.revision(stage, item, head, c.view.layer);
    scale_stage(c, trace, stage, map);
    take_turn(c, stage, map);
    if (row.hatched) {
        const Hatches& hatches = hatches_of(c, part);
        map.hatches = hatches.data();
        map.hatches_revision = hatches.revision();
        const size_t own = hatches_.size() > 1 ? static_cast<size_t>(head) : 0;
        const TensorId named = &hatches == &hatches_[own] ? TensorId::X : TensorId::weights;
        map.hatches_key = &hatches == &hatches_[own] || &hatches == &filled_hatches_[own]
                              ? key_for(Shows::hatches, {named, 0, item, static_cast<int>(own), 0, 0}, false, source_)
                              : key_for(Shows::struck, part, false, source_);
    }
    if (!marking_) return map;
    const lab::TensorView before = c.before.trace->view(stage, c.view.layer);
    if (before.data == nullptr || before.dims != view.dims) return map;
    const std::uint64_t revision = all ? revision_of_all(*c.before.trace, stage, item, c.view.layer, before)
                                       : c.before.trace->revision(stage, item, head, c.view.layer);
    mark_changed(map, key_for(Shows::changed, part, all), before.row(item, head, 0), before.strides[2], revision);
    return map;
}

const Hatches& PictureNumbers::hatches(const Context& c) {
    return hatches_of(c, shown_part(c.view, c.view.large, c.view.head));
}

const Hatches& PictureNumbers::hatches_of(const Context& c, const lab::CellRef& part) {
    const bool filled = lab::info(part.tensor).sequential && lab::fills_empty_rows(c.document);
    const size_t own = hatches_.size() > 1 ? static_cast<size_t>(part.head) : 0;
    if (filled) filled_hatches_[own].spare_empty_rows(hatches_[own], c);
    const Hatches& masks = filled ? filled_hatches_[own] : hatches_[own];
    if (c.difference != nullptr && c.view.against > 0 && lab::info(part.tensor).hatched) {
        const lab::TensorView view = c.difference->view(part.tensor, part.layer);
        if (view.data == nullptr) return masks;
        const std::uint64_t revision =
            mixed_with(mixed_with(0, masks.revision()), c.difference->revision(part.tensor, part.item, part.head, part.layer));
        Hatches& same = known_[key_for(Shows::struck, part, false, source_)].hatches;
        if (same.revision() != revision) same.spare_numbers(masks, view, part, revision);
        return same;
    }
    if (part.tensor != TensorId::dropped_weights || !c.document.drops() || c.difference != nullptr) return masks;
    const std::uint64_t revision =
        mixed_with(mixed_with(0, masks.revision()), c.trace.revision(part.tensor, part.item, part.head, part.layer));
    Hatches& struck = known_[key_for(Shows::struck, part, false, source_)].hatches;
    if (struck.revision() != revision) struck.add_dropped(masks, c.trace, part, revision);
    return struck;
}

void PictureNumbers::mark_changed(Heatmap& map, std::uint64_t key, const float* before, std::ptrdiff_t stride,
                                  std::uint64_t revision) {
    Block& block = known_[key].changed;
    if (block.now != map.revision || block.before != revision) {
        block = {map.revision, revision, map.rows, 0, map.cols, 0};
        for (int r = 0; r < map.rows; ++r) {
            const float *x = before + r * stride, *y = map.values + r * map.row_stride;
            constexpr size_t kBytes = sizeof(float);
            if (std::memcmp(x, y, static_cast<size_t>(map.cols) * kBytes) == 0) continue;
            int first = 0, last = map.cols - 1;
            while (std::memcmp(x + first, y + first, kBytes) == 0) ++first;
            while (std::memcmp(x + last, y + last, kBytes) == 0) --last;
            block.row = std::min(block.row, r), block.end_row = r + 1;
            block.col = std::min(block.col, first), block.end_col = std::max(block.end_col, last + 1);
        }
    }
    const auto there = [](int end, int made) { return made < 0 ? end : std::min(end, made); };
    map.changed_row = block.row, map.changed_rows = std::max(there(block.end_row, map.made_rows) - block.row, 0);
    map.changed_col = block.col, map.changed_cols = std::max(there(block.end_col, map.made_cols) - block.col, 0);
}

Heatmap PictureNumbers::matrix(const Context& c, TensorId matrix) {
    const lab::CellRef part = shown_part(c.view, matrix);
    const lab::Matrix& source = matrix_of(c, matrix, owner_of(part));
    Heatmap map;
    if (source.data() == nullptr) return map;
    map.key = key_for(Shows::matrix, part, false, source_);
    map.revision = kept_[lab::index_of(matrix)].revision;
    map.values = source.data();
    map.rows = source.rows();
    map.cols = source.cols();
    map.row_stride = source.cols();
    if (lab::info(matrix).sequential && c.difference == nullptr) map.scale = Scale::sequential;
    const Limit& limit = limit_of(map.key, map, 1, 0);
    if (map.scale == Scale::diverging) map.limit = limit.value;
    map.whole = limit.whole;
    take_turn(c, matrix, map);
    if (marking_ && owner_of(part) < c.before.document->owners(matrix)) {
        const lab::Matrix& before = c.before.document->matrix(matrix, owner_of(part));
        if (before.rows() == map.rows && before.cols() == map.cols && !before.same_storage(source))
            mark_changed(map, key_for(Shows::changed, part), before.data(), map.cols, c.app.revision);
    }
    if (const lab::Blocks blocks(c.document, matrix); !blocks.whole()) {
        Hatches& outside = known_[key_for(Shows::hatches, {matrix})].hatches;
        outside.show_blocks(blocks, map.cols);
        map.hatches = outside.data();
        map.hatches_revision = outside.revision();
        map.hatches_key = key_for(Shows::hatches, {matrix}, false, source_);
    }
    // A shorter sentence of the batch has the rows of the longest, hatched where nothing is.
    const Axis rows = lab::info(matrix).rows;
    if (rows == Axis::query_tokens) map.rows = c.document.queries();
    if (rows == Axis::memory_tokens) map.rows = c.document.keys();
    if (map.rows != source.rows()) map.present = source.rows();
    return map;
}

}  // namespace headscope::ui
