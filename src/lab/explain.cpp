// Taking a number of the trace apart into the arithmetic that made it.
#include "lab/explain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/attention/positions.hpp"
#include "lab/evaluate.hpp"

namespace headscope::lab {
namespace {

using Kind = Step::Kind;
using Steps = std::vector<Step>;

Step simple(Kind kind, float a, float b, float result) {
    Step step;
    step.kind = kind;
    step.terms.push_back({a, b, {}, {}});
    step.result = result;
    return step;
}

class Explainer {
public:
    Explainer(const Document& doc, const Trace& trace) : doc_(doc), trace_(trace) {}

    Steps explain(const Cell& cell) {
        switch (cell.stage) {
            case Stage::input: return embedding(cell, MatrixId::input);
            case Stage::memory:
                return doc_.cross() ? embedding(cell, MatrixId::memory)
                                    : explain({Stage::input, cell.item, 0, cell.row, cell.col});
            case Stage::query: return {projection(cell, Stage::input, MatrixId::W_q, MatrixId::b_q, column_of(cell))};
            case Stage::key: return {projection(cell, Stage::memory, MatrixId::W_k, MatrixId::b_k, column_of(cell))};
            case Stage::value: return {projection(cell, Stage::memory, MatrixId::W_v, MatrixId::b_v, column_of(cell))};
            case Stage::scores: return {score(cell)};
            case Stage::scaled: return scaled(cell);
            case Stage::masked_scores: return masked(cell);
            case Stage::weights: return weight(cell);
            case Stage::context: return {context(cell)};
            case Stage::concat: {
                const int h = trace_.view(Stage::context).dims[3];
                return {copy(cell, {Stage::context, cell.item, cell.col / h, cell.row, cell.col % h})};
            }
            default:
                if (!doc_.on(Param::output_projection)) return {copy(cell, {Stage::concat, cell.item, 0, cell.row, cell.col})};
                return {projection(cell, Stage::concat, MatrixId::W_o, MatrixId::b_o, cell.col)};
        }
    }

private:
    float shown(const Cell& c) const { return trace_.view(c.stage).at(c.item, c.head, c.row, c.col); }
    bool kept(Stage stage) const { return trace_.view(stage).data != nullptr; }
    int column_of(const Cell& c) const { return c.head * trace_.view(c.stage).dims[3] + c.col; }

    Step copy(const Cell& cell, const Cell& from) const {
        Step step = simple(Kind::copy, shown(from), 0, shown(cell));
        step.terms[0].from_a = from;
        return step;
    }

    Steps embedding(const Cell& c, MatrixId id) const {
        const Matrix& m = doc_.matrix(id, c.item);
        const float value = c.row < m.rows() ? m.at(c.row, c.col) : 0.0f;
        Step first = simple(Kind::embedding, value, 0, value);
        first.of_matrix = c.row < m.rows();
        first.matrix = id;
        first.column = c.col;
        Steps steps{first};
        if (doc_.on(Param::positions))
            steps.push_back(simple(Kind::position, value, core::sinusoidal_position(c.row, c.col, m.cols()), shown(c)));
        return steps;
    }

    Step projection(const Cell& c, Stage from, MatrixId weight, MatrixId bias, int column) const {
        Step step;
        step.kind = Kind::dot;
        const Matrix& w = doc_.matrix(weight);
        const Stage shown_as = from == Stage::memory && !doc_.cross() ? Stage::input : from;
        for (int k = 0; k < w.rows(); ++k) {
            const Cell a{shown_as, c.item, 0, c.row, k};
            step.terms.push_back({shown(a), w.at(k, column), a, {}});
        }
        step.has_bias = doc_.on(Param::biases);
        if (step.has_bias) step.bias = doc_.matrix(bias).at(0, column);
        step.of_matrix = true;
        step.matrix = weight;
        step.column = column;
        step.result = shown(c);
        return step;
    }

    Step score(const Cell& c) const {
        Step step;
        step.kind = Kind::dot;
        double sum = 0;
        for (int k = 0; k < trace_.view(Stage::query).dims[3]; ++k) {
            const Cell a{Stage::query, c.item, c.head, c.row, k}, b{Stage::key, c.item, c.head, c.col, k};
            step.terms.push_back({shown(a), shown(b), a, b});
            sum += static_cast<double>(step.terms.back().a) * step.terms.back().b;
        }
        step.result = kept(Stage::scores) ? shown({Stage::scores, c.item, c.head, c.row, c.col}) : static_cast<float>(sum);
        return step;
    }

