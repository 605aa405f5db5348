// The stage: a product drawn as a product, several maps side by side, or one picture alone.
#include "ui/flow/stage.hpp"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <utility>

#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/program.hpp"
#include "ui/flow/stage_plan.hpp"
#include "ui/flow/steps.hpp"
#include "ui/kit/kit.hpp"
#include "ui/picture/picture.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::TensorId;

namespace {

struct Stage {
    Context& c;
    PictureNumbers& numbers;
    const FlowNeeds& needs;
    float zoomed_by = 1;  // in this frame, by wheel or fingers

    /// "K_2": with the number of the tensor's own head.
    std::string of_head(TensorId tensor, std::string_view symbol, std::string_view high = {}) const {
        return std::string(symbol) + "_" + std::to_string(lab::head_for(c.document, tensor, c.view.head) + 1) +
               std::string(high);
    }

    /// Cells exactly in this region; caption and names around it.
    MatrixPlace put(MatrixSpec spec, const Region& cells) const {
        const float above = spec.captioned ? needs.caption : 0;
        float names = 0;
        if (!spec.row_names.empty() && spec.name_max > 0) names = needs.query_names;
        const float below = spec.col_names.empty() ? 0 : spec.column_names;
        spec.exact = ImVec2(cells.width(), cells.height());
        spec.name_max = std::max(names - 10, 0.0f);
        spec.caption_room = std::max(spec.caption_room, cells.width());
        return place(c, std::move(spec), ImVec2(cells.min.x, cells.min.y - above),
                     ImVec2(cells.width() + names, above + cells.height() + below));
    }

    MatrixSpec operand(TensorId tensor, std::string_view key, std::string_view high = {}) const {
        MatrixSpec spec = picture_of(c, numbers, tensor, c.view.head);
        spec.key = key;
        spec.symbol = of_head(tensor, spec.symbol, high);
        spec.stretch = true;
        if (lab::info(tensor).is_score()) spec.row_names = spec.col_names = {};  // those of the result are in line with them
        return spec;
    }
    /// What its dimensions are called stands below it, beside the names of the result's columns.
    MatrixSpec named(MatrixSpec spec) const {
        if (spec.col_names.empty()) return spec;
        spec.column_names = needs.names;
        spec.slanted_names = needs.names > needs.flat_names;
        return spec;
    }
    /// Cells in line with the result's columns, no caption; its name stands beside it.
    MatrixPlace upper(MatrixSpec spec, const Region& cells, bool name_left, ImVec2* name_at = nullptr) const {
        spec.captioned = false;
        const std::string name = spec.symbol;
        const ImU32 colour = spec.colour;
        const float size = c.theme.caption, width = math_size(name, size, Face::bold).x;
        const float y = (cells.min.y + cells.max.y - size) / 2;
        const ImVec2 at(name_left ? cells.min.x - width - 8 : cells.max.x + 8, y);
        draw_math(c, at, name, colour, size, Face::bold);
        if (name_at) *name_at = ImVec2(at.x, y + size / 2);
        return put(std::move(spec), cells);
    }

    MatrixSpec main() const {
        MatrixSpec spec = large_picture(c, numbers);
        spec.row_names = {};
        spec.slanted_names = needs.names > needs.flat_names;
        spec.column_names = needs.names;
        return spec;
    }

    /// Q K^T, and what its weights make of V.
    StagePlaces scores(const Region& room) const {
        const ProductLayout plan = plan_product(room, product_of(needs));
        StagePlaces places;
        places.product = true;
        const lab::Sizes sizes = lab::sizes_of(c.document);
        places.left = put(named(operand(lab::shown_as(TensorId::bilinear_query, sizes), "stage.query")), plan.left);
        upper(transposed(operand(lab::shown_as(TensorId::rotated_key, sizes), "stage.key", "^T")), plan.upper, true,
              &places.upper);
        MatrixSpec spec = main();
        spec.names_reach = plan.result.min.x - room.min.x;
        places.main = put(std::move(spec), plan.result);
        upper(operand(TensorId::value, "stage.value"), plan.upper_behind, false);
        spec = named(operand(TensorId::context, "context"));
        spec.caption.clear();
        spec.shape.clear();
        spec.row_names = numbers.queries();
        spec.row_names_right = true;
        put(std::move(spec), plan.behind);
        return places;
    }

    /// A V = Z.
    StagePlaces context(const Region& room) const {
        ProductNeeds product;
        product.rows = needs.queries, product.inner = needs.keys, product.cols = needs.value_dim;
        product.share = 0.42f;
        product.row_names = needs.query_names, product.column_names = 0, product.caption = needs.caption;
        const ProductLayout plan = plan_product(room, product);
        StagePlaces places;
        MatrixSpec spec = operand(c.document.drops() ? TensorId::dropped_weights : TensorId::weights, "stage.factor");
        spec.caption.clear();
        places.left = put(std::move(spec), plan.left);
        spec = operand(TensorId::value, "stage.value");
        spec.row_names = numbers.keys();
        spec.row_names_right = true;
        upper(std::move(spec), plan.upper, true);
        spec = large_picture(c, numbers);
        spec.row_names = numbers.queries();
        spec.row_names_right = true;
        spec.stretch = true;
        places.main = put(std::move(spec), plan.result);
        return places;
    }

