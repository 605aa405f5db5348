// Attention forward: checks, scratch, and the walk over blocks.
#include "core/attention/attention.hpp"

#include <algorithm>
#include <cmath>

#include "core/attention/attend_block.hpp"
#include "core/random/random.hpp"

namespace headscope::core {

float default_scale(std::int32_t head_dim, ScoringKind scoring) {
    if (scoring == ScoringKind::additive) return 1.0f;
    return head_dim > 0 ? static_cast<float>(1.0 / std::sqrt(static_cast<double>(head_dim))) : 1.0f;
}

bool is_dropped(const Dropout& dropout, std::uint64_t weight_index) {
    constexpr std::uint32_t kStream = 0x64726f70;  // "drop"
    return random_uniform(dropout.seed, kStream, weight_index) < dropout.probability;
}

Region whole_region(const Attention& attention) {
    const auto& dims = attention.query.dims;
    return {{0, dims[0]}, {0, dims[1]}, {0, dims[2]}};
}

Status attend(const Attention& attention, const Region& region, const AttentionStages& stages, Workspace& workspace) {
    if (const Status status = check_attention(attention, region, stages); !status.ok()) return status;
    BlockScratch scratch;
    if (const Status status = workspace.scratch.resize(carve_scratch(attention, nullptr, scratch)); !status.ok())
        return fail(status.code, "workspace", status.got, status.expected);
    carve_scratch(attention, workspace.scratch.data(), scratch);

    // K^T and V of one head stay in cache while all its query blocks pass.
    for (std::int32_t batch = region.batch.begin; batch < region.batch.end; ++batch)
        for (std::int32_t head = region.heads.begin; head < region.heads.end; ++head)
            for (std::int32_t query = region.queries.begin; query < region.queries.end; query += kQueryBlock)
                attend_block(attention, batch, head, {query, std::min(query + kQueryBlock, region.queries.end)}, stages,
                             scratch, workspace.tile);
    return success();
}

}  // namespace headscope::core
