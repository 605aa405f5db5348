// Keys and bounds of the enumerations the page names: one place for the catalogue, the events and the checks.
#pragma once

#include <span>
#include <string_view>

#include "app/json.hpp"
#include "lab/explain.hpp"
#include "lab/strings.hpp"
#include "ui/view.hpp"

namespace headscope::app {

/// The module's memory; 0 where it is not its own.
inline double memory_bytes() {
#if defined(__wasm__)
    return static_cast<double>(__builtin_wasm_memory_size(0)) * 65536;
#else
    return 0;
#endif
}
inline constexpr std::string_view kLanguages[] = {"en", "zh-Hans"};
inline constexpr std::string_view kThemes[] = {"auto", "light", "dark"};
inline constexpr std::string_view kTabs[] = {"input", "heads", "output", "controls"};
inline constexpr std::string_view kFills[] = {"zero",    "one",    "identity", "scale",      "gaussian",
                                              "uniform", "xavier", "kaiming",  "orthogonal", "seeded"};
inline constexpr std::string_view kHiddenBy[] = {"causal", "padding", "window", "custom"};
inline constexpr std::string_view kActions[] = {"press", "focus", "set_number", "set_text", "move", "increment"};
inline constexpr std::string_view kSteps[] = {"embedding", "position", "dot",       "scale",     "softcap", "add_bias",
                                              "hidden",    "exponent", "normalise", "empty_row", "copy"};

inline std::string_view key_of(lab::Language language) { return kLanguages[static_cast<std::size_t>(language)]; }
inline std::string_view key_of(ui::ThemeChoice theme) { return kThemes[static_cast<std::size_t>(theme)]; }
inline std::string_view key_of(ui::PhoneTab tab) { return kTabs[static_cast<std::size_t>(tab)]; }

template <class T>
bool is_index(int index, const T& list) {
    return index >= 0 && static_cast<std::size_t>(index) < std::size(list);
}
inline bool is_language(int index) { return is_index(index, kLanguages); }
inline bool is_stage(int index) { return index >= 0 && index < lab::kStageCount; }
inline bool is_matrix(int index) { return index >= 0 && index < lab::kMatrixCount; }

/// True when the cell lies within its stage's shape, kept or not.
bool is_cell(const lab::Trace& trace, const lab::Cell& cell);
/// {"stage","item","head","row","col"}
void write_cell(Json& json, const lab::Cell& cell);
void write_keys(Json& json, std::string_view name, std::span<const std::string_view> keys);

}  // namespace headscope::app
