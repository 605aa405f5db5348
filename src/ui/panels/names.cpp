// Words, symbols, colours and number formats that the panels share.
#include "ui/panels/names.hpp"

#include <cmath>
#include <cstdio>

namespace headscope::ui {

using lab::MatrixId;
using lab::Stage;
using lab::Str;

Str name_of(Stage stage) {
    switch (stage) {
        case Stage::input: return Str::name_input;
        case Stage::memory: return Str::name_memory;
        case Stage::query: return Str::name_query;
        case Stage::key: return Str::name_key;
        case Stage::value: return Str::name_value;
        case Stage::scores: return Str::name_scores;
        case Stage::scaled: return Str::name_scaled;
        case Stage::masked_scores: return Str::name_masked_scores;
        case Stage::weights: return Str::name_weights;
        case Stage::context: return Str::name_context;
        case Stage::concat: return Str::name_concat;
        default: return Str::name_output;
    }
}

std::string_view symbol_of(Stage stage) {
    constexpr std::string_view kSymbols[] = {"X", "M", "Q", "K", "V", "S", "S", "S", "A", "Z", "", "Y"};
    return kSymbols[static_cast<int>(stage)];
}

Str name_of(MatrixId matrix) {
    switch (matrix) {
        case MatrixId::input: return Str::name_input;
        case MatrixId::memory: return Str::name_memory;
        case MatrixId::mask_allow: return Str::name_mask_allow;
        case MatrixId::mask_bias: return Str::name_mask_bias;
        case MatrixId::W_q:
        case MatrixId::W_k:
        case MatrixId::W_v:
        case MatrixId::W_o: return Str::name_projection;
        default: return Str::name_bias;
    }
}

std::string_view symbol_of(MatrixId matrix) {
    constexpr std::string_view kSymbols[] = {"X", "M", "", "", "W_q", "W_k", "W_v", "W_o", "b_q", "b_k", "b_v", "b_o"};
    return kSymbols[static_cast<int>(matrix)];
}

ImU32 colour_of(Stage stage, const Theme& theme) {
    switch (stage) {
        case Stage::query: return theme.query;
        case Stage::key: return theme.key;
        case Stage::value:
        case Stage::context: return theme.value;
        case Stage::concat:
        case Stage::output: return theme.output;
        default: return theme.ink;
    }
}

ImU32 colour_of(MatrixId matrix, const Theme& theme) {
    switch (matrix) {
        case MatrixId::W_q:
        case MatrixId::b_q: return theme.query;
        case MatrixId::W_k:
        case MatrixId::b_k: return theme.key;
        case MatrixId::W_v:
        case MatrixId::b_v: return theme.value;
        case MatrixId::W_o:
        case MatrixId::b_o: return theme.output;
        default: return theme.ink;
    }
}

bool is_score(Stage stage) { return stage >= Stage::scores && stage <= Stage::weights; }

bool has_heads(Stage stage) { return stage >= Stage::query && stage <= Stage::context; }

std::string shape_text(std::initializer_list<int> dims) {
    std::string text = "[";
    for (int dim : dims) {
        if (text.size() > 1) text += ',';
        text += std::to_string(dim);
    }
    return text += ']';
}

std::string shape_text(Stage stage, const lab::StageView& view) {
    const auto& d = view.dims;
    return has_heads(stage) ? shape_text({d[0], d[1], d[2], d[3]}) : shape_text({d[0], d[2], d[3]});
}

namespace {

/// Puts the typographic minus in front and an exponent into a power of ten.
std::string dressed(const char* digits) {
    std::string text;
    for (const char* at = digits; *at != '\0'; ++at) {
        if (*at == '-') text += "\u2212";
        else if (*at == 'e') text += at[1] == '-' ? "e\u2212" : "e", at += 1;
        else text += *at;
    }
    return text;
}

}  // namespace

std::string number_text(double value, int decimals) {
    if (std::isnan(value)) return "NaN";
    if (value == 0) return "0";
    if (std::isinf(value)) return value < 0 ? "\u2212\u221e" : "\u221e";
    char buffer[64];
    const double size = std::fabs(value);
    const double smallest = std::pow(10.0, -decimals) / 2;
    if (size >= 1e6 || (size > 0 && size < smallest)) std::snprintf(buffer, sizeof buffer, "%.1e", value);
    else if (size >= 1000) std::snprintf(buffer, sizeof buffer, "%.*f", decimals > 2 ? 1 : 0, value);
    else std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return dressed(buffer);
}

void begin_group(Context& c, std::string_view key, std::string_view name, ImVec2 min, ImVec2 max) {
    MirrorItem group;
    group.id = ImGui::GetID(key.data(), key.data() + key.size());
    group.role = Role::group;
    group.key = key;
    group.label = name;
    group.min = min;
    group.max = max;
    c.mirror.add(std::move(group));
}

std::string count_text(double count) {
    char buffer[32];
    const char* unit = "";
    if (count >= 1e9) count /= 1e9, unit = " G";
    else if (count >= 1e6) count /= 1e6, unit = " M";
    else if (count >= 1e3) count /= 1e3, unit = " k";
    std::snprintf(buffer, sizeof buffer, *unit == '\0' || count >= 100 ? "%.0f%s" : "%.1f%s", count, unit);
    return buffer;
}

std::string short_text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4g", value);
    return dressed(buffer);
}

}  // namespace headscope::ui
