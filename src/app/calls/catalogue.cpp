// What can be asked for by name: the tables as the page reads them.
#include "app/json/mirror_json.hpp"
#include "app/json/names.hpp"
#include "app/loop/app.hpp"
#include "core/kernels/workspace.hpp"
#include "lab/edit/initial_numbers.hpp"
#include "lab/link/presets.hpp"
#include "lab/link/profiles.hpp"
#include "lab/model/masks.hpp"

namespace headscope::app {
namespace {

void write_param(Json& json, const lab::ParamInfo& p) {
    json.open('{')
        .field("key", p.key)
        .field("type", key_of(p.type))
        .field("control", key_of(p.control))
        .field("group", lab::key_of(p.group));
    json.field("min", p.min).field("max", p.max).field("initial", p.initial).field("step", p.step).field("symbol", p.symbol);
    if (!p.choices.empty()) write_keys(json, "choices", p.choices);
    if (p.was_flag) json.field("wasFlag", true);
    json.close('}');
}

void write_group(Json& json, lab::Group group) {
    json.open('{').field("key", lab::key_of(group)).key("params").open('[');
    for (const lab::Param param : lab::params_of(group)) json.text(lab::info(param).key);
    json.close(']').close('}');
}

void write_tensor(Json& json, const lab::TensorInfo& t) {
    json.open('{').field("key", t.key).field("kind", key_of(t.kind)).field("symbol", t.symbol);
    json.field("perItem", t.per_item)
        .field("perHead", t.per_head)
        .field("kvHeads", t.kv_heads)
        .field("perLayer", t.per_layer)
        .field("onRequest", t.on_request);
    json.field("rows", key_of(t.rows)).field("cols", key_of(t.cols));
    if (t.is_matrix()) json.field("values", key_of(t.values));
    if (t.bias != lab::TensorId::none) json.field("bias", lab::key_of(t.bias));
    if (!t.pytorch.empty()) json.field("pytorch", t.pytorch).field("transposed", t.transposed);
    json.close('}');
}

void write_profile(Json& json, const lab::Profile& p) {
    json.open('{').field("key", p.key).field("delta", p.text);
    json.field("maskTrue", lab::kMaskTrueKeys[static_cast<std::size_t>(p.mask_true)])
        .field("weights", lab::kReturnedKeys[static_cast<std::size_t>(p.returned)])
        .close('}');
}

void write_view_field(Json& json, const ui::ViewInfo& field) {
    json.open('{').field("key", field.key).field("kind", key_of(field.kind));
    if (!field.choices.empty()) write_keys(json, "choices", field.choices);
    if (field.optional) json.field("optional", true);
    json.close('}');
}

}  // namespace

const char* hs_catalogue(App* app) {
    Json json;
    json.open('{').field("engine", core::engine_name());
    json.key("params").open('[');
    for (const lab::ParamInfo& p : lab::all_params()) write_param(json, p);
    json.close(']').key("groups").open('[');
    for (int group = 0; group < lab::kGroupCount; ++group) write_group(json, static_cast<lab::Group>(group));
    json.close(']').key("tensors").open('[');
    for (const lab::TensorInfo& tensor : lab::all_tensors()) write_tensor(json, tensor);
    json.close(']').key("view").open('[');
    for (const ui::ViewInfo& field : ui::view_table()) write_view_field(json, field);
    json.close(']').key("presets").open('[');
    for (const lab::Preset& preset : lab::presets()) json.text(preset.key);
    json.close(']').key("profiles").open('[');
    for (const lab::Profile& profile : lab::profiles()) write_profile(json, profile);
    json.close(']').key("roles").open('[');
    for (const char* role : role_keys()) json.text(role);
    json.close(']');
    json.key("spaces").open('[');
    for (const lab::SpaceInfo& space : lab::spaces()) json.text(space.key);
    json.close(']');
    write_keys(json, "fills", lab::kFillKeys);
    json.key("hiddenBy").open('[');
    for (const lab::MaskInfo& mask : lab::masks()) json.text(mask.key);
    json.close(']');
    write_keys(json, "languages", language_keys());
    write_keys(json, "actions", kActions);
    write_keys(json, "steps", lab::step_keys());
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

}  // namespace headscope::app
