// One sentence as a row of tokens: pills to point at, to pin and to walk along, or a text field in their place.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/picture/numbers.hpp"
#include "ui/sentence/field.hpp"
#include "ui/sentence/plan.hpp"

namespace headscope::ui {

struct TokenRow {
    SentenceName name;
    std::string_view key;  // "tokens" or "memory_tokens", of the group; a token's is "token.3" or "memory_token.3"
    std::string field_key;
    bool queries = false, keys = false;  // what its tokens are
    bool editable = false, lines = false;
    std::span<const std::string> tokens;  // of the sentence, and the padding behind it that may be attended to
    size_t own = 0;                       // of the sentence
    PillPlan pills;
    ImGuiID field = 0;
    float x = 0;    // of the row's beginning, on screen
    Region room{};  // on screen: as high as the tokens, as wide as they may be seen
    bool editing(const Context& c) const { return c.interaction.sentence.field == field; }
    float centre(int token) const { return x + pills.centre(token); }
};

/// The row in a room; the cursor's window is the one it will be drawn in.
TokenRow plan_row(Context& c, const PictureNumbers& numbers, lab::SentenceId which, const Region& room);
/// Draws the pills around the shown query, reports them, and does what the visitor asks of them.
void draw_pills(Context& c, TokenRow& row, int query);
/// The text field in the row's place; afterwards the plan tells where the words stand in it.
void draw_field(Context& c, TokenRow& row, const Region& all);
/// Makes the row a text field with the caret behind this token.
void begin_editing(Context& c, const TokenRow& row, int token);

/// The query that stays when the pointer leaves: the locked cell's, else the view's.
int pinned_query(const Context& c);
/// Makes it so; a locked cell goes along, at its column.
void pin_query(Context& c, int query);

}  // namespace headscope::ui
