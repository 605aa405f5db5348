// One operation of the program, with everything that is known about it: a row and its functions, side by side in one file of
// operations/. What runs, counts, explains, or compares the computation walks the program and calls these.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lab/program/explain.hpp"
#include "lab/program/reach.hpp"

namespace headscope::lab {

struct Counts;
struct Pass;       // pass.hpp: an evaluation under way
class Explainer;   // explainer.hpp
class Comparison;  // comparison.hpp
struct Piece;

/// In which layers an operation is computed.
enum class InLayers : std::uint8_t { every, first, later };

struct Operation {
    std::string_view key;
    std::array<TensorId, 3> operands{TensorId::none, TensorId::none, TensorId::none};
    /// Where the result shows another stage's numbers (Sizes::own), the operation is left out.
    TensorId result = TensorId::none;
    /// What of the result an edit reaches, when what it reaches of the operands is known (Pass::reach).
    Reach (*reach)(const Operation& op, Pass& pass) = nullptr;
    /// Computes what is reached, and touches the result's revisions; false: Pass::status says why. nullptr: an earlier operation's
    /// run computes this one too, in one fused call.
    bool (*run)(const Operation& op, Pass& pass) = nullptr;
    /// Multiply-adds of all of it; nullptr: none.
    double (*cost)(const Operation& op, const Counts& counts) = nullptr;
    /// The arithmetic of one number of the result, in steps.
    std::vector<Step> (*explain)(const Operation& op, const Explainer& explainer, const CellRef& cell) = nullptr;
    /// The same by vectorised and by plain scalar code, a piece at a time; its multiply-adds. nullptr as for run.
    double (*piece)(const Operation& op, Comparison& comparison, Piece& piece) = nullptr;
    InLayers in = InLayers::every;
};

/// The stage that the operation reads first: what its matrix, if it has one, is applied to. None where it starts from the document.
inline TensorId source_of(const Operation& op) {
    for (const TensorId operand : op.operands)
        if (operand != TensorId::none && !info(operand).is_matrix()) return operand;
    return TensorId::none;
}

/// The operand that multiplies a stage, a matrix of the document; none where there is no such one.
inline TensorId weight_of(const Operation& op) {
    if (source_of(op) == TensorId::none) return TensorId::none;
    for (const TensorId operand : op.operands)
        if (operand != TensorId::none && info(operand).kind == TensorKind::weight) return operand;
    return TensorId::none;
}

}  // namespace headscope::lab
