// A decoder of a document's: token by token from the core's own calls, one row each, with a cache of keys and values per layer.
#pragma once

#include <vector>

#include "lab/model/document.hpp"
#include "lab/model/masks.hpp"

namespace headscope::lab::testing {

/// Rows of [heads, tokens, columns] as they come, a token at a time.
struct CacheOfLayer {
    std::vector<std::vector<float>> key, value;  // by head of keys and values
};

/// What one step makes in one layer.
struct DecodedRow {
    std::vector<std::vector<float>> weights, context;  // by head
    std::vector<float> output, result;                 // Y, and what is handed on
};

/// Decodes one item of a document. Each step knows its token, the parameters and the cache; nothing of later tokens.
class Decoder {
public:
    Decoder(const Document& doc, int item) : doc_(doc), rule_(doc), item_(item), cache_(doc.layers.size()) {}
    /// The next token through all layers.
    std::vector<DecodedRow> step();

private:
    std::vector<float> projected(const std::vector<float>& x, TensorId weight, int layer) const;
    DecodedRow layer_step(const std::vector<float>& x, int layer);

    const Document& doc_;
    const MaskRule rule_;
    int item_, token_ = 0;
    std::vector<CacheOfLayer> cache_;
};

}  // namespace headscope::lab::testing
