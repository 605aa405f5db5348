// The selected number in one sentence.
#include "ui/inspector/inspector.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

void announce_selection(Context& c, const PictureNumbers& numbers) {
    MirrorItem item;
    item.id = ImGui::GetID("selection");
    item.role = Role::status;
    item.key = "selection";
    if (const lab::CellRef* cell = told_cell(c, true)) {
        const lab::TensorInfo& row = lab::info(cell->tensor);
        item.label = c.text(row.word);
        if (row.per_head) item.label += ", " + head_name(c, cell->head);
        item.label += ", " + token_name(numbers, lab::counts_keys(row.rows), cell->row);
        if (lab::counts_keys(row.cols)) item.label += " \u2192 " + token_name(numbers, true, cell->col);
        else item.label += ", " + std::to_string(cell->col + 1);
        item.label += ": " + number_text(static_cast<double>(lab::value_at(c.document, c.trace, *cell)), 4);
    }
    c.mirror.add(std::move(item));
}

}  // namespace headscope::ui
