// Sizes, views and revisions of the stages.
#include "lab/trace_memory.hpp"

#include "lab/cost.hpp"

namespace headscope::lab {
namespace {

bool is_square(Stage stage) { return stage >= Stage::scores && stage <= Stage::weights; }
bool has_heads(Stage stage) { return stage >= Stage::query && stage <= Stage::context; }

size_t slot(int item, int head) { return static_cast<size_t>(item) * core::kMaxHeads + static_cast<size_t>(head); }

std::int64_t product(int a, int b, int c, int d = 1) { return std::int64_t{a} * b * c * d; }

// Floats a stage takes in memory of its own; 0 when it is not kept or shares another's.
std::int64_t floats_of(const TraceShape& s, Stage stage, StageSet wanted) {
    switch (stage) {
        case Stage::input: return product(s.batch, s.queries, s.d_model);
        case Stage::memory: return s.cross ? product(s.batch, s.keys, s.key_width) : 0;
        case Stage::query:
        case Stage::context: return product(s.batch, s.queries, s.width);
        case Stage::key:
        case Stage::value: return product(s.batch, s.keys, s.width);
        case Stage::scores: return wanted.scores ? product(s.batch, s.heads, s.queries, s.keys) : 0;
        case Stage::scaled: return wanted.scaled ? product(s.batch, s.heads, s.queries, s.keys) : 0;
        case Stage::masked_scores: return wanted.masked_scores ? product(s.batch, s.heads, s.queries, s.keys) : 0;
        case Stage::weights: return product(s.batch, s.heads, s.queries, s.keys);
        case Stage::output: return s.projected ? product(s.batch, s.queries, s.d_model) : 0;
        default: return 0;
    }
}

}  // namespace

TraceMemory::Reserved TraceMemory::reserve(const TraceShape& shape, StageSet wanted) {
    std::int64_t total = 0;
    std::array<std::int64_t, kStageCount> needed{};
    for (size_t i = 0; i < needed.size(); ++i) {
        needed[i] = floats_of(shape, static_cast<Stage>(i), wanted);
        if (needed[i] > 0) total += std::max(held_[i], needed[i]);
    }
    const bool dropped = total * static_cast<std::int64_t>(sizeof(float)) > core::kMaxTraceBytes;
    const auto release = [&](size_t i) {
        buffers_[i] = core::Buffer();
        held_[i] = 0;
    };
    for (size_t i = 0; dropped && i < needed.size(); ++i) release(i);
    for (size_t i = 0; i < needed.size(); ++i) {
        if (needed[i] == 0) continue;
        if (!buffers_[i].resize(needed[i]).ok()) return Reserved::failed;
        held_[i] = std::max(held_[i], needed[i]);
    }
    const std::int64_t bytes = product(shape.batch, shape.queries, shape.keys) + product(shape.batch, shape.queries, 1);
    if (!masks_.resize(bytes / 4 + 1).ok()) return Reserved::failed;
    for (size_t i = 0; i < needed.size(); ++i)
        if (needed[i] == 0) release(i);
    shape_ = shape;
    return dropped ? Reserved::dropped : Reserved::kept;
}

Stage TraceMemory::stored_as(Stage stage) const {
    if (stage == Stage::memory && !shape_.cross) return Stage::input;
    if (stage == Stage::concat || (stage == Stage::output && !shape_.projected)) return Stage::context;
    return stage;
}

float* TraceMemory::numbers(Stage stage) {
    return shape_.batch == 0 ? nullptr : buffers_[static_cast<size_t>(stored_as(stage))].data();
}

core::Tensor TraceMemory::tensor(Stage stage) {
    if (shape_.batch == 0) return {};
    float* data = numbers(stage);
    if (is_square(stage)) return core::dense_view(data, shape_.batch, shape_.heads, shape_.queries, shape_.keys);
    const bool of_keys = stage == Stage::memory || stage == Stage::key || stage == Stage::value;
    const int rows = of_keys ? shape_.keys : shape_.queries;
    if (has_heads(stage)) return core::split_heads(data, shape_.batch, rows, shape_.heads, shape_.head_dim());
    int cols = shape_.width;
    if (stage == Stage::memory) cols = shape_.key_width;
    if (stage == Stage::input || (stage == Stage::output && shape_.projected)) cols = shape_.d_model;
    return core::dense_view(data, shape_.batch, 1, rows, cols);
}

StageView TraceMemory::view(Stage stage) const {
    const core::Tensor t = const_cast<TraceMemory*>(this)->tensor(stage);
    return {t.data, {t.dims[0], t.dims[1], t.dims[2], t.dims[3]}, {t.strides[0], t.strides[1], t.strides[2]}};
}

std::uint8_t* TraceMemory::visible_bytes(int item) {
    if (shape_.batch == 0) return nullptr;
    return reinterpret_cast<std::uint8_t*>(masks_.data()) + product(item, shape_.queries, shape_.keys);
}

std::uint8_t* TraceMemory::empty_rows(int item) { return visible_bytes(shape_.batch) + product(item, shape_.queries, 1); }

const std::uint8_t* TraceMemory::visible(int item) const { return const_cast<TraceMemory*>(this)->visible_bytes(item); }

bool TraceMemory::empty_row(int item, int query) const {
    return shape_.batch > 0 && const_cast<TraceMemory*>(this)->empty_rows(item)[query] != 0;
}

void TraceMemory::count_pairs(int item, double pairs) {
    visible_pairs_[static_cast<size_t>(item)] = pairs;
    double visible = 0;
    for (int i = 0; i < shape_.batch; ++i) visible += visible_pairs_[static_cast<size_t>(i)];
    visible_pairs_in_all_ = visible;
}

double TraceMemory::score_pairs() const {
    const bool hidden_too = view(Stage::scores).data != nullptr || view(Stage::scaled).data != nullptr;
    return hidden_too ? static_cast<double>(product(shape_.batch, shape_.queries, shape_.keys)) : visible_pairs_in_all_;
}
double TraceMemory::full_square_multiply_adds() const {
    return square_multiply_adds(shape_, score_pairs(), visible_pairs_in_all_);
}
double TraceMemory::full_multiply_adds() const { return lab::full_multiply_adds(shape_, score_pairs(), visible_pairs_in_all_); }

void TraceMemory::begin(float scale) {
    ++clock_;
    scale_ = scale;
    last_multiply_adds_ = last_square_multiply_adds_ = 0;
}

void TraceMemory::touch(Stage stage, int item, Range heads) {
    auto& revisions = revisions_[static_cast<size_t>(stage)];
    for (int head = heads.begin; head < heads.end; ++head) revisions[slot(item, head)] = clock_;
    if (stage == Stage::concat && !shape_.projected) touch(Stage::output, item);
    if (stage == Stage::input && !shape_.cross) touch(Stage::memory, item);
}

void TraceMemory::touch_visible(int item) { visible_revisions_[static_cast<size_t>(item)] = clock_; }

std::uint64_t TraceMemory::revision(Stage stage, int item, int head) const {
    return revisions_[static_cast<size_t>(stage)][slot(item, head)];
}

std::uint64_t TraceMemory::visible_revision(int item) const { return visible_revisions_[static_cast<size_t>(item)]; }

}  // namespace headscope::lab
