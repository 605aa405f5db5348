// The rows of params.def, and looking them up.
#include "lab/model/params.hpp"

#include <algorithm>
#include <array>

#include "core/base/limits.hpp"
#include "lab/model/document.hpp"
#include "lab/model/masks.hpp"
#include "lab/model/widths.hpp"

namespace headscope::lab {
namespace {

bool is_cross(const Document& doc) { return doc.cross(); }
bool has_value_source(const Document& doc) { return doc.has_value_source(); }
bool has_heads(const Document& doc) { return doc.integer(Param::num_heads) > 1; }
bool has_window(const Document& doc) { return doc.on(Param::window); }
bool has_window_right(const Document& doc) { return has_window(doc) && doc.on(Param::window_apart); }
bool has_other_diagonal(const Document& doc) {
    return (doc.on(Param::causal) || doc.on(Param::window)) && doc.queries() != doc.keys();
}
bool output_is_d_model(const Document& doc) { return doc.output_is_d_model(); }
bool has_scale_value(const Document& doc) { return static_cast<ScaleMode>(doc.integer(Param::scale_mode)) == ScaleMode::value; }
bool empty_rows_matter(const Document& doc) { return !doc.on(Param::sink) && has_empty_row(doc); }
bool has_painted_heads(const Document& doc) { return doc.on(Param::custom_mask) && has_heads(doc); }
bool has_dropout(const Document& doc) { return doc.real(Param::dropout) > 0; }
bool drops_weights(const Document& doc) { return doc.drops(); }
bool has_rope(const Document& doc) { return doc.positions() == Positions::rope; }
double longest_window(const Document& doc) {
    return std::max(1.0, static_cast<double>(std::max(doc.keys(), doc.queries()) - 1));
}

constexpr auto table() {
    std::array<ParamInfo, kParamCount> rows{{
#define HEADSCOPE_PARAM(name, ...) \
    {.param = Param::name, .key = #name, __VA_ARGS__, .label = Str::param_##name, .help = Str::param_##name##_help},
#include "lab/model/params.def"
#undef HEADSCOPE_PARAM
    }};
    for (ParamInfo& row : rows)
        if (row.type == ParamType::choice) row.max = static_cast<double>(row.choices.size()) - 1;
    return rows;
}
constexpr std::array kParams = table();

constexpr bool choices_fit() {
    for (const ParamInfo& row : kParams)
        if (row.choices.size() != row.choice_labels.size()) return false;
    return true;
}
static_assert(choices_fit(), "a choice has as many labels as keys");

/// All parameters by group and place, and where each group begins.
struct ByGroup {
    std::array<Param, kParamCount> params{};
    std::array<std::size_t, kGroupCount + 1> begins{};
};
constexpr ByGroup by_group() {
    ByGroup sorted;
    std::array<int, kParamCount> order{};
    for (int i = 0; i < kParamCount; ++i) order[static_cast<std::size_t>(i)] = i;
    const auto row = [](int i) -> const ParamInfo& { return kParams[static_cast<std::size_t>(i)]; };
    const auto rank = [&](int i) { return static_cast<int>(row(i).group) * 100 + row(i).place; };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted.params[i] = static_cast<Param>(order[i]);
        for (std::size_t g = static_cast<std::size_t>(row(order[i]).group) + 1; g < sorted.begins.size(); ++g)
            sorted.begins[g] = i + 1;
    }
    return sorted;
}
constexpr ByGroup kByGroup = by_group();

struct GroupInfo {
    std::string_view key;
    Str title;
};
constexpr GroupInfo kGroups[] = {{"shape", Str::group_shape},    {"sentence", Str::group_sentence},
                                 {"mask", Str::group_mask},      {"scores", Str::group_scores},
                                 {"heads", Str::group_heads},    {"switches", Str::group_switches},
                                 {"weights", Str::group_weights}};
static_assert(std::size(kGroups) == kGroupCount);

}  // namespace

const ParamInfo& info(Param p) { return kParams[static_cast<std::size_t>(p)]; }
std::span<const ParamInfo> all_params() { return kParams; }

const ParamInfo* find_param(std::string_view key) {
    for (const ParamInfo& row : kParams)
        if (row.key == key) return &row;
    return nullptr;
}

std::span<const Param> params_of(Group group) {
    const auto g = static_cast<std::size_t>(group);
    return std::span(kByGroup.params).subspan(kByGroup.begins[g], kByGroup.begins[g + 1] - kByGroup.begins[g]);
}
std::string_view key_of(Group group) { return kGroups[static_cast<std::size_t>(group)].key; }
Str title_of(Group group) { return kGroups[static_cast<std::size_t>(group)].title; }

}  // namespace headscope::lab
