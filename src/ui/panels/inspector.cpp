// The inspector: the selected number, where it stands, where it comes from, and the row of weights it belongs to.
#include "ui/panels/inspector.hpp"

#include <algorithm>

namespace headscope::ui {

using lab::Cell;
using lab::MatrixId;
using lab::Stage;
using lab::Str;

std::string token_name(const Panels& p, bool key, int index) {
    const std::span<const std::string> names = key ? p.sources.keys() : p.sources.queries();
    return index >= 0 && static_cast<size_t>(index) < names.size() ? names[static_cast<size_t>(index)]
                                                                   : std::to_string(index + 1);
}

bool still_there(const Context& c, const Cell& cell) {
    const lab::StageView view = c.trace.view(cell.stage);
    return view.data != nullptr && cell.item < view.dims[0] && cell.head < view.dims[1] && cell.row < view.dims[2] &&
           cell.col < view.dims[3];
}

bool still_there(const Context& c, const ParameterCell& cell) {
    if (cell.item >= static_cast<int>(c.document.items.size())) return false;
    const lab::Matrix& matrix = c.document.matrix(cell.matrix, cell.item);
    return cell.row < matrix.rows() && cell.col < matrix.cols();
}

namespace {

constexpr std::string_view kDot = " \u2022 ";

std::string head_name(const Context& c, int head) {
    return lab::format(Str::head_number, c.view.language, {std::to_string(head + 1)});
}

/// "gave → I" for scores, "gave • dimension 3" elsewhere.
std::string where(const Context& c, const Panels& p, const Cell& cell) {
    std::string text(c.text(name_of(cell.stage)));
    if (has_heads(cell.stage)) text.append(kDot).append(head_name(c, cell.head));
    const bool memory = cell.stage == Stage::memory || cell.stage == Stage::key || cell.stage == Stage::value;
    text.append(kDot).append(token_name(p, memory, cell.row));
    if (is_score(cell.stage)) return text.append(" \u2192 ").append(token_name(p, true, cell.col));
    return text.append(kDot).append(lab::format(Str::inspector_dimension, c.view.language, {std::to_string(cell.col + 1)}));
}

/// Name and symbol, and which head's block the cell lies in.
std::string where(const Context& c, const ParameterCell& cell) {
    std::string text(c.text(name_of(cell.matrix)));
    if (const std::string_view symbol = symbol_of(cell.matrix); !symbol.empty()) text.append(" ").append(symbol);
    const int head_dim = c.document.integer(lab::Param::head_dim);
    if (cell.matrix == MatrixId::W_o) text.append(kDot).append(head_name(c, cell.row / head_dim));
    else if (cell.matrix >= MatrixId::W_q && cell.matrix != MatrixId::b_o)
        text.append(kDot).append(head_name(c, cell.col / head_dim));
    return text;
}

void value_of(Context& c, Writer& w, double value, const std::string& position, const std::string& index,
              const std::string& shape) {
    const Theme& theme = c.theme;
    w.words(position, theme.quiet, theme.text);
    const std::string number = number_text(value, 4);
    const ImVec2 size = text_size(number, theme.huge, Face::bold);
    draw_text(c, ImVec2(w.left() - 1, w.y()), number, theme.ink, theme.huge, Face::bold);
    w.say(number);
    w.say("\n");
    w.gap(size.y + 2);
    w.line({{index, theme.quiet}, {c.text(Str::inspector_of), theme.quiet}, {shape, theme.quiet}});
}

/// What a parameter is for: it has no arithmetic behind it.
void purpose(Context& c, Writer& w, const ParameterCell& cell) {
    const int head_dim = c.document.integer(lab::Param::head_dim);
    const std::string row = std::to_string(cell.row + 1), col = std::to_string(cell.col + 1);
    const std::string head = std::to_string(cell.col / head_dim + 1), dim = std::to_string(cell.col % head_dim + 1);
    const auto say = [&](Str string, std::initializer_list<std::string_view> arguments) {
        w.gap(4);
        w.words(lab::format(string, c.view.language, arguments), c.theme.ink, c.theme.text);
    };
    switch (cell.matrix) {
        case MatrixId::W_q: say(Str::purpose_query, {row, dim, head}); break;
        case MatrixId::W_k: say(Str::purpose_key, {row, dim, head}); break;
        case MatrixId::W_v: say(Str::purpose_value, {row, dim, head}); break;
        case MatrixId::W_o:
            say(Str::purpose_output, {std::to_string(cell.row % head_dim + 1), std::to_string(cell.row / head_dim + 1), col});
            break;
        case MatrixId::b_q:
        case MatrixId::b_k:
        case MatrixId::b_v: say(Str::purpose_bias, {dim, head}); break;
        case MatrixId::b_o: say(Str::purpose_output_bias, {col}); break;
        case MatrixId::mask_allow: say(Str::purpose_mask, {}); break;
        case MatrixId::mask_bias: say(Str::purpose_mask_bias, {}); break;
        default: say(Str::purpose_embedding, {}); break;
    }
    w.words(c.text(Str::inspector_edit_hint), c.theme.quiet, c.theme.small);
}

}  // namespace

void inspector_nothing(Context& c) {
    Writer w(c, c.theme.text);
    w.words(c.text(Str::inspector_empty), c.theme.ink);
    w.gap(6);
    for (Str line : {Str::inspector_empty_point, Str::inspector_empty_click, Str::inspector_empty_edit}) {
        w.words(c.text(line), c.theme.quiet);
        w.gap(4);
    }
    w.end("inspector");
}

void inspector_value(Context& c, Panels& p) {
    Writer w(c, c.theme.small);
    if (const ParameterCell* cell = c.view.selected_parameter(); cell != nullptr && still_there(c, *cell)) {
        const lab::Matrix& matrix = c.document.matrix(cell->matrix, cell->item);
        value_of(c, w, static_cast<double>(matrix.at(cell->row, cell->col)), where(c, *cell),
                 shape_text({cell->row, cell->col}), shape_text({matrix.rows(), matrix.cols()}));
        purpose(c, w, *cell);
    } else if (const Cell* at = c.view.selected(); at != nullptr && still_there(c, *at)) {
        const lab::StageView view = c.trace.view(at->stage);
        const std::string index = has_heads(at->stage) ? shape_text({at->item, at->head, at->row, at->col})
                                                       : shape_text({at->item, at->row, at->col});
        value_of(c, w, static_cast<double>(view.at(at->item, at->head, at->row, at->col)), where(c, p, *at), index,
                 shape_text(at->stage, view));
    }
    w.end("inspector");
}

void inspector(Context& c, Panels& p, bool wide) {
    const ParameterCell* parameter = c.view.selected_parameter();
    const Cell* cell = c.view.selected();
    const bool has_parameter = parameter != nullptr && still_there(c, *parameter);
    const bool has_cell = cell != nullptr && still_there(c, *cell);
    group_heading(c, Str::inspector_title);
    if (!has_parameter && !has_cell) return inspector_nothing(c);
    if (!wide) {
        inspector_value(c, p);
        if (!has_cell) return;
        room(2);
        inspector_steps(c, p);
        room(10);
        inspector_row(c, p, 0);
        return;
    }
    const ImVec2 space = ImGui::GetContentRegionAvail();
    constexpr float kBetween = 24;
    const float column = (space.x - 2 * kBetween) / 3;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto part = [&](const char* id, int index, auto&& draw) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + static_cast<float>(index) * (column + kBetween), at.y));
        if (ImGui::BeginChild(id, ImVec2(column, space.y))) {
            draw();
            scroll_area(c);
        }
        ImGui::EndChild();
    };
    part("value", 0, [&] { inspector_value(c, p); });
    if (!has_cell) return;
    part("steps", 1, [&] { inspector_steps(c, p); });
    part("row", 2, [&] { inspector_row(c, p, 0); });
}

}  // namespace headscope::ui
