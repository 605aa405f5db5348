// One pass over all of a document.
#include "lab/validate.hpp"

#include "lab/edit_matrix.hpp"
#include "lab/edit_param.hpp"
#include "lab/fit.hpp"
#include "lab/number.hpp"
#include "lab/text.hpp"

namespace headscope::lab {
namespace {

Result<bool> check_matrix(const Document& doc, MatrixId id, int item) {
    const auto [rows, cols] = doc.shape_of(id, item);
    const Matrix& m = doc.matrix(id, item);
    const Matrix seeded = doc.seeded(id, item);
    if (m.rows() != rows || m.cols() != cols || seeded.rows() != rows || seeded.cols() != cols)
        return Error{Str::error_document,
                     {std::string(key_of(id)), print_int(m.rows()), print_int(m.cols()), print_int(rows), print_int(cols)}};
    if (m.same_storage(seeded)) return true;
    for (const float value : m.values())
        if (const Result<bool> ok = check_value(id, value); !ok) return ok;
    return true;
}

Result<bool> check_sentence(const Document& doc, const Sentence& sentence) {
    const Result<std::vector<std::string>> tokens =
        tokens_of(sentence.text, static_cast<TokensBy>(doc.integer(Param::tokens_by)));
    if (!tokens) return tokens.error();
    if (tokens.value() == sentence.tokens) return true;
    return Error{Str::error_document,
                 {"tokens", std::to_string(sentence.tokens.size()), "1", std::to_string(tokens.value().size()), "1"}};
}

}  // namespace

Result<bool> validate(const Document& doc) {
    for (const ParamInfo& parameter : all_params())
        if (const Result<double> ok = check_param(parameter, doc.real(parameter.param)); !ok) return ok.error();
    if (const Result<bool> ok = check_width(doc, Param::head_dim); !ok) return ok;
    if (doc.batch() != doc.integer(Param::batch))
        return Error{Str::error_document, {"items", print_int(doc.batch()), "1", print_int(doc.integer(Param::batch)), "1"}};
    for (const Item& item : doc.items)
        for (const Sentence* sentence : {&item.query, &item.memory})
            if (const Result<bool> ok = check_sentence(doc, *sentence); !ok) return ok;
    if (const Result<bool> ok = check_memory(doc, 1); !ok) return ok;
    for (int k = 0; k < doc.batch(); ++k) {
        const int length = doc.items[static_cast<size_t>(k)].valid_length;
        if (length < -1 || length > doc.own_keys(k))
            return Error{Str::error_valid_length, {print_int(k), print_int(length), print_int(doc.own_keys(k))}};
    }
    for (int i = 0; i < kMatrixCount; ++i) {
        const auto id = static_cast<MatrixId>(i);
        for (int k = 0; k < (per_batch_item(id) ? doc.batch() : 1); ++k)
            if (const Result<bool> ok = check_matrix(doc, id, k); !ok) return ok;
    }
    return true;
}

}  // namespace headscope::lab
