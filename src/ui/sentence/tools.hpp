// The tools of the sentence: whose arcs are drawn, the pencil that makes it a text field, and what shuffles its tokens.
#pragma once

#include "ui/sentence/token_row.hpp"

namespace headscope::ui {

/// Whether there is a choice: of one head there is none.
bool arcs_choice_shows(const Context& c);
/// "this head | all heads".
void arcs_choice(Context& c, ImVec2 at);
float arcs_choice_width(const Context& c);
/// The same where there is less width: one switch, that ends at this corner; and how wide it is.
void arcs_switch(Context& c, ImVec2 upper_right, float height);
float arcs_switch_width(const Context& c);

/// The room behind the last token: the pencil, which opens the field with the caret at the end, and behind it what shuffles the tokens.
inline constexpr float kPencil = 34, kShuffler = 28, kRowTools = kPencil + kShuffler;
void pencil(Context& c, const TokenRow& row);
/// Each press draws another order: see lab::Shuffle.
void shuffler(Context& c, const TokenRow& row);

}  // namespace headscope::ui
