// Ready-made documents, among them the worked examples of the articles the project brings to life.
#pragma once

#include <span>

#include "lab/document.hpp"
#include "lab/strings.hpp"

namespace headscope::lab {

struct Preset {
    std::string_view key;
    Str title;
    Document (*make)();
};
std::span<const Preset> presets();

}  // namespace headscope::lab
