// What the page is, and three things to try until the first of them is done.
#include "ui/inspector/first_steps.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include "ui/kit/spot.hpp"
#include "ui/kit/wrap.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Str;

namespace {

struct Try {
    std::string_view key;    // of its control
    std::string_view needs;  // hidden with it
    Str words, touch;
    std::string_view shows;  // the mirror's key
    PhoneTab tab;
};
enum Bit { kWeight, kMask, kHeads };
constexpr Try kTries[] = {
    {"try.weight", "weights", Str::guide_weight, Str::guide_weight_touch, "W_q", PhoneTab::input},
    {"try.mask", "causal", Str::guide_mask, Str::guide_mask, "causal", PhoneTab::controls},
    {"try.heads", "num_heads", Str::guide_heads, Str::guide_heads, "num_heads", PhoneTab::controls},
};
constexpr float kCardPad = 14, kTick = 26, kCardClose = 30, kAfterAbout = 6;

unsigned bit(Bit which) { return 1u << which; }

unsigned tried_by(const lab::SetParam& change) {
    switch (change.param) {
        case Param::num_heads: return bit(kHeads);
        case Param::causal:
        case Param::window:
        case Param::window_size:
        case Param::window_apart:
        case Param::window_right: return bit(kMask);
        default: return 0;
    }
}

unsigned tried_by(const lab::Change& change) {
    return std::visit(
        [](const auto& one) -> unsigned {
            using One = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<One, lab::SetParam>) {
                return tried_by(one);
            } else if constexpr (std::is_same_v<One, lab::Paint> || std::is_same_v<One, lab::SetValidLength>) {
                return bit(kMask);
            } else if constexpr (std::is_same_v<One, lab::SetCell> || std::is_same_v<One, lab::SetBlock> ||
                                 std::is_same_v<One, lab::Fill>) {
                const lab::TensorKind kind = lab::info(one.matrix).kind;
                return kind == lab::TensorKind::weight ? bit(kWeight) : kind == lab::TensorKind::mask ? bit(kMask) : 0u;
            } else {
                return 0;
            }
        },
        change);
}

/// Of a control, or of the chosen one among several.
ImGuiID focusable(const Context& c, std::string_view key) {
    const auto& items = c.mirror.items();
    for (size_t i = 0; i < items.size(); ++i) {
        if (items[i].key != key) continue;
        for (; i < items.size() && items[i].role == Role::group; ++i) {}
        while (i + 1 < items.size() && items[i].role == Role::radio && !items[i].checked && items[i + 1].role == Role::radio)
            ++i;
        return i < items.size() ? items[i].id : 0;
    }
    return 0;
}

float words_height(Context& c, std::string_view words, float width, float size = 0) {
    return draw_wrapped(c, {}, words, 0, size > 0 ? size : c.theme.text, width, false);
}

/// One thing to try: a ring, ticked when it is done, and its words.
void thing(Context& c, const Try& row, bool done, ImVec2 at, ImVec2 size) {
    const Theme& t = c.theme;
    ImGui::SetCursorScreenPos(at);
    const std::string_view words = c.text(c.app.touch ? row.touch : row.words);
    const Control b = control(c, row.key, size);
    MirrorItem item = item_of(b, Role::button, words, row.key);
    item.help = c.text(done ? Str::guide_done : Str::guide_show);
    c.mirror.add(std::move(item));
    if (b.hovered) {
        canvas()->AddRectFilled(b.rect.Min, b.rect.Max, t.chip, t.rounding);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    const ImVec2 ring(at.x + 14, b.rect.GetCenter().y);
    if (done) {
        canvas()->AddCircleFilled(ring, 8, t.accent);
        const ImVec2 tick[] = {ring + ImVec2(-4, 0), ring + ImVec2(-1, 3), ring + ImVec2(4, -3)};
        canvas()->AddPolyline(tick, 3, t.on_accent, 0, 2);
    } else {
        canvas()->AddCircle(ring, 7.5f, t.quiet, 0, 1.5f);
    }
    const float height = words_height(c, words, size.x - kTick - 8);
    draw_wrapped(c, {at.x + kTick + 2, ImFloor(b.rect.GetCenter().y - height / 2)}, words, t.ink, t.text, size.x - kTick - 8);
    draw_ring(c, b, t.rounding);
    if (!b.pressed) return;
    FirstSteps& steps = c.interaction.first_steps;
    steps.shown = row.shows;
    steps.reached = false;
    const bool cell = row.shows == lab::key_of(lab::TensorId::W_q);
    steps.row = cell ? 0 : -1;
    steps.col = cell ? c.view.head * c.document.integer(Param::head_dim) : -1;
    steps.unfolded = false;
    c.view.tab = row.tab;
    if (!cell) c.view.drawer = true;
    again(c);
}

/// Heights of the card and of what is in it; 0: it is not there.
struct Plan {
    float height = 0, pad = kCardPad, about = 0, more = 0, inner = 0, type = 0;
    std::array<float, std::size(kTries)> things{};
};

Plan plan_of(Context& c, Guide guide, float width) {
    const unsigned done = c.interaction.first_steps.done;
    Plan plan;
    plan.type = c.theme.text;
    if (guide == Guide::brief) plan.pad = 2, plan.type = c.theme.small;
    const float inner = plan.inner = width - 2 * plan.pad;
    if (!c.view.first_steps || (guide == Guide::done && done == 0)) return plan;
    if (guide != Guide::done) {
        plan.about = words_height(c, c.text(Str::guide_about), inner - kCardClose, plan.type);
        plan.height = plan.about;
        if (guide == Guide::brief && !c.view.read_only) plan.more = row_height(c), plan.height += kAfterAbout + plan.more;
        if (guide == Guide::whole && !c.view.read_only) plan.height += kAfterAbout + c.theme.heading + 8;
    }
    for (size_t i = 0; i < plan.things.size(); ++i) {
        const Try& row = kTries[i];
        if (guide == Guide::brief || c.view.read_only || c.view.hides(row.needs)) continue;
        if (guide == Guide::done && !(done & bit(static_cast<Bit>(i)))) continue;
        const float words = words_height(c, c.text(c.app.touch ? row.touch : row.words), inner - kTick - 2);
        plan.things[i] = std::max(row_height(c), words + 10);
        plan.height += plan.things[i];
    }
    if (guide == Guide::done) plan.pad = 6;
    plan.height += 2 * plan.pad;
    return plan;
}

}  // namespace

