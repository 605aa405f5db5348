// The tokens of a row as pills: drawing, reporting, pointing, pinning.
#include <algorithm>

#include "ui/kit/control.hpp"
#include "ui/sentence/arcs.hpp"
#include "ui/sentence/token_row.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {
namespace {

/// A row this long reports only the tokens in sight, and so many beside them: each costs as much as one that is drawn.
constexpr int kReportsAll = 128, kReportedBeside = 8;

std::string key_of(const TokenRow& row, int token) {
    return (row.queries ? "token." : "memory_token.") + std::to_string(token);
}

ImRect pill_at(const TokenRow& row, int token) {
    const float left = row.x + row.pills.left[static_cast<size_t>(token)];
    return {left, row.room.min.y, left + row.pills.width[static_cast<size_t>(token)], row.room.max.y};
}

/// Slanting lines, cut at the pill's ends: what may not be attended to.
void draw_hatch(const Context& c, const ImRect& pill) {
    constexpr float kStep = 7, kInset = 3;
    const float slant = pill.GetHeight(), round = pill.GetHeight() * 0.3f;
    for (float x = pill.Min.x - slant + kStep; x < pill.Max.x; x += kStep) {
        const float from = std::max(x, pill.Min.x + round), to = std::min(x + slant, pill.Max.x - round);
        if (to - from < kInset) continue;
        canvas()->AddLine(ImVec2(from, pill.Max.y - (from - x)), ImVec2(to, pill.Max.y - (to - x)),
                          faded(c.theme.palette.hatch, 0.45f));
    }
}

struct PillLook {
    bool query = false, hidden = false, hovered = false, later = false;
};

void draw_pill(Context& c, const TokenRow& row, int token, PillLook look) {
    const Theme& t = c.theme;
    const ImRect pill = pill_at(row, token);
    const float round = row.pills.outlined ? pill.GetHeight() / 2 : c.theme.rounding, size = row.pills.size;
    if (row.pills.outlined || look.query) {
        canvas()->AddRectFilled(pill.Min, pill.Max, look.hidden ? t.background : t.panel, round);
        if (look.hidden && !look.later) draw_hatch(c, pill);
        if (look.query) canvas()->AddRectFilled(pill.Min, pill.Max, t.wash, round);
        const ImU32 line = look.query ? t.accent : look.hovered ? t.quiet : t.line;
        canvas()->AddRect(pill.Min, pill.Max, line, round, 0, look.query ? 1.5f : 1.0f);
    } else if (look.hovered) {
        canvas()->AddRectFilled(pill.Min, pill.Max, t.chip, 4);
    }
    const Face face = look.query ? Face::bold : Face::regular;
    std::string storage;
    const std::string_view word = elided(row.tokens[static_cast<size_t>(token)], pill.GetWidth(), size, face, storage);
    const ImVec2 at(pill.GetCenter().x - text_size(word, size, face).x / 2, pill.GetCenter().y);
    const ImU32 ink = look.later ? faded(t.quiet, 0.6f) : look.hidden && !look.query ? t.quiet : t.ink;
    draw_centred(c, at, word, ink, size, face);
}

/// While one decodes: its turn comes later.
bool is_later(const Context& c, int token) { return c.view.decoding >= 0 && token > c.view.decoding; }

/// A token alone has no number; where it looks most says most.
void point_at(Context& c, const TokenRow& row, int token, int query) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (is_later(c, token)) return;
    lab::CellRef cell = shown_part(c.view, c.view.large, c.view.head);
    cell.row = row.queries ? token : query;
    cell.col = row.queries ? strongest_key(c, token) : token;
    if (cell.row >= 0 && cell.col >= 0) c.hovered_now = cell;
}

/// Arrows move the query and the focus together, as with radio buttons.
void walk(Context& c, const TokenRow& row, const Control& token, int index) {
    const int last = row.pills.count() - 1;
    int next = index;
    if (key_pressed(c, token, ImGuiKey_LeftArrow) || key_pressed(c, token, ImGuiKey_UpArrow)) --next;
    if (key_pressed(c, token, ImGuiKey_RightArrow) || key_pressed(c, token, ImGuiKey_DownArrow)) ++next;
    if (key_pressed(c, token, ImGuiKey_Home)) next = 0;
    if (key_pressed(c, token, ImGuiKey_End)) next = last;
    next = std::clamp(next, 0, last);
    if (next == index) return;
    c.mirror.set_focus(ImGui::GetID(key_of(row, next).c_str()), true);
    if (row.queries) pin_query(c, next);
}

void press(Context& c, const TokenRow& row, int token, int pinned) {
    const bool once = ImGui::IsMouseReleased(0) && ImGui::GetIO().MouseClickedLastCount[0] < 2;
    if (row.queries && token != pinned) pin_query(c, token);
    else if (row.editable && (row.queries || !once)) begin_editing(c, row, token);
}

void report(Context& c, const TokenRow& row, int token, const Control& control, int query, int pinned) {
    MirrorItem item =
        item_of(control, row.queries ? Role::radio : Role::option, row.tokens[static_cast<size_t>(token)], key_of(row, token));
    item.checked = row.queries && token == pinned;
    if (row.keys)
        item.value = is_later(c, token)           ? std::string(c.text(lab::Str::decoding_later))
                     : is_hidden(c, query, token) ? std::string(c.text(lab::Str::matrix_masked))
                                                  : number_text(static_cast<double>(weight_of(c, query, token)), 3);
    if (row.editable && row.queries) item.help = c.text(lab::Str::sentence_token_help);
    c.mirror.add(std::move(item));
}

}  // namespace

void draw_pills(Context& c, TokenRow& row, int query) {
    const int count = row.pills.count(), pinned = pinned_query(c);
    const ImRect seen = ImGui::GetCurrentWindow()->ClipRect;
    const int first = row.pills.first_behind(seen.Min.x - row.x), last = row.pills.first_behind(seen.Max.x - row.x);
    const bool all = count <= kReportsAll;
    const ImGuiID focus = c.mirror.focus();  // may move on while the tokens are walked
    begin_group(c, row.key, row.name.word, row.room.min, row.room.max);
    for (int token = all ? 0 : std::max(first - kReportedBeside, 0);
         token < (all ? count : std::min(last + kReportedBeside, count)); ++token) {
        const ImGuiID id = ImGui::GetID(key_of(row, token).c_str());
        const Control pill = control_at(c, id, pill_at(row, token));
        if (focus == id) walk(c, row, pill, token);
        if (pill.pressed) press(c, row, token, pinned);
        if (pill.hovered && !c.app.touch && !c.interaction.keyboard_last) point_at(c, row, token, query);
        report(c, row, token, pill, query, pinned);
        if (!pill.visible) continue;
        draw_pill(c, row, token,
                  {row.queries && token == query, row.keys && is_hidden(c, query, token), pill.hovered, is_later(c, token)});
        if (pill.ring) draw_ring(c, pill, pill.rect.GetHeight() / 2);
    }
}

}  // namespace headscope::ui
