// Keys of the enumerations the page names: one place for the catalogue, the events and the checks.
#pragma once

#include <iterator>
#include <span>
#include <string_view>

#include "app/json/json.hpp"
#include "lab/model/cell.hpp"
#include "lab/model/params.hpp"
#include "ui/base/mirror.hpp"
#include "ui/base/view_table.hpp"

namespace headscope::app {

inline constexpr std::string_view kActions[] = {"press", "focus", "set_number", "set_text", "move", "increment"};

inline std::span<const std::string_view> language_keys() { return ui::find_view_field("language")->choices; }
inline std::span<const std::string_view> theme_keys() { return ui::find_view_field("theme")->choices; }
inline std::string_view key_of(lab::Language language) { return language_keys()[static_cast<std::size_t>(language)]; }
inline std::string_view key_of(ui::ThemeChoice theme) { return theme_keys()[static_cast<std::size_t>(theme)]; }
std::string_view key_of(lab::ParamType type);
std::string_view key_of(lab::ControlKind control);
std::string_view key_of(lab::TensorKind kind);
std::string_view key_of(lab::Values values);
std::string_view key_of(lab::Axis axis);
std::string_view key_of(ui::ViewKind kind);

template <class T>
bool is_index(int index, const T& list) {
    return index >= 0 && static_cast<std::size_t>(index) < std::size(list);
}
inline bool is_language(int index) { return is_index(index, language_keys()); }

/// {"tensor","layer","item","head","row","col","address"}
void write_cell(Json& json, const lab::CellRef& cell);
void write_keys(Json& json, std::string_view name, std::span<const std::string_view> keys);

}  // namespace headscope::app
