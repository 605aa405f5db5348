// A field per batch item for its sentence, a second one when keys come from elsewhere.
#include <algorithm>

#include "ui/rail/extras.hpp"
#include "ui/sentence/field.hpp"

namespace headscope::ui {

using lab::Param;
using lab::SentenceId;
using lab::Str;

namespace {

void sentence(Context& c, SentenceId which, int item) {
    const SentenceName name = sentence_name(c, which, item);
    const size_t count = sentence_of(c, name).tokens.size();
    const bool lines = static_cast<lab::TokensBy>(c.document.integer(Param::tokens_by)) == lab::TokensBy::lines;
    const std::string key = std::string(which == SentenceId::query ? "sentence." : "memory.") + std::to_string(item);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, size = c.theme.small;
    const std::string tokens =
        lab::format(count == 1 ? Str::sentence_token : Str::sentence_tokens, c.view.language, {std::to_string(count)});
    const ImVec2 room_for = text_size(tokens, size);
    std::string storage;
    draw_text(c, at, elided(name.word, width - room_for.x - 12, size, Face::regular, storage), c.theme.quiet, size);
    draw_text(c, ImVec2(at.x + width - room_for.x, at.y), tokens, c.theme.quiet, size);
    ImGui::Dummy(ImVec2(width, room_for.y));
    sentence_field(c, key, name, {.multiline = lines});
    if (const std::string* refusal = refusal_of(c, text_field_id(key))) label(c, *refusal, c.theme.error, size);
}

}  // namespace

void sentence_fields(Context& c) {
    const int items = c.document.batch();
    for (int item = 0; item < items; ++item) {
        if (!c.view.hides("text")) sentence(c, SentenceId::query, item);
        if (c.document.cross() && !c.view.hides("memory_text")) sentence(c, SentenceId::memory, item);
    }
}

void unknown_words(Context& c) {
    constexpr size_t kMost = 12;
    std::vector<std::string> unknown;
    for (const lab::Item& item : c.document.items)
        for (const SentenceId which : {SentenceId::query, SentenceId::memory}) {
            const lab::Sentence& sentence = item.sentence(which);
            if (which == SentenceId::memory && !c.document.cross()) continue;
            for (size_t i = 0; i < sentence.words.size(); ++i)
                if (sentence.words[i].empty() && std::ranges::find(unknown, sentence.tokens[i]) == unknown.end())
                    unknown.push_back(sentence.tokens[i]);
        }
    if (unknown.empty()) return;
    std::string list;
    for (size_t i = 0; i < unknown.size() && i < kMost; ++i) list.append(i > 0 ? ", " : "").append(unknown[i]);
    if (unknown.size() > kMost) list.append(" \u2026");
    small_print(c, lab::format(Str::words_unknown, c.view.language, {list}));
}

}  // namespace headscope::ui
