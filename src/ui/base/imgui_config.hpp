// Dear ImGui's compile-time configuration for this project; every file that includes imgui.h sees it.
#pragma once

// Code points beyond the basic plane: emoji and rare Chinese characters.
#define IMGUI_USE_WCHAR32
// One window may hold more than 65536 vertices (many numbers in many cells).
#define ImDrawIdx unsigned int
// A page starts no programs.
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// Vectors with + - * in every file alike (imgui.h and imgui_internal.h must agree).
#define IMGUI_DEFINE_MATH_OPERATORS
