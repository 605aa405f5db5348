// Edits that several tests make, in one word each.
#pragma once

#include "lab/edit/edit.hpp"
#include "lab/link/link.hpp"
#include "words/word_file.hpp"

namespace headscope::lab {

/// What a link's text makes of a document, or of the first one.
inline Document with(const Document& doc, const char* text) {
    return apply(doc, read_edit(text).value(), &testing::word_vectors()).value();
}
inline Document with(const char* text) { return with(initial_document(), text); }

/// The end of a gesture.
inline Edit let_go() {
    Edit edit;
    edit.gesture = Edit::Gesture::ended;
    return edit;
}

}  // namespace headscope::lab
