// The evaluator: compare, make room, recompute; and back to the old document when memory runs out.
#include "lab/program/evaluate.hpp"

#include "lab/edit/reshape.hpp"
#include "lab/program/forward.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {

struct Evaluator::State {
    Document doc;  // what the trace shows, when valid
    TensorSet wanted;
    bool valid = false;
    TraceMemory trace;
    Packed packed;

    bool compute(const Document& next, TensorSet stages, bool from_scratch) {
        const Document* known = from_scratch || !valid ? nullptr : &doc;
        TensorSet fresh = stages - wanted;
        valid = false;  // until all of it is done
        const Sizes sizes = sizes_of(next);
        if (known == nullptr || !(sizes == trace.sizes()) || !(stages == wanted)) {
            const TraceMemory::Reserved reserved = trace.reserve(sizes, stages);
            if (reserved == TraceMemory::Reserved::failed) return false;
            if (reserved == TraceMemory::Reserved::dropped) known = nullptr;
        }
        const Difference difference(known, next);
        if (difference.everything()) fresh = {};
        if (!run_forward(difference, fresh, trace, packed).ok()) return false;
        doc = next;
        wanted = stages;
        return valid = true;
    }
};

Evaluator::Evaluator() : state_(std::make_unique<State>()) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

Result<bool> Evaluator::update(const Document& doc, TensorSet wanted) {
    if (const Result<bool> fits = check_memory(doc, wanted); !fits) return fits;
    State& state = *state_;
    const bool had = state.valid;
    if (state.compute(doc, wanted, false)) return true;
    // There was room for the old document; computing it again finds that room (or, if even that is gone, shows nothing).
    if (!had || !state.compute(Document(state.doc), TensorSet(state.wanted), true)) state.trace.clear();
    const double megabytes = trace_bytes(sizes_of(doc), wanted) / (1 << 20);
    return Error{Str::error_out_of_memory, {print_int(static_cast<long long>(megabytes) + 1)}};
}

const Trace& Evaluator::trace() const { return state_->trace; }
void Evaluator::use(core::TileKernel tile) { state_->packed.workspace.tile = tile; }
core::TileKernel Evaluator::tile() const { return state_->packed.workspace.tile; }
void Evaluator::invalidate() { state_->valid = false; }

}  // namespace headscope::lab
