// Where a number comes from: the formula of one cell with its actual operands.
#pragma once

#include <vector>

#include "lab/document.hpp"
#include "lab/trace.hpp"

namespace headscope::lab {

/// A position in a stage: head is 0 where the stage has no heads.
struct Cell {
    Stage stage = Stage::weights;
    int item = 0, head = 0, row = 0, col = 0;
    bool operator==(const Cell&) const = default;
};

/// One step of arithmetic. The interface prints it; `terms` are the operands of a sum of products, in order.
struct Step {
    enum class Kind {
        embedding,  // from the sentence (or typed): result
        position,   // terms[0].a + terms[0].b = result
        dot,        // sum a*b (+ bias when has_bias) = result
        scale,      // terms[0].a * terms[0].b = result
        softcap,    // b * tanh(a / b), terms[0].b is the cap
        add_bias,   // a + b = result (additive mask)
        hidden,     // result -inf or 0: hidden by `hidden_by`
        exponent,   // exp(a - row maximum b) = result
        normalise,  // a / row sum b = result
        empty_row,  // nothing may be attended: 0
        copy        // concat: the same number of another stage
    };
    struct Term {
        float a, b;
        Cell from_a, from_b;
    };
    Kind kind;
    std::vector<Term> terms;
    float bias = 0;
    bool has_bias = false;
    unsigned hidden_by = 0;
    float result = 0;
    /// A projection: terms[k].b is element (k, column) of `matrix`, whose bias row holds `bias`; from_b then says nothing.
    bool of_matrix = false;
    MatrixId matrix = MatrixId::W_q;
    int column = 0;
};

/// The steps from the stage's operands to the number, in order; the last step's result is the number shown (of a stage
/// that is not kept: the number it would show, up to rounding). scaled, masked_scores and weights begin with the dot product
/// of their score. The sum of context runs over the visible keys. A cell outside the stage gives no steps.
std::vector<Step> explain(const Document& doc, const Trace& trace, const Cell& cell);

}  // namespace headscope::lab
