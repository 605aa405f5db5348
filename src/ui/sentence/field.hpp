// The text field of a sentence: tokens, shapes and pictures follow while one types.
#pragma once

#include "ui/kit/kit.hpp"

namespace headscope::ui {

/// A sentence of the document, and what its field is called.
struct SentenceName {
    lab::SentenceId which = lab::SentenceId::query;
    int item = 0;
    std::string word;  // in the visitor's language
};
SentenceName sentence_name(const Context& c, lab::SentenceId which, int item);
const lab::Sentence& sentence_of(const Context& c, const SentenceName& name);

/// Asks for the edits itself: all that is typed is one step of undo, and Escape gives back the document as it was. A text that can be no
/// sentence of this document leaves the last good one, and why is in the typing's `refusal`.
Typed sentence_field(Context& c, std::string_view key, const SentenceName& name, const FieldForm& form = {});
/// Why the field's text is not taken; nullptr: it is, or nobody types into it.
const std::string* refusal_of(const Context& c, ImGuiID field);

}  // namespace headscope::ui
