// Where a number comes from: the formula of one cell with its actual operands.
#pragma once

#include <vector>

#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab {

/// One step of arithmetic. The interface prints it; `terms` are the operands of a sum of products, in order.
struct Step {
    enum class Kind {
        embedding,  // from the sentence (or typed): terms[0].a = result
        position,   // terms[0].a + terms[0].b = result
        dot,        // sum a*b (+ bias when has_bias) = result
        scale,      // terms[0].a * terms[0].b = result
        softcap,    // b * tanh(a / b), terms[0].b is the cap
        add_bias,   // a + b = result (additive mask, distance bias)
        hidden,     // result -inf or 0: hidden by `hidden_by`
        exponent,   // exp(a - row maximum b) = result
        normalise,  // a / row sum b = result; the sum's parts are `summands`; with a sink, terms[1] are the sums of weights and sink
        empty_row,  // nothing may be attended: the weight, as empty_rows says; before the steps of what follows from it
        copy,       // concat: the same number of another stage
        parameter,  // a number of the document, with nothing behind it: result
        add,        // terms[0].a + terms[0].b = result, two numbers of the trace
        additive,   // sum v * tanh(a + b) = result; v and the tanh of each term are a and b of `summands`
        keep,       // terms[0].a * terms[0].b = result, a weight over 1 - dropout; terms[1].a is the row's sum afterwards
        dropped,    // the same, of a weight that dropout makes 0
        // (terms[0].a - mean terms[0].b) / deviation terms[1].a = result, of a row whose numbers are `summands`
        standardise,
        // terms[0].a * terms[0].b + bias = result
        affine,
        distance,  // -terms[0].a * terms[0].b = result: the head's slope, and how many places apart
        rms,       // terms[0].a / sqrt(terms[0].b + 1e-6) = result: a number, and the mean of its row's squares, the `summands`
        halves,    // (terms[0].a + terms[0].b) / 2 = result
        mean,      // the terms' a over their count = result: a number of each head
        rotate     // terms[0].a * b + terms[1].a * b = result; terms[2]: the position, and the angle it turns by
    };
    /// Two operands and their addresses; tensor none where an operand is no cell (a position, a row's sum).
    struct Term {
        float a = 0, b = 0;
        CellRef from_a{TensorId::none}, from_b{TensorId::none};
    };
    Kind kind = Kind::copy;
    std::vector<Term> terms{};
    /// Of normalise, a visible key each: a = exp(b - row maximum), b the masked score; with a sink, its logit last. Of standardise, a:
    /// the row; of rms a = b. Of additive above.
    std::vector<Term> summands{};
    float bias = 0;
    bool has_bias = false;
    CellRef from_bias{TensorId::none};
    unsigned hidden_by = 0;
    float result = 0;
};

/// "embedding", "position", ... in the order of Step::Kind, for the page.
std::span<const std::string_view> step_keys();

/// The steps from the stage's operands to the number, in order; the last step's result is the number shown (of a stage
/// that is not kept: the number it would show, up to rounding). scaled, masked_scores and weights begin with the dot product
/// of their score. The sum of context runs over the visible keys. A cell of a matrix is one step. A cell outside its tensor gives no
/// steps.
std::vector<Step> explain(const Document& doc, const Trace& trace, const CellRef& cell);

/// Whether a stage has such a cell, kept or not, or the document such a cell of a matrix.
bool exists(const Document& doc, const Trace& trace, const CellRef& cell);
/// The number there; of a stage that is not kept, NaN.
float value_at(const Document& doc, const Trace& trace, const CellRef& cell);

}  // namespace headscope::lab