    Steps scaled(const Cell& c) const {
        Steps steps{score(c)};
        const float raw = steps[0].result, product = raw * trace_.scale();
        const float cap = static_cast<float>(doc_.real(Param::softcap));
        steps.push_back(simple(Kind::scale, raw, trace_.scale(), product));
        if (cap > 0) steps.push_back(simple(Kind::softcap, product, cap, cap * std::tanh(product / cap)));
        if (kept(Stage::scaled)) steps.back().result = shown({Stage::scaled, c.item, c.head, c.row, c.col});
        return steps;
    }

    Step hidden(unsigned by, float result) const {
        Step step;
        step.kind = Kind::hidden;
        step.hidden_by = by;
        step.result = result;
        return step;
    }

    Steps masked(const Cell& c) const {
        Steps steps = scaled(c);
        if (const unsigned by = hidden_by(doc_, c.item, c.row, c.col); by != hidden_by_none) {
            steps.push_back(hidden(by, -std::numeric_limits<float>::infinity()));
            return steps;
        }
        if (static_cast<CustomMask>(doc_.integer(Param::custom_mask)) == CustomMask::bias) {
            const float bias = doc_.matrix(MatrixId::mask_bias, c.item).at(c.row, c.col);
            steps.push_back(simple(Kind::add_bias, steps.back().result, bias, steps.back().result + bias));
        }
        if (kept(Stage::masked_scores)) steps.back().result = shown({Stage::masked_scores, c.item, c.head, c.row, c.col});
        return steps;
    }

    Steps weight(const Cell& c) const {
        Steps steps;
        if (trace_.empty_row(c.item, c.row)) {
            Step empty;
            empty.kind = Kind::empty_row;
            empty.hidden_by = hidden_by(doc_, c.item, c.row, c.col);
            return {empty};
        }
        if (const unsigned by = hidden_by(doc_, c.item, c.row, c.col); by != hidden_by_none) return {hidden(by, 0.0f)};
        steps = masked(c);
        const float own = steps.back().result;
        float highest = own;
        std::vector<float> row;
        for (int key = 0; key < trace_.view(Stage::weights).dims[3]; ++key) {
            if (trace_.visible(c.item)[static_cast<std::ptrdiff_t>(c.row) * trace_.view(Stage::weights).dims[3] + key] == 0)
                continue;
            const Cell other{Stage::masked_scores, c.item, c.head, c.row, key};
            row.push_back(key == c.col ? own : kept(Stage::masked_scores) ? shown(other) : masked(other).back().result);
            highest = std::max(highest, row.back());
        }
        double sum = 0;
        for (const float value : row) sum += std::exp(static_cast<double>(value) - highest);
        const float e = static_cast<float>(std::exp(static_cast<double>(own) - highest));
        steps.push_back(simple(Kind::exponent, own, highest, e));
        steps.push_back(simple(Kind::normalise, e, static_cast<float>(sum), shown(c)));
        return steps;
    }

    Step context(const Cell& c) const {
        Step step;
        step.result = shown(c);
        if (trace_.empty_row(c.item, c.row)) {
            step.kind = Kind::empty_row;
            return step;
        }
        step.kind = Kind::dot;
        const int keys = trace_.view(Stage::weights).dims[3];
        for (int key = 0; key < keys; ++key) {
            if (trace_.visible(c.item)[static_cast<std::ptrdiff_t>(c.row) * keys + key] == 0) continue;
            const Cell a{Stage::weights, c.item, c.head, c.row, key}, b{Stage::value, c.item, c.head, key, c.col};
            if (shown(a) == 0.0f && !std::isfinite(shown(b))) continue;  // the core skips a weight of zero
            step.terms.push_back({shown(a), shown(b), a, b});
        }
        return step;
    }

    const Document& doc_;
    const Trace& trace_;
};

}  // namespace

std::vector<Step> explain(const Document& doc, const Trace& trace, const Cell& cell) {
    const StageView view = trace.view(cell.stage);
    const auto inside = [](int index, int size) { return index >= 0 && index < size; };
    const bool there = inside(cell.item, view.dims[0]) && inside(cell.head, view.dims[1]) && inside(cell.row, view.dims[2]) &&
                       inside(cell.col, view.dims[3]);
    return there ? Explainer(doc, trace).explain(cell) : Steps{};
}

}  // namespace headscope::lab
