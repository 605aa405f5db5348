// The inspector's bars: the weights of the selected query's row, or who looks at the selected key.
#include <algorithm>
#include <cmath>

#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/kit/lines.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Str;
using lab::TensorId;

namespace {

constexpr float kRow = 24;

/// Hatched paper in place of a bar: the weight is not small, it does not exist.
void hatched(ImDrawList* list, ImVec2 min, ImVec2 max, const Palette& palette) {
    list->AddRectFilled(min, max, palette.paper, 3);
    list->PushClipRect(min, max, true);
    for (float x = min.x - (max.y - min.y); x < max.x; x += 8) {
        list->AddLine(ImVec2(x, max.y), ImVec2(x + max.y - min.y, min.y), palette.hatch, 1);
    }
    list->PopClipRect();
}

struct Bars {
    Context& c;
    ImVec2 at;
    float names, numbers, width;

    void bar(int index, std::string_view name, double weight, bool hidden, bool selected) {
        const Theme& theme = c.theme;
        const float y = at.y + static_cast<float>(index) * kRow;
        const float size = theme.text, middle = y + kRow / 2;
        ImDrawList* list = ImGui::GetWindowDrawList();
        ImGui::PushClipRect(ImVec2(at.x, y), ImVec2(at.x + names - 8, y + kRow), true);
        draw_centred(c, ImVec2(at.x, middle), name, hidden ? theme.quiet : theme.ink, size,
                     selected ? Face::bold : Face::regular);
        ImGui::PopClipRect();
        const float x = at.x + names, end = at.x + width - numbers;
        if (hidden) {
            hatched(list, ImVec2(x, middle - 4), ImVec2(end, middle + 4), theme.palette);
        } else {
            list->AddRectFilled(ImVec2(x, middle - 4), ImVec2(end, middle + 4), faded(theme.line, 0.6f), 4);
            const float reach = std::max(2.0f, (end - x) * std::clamp(static_cast<float>(weight), 0.0f, 1.0f));
            if (weight > 0)
                list->AddRectFilled(ImVec2(x, middle - 4), ImVec2(x + reach, middle + 4), theme.accent,
                                    std::min(4.0f, reach / 2));
        }
        const std::string number = hidden ? "\u2014" : number_text(weight, 3);
        const float room = text_size(number, size).x;
        draw_centred(c, ImVec2(at.x + width - room, middle), number, hidden ? theme.quiet : theme.ink, size,
                     selected ? Face::bold : Face::regular);
    }
};

/// An empty row is where libraries differ: shows what each of them would give.
void empty_row_choice(Context& c) {
    const std::string_view choices[] = {"Headscope", "softmax", "\u22121e6"};
    constexpr std::string_view kKeys[] = {"headscope", "softmax", "fill"};
    int chosen = static_cast<int>(c.view.empty_row_as);
    if (segmented(c, "empty_row_as", "", choices, &chosen, c.text(Str::empty_row_label), kKeys))
        c.view.empty_row_as = static_cast<EmptyRowAs>(chosen);
}

}  // namespace

void inspector_row(Context& c, PictureNumbers& numbers, int most) {
    const lab::CellRef* cell = told_cell(c, true);
    if (cell == nullptr) return;
    const lab::TensorView weights = c.trace.view(TensorId::weights, cell->layer);
    const lab::TensorInfo& row = lab::info(cell->tensor);
    const bool by_key = lab::counts_keys(row.rows);
    const int head = row.per_head ? cell->head : std::min(c.view.head, weights.dims[1] - 1);
    const int queries = weights.dims[2], keys = weights.dims[3];
    if (cell->row >= (by_key ? keys : queries)) return;

    group_heading(c, by_key ? Str::inspector_column : Str::inspector_row);
    if (!row.per_head) small_print(c, head_name(c, head));
    const bool empty = !by_key && c.trace.empty_row(cell->item, cell->row);
    const EmptyRowAs as = empty ? c.view.empty_row_as : EmptyRowAs::headscope;
    if (empty) empty_row_choice(c);
    const int count = by_key ? queries : keys;
    const int shown = most > 0 ? std::min(most, count) : count;
    const float width = ImGui::GetContentRegionAvail().x;
    const float widest = by_key ? numbers.query_width(width * 0.32f) : numbers.key_width(width * 0.32f);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Bars bars{c, at, std::min(widest * c.theme.text / c.theme.small + 16, width * 0.36f),
              text_size("0.0000", c.theme.text).x + 6, width};
    const std::uint8_t* visible = c.trace.visible(cell->item);
    const ImVec2 clip_min = ImGui::GetWindowDrawList()->GetClipRectMin(),
                 clip_max = ImGui::GetWindowDrawList()->GetClipRectMax();
    const int from = std::clamp(static_cast<int>((clip_min.y - at.y) / kRow), 0, shown);
    const int to = std::clamp(static_cast<int>((clip_max.y - at.y) / kRow) + 1, from, shown);
    for (int i = from; i < to; ++i) {
        const int query = by_key ? i : cell->row, key = by_key ? cell->row : i;
        const bool hidden = visible != nullptr &&
                            visible[static_cast<size_t>(query) * static_cast<size_t>(keys) + static_cast<size_t>(key)] == 0;
        const bool selected = by_key ? false : row.is_score() && i == cell->col;
        double weight = static_cast<double>(weights.at(cell->item, head, query, key));
        if (as == EmptyRowAs::softmax) weight = std::nan("");
        if (as == EmptyRowAs::fill) weight = 1.0 / keys;
        bars.bar(i, token_name(numbers, !by_key, i), weight, hidden && as == EmptyRowAs::headscope, selected);
    }
    ImGui::Dummy(ImVec2(width, static_cast<float>(shown) * kRow));
    constexpr Str kSays[] = {Str::empty_row_here, Str::empty_row_softmax, Str::empty_row_fill};
    if (empty) small_print(c, c.text(kSays[static_cast<size_t>(as)]));
    if (shown < count) small_print(c, lab::format(Str::inspector_more, c.view.language, {std::to_string(count - shown)}));
}

}  // namespace headscope::ui
