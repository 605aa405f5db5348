// Walking the program: first what is reached, then computing it.
#include "lab/program/forward.hpp"

#include "lab/program/operations/attention.hpp"
#include "lab/program/program.hpp"

namespace headscope::lab {

core::Status run_forward(const Difference& difference, TensorSet fresh, TraceMemory& trace, Packed& packed) {
    trace.begin(scale_of(difference.after()));
    packed.layers.resize(static_cast<size_t>(trace.sizes().layers));
    Reaches before;
    for (int layer = 0; layer < trace.sizes().layers; ++layer) {
        Pass pass{.doc = difference.after(),
                  .difference = difference,
                  .trace = trace,
                  .packed = packed.layers[static_cast<size_t>(layer)],
                  .workspace = packed.workspace,
                  .fresh = fresh,
                  .layer = layer,
                  .before = &before};
        for (const Operation* op : program())
            if (is_used(*op, trace.sizes(), layer)) pass.reach(op->result) = op->reach(*op, pass);
        for (const Operation* op : program())
            if (is_used(*op, trace.sizes(), layer) && op->run && !op->run(*op, pass)) return pass.status;
        // No operation says so: a picture shows another stage's numbers from now on.
        for (const TensorInfo& row : stages())
            for (int item = 0; !is_own(row, trace.sizes()) && difference.remade(row.id) && item < trace.sizes().batch; ++item)
                pass.touch(row.id, item, {0, trace.sizes().heads_of(row)});
        before = pass.reaches;
    }
    return {};
}

}  // namespace headscope::lab
