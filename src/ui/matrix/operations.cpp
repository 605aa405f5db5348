// The operations on a row, a column or a whole matrix, in a menu of their own.
#include <array>

#include "ui/kit/popup.hpp"
#include "ui/matrix/parts.hpp"

namespace headscope::ui::matrix_parts {
namespace {

using lab::FillKind;
using lab::Str;
using Scope = Operations::Scope;

constexpr float kPadding = 12, kRoom = 304, kWidth = kRoom + 2 * kPadding;

/// The part of the matrix that the chosen scope means.
lab::Fill part_of(MatrixFrame& m, const Operations& ops, const lab::Matrix& matrix, FillKind kind) {
    const lab::TensorId id = *m.spec.editable;
    lab::Fill edit{id, owner_of(m, id), 0, 0, matrix.rows(), matrix.cols(), kind};
    if (ops.scope == Scope::row) edit.row = ops.row, edit.rows = 1;
    if (ops.scope == Scope::column) edit.col = ops.col, edit.cols = 1;
    return edit;
}

void fill(MatrixFrame& m, const Operations& ops, FillKind kind) {
    const lab::Matrix* matrix = target(m);
    if (!matrix) return;
    lab::Fill edit = part_of(m, ops, *matrix, kind);
    edit.factor = static_cast<float>(ops.factor);
    edit.seed = static_cast<unsigned>(ops.seed);
    m.c.edit(edit);
    again(m.c);
}

/// Valid lengths query by query: of its rows a mask keeps the keys up to the chosen one.
void keep_first(MatrixFrame& m, const Operations& ops) {
    const lab::Matrix* matrix = target(m);
    if (!matrix) return;
    lab::Fill kept = part_of(m, ops, *matrix, FillKind::one), hidden = part_of(m, ops, *matrix, FillKind::zero);
    kept.cols = hidden.col = ops.col + 1;
    hidden.cols = matrix->cols() - hidden.col;
    lab::Edit both(kept);
    if (hidden.cols > 0) both.add(hidden);
    m.c.edit(both);
    again(m.c);
}

struct Choice {
    std::string_view key;
    Str text;
    FillKind kind;
    bool whole_only;
};
constexpr Choice kPlain[] = {{"zero", Str::op_zero, FillKind::zero, false},
                             {"identity", Str::op_identity, FillKind::identity, true},
                             {"seeded", Str::op_seeded, FillKind::seeded, false}};
constexpr Choice kRandom[] = {{"gaussian", Str::choice_gaussian, FillKind::gaussian, false},
                              {"uniform", Str::choice_uniform, FillKind::uniform, false},
                              {"xavier", Str::choice_xavier, FillKind::xavier, false},
                              {"kaiming", Str::choice_kaiming, FillKind::kaiming, false},
                              {"orthogonal", Str::choice_orthogonal, FillKind::orthogonal, true}};
constexpr Choice kMask[] = {{"one", Str::op_allow_all, FillKind::one, false},
                            {"zero", Str::op_hide_all, FillKind::zero, false}};

/// Buttons three to a row.
void choices(MatrixFrame& m, const Operations& ops, std::span<const Choice> list) {
    const float width = ImFloor((kRoom - 2 * 6) / 3);
    int in_row = 0;
    for (const Choice& choice : list) {
        if (in_row > 0) ImGui::SameLine(0, 6);
        const std::string key = std::string("op.") + std::string(choice.key);
        if (button(m.c, key, m.c.text(choice.text), ButtonKind::outlined, !choice.whole_only || ops.scope == Scope::matrix, {},
                   {width, 0}))
            fill(m, ops, choice.kind);
        in_row = (in_row + 1) % 3;
    }
    ImGui::Dummy({0, 8});
}

void contents(MatrixFrame& m, Operations& ops) {
    Context& c = m.c;
    const std::string row = lab::format(Str::op_row, c.view.language, {std::to_string(ops.row + 1)});
    const std::string column = lab::format(Str::op_column, c.view.language, {std::to_string(ops.col + 1)});
    const std::array<std::string_view, 3> scopes = {row, column, c.text(Str::op_matrix)};
    constexpr std::array<std::string_view, 3> kKeys = {"row", "column", "matrix"};
    const float title =
        draw_math(c, ImGui::GetCursorScreenPos() + ImVec2(0, 2), m.spec.symbol.empty() ? m.spec.caption : m.spec.symbol,
                  m.spec.colour ? m.spec.colour : c.theme.ink, c.theme.caption, Face::bold)
            .x;
    draw_text(c, ImGui::GetCursorScreenPos() + ImVec2(title + 8, 3), m.spec.shape, c.theme.quiet, c.theme.small, Face::mono);
    ImGui::Dummy({kRoom, 26});
    int scope = static_cast<int>(ops.scope);
    if (segmented(c, "op.scope", "", scopes, &scope, c.text(Str::op_scope), kKeys)) ops.scope = static_cast<Scope>(scope);
    ImGui::Dummy({0, 8});
    if (lab::info(*m.spec.editable).values == lab::Values::zero_or_one) {
        choices(m, ops, kMask);
        const std::string first = lab::format(Str::op_keep_first, c.view.language, {std::to_string(ops.col + 1)});
        if (button(c, "op.keep_first", first, ButtonKind::outlined, ops.scope != Scope::column, {}, {kRoom, 0}))
            keep_first(m, ops);
        ImGui::Dummy({0, 8});
        return;
    }
    choices(m, ops, kPlain);
    number(c, "op.factor", c.text(Str::op_factor), &ops.factor, -1000, 1000, 0.1, false);
    ImGui::Dummy({0, 2});
    if (button(c, "op.scale", c.text(Str::op_scale), ButtonKind::outlined, true, {}, {kRoom, 0})) fill(m, ops, FillKind::scale);
    ImGui::Dummy({0, 8});
    number(c, "op.seed", c.text(Str::op_seed), &ops.seed, 0, lab::kMaxSeed, 1, true, c.text(Str::op_seed_help));
    ImGui::Dummy({0, 4});
    choices(m, ops, kRandom);
}

void clipboard(MatrixFrame& m) {
    Context& c = m.c;
    const float width = ImFloor((kRoom - 2 * 6) / 3);
    const auto entry = [&](std::string_view key, Str text) {
        const bool pressed = button(c, key, c.text(text), ButtonKind::quiet, true, {}, {width, 0});
        ImGui::SameLine(0, 6);
        return pressed;
    };
    bool done = false;
    if (entry("op.copy_row", Str::op_copy_row)) copy(m, false), done = true;
    if (entry("op.copy", Str::op_copy)) copy(m, true), done = true;
    if (entry("op.paste", Str::op_paste)) c.commands.push_back({Command::begin_paste, {}}), done = true;
    ImGui::NewLine();
    if (done) close_popup(c);
}

}  // namespace

void open_operations(MatrixFrame& m, int row, int col) {
    Operations& ops = m.c.interaction.operations;
    ops.owner = m.control.id;
    ops.row = row, ops.col = col;
    ops.open = true;
    if (ops.seed < 0) ops.seed = m.c.document.real(lab::Param::weight_seed);
    set_active(m, row, col, false);
}

void draw_operations(MatrixFrame& m) {
    if (!m.spec.editable) return;
    Context& c = m.c;
    Operations& ops = c.interaction.operations;
    const ImGuiID popup = ImHashStr("operations", 0, m.control.id);
    const bool open = ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None);
    if (m.layout.caption_height > 0) {
        const ImVec2 corner(ImMax(ImMax(m.map.max.x, m.map.min.x + 28), m.caption_end + 30), m.layout.place.outer_min.y - 3);
        const ImRect rect(corner.x - 28, corner.y, corner.x, corner.y + 22);
        const Control b = control_at(c, ImHashStr("menu", 0, m.control.id), rect);
        MirrorItem item =
            item_of(b, Role::button,
                    lab::format(Str::op_title, c.view.language, {m.spec.symbol.empty() ? m.spec.caption : m.spec.symbol}),
                    std::string(m.spec.key) + ".operations");
        item.expanded = open;
        c.mirror.add(std::move(item));
        if (b.visible && (m.control.hovered || b.hovered || b.ring || open || m.control.focused || c.app.touch)) {
            if (b.hovered || open) canvas()->AddRectFilled(rect.Min, rect.Max, c.theme.chip_active, 6);
            for (int i = -1; i <= 1; ++i)
                canvas()->AddCircleFilled(rect.GetCenter() + ImVec2(static_cast<float>(i) * 6, 0), 1.7f,
                                          b.hovered ? c.theme.ink : c.theme.quiet);
            draw_ring(c, b, 6);
        }
        if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (b.pressed) {
            open_operations(m, m.row, m.col);
            ops.scope = Scope::matrix;
        }
    }
    if (ops.owner != m.control.id) return;
    ImRect below = m.cell(ops.row < m.map.rows ? ops.row : 0, ops.col < m.map.cols ? ops.col : 0);
    if (ops.open) {
        ops.open = false;
        open_popup(c, popup);
        c.interaction.menu_owner = popup;
    }
    ImGui::SetNextWindowSize({kWidth, 0});
    if (!begin_popup(c, popup, below, kWidth, kPadding)) return;
    contents(m, ops);
    clipboard(m);
    end_popup(c);
    if (!ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None)) c.mirror.set_focus(m.control.id, c.mirror.focus_visible());
}

}  // namespace headscope::ui::matrix_parts
