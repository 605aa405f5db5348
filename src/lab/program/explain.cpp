// Asking the operation that made a number.
#include "lab/program/explain.hpp"

#include <cmath>
#include <iterator>

#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "lab/program/explainer.hpp"
#include "lab/program/program.hpp"

namespace headscope::lab {

std::span<const std::string_view> step_keys() {
    static constexpr std::string_view kKeys[] = {"embedding", "position", "dot",       "scale",     "softcap",     "add_bias",
                                                 "hidden",    "exponent", "normalise", "empty_row", "copy",        "parameter",
                                                 "add",       "additive", "keep",      "dropped",   "standardise", "affine",
                                                 "distance",  "rms",      "halves",    "mean",      "rotate"};
    static_assert(std::size(kKeys) == static_cast<size_t>(Step::Kind::rotate) + 1);
    return kKeys;
}

std::vector<Step> Explainer::explain(const CellRef& cell) const {
    if (info(cell.tensor).is_matrix()) {
        Step step;
        step.kind = Step::Kind::parameter;
        step.result = value_at(doc_, trace_, cell);
        return {step};
    }
    if (const Operation* op = made_by(cell.tensor, sizes_, cell.layer)) {
        std::vector<Step> steps = op->explain(*op, *this, cell);
        // What an empty row's weights are is the reason of all that is made of them.
        const TensorInfo& row = info(cell.tensor);
        const bool after_weights = row.per_item && index_of(cell.tensor) >= index_of(TensorId::context);
        if (!after_weights || !fills_empty_rows(doc_)) return steps;
        core::Range heads = row.per_head ? core::Range{cell.head, cell.head + 1} : query_heads(doc_, row.cols, cell.col);
        if (heads.size() <= 0) heads = {0, sizes_.mask_heads};
        while (heads.begin < heads.end && !trace_.empty_row(cell.item, heads.begin, cell.row)) ++heads.begin;
        if (heads.size() > 0)
            steps.insert(steps.begin(),
                         hidden_step(Step::Kind::empty_row, hidden_by_none,
                                     shown({TensorId::weights, cell.layer, cell.item, heads.begin, cell.row, 0})));
        return steps;
    }
    // A memory that shows X is explained as X.
    return explain(same_place(cell, shown_as(cell.tensor, sizes_)));
}

bool exists(const Document& doc, const Trace& trace, const CellRef& cell) {
    if (index_of(cell.tensor) >= static_cast<size_t>(kTensorCount) || cell.layer < 0 ||
        cell.layer >= static_cast<int>(doc.layers.size()))
        return false;
    const TensorInfo& row = info(cell.tensor);
    if (!row.is_matrix()) return trace.view(cell.tensor, cell.layer).has(cell);
    const int owner = owner_of(cell);
    // No head, and neither item nor layer where there is a single one.
    if (owner < 0 || owner >= doc.owners(cell.tensor) || cell.head != 0 || cell.item + cell.layer != owner) return false;
    const auto [rows, cols] = doc.shape_of(cell.tensor, owner);
    return cell.row >= 0 && cell.row < rows && cell.col >= 0 && cell.col < cols &&
           Blocks(doc, cell.tensor).has(cell.row, cell.col);
}

float value_at(const Document& doc, const Trace& trace, const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    if (row.is_matrix()) return doc.matrix(cell).at(cell.row, cell.col);
    const TensorView view = trace.view(cell.tensor, cell.layer);
    return view.data ? view.at(cell) : std::nanf("");
}

std::vector<Step> explain(const Document& doc, const Trace& trace, const CellRef& cell) {
    return exists(doc, trace, cell) ? Explainer(doc, trace).explain(cell) : std::vector<Step>{};
}

}  // namespace headscope::lab
