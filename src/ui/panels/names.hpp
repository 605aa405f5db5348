// Words, symbols, colours and number formats that the panels share: one name per thing, everywhere.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "lab/trace.hpp"
#include "ui/context.hpp"
#include "ui/theme.hpp"

namespace headscope::ui {

/// "Attention weights", "Query", ... of a stage, and its symbol: "A", "Q", ...
lab::Str name_of(lab::Stage stage);
std::string_view symbol_of(lab::Stage stage);
/// "Query projection", ... of an editable matrix, and its symbol: "W_q", "X", ...
lab::Str name_of(lab::MatrixId matrix);
std::string_view symbol_of(lab::MatrixId matrix);

/// The colour that means query, key, value or output; ink for what is none of them.
ImU32 colour_of(lab::Stage stage, const Theme& theme);
ImU32 colour_of(lab::MatrixId matrix, const Theme& theme);

/// True for [.., S_q, S_k] stages: scores, scaled, masked_scores, weights.
bool is_score(lab::Stage stage);
/// True for stages that have one matrix per head.
bool has_heads(lab::Stage stage);

/// "[1,4,7,7]" as PyTorch prints it. For stages without a head dimension the 1 in its place is left out.
std::string shape_text(std::initializer_list<int> dims);
std::string shape_text(lab::Stage stage, const lab::StageView& view);

/// Fixed decimals with a true minus sign; "−∞", "∞" and "NaN" in words of mathematics. Very large and very small
/// numbers become powers of ten.
std::string number_text(double value, int decimals);
/// Names the radio buttons or tabs that follow, for a screen reader.
void begin_group(Context& c, std::string_view key, std::string_view name, ImVec2 min, ImVec2 max);

/// 28 -> "28", 28431 -> "28.4 k", 3.1e6 -> "3.1 M".
std::string count_text(double count);
/// The number without trailing zeros: "4", "0.25".
std::string short_text(double value);

}  // namespace headscope::ui
