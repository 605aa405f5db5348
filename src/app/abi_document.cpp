// The ABI's third part: the document, read and edited as numbers and text.
#include <cmath>
#include <cstring>

#include "app/app.hpp"
#include "app/names.hpp"
#include "lab/link.hpp"
#include "lab/paste.hpp"
#include "lab/presets.hpp"

namespace headscope::app {
namespace {

Message answer(App* app, const MaybeError& error) {
    app->ask();
    // The caller hears of it; the visitor did nothing wrong.
    return error ? app->reply(lab::text_of(*error, app->view().language)) : nullptr;
}

Message answer(App* app, const lab::Edit& edit, bool gesture = false) {
    return answer(app, app->laboratory().edit(edit, gesture));
}

bool is_item(const App* app, int item) { return item >= 0 && item < app->laboratory().document().integer(lab::Param::batch); }

/// What callers wrote where an index was wanted.
Message out_of_range(App* app, const char* what, int got) { return app->reply(std::string(what) + ": " + std::to_string(got)); }

/// nullptr when matrix and item name an editable matrix.
Message check_matrix(App* app, int matrix, int item) {
    if (!is_matrix(matrix)) return out_of_range(app, "matrix", matrix);
    if (lab::per_batch_item(static_cast<lab::MatrixId>(matrix)) && !is_item(app, item)) return out_of_range(app, "item", item);
    return nullptr;
}

lab::MatrixId id_of(int matrix) { return static_cast<lab::MatrixId>(matrix); }

}  // namespace

double hs_revision(const App* app) { return static_cast<double>(app->laboratory().revision()); }

double hs_param(const App* app, int param) {
    if (param < 0 || param >= lab::kParamCount) return std::nan("");
    return app->laboratory().document().real(static_cast<lab::Param>(param));
}

Message hs_set_param(App* app, int param, double value, int gesture) {
    if (param < 0 || param >= lab::kParamCount) return out_of_range(app, "param", param);
    return answer(app, lab::SetParam{static_cast<lab::Param>(param), value}, gesture);
}

const View4* hs_matrix(App* app, int matrix, int item) {
    View4& view = app->view4();
    view = {};
    if (check_matrix(app, matrix, item)) return &view;
    const lab::Matrix& m = app->laboratory().document().matrix(id_of(matrix), item);
    view = {reinterpret_cast<std::uintptr_t>(m.data()), 1, 1, m.rows(), m.cols(), 0, 0, m.cols()};
    return &view;
}

Message hs_set_cell(App* app, int matrix, int item, int row, int col, double value, int gesture) {
    if (const Message wrong = check_matrix(app, matrix, item)) return wrong;
    return answer(app, lab::SetCell{id_of(matrix), item, row, col, static_cast<float>(value)}, gesture);
}

Message hs_set_block(App* app, int matrix, int item, int row, int col, int rows, int cols, int gesture) {
    if (const Message wrong = check_matrix(app, matrix, item)) return wrong;
    const std::int64_t count = rows >= 0 && cols >= 0 ? static_cast<std::int64_t>(rows) * cols : -1;
    if (count < 0 || count > (std::int64_t{1} << 24)) return out_of_range(app, "rows x cols", rows);
    const std::string_view bytes = app->incoming(static_cast<std::size_t>(count) * sizeof(float));
    std::vector<float> values(static_cast<std::size_t>(count));
    if (bytes.size() != values.size() * sizeof(float)) return out_of_range(app, "rows x cols", rows);
    if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return answer(app, lab::SetBlock{id_of(matrix), item, row, col, rows, cols, std::move(values)}, gesture);
}

Message hs_paste_block(App* app, int matrix, int item, int row, int col, std::size_t bytes) {
    if (const Message wrong = check_matrix(app, matrix, item)) return wrong;
    lab::Result<lab::Block> block = lab::parse_block(app->incoming(bytes));
    if (!block) return answer(app, block.error());
    lab::Block& b = block.value();
    return answer(app, lab::SetBlock{id_of(matrix), item, row, col, b.rows, b.cols, std::move(b.values)});
}

const char* hs_print(App* app, int matrix, int item) {
    if (check_matrix(app, matrix, item)) return app->reply({});
    const lab::Matrix& m = app->laboratory().document().matrix(id_of(matrix), item);
    return app->reply(lab::print_block(m.data(), m.rows(), m.cols(), m.cols()));
}

Message hs_fill(App* app, int matrix, int item, int row, int col, int rows, int cols, int kind, double factor, double seed) {
    if (const Message wrong = check_matrix(app, matrix, item)) return wrong;
    if (!is_index(kind, kFills)) return out_of_range(app, "kind", kind);
    if (!(seed >= 0 && seed <= 4294967295.0)) return out_of_range(app, "seed", -1);
    return answer(app, lab::Fill{id_of(matrix), item, row, col, rows, cols, static_cast<lab::FillKind>(kind),
                                 static_cast<float>(factor), static_cast<unsigned>(seed)});
}

Message hs_paint(App* app, int matrix, int item, int count, double value, int gesture) {
    if (const Message wrong = check_matrix(app, matrix, item)) return wrong;
    if (count < 0 || count > (1 << 22)) return out_of_range(app, "count", count);
    const std::size_t size = static_cast<std::size_t>(count) * 2 * sizeof(std::int32_t);
    const std::string_view bytes = app->incoming(size);
    if (bytes.size() != size) return out_of_range(app, "count", count);
    lab::Paint paint{id_of(matrix), item, {}, static_cast<float>(value)};
    for (int i = 0; i < count; ++i) {
        std::int32_t at[2];
        std::memcpy(at, bytes.data() + static_cast<std::size_t>(i) * sizeof at, sizeof at);
        paint.cells.emplace_back(at[0], at[1]);
    }
    return answer(app, paint, gesture);
}

void hs_end_gesture(App* app) { app->laboratory().end_gesture(); }

const char* hs_sentence(App* app, int which, int item) {
    if (!is_item(app, item)) return app->reply("null");
    const lab::Item& of = app->laboratory().document().items[static_cast<std::size_t>(item)];
    const lab::Sentence& sentence = which == 1 ? of.memory : of.query;
    Json json;
    json.open('{').field("text", sentence.text).key("tokens").open('[');
    for (const std::string& token : sentence.tokens) json.text(token);
    json.close(']').close('}');
    return app->reply(json.take());
}

Message hs_set_sentence(App* app, int which, int item, std::size_t bytes) {
    if (!is_item(app, item)) return out_of_range(app, "item", item);
    const lab::SentenceId id = which == 1 ? lab::SentenceId::memory : lab::SentenceId::query;
    return answer(app, lab::SetText{id, item, std::string(app->incoming(bytes))});
}

int hs_valid_length(const App* app, int item) {
    return is_item(app, item) ? app->laboratory().document().valid_keys(item) : -1;
}

Message hs_set_valid_length(App* app, int item, int length) {
    if (!is_item(app, item)) return out_of_range(app, "item", item);
    return answer(app, lab::SetValidLength{item, length});
}

int hs_undo(App* app) {
    const bool done = app->laboratory().undo();
    answer(app, MaybeError{});
    return done;
}

int hs_redo(App* app) {
    const bool done = app->laboratory().redo();
    answer(app, MaybeError{});
    return done;
}

int hs_history(const App* app) { return (app->laboratory().can_undo() ? 1 : 0) | (app->laboratory().can_redo() ? 2 : 0); }

Message hs_reset(App* app) { return answer(app, app->laboratory().reset()); }

Message hs_preset(App* app, int preset) {
    if (!is_index(preset, lab::presets())) return out_of_range(app, "preset", preset);
    return answer(app, lab::Replace{lab::presets()[static_cast<std::size_t>(preset)].make()});
}

const char* hs_link(App* app) { return app->reply(lab::write_link(app->laboratory().document())); }

Message hs_open_link(App* app, std::size_t bytes) { return answer(app, app->laboratory().open_link(app->incoming(bytes))); }

}  // namespace headscope::app
