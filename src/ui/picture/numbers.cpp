// Where a picture's numbers come from: heatmaps over the document's matrices and the trace's stages.
#include "ui/picture/numbers.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "ui/base/theme.hpp"
#include "ui/kit/kit.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

/// Textures and limits are named by what they show.
enum class Shows : std::uint64_t { stage = 1, limit, visible, matrix };
std::uint64_t key_for(Shows what, const lab::CellRef& part, bool all_heads = false) {
    return (static_cast<std::uint64_t>(what) << 56) | (static_cast<std::uint64_t>(part.tensor) << 48) |
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
std::uint64_t revision_of_all(const lab::Trace& trace, lab::TensorId stage, int item, const lab::TensorView& view) {
    std::uint64_t all = 0;
    for (const int size : view.dims) all = mixed_with(all, static_cast<std::uint64_t>(size));
    for (int head = 0; head < view.dims[1]; ++head) all = mixed_with(all, trace.revision(stage, item, head));
    return all;
}

/// The next of 1, 2, 5, 10, ... at or above the largest finite size, so that colours hold still while a number is dragged.
float round_limit(float largest) {
    if (!(largest > 0)) return 1;
    const float power = std::pow(10.0f, std::floor(std::log10(largest)));
    for (float step : {1.0f, 2.0f, 5.0f}) {
        if (largest <= step * power) return step * power;
    }
    return 10 * power;
}

}  // namespace

void PictureNumbers::begin_frame(const Context& c) {
    // Holding a copy of each matrix makes every later edit move to new storage, so sharing storage means unchanged.
    for (const lab::TensorInfo& row : lab::matrices()) {
        const lab::Matrix& now = c.document.matrix(row.id, owner_of(shown_part(c.view, row.id)));
        Kept& kept = kept_[lab::index_of(row.id)];
        if (kept.revision != 0 && kept.matrix.same_storage(now)) continue;
        kept.matrix = now;
        ++kept.revision;
    }
    const lab::Item& item = c.document.items[static_cast<size_t>(c.view.item)];
    refresh(query_names_, item.query.tokens, c.document.queries(), c.theme.small);
    refresh(key_names_, c.document.key_sentence(c.view.item).tokens, c.document.keys(), c.theme.small);
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

float PictureNumbers::limit_of(std::uint64_t key, const Heatmap& map, int blocks, std::ptrdiff_t block_stride) {
    Limit& limit = limits_[key];
    if (limit.known && limit.revision == map.revision) return limit.value;
    float largest = 0;
    for (int block = 0; block < blocks; ++block) {
        for (int r = 0; r < map.rows; ++r) {
            const float* row = map.values + block * block_stride + r * map.row_stride;
            for (int col = 0; col < map.cols; ++col) {
                const float size = std::fabs(row[col]);
                if (size <= FLT_MAX && size > largest) largest = size;
            }
        }
    }
    limit = {true, map.revision, round_limit(largest)};
    return limit.value;
}

Heatmap PictureNumbers::stage(const Context& c, TensorId stage, int head) {
    const lab::TensorInfo& row = lab::info(stage);
    const lab::TensorView view = c.trace.view(stage, c.view.layer);
    const int item = c.view.item;
    Heatmap map;
    if (view.data == nullptr || item >= view.dims[0]) return map;
    const int heads = view.dims[1];
    const bool all = head < 0 && row.per_head;
    head = std::clamp(head, 0, heads - 1);
    const lab::CellRef part = shown_part(c.view, stage, head);
    map.key = key_for(Shows::stage, part, all);
    map.values = view.row(item, head, 0);
    map.rows = view.dims[2];
    map.cols = all ? heads * view.dims[3] : view.dims[3];
    map.row_stride = view.strides[2];
    map.revision = all ? revision_of_all(c.trace, stage, item, view) : c.trace.revision(stage, item, head);
    if (row.sequential) {
        map.scale = Scale::weights;
    } else {
        // One scale for all heads of a stage: colours of different heads can be compared.
        Heatmap block = map;
        block.cols = view.dims[3];
        block.values = view.row(item, 0, 0);
        block.revision = revision_of_all(c.trace, stage, item, view);
        map.limit = limit_of(key_for(Shows::limit, part, true), block, heads, view.strides[1]);
    }
    if (row.hatched) {
        map.visible = c.trace.visible(item);
        map.visible_key = key_for(Shows::visible, {TensorId::X, 0, item, 0, 0, 0});
        map.visible_revision = c.trace.visible_revision(item);
    }
    return map;
}

Heatmap PictureNumbers::matrix(const Context& c, TensorId matrix) {
    const lab::CellRef part = shown_part(c.view, matrix);
    const lab::Matrix& source = c.document.matrix(matrix, owner_of(part));
    Heatmap map;
    if (source.data() == nullptr) return map;
    map.key = key_for(Shows::matrix, part);
    map.revision = kept_[lab::index_of(matrix)].revision;
    map.values = source.data();
    map.rows = source.rows();
    map.cols = source.cols();
    map.row_stride = source.cols();
    if (lab::info(matrix).sequential) map.scale = Scale::weights;
    else map.limit = limit_of(map.key, map, 1, 0);
    return map;
}

}  // namespace headscope::ui
