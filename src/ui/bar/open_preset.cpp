// Which preset is open, though the document knows nothing of presets.
#include "ui/bar/open_preset.hpp"

#include "lab/link/presets.hpp"
#include "ui/base/pins.hpp"
#include "ui/text/symbols.hpp"

namespace headscope::ui {
namespace {

bool is_document_of(const Context& c, int index, const lab::Document& doc, PresetDocuments& known) {
    const auto at = static_cast<size_t>(index);
    known.made.resize(lab::presets().size());
    known.refused.resize(lab::presets().size());
    if (!known.made[at]) {
        if (known.refused[at] && !c.app.vectors) return false;
        auto made = lab::apply(doc, lab::edit_of(lab::presets()[at]), c.app.vectors);
        known.refused[at] = !made;
        if (!made) return false;
        known.made[at] = std::move(made.value());
    }
    return *known.made[at] == doc;
}

std::string sentence(const Context& c) {
    constexpr size_t kMost = 160;
    std::string text;
    for (const std::string& token : c.document.items[static_cast<size_t>(c.view.item)].query.tokens) {
        if (!text.empty()) text += ' ';
        text += token;
        if (text.size() > kMost) break;
    }
    return text;
}

}  // namespace

void follow_preset(Context& c, PresetDocuments& known) {
    // What is chosen and not there yet is not open.
    if (c.app.revision == known.revision && c.app.waiting == known.waiting) return;
    known.revision = c.app.revision;
    known.waiting = c.app.waiting;
    View& view = c.view;
    const int count = static_cast<int>(lab::presets().size());
    const auto find = [&](const lab::Document& doc) {
        if (view.preset >= 0 && is_document_of(c, view.preset, doc, known)) return view.preset;  // of equal ones the chosen
        for (int i = 0; i < count; ++i)
            if (is_document_of(c, i, doc, known)) return i;
        return -1;
    };
    const int open = find(c.document);
    // An undo may reach what was made of another preset: the start goes along.
    view.preset = open >= 0 || c.app.start == nullptr ? open : find(*c.app.start);
    view.preset_edited = open < 0 && view.preset >= 0;
}

std::string open_name(const Context& c) {
    if (c.view.preset < 0) return sentence(c);
    std::string name = in_symbols(c.view, c.text(lab::presets()[static_cast<size_t>(c.view.preset)].title));
    if (c.view.preset_edited) name.append(" \u00b7 ").append(c.text(lab::Str::bar_edited));
    return name;
}

void open_preset(Context& c, int index) {
    c.edit(lab::edit_of(lab::presets()[static_cast<size_t>(index)]));
    c.view.preset = index;
    c.view.question = true;
    unpin_all(c.view);
}

}  // namespace headscope::ui
