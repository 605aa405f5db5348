// The mirror's items as the page reads them.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ui/base/mirror.hpp"

namespace headscope::app {

/// JSON array as hs_mirror describes it; `scale` = CSS pixels per ImGui unit.
std::string mirror_json(std::span<const ui::MirrorItem> items, float scale);
/// Changes whenever the JSON would.
std::uint64_t mirror_hash(std::span<const ui::MirrorItem> items);
/// "button", "checkbox", ... in the order of ui::Role.
std::span<const char* const> role_keys();

}  // namespace headscope::app
