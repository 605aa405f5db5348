// The keyboard on a matrix, and what the mirror asks of it.
#include "ui/kit/typing.hpp"
#include "ui/matrix/parts.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui::matrix_parts {
namespace {

constexpr int kPage = 8;  // rows that PageUp and PageDown go

struct Move {
    int rows = 0, cols = 0;
    bool any = false;
};

Move move_of(const MatrixFrame& m) {
    const auto down = [&](ImGuiKey key) { return key_pressed(m.c, m.control, key); };
    const bool ctrl = ImGui::GetIO().KeyCtrl;
    Move out;
    if (down(ImGuiKey_LeftArrow)) out.cols = ctrl ? -m.col : -1, out.any = true;
    if (down(ImGuiKey_RightArrow)) out.cols = ctrl ? m.map.cols : 1, out.any = true;
    if (down(ImGuiKey_UpArrow)) out.rows = ctrl ? -m.row : -1, out.any = true;
    if (down(ImGuiKey_DownArrow)) out.rows = ctrl ? m.map.rows : 1, out.any = true;
    if (down(ImGuiKey_PageUp)) out.rows = -kPage, out.any = true;
    if (down(ImGuiKey_PageDown)) out.rows = kPage, out.any = true;
    if (down(ImGuiKey_Home)) out.cols = -m.col, out.rows = ctrl ? -m.row : 0, out.any = true;
    if (down(ImGuiKey_End)) out.cols = m.map.cols, out.rows = ctrl ? m.map.rows : 0, out.any = true;
    return out;
}

/// The characters that begin a number, typed this frame.
std::string typed_characters() {
    std::string out;
    for (const ImWchar ch : ImGui::GetIO().InputQueueCharacters)
        if ((ch >= '0' && ch <= '9') || ch == '-' || ch == '+' || ch == '.' || (!out.empty() && (ch == 'e' || ch == 'E')))
            out += static_cast<char>(ch);
        else if (ch == 0x2212) out += '-';
    return out;
}

bool takes_minus_infinity(const MatrixFrame& m) {
    return m.spec.editable && lab::info(*m.spec.editable).values == lab::Values::finite_or_minus_infinity;
}

void type_text(MatrixFrame& m, const std::string& text) {
    double value = 0;
    if (can_edit(m, m.row, m.col) && read_number(m.c, spot_of(m, m.row, m.col), text, &value, takes_minus_infinity(m)))
        set_cell(m, m.row, m.col, value);
}

}  // namespace

void handle_keys(MatrixFrame& m) {
    if (!m.control.focused) return;
    Context& c = m.c;
    const ImGuiIO& io = ImGui::GetIO();
    const bool idle = !io.WantTextInput && c.interaction.typing.owner == 0;
    if (const Move move = move_of(m); move.any) set_active(m, m.row + move.rows, m.col + move.cols, true);
    if (c.interaction.keyboard_last && !c.hovered_now) {
        hover_cell(m, m.row, m.col);
        if (m.layout.number_size <= 0 && m.control.ring && c.interaction.typing.owner == 0) draw_bubble(m, m.row, m.col);
    }
    if (!idle) return;
    const bool editable = can_edit(m, m.row, m.col);
    const auto down = [&](ImGuiKey key) { return key_pressed(c, m.control, key, false); };
    if (down(ImGuiKey_Enter) || down(ImGuiKey_KeypadEnter) || down(ImGuiKey_F2)) {
        if (editable) begin_cell_typing(m, exact(static_cast<double>(value_of(m, m.row, m.col))), true);
        else lock_cell(m, m.row, m.col, true);
        return;
    }
    if (down(ImGuiKey_Space)) {
        if (m.spec.paintable) {
            paint_to(m, m.row, m.col, true);
            c.interaction.drag = {};
            c.end_gesture();
        } else {
            lock_cell(m, m.row, m.col, true);
        }
        return;
    }
    if ((down(ImGuiKey_Delete) || down(ImGuiKey_Backspace)) && editable) set_cell(m, m.row, m.col, 0);
    if (io.KeyCtrl && down(ImGuiKey_C)) copy(m, io.KeyShift);
    if (m.spec.editable && (down(ImGuiKey_Menu) || (io.KeyShift && down(ImGuiKey_F10)))) open_operations(m, m.row, m.col);
    if (editable && !io.KeyCtrl && !io.KeySuper)
        if (std::string text = typed_characters(); !text.empty()) begin_cell_typing(m, std::move(text), false);
}

