// One look at all of a document.
#include "soundness.hpp"

#include <cmath>

#include "core/base/limits.hpp"
#include "lab/link/link.hpp"
#include "lab/model/heads.hpp"
#include "words/word_file.hpp"

namespace headscope::lab::testing {

std::string fault_of(const Document& doc) {
    for (const ParamInfo& row : all_params()) {
        const double value = doc.real(row.param);
        if (!(value >= row.min && value <= row.max)) return std::string(row.key) + " is out of range";
        if (row.type != ParamType::real && value != std::floor(value)) return std::string(row.key) + " is not whole";
    }
    if (doc.projection_width() > core::kMaxHeadsWidth || doc.context_width() > core::kMaxHeadsWidth) return "too wide";
    const auto kind = static_cast<HeadKind>(doc.integer(Param::head_kind));
    if (kind == HeadKind::wide && doc.integer(Param::head_dim) != doc.integer(Param::d_model)) return "wide heads are not wide";
    if (doc.integer(Param::num_heads) % doc.integer(Param::kv_heads) != 0) return "heads that do not share evenly";
    if (doc.batch() != doc.integer(Param::batch) || static_cast<int>(doc.layers.size()) != doc.integer(Param::layers))
        return "items or layers";
    for (int k = 0; k < doc.batch(); ++k) {
        const Item& item = doc.items[static_cast<size_t>(k)];
        for (const SentenceId which : {SentenceId::query, SentenceId::memory}) {
            const auto tokens = tokens_of(item.sentence(which).text, static_cast<TokensBy>(doc.integer(Param::tokens_by)));
            if (!tokens || tokens.value() != item.sentence(which).tokens) return "tokens";
            if (item.sentence(which).words.size() != (doc.has_words() ? tokens.value().size() : 0)) return "words";
        }
        if (item.valid_length < -1 || item.valid_length > doc.own_keys(k)) return "valid length";
    }
    for (const TensorInfo& row : matrices())
        for (int owner = 0; owner < doc.owners(row.id); ++owner) {
            const Matrix &m = doc.matrix(row.id, owner), seeded = doc.seeded(row.id, owner);
            const auto [rows, cols] = doc.shape_of(row.id, owner);
            if (m.rows() != rows || m.cols() != cols || seeded.rows() != rows || seeded.cols() != cols)
                return std::string(row.key) + ": shape";
            for (int r = 0; r < m.rows() && kind == HeadKind::narrow; ++r)
                for (int c = 0; c < m.cols(); ++c)
                    if (!Blocks(doc, row.id).has(r, c) && m.at(r, c) != 0) return std::string(row.key) + ": outside its blocks";
            for (const float value : m.values()) {
                const bool hides = std::isinf(value) && value < 0 && row.id == TensorId::mask_bias;
                if (!(std::isfinite(value) || hides)) return std::string(row.key) + ": not finite";
                if (row.id == TensorId::mask_allow && value != 0 && value != 1) return "mask_allow: neither 0 nor 1";
            }
        }
    return "";
}

Result<Document> opened(std::string_view link) {
    const Result<Edit> edit = read_link(link);
    return edit ? headscope::lab::apply(initial_document(), edit.value(), &word_vectors()) : edit.error();
}

}  // namespace headscope::lab::testing
