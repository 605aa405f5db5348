// Walking the program: first what is reached, then computing it.
#include "lab/program/forward.hpp"

#include "lab/program/operations/attention.hpp"
#include "lab/program/program.hpp"

namespace headscope::lab {

core::Status run_forward(const Difference& difference, TensorSet fresh, TraceMemory& trace, Packed& packed) {
    trace.begin(scale_of(difference.after()));
    for (int layer = 0; layer < trace.sizes().layers; ++layer) {
        Pass pass{.doc = difference.after(),
                  .difference = difference,
                  .trace = trace,
                  .packed = packed,
                  .fresh = fresh,
                  .layer = layer};
        for (const Operation* op : program())
            if (is_used(*op, trace.sizes())) pass.reach(op->result) = op->reach(*op, pass);
        for (const Operation* op : program())
            if (is_used(*op, trace.sizes()) && op->run && !op->run(*op, pass)) return pass.status;
    }
    return {};
}

}  // namespace headscope::lab
