// Cards of pinned numbers.
#include "ui/inspector/cards.hpp"

#include <algorithm>
#include <cmath>

#include "lab/model/masks.hpp"
#include "ui/base/pins.hpp"
#include "ui/inspector/first_steps.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/inspector/operands.hpp"
#include "ui/inspector/where.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;

namespace {

/// A drawn pin: not every font has one.
void draw_pin(ImVec2 middle, ImU32 colour) {
    ImDrawList* list = canvas();
    list->AddLine(middle + ImVec2(0, 1), middle + ImVec2(0, 6.5f), colour, 1.5f);
    list->AddRectFilled(middle + ImVec2(-2.5f, -5.5f), middle + ImVec2(2.5f, 0), colour);
    list->AddRectFilled(middle + ImVec2(-4, -6.5f), middle + ImVec2(4, -5), colour, 1);
    list->AddRectFilled(middle + ImVec2(-5, -0.5f), middle + ImVec2(5, 1.5f), colour, 1);
}

/// What `now` is more than `other`: " · Δ +0.0635".
std::string delta_text(float other, float now) {
    const double difference = static_cast<double>(now) - static_cast<double>(other);
    return (difference > 0 ? " \u00b7 \u0394 +" : " \u00b7 \u0394 ") + number_text(difference, 4);
}

/// "before 0.9120 · Δ +0.0635" in one quiet line.
void draw_change(Context& c, ImVec2 at, float width, std::string_view other, std::string_view delta, std::string& spoken) {
    const float size = c.theme.heading, room = width - text_size(delta, size, Face::bold).x;
    std::string storage;
    const float x = at.x + draw_text(c, at, elided(other, room, size, Face::regular, storage), c.theme.quiet, size).x;
    draw_text(c, ImVec2(x, at.y), delta, c.theme.ink, size, Face::bold);
    spoken.append(", ").append(other).append(delta);
}

bool is_same(float was, float now) { return was == now || (std::isnan(was) && std::isnan(now)); }

/// A sign that is a button.
bool sign(Context& c, const std::string& key, ImVec2 at, float side, std::string_view words, bool plus, bool active = false) {
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(key.c_str());
    const Control b = control_at(c, id, {at, at + ImVec2(side, side)});
    c.mirror.add(item_of(b, Role::button, words, key));
    if (b.visible) {
        if (b.hovered || active) canvas()->AddRectFilled(b.rect.Min, b.rect.Max, active ? c.theme.wash : c.theme.chip, 6);
        const ImVec2 m = b.rect.GetCenter();
        const ImU32 ink = active ? c.theme.accent : b.hovered ? c.theme.ink : c.theme.quiet;
        const float arm = plus ? 5.0f : 4.0f, other = plus ? 0.0f : arm;
        canvas()->AddLine(m + ImVec2(-arm, -other), m + ImVec2(arm, other), ink, 1.5f);
        canvas()->AddLine(m + ImVec2(-other, arm), m + ImVec2(other, -arm), ink, 1.5f);
        draw_ring(c, b, 6);
        tooltip(c, b, words);
        if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    return b.pressed;
}

PinnedNumber* when_pinned(const Context& c, const CellRef& cell) {
    for (PinnedNumber& pin : c.interaction.pinned)
        if (pin.cell == cell) return &pin;
    return nullptr;
}

/// The number before the last change; nothing when that is not known.
std::optional<float> before_change(const Context& c, const CellRef& cell) {
    if (c.before.trace == nullptr || c.showing_before || !lab::exists(*c.before.document, *c.before.trace, cell)) return {};
    if (!lab::info(cell.tensor).is_matrix() && c.before.trace->view(cell.tensor, cell.layer).data == nullptr) return {};
    return lab::value_at(*c.before.document, *c.before.trace, cell);
}

/// Whether the place held the number of other tokens, or of another cut into heads, before the last change.
bool changed_meaning(const Context& c, const CellRef& cell) {
    return meaning_of(*c.before.document, cell) != meaning_of(c.document, cell);
}

/// The title: which cell. Pressing it opens its formula, pointing at it lights it.
void title(Context& c, const PictureNumbers& numbers, const CellRef& cell, const std::string& key, ImRect rect) {
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(key.c_str());
    const Control b = control_at(c, id, rect);
    const bool open = c.view.trail.empty() ? *c.view.locked() == cell : c.view.trail.front() == cell;
    MirrorItem item = item_of(b, Role::button, where(c, numbers, cell), key);
    item.value = number_text(static_cast<double>(number_at(c, cell)), 4);
    item.help = c.text(Str::pin_help);
    item.expanded = open;
    c.mirror.add(std::move(item));
    if (b.pressed) {
        c.view.trail = {cell};
        again(c);
    }
    if ((b.hovered && !c.app.touch) || (b.focused && c.interaction.keyboard_last)) c.hovered_now = cell;
    const float y = rect.GetCenter().y;
    draw_pin(ImVec2(rect.Min.x + 6, y), open ? c.theme.accent : c.theme.quiet);
    std::string storage;
    const std::string words = place_words(c, c.document, cell);
    const float room = rect.GetWidth() - 20;
    // Smaller type before cut words.
    const float size = text_size(words, c.theme.text, Face::bold).x <= room ? c.theme.text : c.theme.small;
    const std::string_view text = elided(words, room, size, Face::bold, storage);
    draw_where(c, ImVec2(rect.Min.x + 18, y - middle_of(size, Face::bold)), text, cell, c.theme.ink, size, Face::bold);
    draw_ring(c, b, 4);
    if (b.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

constexpr float kLowNumber = 26, kLine = 17;

float sign_side(const Context& c) { return c.app.touch ? 40.0f : 28.0f; }

void pin_card(Context& c, PictureNumbers& numbers, const CellRef& cell, size_t place, bool low) {
    const Theme& theme = c.theme;
    const float side = sign_side(c), huge = low ? kLowNumber : theme.huge, line = kLine,
                width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string index = std::to_string(place);
    title(c, numbers, cell, "pin." + index, {at, at + ImVec2(width - 2 * side, side)});
    if (sign(c, "pin." + index + ".add", at + ImVec2(width - 2 * side, 0), side, c.text(Str::pin_add), true, c.view.pinning)) {
        c.view.pinning = !c.view.pinning;
        again(c);
    }
    const bool gone = sign(c, "pin." + index + ".remove", at + ImVec2(width - side, 0), side, c.text(Str::pin_remove), false);
    float y = at.y + side;
    const float now = number_at(c, cell);
    const bool later = lab::turn_of(c.document, cell, c.view.decoding) == lab::Turn::later;
    const std::string number = later ? std::string(c.text(Str::decoding_later)) : number_text(static_cast<double>(now), 4);
    draw_text(c, ImVec2(at.x - 1, y), number, theme.ink, huge, Face::bold);
    std::string spoken = number;
    y += huge + 4;
    if (const std::string beside = other_head(c, cell); !beside.empty()) {
        draw_change(c, ImVec2(at.x, y), width, beside, "", spoken);
        y += line;
    }
    const auto change = [&](float line_y, Str words, float was, std::string_view of = {}) {
        const std::string other =
            lab::format(words, c.view.language, {std::string(of) + number_text(static_cast<double>(was), 4)});
        draw_change(c, ImVec2(at.x, line_y), width, other, of.empty() ? delta_text(was, now) : "", spoken);
    };
    const std::optional<float> before = before_change(c, cell);
    const bool changed = before && !is_same(*before, now), other_one = before && changed_meaning(c, cell);
    if (other_one) change(y, Str::pin_was_before, *before, place_words(c, *c.before.document, cell) + " ");
    else if (changed) change(y, Str::pin_was_before, *before);
    if (!low) y += line;
    // A low card has one line: the last change, or else all changes since.
    const PinnedNumber* pinned = when_pinned(c, cell);
    // Where there is no formula beside it, the card says why a weight is nothing.
    const lab::TensorInfo& row = lab::info(cell.tensor);
    if (const unsigned by =
            low && row.hatched && !later ? lab::hidden_by(c.document, cell.item, cell.head, cell.row, cell.col) : 0;
        by != 0)
        draw_change(c, ImVec2(at.x + width * 0.4f, at.y + side + 6), width * 0.6f, hiders(c, by), "", spoken);
    const bool told = (low && (changed || other_one)) || (before && pinned && *before == pinned->value);
    if (pinned && !told && !is_same(pinned->value, now)) change(y, Str::pin_was_pinned, pinned->value);
    y += line;
    if (!low) {
        const std::string address = lab::print_cell(cell);
        const float drawn = draw_text(c, ImVec2(at.x, y + 3), address, theme.quiet, theme.heading, Face::mono).x;
        copy_button(c, "pin." + index + ".copy", cell, ImVec2(at.x + drawn + 4, y), 22);
        y += 24;
    }
    MirrorItem item;
    item.id = ImHashStr("number", 0, ImGui::GetCurrentWindow()->GetID(("pin." + index).c_str()));
    item.role = Role::text;
    item.key = "pin." + index + ".number";
    item.label = spoken;
    item.min = at, item.max = ImVec2(at.x + width, y);
    c.mirror.add(std::move(item));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, y - at.y + 2));
    if (gone) {
        unpin(c.view, cell);
        again(c);
    }
}

}  // namespace

std::string other_head(const Context& c, const CellRef& cell) {
    const int second = c.view.second_head;
    if (second < 0 || !lab::info(cell.tensor).is_score() || (cell.head != c.view.head && cell.head != second)) return {};
    CellRef other = cell;
    other.head = cell.head == second ? c.view.head : second;
    const float there = number_at(c, other);
    return head_name(c, other.head) + " " + number_text(static_cast<double>(there), 4) + delta_text(there, number_at(c, cell));
}

void remember_pins(Context& c) {
    if (c.showing_before) return;
    std::vector<PinnedNumber>& known = c.interaction.pinned;
    std::erase_if(known, [&](const PinnedNumber& number) {
        return !is_pinned(c.view, number.cell) || number.meaning != meaning_of(c.document, number.cell);
    });
    for (const CellRef& cell : c.view.pins)
        if (when_pinned(c, cell) == nullptr && has_number(c, cell))
            known.push_back({cell, number_at(c, cell), meaning_of(c.document, cell)});
}

float low_card_height(const Context& c) { return sign_side(c) + kLowNumber + 4 + kLine + 2; }

void cards(Context& c, PictureNumbers& numbers, bool low) {
    constexpr size_t kMostHigh = 2;
    remember_pins(c);
    const std::vector<CellRef> pins = c.view.pins;  // one of them may go while they are drawn
    for (size_t i = 0; i < pins.size(); ++i) {
        if (i > 0) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            canvas()->AddLine(at, at + ImVec2(ImGui::GetContentRegionAvail().x, 0), c.theme.line);
            room(2);
        }
        pin_card(c, numbers, pins[i], i, low || pins.size() > kMostHigh);
    }
}