    /// Maps of the same shape beside each other: each in the largest cell that all can have, which need not be square.
    StagePlaces side_by_side(Region room, std::span<MatrixSpec> maps, MatrixPlace* last = nullptr) const {
        constexpr float kGap = 18, kReach = 48, kMostStretch = 1.6f;
        StagePlaces places;
        int best = 1;
        ImVec2 cell(0, 0);
        const auto count = static_cast<int>(maps.size());
        float names = needs.names;
        // Columns are named once, below the last line.
        const auto cell_for = [&](int columns) {
            const int lines = (count + columns - 1) / columns;
            const auto part = [](float all, int parts, int cells, float most) {
                const float one = (all - static_cast<float>(parts - 1) * kGap) / static_cast<float>(parts);
                return cell_in(ImVec2(one, FLT_MAX), 1, cells, most);
            };
            const auto wide = [&](float most) { return part(room.width() - needs.query_names, columns, needs.keys, most); };
            const auto high = [&](float most) {
                return part(room.height() - names - static_cast<float>(lines) * needs.caption, lines, needs.queries, most);
            };
            return ImVec2(wide(kMostStretch * high(kMostCell)), high(kMostStretch * wide(kMostCell)));
        };
        const auto area = [](ImVec2 of) { return of.x * of.y; };
        for (int columns = 1; columns <= count; ++columns)
            if (area(cell_for(columns)) > area(cell)) best = columns, cell = cell_for(columns);
        names = height_of_names(cell.x, needs.key_names, needs.flat_names);
        if (names > needs.flat_names) room.min.x += std::min(needs.key_names * 0.7f, kReach);
        cell = cell_for(best);
        const float width = cell.x * static_cast<float>(needs.keys), height = cell.y * static_cast<float>(needs.queries);
        for (int i = 0; i < count; ++i) {
            const float x = room.min.x + static_cast<float>(i % best) * (width + kGap);
            const float y = room.min.y + needs.caption + static_cast<float>(i / best) * (height + needs.caption + kGap);
            MatrixSpec& spec = maps[static_cast<size_t>(i)];
            spec.slanted_names = names > needs.flat_names;
            spec.column_names = names;
            spec.names_reach = i % best == 0 ? kReach : width;
            spec.row_names = {};
            if (i + best < count) spec.col_names = {};
            if (i % best == best - 1 || i == count - 1) spec.row_names = numbers.queries(), spec.row_names_right = true;
            const MatrixPlace where = put(std::move(spec), {ImVec2(x, y), ImVec2(x + width, y + height)});
            if (i == 0) places.main = where;
            if (last) *last = where;
        }
        return places;
    }

    /// Queries and keys of this head before and after a step that makes a row of them from the same row: a line each.
    StagePlaces turned(const Region& room, const lab::Operation& of_query) const {
        constexpr float kGap = 24;
        StagePlaces places;
        const lab::Sizes sizes = lab::sizes_of(c.document);
        const float width = (room.width() - kGap) / 2, height = (room.height() - kGap) / 2;
        int line = 0;
        for (const lab::Operation* op : lab::program()) {
            if (op->explain != of_query.explain) continue;  // queries and keys are turned by one kind of operation
            int column = 0;
            for (const TensorId tensor : {lab::shown_as(op->operands[0], sizes), op->result}) {
                MatrixSpec spec = picture_of(c, numbers, tensor, c.view.head);
                const bool keys = lab::counts_keys(lab::info(tensor).rows);
                spec.key = tensor == c.view.large ? "large"
                           : column > 0           ? lab::key_of(tensor)
                           : keys                 ? "stage.key"
                                                  : "stage.query";
                spec.symbol = of_head(tensor, spec.symbol);
                spec.row_names = keys ? numbers.keys() : numbers.queries();
                spec.cell_max = kMostCell;
                spec.caption_room = width;
                const ImVec2 at(room.min.x + static_cast<float>(column++) * (width + kGap),
                                room.min.y + static_cast<float>(line) * (height + kGap));
                const MatrixPlace where = place(c, std::move(spec), at, ImVec2(width, height));
                if (tensor == c.view.large) places.main = where;
            }
            ++line;
        }
        return places;
    }

    StagePlaces all_steps(const Region& room) const {
        std::vector<MatrixSpec> maps;
        for (const TensorId step : steps(c.document)) {
            if (!lab::info(step).is_score()) continue;
            MatrixSpec spec = picture_of(c, numbers, step, c.view.head);
            if (spec.heatmap.values == nullptr) continue;
            spec.caption = step_word(c, step);  // as the stepper says it
            spec.symbol.clear();
            spec.shape.clear();
            maps.push_back(std::move(spec));
        }
        return side_by_side(room, maps);
    }

