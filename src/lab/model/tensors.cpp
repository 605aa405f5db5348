// The rows of tensors.def, and looking them up.
#include "lab/model/tensors.hpp"

#include <array>

#include "lab/model/sizes.hpp"

namespace headscope::lab {
namespace {

bool memory_is_own(const Sizes& sizes) { return sizes.cross; }
bool output_is_own(const Sizes& sizes) { return sizes.projected; }

constexpr TensorInfo kTable[] = {
#define HEADSCOPE_TENSOR(name, ...) {.id = TensorId::name, .key = #name, __VA_ARGS__},
#include "lab/model/tensors.def"
#undef HEADSCOPE_TENSOR
};

constexpr std::array<int, kTensorCount> slots() {
    std::array<int, kTensorCount> slots{};
    int of_item = 0, of_layer = 0;
    for (const TensorInfo& row : kTable)
        if (row.kind != TensorKind::stage) slots[index_of(row.id)] = row.per_layer ? of_layer++ : of_item++;
    return slots;
}
constexpr std::array<int, kTensorCount> kSlots = slots();

constexpr int count_matrices(bool of_layer) {
    int count = 0;
    for (const TensorInfo& row : kTable) count += row.kind != TensorKind::stage && row.per_layer == of_layer ? 1 : 0;
    return count;
}
static_assert(count_matrices(false) == kMatricesOfItem && count_matrices(true) == kMatricesOfLayer);

constexpr bool streams_differ() {
    for (const TensorInfo& a : kTable)
        for (const TensorInfo& b : kTable)
            if (a.id != b.id && a.kind != TensorKind::stage && b.kind != TensorKind::stage && a.stream == b.stream)
                return false;
    return true;
}
static_assert(streams_differ(), "two matrices under one seed would be drawn alike");

constexpr std::size_t kMatrixCount = kMatricesOfItem + kMatricesOfLayer;
static_assert(kTable[kMatrixCount - 1].kind != TensorKind::stage && kTable[kMatrixCount].kind == TensorKind::stage,
              "matrices come first");

}  // namespace

const TensorInfo& info(TensorId id) { return kTable[index_of(id)]; }
std::span<const TensorInfo> all_tensors() { return kTable; }
std::span<const TensorInfo> matrices() { return std::span(kTable).first(kMatrixCount); }
std::span<const TensorInfo> stages() { return std::span(kTable).subspan(kMatrixCount); }

const TensorInfo* find_tensor(std::string_view key) {
    for (const TensorInfo& row : kTable)
        if (row.key == key) return &row;
    return nullptr;
}

int slot_of(TensorId matrix) { return kSlots[index_of(matrix)]; }

TensorId weight_of(TensorId bias) {
    for (const TensorInfo& row : kTable)
        if (row.bias == bias) return row.id;
    return TensorId::none;
}

}  // namespace headscope::lab
