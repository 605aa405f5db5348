// The evaluator: compare, make room, recompute; and back to the old document when memory runs out.
#include "lab/evaluate.hpp"

#include "lab/fit.hpp"
#include "lab/forward.hpp"
#include "lab/number.hpp"

namespace headscope::lab {

struct Evaluator::State {
    Document doc;  // what the trace shows, when valid
    StageSet wanted;
    bool valid = false;
    TraceMemory trace;
    Forward forward;

    bool compute(const Document& next, StageSet stages, bool from_scratch) {
        const TraceShape shape = shape_of(next);
        Changes changes = from_scratch || !valid ? everything_in(shape) : changes_between(doc, next);
        StageSet fresh{stages.scores && !wanted.scores, stages.scaled && !wanted.scaled,
                       stages.masked_scores && !wanted.masked_scores};
        valid = false;  // until all of it is done
        if (changes.everything || !(shape == trace.shape()) || !(stages == wanted)) {
            const TraceMemory::Reserved reserved = trace.reserve(shape, stages);
            if (reserved == TraceMemory::Reserved::failed) return false;
            if (reserved == TraceMemory::Reserved::dropped) changes = everything_in(shape);
        }
        if (changes.everything) fresh = {};
        if (!forward.run(next, changes, fresh, trace).ok()) return false;
        doc = next;
        wanted = stages;
        return valid = true;
    }
};

Evaluator::Evaluator() : state_(std::make_unique<State>()) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

Result<bool> Evaluator::update(const Document& doc, StageSet wanted) {
    if (const Result<bool> fits = check_memory(doc, square_stages(wanted)); !fits) return fits;
    State& state = *state_;
    const bool had = state.valid;
    if (state.compute(doc, wanted, false)) return true;
    // There was room for the old document; computing it again finds that room (or, if even that is gone, shows nothing).
    if (!had || !state.compute(Document(state.doc), StageSet(state.wanted), true)) state.trace.clear();
    const double megabytes = trace_bytes(doc, square_stages(wanted)) / (1 << 20);
    return Error{Str::error_out_of_memory, {print_int(static_cast<long long>(megabytes) + 1)}};
}

const Trace& Evaluator::trace() const { return state_->trace; }
void Evaluator::use(core::TileKernel tile) { state_->forward.workspace().tile = tile; }
core::TileKernel Evaluator::tile() const { return state_->forward.workspace().tile; }
void Evaluator::invalidate() { state_->valid = false; }

}  // namespace headscope::lab
