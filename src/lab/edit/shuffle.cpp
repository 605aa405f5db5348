// Drawing an order, and moving what belongs to the tokens.
#include "lab/edit/shuffle.hpp"

#include <algorithm>
#include <numeric>

#include "core/random/random.hpp"
#include "lab/edit/draft.hpp"

namespace headscope::lab {
namespace {

constexpr std::uint32_t kStream = 0x73687566;  // "shuf"
/// Some orders are no other, and some texts would be cut into other tokens.
constexpr int kAttempts = 64;

std::string joined(const std::vector<std::string>& tokens, TokensBy by) {
    constexpr std::string_view kBetween[] = {" ", "", "\n"};
    std::string text;
    for (const std::string& token : tokens) {
        if (!text.empty()) text += kBetween[static_cast<size_t>(by)];
        text += token;
    }
    return text;
}

Matrix rows_in_order(const Matrix& matrix, const std::vector<int>& order) {
    Matrix moved(matrix.rows(), matrix.cols());
    const std::span<float> to = moved.edit();
    const auto cols = static_cast<size_t>(matrix.cols());
    for (size_t row = 0; row < order.size(); ++row)
        std::copy_n(matrix.data() + static_cast<size_t>(order[row]) * cols, cols, to.data() + row * cols);
    return moved;
}

}  // namespace

std::vector<int> shuffled_order(int count, std::uint32_t seed, int attempt) {
    std::vector<int> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    for (int i = count - 1; i > 0; --i) {
        const auto index = static_cast<std::uint64_t>(attempt) << 32 | static_cast<std::uint64_t>(i);
        const auto bits = std::uint64_t{core::random_bits(seed, kStream, index)};
        std::swap(order[static_cast<size_t>(i)], order[static_cast<size_t>(bits * static_cast<std::uint64_t>(i + 1) >> 32)]);
    }
    return order;
}

Result<bool> shuffle(Document& doc, const Shuffle& change) {
    if (const Result<bool> there = check_item(change.item, doc.batch()); !there) return there;
    Item& item = doc.items[static_cast<size_t>(change.item)];
    Sentence& sentence = item.sentence(change.which);
    const auto by = static_cast<TokensBy>(doc.integer(Param::tokens_by));
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const std::vector<int> order = shuffled_order(static_cast<int>(sentence.tokens.size()), change.seed, attempt);
        std::vector<std::string> tokens;
        for (const int from : order) tokens.push_back(sentence.tokens[static_cast<size_t>(from)]);
        if (tokens == sentence.tokens) continue;
        std::string text = joined(tokens, by);
        const Result<std::vector<std::string>> cut = tokens_of(text, by);
        if (!cut || cut.value() != tokens) continue;
        if (!sentence.words.empty()) {
            const std::vector<std::string> words = sentence.words;
            for (size_t i = 0; i < order.size(); ++i) sentence.words[i] = words[static_cast<size_t>(order[i])];
        }
        sentence.text = std::move(text);
        sentence.tokens = std::move(tokens);
        for (const TensorInfo& row : matrices()) {
            const Axis tokens = change.which == SentenceId::query ? Axis::query_tokens : Axis::memory_tokens;
            if (row.rows != tokens) continue;
            Matrix &now = item.matrices[row.id], &seeded = item.matrices.seeded_of(row.id);
            const bool edited = !now.same_storage(seeded);
            seeded = rows_in_order(seeded, order);
            now = edited ? rows_in_order(now, order) : seeded;
        }
        return true;
    }
    return true;  // a single token, or the same one over and over
}

}  // namespace headscope::lab
