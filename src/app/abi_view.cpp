// The ABI's fifth part: what is looked at, and what the page may know about the laboratory itself.
#include "app/app.hpp"
#include "app/mirror_json.hpp"
#include "app/names.hpp"
#include "core/workspace.hpp"
#include "lab/presets.hpp"

namespace headscope::app {
namespace {

constexpr std::string_view kTypes[] = {"boolean", "integer", "real", "choice"};

void write_optional(Json& json, std::string_view name, const std::optional<lab::Cell>& cell) {
    json.key(name);
    if (cell) write_cell(json, *cell);
    else json.null();
}

}  // namespace

const char* hs_catalogue(App* app) {
    Json json;
    json.open('{').field("engine", core::engine_name()).key("params").open('[');
    for (const lab::ParamInfo& p : lab::all_params()) {
        json.open('{').field("key", p.key).field("type", kTypes[static_cast<std::size_t>(p.type)]);
        json.field("min", p.min)
            .field("max", p.max)
            .field("initial", p.initial)
            .field("step", p.step)
            .field("symbol", p.symbol);
        if (!p.choices.empty()) write_keys(json, "choices", p.choices);
        json.close('}');
    }
    json.close(']').key("matrices").open('[');
    for (int i = 0; i < lab::kMatrixCount; ++i) json.text(lab::key_of(static_cast<lab::MatrixId>(i)));
    json.close(']').key("stages").open('[');
    for (int i = 0; i < lab::kStageCount; ++i) json.text(lab::key_of(static_cast<lab::Stage>(i)));
    json.close(']').key("presets").open('[');
    for (const lab::Preset& preset : lab::presets()) json.text(preset.key);
    json.close(']').key("roles").open('[');
    for (const char* role : role_keys()) json.text(role);
    json.close(']');
    write_keys(json, "fills", kFills);
    write_keys(json, "languages", kLanguages);
    write_keys(json, "themes", kThemes);
    write_keys(json, "tabs", kTabs);
    write_keys(json, "hiddenBy", kHiddenBy);
    write_keys(json, "actions", kActions);
    write_keys(json, "steps", kSteps);
    json.close('}');
    return app->reply(json.take());
}

const char* hs_params(App* app) {
    const lab::Language language = app->view().language;
    Json json;
    json.open('[');
    for (const lab::ParamInfo& p : lab::all_params()) {
        json.open('{')
            .field("key", p.key)
            .field("label", lab::text(p.label, language))
            .field("help", lab::text(p.help, language));
        json.field("symbol", p.symbol).field("value", app->laboratory().document().real(p.param));
        if (!p.choice_labels.empty()) {
            json.key("choiceLabels").open('[');
            for (const lab::Str label : p.choice_labels) json.text(lab::text(label, language));
            json.close(']');
        }
        json.close('}');
    }
    json.close(']');
    return app->reply(json.take());
}

const char* hs_view(App* app) {
    const ui::View& view = app->view();
    Json json;
    json.open('{')
        .field("language", key_of(view.language))
        .field("theme", key_of(view.theme))
        .field("dark", app->is_dark())
        .field("item", view.item)
        .field("head", view.head)
        .field("large", lab::key_of(view.large))
        .field("gallery", lab::key_of(view.gallery))
        .field("tab", key_of(view.tab))
        .field("painting", view.painting);
    write_optional(json, "hovered", view.hovered);
    write_optional(json, "locked", view.locked);
    json.close('}');
    return app->reply(json.take());
}

int hs_set_view(App* app, int field, int value) {
    ui::View& view = app->view();
    const lab::Document& document = app->laboratory().document();
    bool legal = false;
    switch (static_cast<ViewField>(field)) {
        case ViewField::language:
            if ((legal = is_language(value))) app->choose_language(static_cast<lab::Language>(value));
            break;
        case ViewField::theme:
            if ((legal = is_index(value, kThemes))) view.theme = static_cast<ui::ThemeChoice>(value);
            break;
        case ViewField::item:
            if ((legal = value >= 0 && value < document.integer(lab::Param::batch))) view.item = value;
            break;
        case ViewField::head:
            if ((legal = value >= 0 && value < document.integer(lab::Param::num_heads))) view.head = value;
            break;
        case ViewField::large:
            if ((legal = is_stage(value))) view.large = static_cast<lab::Stage>(value);
            break;
        case ViewField::gallery:
            if ((legal = is_stage(value))) view.gallery = static_cast<lab::Stage>(value);
            break;
        case ViewField::tab:
            if ((legal = is_index(value, kTabs))) view.tab = static_cast<ui::PhoneTab>(value);
            break;
        case ViewField::painting:
            view.painting = value != 0;
            legal = true;
            break;
    }
    app->ask();
    return legal;
}

int hs_lock(App* app, int stage, int item, int head, int row, int col) {
    ui::View& view = app->view();
    app->ask();
    if (stage < 0) {
        view.locked.reset();
        view.locked_parameter.reset();
        return 1;
    }
    const lab::Cell cell{static_cast<lab::Stage>(stage), item, head, row, col};
    if (!is_cell(app->laboratory().trace(), cell)) return 0;
    view.locked = cell;
    view.locked_parameter.reset();
    return 1;
}

Message hs_notify(App* app, std::size_t bytes, int is_error) {
    constexpr std::size_t kMaxNoticeBytes = 2000;
    if (bytes > kMaxNoticeBytes) {
        const lab::Error error{lab::Str::error_notice_long, {std::to_string(bytes), std::to_string(kMaxNoticeBytes)}};
        return app->reply(lab::text_of(error, app->view().language));
    }
    app->notify(std::string(app->incoming(bytes)), is_error);
    return nullptr;
}

const char* hs_stats(App* app) {
    const FrameStats& frame = app->stats();
    const RenderStats render = app->renderer().stats();
    const lab::Trace& trace = app->laboratory().trace();
    Json json;
    json.open('{')
        .field("engine", core::engine_name())
        .field("evaluateMs", app->laboratory().evaluate_ms())
        .field("gflops", app->laboratory().throughput().gflops().value_or(0))
        .field("tileKernel", app->laboratory().tile_choice().made() ? static_cast<int>(app->laboratory().tile()) : -1)
        .field("buildMs", frame.build_ms)
        .field("renderMs", frame.render_ms)
        .field("frames", frame.frames)
        .field("drawCalls", render.draw_calls)
        .field("vertices", render.vertices)
        .field("uploadedBytes", render.uploaded_bytes)
        .field("textures", render.textures)
        .field("memoryBytes", memory_bytes())
        .field("multiplyAdds", trace.full_multiply_adds())
        .field("lastMultiplyAdds", trace.last_multiply_adds())
        .close('}');
    return app->reply(json.take());
}

}  // namespace headscope::app