void pointed_at(Context& c, PictureNumbers& numbers, ImVec2 at, float width) {
    ImGui::SetCursorScreenPos(at);
    const Theme& theme = c.theme;
    canvas()->AddLine(at, at + ImVec2(width, 0), theme.line);
    ImGui::SetCursorScreenPos(at + ImVec2(0, 4));
    bool told = false;  // that the first step is done, in this room for a moment, where it moves nothing
    if (ImGui::BeginChild("done", ImVec2(width, pointed_at_height(c) - 4))) told = first_steps(c, Guide::done);
    ImGui::EndChild();
    if (told) return;
    if (const CellRef* cell = c.view.hovered ? &*c.view.hovered : nullptr; cell && lab::exists(c.document, c.trace, *cell)) {
        std::string storage;
        const std::string words = where(c, numbers, *cell);
        const ImVec2 text = at + ImVec2(0, 8);
        draw_where(c, text, elided(words, width, theme.small, Face::regular, storage), *cell, theme.quiet, theme.small);
        const ImVec2 number = text + ImVec2(0, 20);
        const float drawn =
            draw_text(c, number, number_text(static_cast<double>(number_at(c, *cell)), 4), theme.ink, 22, Face::bold).x;
        draw_text(c, number + ImVec2(drawn + 10, 8), lab::print_cell(*cell), theme.quiet, theme.heading, Face::mono);
    } else {
        draw_wrapped(c, at + ImVec2(0, 8), c.text(Str::pointed_nothing), theme.quiet, theme.small, width);
    }
    ImGui::Dummy(ImVec2(width, pointed_at_height(c)));
}

float pointed_at_height(const Context&) { return 62; }

}  // namespace headscope::ui
