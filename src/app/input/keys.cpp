// The browser's keys as Dear ImGui's: see keys.hpp.
#include "app/input/keys.hpp"

namespace headscope::app {
namespace {

struct Named {
    std::string_view code;
    ImGuiKey key;
};

constexpr Named kNamed[] = {
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"Space", ImGuiKey_Space},
    {"Backspace", ImGuiKey_Backspace},
    {"Delete", ImGuiKey_Delete},
    {"Tab", ImGuiKey_Tab},
    {"Insert", ImGuiKey_Insert},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Minus", ImGuiKey_Minus},
    {"Equal", ImGuiKey_Equal},
    {"Period", ImGuiKey_Period},
    {"Comma", ImGuiKey_Comma},
    {"Slash", ImGuiKey_Slash},
    {"F2", ImGuiKey_F2},
    {"ContextMenu", ImGuiKey_Menu},
    {"F10", ImGuiKey_F10},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
};

/// Keys by what they write, wherever a layout has it.
constexpr Named kWritten[] = {
    {"[", ImGuiKey_LeftBracket},      {"]", ImGuiKey_RightBracket},      {"<", ImGuiKey_LeftBracket},
    {">", ImGuiKey_RightBracket},     {"\u3010", ImGuiKey_LeftBracket},  {"\u3011", ImGuiKey_RightBracket},
    {"\u300a", ImGuiKey_LeftBracket}, {"\u300b", ImGuiKey_RightBracket},
};

ImGuiKey offset(ImGuiKey first, char c, char from) { return static_cast<ImGuiKey>(first + (c - from)); }

}  // namespace

ImGuiKey key_written(std::string_view key) {
    for (const Named& named : kWritten)
        if (named.code == key) return named.key;
    return ImGuiKey_None;
}

ImGuiKey key_from(std::string_view key, std::string_view code) {
    if (key.size() == 1) {
        const char c = key[0];
        if (c >= 'a' && c <= 'z') return offset(ImGuiKey_A, c, 'a');
        if (c >= 'A' && c <= 'Z') return offset(ImGuiKey_A, c, 'A');
        if (c >= '0' && c <= '9') return offset(ImGuiKey_0, c, '0');
    }
    if (const ImGuiKey written = key_written(key); written != ImGuiKey_None) return written;
    for (const std::string_view name : {code, key}) {  // some phones name no place
        for (const Named& named : kNamed) {
            if (named.code == name) return named.key;
        }
    }
    // Layouts that write other letters: the key in that place.
    if (code.size() == 4 && code.starts_with("Key")) return offset(ImGuiKey_A, code[3], 'A');
    if (code.size() == 6 && code.starts_with("Digit")) return offset(ImGuiKey_0, code[5], '0');
    return ImGuiKey_None;
}

}  // namespace headscope::app
