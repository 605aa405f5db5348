// What the seeds give: the numbers of a matrix before anyone edits it.
#pragma once

#include <string>
#include <vector>

#include "lab/model/document.hpp"
#include "lab/text/word_vectors.hpp"

namespace headscope::lab {

/// What a part of a matrix can be filled with. The random kinds are the core's initialisers; `seeded` is what the document's own
/// seed and initialiser (or the token's text) give.
enum class FillKind { zero, one, identity, scale, gaussian, uniform, xavier, kaiming, orthogonal, seeded };
inline constexpr std::string_view kFillKeys[] = {"zero",    "one",    "identity", "scale",      "gaussian",
                                                 "uniform", "xavier", "kaiming",  "orthogonal", "seeded"};
constexpr bool is_random(FillKind kind) { return kind >= FillKind::gaussian && kind <= FillKind::orthogonal; }

/// The width that a weight, or the weight of a bias, multiplies: with shape and seed it decides the seeded numbers.
int fan_in(const Document& doc, TensorId id);

/// The parameter matrix that weight_init and weight_seed of `doc` give, in the shape `doc` demands. Whatever the initialiser, biases
/// are uniform in ±1/sqrt(fan in) as in nn.Linear, and positions in ±1, as far as the sinusoids reach; a longer sentence adds rows. A
/// head's W_a is N(0, 1/h), so that scores are as large as dot products; v_a is uniform in ±1; sinks are 0. Norms begin with what their
/// row says. `layer` where there is one of each.
Matrix seeded_weight(const Document& doc, TensorId id, int layer);

/// Fills the matrix, which has the shape that `doc` demands, by a random kind; false when memory ran out. Gaussian and uniform of a weight
/// are scaled by 1/sqrt(fan in), so that projections of unit vectors have unit size; of anything else they are N(0, 1) and U[-1, 1).
/// Blocks of narrow heads are drawn one by one, and 0 is around them.
bool fill_random(const Document& doc, TensorId id, Matrix& matrix, FillKind kind, float gain, unsigned seed, int layer);

/// Writes dims [first, last) of the vector that `token` has under this seed.
void embed(double seed, const std::string& token, int first, int last, float* row);

/// Whose vector each token takes; none for a document without vectors of words.
std::vector<std::string> words_of(const Document& doc, const WordVectors* vectors, const std::vector<std::string>& tokens);

}  // namespace headscope::lab
