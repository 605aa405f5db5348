// The control of a row of the parameter table.
#include <array>
#include <vector>

#include "ui/kit/typing.hpp"
#include "ui/text/number_text.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {
namespace {

using lab::ControlKind;
using lab::ParamInfo;
using lab::ParamType;

bool choice(Context& c, const ParamInfo& row, Name name, std::string_view help, double* value) {
    std::array<std::string_view, 8> labels;
    const size_t n = ImMin(row.choice_labels.size(), labels.size());
    std::array<std::string, 8> texts;
    for (size_t i = 0; i < n; ++i) {
        texts[i] = in_symbols(c.view, c.text(row.choice_labels[i]));
        labels[i] = texts[i];
    }
    int chosen = static_cast<int>(*value);
    const std::span<const std::string_view> shown_labels(labels.data(), n);
    const bool changed = n <= 4 ? segmented(c, row.key, name, shown_labels, &chosen, help, row.choices)
                                : menu(c, row.key, name, shown_labels, &chosen, help, row.choices);
    *value = chosen;
    return changed;
}

constexpr size_t kMostChips = 8;

/// Whether something is typed into one of the chips of this key.
bool typing_into(const Context& c, std::string_view key) {
    const MirrorItem* owner = c.mirror.find(c.interaction.typing.owner);
    return owner && owner->role == Role::radio && owner->key.starts_with(std::string(key) + ".");
}

/// What is legal, when that is few, as chips; another value can still be typed, by a double click or F2, and is refused in words.
Dragged chips(Context& c, const ParamInfo& row, Name name, std::string_view help, std::span<const double> legal,
              double* value) {
    std::array<std::string, kMostChips> texts;
    std::array<std::string_view, kMostChips> labels;
    int chosen = -1;
    for (size_t i = 0; i < legal.size(); ++i) {
        texts[i] = short_text(legal[i]);
        labels[i] = texts[i];
        if (legal[i] == *value) chosen = static_cast<int>(i);
    }
    const std::span<const std::string_view> all(labels.data(), legal.size());
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    Dragged change;
    if (segmented(c, row.key, name, all, &chosen, help, all)) {
        *value = legal[static_cast<size_t>(chosen)];
        change.changed = true;
    }
    const ImRect place(from, {from.x + width, ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y});
    const MirrorItem* focused = c.mirror.find(c.mirror.focus());
    const bool mine = focused && focused->role == Role::radio && focused->key.starts_with(std::string(row.key) + ".");
    const bool asked = (ImGui::IsMouseReleased(0) && ImGui::GetIO().MouseClickedLastCount[0] == 2 &&
                        ImGui::IsMouseHoveringRect(place.Min, place.Max)) ||
                       ImGui::IsKeyPressed(ImGuiKey_F2, false);
    if (mine && asked && !c.disabled && !c.view.read_only) begin_typing(c, focused->id, exact(*value), true);
    if (!typing_into(c, row.key)) return change;
    const float height = row_height(c);
    const ImRect field(place.Max.x - 96, place.Max.y - height, place.Max.x, place.Max.y);
    const double before = *value;
    if (typed_number(c, row.key, c.interaction.typing.owner, field, value)) change.changed = *value != before;
    return change;
}

Dragged scalar(Context& c, const ParamInfo& row, Name name, std::string_view help, double* value) {
    if (row.control == ControlKind::number)
        return number(c, row.key, name, value, row.min, row.max, row.step, row.type == ParamType::integer, help);
    const bool own_track = row.track_min != row.track_max;
    const double start = own_track ? row.track_min : row.min;
    const double end = row.track_end ? row.track_end(c.document) : own_track ? row.track_max : row.max;
    const std::vector<double> legal = row.legal ? row.legal(c.document) : std::vector<double>{};
    if (legal.size() > 1 && legal.size() <= kMostChips) return chips(c, row, name, help, legal, value);
    return slider(c, row.key, name, value, start, end, row.step, legal, row.logarithmic, help);
}

}  // namespace

void parameter(Context& c, lab::Param param) {
    const ParamInfo& row = lab::info(param);
    if (c.view.hides(row.key)) return;
    const std::string symbol = in_symbols(c.view, row.symbol);
    const Name name(c.text(row.label), symbol);
    const std::string_view help = c.text(row.help);
    double value = c.document.real(param);
    Dragged change;
    if (row.type == ParamType::boolean) {
        bool on = value != 0;
        change.changed = toggle(c, row.key, name, &on, help);
        value = on ? 1 : 0;
    } else if (row.type == ParamType::choice) {
        change.changed = choice(c, row, name, help, &value);
    } else {
        change = scalar(c, row, name, help, &value);
    }
    // Who chooses to paint a mask paints at once, and sees it.
    if (param == lab::Param::custom_mask && change.changed) c.view.painting = value != 0;
    if (change.changed) c.edit(lab::SetParam{param, value}, change.gesture, {std::string(row.key)});
    if (change.ended) c.end_gesture();
}

}  // namespace headscope::ui