    StagePlaces two_heads(const Region& room) const {
        std::array<MatrixSpec, 2> maps{large_picture(c, numbers), picture_of(c, numbers, c.view.large, c.view.second_head)};
        maps[1].key = "second";
        maps[1].caption = maps[0].caption;
        maps[0].caption = head_name(c, c.view.head);
        maps[1].caption = head_name(c, c.view.second_head);
        for (MatrixSpec& spec : maps) spec.symbol.clear(), spec.shape.clear();
        maps[1].enlargeable = false;
        MatrixPlace second;
        const StagePlaces places = side_by_side(room, maps, &second);
        const float side = needs.caption + 1;
        ImGui::SetCursorScreenPos(ImVec2(second.max.x - side, second.outer_min.y - 5));
        if (button(c, "second.close", "\u00d7", ButtonKind::quiet, true, c.text(lab::Str::second_close), ImVec2(side, side))) {
            c.view.second_head = -1;
            again(c);
        }
        return places;
    }

    /// One picture, names at its sides; larger than its room when zoomed, then it scrolls.
    StagePlaces alone(const Region& room) const {
        const TensorId tensor = c.view.large;
        const lab::TensorInfo& row = lab::info(tensor);
        MatrixSpec spec =
            row.head_by_head() ? large_picture(c, numbers) : picture_of(c, numbers, tensor, row.per_head ? -1 : 0);
        spec.key = "large";
        const auto names = [&](lab::Axis axis, std::span<const std::string> of_dimensions, int count) {
            if (lab::counts_queries(axis) && count <= c.document.queries())
                return numbers.queries().first(static_cast<size_t>(count));
            if (lab::counts_keys(axis)) return numbers.keys().first(static_cast<size_t>(count));
            return of_dimensions.empty() ? numbers.indices(count) : of_dimensions;
        };
        spec.row_names = names(row.rows, spec.row_names, spec.heatmap.rows);
        spec.col_names = names(row.cols, spec.col_names, spec.heatmap.cols);
        const MatrixSpec plain;
        spec.name_max = plain.name_max, spec.column_names = plain.column_names;
        spec.enlargeable = false;
        spec.cell_max = kMostCell;
        spec.decimals = 3;
        const float zoom = c.view.zoom;
        StagePlaces places;
        if (zoom <= 1) {
            places.main = place(c, std::move(spec), room.min, ImVec2(room.width(), room.height()));
            return places;
        }
        const std::string_view back = c.text(lab::Str::stage_zoom_reset);
        const ImVec2 back_size(text_size(back, c.theme.text).x + 20, needs.caption - 4);
        ImGui::SetCursorScreenPos(room.min);
        if (ImGui::BeginChild("zoomed", ImVec2(room.width(), room.height()), ImGuiChildFlags_None,
                              ImGuiWindowFlags_HorizontalScrollbar)) {
            if (zoomed_by != 1) {  // what is under the pointer stays there
                const ImVec2 p(c.interaction.zooming.at.x - room.min.x, c.interaction.zooming.at.y - room.min.y);
                ImGui::SetScrollX((ImGui::GetScrollX() + p.x) * zoomed_by - p.x);
                ImGui::SetScrollY((ImGui::GetScrollY() + p.y) * zoomed_by - p.y);
            }
            spec.cell_max *= zoom;
            spec.names_stay = true;
            spec.caption_room = room.width() - back_size.x - needs.query_names - 10;
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const MatrixPlace where = place(c, std::move(spec), at, ImVec2(room.width() * zoom, room.height() * zoom));
            ImGui::SetCursorScreenPos(at);
            ImGui::Dummy(ImVec2(where.outer_max.x - at.x, where.outer_max.y - at.y));
            // The way back stays as well, at the end of the caption.
            ImGui::SetCursorScreenPos(ImVec2(ImGui::GetWindowDrawList()->GetClipRectMax().x - back_size.x - 2, room.min.y));
            if (button(c, "stage.zoom_reset", back, ButtonKind::outlined, true, {}, back_size)) c.view.zoom = 1;
            scroll_area(c);
        }
        ImGui::EndChild();
        return places;
    }
};

/// What wheel or fingers asked for over the stage; returns the factor.
float take_zoom(Context& c, const Region& room) {
    Zooming& zooming = c.interaction.zooming;
    zooming.min = room.min, zooming.max = room.max;
    const float before = c.view.zoom;
    c.view.zoom = std::clamp(before * std::exchange(zooming.by, 1.0f), 1.0f, kMostZoom);
    if (c.view.zoom < 1.02f) c.view.zoom = 1;
    return c.view.zoom / before;
}

}  // namespace

StagePlaces stage(Context& c, PictureNumbers& numbers, const Region& room, const FlowNeeds& needs) {
    const Stage on{c, numbers, needs, take_zoom(c, room)};
    const bool is_score = lab::info(c.view.large).is_score();
    if (c.view.all_steps) return on.all_steps(room);
    if (c.view.zoom > 1) return on.alone(room);
    if (is_score && c.view.second_head >= 0) return on.two_heads(room);
    if (is_score) return on.scores(room);
    if (c.view.large == TensorId::context) return on.context(room);
    if (lab::info(c.view.large).short_word != lab::Str::count_)
        if (const lab::Operation* op = lab::made_by(c.view.large, lab::sizes_of(c.document))) return on.turned(room, *op);
    return on.alone(room);
}

}  // namespace headscope::ui
