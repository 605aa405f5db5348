// Brings the matrices of a document to the shapes, seeds and sentences it has been given.
#pragma once

#include "lab/model/document.hpp"
#include "lab/model/sizes.hpp"
#include "lab/text/word_vectors.hpp"
#include "lab/words/result.hpp"

namespace headscope::lab {

/// `next` is a copy of `old` whose params, number of items and sentences (with tokens) were changed. Gives every matrix of
/// `next` its new shape: what still is what the seeds gave becomes what the new seeds give; edited numbers stay where the
/// new shape has their place, and follow their tokens. New weight_init or weight_seed draw all weights again.
/// `vectors` must be there when `next` has vectors of words.
void reshape(const Document& old, Document& next, const WordVectors* vectors = nullptr);

/// Error when the trace of a document, with these stages kept beside those that always are, takes more memory than the limit.
Result<bool> check_memory(const Document& doc, TensorSet wanted);

}  // namespace headscope::lab
