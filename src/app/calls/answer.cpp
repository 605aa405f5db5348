// Answers and checks of the ABI's functions: see answer.hpp.
#include "app/calls/answer.hpp"

#include <utility>

#include "app/loop/app.hpp"
#include "lab/program/explain.hpp"
#include "lab/text/number.hpp"

namespace headscope::app {

Message answer(App* app, const lab::Error& error) {
    app->refused_page(error.message);
    return app->reply(lab::text_of(error, app->view().language));
}

Message answer(App* app, const lab::Result<bool>& done) {
    app->ask();
    app->refused_page({});
    return done ? nullptr : answer(app, done.error());
}

Message answer(App* app, const lab::Edit& edit) { return answer(app, app->laboratory().edit(edit)); }

Message answer(App* app, const lab::Result<lab::Edit>& edit) {
    return edit ? answer(app, edit.value()) : answer(app, edit.error());
}

lab::Error not_in_link(lab::Error error, lab::Language language) {
    const std::string key = std::exchange(error.where, {});
    const std::string message = lab::text_of(error, language);
    if (key.empty() || message.starts_with(key)) return error;
    return {lab::Str::error_at_key, {key, message}};
}

lab::Error out_of_range(std::string_view what, double got, double low, double high) {
    return {lab::Str::error_param_range,
            {std::string(what), lab::print_double(got), lab::print_double(low), lab::print_double(high)}};
}

lab::Result<bool> check_index(std::string_view what, int got, std::size_t count) {
    if (got >= 0 && static_cast<std::size_t>(got) < count) return true;
    return out_of_range(what, got, 0, static_cast<double>(count) - 1);
}

lab::Result<lab::TensorId> tensor_at(const App* app, int tensor, int layer, int item) {
    if (const auto known = check_index("tensor", tensor, lab::kTensorCount); !known) return known.error();
    const lab::Document& document = app->laboratory().document();
    const lab::TensorInfo& row = lab::all_tensors()[static_cast<std::size_t>(tensor)];
    const std::size_t layers = row.per_layer ? document.layers.size() : 1;
    if (const auto known = check_index("layer", layer, layers); !known) return known.error();
    const std::size_t items = row.per_item && row.is_matrix() ? document.items.size() : 1;
    if (const auto known = check_index("item", item, items); !known) return known.error();
    return row.id;
}

lab::Result<MatrixOf> matrix_at(const App* app, int tensor, int layer, int item) {
    const lab::Result<lab::TensorId> id = tensor_at(app, tensor, layer, item);
    if (!id) return id.error();
    const lab::TensorInfo& row = lab::info(id.value());
    if (!row.is_matrix()) return out_of_range("tensor", tensor, 0, static_cast<double>(lab::matrices().size()) - 1);
    return MatrixOf{row.id, lab::owner_of({.tensor = row.id, .layer = layer, .item = item})};
}

lab::Result<lab::CellRef> cell_at(const App* app, std::size_t bytes) {
    const std::string_view text = app->incoming(bytes);
    const lab::Result<lab::CellRef> read = lab::read_cell(text);
    if (!read) return read;
    const lab::CellRef& cell = read.value();
    const lab::Document& document = app->laboratory().document();
    const lab::Trace& trace = app->laboratory().trace();
    if (lab::exists(document, trace, cell)) return read;
    // What it lies outside of, in the order of its indices.
    const lab::TensorInfo& row = lab::info(cell.tensor);
    const int layers = static_cast<int>(document.layers.size());
    if (cell.layer >= layers)
        return lab::Error{lab::Str::error_layer, {lab::print_int(cell.layer + 1), lab::print_int(layers)}};
    if (row.per_item && cell.item >= document.batch()) {
        return lab::Error{lab::Str::error_item, {lab::print_int(cell.item), lab::print_int(document.batch())}};
    }
    return lab::Error{lab::Str::error_no_cell, {std::string(text), std::string(row.key), lab::print_shape(document, cell)}};
}

}  // namespace headscope::app
