// Reading an edit: pairs, then parameters, sentences and at last the numbers.
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/base/limits.hpp"
#include "lab/edit/matrix_text.hpp"
#include "lab/link/keys.hpp"
#include "lab/link/link.hpp"
#include "lab/text/excerpt.hpp"
#include "lab/text/number.hpp"
#include "lab/text/paste.hpp"
#include "lab/text/split.hpp"

namespace headscope::lab {
namespace {

using Kind = LinkKey::Kind;

struct Pair {
    std::string key, value;
    LinkKey meaning;
};
using Pairs = std::vector<Pair>;

constexpr size_t kMaxPairs = 65536;  // a key is looked up and set in microseconds

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

/// As its writer wrote it: a browser turns what is no plain letter into percent codes.
std::string shortened(std::string_view text) {
    std::string plain;
    return excerpt(read_escaped(text.substr(0, 256), plain) ? plain : text);
}

Error at(std::string_view key, Error error) {
    error.where = key.empty() ? "&" : shortened(key);
    return error;
}

// What a key says whatever its spelling: "L1.W_q" is "W_q".
std::string meaning_of(const Pair& pair) {
    switch (pair.meaning.kind) {
        case Kind::cell: return print_cell(pair.meaning.cell);
        case Kind::matrix: return matrix_key(pair.meaning.cell.tensor, pair.meaning.owner());
        default: return std::string(pair.key);
    }
}

/// Texts and names are cut before they are decoded.
bool is_prose(Kind kind) { return kind == Kind::text || kind == Kind::memory_text || kind == Kind::names; }

/// Keys and numbers need no percent codes, but who passes a link on may have put some in.
std::string plain(std::string_view text) {
    std::string decoded;
    const bool coded = text.find('%') != std::string_view::npos && text.find('+') == std::string_view::npos;
    return coded && read_escaped(text, decoded) ? decoded : std::string(text);
}

Result<Pairs> split(std::string_view fragment) {
    Pairs pairs;
    std::set<std::string> said;
    while (!fragment.empty()) {  // one that ends with '&' says no more than without
        std::string_view value = take_part(fragment, '&');
        const bool pair = value.find('=') != std::string_view::npos;
        const std::string_view key = take_part(value, '=');
        if (!pair) return at(key, {Str::error_link_pair, {key.empty() ? "key" : shortened(key)}});
        if (pairs.size() == kMaxPairs) return at(key, {Str::error_link_pairs, {std::to_string(kMaxPairs)}});
        pairs.push_back({plain(key), std::string(value), {}});
        Pair& last = pairs.back();
        last.meaning = link_key_of(last.key);
        if (!is_prose(last.meaning.kind)) last.value = plain(last.value);
        if (!said.insert(meaning_of(pairs.back())).second) return at(key, {Str::error_link_repeated, {}});
    }
    return pairs;
}

/// What begins as the address of a cell was meant as one.
Error why_unknown(std::string_view key) {
    if (key.find('[') == std::string_view::npos) return {Str::error_link_unknown, {}};
    const Result<CellRef> cell = read_cell(key);
    return cell ? Error{Str::error_computed, {std::string(key_of(cell.value().tensor))}} : cell.error();
}

// The version first: a newer link may well have keys that are not known here. False: there is none.
Result<bool> check_version(const Pairs& pairs) {
    const auto found = std::find_if(pairs.begin(), pairs.end(), [](const Pair& p) { return p.meaning.kind == Kind::version; });
    if (found != pairs.end()) {
        double version = 0;
        if (read_double(found->value, version) != NumberFault::none || version < 1)
            return at("v", {Str::error_param_choice, {"v", shortened(found->value), print_int(kLinkVersion)}});
        if (version != kLinkVersion)
            return at("v", {Str::error_link_version, {shortened(found->value), print_int(kLinkVersion)}});
    }
    for (const Pair& pair : pairs)
        if (pair.meaning.kind == Kind::unknown) return at(pair.key, why_unknown(pair.key));
    return found != pairs.end();
}

bool has_packed(const Pairs& pairs) {
    return std::any_of(pairs.begin(), pairs.end(),
                       [](const Pair& p) { return p.meaning.kind == Kind::matrix && is_packed(p.value); });
}

Result<double> read_param(const ParamInfo& parameter, std::string_view value) {
    double number = 0;
    if (parameter.type == ParamType::boolean || parameter.was_flag) {
        if (value == "true" || value == "on") return 1.0;
        if (value == "false" || value == "off") return 0.0;
    }
    if (parameter.was_flag && (value == "0" || value == "1")) return value == "1" ? 1.0 : 0.0;
    if (parameter.type == ParamType::choice) {
        std::string list;
        for (size_t i = 0; i < parameter.choices.size(); ++i) {
            if (parameter.choices[i] == value) return static_cast<double>(i);
            list += (i > 0 ? ", " : "") + std::string(parameter.choices[i]);
        }
        return Error{Str::error_param_choice, {std::string(parameter.key), shortened(value), list}};
    }
    switch (read_double(value, number)) {
        case NumberFault::none: return number;
        case NumberFault::not_finite:
        case NumberFault::out_of_range: return Error{Str::error_param_number, {std::string(parameter.key), shortened(value)}};
        case NumberFault::decimal_comma: return Error{Str::error_number_comma, {shortened(value)}};
        default: break;
    }
    const bool flag = parameter.type == ParamType::boolean;
    if (flag)
        return Error{Str::error_param_choice, {std::string(parameter.key), shortened(value), "0, 1, false, true, off, on"}};
    return Error{Str::error_number_invalid, {shortened(value)}};
}

Result<Change> read_text(const Pair& pair) {
    SetText change{pair.meaning.kind == Kind::text ? SentenceId::query : SentenceId::memory, pair.meaning.cell.item, {}};
    if (!read_escaped(pair.value, change.text)) return Error{Str::error_link_percent, {}};
    return Change(std::move(change));
}

Result<Change> read_names_of(const Pair& pair) {
    SetNames change{pair.meaning.space, {}};
    if (!read_escaped(pair.value, change.text)) return Error{Str::error_link_percent, {}};
    return Change(std::move(change));
}

Result<Change> read_shuffle(const Pair& pair) {
    double seed = 0;
    if (read_double(pair.value, seed) != NumberFault::none) return Error{Str::error_number_invalid, {shortened(pair.value)}};
    const std::string key(pair.key), value(pair.value);
    if (seed < 0 || seed > kMaxSeed) return Error{Str::error_param_range, {key, value, "0", print_double(kMaxSeed)}};
    if (seed != std::floor(seed)) return Error{Str::error_param_whole, {key, value}};
    const SentenceId which = pair.meaning.kind == Kind::shuffle ? SentenceId::query : SentenceId::memory;
    return Change(Shuffle{which, pair.meaning.cell.item, static_cast<std::uint32_t>(seed)});
}

Result<Change> read_valid_length(const Pair& pair) {
    double length = 0;
    if (read_double(pair.value, length) != NumberFault::none) return Error{Str::error_number_invalid, {shortened(pair.value)}};
    const std::string key(pair.key), value(pair.value);
    if (length < -1 || length > core::kMaxSeqLen)
        return Error{Str::error_param_range, {key, value, "-1", print_int(core::kMaxSeqLen)}};
    if (length != std::floor(length)) return Error{Str::error_param_whole, {key, value}};
    return Change(SetValidLength{pair.meaning.cell.item, static_cast<int>(length)});
}

Result<Change> read_cell_value(const Pair& pair) {
    const CellRef& cell = pair.meaning.cell;
    const Result<float> value = parse_value(pair.value, true);
    if (!value) return value.error();
    return Change(SetCell{cell.tensor, pair.meaning.owner(), cell.row, cell.col, value.value()});
}

Result<Change> read_change(const Pair& pair) {
    switch (pair.meaning.kind) {
        case Kind::parameter: {
            const Result<double> value = read_param(info(pair.meaning.param), pair.value);
            return value ? Result<Change>(Change(SetParam{pair.meaning.param, value.value()})) : value.error();
        }
        case Kind::text:
        case Kind::memory_text: return read_text(pair);
        case Kind::shuffle:
        case Kind::memory_shuffle: return read_shuffle(pair);
        case Kind::valid_length: return read_valid_length(pair);
        case Kind::names: return read_names_of(pair);
        case Kind::cell: return read_cell_value(pair);
        default: return Change(SetMatrix{pair.meaning.cell.tensor, pair.meaning.owner(), std::string(pair.value)});
    }
}

// In which order kinds are set: shapes before what stands in them, whole matrices before single cells. Numbers of X said beside a shuffle
// are those of the new order.
constexpr Kind kOrder[] = {Kind::parameter,    Kind::text,  Kind::memory_text, Kind::shuffle, Kind::memory_shuffle,
                           Kind::valid_length, Kind::names, Kind::matrix,      Kind::cell};

Result<Edit> read(std::string_view text, bool is_document) {
    if (text.size() > kMaxLinkLength)
        return Error{Str::error_link_long, {std::to_string(text.size()), std::to_string(kMaxLinkLength)}};
    if (text.starts_with('#')) text.remove_prefix(1);
    const Result<Pairs> pairs = split(text);
    if (!pairs) return pairs.error();
    const Result<bool> version = check_version(pairs.value());
    if (!version) return version.error();
    if (is_document && !version.value() && has_packed(pairs.value())) return at("v", {Str::error_link_no_version, {}});
    Edit edit;
    if (is_document || version.value()) edit.add(Reset{});
    for (const Kind kind : kOrder)
        for (const Pair& pair : pairs.value()) {
            if (pair.meaning.kind != kind) continue;
            Result<Change> change = read_change(pair);
            if (!change) return at(pair.key, change.error());
            edit.add(std::move(change.value()), shortened(pair.key));
        }
    return edit;
}

}  // namespace

Result<Edit> read_edit(std::string_view text) { return read(text, false); }
Result<Edit> read_link(std::string_view fragment) { return read(fragment, true); }

}  // namespace headscope::lab
