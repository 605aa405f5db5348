// What computes, how fast it is, and the comparison with scalar code.
#pragma once

#include <string>

#include "ui/base/context.hpp"

namespace headscope::ui {

/// "How fast is this?" with the speed as a button at a point, which opens the details; returns its width, 0 when it is hidden.
float engine_button(Context& c, ImVec2 at, float height);
/// How long the last evaluation took: "3.4 ms".
std::string evaluation_time(const Context& c);
/// What computes and how fast, and the comparison with scalar code, over the available width.
void engine_details(Context& c);

}  // namespace headscope::ui
