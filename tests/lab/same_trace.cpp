// Every stage, the visible keys and the scalars of two traces, compared.
#include "same_trace.hpp"

#include <cstring>

namespace headscope::lab::testing {

std::string first_difference(const Trace& a, const Trace& b, const Document& doc) {
    const auto all = stages();
    for (size_t i = 0; i < all.size() * doc.layers.size(); ++i) {
        const TensorId stage = all[i % all.size()].id;
        const int layer = static_cast<int>(i / all.size());
        const TensorView x = a.view(stage, layer), y = b.view(stage, layer);
        const std::string name = print_layer(layer) + std::string(key_of(stage));
        if ((x.data == nullptr) != (y.data == nullptr)) return name + ": kept by one only";
        if (x.dims != y.dims) return name + ": shape";
        if (x.data == nullptr) continue;
        for (int item = 0; item < x.dims[0]; ++item)
            for (int head = 0; head < x.dims[1]; ++head)
                for (int row = 0; row < x.dims[2]; ++row)
                    if (std::memcmp(x.row(item, head, row), y.row(item, head, row),
                                    static_cast<size_t>(x.dims[3]) * sizeof(float)) != 0)
                        return name + ": item " + std::to_string(item) + " head " + std::to_string(head) + " row " +
                               std::to_string(row);
    }
    for (int item = 0; item < doc.batch(); ++item) {
        const auto bytes = static_cast<size_t>(doc.queries()) * static_cast<size_t>(doc.keys());
        for (int head = 0; head < doc.integer(Param::num_heads); ++head) {
            if (std::memcmp(a.visible(item, head), b.visible(item, head), bytes) != 0)
                return "visible: item " + std::to_string(item);
            for (int query = 0; query < doc.queries(); ++query)
                if (a.empty_row(item, head, query) != b.empty_row(item, head, query))
                    return "empty_row: item " + std::to_string(item);
        }
    }
    if (a.scale() != b.scale()) return "scale";
    if (a.full_multiply_adds() != b.full_multiply_adds()) return "full_multiply_adds";
    return "";
}

}  // namespace headscope::lab::testing
