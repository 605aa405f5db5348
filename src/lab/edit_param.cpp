// Parameters and what they drag along: widths, batch items, tokens.
#include "lab/edit_param.hpp"

#include <cmath>

#include "core/base/limits.hpp"
#include "lab/fit.hpp"
#include "lab/number.hpp"
#include "lab/text.hpp"

namespace headscope::lab {
namespace {

std::string print_value(const ParamInfo& parameter, double value) {
    return parameter.type == ParamType::real ? print_double(value) : print_int(static_cast<long long>(value));
}

// The numbers nearest to `wanted` in [1, limit], one below and one above, for which `legal` holds.
template <class Legal>
std::string nearby(int wanted, int limit, Legal legal) {
    std::string list;
    int below = wanted, above = wanted;
    while (--below >= 1 && !legal(below)) {}
    while (++above <= limit && !legal(above)) {}
    if (below >= 1) list = print_int(below);
    if (above <= limit) list += (list.empty() ? "" : ", ") + print_int(above);
    return list.empty() ? "–" : list;
}

Result<bool> cut_into_tokens(Document& doc) {
    const auto by = static_cast<TokensBy>(doc.integer(Param::tokens_by));
    for (Item& item : doc.items)
        for (Sentence* sentence : {&item.query, &item.memory}) {
            Result<std::vector<std::string>> tokens = tokens_of(sentence->text, by);
            if (!tokens) return tokens.error();
            sentence->tokens = std::move(tokens.value());
        }
    return true;
}

// Heads and widths after one of them was set.
Result<bool> follow_widths(const Document& doc, Document& next, Param set) {
    const auto store = [&](Param p, int value) { next.params[static_cast<size_t>(p)] = value; };
    const int heads = next.integer(Param::num_heads);
    if (set == Param::num_heads) {
        const int width = doc.projection_width();
        if (width % heads != 0) return not_divisible("num_heads", heads, width);
        store(Param::head_dim, width / heads);
    } else if (set == Param::head_dim) {
        if (const Result<bool> fits = check_width(next, set); !fits) return fits;
        if (doc.tied()) store(Param::d_model, next.projection_width());
    } else if (set == Param::d_model && doc.tied()) {
        const int width = next.integer(Param::d_model);
        if (width % heads != 0) return not_divisible("d_model", heads, width);
        store(Param::head_dim, width / heads);
    }
    return true;
}

}  // namespace

Result<double> check_param(const ParamInfo& parameter, double value) {
    const std::string key(parameter.key);
    if (!std::isfinite(value)) return Error{Str::error_param_number, {key, print_double(value)}};
    if (value < parameter.min || value > parameter.max)
        return Error{Str::error_param_range,
                     {key, print_double(value), print_value(parameter, parameter.min), print_value(parameter, parameter.max)}};
    if (parameter.type != ParamType::real && value != std::floor(value))
        return Error{Str::error_param_whole, {key, print_double(value)}};
    return value + 0.0;
}

Result<bool> check_width(const Document& doc, Param cause) {
    const int width = doc.projection_width();
    if (width <= core::kMaxModelDim) return true;
    return Error{Str::error_width,
                 {std::string(info(cause).key), print_int(doc.integer(Param::num_heads)),
                  print_int(doc.integer(Param::head_dim)), print_int(width), print_int(core::kMaxModelDim)}};
}

Error not_divisible(std::string_view key, int heads, int width) {
    const bool of_heads = key == info(Param::num_heads).key;
    std::string legal = of_heads ? nearby(heads, core::kMaxHeads, [&](int n) { return width % n == 0; })
                                 : nearby(width, core::kMaxModelDim, [&](int n) { return n % heads == 0; });
    return {Str::error_not_divisible, {std::string(key), print_int(heads), print_int(width), std::move(legal)}};
}

Item first_item(const Document& doc, int index) {
    Item item;
    const auto by = static_cast<TokensBy>(doc.integer(Param::tokens_by));
    for (const SentenceId which : {SentenceId::query, SentenceId::memory}) {
        Sentence& sentence = which == SentenceId::query ? item.query : item.memory;
        sentence.text = first_sentence(which, index);
        sentence.tokens = tokens_of(sentence.text, by).value();
    }
    return item;
}

Result<Document> set_param(const Document& doc, const SetParam& edit) {
    const auto index = static_cast<size_t>(edit.param);
    if (index >= static_cast<size_t>(kParamCount))
        return Error{Str::error_param_range,
                     {"parameter", print_int(static_cast<int>(edit.param)), "0", print_int(kParamCount - 1)}};
    const Result<double> value = check_param(info(edit.param), edit.value);
    if (!value) return value.error();
    Document next = doc;
    if (doc.params[index] == value.value()) return next;
    next.params[index] = value.value();
    if (const Result<bool> widths = follow_widths(doc, next, edit.param); !widths) return widths.error();
    if (edit.param == Param::batch) {
        const auto count = static_cast<size_t>(next.integer(Param::batch));
        if (count < next.items.size()) next.items.resize(count);
        while (next.items.size() < count) next.items.push_back(first_item(next, static_cast<int>(next.items.size())));
    }
    if (edit.param == Param::tokens_by)
        if (const Result<bool> cut = cut_into_tokens(next); !cut) return cut.error();
    if (const Result<bool> fits = check_memory(next, 1); !fits) return fits.error();
    fit(doc, next);
    return next;
}

}  // namespace headscope::lab
