// Reading a share link: pairs, then parameters, sentences, shapes and at last the numbers.
#include <algorithm>
#include <utility>

#include "lab/edit_param.hpp"
#include "lab/fit.hpp"
#include "lab/link.hpp"
#include "lab/link_keys.hpp"
#include "lab/number.hpp"
#include "lab/packed.hpp"
#include "lab/text.hpp"

namespace headscope::lab {
namespace {

struct Pair {
    std::string_view key, value;
    LinkKey meaning;
};
using Pairs = std::vector<Pair>;

constexpr size_t kMaxPairs = 200;  // more than there are keys

std::string shortened(std::string_view text) {
    std::string printable;
    for (const char c : text.substr(0, 32)) printable += c > ' ' && c < 127 ? c : '?';
    return text.size() > 32 ? printable + "…" : printable;
}

Error at(std::string_view key, Error error) {
    error.where = key.empty() ? "&" : shortened(key);
    return error;
}

bool read_escaped(std::string_view value, std::string& text) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    for (size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '+') {
            text += ' ';
        } else if (value[i] != '%') {
            text += value[i];
        } else {
            if (value.size() - i < 3 || digit(value[i + 1]) < 0 || digit(value[i + 2]) < 0) return false;
            text += static_cast<char>(digit(value[i + 1]) * 16 + digit(value[i + 2]));
            i += 2;
        }
    }
    return true;
}

Result<Pairs> split(std::string_view fragment) {
    Pairs pairs;
    bool more = !fragment.empty();
    while (more) {
        const size_t end = fragment.find('&');
        const std::string_view piece = fragment.substr(0, end);
        more = end != std::string_view::npos;
        fragment.remove_prefix(more ? end + 1 : fragment.size());
        const size_t equals = piece.find('=');
        const std::string_view key = piece.substr(0, equals);
        if (equals == std::string_view::npos) return at(key, {Str::error_link_pair, {}});
        pairs.push_back({key, piece.substr(equals + 1), link_key_of(key)});
        for (size_t i = 0; i + 1 < pairs.size(); ++i)
            if (pairs[i].key == key) return at(key, {Str::error_link_repeated, {}});
        if (pairs.size() > kMaxPairs) return at(key, {Str::error_link_unknown, {}});
    }
    return pairs;
}

// The version first: a newer link may well have keys that are not known here.
Result<bool> check_version(const Pairs& pairs) {
    double version = 0;
    const auto found =
        std::find_if(pairs.begin(), pairs.end(), [](const Pair& p) { return p.meaning.kind == LinkKey::Kind::version; });
    if (found == pairs.end()) return at("v", {Str::error_link_no_version, {}});
    if (read_double(found->value, version) != NumberFault::none || version < 1)
        return at("v", {Str::error_link_value, {shortened(found->value)}});
    if (version != kLinkVersion) return at("v", {Str::error_link_version, {shortened(found->value), print_int(kLinkVersion)}});
    for (const Pair& pair : pairs)
        if (pair.meaning.kind == LinkKey::Kind::unknown) return at(pair.key, {Str::error_link_unknown, {}});
    return true;
}

Result<double> read_param(const ParamInfo& parameter, std::string_view value) {
    double number = 0;
    if (parameter.type == ParamType::choice) {
        std::string list;
        for (size_t i = 0; i < parameter.choices.size(); ++i) {
            if (parameter.choices[i] == value) return static_cast<double>(i);
            list += (i > 0 ? ", " : "") + std::string(parameter.choices[i]);
        }
        return Error{Str::error_param_choice, {std::string(parameter.key), shortened(value), list}};
    }
    if (parameter.type == ParamType::boolean && (value == "true" || value == "on")) return 1.0;
    if (parameter.type == ParamType::boolean && (value == "false" || value == "off")) return 0.0;
    switch (read_double(value, number)) {
        case NumberFault::none: return check_param(parameter, number);
        case NumberFault::not_finite:
        case NumberFault::out_of_range: return Error{Str::error_param_number, {std::string(parameter.key), shortened(value)}};
        default: return Error{Str::error_link_value, {shortened(value)}};
    }
}

