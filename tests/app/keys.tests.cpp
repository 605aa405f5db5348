// The browser's keys.
#include "app/input/keys.hpp"

#include <catch2/catch_test_macros.hpp>

namespace headscope::app {

TEST_CASE("letters go by what they write, other keys by their place") {
    CHECK(key_from("z", "KeyW") == ImGuiKey_Z);  // a French keyboard
    CHECK(key_from("Z", "KeyZ") == ImGuiKey_Z);
    CHECK(key_from("я", "KeyZ") == ImGuiKey_Z);
    CHECK(key_from("7", "Numpad7") == ImGuiKey_7);
    CHECK(key_from("&", "Digit1") == ImGuiKey_1);
    CHECK(key_from("ArrowLeft", "ArrowLeft") == ImGuiKey_LeftArrow);
    CHECK(key_from("Enter", "NumpadEnter") == ImGuiKey_KeypadEnter);
    CHECK(key_from(" ", "Space") == ImGuiKey_Space);
    CHECK(key_from("Backspace", "") == ImGuiKey_Backspace);
    CHECK(key_from("[", "BracketLeft") == ImGuiKey_LeftBracket);
    CHECK(key_from("[", "Digit8") == ImGuiKey_LeftBracket);  // a German keyboard, with AltGr
    CHECK(key_from("\u00fc", "BracketLeft") == ImGuiKey_None);
    CHECK(key_from("<", "IntlBackslash") == ImGuiKey_LeftBracket);
    CHECK(key_from(">", "Period") == ImGuiKey_RightBracket);
    CHECK(key_from("\u3011", "BracketRight") == ImGuiKey_RightBracket);  // Chinese punctuation
    CHECK(key_from("Unidentified", "") == ImGuiKey_None);
    CHECK(key_from("AudioVolumeUp", "AudioVolumeUp") == ImGuiKey_None);
}

}  // namespace headscope::app
