// A token's vector from its text.
#include "core/random/embedding.hpp"

#include "core/random/random.hpp"

namespace headscope::core {
namespace {
constexpr std::uint32_t kEmbeddingStream = 0x656d6264;  // "embd"
}

std::uint64_t embedding_seed(std::uint64_t seed, std::string_view text) {
    // FNV-1a over the bytes, then one Philox block, so that similar words have unrelated seeds.
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
    const auto word = [](std::uint64_t x, int shift) { return static_cast<std::uint32_t>(x >> shift); };
    const auto mixed =
        philox({word(hash, 0), word(hash, 32), word(text.size(), 0), kEmbeddingStream}, {word(seed, 0), word(seed, 32)});
    return (std::uint64_t{mixed[0]} << 32) | mixed[1];
}

float embedding_element(std::uint64_t token_seed, std::int32_t dim) {
    return random_normal(token_seed, kEmbeddingStream, static_cast<std::uint64_t>(static_cast<std::uint32_t>(dim)));
}

}  // namespace headscope::core
