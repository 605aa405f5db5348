// What stands below a parameter's control: sentences, fields and pictures that are no parameters themselves.
#pragma once

#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// The group of the weights: whether they are random, edited or built by hand.
void weights_badge(Context& c);
/// tokens_by: a field per sentence.
void sentence_fields(Context& c);
/// embedding: which tokens have no vector of their own.
void unknown_words(Context& c);
/// key_padding: a number per batch item.
void valid_lengths(Context& c);
/// custom_mask: its picture; and what masks mean here.
void mask_painting(Context& c, PictureNumbers& numbers);
/// The group of masks: whose defaults the document has, others', and comparing with them.
void library_profiles(Context& c);
/// The group of kinds of heads: what the choice costs, beside standard heads.
void head_costs(Context& c);
/// positions: the matrix P where they are one's own.
/// What the scores of the chosen scoring are made with, and the sinks' logits.
void scoring_matrix(Context& c, PictureNumbers& numbers);
void sink_logits(Context& c, PictureNumbers& numbers);
void own_positions(Context& c, PictureNumbers& numbers);
/// layers: why there can be but one, where that is so.
void layers_note(Context& c);
/// norm: gain and bias of the shown layer.
void norm_parameters(Context& c, PictureNumbers& numbers);
/// A matrix over the width of the rail.
void rail_picture(Context& c, PictureNumbers& numbers, lab::TensorId matrix);
/// Below the weights: a field for each space whose dimensions may have names, on request.
void dimension_names(Context& c);
/// weight_seed: the next one.
void dice(Context& c);

}  // namespace headscope::ui
