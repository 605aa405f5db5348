// Reading a view: every pair is checked before any is taken.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/program/explain.hpp"
#include "lab/text/number.hpp"
#include "ui/base/view_lists.hpp"
#include "ui/base/view_table.hpp"

namespace headscope::ui {
namespace {

using lab::Error;
using lab::Result;
using lab::Str;

constexpr size_t kMostShown = 64;  // bytes of a bad value in a message

std::string quoted(std::string_view text) {
    std::string out;
    for (const char ch : text.substr(0, kMostShown)) out += ch >= ' ' && ch < 127 ? ch : '?';
    return text.size() > kMostShown ? out + "\u2026" : out;
}

std::string list_of(std::span<const std::string_view> words) {
    std::string list;
    for (const std::string_view word : words) {
        if (!list.empty()) list += ", ";
        list += word;
    }
    return list;
}

/// The stages that can be shown for a head: the steps from scores to weights.
std::vector<std::string_view> score_keys() {
    std::vector<std::string_view> keys;
    for (const lab::TensorInfo& row : lab::stages())
        if (row.is_score()) keys.push_back(row.key);
    return keys;
}

struct Reader {
    const lab::Document& doc;
    const lab::Trace& trace;

    Result<bool> one_of(const ViewInfo& field, std::string_view text, std::span<const std::string_view> words) const {
        for (const std::string_view word : words)
            if (word == text) return true;
        return Error{Str::error_param_choice, {std::string(field.key), quoted(text), list_of(words)}};
    }

    Result<bool> number(const ViewInfo& field, std::string_view text, double least, double most, bool whole) const {
        const double value = number_of(text);
        if (std::isnan(value)) return Error{Str::error_param_number, {std::string(field.key), quoted(text)}};
        if (value < least || value > most)
            return Error{Str::error_param_range,
                         {std::string(field.key), quoted(text), lab::print_double(least), lab::print_double(most)}};
        if (whole && value != std::floor(value)) return Error{Str::error_param_whole, {std::string(field.key), quoted(text)}};
        return true;
    }

    Result<bool> cell(const ViewInfo& field, std::string_view text) const {
        const Result<lab::CellRef> read = lab::read_cell(text);
        if (!read) return read.error();
        if (lab::exists(doc, trace, read.value())) return true;
        return Error{Str::error_view_cell, {std::string(field.key), quoted(text), shape(read.value())}};
    }

    /// "1 × 4 × 7 × 7": as many sizes as the address has indices.
    std::string shape(const lab::CellRef& cell) const {
        const lab::TensorInfo& row = lab::info(cell.tensor);
        std::string text = row.per_item ? lab::print_int(doc.batch()) : std::string();
        const auto add = [&](int size) { text += (text.empty() ? "" : " \u00d7 ") + lab::print_int(size); };
        if (row.per_head) add(doc.integer(lab::Param::num_heads));
        const int item = cell.item < doc.batch() ? cell.item : 0;
        add(doc.size(row.rows, item));
        add(doc.size(row.cols, item));
        return text;
    }

    Result<bool> check(const ViewInfo& field, std::string_view text) const {
        static constexpr std::string_view kFlags[] = {"0", "1", "false", "true"};
        switch (field.kind) {
            case ViewKind::choice: return one_of(field, text, field.choices);
            case ViewKind::flag: return one_of(field, text, kFlags);
            case ViewKind::index: return number(field, text, 0, field.count(doc) - 1, true);
            case ViewKind::number: return number(field, text, field.min, field.max, false);
            case ViewKind::stage: return one_of(field, text, score_keys());
            case ViewKind::cell: return text.empty() ? Result<bool>(true) : cell(field, text);
            case ViewKind::cells:
            case ViewKind::keys:
                for (const std::string_view part : parts_of(text)) {
                    const Result<bool> done =
                        field.kind == ViewKind::cells ? cell(field, part) : one_of(field, part, field.choices);
                    if (!done) return done.error();
                }
                return true;
        }
        return true;
    }
};

struct Pair {
    const ViewInfo* field;
    std::string_view value;
};

Result<Pair> pair_of(std::string_view piece) {
    const size_t equals = piece.find('=');
    const std::string_view key = piece.substr(0, equals);
    if (equals == std::string_view::npos) return Error{Str::error_link_pair, {}};
    if (const ViewInfo* field = find_view_field(key)) return Pair{field, piece.substr(equals + 1)};
    std::vector<std::string_view> keys;
    for (const ViewInfo& row : view_table()) keys.push_back(row.key);
    return Error{Str::error_view_key, {quoted(key), list_of(keys)}};
}

/// Whom the lock takes along: what the text did not say.
void follow_lock(View& view, const std::vector<Pair>& pairs) {
    const auto said = [&](std::string_view key) {
        for (const Pair& pair : pairs)
            if (pair.field->key == key) return true;
        return false;
    };
    if (!view.locked || !said("locked")) return;
    const lab::TensorInfo& row = lab::info(view.locked->tensor);
    if (row.per_item && !said("item")) view.item = view.locked->item;
    if (row.per_head && !said("head")) view.head = view.locked->head;
    if (row.per_layer && !said("layer")) view.layer = view.locked->layer;
}

}  // namespace

Result<View> read_view(std::string_view text, const View& now, const lab::Document& doc, const lab::Trace& trace) {
    if (text.starts_with('#') || text.starts_with('?')) text.remove_prefix(1);
    const Reader reader{doc, trace};
    std::vector<Pair> pairs;
    while (!text.empty()) {
        const size_t end = text.find('&');
        const std::string_view piece = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        Result<Pair> pair = pair_of(piece);
        const auto at = [&](Error error) {
            error.where = quoted(piece.substr(0, piece.find('=')));
            return error;
        };
        if (!pair) return at(pair.error());
        for (const Pair& other : pairs)
            if (other.field == pair.value().field) return at({Str::error_link_repeated, {}});
        if (const Result<bool> checked = reader.check(*pair.value().field, pair.value().value); !checked)
            return at(checked.error());
        pairs.push_back(pair.value());
    }
    View view = now;
    for (const Pair& pair : pairs) pair.field->take(view, pair.value);
    follow_lock(view, pairs);
    return view;
}

void keep_in_range(View& view, const lab::Document& document, const lab::Trace& trace) {
    view.item = std::clamp(view.item, 0, std::max(document.batch() - 1, 0));
    view.head = std::clamp(view.head, 0, std::max(document.integer(lab::Param::num_heads) - 1, 0));
    view.layer = std::clamp(view.layer, 0, std::max(static_cast<int>(document.layers.size()) - 1, 0));
    if (view.locked) {
        if (lab::info(view.locked->tensor).per_item)
            view.locked->item = view.item;  // it stays at its place when another item is shown
        if (!lab::exists(document, trace, *view.locked)) view.locked.reset();
    }
    if (document.integer(lab::Param::custom_mask) == 0 || view.read_only) view.painting = false;
}

}  // namespace headscope::ui
