// Where a picture's numbers come from: heatmaps over the document's matrices and the trace's stages.
#include "ui/panels/sources.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "ui/kit.hpp"
#include "ui/panels/names.hpp"
#include "ui/theme.hpp"

namespace headscope::ui {

using lab::MatrixId;
using lab::Stage;

namespace {

/// Textures and limits are named by what they show.
std::uint64_t key_for(int kind, int which, int item, int head) {
    return (static_cast<std::uint64_t>(kind) << 56) | (static_cast<std::uint64_t>(which) << 40) |
           (static_cast<std::uint64_t>(item) << 24) | static_cast<std::uint64_t>(head + 1);
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

void Sources::begin_frame(const Context& c) {
    // Holding a copy of each matrix makes every later edit move to new storage, so sharing storage means unchanged.
    for (int i = 0; i < lab::kMatrixCount; ++i) {
        const lab::Matrix& now = c.document.matrix(static_cast<MatrixId>(i), c.view.item);
        Kept& kept = kept_[i];
        if (kept.revision != 0 && kept.matrix.same_storage(now)) continue;
        kept.matrix = now;
        ++kept.revision;
    }
    const lab::Item& item = c.document.items[static_cast<size_t>(c.view.item)];
    refresh(query_names_, item.query.tokens, c.document.queries(), c.theme.small);
    refresh(key_names_, c.document.key_sentence(c.view.item).tokens, c.document.keys(), c.theme.small);
}

void Sources::refresh(Names& names, const std::vector<std::string>& tokens, int count, float size) {
    if (names.count == count && names.size == size && names.tokens == tokens) return;
    names.tokens = tokens;
    names.count = count;
    names.size = size;
    names.names = tokens;
    names.names.resize(static_cast<size_t>(count), "\u00b7");
    names.width = 0;
    for (const std::string& name : names.names) names.width = std::max(names.width, text_size(name, size, Face::bold).x);
}

float Sources::limit_of(std::uint64_t key, const Heatmap& map, int blocks, std::ptrdiff_t block_stride) {
    Limit& limit = limits_[key];
    if (limit.revision == map.revision + 1) return limit.value;
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
    limit = {map.revision + 1, round_limit(largest)};
    return limit.value;
}

Heatmap Sources::stage(const Context& c, Stage stage, int item, int head) {
    const lab::StageView view = c.trace.view(stage);
    Heatmap map;
    if (view.data == nullptr || item >= view.dims[0]) return map;
    const int heads = view.dims[1];
    const bool all = head < 0 && has_heads(stage);
    head = std::clamp(head, 0, heads - 1);
    map.key = key_for(1, static_cast<int>(stage), item, all ? -1 : head);
    map.values = view.row(item, head, 0);
    map.rows = view.dims[2];
    map.cols = all ? heads * view.dims[3] : view.dims[3];
    map.row_stride = view.strides[2];
    map.revision = c.trace.revision(stage, item, head);

    // One scale for all heads of a stage: colours of different heads can be compared.
    Heatmap whole = map;
    whole.cols = view.dims[3];
    whole.revision = 0;
    for (int h = 0; h < heads; ++h) whole.revision += c.trace.revision(stage, item, h);
    if (all) map.revision = whole.revision;
    if (stage == Stage::weights) {
        map.scale = Scale::weights;
    } else {
        whole.values = view.row(item, 0, 0);
        map.limit = limit_of(key_for(2, static_cast<int>(stage), item, -1), whole, heads, view.strides[1]);
    }
    if (stage == Stage::weights || stage == Stage::masked_scores) {
        map.visible = c.trace.visible(item);
        map.visible_key = key_for(3, 0, item, 0);
        map.visible_revision = c.trace.visible_revision(item);
    }
    return map;
}

Heatmap Sources::matrix(const Context& c, MatrixId matrix, int item) {
    const lab::Matrix& source = c.document.matrix(matrix, item);
    Heatmap map;
    if (source.data() == nullptr) return map;
    map.key = key_for(4, static_cast<int>(matrix), item, 0);
    map.revision = kept_[static_cast<int>(matrix)].revision;
    map.values = source.data();
    map.rows = source.rows();
    map.cols = source.cols();
    map.row_stride = source.cols();
    if (matrix == MatrixId::mask_allow) map.scale = Scale::weights;
    else map.limit = limit_of(map.key, map, 1, 0);
    return map;
}

}  // namespace headscope::ui
