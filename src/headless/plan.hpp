// One prepared attention: parameters packed, memory kept, ready to run any number of times on the same shapes.
#pragma once

#include "core/attention/multi_head.hpp"
#include "headless/call.hpp"

namespace headscope::headless {

/// Reads its inputs from and writes its stages to the memory the call named, which JavaScript owns and keeps in place.
class Plan {
public:
    /// Attention on heads that are given: packs keys and values anew in each run.
    core::Status prepare_attention(const Call& call);
    /// Multi-head attention: packs the parameters once, here.
    core::Status prepare_multi_head(const Call& call);
    core::Status run(core::TileKernel tile);

private:
    core::Status pack_parameters(const Call& call);

    bool multi_head_ = false;
    core::MultiHead problem_;
    core::MultiHeadWeights parameters_;
    core::Buffer biases_[4];
    core::MultiHeadStages stages_;
    core::MultiHeadMemory memory_;
};

}  // namespace headscope::headless
