// The ABI's third part: the document, read and edited as numbers and text.
#include <cmath>
#include <cstring>

#include "app/calls/answer.hpp"
#include "app/json/names.hpp"
#include "app/loop/app.hpp"
#include "lab/link/link.hpp"
#include "lab/link/presets.hpp"
#include "lab/link/profiles.hpp"
#include "lab/text/number.hpp"
#include "lab/text/paste.hpp"

namespace headscope::app {
namespace {

using Checked = lab::Result<bool>;

bool is_item(const App* app, int item) { return item >= 0 && item < app->laboratory().document().batch(); }

Message no_item(App* app, int item) {
    return answer(app, out_of_range("item", item, 0, app->laboratory().document().batch() - 1));
}

lab::SentenceId sentence_of(int which) { return which == 1 ? lab::SentenceId::memory : lab::SentenceId::query; }

/// The numbers in the buffer; false when the bytes are no whole number of them.
template <class Number>
bool read_numbers(const App* app, std::size_t bytes, std::vector<Number>& numbers) {
    const std::string_view from = app->incoming(bytes);
    if (from.size() != bytes || bytes % sizeof(Number) != 0) return false;
    numbers.resize(bytes / sizeof(Number));
    if (bytes > 0) std::memcpy(numbers.data(), from.data(), bytes);
    return true;
}

Message wrong_bytes(App* app, std::size_t bytes) {
    return answer(app, lab::Error{lab::Str::error_bytes, {lab::print_int(static_cast<long long>(bytes))}});
}

}  // namespace

double hs_revision(const App* app) { return static_cast<double>(app->laboratory().revision()); }

Message hs_apply(App* app, std::size_t bytes) {
    const lab::Result<lab::Edit> edit = lab::read_edit(app->incoming(bytes));
    const lab::Result<bool> done = edit ? app->laboratory().edit(edit.value()) : lab::Result<bool>(edit.error());
    return done ? answer(app, done) : answer(app, not_in_link(done.error(), app->view().language));
}

Message hs_word_vectors(App* app, std::size_t bytes) { return app->learn_words(app->incoming(bytes)); }

int hs_wants_word_vectors(const App* app) { return app->wants_words(); }

double hs_param(const App* app, int param) {
    if (!is_index(param, lab::all_params())) return std::nan("");
    return app->laboratory().document().real(static_cast<lab::Param>(param));
}

Message hs_set_param(App* app, int param, double value) {
    if (const Checked known = check_index("param", param, lab::kParamCount); !known) return answer(app, known);
    return answer(app, lab::Edit(lab::SetParam{static_cast<lab::Param>(param), value}));
}

const View4* hs_tensor(App* app, int tensor, int layer, int item) {
    View4& view = app->view4();
    view = {};
    const lab::Result<lab::TensorId> id = tensor_at(app, tensor, layer, item);
    if (!id) return &view;
    if (lab::info(id.value()).is_matrix()) {
        const lab::CellRef first{.tensor = id.value(), .layer = layer, .item = item};
        const lab::Matrix& m = app->laboratory().document().matrix(first);
        view = {reinterpret_cast<std::uintptr_t>(m.data()), 1, 1, m.rows(), m.cols(), 0, 0, m.cols()};
    } else {
        const lab::TensorView s = app->laboratory().trace().view(id.value(), layer);
        const auto stride = [&](std::size_t i) { return static_cast<std::int32_t>(s.strides[i]); };
        const auto data = reinterpret_cast<std::uintptr_t>(s.data);
        view = {data, s.dims[0], s.dims[1], s.dims[2], s.dims[3], stride(0), stride(1), stride(2)};
    }
    return &view;
}

Message hs_set_cell(App* app, std::size_t bytes, double value) {
    const lab::Result<lab::CellRef> cell = cell_at(app, bytes);
    if (!cell) return answer(app, cell.error());
    const lab::CellRef& at = cell.value();
    const lab::TensorInfo& row = lab::info(at.tensor);
    if (!row.is_matrix()) return answer(app, lab::Error{lab::Str::error_computed, {std::string(row.key)}});
    return answer(app, lab::Edit(lab::SetCell{at.tensor, lab::owner_of(at), at.row, at.col, static_cast<float>(value)}));
}

Message hs_set_block(App* app, int tensor, int layer, int item, int row, int col, int rows, int cols, std::size_t bytes) {
    const lab::Result<MatrixOf> matrix = matrix_at(app, tensor, layer, item);
    if (!matrix) return answer(app, matrix.error());
    lab::SetBlock block{matrix.value().id, matrix.value().owner, row, col, rows, cols, {}};
    if (!read_numbers(app, bytes, block.values)) return wrong_bytes(app, bytes);
    return answer(app, lab::Edit(std::move(block)));
}

Message hs_paste_block(App* app, int tensor, int layer, int item, int row, int col, std::size_t bytes) {
    const lab::Result<MatrixOf> matrix = matrix_at(app, tensor, layer, item);
    if (!matrix) return answer(app, matrix.error());
    lab::Result<lab::Block> block = lab::parse_block(app->incoming(bytes));
    if (!block) return answer(app, block.error());
    lab::Block& b = block.value();
    const auto [id, owner] = matrix.value();
    return answer(app, lab::Edit(lab::SetBlock{id, owner, row, col, b.rows, b.cols, std::move(b.values)}));
}

const char* hs_print(App* app, int tensor, int layer, int item) {
    const lab::Result<MatrixOf> matrix = matrix_at(app, tensor, layer, item);
    if (!matrix) return app->reply({});
    const lab::Matrix& m = app->laboratory().document().matrix(matrix.value().id, matrix.value().owner);
    return app->reply(lab::print_block(m.data(), m.rows(), m.cols(), m.cols()));
}

Message hs_fill(App* app, int tensor, int layer, int item, int row, int col, int rows, int cols, int kind, double factor,
                double seed) {
    const lab::Result<MatrixOf> matrix = matrix_at(app, tensor, layer, item);
    if (!matrix) return answer(app, matrix.error());
    if (const Checked known = check_index("kind", kind, std::size(lab::kFillKeys)); !known) return answer(app, known);
    if (!(seed >= 0 && seed <= lab::kMaxSeed)) return answer(app, out_of_range("seed", seed, 0, lab::kMaxSeed));
    const auto [id, owner] = matrix.value();
    return answer(app, lab::Edit(lab::Fill{id, owner, row, col, rows, cols, static_cast<lab::FillKind>(kind),
                                           static_cast<float>(factor), static_cast<unsigned>(seed)}));
}

Message hs_paint(App* app, int tensor, int item, double value, std::size_t bytes) {
    const lab::Result<MatrixOf> matrix = matrix_at(app, tensor, 0, item);
    if (!matrix) return answer(app, matrix.error());
    std::vector<std::int32_t> numbers;
    if (!read_numbers(app, bytes, numbers) || numbers.size() % 2 != 0) return wrong_bytes(app, bytes);
    lab::Paint paint{matrix.value().id, item, {}, static_cast<float>(value)};
    for (std::size_t i = 0; i < numbers.size(); i += 2) paint.cells.emplace_back(numbers[i], numbers[i + 1]);
    return answer(app, lab::Edit(std::move(paint)));
}

const char* hs_sentence(App* app, int which, int item) {
    if (which < 0 || which > 1 || !is_item(app, item)) return app->reply("null");
    const lab::Sentence& sentence =
        app->laboratory().document().items[static_cast<std::size_t>(item)].sentence(sentence_of(which));
    Json json;
    json.open('{').field("text", sentence.text).key("tokens").open('[');
    for (const std::string& token : sentence.tokens) json.text(token);
    json.close(']').close('}');
    return app->reply(json.take());
}

Message hs_set_sentence(App* app, int which, int item, std::size_t bytes) {
    if (const Checked known = check_index("which", which, 2); !known) return answer(app, known);
    if (!is_item(app, item)) return no_item(app, item);
    return answer(app, lab::Edit(lab::SetText{sentence_of(which), item, std::string(app->incoming(bytes))}));
}

const char* hs_names(App* app, int space) {
    Json json;
    json.open('[');
    if (space >= 0 && space < lab::kSpaceCount)
        for (const std::string& name : app->laboratory().document().names[static_cast<std::size_t>(space)]) json.text(name);
    json.close(']');
    return app->reply(json.take());
}

Message hs_set_names(App* app, int space, std::size_t bytes) {
    if (const Checked known = check_index("space", space, lab::kSpaceCount); !known) return answer(app, known);
    return answer(app, lab::Edit(lab::SetNames{static_cast<lab::Space>(space), std::string(app->incoming(bytes))}));
}

int hs_valid_length(const App* app, int item) {
    return is_item(app, item) ? app->laboratory().document().valid_keys(item) : -1;
}

Message hs_set_valid_length(App* app, int item, int length) {
    if (!is_item(app, item)) return no_item(app, item);
    return answer(app, lab::Edit(lab::SetValidLength{item, length}));
}

int hs_undo(App* app) {
    app->ask();
    return app->laboratory().undo();
}

int hs_redo(App* app) {
    app->ask();
    return app->laboratory().redo();
}

int hs_history(const App* app) { return (app->laboratory().can_undo() ? 1 : 0) | (app->laboratory().can_redo() ? 2 : 0); }

Message hs_reset(App* app) { return answer(app, lab::Edit(lab::Reset{})); }

Message hs_preset(App* app, int preset) {
    if (const Checked known = check_index("preset", preset, lab::presets().size()); !known) return answer(app, known);
    const Message refused = answer(app, lab::edit_of(lab::presets()[static_cast<std::size_t>(preset)]));
    if (!refused) app->view().preset = preset;
    return refused;
}

Message hs_profile(App* app, int profile) {
    if (const Checked known = check_index("profile", profile, lab::profiles().size()); !known) return answer(app, known);
    const Message refused = answer(app, lab::edit_of(lab::profiles()[static_cast<std::size_t>(profile)]));
    if (!refused) app->view().profile = profile;
    return refused;
}

int hs_agrees(const App* app, int profile) {
    return is_index(profile, lab::profiles()) &&
           lab::agrees(app->laboratory().document(), lab::profiles()[static_cast<std::size_t>(profile)]);
}

const char* hs_link(App* app) { return app->reply(lab::write_link(app->laboratory().document())); }

Message hs_open_link(App* app, std::size_t bytes) {
    const std::uint64_t before = app->laboratory().revision();
    const Message refused = answer(app, lab::read_link(app->incoming(bytes)));
    if (app->laboratory().revision() != before) app->view().preset = -1;
    return refused;
}

}  // namespace headscope::app
