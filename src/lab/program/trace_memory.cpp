// Sizes, views and revisions of the stages.
#include "lab/program/trace_memory.hpp"

#include "lab/program/cost.hpp"

namespace headscope::lab {
namespace {

size_t slot(int item, int head) { return static_cast<size_t>(item) * core::kMaxHeads + static_cast<size_t>(head); }

std::int64_t product(int a, int b, int c, int d = 1) { return std::int64_t{a} * b * c * d; }

}  // namespace

TraceMemory::Reserved TraceMemory::reserve(const Sizes& sizes, TensorSet wanted) {
    layers_.resize(static_cast<size_t>(sizes.layers));
    for (OfLayer& layer : layers_)
        for (std::vector<std::uint64_t>& of_tensor : layer.revisions) of_tensor.resize(slot(sizes.batch, 0));
    std::int64_t total = 0;
    const auto each = [&](auto&& visit) {
        for (size_t layer = 0; layer < layers_.size(); ++layer)
            for (const TensorInfo& row : stages())
                if (!visit(layers_[layer], index_of(row.id), floats_of(row, static_cast<int>(layer), sizes, wanted)))
                    return false;
        return true;
    };
    each([&](const OfLayer& layer, size_t i, std::int64_t needed) {
        if (needed > 0) total += std::max(layer.held[i], needed);
        return true;
    });
    const bool dropped = total * static_cast<std::int64_t>(sizeof(float)) > core::kMaxTraceBytes;
    const auto release = [&](OfLayer& layer, size_t i, bool all) {
        if (!all) return true;
        layer.buffers[i] = core::Buffer();
        layer.held[i] = 0;
        return true;
    };
    if (dropped) each([&](OfLayer& layer, size_t i, std::int64_t) { return release(layer, i, true); });
    const bool room = each([](OfLayer& layer, size_t i, std::int64_t needed) {
        if (needed > 0 && !layer.buffers[i].resize(needed).ok()) return false;
        layer.held[i] = std::max(layer.held[i], needed);
        return true;
    });
    if (!room) return Reserved::failed;
    const std::int64_t bytes = product(sizes.batch, sizes.mask_heads, sizes.queries, sizes.keys + 1);
    if (!masks_.resize(bytes / 4 + 1).ok()) return Reserved::failed;
    each([&](OfLayer& layer, size_t i, std::int64_t needed) { return release(layer, i, needed == 0); });
    sizes_ = sizes;
    wanted_ = wanted;
    return dropped ? Reserved::dropped : Reserved::kept;
}

float* TraceMemory::numbers(TensorId stage, int layer) {
    if (sizes_.batch == 0) return nullptr;
    const StoredAt at = stored_at(stage, layer, sizes_);
    return layers_[static_cast<size_t>(at.layer)].buffers[index_of(at.stage)].data();
}

core::Tensor TraceMemory::tensor(TensorId stage, int layer) {
    const TensorInfo& row = info(stage);
    if (sizes_.batch == 0 || row.is_matrix() || is_absent(row, sizes_)) return {};
    float* data = numbers(stage, layer);
    const int rows = sizes_.of(row.rows), cols = sizes_.of(row.cols);
    // The columns of heads lie side by side in the rows; the S_q x S_k stages and circuits lie head by head.
    const int heads = sizes_.heads_of(row);
    if (row.per_head && !row.head_by_head()) return core::split_heads(data, sizes_.batch, rows, heads, cols);
    return core::dense_view(data, sizes_.items_of(row), heads, rows, cols);
}

TensorView TraceMemory::view(TensorId stage, int layer) const {
    if (layer < 0 || layer >= sizes_.layers) return {};
    const core::Tensor t = const_cast<TraceMemory*>(this)->tensor(stage, layer);
    return {t.data, {t.dims[0], t.dims[1], t.dims[2], t.dims[3]}, {t.strides[0], t.strides[1], t.strides[2]}};
}

std::uint8_t* TraceMemory::visible_bytes(int item, int head) {
    if (sizes_.batch == 0) return nullptr;
    return reinterpret_cast<std::uint8_t*>(masks_.data()) +
           product(item * sizes_.mask_heads + sizes_.mask_head(head), sizes_.queries, sizes_.keys);
}

std::uint8_t* TraceMemory::empty_rows(int item, int head) {
    return visible_bytes(sizes_.batch) + product(item * sizes_.mask_heads + sizes_.mask_head(head), sizes_.queries, 1);
}

const std::uint8_t* TraceMemory::visible(int item, int head) const {
    return const_cast<TraceMemory*>(this)->visible_bytes(item, head);
}

bool TraceMemory::empty_row(int item, int head, int query) const {
    return sizes_.batch > 0 && const_cast<TraceMemory*>(this)->empty_rows(item, head)[query] != 0;
}

void TraceMemory::count_pairs(int item, double pairs) {
    visible_pairs_[static_cast<size_t>(item)] = pairs;
    double visible = 0;
    for (int i = 0; i < sizes_.batch; ++i) visible += visible_pairs_[static_cast<size_t>(i)];
    visible_pairs_in_all_ = visible;
}

double TraceMemory::score_pairs() const {
    const bool hidden_too = view(TensorId::scores).data != nullptr || view(TensorId::scaled).data != nullptr;
    return hidden_too ? static_cast<double>(product(sizes_.batch, sizes_.queries, sizes_.keys)) : visible_pairs_in_all_;
}
double TraceMemory::full_square_multiply_adds() const {
    return square_multiply_adds({sizes_, score_pairs(), visible_pairs_in_all_, wanted_});
}
double TraceMemory::full_multiply_adds() const {
    return multiply_adds({sizes_, score_pairs(), visible_pairs_in_all_, wanted_});
}

void TraceMemory::begin(float scale) {
    ++clock_;
    scale_ = scale;
    last_multiply_adds_ = last_square_multiply_adds_ = 0;
}

void TraceMemory::touch(TensorId stage, int layer, int item, Range heads) {
    auto& revisions = layers_[static_cast<size_t>(layer)].revisions[index_of(stage)];
    for (int head = heads.begin; head < heads.end; ++head) revisions[slot(item, head)] = clock_;
    for (const TensorInfo& row : stages())
        if (row.alias == stage && stored_as(row.id, sizes_) != row.id)
            touch(row.id, layer, item, row.per_head ? heads : Range{0, 1});
    for (const TensorInfo& row : stages())
        if (row.handed_on == stage && layer + 1 < sizes_.layers && is_own(row, sizes_)) touch(row.id, layer + 1, item);
}

void TraceMemory::touch_visible(int item) { visible_revisions_[static_cast<size_t>(item)] = clock_; }

std::uint64_t TraceMemory::revision(TensorId stage, int item, int head, int layer) const {
    const auto at = static_cast<size_t>(layer);
    if (at >= layers_.size()) return 0;
    const std::vector<std::uint64_t>& known = layers_[at].revisions[index_of(stage)];
    return slot(item, head) < known.size() ? known[slot(item, head)] : 0;
}

std::uint64_t TraceMemory::visible_revision(int item) const { return visible_revisions_[static_cast<size_t>(item)]; }

}  // namespace headscope::lab
