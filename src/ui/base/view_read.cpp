// Reading a view: every pair is checked before any is taken.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lab/model/heads.hpp"
#include "lab/model/masks.hpp"
#include "lab/program/explain.hpp"
#include "lab/readings/decoding.hpp"
#include "lab/text/excerpt.hpp"
#include "lab/text/number.hpp"
#include "lab/text/split.hpp"
#include "ui/base/pins.hpp"
#include "ui/base/view_lists.hpp"
#include "ui/base/view_table.hpp"

namespace headscope::ui {
namespace {

using lab::Error;
using lab::Result;
using lab::Str;

constexpr size_t kMostShown = 64;  // bytes of a bad value in a message

std::string quoted(std::string_view text) { return lab::excerpt(text, kMostShown); }

std::string list_of(std::span<const std::string_view> words) {
    std::string list;
    for (const std::string_view word : words) {
        if (!list.empty()) list += ", ";
        list += word;
    }
    return list;
}

/// Whether this document has such a tensor to look at.
bool is_there(const lab::Document& doc, lab::TensorId tensor) {
    using lab::Param;
    const lab::TensorInfo& row = lab::info(tensor);
    if (tensor == lab::TensorId::output) return true;
    if (row.own_memory) return row.own_memory(doc);
    if (row.used) return row.used(doc);
    switch (row.kind) {
        case lab::TensorKind::position: return doc.positions() == lab::Positions::own;
        case lab::TensorKind::mask: return lab::painted_mask(doc) == tensor;
        case lab::TensorKind::norm: return doc.norm() != lab::Norm::off;
        case lab::TensorKind::bias:
            if (!doc.on(Param::biases)) return false;
            [[fallthrough]];
        case lab::TensorKind::weight: return row.hue != lab::Hue::output || doc.on(Param::output_projection);
        default: return true;
    }
}

/// All tensors of this document, or the stages that can be shown for a head: its circuits and the steps from scores to weights.
std::vector<std::string_view> tensor_keys(const lab::Document& doc, bool all) {
    std::vector<std::string_view> keys;
    for (const lab::TensorInfo& row : lab::all_tensors())
        if (is_there(doc, row.id) ? all || row.head_by_head() : !all && row.is_score()) keys.push_back(row.key);
    return keys;
}

struct FieldChecks {
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
        return Error{Str::error_view_cell, {std::string(field.key), quoted(text), lab::print_shape(doc, read.value())}};
    }

