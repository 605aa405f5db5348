// Scores to context in one call of the core, per head from the first operation that was reached.
#include "lab/program/operations/attention.hpp"

#include "core/attention/scalar.hpp"
#include "lab/program/cost.hpp"

namespace headscope::lab {
namespace {

/// The results of the fused operations, in order; each reach holds the one before.
struct Fused {
    TensorId result;
    core::Tensor core::AttentionStages::*stage;
    int last;  // the last of kFirst whose reach asks for it
};
constexpr Fused kFused[] = {{TensorId::scores, &core::AttentionStages::scores, 0},
                            {TensorId::scaled, &core::AttentionStages::scaled, 1},
                            {TensorId::masked_scores, &core::AttentionStages::masked_scores, 2},
                            {TensorId::weights, &core::AttentionStages::weights, 3},
                            {TensorId::dropped_weights, &core::AttentionStages::dropped_weights, 4},
                            {TensorId::context, &core::AttentionStages::context, 5}};
/// Where a call may begin.
constexpr TensorId kFirst[] = {TensorId::scores,  TensorId::scaled,          TensorId::masked_scores,
                               TensorId::weights, TensorId::dropped_weights, TensorId::context};
constexpr int kFirstCount = static_cast<int>(std::size(kFirst));

Range heads_of(const Reach& reached, int of_head) {
    if (reached.columns.size() <= 0) return {};
    return {reached.columns.begin / of_head, (reached.columns.end - 1) / of_head + 1};
}

/// Keys and values in the layout of the kernels.
bool pack_heads(Pass& pass) {
    const Sizes& sizes = pass.sizes();
    core::PackedHeads& heads = pass.packed.heads;
    const core::KeysValues source{pass.tensor(TensorId::rotated_key), pass.tensor(TensorId::value), {}, {}};
    if (pass.difference.heads()) return pass.run(heads.pack(source));
    const Reach keys = pass.reach_of(TensorId::rotated_key), values = pass.reach(TensorId::value);
    const Range all_items{0, sizes.batch}, all_heads{0, sizes.kv_heads}, all_keys{0, sizes.keys};
    for (int item = 0; item < sizes.batch; ++item) {
        const auto index = static_cast<size_t>(item);
        const Range own{item, item + 1}, key_rows = keys.rows[index], value_rows = values.rows[index];
        if (key_rows.size() > 0 && !pass.run(heads.repack_keys(source, own, all_heads, key_rows))) return false;
        if (value_rows.size() > 0 && !pass.run(heads.repack_values(source, own, all_heads, value_rows))) return false;
    }
    const Range of_keys = heads_of(keys, sizes.head_dim()), of_values = heads_of(values, sizes.value_dim());
    if (of_keys.size() > 0 && !pass.run(heads.repack_keys(source, all_items, of_keys, all_keys))) return false;
    return of_values.size() <= 0 || pass.run(heads.repack_values(source, all_items, of_values, all_keys));
}

/// Which keys each query may attend to.
void hide(Pass& pass) {
    TraceMemory& trace = pass.trace;
    const Sizes& sizes = pass.sizes();
    for (int item = 0; item < sizes.batch; ++item) {
        const Range rows = pass.masks.rows[static_cast<size_t>(item)];
        for (int head = 0; head < sizes.mask_heads; ++head)
            for (int r = rows.begin; r < rows.end; ++r)
                trace.empty_rows(item, head)[r] =
                    visible_row(pass.doc, pass.rule, item, head, r,
                                trace.visible_bytes(item, head) + static_cast<std::ptrdiff_t>(r) * sizes.keys)
                        ? 0
                        : 1;
        if (rows.size() <= 0) continue;
        trace.touch_visible(item);
        trace.count_pairs(item, visible_pairs(pass.rule.mask, item, {0, sizes.queries}, sizes.keys));
    }
}

bool attend(Pass& pass, int item, Range heads, Range queries, const core::AttentionStages& stages) {
    TraceMemory& trace = pass.trace;
    const Sizes& sizes = pass.sizes();
    core::Attention attention = attention_of(pass.doc, pass.rule, item, pass.layer, trace.visible_bytes(item));
    attention.query = pass.tensor(TensorId::bilinear_query);
    attention.heads = &pass.packed.heads;
    if (!pass.run(core::attend(attention, {{item, item + 1}, heads, queries}, stages, pass.workspace))) return false;
    // Shown scores are those of hidden keys, too; otherwise nobody needs these.
    const bool hidden_too = stages.scores || stages.scaled;
    const double visible = visible_pairs(pass.rule.mask, item, queries, sizes.keys);
    const double scores = hidden_too ? static_cast<double>(queries.size()) * sizes.keys : visible;
    trace.count_square(heads.size() * (sizes.head_dim() * scores + (stages.context ? sizes.value_dim() * visible : 0.0)));
    for (const Fused& fused : kFused)
        if (stages.*fused.stage) pass.touch(fused.result, item, heads);
    return true;
}

/// What is to be written when the first operation with something to do is that one.
core::AttentionStages stages_from(Pass& pass, int first) {
    core::AttentionStages stages;
    for (const Fused& fused : kFused)
        if (first <= fused.last && is_own(info(fused.result), pass.sizes())) stages.*fused.stage = pass.tensor(fused.result);
    return stages;
}

/// The heads and rows that this operation reaches and the one before did not, neighbouring heads in one call.
bool attend_from(Pass& pass, int first, int item) {
    const Sizes& sizes = pass.sizes();
    const auto rows_at = [&](int which, int head) { return pass.reach_of(kFirst[which]).rows_of(item, head, sizes.queries); };
    const auto todo = [&](int head) {
        const Range rows = rows_at(first, head);
        return first > 0 && holds(rows_at(first - 1, head), rows) ? Range{} : rows;
    };
    for (int head = 0; head < sizes.heads;) {
        const Range rows = todo(head);
        Range heads{head, head + 1};
        while (heads.end < sizes.heads && todo(heads.end) == rows) ++heads.end;
        if (rows.size() > 0 && !attend(pass, item, heads, rows, stages_from(pass, first))) return false;
        head = heads.end;
    }
    return true;
}

}  // namespace

float scale_of(const Document& doc) {
    float scale = 1.0f;
    const auto mode = static_cast<ScaleMode>(doc.integer(Param::scale_mode));
    const bool additive = doc.scoring() == Scoring::additive;
    if (mode == ScaleMode::sqrt_head_dim || (mode == ScaleMode::automatic && !additive))
        scale = core::default_scale(doc.integer(Param::head_dim));
    if (mode == ScaleMode::value) scale = static_cast<float>(doc.real(Param::scale_value));
    return static_cast<float>(static_cast<double>(scale) / doc.real(Param::temperature));
}

core::Attention attention_of(const Document& doc, const MaskRule& rule, int item, int layer, const std::uint8_t* visible) {
    core::Attention attention;
    attention.mask = rule.mask;
    attention.scale = scale_of(doc);
    attention.softcap = static_cast<float>(doc.real(Param::softcap));
    const int heads = doc.integer(Param::num_heads);
    if (doc.scoring() == Scoring::additive)
        attention.scoring = {
            core::ScoringKind::additive,
            {},
            core::dense_view(doc.matrix(TensorId::v_a, layer).data(), 1, heads, 1, doc.integer(Param::head_dim))};
    if (doc.on(Param::sink)) attention.sinks = core::dense_view(doc.matrix(TensorId::sinks, layer).data(), 1, heads, 1, 1);
    attention.empty_rows = static_cast<core::EmptyRows>(doc.integer(Param::empty_rows));
    attention.alibi.on = doc.positions() == Positions::alibi;
    if (doc.drops())
        attention.dropout = {static_cast<float>(doc.real(Param::dropout)),
                             static_cast<std::uint64_t>(doc.real(Param::dropout_seed))};
    const TensorId painted = painted_mask(doc);
    const CustomMask kind = choice_of(painted);
    // Stride 0 over the batch: the call is about this item alone; and over heads that share a mask.
    const std::ptrdiff_t of_head = std::ptrdiff_t{doc.mask_row(1, 0)} * doc.keys();
    if (kind == CustomMask::boolean) attention.mask.allowed = {visible, {0, of_head, doc.keys(), 1}};
    if (kind == CustomMask::bias) attention.mask.attn_bias = {doc.matrix(painted, item).data(), {0, of_head, doc.keys(), 1}};
    return attention;
}

bool run_attention(const Operation&, Pass& pass) {
    const Sizes& sizes = pass.sizes();
    if (pass.layer == 0) hide(pass);  // the same in every layer
    if (!pack_heads(pass)) return false;
    core::AttentionStages requested;
    bool asked = false;
    for (const Fused& fused : kFused)
        if (pass.fresh.contains(fused.result)) asked = true, requested.*fused.stage = pass.tensor(fused.result);
    for (int item = 0; item < sizes.batch; ++item) {
        for (int first = 0; first < kFirstCount; ++first)
            if (!attend_from(pass, first, item)) return false;
        // A pass from the scores over all rows has written them already.
        const Reach& scores = pass.reach(TensorId::scores);
        const bool complete =
            scores.heads == all_heads(sizes.heads) || scores.rows[static_cast<size_t>(item)] == Range{0, sizes.queries};
        if (asked && !complete && !attend(pass, item, {0, sizes.heads}, {0, sizes.queries}, requested)) return false;
    }
    return true;
}

double attention_piece(const Operation&, Comparison& c, Piece& piece) {
    const Sizes& sizes = c.sizes();
    const auto heads = [&](TensorId id) {
        const TensorInfo& row = info(id);
        return core::split_heads<const float>(c.numbers(piece, id).data(), sizes.batch, sizes.of(row.rows), sizes.heads_of(row),
                                              sizes.of(row.cols));
    };
    const core::KeysValues source{heads(TensorId::rotated_key), heads(TensorId::value), {}, {}};
    core::Attention problem = attention_of(c.document(), c.rule(), piece.item, piece.layer, c.visible(piece.item));
    problem.query = heads(TensorId::bilinear_query);
    problem.heads = &c.packed_heads();
    core::AttentionStages stages;
    stages.weights =
        core::dense_view(c.numbers(piece, TensorId::weights).data(), sizes.batch, sizes.heads, sizes.queries, sizes.keys);
    if (c.document().drops())
        stages.dropped_weights = core::dense_view(c.numbers(piece, TensorId::dropped_weights).data(), sizes.batch, sizes.heads,
                                                  sizes.queries, sizes.keys);
    stages.context = core::split_heads(c.numbers(piece, TensorId::context).data(), sizes.batch, sizes.queries, sizes.heads,
                                       sizes.value_dim());
    core::Region region{{piece.item, piece.item + 1}, {0, sizes.heads}, {0, sizes.queries}};
    const double of_pair = sizes.head_dim() + sizes.value_dim();
    if (piece.way == Way::scalar) {
        const bool additive = problem.scoring.kind == core::ScoringKind::additive;  // a tanh takes as long as several products
        const int rows =
            rows_of_piece((of_pair + (additive ? 14.0 * sizes.head_dim() : 0.0)) * sizes.keys, sizes.queries - piece.row);
        region.heads = {piece.head, piece.head + 1};
        region.queries = {piece.row, piece.row + rows};
        core::scalar::attend(problem, source, region, stages);
    } else {
        if (piece.item == 0) c.check(c.packed_heads().pack(source));
        if (c.ok()) c.check(core::attend(problem, region, stages, c.workspace()));
    }
    piece.row = region.queries.end;
    if (piece.row == sizes.queries) piece.row = 0, piece.head = region.heads.end;
    if (piece.head == sizes.heads) piece.head = 0, ++piece.item;
    piece.ended = piece.item == sizes.batch;
    return of_pair * region.heads.size() * visible_pairs(c.rule().mask, region.batch.begin, region.queries, sizes.keys);
}

}  // namespace headscope::lab
