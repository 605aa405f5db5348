// The rows of tensors.def, and looking them up.
#include "lab/model/tensors.hpp"

#include <array>

#include "lab/model/choices.hpp"
#include "lab/model/document.hpp"

namespace headscope::lab {
namespace {

constexpr TensorInfo kTensors[] = {
#define HEADSCOPE_DOCUMENT_MATRIX(name, ...) {.id = TensorId::name, .key = #name, __VA_ARGS__},
#define HEADSCOPE_ITEM_MATRIX(name, ...) {.id = TensorId::name, .key = #name, .per_item = true, __VA_ARGS__},
#define HEADSCOPE_LAYER_MATRIX(name, ...) {.id = TensorId::name, .key = #name, .per_layer = true, __VA_ARGS__},
#define HEADSCOPE_STAGE(name, ...) {.id = TensorId::name, .key = #name, .per_item = true, .per_layer = true, __VA_ARGS__},
#define HEADSCOPE_WEIGHT_STAGE(name, ...) {.id = TensorId::name, .key = #name, .per_layer = true, __VA_ARGS__},
#include "lab/model/tensors.def"
};

constexpr std::array<int, kTensorCount> slots() {
    std::array<int, kTensorCount> slots{};
    std::array<int, 3> of_owner{};
    for (const TensorInfo& row : kTensors)
        if (row.is_matrix()) slots[index_of(row.id)] = of_owner[static_cast<std::size_t>(row.owner())]++;
    return slots;
}
constexpr std::array<int, kTensorCount> kSlots = slots();

constexpr bool streams_differ() {
    for (const TensorInfo& a : kTensors)
        for (const TensorInfo& b : kTensors)
            if (a.id != b.id && a.kind != TensorKind::stage && b.kind != TensorKind::stage && a.stream == b.stream)
                return false;
    return true;
}
static_assert(streams_differ(), "two matrices under one seed would be drawn alike");

/// From one layer's streams to the next one's. Never changed: links depend on it.
constexpr std::uint32_t kStreamsOfLayer = 256;
constexpr bool streams_fit() {
    for (const TensorInfo& row : kTensors)
        if (row.stream >= kStreamsOfLayer) return false;
    return true;
}
static_assert(streams_fit(), "a stream beyond these belongs to another layer");

constexpr std::size_t kMatrixCount = kMatricesOfDocument + kMatricesOfItem + kMatricesOfLayer;
static_assert(kTensors[kMatrixCount - 1].kind != TensorKind::stage && kTensors[kMatrixCount].kind == TensorKind::stage,
              "matrices come first");

}  // namespace

const TensorInfo& info(TensorId id) { return kTensors[index_of(id)]; }
std::span<const TensorInfo> all_tensors() { return kTensors; }
std::span<const TensorInfo> matrices() { return std::span(kTensors).first(kMatrixCount); }
std::span<const TensorInfo> stages() { return std::span(kTensors).subspan(kMatrixCount); }

const TensorInfo* find_tensor(std::string_view key) {
    for (const TensorInfo& row : kTensors)
        if (row.key == key) return &row;
    return nullptr;
}

int slot_of(TensorId matrix) { return kSlots[index_of(matrix)]; }

std::uint32_t stream_of(TensorId matrix, int layer) {
    return info(matrix).stream + kStreamsOfLayer * static_cast<std::uint32_t>(layer);
}

TensorId weight_of(TensorId bias) {
    for (const TensorInfo& row : kTensors)
        if (row.bias == bias) return row.id;
    return TensorId::none;
}

}  // namespace headscope::lab
