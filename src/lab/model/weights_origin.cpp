// What the weights of a document are: each matrix knows its seed's numbers.
#include "lab/model/weights_origin.hpp"

namespace headscope::lab {

WeightsOrigin weights_origin(const Document& doc) {
    int all = 0, changed = 0;
    for (const Layer& layer : doc.layers)
        for (const TensorInfo& row : matrices()) {
            if (row.kind != TensorKind::weight || (row.id == TensorId::W_o && !doc.on(Param::output_projection))) continue;
            ++all;
            changed += layer.matrices[row.id] == layer.matrices.seeded_of(row.id) ? 0 : 1;
        }
    if (changed == 0) return WeightsOrigin::random;
    return changed == all ? WeightsOrigin::by_hand : WeightsOrigin::edited;
}

}  // namespace headscope::lab
