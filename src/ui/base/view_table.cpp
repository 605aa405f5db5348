// The rows of the view's table, and printing them.
#include "ui/base/view_table.hpp"

#include <array>
#include <iterator>
#include <type_traits>
#include <vector>

#include "lab/readings/decoding.hpp"
#include "lab/text/number.hpp"
#include "ui/base/pins.hpp"
#include "ui/base/view_lists.hpp"

namespace headscope::ui {
namespace {

using lab::Document;
using lab::Param;

constexpr std::string_view kLanguages[] = {"en", "zh-Hans"};
constexpr std::string_view kThemes[] = {"auto", "light", "dark"};
constexpr std::string_view kWeightScales[] = {"auto", "largest", "root", "one", "uniform"};
constexpr std::string_view kSymbols[] = {"own", "articles"};
constexpr std::string_view kBrushes[] = {"hide", "allow", "number"};
constexpr std::string_view kGeometry[] = {"off", "scores", "context", "input"};
constexpr std::string_view kArcs[] = {"head", "all"};
constexpr std::string_view kHeadOrders[] = {
    "number",
#define HEADSCOPE_HEAD_STATISTIC(key, self) #key,
#include "lab/readings/head_statistics.def"
#undef HEADSCOPE_HEAD_STATISTIC
};
constexpr std::string_view kAgainst[] = {
    "start",
#define HEADSCOPE_PROFILE(key, ...) #key,
#include "lab/link/profiles.def"
#undef HEADSCOPE_PROFILE
};
constexpr std::string_view kTabs[] = {"input", "heads", "output", "controls"};

/// Controls that are neither parameters nor groups.
constexpr std::string_view kOtherControls[] = {
    "presets",    "learn", "undo",        "redo",        "reset",   "help",        "legend",       "more",         "language",
    "theme",      "share", "compare",     "before",      "text",    "memory_text", "valid_length", "painting",     "paint_bias",
    "clear_mask", "dice",  "names",       "batch_item",  "stage",   "engine",      "arcs",         "weight_scale", "head_order",
    "head_costs", "fold",  "layer_strip", "second_head", "profile", "circuit",     "decoding",     "geometry"};

/// Everything that View::hidden may name: groups, parameters, and the controls above.
std::span<const std::string_view> hideable() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> keys;
        for (int group = 0; group < lab::kGroupCount; ++group) keys.push_back(lab::key_of(static_cast<lab::Group>(group)));
        for (const lab::ParamInfo& row : lab::all_params()) keys.push_back(row.key);
        keys.insert(keys.end(), std::begin(kOtherControls), std::end(kOtherControls));
        return keys;
    }();
    return all;
}

int place_of(std::span<const std::string_view> choices, std::string_view text) {
    for (size_t i = 0; i < choices.size(); ++i)
        if (choices[i] == text) return static_cast<int>(i);
    return 0;
}

template <auto kMember, const auto& kChoices>
constexpr ViewInfo choice(std::string_view key) {
    return {.key = key,
            .kind = ViewKind::choice,
            .choices = kChoices,
            .print = [](const View& view) { return std::string(kChoices[static_cast<size_t>(view.*kMember)]); },
            .take =
                [](View& view, std::string_view text) {
                    auto& field = view.*kMember;
                    field = static_cast<std::remove_reference_t<decltype(field)>>(place_of(kChoices, text));
                }};
}

template <int View::*kMember>
constexpr ViewInfo index(std::string_view key, int (*count)(const Document&)) {
    return {.key = key,
            .kind = ViewKind::index,
            .count = count,
            .print = [](const View& view) { return lab::print_int(view.*kMember); },
            .take = [](View& view, std::string_view text) { view.*kMember = static_cast<int>(number_of(text)); }};
}

/// -1 and nothing: none.
template <int View::*kMember>
constexpr ViewInfo optional_index(std::string_view key, int (*count)(const Document&)) {
    ViewInfo row = index<kMember>(key, count);
    row.optional = true;
    row.print = [](const View& view) { return view.*kMember < 0 ? std::string() : lab::print_int(view.*kMember); };
    row.take = [](View& view, std::string_view text) { view.*kMember = text.empty() ? -1 : static_cast<int>(number_of(text)); };
    return row;
}

template <float View::*kMember>
constexpr ViewInfo number(std::string_view key, float min, float max) {
    return {.key = key,
            .kind = ViewKind::number,
            .min = static_cast<double>(min),
            .max = static_cast<double>(max),
            .print = [](const View& view) { return lab::print_float(view.*kMember); },
            .take = [](View& view, std::string_view text) { view.*kMember = static_cast<float>(number_of(text)); }};
}

template <bool View::*kMember>
constexpr ViewInfo flag(std::string_view key) {
    return {.key = key,
            .kind = ViewKind::flag,
            .print = [](const View& view) { return std::string(view.*kMember ? "1" : "0"); },
            .take = [](View& view, std::string_view text) { view.*kMember = text == "1" || text == "true"; }};
}