ImGuiID cell_id(const MatrixFrame& m) { return ImHashStr("cell", 0, m.control.id); }

void handle_mirror(MatrixFrame& m) {
    Mirror& mirror = m.c.mirror;
    using Kind = MirrorAction::Kind;
    MirrorAction action;
    if (mirror.take(cell_id(m), Kind::focus)) mirror.set_focus(m.control.id, true);
    if (mirror.take(m.control.id, Kind::move, &action) || mirror.take(cell_id(m), Kind::move, &action)) {
        set_active(m, action.row, action.col, true);
        m.c.interaction.keyboard_last = true;
    }
    for (const ImGuiID id : {m.control.id, cell_id(m)}) {
        if (mirror.take(id, Kind::set_text, &action)) type_text(m, action.text);
        if (mirror.take(id, Kind::set_number, &action)) set_cell(m, m.row, m.col, action.number);
        if (mirror.take(id, Kind::increment, &action)) {
            const double value = static_cast<double>(value_of(m, m.row, m.col)), step = 10 * drag_step(m, value);
            set_cell(m, m.row, m.col, rounded(value + action.number * step, step));
        }
    }
    if (mirror.take(cell_id(m), Kind::press) || m.control.pressed) {
        // `pressed` also means a mouse click, which the pointer has handled: then the left button was released on it.
        if (!m.released) lock_cell(m, m.row, m.col, true);
    }
}

void begin_cell_typing(MatrixFrame& m, std::string text, bool select_all) {
    begin_typing(m.c, m.control.id, std::move(text), select_all);
    m.c.interaction.typing.row = m.row;
    m.c.interaction.typing.col = m.col;
}

void draw_cell_typing(MatrixFrame& m) {
    Typing& typing = m.c.interaction.typing;
    if (typing.owner != m.control.id) return;
    if (!can_edit(m, typing.row, typing.col)) return end_typing(m.c);
    ImRect field = m.cell(typing.row, typing.col);
    const ImVec2 least(72, 28);
    field.Expand({ImMax(0.0f, least.x - field.GetWidth()) / 2, ImMax(0.0f, least.y - field.GetHeight()) / 2});
    field.Floor();
    // A window of its own: it lies above neighbouring matrices and is not cut at the edge of the panel.
    ImGui::SetNextWindowPos(field.Min);
    ImGui::SetNextWindowSize(field.GetSize());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("##cell", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoBackground);
    const TypingEnd end = typing_field(m.c, m.control.id, field, m.c.theme.text, false);
    ImGui::End();
    ImGui::PopStyleVar();
    if (end == TypingEnd::open) return;
    double value = 0;
    const bool read = end != TypingEnd::escape &&
                      read_number(m.c, spot_of(m, typing.row, typing.col), typing.text, &value, takes_minus_infinity(m));
    if (!read && (end == TypingEnd::enter || end == TypingEnd::tab)) {  // stays to be corrected; the old value stays too
        typing.failed = typing.select_all = true;
        typing.active = false;
        typing.caret_placed = false;
        typing.age = 0;
        return;
    }
    if (end == TypingEnd::escape) m.c.entered = true;  // given up: nothing is left to be put right
    const int row = typing.row, col = typing.col;
    end_typing(m.c);
    if (end != TypingEnd::left) m.c.mirror.set_focus(m.control.id, m.c.mirror.focus_visible());
    if (!read) return;
    if (static_cast<float>(value) != value_of(m, row, col)) set_cell(m, row, col, value);
    if (end == TypingEnd::enter) set_active(m, row + 1, col, true);
    if (end == TypingEnd::tab) set_active(m, row, col + (ImGui::GetIO().KeyShift ? -1 : 1), true);
}

}  // namespace headscope::ui::matrix_parts
