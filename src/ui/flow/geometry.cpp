// What is drawn as arrows, in which plane, and what is said about it.
#include "ui/flow/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"
#include "ui/flow/geometry_plot.hpp"
#include "ui/kit/control.hpp"
#include "ui/kit/wrap.hpp"
#include "ui/matrix/focus.hpp"
#include "ui/picture/words.hpp"
#include "ui/sentence/arcs.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Str;
using lab::TensorId;

namespace {

constexpr float kApart = 8;

/// The first cell of a stage of the shown head, by the name it has in this document.
lab::CellRef first_cell(const Context& c, TensorId stage) {
    stage = lab::shown_as(stage, lab::sizes_of(c.document));
    return shown_part(c.view, stage, lab::head_for(c.document, stage, c.view.head));
}

/// The rows that begin with this cell.
lab::RowSpan rows_from(const Context& c, const lab::CellRef& cell, int& width) {
    if (cell.tensor == TensorId::none) return {};
    if (lab::info(cell.tensor).is_matrix()) {
        const lab::Matrix& matrix = c.document.matrix(cell);
        width = matrix.cols();
        return {matrix.data(), matrix.rows(), matrix.cols()};
    }
    const lab::TensorView view = c.trace.view(cell.tensor, cell.layer);
    if (!view.data) return {};
    width = view.dims[3];
    return {view.row(cell.item, cell.head, 0), view.dims[2], view.strides[2]};
}

void choose_rows(const Context& c, Plot& shown) {
    switch (c.view.geometry) {
        case Geometry::scores:
            shown.own = first_cell(c, TensorId::bilinear_query), shown.other = first_cell(c, TensorId::rotated_key);
            shown.projects = c.document.scoring() != lab::Scoring::additive;
            break;
        case Geometry::context:
            shown.own = first_cell(c, TensorId::context), shown.other = first_cell(c, TensorId::value);
            break;
        default:  // what is computed cannot be moved
            shown.own = shown_part(c.view, c.view.layer == 0 ? TensorId::X : TensorId::input);
            shown.movable = c.view.layer == 0 && !c.view.read_only && !c.showing_before;
    }
}

void choose_points(const Context& c, Plot& shown) {
    const lab::CellRef* selected = c.view.selected();
    const matrix_parts::Focus focus = selected ? matrix_parts::focus_of(c.document, *selected) : matrix_parts::Focus{};
    shown.query = std::clamp(focus.query < 0 ? c.view.query : focus.query, 0, std::max(shown.owns - 1, 0));
    shown.key = focus.key < 0 || focus.key >= shown.others ? strongest_key(c, shown.query) : focus.key;
    if (shown.key >= shown.others) shown.key = -1;
}

/// What is shown, and the axes; returns the height it takes.
float choices(Context& c, const Plot& shown, const Region& room) {
    constexpr std::string_view kRows[] = {"Q \u00b7 K", "V \u2192 Z", "X"}, kKeys[] = {"scores", "context", "input"};
    constexpr float kArrow = 18, kLeastMenu = 124, kPill = 190;
    if (c.view.hides("geometry")) return 0;
    ImGui::SetCursorScreenPos(room.min);
    int chosen = static_cast<int>(c.view.geometry) - 1;
    if (segmented(c, "geometry.rows", "", kRows, &chosen, c.text(Str::geometry_sign), kKeys))
        c.view.geometry = static_cast<Geometry>(chosen + 1);

    std::vector<std::string> names;
    std::vector<std::string_view> words{c.text(Str::geometry_principal)};
    names.reserve(static_cast<size_t>(shown.width));
    lab::CellRef cell = shown.others > 0 ? shown.other : shown.own;
    for (cell.col = 0; cell.col < shown.width; ++cell.col) {
        std::string_view name = lab::column_name(c.document, cell);
        if (name.empty())
            name = names.emplace_back(lab::format(Str::inspector_dimension, c.view.language, {std::to_string(cell.col + 1)}));
        words.push_back(name);
    }
    const float high = row_height(c) + kApart, wide = room.width() - kPill;
    const bool beside = wide >= 2 * (kArrow + kLeastMenu);
    const float one = (beside ? wide : room.width()) / 2;
    for (int i = 0; i < 2; ++i) {
        const ImVec2 at(room.max.x - static_cast<float>(2 - i) * one, room.min.y + (beside ? 0 : high + kApart));
        draw_centred(c, ImVec2(at.x, at.y + row_height(c) / 2), i == 0 ? "\u2192" : "\u2191", c.theme.quiet, c.theme.text);
        ImGui::SetCursorScreenPos(ImVec2(at.x + kArrow, at.y));
        const std::string_view key = i == 0 ? "axis_x" : "axis_y";
        // A menu takes the width it is given.
        if (ImGui::BeginChild(key.data(), ImVec2(one - kArrow - (i == 0 ? kApart : 0), row_height(c)))) {
            int column = shown.columns[i] + 1, &mine = i == 0 ? c.view.axis_x : c.view.axis_y;
            if (menu(c, key, "", words, &column, c.text(i == 0 ? Str::geometry_x : Str::geometry_y))) {
                // The other axis gives its column away, and takes this one's.
                int& other = i == 0 ? c.view.axis_y : c.view.axis_x;
                if (column > 0 && column - 1 == other) other = mine;
                mine = column - 1;
            }
        }
        ImGui::EndChild();
    }
    return (beside ? 1.0f : 2.0f) * high + kApart;
}

std::string words_of(const Context& c, const PictureNumbers& numbers, std::span<const lab::RowSpan> rows, const Plot& shown) {
    if (shown.plane->empty()) return std::string(c.text(Str::geometry_none));
    const bool scores = c.view.geometry == Geometry::scores;
    double first = 0, second = 100 * shown.plane->share;
    Str text = shown.movable ? Str::geometry_drag : scores ? Str::geometry_additive : Str::geometry_fixed;
    if (c.view.layer > 0 || c.view.read_only) text = scores ? text : Str::geometry_share;
    if (shown.key < 0) return lab::format(text, c.view.language, {number_text(second, 0)});
    if (shown.projects) {
        text = Str::geometry_score;
        first = lab::dot(rows[0].row(shown.query), rows[1].row(shown.key), shown.width);
        second = lab::dot(shown.point(shown.query), shown.point(shown.owns + shown.key));
    } else if (!scores) {
        text = Str::geometry_mixture;
        first = static_cast<double>(
            c.trace.view(TensorId::dropped_weights, c.view.layer).at(c.view.item, c.view.head, shown.query, shown.key));
    }
    return lab::format(text, c.view.language,
                       {number_text(second, shown.projects ? 2 : 0), number_text(first, 2),
                        numbers.queries()[static_cast<size_t>(shown.query)], numbers.keys()[static_cast<size_t>(shown.key)],
                        c.document.scoring() == lab::Scoring::bilinear ? "qW\u2090" : "q"});
}

}  // namespace

