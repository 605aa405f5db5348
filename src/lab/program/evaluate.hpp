// Evaluation: from a document to its trace, recomputing only the stages, heads and rows a change can reach.
#pragma once

#include <memory>

#include "core/kernels/workspace.hpp"
#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// Owns the trace's memory. Bit for bit, the trace after `update` depends on the document alone, not on what came before.
class Evaluator {
public:
    Evaluator();
    ~Evaluator();
    Evaluator(Evaluator&&) noexcept;
    Evaluator& operator=(Evaluator&&) noexcept;
    /// Brings the trace to `doc`, finding out by comparison what changed. On error (memory) the trace stays as it was.
    Result<bool> update(const Document& doc, TensorSet wanted);
    const Trace& trace() const;
    /// Which kernel multiplies from now on; all give the same bits.
    void use(core::TileKernel tile);
    core::TileKernel tile() const;
    /// Forgets everything: the next update computes all of it (tests, benchmarks).
    void invalidate();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace headscope::lab
