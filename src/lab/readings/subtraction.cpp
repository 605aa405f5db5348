// Differences in the layout of the present's numbers, head by head.
#include "lab/readings/subtraction.hpp"

#include <cmath>
#include <numeric>

namespace headscope::lab {
namespace {

float minus(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)) ? 0.0f : a - b; }

std::int64_t count_of(const TensorView& view) {
    std::int64_t count = 1;
    for (const int size : view.dims) count *= size;
    return count;
}

}  // namespace

const Subtraction::Part* Subtraction::part_of(TensorId stage, int layer) const {
    const TensorView now = now_.trace->view(stage, layer), then = then_.trace->view(stage, layer);
    if (now.data == nullptr || then.data == nullptr || now.dims != then.dims) return nullptr;
    std::vector<Part>& parts = parts_[index_of(stage)];
    if (parts.size() <= static_cast<size_t>(layer)) parts.resize(static_cast<size_t>(layer) + 1);
    Part& part = parts[static_cast<size_t>(layer)];
    const size_t heads = static_cast<size_t>(now.dims[1]), blocks = static_cast<size_t>(now.dims[0]) * heads;
    const bool same = part.shape.dims == now.dims && part.shape.strides == now.strides && part.revisions.size() == blocks;
    if (!same) {
        if (!part.numbers.resize(count_of(now)).ok()) return nullptr;
        part.revisions.assign(blocks, {~std::uint64_t{0}, 0, 0});
        part.differing.resize(blocks);
    }
    part.shape = now;
    part.shape.data = part.numbers.data();
    for (size_t block = 0; block < blocks; ++block) {
        const int item = static_cast<int>(block / heads), head = static_cast<int>(block % heads);
        auto& [of_now, of_then, own] = part.revisions[block];
        const std::uint64_t a = now_.trace->revision(stage, item, head, layer),
                            b = then_.trace->revision(stage, item, head, layer);
        if (of_now == a && of_then == b) continue;
        of_now = a, of_then = b, own = ++clock_;
        int& differing = part.differing[block] = 0;
        for (int r = 0; r < now.dims[2]; ++r) {
            const float *x = now.row(item, head, r), *y = then.row(item, head, r);
            float* out = part.numbers.data() + (x - now.data);
            for (int k = 0; k < now.dims[3]; ++k) differing += (out[k] = minus(x[k], y[k])) != 0.0f;
        }
    }
    return &part;
}

TensorView Subtraction::view(TensorId stage, int layer) const {
    if (const Part* part = part_of(stage, layer)) return part->shape;
    TensorView none = now_.trace->view(stage, layer);
    none.data = nullptr;
    return none;
}

std::uint64_t Subtraction::revision(TensorId stage, int item, int head, int layer) const {
    const Part* part = part_of(stage, layer);
    if (part == nullptr) return 0;
    return part->revisions[static_cast<size_t>(item) * static_cast<size_t>(part->shape.dims[1]) + static_cast<size_t>(head)][2];
}

int Subtraction::differing(TensorId stage, int layer) const {
    const Part* part = part_of(stage, layer);
    return part == nullptr ? 0 : std::accumulate(part->differing.begin(), part->differing.end(), 0);
}

const Matrix& Subtraction::matrix(TensorId id, int owner) const {
    std::vector<Pair>& pairs = matrices_[index_of(id)];
    if (pairs.size() <= static_cast<size_t>(owner)) pairs.resize(static_cast<size_t>(owner) + 1);
    Pair& pair = pairs[static_cast<size_t>(owner)];
    const Matrix &now = now_.document->matrix(id, owner), &then = then_.document->matrix(id, owner);
    if (pair.difference.data() != nullptr && pair.now.same_storage(now) && pair.then.same_storage(then)) return pair.difference;
    pair = {now, then, Matrix(now.rows(), now.cols())};
    if (now.rows() != then.rows() || now.cols() != then.cols()) return pair.difference;
    const std::span<float> out = pair.difference.edit();
    for (size_t i = 0; i < out.size(); ++i) out[i] = minus(now.values()[i], then.values()[i]);
    return pair.difference;
}

}  // namespace headscope::lab