    Result<bool> check(const ViewInfo& field, std::string_view text) const {
        static constexpr std::string_view kFlags[] = {"0", "1", "false", "true"};
        switch (field.kind) {
            case ViewKind::choice: return one_of(field, text, field.choices);
            case ViewKind::flag: return one_of(field, text, kFlags);
            case ViewKind::index:
                if (const Str why = field.obstacle ? field.obstacle(doc) : Str::count_; why != Str::count_)
                    return Error{why, {}};
                return number(field, text, 0, field.count(doc) - 1, true);
            case ViewKind::number: return number(field, text, field.min, field.max, false);
            case ViewKind::stage: return one_of(field, text, tensor_keys(doc, false));
            case ViewKind::tensor: return one_of(field, text, tensor_keys(doc, true));
            case ViewKind::cell: return cell(field, text);
            case ViewKind::cells:
            case ViewKind::keys:
                if (field.kind == ViewKind::cells && field.max > 1 && static_cast<double>(parts_of(text).size()) > field.max)
                    return Error{Str::error_view_many, {std::string(field.key), lab::print_double(field.max)}};
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
    if (piece.find('=') == std::string_view::npos) return Error{Str::error_link_pair, {quoted(piece)}};
    const std::string_view key = lab::take_part(piece, '=');
    if (const ViewInfo* field = find_view_field(key)) return Pair{field, piece};
    std::vector<std::string_view> keys;
    for (const ViewInfo& row : view_table()) keys.push_back(row.key);
    return Error{Str::error_view_key, {quoted(key), list_of(keys)}};
}

/// Whom the lock takes along: what the text did not say.
void follow_lock(View& view, const std::vector<Pair>& pairs, const lab::Document& doc) {
    const auto said = [&](std::string_view key) {
        for (const Pair& pair : pairs)
            if (pair.field->key == key) return true;
        return false;
    };
    const lab::CellRef* locked = view.locked();
    if (locked == nullptr || !(said("locked") || said("pins"))) return;
    const lab::TensorInfo& row = lab::info(locked->tensor);
    if (row.per_item && !said("item")) view.item = locked->item;
    if (row.per_head && !said("head")) choose_head(view, head_among(view, lab::query_heads(doc, row.id, locked->head)));
    if (row.per_layer && !said("layer")) view.layer = locked->layer;
}

}  // namespace

Result<View> read_view(std::string_view text, const View& now, const lab::Document& doc, const lab::Trace& trace) {
    if (text.starts_with('#') || text.starts_with('?')) text.remove_prefix(1);
    const FieldChecks checks{doc, trace};
    std::vector<Pair> pairs;
    while (!text.empty()) {
        const std::string_view piece = lab::take_part(text, '&');
        Result<Pair> pair = pair_of(piece);
        const auto at = [&](Error error) {
            error.where = quoted(piece.substr(0, piece.find('=')));
            return error;
        };
        if (!pair) return at(pair.error());
        for (const Pair& other : pairs)
            if (other.field == pair.value().field) return at({Str::error_link_repeated, {}});
        const auto [field, value] = pair.value();
        if (!value.empty())
            if (const Result<bool> checked = checks.check(*field, value); !checked) return at(checked.error());
        pairs.push_back(pair.value());
    }
    View view = now;
    const View first;
    for (const Pair& pair : pairs) pair.field->take(view, pair.value.empty() ? pair.field->print(first) : pair.value);
    follow_lock(view, pairs, doc);
    return view;
}

int widest_row(const lab::Document& doc) {
    using lab::Param;
    return std::max({doc.integer(Param::d_model), doc.integer(Param::head_dim), doc.integer(Param::value_dim)});
}

void keep_in_range(View& view, const lab::Document& document, const lab::Trace& trace) {
    view.item = std::clamp(view.item, 0, std::max(document.batch() - 1, 0));
    view.head = std::clamp(view.head, 0, std::max(document.integer(lab::Param::num_heads) - 1, 0));
    view.layer = std::clamp(view.layer, 0, std::max(static_cast<int>(document.layers.size()) - 1, 0));
    if (view.second_head >= document.integer(lab::Param::num_heads) || view.second_head == view.head) view.second_head = -1;
    for (int* axis : {&view.axis_x, &view.axis_y})
        if (*axis >= widest_row(document)) *axis = -1;
    if (view.axis_y == view.axis_x) view.axis_y = -1;
    const int last_query = std::max(document.queries() - 1, 0);
    if (view.decoding >= 0 && lab::decoding_obstacle(document) != nullptr) view.decoding = -1;
    if (view.decoding >= 0) view.query = view.decoding = std::min(view.decoding, last_query);
    view.query = std::clamp(view.query, 0, last_query);
    if (!is_there(document, view.gallery)) view.gallery = lab::TensorId::weights;
    if (!is_there(document, view.large)) view.large = view.gallery;
    for (std::vector<lab::CellRef>* cells : {&view.pins, &view.trail}) {
        for (lab::CellRef& cell : *cells)
            if (lab::info(cell.tensor).per_item) cell.item = view.item;  // it stays at its place when another item is shown
    }
    for (std::vector<lab::CellRef>* cells : {&view.pins, &view.highlights})
        std::erase_if(*cells, [&](const lab::CellRef& cell) { return !lab::exists(document, trace, cell); });
    const auto gone = std::find_if(view.trail.begin(), view.trail.end(),
                                   [&](const lab::CellRef& cell) { return !lab::exists(document, trace, cell); });
    view.trail.erase(gone, view.trail.end());
    if (!view.trail.empty() && !is_pinned(view, view.trail.front())) view.trail.clear();
    if (view.pins.empty()) view.pinning = false;
    if (document.integer(lab::Param::custom_mask) == 0 || view.read_only) view.painting = false;
}

}  // namespace headscope::ui
