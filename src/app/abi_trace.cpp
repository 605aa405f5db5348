// The ABI's fourth part: the trace, and where its numbers come from.
#include "app/app.hpp"
#include "app/names.hpp"

namespace headscope::app {
namespace {

void write_step(Json& json, const lab::Step& step) {
    json.open('{').field("kind", kSteps[static_cast<std::size_t>(step.kind)]).key("terms").open('[');
    for (const lab::Step::Term& term : step.terms) json.open('[').number(term.a).number(term.b).close(']');
    json.close(']');
    if (step.has_bias) json.field("bias", step.bias);
    if (step.hidden_by) json.field("hiddenBy", static_cast<int>(step.hidden_by));
    json.field("result", step.result).close('}');
}

}  // namespace

const View4* hs_stage(App* app, int stage) {
    View4& view = app->view4();
    view = {};
    if (!is_stage(stage)) return &view;
    const lab::StageView s = app->laboratory().trace().view(static_cast<lab::Stage>(stage));
    const auto stride = [&](std::size_t i) { return static_cast<std::int32_t>(s.strides[i]); };
    view = {
        reinterpret_cast<std::uintptr_t>(s.data), s.dims[0], s.dims[1], s.dims[2], s.dims[3], stride(0), stride(1), stride(2)};
    return &view;
}

Message hs_keep(App* app, int stages) {
    app->laboratory().keep({(stages & 1) != 0, (stages & 2) != 0, (stages & 4) != 0});
    app->ask();
    const MaybeError error = app->laboratory().want(app->interface().wanted(app->view()));
    return error ? app->reply(lab::text_of(*error, app->view().language)) : nullptr;
}

const View4* hs_visible(App* app, int item) {
    View4& view = app->view4();
    view = {};
    const lab::Document& document = app->laboratory().document();
    if (item < 0 || item >= document.integer(lab::Param::batch)) return &view;
    const int rows = document.queries(), cols = document.keys();
    view = {reinterpret_cast<std::uintptr_t>(app->laboratory().trace().visible(item)), 1, 1, rows, cols, 0, 0, cols};
    return &view;
}

int hs_hidden_by(const App* app, int item, int query, int key) {
    const lab::Document& document = app->laboratory().document();
    if (!is_cell(app->laboratory().trace(), {lab::Stage::weights, item, 0, query, key})) return 0;
    return static_cast<int>(lab::hidden_by(document, item, query, key));
}

const char* hs_explain(App* app, int stage, int item, int head, int row, int col) {
    const lab::Cell cell{static_cast<lab::Stage>(stage), item, head, row, col};
    const lab::Trace& trace = app->laboratory().trace();
    if (!is_cell(trace, cell)) return app->reply("null");
    const std::vector<lab::Step> steps = lab::explain(app->laboratory().document(), trace, cell);
    Json json;
    json.open('{');
    if (!steps.empty()) json.field("value", steps.back().result);
    json.key("steps").open('[');
    for (const lab::Step& step : steps) write_step(json, step);
    json.close(']').close('}');
    return app->reply(json.take());
}

}  // namespace headscope::app
