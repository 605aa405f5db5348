// The letters for the sizes, as the visitor wants them.
#pragma once

#include <string>
#include <string_view>

#include "ui/base/view.hpp"

namespace headscope::ui {

/// A text whose symbols are this project's (m, h, S), in the symbols of the view: "1/√h" becomes "1/√d_k", "[B, m, S, h]" becomes
/// "[B, n_heads, n, d_k]". Only letters that stand alone are symbols. Every symbol on screen comes through here.
std::string in_symbols(const View& view, std::string_view text);

}  // namespace headscope::ui
