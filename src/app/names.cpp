// Keys and bounds of the enumerations the page names: see names.hpp.
#include "app/names.hpp"

namespace headscope::app {

bool is_cell(const lab::Trace& trace, const lab::Cell& cell) {
    if (!is_stage(static_cast<int>(cell.stage))) return false;
    const lab::StageView view = trace.view(cell.stage);
    const int at[] = {cell.item, cell.head, cell.row, cell.col};
    for (std::size_t i = 0; i < 4; ++i) {
        if (at[i] < 0 || at[i] >= view.dims[i]) return false;
    }
    return true;
}

void write_cell(Json& json, const lab::Cell& cell) {
    json.open('{')
        .field("stage", lab::key_of(cell.stage))
        .field("item", cell.item)
        .field("head", cell.head)
        .field("row", cell.row)
        .field("col", cell.col)
        .close('}');
}

void write_keys(Json& json, std::string_view name, std::span<const std::string_view> keys) {
    json.key(name).open('[');
    for (const std::string_view key : keys) json.text(key);
    json.close(']');
}

}  // namespace headscope::app
