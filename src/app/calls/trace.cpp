// The ABI's fourth part: the trace, and where its numbers come from.
#include "app/calls/answer.hpp"
#include "app/json/names.hpp"
#include "app/loop/app.hpp"
#include "lab/model/masks.hpp"
#include "lab/text/split.hpp"

namespace headscope::app {
namespace {

void write_address(Json& json, const lab::CellRef& cell) {
    if (cell.tensor == lab::TensorId::none) json.null();
    else json.text(lab::print_cell(cell));
}

void write_terms(Json& json, std::string_view key, std::string_view from, const std::vector<lab::Step::Term>& terms) {
    json.key(key).open('[');
    for (const lab::Step::Term& term : terms) json.open('[').number(term.a).number(term.b).close(']');
    json.close(']').key(from).open('[');
    for (const lab::Step::Term& term : terms) {
        json.open('[');
        write_address(json, term.from_a);
        write_address(json, term.from_b);
        json.close(']');
    }
    json.close(']');
}

void write_step(Json& json, const lab::Step& step) {
    json.open('{').field("kind", lab::step_keys()[static_cast<std::size_t>(step.kind)]);
    write_terms(json, "terms", "from", step.terms);
    if (!step.summands.empty()) write_terms(json, "summands", "summandsFrom", step.summands);
    if (step.has_bias) write_address(json.field("bias", step.bias).key("biasFrom"), step.from_bias);
    if (step.hidden_by) {
        json.key("hiddenBy").open('[');
        for (const lab::MaskInfo& mask : lab::masks())
            if (step.hidden_by & mask.bit) json.text(mask.key);
        json.close(']');
    }
    json.field("result", step.result).close('}');
}

const char* refusal(App* app, const lab::Error& error) {
    Json json;
    json.open('{').field("error", lab::text_of(error, app->view().language)).close('}');
    return app->reply(json.take());
}

/// The stages named in the buffer.
lab::Result<lab::TensorSet> stages_in(std::string_view keys) {
    lab::TensorSet stages;
    while (!keys.empty()) {
        const std::string key(lab::take_part(keys, ','));
        const lab::TensorInfo* row = lab::find_tensor(key);
        if (row == nullptr) {
            std::string known;
            for (const lab::TensorInfo& stage : lab::stages()) known += (known.empty() ? "" : ", ") + std::string(stage.key);
            return lab::Error{lab::Str::error_param_choice, {"keep", key, known}};
        }
        if (row->is_matrix()) return lab::Error{lab::Str::error_not_a_stage, {key}};
        if (row->on_request) stages.insert(row->id);
    }
    return stages;
}

}  // namespace

Message hs_keep(App* app, std::size_t bytes) {
    const lab::Result<lab::TensorSet> stages = stages_in(app->incoming(bytes));
    return answer(app, stages ? app->laboratory().keep(stages.value()) : lab::Result<bool>(stages.error()));
}

const View4* hs_visible(App* app, int item, int head) {
    View4& view = app->view4();
    view = {};
    const lab::Document& document = app->laboratory().document();
    if (item < 0 || item >= document.batch() || head < 0 || head >= document.integer(lab::Param::num_heads)) return &view;
    const int rows = document.queries(), cols = document.keys();
    view = {reinterpret_cast<std::uintptr_t>(app->laboratory().trace().visible(item, head)), 1, 1, rows, cols, 0, 0, cols};
    return &view;
}

int hs_hidden_by(const App* app, int item, int head, int query, int key) {
    const lab::Document& document = app->laboratory().document();
    const lab::CellRef cell{.tensor = lab::TensorId::weights, .item = item, .head = head, .row = query, .col = key};
    if (!lab::exists(document, app->laboratory().trace(), cell)) return -1;
    return static_cast<int>(lab::hidden_by(document, item, head, query, key));
}

const char* hs_value(App* app, std::size_t bytes) {
    const lab::Result<lab::CellRef> cell = cell_at(app, bytes);
    if (!cell) return refusal(app, cell.error());
    Json json;
    json.open('{').field("address", lab::print_cell(cell.value()));
    json.field("value", lab::value_at(app->laboratory().document(), app->laboratory().trace(), cell.value())).close('}');
    return app->reply(json.take());
}

const char* hs_explain(App* app, std::size_t bytes) {
    const lab::Result<lab::CellRef> cell = cell_at(app, bytes);
    if (!cell) return refusal(app, cell.error());
    const std::vector<lab::Step> steps = lab::explain(app->laboratory().document(), app->laboratory().trace(), cell.value());
    Json json;
    json.open('{').field("address", lab::print_cell(cell.value()));
    if (!steps.empty()) json.field("value", steps.back().result);
    json.key("steps").open('[');
    for (const lab::Step& step : steps) write_step(json, step);
    json.close(']').close('}');
    return app->reply(json.take());
}

}  // namespace headscope::app
