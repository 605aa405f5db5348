// What stands below a parameter's control: sentences, fields and pictures that are no parameters themselves.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// num_heads: the head counts that the width can be cut into.
void legal_heads(Context& c);
/// tokens_by: a field per sentence.
void sentence_fields(Context& c);
/// key_padding: a number per batch item.
void valid_lengths(Context& c);
/// custom_mask: painting cell by cell; and what masks mean here.
void mask_painting(Context& c, PictureNumbers& numbers);
/// weight_seed: the next one.
void dice(Context& c);

}  // namespace headscope::ui
