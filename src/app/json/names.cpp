// Keys of the enumerations the page names: see names.hpp.
#include "app/json/names.hpp"

namespace headscope::app {
namespace {

/// The key of an enumerator; `last` is the enumeration's last one, so that no list is too short.
template <auto last, std::size_t count>
std::string_view key_at(const std::string_view (&keys)[count], decltype(last) value) {
    static_assert(count == static_cast<std::size_t>(last) + 1);
    return keys[static_cast<std::size_t>(value)];
}

constexpr std::string_view kParamTypes[] = {"boolean", "integer", "real", "choice"};
constexpr std::string_view kControls[] = {"automatic", "number"};
constexpr std::string_view kTensorKinds[] = {"stage", "embedding", "mask", "weight", "bias", "position", "norm", "scoring"};
constexpr std::string_view kValues[] = {"finite", "zero_or_one", "finite_or_minus_infinity"};
constexpr std::string_view kAxes[] = {"one",         "query_tokens", "memory_tokens", "queries",        "keys",
                                      "mask_rows",   "d_model",      "d_memory",      "d_value_memory", "key_width",
                                      "value_width", "width",        "key_columns",   "value_columns",  "context_columns",
                                      "head_dim",    "value_dim",    "heads",         "output_width",   "places",
                                      "place_width", "norm_width"};

}  // namespace

std::string_view key_of(lab::ParamType type) { return key_at<lab::ParamType::choice>(kParamTypes, type); }
std::string_view key_of(lab::ControlKind control) { return key_at<lab::ControlKind::number>(kControls, control); }
std::string_view key_of(lab::TensorKind kind) { return key_at<lab::TensorKind::scoring>(kTensorKinds, kind); }
std::string_view key_of(lab::Values values) { return key_at<lab::Values::finite_or_minus_infinity>(kValues, values); }
std::string_view key_of(lab::Axis axis) { return key_at<lab::Axis::norm_width>(kAxes, axis); }
std::string_view key_of(ui::ViewKind kind) { return ui::view_kind_keys()[static_cast<std::size_t>(kind)]; }

void write_cell(Json& json, const lab::CellRef& cell) {
    json.open('{')
        .field("tensor", lab::key_of(cell.tensor))
        .field("layer", cell.layer)
        .field("item", cell.item)
        .field("head", cell.head)
        .field("row", cell.row)
        .field("col", cell.col)
        .field("address", lab::print_cell(cell))
        .close('}');
}

void write_keys(Json& json, std::string_view name, std::span<const std::string_view> keys) {
    json.key(name).open('[');
    for (const std::string_view key : keys) json.text(key);
    json.close(']');
}

}  // namespace headscope::app
