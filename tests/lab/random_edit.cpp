// What the random edits are made of.
#include "random_edit.hpp"

#include <limits>

#include "lab/text/tokens.hpp"
#include "words/word_file.hpp"

namespace headscope::lab::testing {
namespace {

const float kMinusInfinity = -std::numeric_limits<float>::infinity();

TensorId random_matrix(Dice& dice) { return static_cast<TensorId>(dice.below(static_cast<int>(matrices().size()))); }

float random_value(Dice& dice, TensorId id) {
    if (id == TensorId::mask_allow) return static_cast<float>(dice.below(2));
    if (id == TensorId::mask_bias && dice.chance(40)) return kMinusInfinity;
    if (dice.chance(5)) return -0.0f;
    if (dice.chance(3)) return 1e-41f;
    if (dice.chance(3)) return 30000.0f;
    return dice.real();
}

std::string random_text(Dice& dice, TokensBy by) {
    constexpr const char* kWords[] = {"I", "gave", "my", "dog", "Charlie", "some", "food", "狗", "食物", "é", "👍🏽", "a"};
    std::string text;
    const int count = dice.between(1, 6);
    for (int i = 0; i < count; ++i) {
        if (i > 0) text += by == TokensBy::lines ? "\n" : " ";
        text += kWords[dice.below(static_cast<int>(std::size(kWords)))];
    }
    return text;
}

double random_param(Dice& dice, Param p) {
    switch (p) {
        case Param::batch: return dice.between(1, 3);
        case Param::num_heads: return dice.between(1, 8);
        case Param::layers: return dice.between(1, 3);
        case Param::d_model: return dice.between(1, 24);
        case Param::head_dim: return dice.between(1, 6);
        case Param::head_kind: return dice.chance(40) ? 0 : dice.between(1, 2);
        case Param::kv_heads: return dice.between(1, 4);
        case Param::value_dim: return dice.between(1, 6);
        case Param::d_memory:
        case Param::d_value_memory: return dice.between(1, 20);
        case Param::window_size:
        case Param::window_right: return dice.between(0, 4);
        case Param::scale_value: return dice.real();
        case Param::temperature: return dice.between(1, 40) / 10.0;
        case Param::softcap: return dice.chance(50) ? 0.0 : dice.between(1, 20) / 2.0;
        case Param::rope_base: return dice.chance(50) ? 10000.0 : dice.between(2, 100);
        case Param::dropout: return dice.chance(50) ? 0.0 : dice.below(9) / 10.0;
        case Param::dropout_seed:
        case Param::embedding_seed:
        case Param::weight_seed: return dice.below(3);
        default: return dice.between(0, static_cast<int>(info(p).max));
    }
}

}  // namespace

std::uint32_t Dice::next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::uint32_t>(state_ >> 33);
}

Edit random_edit_of_kind(int kind, Dice& dice, const Document& doc) {
    const TensorId id = random_matrix(dice);
    const int item = dice.below(doc.batch());
    const int owner = info(id).per_item ? item : dice.below(doc.owners(id));
    const Matrix& m = doc.matrix(id, owner);
    const int row = dice.below(m.rows()), col = dice.below(m.cols());
    const int rows = dice.between(1, m.rows() - row), cols = dice.between(1, m.cols() - col);
    switch (kind) {
        case 0: {
            if (dice.chance(5)) {  // what matters in another's company alone
                const bool masks = dice.chance(50);
                Edit edit(SetParam{masks ? Param::custom_mask : Param::cross, 1});
                edit.add(SetParam{masks ? Param::mask_heads : Param::value_source, 1});
                return edit;
            }
            const auto p = static_cast<Param>(dice.below(kParamCount));
            return SetParam{p, random_param(dice, p)};
        }
        case 1: return SetCell{id, owner, row, col, random_value(dice, id)};
        case 2: {
            SetBlock block{id, owner, row, col, rows, cols, {}};
            for (int i = 0; i < rows * cols; ++i) block.values.push_back(random_value(dice, id));
            return block;
        }
        case 3: {
            const auto kind_of_fill = static_cast<FillKind>(dice.below(static_cast<int>(FillKind::seeded) + 1));
            const bool whole = dice.chance(40);
            return Fill{
                id,           owner,       whole ? 0 : row, whole ? 0 : col, whole ? m.rows() : rows, whole ? m.cols() : cols,
                kind_of_fill, dice.real(), dice.next()};
        }
        case 4:
            return SetText{dice.chance(50) ? SentenceId::query : SentenceId::memory, item,
                           random_text(dice, static_cast<TokensBy>(doc.integer(Param::tokens_by)))};
        case 5: return SetValidLength{item, dice.between(-1, doc.own_keys(item))};
        case 7: return Shuffle{dice.chance(60) ? SentenceId::query : SentenceId::memory, item, dice.next() % 5};
        case 6:
            return SetNames{spaces()[static_cast<size_t>(dice.below(kSpaceCount))].id,
                            dice.chance(20) ? "" : "is a verb, 谁,, place 3"};
        default: {
            const TensorId mask = dice.chance(50) ? TensorId::mask_allow : TensorId::mask_bias;
            Paint paint{mask, item, {}, random_value(dice, mask)};
            for (int i = dice.below(4); i >= 0; --i)
                paint.cells.emplace_back(dice.below(doc.matrix(mask, item).rows()), dice.below(doc.keys()));
            return paint;
        }
    }
}

Edit random_edit(std::uint32_t seed, const Document& doc) {
    Dice dice(seed);
    return random_edit_of_kind(dice.chance(35) ? 0 : dice.between(1, 8), dice, doc);
}

TensorSet random_stages(std::uint32_t seed) {
    Dice dice(seed);
    TensorSet stages;
    for (const TensorId id : {TensorId::scores, TensorId::scaled, TensorId::position_bias, TensorId::masked_scores,
                              TensorId::mean_weights, TensorId::qk_circuit, TensorId::ov_circuit, TensorId::rollout})
        if (dice.chance(50)) stages.insert(id);
    return stages;
}

Document random_document(std::uint32_t seed, int edits) {
    Document doc = initial_document();
    Dice dice(seed);
    for (int i = 0; i < edits; ++i)
        if (Result<Document> next = lab::apply(doc, random_edit(dice.next(), doc), &word_vectors()); next) doc = next.value();
    return doc;
}

}  // namespace headscope::lab::testing
