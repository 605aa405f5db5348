// The selected number in one sentence.
#include "ui/inspector/cards.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/matrix/turns.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

void announce_selection(Context& c, const PictureNumbers& numbers) {
    MirrorItem item;
    item.id = ImGui::GetID("selection");
    item.role = Role::status;
    item.key = "selection";
    if (const lab::CellRef* cell = told_cell(c, true)) {
        const lab::TensorInfo& row = lab::info(cell->tensor);
        item.label = c.text(row.word);
        if (row.per_head) item.label += ", " + head_name(c, *cell);
        item.label += ", " + token_name(numbers, lab::counts_keys(row.rows), cell->row);
        if (lab::counts_keys(row.cols)) item.label += " \u2192 " + token_name(numbers, true, cell->col);
        else item.label += ", " + lab::format(lab::Str::inspector_dimension, c.view.language, {std::to_string(cell->col + 1)});
        item.label += ": " + number_text(static_cast<double>(number_at(c, *cell)), 4);
        if (const std::string_view turn = turn_words(c, *cell); !turn.empty()) (item.label += ", ") += turn;
        if (const std::string beside = other_head(c, *cell); !beside.empty()) item.label += ", " + beside;
    }
    c.mirror.add(std::move(item));
}

}  // namespace headscope::ui
