// Every head at once: a card per head with the chosen stage above its context; one quad each, however many cells.
#include "ui/flow/gallery.hpp"

#include <algorithm>
#include <cmath>

#include "lab/model/heads.hpp"
#include "ui/base/pins.hpp"
#include "ui/flow/thumbnail.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/lines.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

constexpr float kTitle = 20, kBetween = 6, kGap = 8, kNarrow = 72;

float inset_of(float width) { return width < kNarrow ? 5.0f : 8.0f; }

/// How large the cards are and how they stand.
struct Cards {
    int columns = 1, rows = 1;
    ImVec2 card, scores, context;  // sizes
};

/// What decides a card's form: the score picture's height for its width, and the context's share of that.
struct Shape {
    float aspect, share;
};

Cards sized(float width, Shape form) {
    Cards cards;
    const float inset = inset_of(width), inner = width - 2 * inset;
    const float tall = inner * form.aspect;
    cards.scores = ImVec2(inner, std::max(tall, 6.0f));
    cards.context = ImVec2(inner, std::max(tall * form.share, 8.0f));
    cards.card = ImVec2(width, 2 * inset + kTitle + cards.scores.y + kBetween + cards.context.y);
    return cards;
}

/// The widest card that is not higher than this.
float width_for(float height, Shape form) {
    const float inset = inset_of(height * 0.5f);
    return (height - 2 * inset - kTitle - kBetween) / (form.aspect * (1 + form.share)) + 2 * inset;
}

/// The largest cards of which all fit; small ones that scroll when there are too many heads.
Cards fitted(ImVec2 room, int heads, Shape form, bool strip) {
    constexpr float kLargest = 190, kSmallest = 36, kScrolled = 60;
    if (strip) {
        const float in_view = heads <= 4 ? 4.0f : 4.4f;  // a card cut at the edge says that there are more
        Cards cards = sized(std::clamp(std::floor((room.x - std::floor(in_view - 1) * kGap) / in_view), 64.0f, 104.0f), form);
        cards.columns = heads;
        return cards;
    }
    float widest = 0;
    int best = 1;
    for (int columns = 1; columns <= heads; ++columns) {
        const int rows = (heads + columns - 1) / columns;
        const float by_width = (room.x - static_cast<float>(columns - 1) * kGap) / static_cast<float>(columns);
        const float by_height = width_for((room.y - static_cast<float>(rows - 1) * kGap) / static_cast<float>(rows), form);
        const float width = std::min({by_width, by_height, kLargest});
        if (width <= widest) continue;
        widest = width;
        best = columns;
    }
    if (widest < kSmallest) {
        const float width = room.x - ImGui::GetStyle().ScrollbarSize - 4;
        best = std::max(static_cast<int>((width + kGap) / (kScrolled + kGap)), 1);
        widest = (width - static_cast<float>(best - 1) * kGap) / static_cast<float>(best);
    }
    Cards cards = sized(std::floor(widest), form);
    cards.columns = best;
    cards.rows = (heads + best - 1) / best;
    return cards;
}

void head_card(Context& c, PictureNumbers& numbers, const Cards& cards, int head) {
    const Theme& theme = c.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end(at.x + cards.card.x, at.y + cards.card.y);
    const bool shown = head == c.view.head;  // chosen, or previewed
    const std::string number = std::to_string(head + 1);
    const std::string name = head_name(c, head);
    const std::string key = "head." + std::to_string(head);
    const Control state = control(c, key, cards.card);
    const bool chosen = head == c.view.returns_to.value_or(c.view.head), second = head == c.view.second_head;
    if (state.pressed && ImGui::GetIO().KeyShift && !chosen) c.view.second_head = second ? -1 : head;
    else if (state.pressed) show_head(c, head);
    if (state.hovered && !c.app.touch && !c.interaction.keyboard_last) c.preview_now = head;
    const lab::HeadStatisticInfo* told = order_statistic(c);
    const int group = lab::group_of(c.document);
    const std::string shared =
        group > 1 ? lab::format(lab::Str::head_kv, c.view.language, {std::to_string(head / group + 1)}) : std::string();
    const std::string number_of_head = told ? head_number_text(*told, numbers.head(c, head)) : shared;
    MirrorItem item = item_of(state, Role::radio, name, key);
    item.checked = chosen;
    if (told) item.value = std::string(c.text(told->name)) + " " + number_of_head;
    else item.value = shared;
    c.mirror.add(std::move(item));
    if (!state.visible) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, end, theme.panel, theme.rounding);
    list->AddRect(at, end,
                  shown || second ? theme.accent
                  : state.hovered ? theme.quiet
                                  : theme.line,
                  theme.rounding, ImDrawFlags_None, shown || second ? 2.0f : 1.0f);
    const float inset = inset_of(cards.card.x);
    const std::string_view title =
        told || cards.card.x < kNarrow ? std::string_view(name).substr(name.find(number)) : std::string_view(name);
    draw_text(c, ImVec2(at.x + inset, at.y + inset - 2), title, shown ? theme.ink : theme.quiet, theme.small,
              shown ? Face::bold : Face::regular);
    if (!number_of_head.empty()) {
        const ImVec2 size = text_size(number_of_head, theme.small);
        const float x = end.x - inset - size.x;
        if (x > at.x + inset + text_size(title, theme.small, Face::bold).x + 2)  // else there is no room
            draw_text(c, ImVec2(x, at.y + inset - 2), number_of_head, theme.quiet, theme.small);
    }
    const ImVec2 scores(at.x + inset, at.y + inset + kTitle);
    thumbnail(c, numbers, c.view.gallery, head, scores, cards.scores, state.hovered);
    thumbnail(c, numbers, TensorId::context, head, ImVec2(scores.x, scores.y + cards.scores.y + kBetween), cards.context,
              state.hovered);
    if (state.ring) draw_ring(c, state, theme.rounding);
}

