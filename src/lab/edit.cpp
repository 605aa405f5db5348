// Which function carries out which edit.
#include "lab/edit.hpp"

#include "lab/edit_matrix.hpp"
#include "lab/edit_param.hpp"
#include "lab/fit.hpp"
#include "lab/number.hpp"
#include "lab/text.hpp"
#include "lab/validate.hpp"

namespace headscope::lab {
namespace {

Result<Document> set_text(const Document& doc, const SetText& edit) {
    if (edit.item < 0 || edit.item >= doc.batch())
        return Error{Str::error_item, {print_int(edit.item), print_int(doc.batch())}};
    Result<std::vector<std::string>> tokens = tokens_of(edit.text, static_cast<TokensBy>(doc.integer(Param::tokens_by)));
    if (!tokens) return tokens.error();
    Document next = doc;
    Item& item = next.items[static_cast<size_t>(edit.item)];
    Sentence& sentence = edit.which == SentenceId::query ? item.query : item.memory;
    if (sentence.text == edit.text) return next;
    sentence = {edit.text, std::move(tokens.value())};
    if (const Result<bool> fits = check_memory(next, 1); !fits) return fits.error();
    fit(doc, next);
    return next;
}

Result<Document> set_valid_length(const Document& doc, const SetValidLength& edit) {
    if (edit.item < 0 || edit.item >= doc.batch())
        return Error{Str::error_item, {print_int(edit.item), print_int(doc.batch())}};
    const int own = doc.own_keys(edit.item);
    if (edit.length < -1 || edit.length > own)
        return Error{Str::error_valid_length, {print_int(edit.item), print_int(edit.length), print_int(own)}};
    Document next = doc;
    next.items[static_cast<size_t>(edit.item)].valid_length = edit.length;
    return next;
}

Result<Document> replace(const Replace& edit) {
    if (const Result<bool> ok = validate(edit.document); !ok) return ok.error();
    return edit.document;
}

}  // namespace

Result<Document> apply(const Document& doc, const Edit& edit) {
    if (const auto* e = std::get_if<SetParam>(&edit)) return set_param(doc, *e);
    if (const auto* e = std::get_if<SetCell>(&edit)) return set_cell(doc, *e);
    if (const auto* e = std::get_if<SetBlock>(&edit)) return set_block(doc, *e);
    if (const auto* e = std::get_if<Fill>(&edit)) return fill(doc, *e);
    if (const auto* e = std::get_if<SetText>(&edit)) return set_text(doc, *e);
    if (const auto* e = std::get_if<SetValidLength>(&edit)) return set_valid_length(doc, *e);
    if (const auto* e = std::get_if<Paint>(&edit)) return paint(doc, *e);
    return replace(*std::get_if<Replace>(&edit));
}

}  // namespace headscope::lab
