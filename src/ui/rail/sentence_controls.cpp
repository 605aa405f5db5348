// A field per batch item for its sentence, a second one when keys come from elsewhere.
#include "ui/kit/kit.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::Param;
using lab::SentenceId;
using lab::Str;

namespace {

void sentence(Context& c, SentenceId which, int item, int items) {
    const lab::Item& source = c.document.items[static_cast<size_t>(item)];
    const lab::Sentence& now = which == SentenceId::query ? source.query : source.memory;
    const bool lines = static_cast<lab::TokensBy>(c.document.integer(Param::tokens_by)) == lab::TokensBy::lines;
    const std::string number = std::to_string(item + 1), count = std::to_string(now.tokens.size());
    const std::string key = std::string(which == SentenceId::query ? "sentence." : "memory.") + std::to_string(item);
    const Str title = which == SentenceId::query ? (items > 1 ? Str::sentence_numbered : Str::sentence_label)
                                                 : (items > 1 ? Str::sentence_memory_numbered : Str::sentence_memory);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, size = c.theme.small;
    const std::string tokens =
        lab::format(now.tokens.size() == 1 ? Str::sentence_token : Str::sentence_tokens, c.view.language, {count});
    const std::string name = lab::format(title, c.view.language, {number});
    const ImVec2 room_for = text_size(tokens, size);
    std::string storage;
    draw_text(c, at, elided(name, width - room_for.x - 12, size, Face::regular, storage), c.theme.quiet, size);
    draw_text(c, ImVec2(at.x + width - room_for.x, at.y), tokens, c.theme.quiet, size);
    ImGui::Dummy(ImVec2(width, room_for.y));
    std::string text = now.text;
    if (text_field(c, key, name, &text, lines)) {
        c.edit(lab::SetText{which, item, text});
    }
}

}  // namespace

void sentence_fields(Context& c) {
    const int items = c.document.batch();
    for (int item = 0; item < items; ++item) {
        if (!c.view.hides("text")) sentence(c, SentenceId::query, item, items);
        if (c.document.cross() && !c.view.hides("memory_text")) sentence(c, SentenceId::memory, item, items);
    }
}

}  // namespace headscope::ui