float first_steps_height(Context& c, Guide guide, float width) { return plan_of(c, guide, width).height; }

bool first_steps(Context& c, Guide guide) {
    const Theme& t = c.theme;
    const std::string_view about = c.text(Str::guide_about);
    const float width = ImGui::GetContentRegionAvail().x;
    const Plan plan = plan_of(c, guide, width);
    const float inner = plan.inner;
    if (plan.height <= 0) return false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (guide != Guide::brief) card(c, at, at + ImVec2(width, plan.height));
    ImVec2 pen = at + ImVec2((width - inner) / 2, plan.pad);
    bool close = false;
    if (guide != Guide::done) {
        ImGui::SetCursorScreenPos(at + ImVec2(width - kCardClose - 4, ImMin(plan.pad, 4.0f)));
        close = button(c, "first_steps.close", "\u00d7", ButtonKind::quiet, true, c.text(Str::notice_dismiss),
                       ImVec2(kCardClose, kCardClose));
        draw_wrapped(c, pen, about, t.ink, plan.type, inner - kCardClose);
        tell(c, Role::text, "first_steps", about, pen, pen + ImVec2(inner, plan.about));
        pen.y += plan.about + kAfterAbout;
        ImGui::SetCursorScreenPos(pen);
        if (guide == Guide::brief) {
            if (plan.more > 0 && button(c, "first_steps.more", c.text(Str::guide_more), ButtonKind::outlined, true, {},
                                        ImVec2(inner, plan.more)))
                c.interaction.first_steps.unfolded = true, again(c);
        } else if (!c.view.read_only) {
            group_heading(c, Str::guide_title);
            pen.y += t.heading + 8;
        }
    }
    for (size_t i = 0; i < plan.things.size(); ++i) {
        if (plan.things[i] <= 0) continue;
        const bool done = c.interaction.first_steps.done & bit(static_cast<Bit>(i));
        thing(c, kTries[i], done, ImVec2(pen.x - 6, pen.y), ImVec2(inner + 12, plan.things[i]));
        pen.y += plan.things[i];
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(width, plan.height));
    if (close) c.view.first_steps = false;
    return true;
}

void follow_first_steps(Context& c) {
    constexpr double kSeconds = 2.5;  // the tick is seen, and nothing moves under the hand that is still at it
    FirstSteps& steps = c.interaction.first_steps;
    if (!c.view.first_steps) {
        steps.done = steps.asked = 0;
        steps.unfolded = false;
        return;
    }
    if (steps.asked != 0 && c.app.revision != steps.revision) {
        if (steps.done == 0) steps.since = ImGui::GetTime();
        steps.done |= steps.asked;
    }
    steps.asked = 0;
    if (steps.done == 0) return;
    const double left = steps.since + kSeconds - ImGui::GetTime();
    if (left <= 0 && c.interaction.drag.owner == 0) c.view.first_steps = false;
    else again(c, std::max(left, 0.1) * 1000);
}

void note_first_steps(Context& c) {
    if (!c.view.first_steps) return;
    FirstSteps& steps = c.interaction.first_steps;
    steps.revision = c.app.revision;
    for (const lab::Edit& edit : c.edits) {
        unsigned tried = 0;
        for (const lab::Change& change : edit.changes) {
            if (std::holds_alternative<lab::Reset>(change)) {  // a whole document: a preset
                tried = 0;
                break;
            }
            tried |= tried_by(change);
        }
        steps.asked |= tried;
    }
}

void point_out(Context& c) {
    FirstSteps& steps = c.interaction.first_steps;
    if (steps.shown.empty()) return;
    const bool over = steps.reached && (ImGui::IsMouseClicked(ImGuiMouseButton_Left) || steps.done != 0);
    const std::optional<ImRect> spot = over ? std::nullopt : find_spot(c, {steps.shown, steps.row, steps.col});
    if (over) return steps.shown.clear();
    if (!spot) return;
    if (!steps.reached) {
        steps.reached = true;
        c.mirror.set_focus(focusable(c, steps.shown), true);
        again(c);
    }
    ImDrawList* list = ImGui::GetForegroundDrawList();
    ImRect rect = *spot;
    rect.Expand(5);
    list->AddRect(rect.Min - ImVec2(2, 2), rect.Max + ImVec2(2, 2), faded(c.theme.accent, 0.35f), 9, 0, 4);
    list->AddRect(rect.Min, rect.Max, c.theme.accent, 7, 0, 2.5f);
}

}  // namespace headscope::ui
