// The inspector's bars: the weights of the selected query's row, or who looks at the selected key.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "lab/model/masks.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/lines.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

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
        const Face face = selected ? Face::bold : Face::regular;
        std::string storage;
        draw_centred(c, ImVec2(at.x, middle), elided(name, names - 8, size, face, storage), hidden ? theme.quiet : theme.ink,
                     size, face);
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
        const float room = text_size(number, size, face).x;
        draw_centred(c, ImVec2(at.x + width - room, middle), number, hidden ? theme.quiet : theme.ink, size, face);
    }
};

/// How many bars a sorted row shows before the rest becomes one line.
constexpr int kSortedMost = 12, kSortedFirst = 10;

/// The places of a row, the largest first and what is no number before them; equal ones in the order of the sentence.
std::vector<int> by_size(int count, const std::vector<double>& weights) {
    std::vector<int> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    const auto size = [&](int i) {
        const double weight = weights[static_cast<size_t>(i)];
        return std::isnan(weight) ? std::numeric_limits<double>::infinity() : weight;
    };
    const auto larger = [&](int a, int b) { return size(a) != size(b) ? size(a) > size(b) : a < b; };
    std::partial_sort(order.begin(), order.end(), order.end(), larger);
    return order;
}

void order_choice(Context& c) {
    const std::string_view choices[] = {c.text(Str::inspector_by_size), c.text(Str::inspector_in_order)};
    constexpr std::string_view kKeys[] = {"by_size", "in_order"};
    int chosen = c.view.in_order ? 1 : 0;
    if (segmented(c, "row_order", "", choices, &chosen, c.text(Str::inspector_sorted), kKeys)) c.view.in_order = chosen == 1;
}

/// An empty row is where libraries differ: what it gives is chosen here, too.
void empty_row_choice(Context& c) {
    const lab::ParamInfo& row = lab::info(lab::Param::empty_rows);
    if (c.view.hides(row.key)) return;
    const std::string_view choices[] = {c.text(row.choice_labels[0]), c.text(row.choice_labels[1]),
                                        c.text(row.choice_labels[2])};
    int chosen = c.document.integer(row.param);
    const bool outside = c.disabled;
    c.disabled = outside || c.view.read_only;
    if (segmented(c, "row.empty_rows", "", choices, &chosen, c.text(row.label), row.choices))
        c.edit(lab::SetParam{row.param, static_cast<double>(chosen)}, false, {std::string(row.key)});
    c.disabled = outside;
}

}  // namespace

