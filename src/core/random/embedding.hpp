// A token's vector from its text, so that the same word always has the same vector.
#pragma once

#include <cstdint>
#include <string_view>

namespace headscope::core {

/// Hash of (seed, UTF-8 bytes): the seed of this token's own stream. Compute once per token, then call embedding_element.
std::uint64_t embedding_seed(std::uint64_t seed, std::string_view text);
/// Element `dim` of the embedding: standard normal; depends only on (seed, text, dim), not on d_model.
float embedding_element(std::uint64_t token_seed, std::int32_t dim);

}  // namespace headscope::core
