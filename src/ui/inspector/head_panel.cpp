// What is told of the shown head by its weights, a line each; the chosen one sorts the cards of all heads.
#include <algorithm>
#include <vector>

#include "lab/model/heads.hpp"
#include "ui/flow/steps.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::Str;

namespace {

/// What a line says, and the order of the cards it stands for.
struct HeadLine {
    HeadOrder order;
    std::string_view key;
    Str name, help;
    std::string number;
};

void head_line(Context& c, const HeadLine& line) {
    const Theme& theme = c.theme;
    const bool on = c.view.head_order == line.order;
    const std::string key = "head_order." + std::string(line.key);
    const Control row = control(c, key, ImVec2(ImGui::GetContentRegionAvail().x, row_height(c)));
    const std::string_view name = c.text(line.name), help = c.text(line.help);
    MirrorItem item = item_of(row, Role::radio, name, key);
    item.checked = on;
    item.value = line.number;
    item.help = help;
    c.mirror.add(std::move(item));
    tooltip(c, row, help);
    if (row.pressed) c.view.head_order = line.order;
    if (!row.visible) return;
    if (on || row.hovered) canvas()->AddRectFilled(row.rect.Min, row.rect.Max, on ? theme.wash : theme.chip, theme.rounding);
    constexpr float kPad = 8;
    const float middle = row.rect.GetCenter().y, width = text_size(line.number, theme.text, Face::bold).x;
    std::string storage;
    draw_centred(c, {row.rect.Min.x + kPad, middle},
                 elided(name, row.rect.GetWidth() - width - 3 * kPad, theme.text, Face::regular, storage), theme.ink,
                 theme.text);
    draw_centred(c, {row.rect.Max.x - kPad - width, middle}, line.number, on ? theme.accent : theme.ink, theme.text,
                 Face::bold);
    draw_ring(c, row, theme.rounding);
    if (row.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

/// The head that stands beside the shown one, for who has no Shift key to choose it by.
void compare_with(Context& c) {
    const int heads = c.document.integer(lab::Param::num_heads), shown = c.view.returns_to.value_or(c.view.head);
    if (heads < 2 || c.view.hides("second_head")) return;
    std::vector<std::string> names{std::string(c.text(Str::head_beside_none))}, keys{"none"};
    std::vector<int> of{-1};
    for (int head = 0; head < heads; ++head) {
        if (head == shown) continue;
        names.push_back(head_name(c, head));
        keys.push_back(std::to_string(head));
        of.push_back(head);
    }
    const std::vector<std::string_view> choices(names.begin(), names.end()), choice_keys(keys.begin(), keys.end());
    int chosen = static_cast<int>(std::ranges::find(of, c.view.second_head) - of.begin());
    if (menu(c, "second_head", c.text(Str::head_beside), choices, &chosen, c.text(Str::head_beside_help), choice_keys))
        c.view.second_head = of[static_cast<size_t>(chosen)];
}

/// What of the shown head is on the stage: its weights, or a circuit that it has.
void circuits(Context& c) {
    if (c.view.hides("circuit")) return;
    const lab::Sizes sizes = lab::sizes_of(c.document);
    std::vector<std::string_view> symbols, keys;
    std::vector<lab::TensorId> of;
    int chosen = -1;
    for (const lab::TensorId id :
         {lab::TensorId::weights, lab::TensorId::qk_circuit, lab::TensorId::ov_circuit, lab::TensorId::rollout}) {
        const lab::TensorInfo& row = lab::info(id);
        if (lab::is_absent(row, sizes)) continue;
        if (c.view.large == id) chosen = static_cast<int>(of.size());
        of.push_back(id);
        symbols.push_back(row.symbol);
        keys.push_back(row.key);
    }
    const int before = chosen;
    if (segmented(c, "circuit", "", symbols, &chosen, c.text(Str::circuit_help), keys) && chosen != before)
        put_on_stage(c, of[static_cast<size_t>(chosen)]);
    if (c.view.large == lab::TensorId::rollout) small_print(c, c.text(Str::rollout_help));
    else if (chosen > 0) small_print(c, c.text(Str::circuit_help));
    if (lab::is_absent(lab::info(lab::TensorId::qk_circuit), sizes)) small_print(c, c.text(Str::circuit_no_qk));
}

}  // namespace

void inspector_head(Context& c, PictureNumbers& numbers) {
    if (c.view.hides("head_order") || c.view.head >= c.document.integer(lab::Param::num_heads)) return;
    ImGui::PushID("head_panel");
    group_heading(c, Str::head_title);
    small_print(c, head_name(c, c.view.head));
    if (lab::group_of(c.document) > 1)
        small_print(c, head_name(c, {.tensor = lab::TensorId::key, .head = c.view.head / lab::group_of(c.document)}));
    small_print(c, c.text(Str::head_sorts));
    const lab::HeadNumbers& told = numbers.head(c, c.view.head);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = static_cast<float>(lab::kHeadStatisticCount + 1) * row_height(c);
    begin_group(c, "head_order", c.text(Str::head_title), at, at + ImVec2(ImGui::GetContentRegionAvail().x, height));
    head_line(c, {HeadOrder::number, "number", Str::head_by_number, Str::head_by_number_help, {}});
    for (const lab::HeadStatisticInfo& statistic : lab::head_statistics()) {
        if (statistic.self && c.document.cross()) continue;
        head_line(c, {order_by(static_cast<int>(statistic.id)), statistic.key, statistic.name, statistic.help,
                      head_number_text(statistic, told)});
    }
    compare_with(c);
    circuits(c);
    ImGui::PopID();
}

}  // namespace headscope::ui
