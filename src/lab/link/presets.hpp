// Ready-made documents, among them the worked examples of the articles the project brings to life.
#pragma once

#include <span>

#include "lab/edit/edit.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

/// `text` is a delta on initial_document(), see link.hpp. One row of presets.def each.
struct Preset {
    std::string_view key;
    Str title, question;
    std::string_view text;
};
std::span<const Preset> presets();
/// What choosing a preset does: a whole document, as one edit.
Edit edit_of(const Preset& preset);

}  // namespace headscope::lab