void geometry_sign(Context& c, ImVec2 at, ImVec2 size, ButtonKind kind) {
    ImGui::SetCursorScreenPos(at);
    View& v = c.view;
    const bool on = v.geometry != Geometry::off;
    if (!button(c, "geometry", "\u2220", kind, true, c.text(Str::geometry_sign), size, on)) return;
    v.geometry = on ? Geometry::off : Geometry::scores;
    v.painting = false;
    again(c);
}

void geometry(Context& c, PictureNumbers& numbers, const Region& room) {
    Plot shown;
    choose_rows(c, shown);
    const lab::RowSpan rows[] = {rows_from(c, shown.own, shown.width), rows_from(c, shown.other, shown.width)};
    shown.owns = rows[0].count, shown.others = rows[1].count;
    choose_points(c, shown);
    const int axes[] = {c.view.axis_x, c.view.axis_y};
    for (int i = 0; i < 2; ++i)
        if (axes[i] < shown.width && (i == 0 || axes[1] != axes[0])) shown.columns[i] = axes[i];
    shown.movable = shown.movable && shown.columns[0] >= 0 && shown.columns[1] >= 0;
    const lab::Plane plane = lab::plane_of(rows, shown.width, shown.columns[0], shown.columns[1]);
    shown.plane = &plane;

    begin_group(c, "geometry.plane", c.text(Str::geometry_sign), room.min, room.max);
    const float top = choices(c, shown, room);
    const std::string words = words_of(c, numbers, rows, shown);
    const float size = c.theme.small, below = draw_wrapped(c, {}, words, 0, size, room.width(), false);
    const Region rest{ImVec2(room.min.x, room.min.y + top), ImVec2(room.max.x, std::floor(room.max.y - below - kApart))};
    if (!rest.empty() && !plane.empty()) plot(c, numbers, shown, rest);
    const ImVec2 at(room.min.x, rest.max.y + kApart);
    draw_wrapped(c, at, words, c.theme.ink, size, room.width());
    tell(c, Role::text, "geometry.words", words, at, room.max);
}

}  // namespace headscope::ui