/// The heads in the order their cards stand. It waits while a pointer is down: nothing moves under it.
const std::vector<int>& order_of_heads(Context& c, PictureNumbers& numbers, int heads) {
    std::vector<int>& order = c.interaction.card_order;
    const bool complete = static_cast<int>(order.size()) == heads;
    if (complete && ImGui::IsMouseDown(ImGuiMouseButton_Left)) return order;
    order.clear();
    const lab::HeadStatisticInfo* by = order_statistic(c);
    const auto value = [&](int head) { return by ? numbers.head(c, head)[static_cast<size_t>(by->id)] : 0; };
    for (int head = 0; head < heads; ++head) {
        const double own = value(head);
        const auto is_less = [&](int other) { return value(other) < own || (std::isnan(value(other)) && !std::isnan(own)); };
        order.insert(std::ranges::find_if(order, is_less), head);
    }
    return order;
}

}  // namespace

void show_head(Context& c, int head) {
    if (head == c.view.second_head) c.view.second_head = -1;
    choose_head(c.view, head);
}

float gallery(Context& c, PictureNumbers& numbers, ImVec2 min, ImVec2 max, bool strip) {
    const Theme& theme = c.theme;
    const int heads = c.document.integer(lab::Param::num_heads);
    const lab::TensorView view = c.trace.view(c.view.gallery, c.view.layer);
    const float ratio = static_cast<float>(view.dims[2]) / static_cast<float>(std::max(view.dims[3], 1));
    const Shape form{std::clamp(ratio, 0.4f, 1.2f), strip ? 0.3f : 0.5f};
    float y = min.y;
    if (!strip) {
        const ImVec2 title = draw_text(c, min, c.text(lab::Str::gallery_title), theme.ink, theme.caption, Face::bold);
        const std::string shape = shape_text(c.view.gallery, view);
        const float x = min.x + title.x + 8;
        const ImVec2 shape_size = text_size(shape, theme.small, Face::mono);
        if (x + shape_size.x <= max.x)
            draw_text(c, ImVec2(x, min.y + title.y - shape_size.y), shape, theme.quiet, theme.small, Face::mono);
        y += 24;
    }
    const ImVec2 room(max.x - min.x, max.y - y);
    const Cards cards = fitted(room, heads, form, strip);
    const float height = static_cast<float>(cards.rows) * (cards.card.y + kGap) - kGap;
    const float width = static_cast<float>(cards.columns) * (cards.card.x + kGap) - kGap;
    const bool scrolls = strip ? width > room.x : height > room.y;

    ImGui::SetCursorScreenPos(ImVec2(min.x, y));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kGap, kGap));
    const ImGuiWindowFlags flags =
        (scrolls ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar) |
        (strip ? ImGuiWindowFlags_HorizontalScrollbar : ImGuiWindowFlags_None);
    if (ImGui::BeginChild("gallery", ImVec2(room.x, strip ? cards.card.y + (scrolls ? 14.0f : 0.0f) : room.y),
                          ImGuiChildFlags_None, flags)) {
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        begin_group(c, "heads", c.text(lab::Str::gallery_title), ImVec2(min.x, y), max);
        const std::vector<int>& order = order_of_heads(c, numbers, heads);
        for (int place = 0; place < heads; ++place) {
            const int row = place / cards.columns, col = place % cards.columns;
            ImGui::SetCursorScreenPos(ImVec2(origin.x + static_cast<float>(col) * (cards.card.x + kGap),
                                             origin.y + static_cast<float>(row) * (cards.card.y + kGap)));
            head_card(c, numbers, cards, order[static_cast<size_t>(place)]);
        }
        if (scrolls) scroll_area(c);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return min.x + width;
}

}  // namespace headscope::ui