void inspector_row(Context& c, PictureNumbers& numbers, int most) {
    const lab::CellRef* cell = formula_cell(c, true);
    if (cell == nullptr) return;
    const lab::TensorView weights = c.trace.view(TensorId::weights, cell->layer);
    const lab::TensorInfo& row = lab::info(cell->tensor);
    const bool by_key = lab::counts_keys(row.rows);
    const int head = row.per_head ? cell->head : std::min(c.view.head, weights.dims[1] - 1);
    const int queries = weights.dims[2], keys = weights.dims[3];
    if (cell->row >= (by_key ? keys : queries)) return;

    group_heading(c, by_key ? Str::inspector_column : Str::inspector_row);
    if (!row.per_head) small_print(c, head_name(c, head));
    const bool empty = !by_key && c.trace.empty_row(cell->item, head, cell->row);
    const bool filled = lab::fills_empty_rows(c.document);
    const bool sink = c.document.on(lab::Param::sink);
    if (empty && !sink) empty_row_choice(c);
    const int count = by_key ? queries : keys;
    std::vector<double> of_row(static_cast<size_t>(count));
    const std::uint8_t* visible = c.trace.visible(cell->item, head);
    const auto is_later = [&](int i) { return c.view.decoding >= 0 && i > c.view.decoding; };
    const auto is_hidden = [&](int i) {
        if (is_later(i)) return true;
        const int query = by_key ? i : cell->row, key = by_key ? cell->row : i;
        return visible != nullptr && !(filled && c.trace.empty_row(cell->item, head, query)) &&
               visible[static_cast<size_t>(query) * static_cast<size_t>(keys) + static_cast<size_t>(key)] == 0;
    };
    for (int i = 0; i < count; ++i) {
        double& weight = of_row[static_cast<size_t>(i)];
        weight = static_cast<double>(weights.at(cell->item, head, by_key ? i : cell->row, by_key ? cell->row : i));
        if (is_hidden(i)) weight = std::min(weight, -1.0);  // behind all others
    }
    const bool sorts = !empty && !c.view.in_order;
    std::vector<int> order = by_size(sorts ? count : 0, of_row);
    if (!sorts) order.resize(static_cast<size_t>(count)), std::iota(order.begin(), order.end(), 0);
    if (!empty && count > 1) order_choice(c);
    int shown = most > 0 ? std::min(most, count) : count;
    if (sorts && shown > kSortedMost) shown = kSortedFirst;
    const float width = ImGui::GetContentRegionAvail().x;
    const float widest = by_key ? numbers.query_width(width * 0.32f) : numbers.key_width(width * 0.32f);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Bars bars{c, at, std::min(widest * c.theme.text / c.theme.small + 16, width * 0.36f),
              text_size("0.0000", c.theme.text, Face::bold).x + 8, width};
    const ImVec2 clip_min = ImGui::GetWindowDrawList()->GetClipRectMin(),
                 clip_max = ImGui::GetWindowDrawList()->GetClipRectMax();
    const int from = std::clamp(static_cast<int>((clip_min.y - at.y) / kRow), 0, shown);
    const int to = std::clamp(static_cast<int>((clip_max.y - at.y) / kRow) + 1, from, shown);
    std::string spoken;
    for (int line = 0; line < shown; ++line) {
        constexpr size_t kMost = 600;  // nobody listens to a thousand weights
        const bool drawn = line >= from && line < to, said = spoken.size() < kMost;
        if (!drawn && !said) continue;
        const int i = order[static_cast<size_t>(line)];
        const bool hidden = is_hidden(i), selected = !by_key && row.is_score() && i == cell->col;
        const double weight = hidden ? 0 : of_row[static_cast<size_t>(i)];
        const std::string name = token_name(numbers, !by_key, i);
        if (drawn) bars.bar(line, name, weight, hidden, selected);
        if (!said) continue;
        if (!spoken.empty()) spoken += c.text(Str::list_comma);
        spoken.append(name).append(" ").append(is_later(i) ? std::string(c.text(Str::decoding_later))
                                               : hidden    ? std::string(c.text(Str::matrix_masked))
                                                           : number_text(weight, 3));
    }
    tell(c, Role::text, "row_weights", spoken, at, ImVec2(at.x + width, at.y + static_cast<float>(shown) * kRow));
    ImGui::Dummy(ImVec2(width, static_cast<float>(shown) * kRow));
    constexpr Str kSays[] = {Str::empty_row_zero, Str::empty_row_nan, Str::empty_row_uniform};
    if (sink && !by_key) {
        double sum = 0;
        for (int key = 0; key < keys; ++key) sum += static_cast<double>(weights.at(cell->item, head, cell->row, key));
        small_print(c, lab::format(Str::step_sink, c.view.language, {number_text(sum, 3), number_text(1 - sum, 3)}));
    }
    if (empty && !sink) small_print(c, c.text(kSays[c.document.integer(lab::Param::empty_rows)]));
    if (shown < count && sorts) {
        double together = 0;
        for (int i = shown; i < count; ++i)
            together += std::max(of_row[static_cast<size_t>(order[static_cast<size_t>(i)])], 0.0);
        return label(
            c, lab::format(Str::inspector_tail, c.view.language, {std::to_string(count - shown), number_text(together, 3)}),
            c.theme.quiet, c.theme.small);
    }
    if (shown < count) small_print(c, lab::format(Str::inspector_more, c.view.language, {std::to_string(count - shown)}));
}

}  // namespace headscope::ui
