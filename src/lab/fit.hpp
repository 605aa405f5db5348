// Brings the matrices of a document to the shapes, seeds and sentences it has been given.
#pragma once

#include "lab/document.hpp"
#include "lab/result.hpp"

namespace headscope::lab {

/// `next` is a copy of `old` whose params, number of items and sentences (with tokens) were changed. Gives every matrix of
/// `next` its new shape: what still is what the seeds gave becomes what the new seeds give; edited numbers stay where the
/// new shape has their place, and follow their tokens. New weight_init or weight_seed draw all weights again.
void fit(const Document& old, Document& next);

/// Bytes of the trace of a document when `square_stages` of [B, m, S_q, S_k] are kept (1: the weights alone).
double trace_bytes(const Document& doc, int square_stages);
/// Error when that is above the limit.
Result<bool> check_memory(const Document& doc, int square_stages);

}  // namespace headscope::lab
