// What a tensor is called and how it is coloured.
#include "ui/picture/words.hpp"

#include "lab/model/heads.hpp"
#include "ui/matrix/focus.hpp"
#include "ui/text/number_text.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {

using lab::TensorId;

std::string_view word_of(const Context& c, TensorId tensor) {
    const lab::TensorInfo& row = lab::info(tensor);
    if (tensor == TensorId::input && c.view.layer > 0) return c.text(lab::Str::name_handed_on);
    const bool with_positions = row.with_positions != lab::Str::count_ && c.document.adds_positions();
    return c.text(with_positions ? row.with_positions : row.word);
}

std::string step_word(const Context& c, TensorId step) {
    using lab::Str;
    const lab::Document& doc = c.document;
    Str word = lab::info(step).short_word;
    if (step == TensorId::scores && doc.scoring() != lab::Scoring::dot)
        word = doc.scoring() == lab::Scoring::additive ? Str::short_additive : Str::short_bilinear;
    const auto mode = static_cast<lab::ScaleMode>(doc.integer(lab::Param::scale_mode));
    const bool root =
        mode == lab::ScaleMode::automatic ? doc.scoring() != lab::Scoring::additive : mode == lab::ScaleMode::sqrt_head_dim;
    if (step == TensorId::scaled && !root) word = Str::short_factor;
    return in_symbols(c.view, c.text(word));
}

ImU32 colour_of(TensorId tensor, const Theme& theme) {
    switch (lab::info(tensor).hue) {
        case lab::Hue::query: return theme.query;
        case lab::Hue::key: return theme.key;
        case lab::Hue::value: return theme.value;
        case lab::Hue::output: return theme.output;
        case lab::Hue::ink: break;
    }
    return theme.ink;
}

std::string head_name(const Context& c, int head) {
    return lab::format(lab::Str::head_number, c.view.language, {std::to_string(head + 1)});
}

std::string layer_name(const Context& c, int layer) {
    return lab::format(lab::Str::layer_number, c.view.language, {std::to_string(layer + 1)});
}

std::string head_name(const Context& c, const lab::CellRef& cell) {
    const core::Range heads = lab::query_heads(c.document, cell.tensor, cell.head);
    if (heads.size() <= 1) return head_name(c, cell.head);
    return lab::format(lab::Str::head_shared, c.view.language,
                       {std::to_string(cell.head + 1), std::to_string(heads.begin + 1), std::to_string(heads.end)});
}

std::string shape_text(TensorId stage, const lab::TensorView& view) {
    const auto& d = view.dims;
    if (!lab::info(stage).per_item) return shape_text({d[1], d[2], d[3]});
    return lab::info(stage).per_head ? shape_text({d[0], d[1], d[2], d[3]}) : shape_text({d[0], d[2], d[3]});
}

lab::CellRef shown_cell(const lab::Document& doc, lab::CellRef cell) {
    const TensorId stage = doc.adds_positions() ? TensorId::none : matrix_parts::becomes(cell.tensor);
    if (stage != TensorId::none) cell.tensor = stage;
    return cell;
}

TensorId matrix_behind(const lab::Document& doc, const lab::CellRef& cell) {
    if (lab::info(cell.tensor).is_matrix()) return cell.tensor;
    if (cell.layer > 0) return TensorId::none;  // what a layer is handed is computed
    for (const lab::TensorInfo& row : lab::matrices())
        if (shown_cell(doc, {row.id}).tensor == cell.tensor) return row.id;
    return TensorId::none;
}

const lab::HeadStatisticInfo* order_statistic(const Context& c) {
    if (c.view.head_order == HeadOrder::number) return nullptr;
    const lab::HeadStatisticInfo& row = lab::head_statistics()[static_cast<size_t>(row_of(c.view.head_order))];
    return row.self && c.document.cross() ? nullptr : &row;
}

std::string head_number_text(const lab::HeadStatisticInfo& statistic, const lab::HeadNumbers& numbers) {
    return number_text(numbers[static_cast<size_t>(statistic.id)], 2);
}

bool is_editable(const lab::Document& doc, const lab::CellRef& cell) { return matrix_behind(doc, cell) != TensorId::none; }

}  // namespace headscope::ui
