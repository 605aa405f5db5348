// Parameters and sentences first, shapes after them.
#include "lab/edit/draft.hpp"

#include <cmath>

#include "lab/edit/initial.hpp"
#include "lab/edit/reshape.hpp"
#include "lab/edit/shuffle.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

std::string print_value(const ParamInfo& parameter, double value) {
    return parameter.type == ParamType::real ? print_double(value) : print_int(static_cast<long long>(value));
}

// `value` as it is stored (-0 becomes 0), or an error naming the parameter and its range.
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

Error at_key(std::string_view key, Error error) {
    error.where = key;
    return error;
}

}  // namespace

Result<bool> check_item(int item, int batch) {
    if (item >= 0 && item < batch) return true;
    return Error{Str::error_item, {print_int(item), print_int(batch)}};
}

Result<bool> Draft::reset() {
    *this = Draft(initial_document(), vectors_);
    return true;
}

Result<bool> Draft::set_param(Param param, double value, std::string_view said_as) {
    const auto index = static_cast<size_t>(param);
    if (index >= static_cast<size_t>(kParamCount))
        return Error{Str::error_param_range,
                     {"parameter", print_int(static_cast<int>(param)), "0", print_int(kParamCount - 1)}};
    const Result<double> checked = check_param(info(param), value);
    if (!checked) return checked.error();
    if (!is_width(param) && next_.params[index] == checked.value()) return true;
    next_.params[index] = checked.value();
    pending_ = true;
    said_.set(index);
    said_as_[index] = said_as;
    if (param == Param::layers) next_.layers.resize(static_cast<size_t>(next_.integer(Param::layers)));
    if (is_width(param) || param == Param::layers || param == Param::output_projection) stack_key_ = said_as;
    if (param == Param::batch) {
        const auto count = static_cast<size_t>(next_.integer(Param::batch));
        if (count < next_.items.size()) next_.items.resize(count);
        while (next_.items.size() < count) next_.items.push_back(first_item(static_cast<int>(next_.items.size())));
    }
    return true;
}

Result<bool> Draft::set_text(const SetText& change, std::string_view said_as) {
    if (const Result<bool> there = check_item(change.item, next_.batch()); !there) return there;
    Sentence& sentence = next_.items[static_cast<size_t>(change.item)].sentence(change.which);
    if (sentence.text == change.text) return true;
    sentence.text = change.text;
    retyped_.push_back({change.item, change.which, std::string(said_as)});
    pending_ = true;
    return true;
}

Result<bool> Draft::shuffle(const Shuffle& change) {
    if (const Result<bool> done = lab::shuffle(next_, change); !done) return done;
    *this = Draft(next_, vectors_);  // vectors and masks are where they belong
    return true;
}

Result<bool> Draft::set_valid_length(const SetValidLength& change) {
    if (const Result<bool> there = check_item(change.item, next_.batch()); !there) return there;
    const int own = next_.own_keys(change.item);
    if (change.length < -1 || change.length > own)
        return Error{Str::error_valid_length, {print_int(change.item), print_int(change.length), print_int(own)}};
    next_.items[static_cast<size_t>(change.item)].valid_length = change.length;
    return true;
}

// Those that were typed, and all of them when they are cut in another way or have never been cut.
Result<bool> Draft::cut_sentences() {
    const auto by = static_cast<TokensBy>(next_.integer(Param::tokens_by));
    const bool other_way = settled_.integer(Param::tokens_by) != next_.integer(Param::tokens_by);
    for (int item = 0; item < next_.batch(); ++item)
        for (const SentenceId which : {SentenceId::query, SentenceId::memory}) {
            Sentence& sentence = next_.items[static_cast<size_t>(item)].sentence(which);
            const std::string* key = nullptr;
            for (const Retyped& typed : retyped_)
                if (typed.item == item && typed.which == which) key = &typed.key;
            if (!key && !other_way && !sentence.tokens.empty()) continue;
            Result<std::vector<std::string>> tokens = tokens_of(sentence.text, by);
            if (!tokens) return at_key(key ? *key : said_as_[static_cast<size_t>(Param::tokens_by)], tokens.error());
            sentence.tokens = std::move(tokens.value());
        }
    return true;
}

Result<bool> Draft::settle() {
    if (!pending_) return true;
    if (next_.has_words() && !vectors_) return Error{Str::error_words_missing, {}};
    Param cause = Param::count_;
    if (const Result<bool> widths = follow_widths(settled_, next_, said_, cause); !widths)
        return at_key(said_as_[static_cast<size_t>(cause)], widths.error());
    if (next_.layers.size() > 1 && !next_.output_is_d_model())
        return at_key(stack_key_,
                      {Str::error_layers_width, {print_int(next_.context_width()), print_int(next_.integer(Param::d_model))}});
    if (const Result<bool> cut = cut_sentences(); !cut) return cut;
    if (const Result<bool> fits = check_memory(next_, {}); !fits) return fits;
    reshape(settled_, next_, vectors_);
    *this = Draft(next_, vectors_);
    return true;
}

}  // namespace headscope::lab
