// Takes the place of Dear ImGui's tables and of its reading of settings files: the interface makes no table and keeps no such file, but
// every window asks for both. What is asked here finds nothing to do, and what would do it is left out of the program.
#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {

void EndTable() {}
void EndColumns() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableGcCompactSettings() {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui

/// What imgui.cpp calls for sscanf on the web (tools/cmake/dependencies.cmake): nothing is read.
extern "C" int headscope_no_scan(const char*, const char*, ...) { return 0; }