template <lab::TensorId View::*kMember>
constexpr ViewInfo tensor(std::string_view key, ViewKind kind) {
    return {.key = key,
            .kind = kind,
            .print = [](const View& view) { return std::string(lab::key_of(view.*kMember)); },
            .take = [](View& view, std::string_view text) { view.*kMember = lab::find_tensor(text)->id; }};
}

int items_of(const Document& doc) { return doc.batch(); }
int heads_of(const Document& doc) { return doc.integer(Param::num_heads); }
int queries_of(const Document& doc) { return doc.queries(); }
int layers_of(const Document& doc) { return static_cast<int>(doc.layers.size()); }

constexpr std::array kRows = {
    choice<&View::language, kLanguages>("language"),
    choice<&View::theme, kThemes>("theme"),
    index<&View::item>("item", items_of),
    index<&View::head>("head", heads_of),
    index<&View::layer>("layer", layers_of),
    tensor<&View::large>("large", ViewKind::tensor),
    tensor<&View::gallery>("gallery", ViewKind::stage),
    optional_index<&View::second_head>("second_head", heads_of),
    [] {
        ViewInfo row = optional_index<&View::decoding>("decoding", queries_of);
        row.obstacle = [](const Document& doc) {
            const lab::DecodingObstacle* obstacle = lab::decoding_obstacle(doc);
            return obstacle ? obstacle->words : lab::Str::count_;
        };
        return row;
    }(),
    choice<&View::head_order, kHeadOrders>("head_order"),
    flag<&View::all_steps>("all_steps"),
    choice<&View::geometry, kGeometry>("geometry"),
    optional_index<&View::axis_x>("axis_x", widest_row),
    optional_index<&View::axis_y>("axis_y", widest_row),
    choice<&View::weight_scale, kWeightScales>("weight_scale"),
    flag<&View::scale_lock>("scale_lock"),
    number<&View::zoom>("zoom", 1, kMostZoom),
    flag<&View::rail_folded>("rail_folded"),
    flag<&View::inspector_folded>("inspector_folded"),
    ViewInfo{.key = "locked",
             .kind = ViewKind::cell,
             .print = [](const View& view) { return view.locked() ? lab::print_cell(*view.locked()) : std::string(); },
             .take =
                 [](View& view, std::string_view text) {
                     unpin_all(view);
                     if (!text.empty()) pin(view, lab::read_cell(text).value(), false);
                 }},
    // Behind the lock, which is the last of them: whoever reads both gets all.
    ViewInfo{.key = "pins",
             .kind = ViewKind::cells,
             .max = static_cast<double>(kMostPins),
             .print = [](const View& view) { return joined(view.pins); },
             .take =
                 [](View& view, std::string_view text) {
                     unpin_all(view);
                     for (const std::string_view cell : parts_of(text)) pin(view, lab::read_cell(cell).value(), true);
                 }},
    ViewInfo{.key = "highlights",
             .kind = ViewKind::cells,
             .print = [](const View& view) { return joined(view.highlights); },
             .take =
                 [](View& view, std::string_view text) {
                     view.highlights.clear();
                     for (const std::string_view cell : parts_of(text)) view.highlights.push_back(lab::read_cell(cell).value());
                 }},
    index<&View::query>("query", queries_of),
    choice<&View::arcs, kArcs>("arcs"),
    choice<&View::tab, kTabs>("tab"),
    choice<&View::symbols, kSymbols>("symbols"),
    flag<&View::question>("question"),
    flag<&View::first_steps>("first_steps"),
    flag<&View::painting>("painting"),
    choice<&View::brush, kBrushes>("brush"),
    number<&View::paint_bias>("paint_bias", kLeastPaintBias, kMostPaintBias),
    flag<&View::compare>("compare"),
    choice<&View::against, kAgainst>("against"),
    flag<&View::help>("help"),
    flag<&View::legend>("legend"),
    ViewInfo{.key = "hidden",
             .kind = ViewKind::keys,
             .print = [](const View& view) { return joined(view.hidden); },
             .take =
                 [](View& view, std::string_view text) {
                     view.hidden.clear();
                     for (const std::string_view key : parts_of(text)) view.hidden.emplace_back(key);
                 }},
    flag<&View::read_only>("read_only"),
};

}  // namespace

std::span<const std::string_view> view_kind_keys() {
    static constexpr std::string_view kKeys[] = {"choice", "index", "flag",  "number", "stage",
                                                 "tensor", "cell",  "cells", "keys"};
    static_assert(std::size(kKeys) == static_cast<size_t>(ViewKind::keys) + 1);
    return kKeys;
}

std::span<const ViewInfo> view_table() {
    static const std::array rows = [] {
        auto all = kRows;
        for (ViewInfo& row : all)
            if (row.kind == ViewKind::keys) row.choices = hideable();
        return all;
    }();
    return rows;
}

const ViewInfo* find_view_field(std::string_view key) {
    for (const ViewInfo& row : view_table())
        if (row.key == key) return &row;
    return nullptr;
}

std::string print_field(const View& view, const ViewInfo& field) { return field.print(view); }

}  // namespace headscope::ui
