// What the operations explain themselves with.
#pragma once

#include "lab/model/sizes.hpp"
#include "lab/program/explain.hpp"

namespace headscope::lab {

class Explainer {
public:
    Explainer(const Document& doc, const Trace& trace) : doc_(doc), trace_(trace), sizes_(sizes_of(doc)) {}
    const Document& document() const { return doc_; }
    const Trace& trace() const { return trace_; }
    const Sizes& sizes() const { return sizes_; }

    /// The steps of any cell: operations begin with those of their operands.
    std::vector<Step> explain(const CellRef& cell) const;
    bool kept(const CellRef& cell) const { return trace_.view(cell.tensor, cell.layer).data != nullptr; }
    float shown(const CellRef& cell) const { return trace_.view(cell.tensor, cell.layer).at(cell); }
    bool visible(int item, int head, int query, int key) const {
        return trace_.visible(item, head)[static_cast<std::ptrdiff_t>(query) * sizes_.keys + key] != 0;
    }

private:
    const Document& doc_;
    const Trace& trace_;
    Sizes sizes_;
};

/// The same place in another tensor.
inline CellRef same_place(CellRef cell, TensorId tensor) {
    cell.tensor = tensor;
    return cell;
}
inline Step simple_step(Step::Kind kind, const Step::Term& term, float result) {
    Step step;
    step.kind = kind;
    step.terms.push_back(term);
    step.result = result;
    return step;
}
inline Step hidden_step(Step::Kind kind, unsigned by, float result) {
    Step step;
    step.kind = kind;
    step.hidden_by = by;
    step.result = result;
    return step;
}

}  // namespace headscope::lab