// Parameters, with the width that was not said found from the others.
Result<bool> read_params(const Pairs& pairs, Document& doc) {
    const auto store = [&](Param p, double value) { doc.params[static_cast<size_t>(p)] = value; };
    bool has_width = false, has_head_dim = false;
    std::string_view cause = "num_heads";
    for (const Pair& pair : pairs) {
        if (pair.meaning.kind != LinkKey::Kind::parameter) continue;
        const Param p = pair.meaning.param;
        const Result<double> value = read_param(info(p), pair.value);
        if (!value) return at(pair.key, value.error());
        store(p, value.value());
        has_width = has_width || p == Param::d_model;
        has_head_dim = has_head_dim || p == Param::head_dim;
        if (p == Param::d_model || p == Param::head_dim) cause = pair.key;
    }
    const int heads = doc.integer(Param::num_heads), width = doc.integer(Param::d_model);
    if (!has_head_dim) {
        if (width % heads != 0) return at(cause, not_divisible(cause, heads, width));
        store(Param::head_dim, width / heads);
    }
    if (const Result<bool> ok = check_width(doc, Param::head_dim); !ok) return at(cause, ok.error());
    if (has_head_dim && !has_width) store(Param::d_model, doc.projection_width());
    return true;
}

Result<bool> check_items(const Pairs& pairs, const Document& doc) {
    for (const Pair& pair : pairs)
        if (pair.meaning.item >= doc.integer(Param::batch))
            return at(pair.key, {Str::error_item, {print_int(pair.meaning.item), print_int(doc.integer(Param::batch))}});
    return true;
}

Result<bool> read_texts(const Pairs& pairs, Document& doc) {
    for (const Pair& pair : pairs) {
        const bool memory = pair.meaning.kind == LinkKey::Kind::memory_text;
        if (!memory && pair.meaning.kind != LinkKey::Kind::text) continue;
        Item& item = doc.items[static_cast<size_t>(pair.meaning.item)];
        Sentence& sentence = memory ? item.memory : item.query;
        sentence.text.clear();
        if (!read_escaped(pair.value, sentence.text)) return at(pair.key, {Str::error_link_percent, {}});
        Result<std::vector<std::string>> tokens =
            tokens_of(sentence.text, static_cast<TokensBy>(doc.integer(Param::tokens_by)));
        if (!tokens) return at(pair.key, tokens.error());
        sentence.tokens = std::move(tokens.value());
    }
    return true;
}

Result<bool> read_numbers(const Pairs& pairs, Document& doc) {
    for (const Pair& pair : pairs) {
        const int item = pair.meaning.item;
        if (pair.meaning.kind == LinkKey::Kind::valid_length) {
            double length = 0;
            if (read_double(pair.value, length) != NumberFault::none)
                return at(pair.key, {Str::error_link_value, {shortened(pair.value)}});
            if (length < 0 || length > doc.own_keys(item) || length != static_cast<int>(length))
                return at(pair.key,
                          {Str::error_valid_length, {print_int(item), shortened(pair.value), print_int(doc.own_keys(item))}});
            doc.items[static_cast<size_t>(item)].valid_length = static_cast<int>(length);
        }
        if (pair.meaning.kind != LinkKey::Kind::matrix) continue;
        const Result<bool> read = read_packed(pair.value, pair.meaning.matrix, doc.matrix(pair.meaning.matrix, item));
        if (!read) return at(pair.key, read.error());
    }
    return true;
}

}  // namespace

Result<Document> read_link(std::string_view fragment) {
    if (fragment.size() > kMaxLinkLength)
        return Error{Str::error_link_long, {std::to_string(fragment.size()), std::to_string(kMaxLinkLength)}};
    if (fragment.starts_with('#')) fragment.remove_prefix(1);
    const Result<Pairs> pairs = split(fragment);
    if (!pairs) return pairs.error();
    if (const Result<bool> ok = check_version(pairs.value()); !ok) return ok.error();
    Document empty;
    for (const ParamInfo& parameter : all_params()) empty.params[static_cast<size_t>(parameter.param)] = parameter.initial;
    Document doc = empty;
    if (const Result<bool> ok = read_params(pairs.value(), doc); !ok) return ok.error();
    if (const Result<bool> ok = check_items(pairs.value(), doc); !ok) return ok.error();
    for (int k = 0; k < doc.integer(Param::batch); ++k) doc.items.push_back(first_item(doc, k));
    if (const Result<bool> ok = read_texts(pairs.value(), doc); !ok) return ok.error();
    if (const Result<bool> ok = check_memory(doc, 1); !ok) return ok.error();
    fit(empty, doc);
    if (const Result<bool> ok = read_numbers(pairs.value(), doc); !ok) return ok.error();
    return doc;
}

}  // namespace headscope::lab
