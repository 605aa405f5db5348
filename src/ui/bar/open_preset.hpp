// Which preset is open, though the document knows nothing of presets.
#pragma once

#include <optional>
#include <vector>

#include "ui/base/context.hpp"

namespace headscope::ui {

/// The presets' documents, made when first compared with; those with vectors of words when these are here.
struct PresetDocuments {
    std::uint64_t revision = 0;  // of the document that was compared last
    bool waiting = false;
    std::vector<std::optional<lab::Document>> made;
    std::vector<bool> refused;  // without vectors of words
};

/// Sets the view's preset when the document has changed: the one whose document it is; the one it was made from, edited, when it is
/// nobody's; -1 when that was a link's.
void follow_preset(Context& c, PresetDocuments& known);
/// The open preset's name, "· edited" once it is changed; of a document that was no preset, its sentence.
std::string open_name(const Context& c);
/// Asks for a preset as a visitor chooses it: its document, its question, nothing selected.
void open_preset(Context& c, int index);

}  // namespace headscope::ui
