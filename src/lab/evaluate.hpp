// Evaluation: from a document to its trace, recomputing only the stages, heads and rows a change can reach.
#pragma once

#include <memory>

#include "core/kernels/workspace.hpp"
#include "lab/document.hpp"
#include "lab/result.hpp"
#include "lab/trace.hpp"

namespace headscope::lab {

/// Owns the trace's memory. Bit for bit, the trace after `update` depends on the document alone, not on what came before.
class Evaluator {
public:
    Evaluator();
    ~Evaluator();
    Evaluator(Evaluator&&) noexcept;
    Evaluator& operator=(Evaluator&&) noexcept;
    /// Brings the trace to `doc`, finding out by comparison what changed. On error (memory) the trace stays as it was.
    Result<bool> update(const Document& doc, StageSet wanted);
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

/// Which masks hide (query, key) of an item in this document; see HiddenBy.
unsigned hidden_by(const Document& doc, int item, int query, int key);

}  // namespace headscope::lab
