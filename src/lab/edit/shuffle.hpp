// The tokens of a sentence in another order.
#pragma once

#include "lab/edit/edit.hpp"

namespace headscope::lab {

/// Draws an order by the seed, another one than now where there is one, and moves the tokens with their vectors, edited ones too. Whatever
/// belongs to a place stays there: masks, valid lengths, positions. The text becomes the tokens in their new order. Of a settled
/// draft. Errors: no such batch item.
Result<bool> shuffle(Document& doc, const Shuffle& change);

/// order[i] = the token that comes to place i, drawn by this seed at this attempt (Fisher and Yates).
std::vector<int> shuffled_order(int count, std::uint32_t seed, int attempt);

}  // namespace headscope::lab
