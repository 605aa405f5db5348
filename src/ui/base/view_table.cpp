// The rows of the view's table, and printing them.
#include "ui/base/view_table.hpp"

#include <array>
#include <iterator>
#include <type_traits>
#include <vector>

#include "lab/text/number.hpp"
#include "ui/base/view_lists.hpp"

namespace headscope::ui {
namespace {

using lab::Document;
using lab::Param;

constexpr std::string_view kLanguages[] = {"en", "zh-Hans"};
constexpr std::string_view kThemes[] = {"auto", "light", "dark"};
constexpr std::string_view kTabs[] = {"input", "heads", "output", "controls"};

/// Controls that are neither parameters nor groups.
constexpr std::string_view kOtherControls[] = {"presets",    "undo",       "redo", "reset",       "help",         "language",
                                               "theme",      "share",      "text", "memory_text", "valid_length", "painting",
                                               "paint_bias", "clear_mask", "dice", "batch_item",  "stage",        "engine"};

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

template <bool View::*kMember>
constexpr ViewInfo flag(std::string_view key) {
    return {.key = key,
            .kind = ViewKind::flag,
            .print = [](const View& view) { return std::string(view.*kMember ? "1" : "0"); },
            .take = [](View& view, std::string_view text) { view.*kMember = text == "1" || text == "true"; }};
}

template <lab::TensorId View::*kMember>
constexpr ViewInfo stage(std::string_view key) {
    return {.key = key,
            .kind = ViewKind::stage,
            .print = [](const View& view) { return std::string(lab::key_of(view.*kMember)); },
            .take = [](View& view, std::string_view text) { view.*kMember = lab::find_tensor(text)->id; }};
}

int items_of(const Document& doc) { return doc.batch(); }
int heads_of(const Document& doc) { return doc.integer(Param::num_heads); }
int layers_of(const Document& doc) { return static_cast<int>(doc.layers.size()); }

constexpr std::array kRows = {
    choice<&View::language, kLanguages>("language"),
    choice<&View::theme, kThemes>("theme"),
    index<&View::item>("item", items_of),
    index<&View::head>("head", heads_of),
    index<&View::layer>("layer", layers_of),
    stage<&View::large>("large"),
    stage<&View::gallery>("gallery"),
    ViewInfo{.key = "locked",
             .kind = ViewKind::cell,
             .print = [](const View& view) { return view.locked ? lab::print_cell(*view.locked) : std::string(); },
             .take =
                 [](View& view, std::string_view text) {
                     view.locked.reset();
                     if (!text.empty()) view.locked = lab::read_cell(text).value();
                 }},
    ViewInfo{.key = "highlights",
             .kind = ViewKind::cells,
             .print = [](const View& view) { return joined(view.highlights); },
             .take =
                 [](View& view, std::string_view text) {
                     view.highlights.clear();
                     for (const std::string_view cell : parts_of(text)) view.highlights.push_back(lab::read_cell(cell).value());
                 }},
    choice<&View::tab, kTabs>("tab"),
    flag<&View::painting>("painting"),
    ViewInfo{.key = "paint_bias",
             .kind = ViewKind::number,
             .min = static_cast<double>(kLeastPaintBias),
             .max = static_cast<double>(kMostPaintBias),
             .print = [](const View& view) { return lab::print_float(view.paint_bias); },
             .take = [](View& view, std::string_view text) { view.paint_bias = static_cast<float>(number_of(text)); }},
    flag<&View::help>("help"),
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
    static constexpr std::string_view kKeys[] = {"choice", "index", "flag", "number", "stage", "cell", "cells", "keys"};
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
