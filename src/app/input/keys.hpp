// The browser's keys as Dear ImGui's.
#pragma once

#include <string_view>

#include "imgui.h"

namespace headscope::app {

/// A shortcut by the character it writes, on whichever key and with whichever modifier a layout has it: "[" and "]", which some
/// write only with AltGr, and "<" and ">" for the same. ImGuiKey_None for all others.
ImGuiKey key_written(std::string_view key);

/// From KeyboardEvent.key and .code. Letters go by what they write (shortcuts follow the visitor's layout), everything else by
/// its place. ImGuiKey_None for keys the interface has no use for.
ImGuiKey key_from(std::string_view key, std::string_view code);

}  // namespace headscope::app
