// An earlier document, and its trace while someone looks at it.
#pragma once

#include <memory>
#include <utility>

#include "lab/model/sizes.hpp"
#include "lab/program/evaluate.hpp"

namespace headscope::lab {

class Earlier {
public:
    explicit Earlier(Document document) : document_(std::move(document)) {}
    const Document& document() const { return document_; }
    void set(Document document) {
        document_ = std::move(document);
        current_ = refused_ = false;
    }
    /// Computes the trace with these stages unless it is there; false, and no trace, when it would take more than so many bytes or there
    /// is no memory for it.
    bool want(TensorSet stages, double most_bytes) {
        if (current_ && stages == stages_) return true;
        if (trace_bytes(sizes_of(document_), stages) > most_bytes || (refused_ && stages == stages_)) {
            forget();
            return false;
        }
        if (!evaluator_) evaluator_ = std::make_unique<Evaluator>();
        stages_ = stages;
        current_ = static_cast<bool>(evaluator_->update(document_, stages));
        refused_ = !current_;
        if (refused_) forget();
        return current_;
    }
    void forget() {
        evaluator_.reset();
        current_ = false;
    }
    /// nullptr while nobody wants it.
    const Trace* trace() const { return current_ ? &evaluator_->trace() : nullptr; }

private:
    Document document_;
    std::unique_ptr<Evaluator> evaluator_;
    TensorSet stages_;
    bool current_ = false, refused_ = false;
};

}  // namespace headscope::lab
