// The rows of params.def, and looking them up.
#include "lab/model/params.hpp"

#include <algorithm>
#include <array>

#include "core/base/limits.hpp"
#include "lab/model/document.hpp"
#include "lab/model/widths.hpp"

namespace headscope::lab {
namespace {

constexpr std::string_view kCustomMaskKeys[] = {"off", "boolean", "bias"};
constexpr Str kCustomMaskLabels[] = {Str::choice_off, Str::choice_boolean, Str::choice_bias};
constexpr std::string_view kScaleModeKeys[] = {"sqrt", "off", "value"};
constexpr Str kScaleModeLabels[] = {Str::choice_sqrt, Str::choice_unscaled, Str::choice_value};
constexpr std::string_view kTokensByKeys[] = {"words", "characters", "lines"};
constexpr Str kTokensByLabels[] = {Str::choice_words, Str::choice_characters, Str::choice_lines};
constexpr std::string_view kWeightInitKeys[] = {"gaussian", "uniform", "xavier", "kaiming", "orthogonal"};
constexpr Str kWeightInitLabels[] = {Str::choice_gaussian, Str::choice_uniform, Str::choice_xavier, Str::choice_kaiming,
                                     Str::choice_orthogonal};

constexpr double kMaxSeed = 4294967295.0;

bool is_cross(const Document& doc) { return doc.cross(); }
bool has_window(const Document& doc) { return doc.on(Param::window); }
bool has_scale_value(const Document& doc) { return static_cast<ScaleMode>(doc.integer(Param::scale_mode)) == ScaleMode::value; }
double longest_window(const Document& doc) {
    return std::max(1.0, static_cast<double>(std::max(doc.keys(), doc.queries()) - 1));
}

constexpr ParamInfo kTable[] = {
#define HEADSCOPE_PARAM(name, ...) \
    {.param = Param::name, .key = #name, __VA_ARGS__, .label = Str::param_##name, .help = Str::param_##name##_help},
#include "lab/model/params.def"
#undef HEADSCOPE_PARAM
};

constexpr bool choices_fit() {
    for (const ParamInfo& row : kTable)
        if (row.type == ParamType::choice &&
            (row.choices.size() != row.choice_labels.size() || row.max != static_cast<double>(row.choices.size()) - 1))
            return false;
    return true;
}
static_assert(choices_fit(), "a choice has as many labels as keys, and its range counts them");

/// All parameters by group and place, and where each group begins.
struct ByGroup {
    std::array<Param, kParamCount> params{};
    std::array<std::size_t, kGroupCount + 1> begins{};
};
constexpr ByGroup by_group() {
    ByGroup sorted;
    std::array<int, kParamCount> order{};
    for (int i = 0; i < kParamCount; ++i) order[static_cast<std::size_t>(i)] = i;
    const auto rank = [](int i) { return static_cast<int>(kTable[i].group) * 100 + kTable[i].place; };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted.params[i] = static_cast<Param>(order[i]);
        for (std::size_t g = static_cast<std::size_t>(kTable[order[i]].group) + 1; g < sorted.begins.size(); ++g)
            sorted.begins[g] = i + 1;
    }
    return sorted;
}
constexpr ByGroup kByGroup = by_group();

struct GroupInfo {
    std::string_view key;
    Str title;
};
constexpr GroupInfo kGroups[] = {{"shape", Str::group_shape},       {"sentence", Str::group_sentence},
                                 {"mask", Str::group_mask},         {"scores", Str::group_scores},
                                 {"switches", Str::group_switches}, {"weights", Str::group_weights}};
static_assert(std::size(kGroups) == kGroupCount);

}  // namespace

const ParamInfo& info(Param p) { return kTable[static_cast<std::size_t>(p)]; }
std::span<const ParamInfo> all_params() { return kTable; }

const ParamInfo* find_param(std::string_view key) {
    for (const ParamInfo& row : kTable)
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
