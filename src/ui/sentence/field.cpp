// The text field of a sentence: see field.hpp.
#include "ui/sentence/field.hpp"

#include <utility>

namespace headscope::ui {

using lab::SentenceId;
using lab::Str;

SentenceName sentence_name(const Context& c, SentenceId which, int item) {
    const bool several = c.document.batch() > 1;
    const Str title = which == SentenceId::query ? (several ? Str::sentence_numbered : Str::sentence_label)
                                                 : (several ? Str::sentence_memory_numbered : Str::sentence_memory);
    return {which, item, lab::format(title, c.view.language, {std::to_string(item + 1)})};
}

const lab::Sentence& sentence_of(const Context& c, const SentenceName& name) {
    return c.document.items[static_cast<size_t>(name.item)].sentence(name.which);
}

Typed sentence_field(Context& c, std::string_view key, const SentenceName& name, const FieldForm& form) {
    const std::string& now = sentence_of(c, name).text;
    std::string text = now;
    const Typed typed = text_field(c, key, name.word, &text, form);
    if (typed == Typed::nothing) return typed;
    lab::Edit wish(lab::SetText{name.which, name.item, text});
    wish.gesture = lab::Edit::Gesture::replacing;
    std::string refusal;
    if (text != now) {
        const auto possible = lab::apply(c.document, wish, c.app.vectors);  // asked first, so that it is said beside the field
        if (possible) c.edit(std::move(wish));
        else refusal = lab::text_of(possible.error(), c.view.language);
    }
    if (typed == Typed::changed) {
        if (std::exchange(c.interaction.typing.refusal, refusal) != refusal) again(c);
    } else {
        c.end_gesture();
        if (!refusal.empty()) c.refusals.push_back({{std::string(key)}, std::move(refusal)});
    }
    return typed;
}

const std::string* refusal_of(const Context& c, ImGuiID field) {
    const Typing& typing = c.interaction.typing;
    return typing.owner == field && !typing.refusal.empty() ? &typing.refusal : nullptr;
}

}  // namespace headscope::ui
