// What each tensor's picture shows and may do: specs for the matrix widget.
#include "ui/panels/pictures.hpp"

#include <algorithm>

namespace headscope::ui {

using lab::MatrixId;
using lab::Param;
using lab::Stage;

namespace {

bool memory_side(Stage stage) { return stage == Stage::memory || stage == Stage::key || stage == Stage::value; }

}  // namespace

MatrixSpec picture_of(Context& c, Panels& p, Stage stage, int head) {
    const lab::StageView view = c.trace.view(stage);
    MatrixSpec spec;
    spec.key = lab::key_of(stage);
    spec.caption = c.text(name_of(stage));
    spec.symbol = symbol_of(stage);
    spec.shape = shape_text(stage, view);
    spec.colour = colour_of(stage, c.theme);
    spec.heatmap = p.sources.stage(c, stage, c.view.item, head);
    spec.heatmap.rounding = 3;
    spec.origin = {stage, c.view.item, std::max(head, 0), 0, 0};
    spec.cell_min = 0;
    spec.stretch = true;
    spec.rows_are_keys = memory_side(stage);
    spec.rows_are_queries = !spec.rows_are_keys;
    if ((stage == Stage::input || stage == Stage::memory) && c.document.on(Param::positions)) {
        spec.caption = c.text(stage == Stage::input ? lab::Str::name_input_positions : lab::Str::name_memory_positions);
        spec.symbol += " + P";
    }
    if (head < 0 && has_heads(stage)) spec.cols_per_head = view.dims[3];
    if (stage == Stage::concat) spec.cols_per_head = c.document.integer(Param::head_dim);
    if (is_score(stage)) {
        spec.stretch = false;
        spec.cols_are_keys = true;
        spec.row_names = p.sources.queries();
        spec.col_names = p.sources.keys();
    }
    return spec;
}

MatrixSpec picture_of(Context& c, Panels& p, MatrixId id) {
    const lab::Matrix& matrix = c.document.matrix(id, c.view.item);
    const int head_dim = c.document.integer(Param::head_dim);
    MatrixSpec spec;
    spec.key = lab::key_of(id);
    spec.symbol = symbol_of(id);
    spec.colour = colour_of(id, c.theme);
    spec.heatmap = p.sources.matrix(c, id, c.view.item);
    spec.heatmap.rounding = 3;
    spec.shape = shape_text({matrix.rows(), matrix.cols()});
    spec.cell_min = 0;
    spec.editable = id;
    spec.parameter = true;
    switch (id) {
        case MatrixId::input:
        case MatrixId::memory:
            spec.caption = c.text(name_of(id));
            spec.shape = shape_text({c.document.integer(Param::batch),
                                     id == MatrixId::input ? c.document.queries() : c.document.keys(), matrix.cols()});
            spec.stretch = true;
            spec.rows_are_keys = id == MatrixId::memory;
            spec.rows_are_queries = !spec.rows_are_keys;
            spec.origin = {id == MatrixId::input ? Stage::input : Stage::memory, c.view.item, 0, 0, 0};
            spec.parameter = c.document.on(Param::positions);
            spec.row_names =
                (id == MatrixId::input ? p.sources.queries() : p.sources.keys()).first(static_cast<size_t>(matrix.rows()));
            break;
        case MatrixId::mask_allow:
        case MatrixId::mask_bias:
            spec.caption = c.text(name_of(id));
            spec.rows_are_queries = spec.cols_are_keys = true;
            spec.paintable = id;
            break;
        case MatrixId::W_q:
        case MatrixId::W_k:
        case MatrixId::W_v:
            spec.cols_per_head = head_dim;
            spec.stretch = true;
            break;
        case MatrixId::b_q:
        case MatrixId::b_k:
        case MatrixId::b_v:
            spec.cols_per_head = head_dim;
            spec.stretch = true;
            break;
        case MatrixId::W_o:
            spec.cols_per_head = head_dim;
            spec.rows_per_head = spec.stretch = true;
            break;
        default: spec.stretch = true; break;
    }
    return spec;
}

MatrixSpec large_picture(Context& c, Panels& p) {
    MatrixSpec spec = picture_of(c, p, c.view.large, c.view.head);
    const std::string number = std::to_string(c.view.head + 1);
    spec.key = "large";
    spec.caption += " \u2022 ";
    spec.caption += lab::format(lab::Str::head_number, c.view.language, {number});
    spec.symbol.clear();
    spec.cell_max = 84;
    const auto custom = static_cast<lab::CustomMask>(c.document.integer(Param::custom_mask));
    if (c.view.painting && custom != lab::CustomMask::off) {
        spec.paintable = custom == lab::CustomMask::bias ? MatrixId::mask_bias : MatrixId::mask_allow;
    }
    return spec;
}

MatrixPlace place(Context& c, MatrixSpec spec, ImVec2 at, ImVec2 area) {
    spec.area = area;
    if (!spec.caption.empty() && !spec.symbol.empty()) {
        const float size = c.theme.caption;
        const float symbol = math_size(spec.symbol, size, Face::bold).x;
        const float shape = text_size(spec.shape, c.theme.small, Face::mono).x;
        const float room = std::max(area.x, spec.caption_room) - (spec.editable ? 30.0f : 0.0f);
        if (text_size(spec.caption, size, Face::bold).x + symbol + shape + 14 > room) spec.caption.clear();
    }
    ImGui::SetCursorScreenPos(at);
    if (spec.heatmap.values == nullptr) {
        ImGui::Dummy(area);
        return {at, at, at, at, 0};
    }
    return matrix(c, spec);
}

}  // namespace headscope::ui
