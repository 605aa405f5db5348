// The flow: X, projections, Q K V, one head large, every head, concat, W_o, Y, where the formula puts them.
#include "ui/flow/flow.hpp"

#include <algorithm>

#include "ui/flow/flow_plan.hpp"
#include "ui/flow/gallery.hpp"
#include "ui/flow/shown_choices.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/lines.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/picture/picture.hpp"
#include "ui/picture/projections.hpp"

namespace headscope::ui {

using lab::Param;
using lab::TensorId;

namespace {

/// Draws pictures into the layout's areas and remembers where they came to stand.
struct Flow {
    Context& c;
    PictureNumbers& numbers;
    const FlowLayout& layout;
    ImVec2 origin;
    ImDrawList* list = ImGui::GetWindowDrawList();

    ImVec2 at(ImVec2 point) const { return ImVec2(origin.x + point.x, origin.y + point.y); }
    MatrixPlace put(MatrixSpec spec, const Region& region) {
        if (spec.caption_room == 0) spec.caption_room = region.width() + layout.caption_reach;
        return place(c, std::move(spec), at(region.min), ImVec2(region.width(), region.height()));
    }
    /// A picture of the first column: whatever its names take, its cells begin where the others do.
    MatrixPlace put_input(MatrixSpec spec, Region region) {
        ImGui::SetCursorScreenPos(at(region.min));
        spec.area = ImVec2(region.width(), region.height());
        const MatrixPlace free = measure_matrix(c, spec);
        spec.caption_room = region.width() - layout.gutter + layout.caption_reach;  // captions begin with the cells
        region.min.x += std::max(layout.gutter - (free.min.x - free.outer_min.x), 0.0f);
        return put_joined(std::move(spec), region);
    }
    /// Whether the shape has room beside the caption.
    bool shape_fits(const MatrixSpec& spec, float room) const {
        const Theme& theme = c.theme;
        const float caption = (spec.caption.empty() ? 0 : text_size(spec.caption, theme.caption, Face::bold).x + 6) +
                              (spec.symbol.empty() ? 0 : math_size(spec.symbol, theme.caption, Face::bold).x + 6);
        return caption + text_size(spec.shape, theme.small, Face::mono).x <= room - (spec.editable ? 30.0f : 0.0f);
    }
    /// A picture with free room below it: the shape goes there when the caption has no room for it.
    MatrixPlace put_joined(MatrixSpec spec, const Region& region) {
        const Theme& theme = c.theme;
        const std::string shape = spec.shape;
        const float room = spec.caption_room > 0 ? spec.caption_room : region.width() + layout.caption_reach;
        if (!shape_fits(spec, room) && !spec.symbol.empty()) spec.caption.clear();  // the symbol says enough
        const bool below = !shape_fits(spec, room);
        const bool has_bias = lab::info(spec.origin.tensor).bias != TensorId::none && c.document.on(Param::biases);
        const float under = has_bias ? 18.0f : 0.0f;
        const MatrixPlace where = put(std::move(spec), region);
        if (below) draw_text(c, ImVec2(where.min.x, where.max.y + under + 5), shape, theme.quiet, theme.small, Face::mono);
        return where;
    }
    /// A weight matrix: as square as its shape, whatever the gaps between heads take.
    MatrixPlace put_weights(TensorId id, const Region& region, bool joined = false) {
        MatrixSpec spec = picture_of(c, numbers, id);
        const float rows = static_cast<float>(std::max(spec.heatmap.rows, 1)),
                    cols = static_cast<float>(std::max(spec.heatmap.cols, 1));
        const float side = region.width(), caption = region.height() - side;
        Region area = region;
        area.max.y = area.min.y + caption + std::max(side * std::min(rows / cols, 1.0f), 8.0f);
        area.max.x = area.min.x + std::max(side * std::min(cols / rows, 1.0f), 8.0f);
        return joined ? put_joined(std::move(spec), area) : put(std::move(spec), area);
    }
    void curve(const MatrixPlace& from, const MatrixPlace& to, ImU32 colour, float leave = 0.5f, float arrive = 0.5f) {
        constexpr float kAir = 5;
        flow_curve(list, ImVec2(from.max.x + kAir, from.min.y + (from.max.y - from.min.y) * leave),
                   ImVec2(to.min.x - kAir, to.min.y + (to.max.y - to.min.y) * arrive), colour);
    }
    void bias(TensorId id, const Region& region) {
        MatrixSpec spec = picture_of(c, numbers, id);
        spec.symbol.clear();
        spec.shape.clear();
        put(std::move(spec), region);
    }
    /// The name beside a bias row; drawn last, because lines pass behind it.
    void bias_name(TensorId id, const Region& region) {
        const float size = c.theme.small;
        const ImVec2 room = math_size(lab::info(id).symbol, size);
        const ImVec2 min = at(region.min), max = at(region.max);
        const ImVec2 text(min.x - room.x - 6, (min.y + max.y - room.y) / 2 - 1);
        list->AddRectFilled(ImVec2(text.x - 2, min.y - 1), ImVec2(min.x - 2, max.y + 1), c.theme.background);
        draw_math(c, text, lab::info(id).symbol, colour_of(id, c.theme), size);
    }
};

FlowNeeds needs_of(Context& c, PictureNumbers& numbers) {
    const lab::Document& doc = c.document;
    FlowNeeds needs;
    needs.query_names = numbers.query_width(96) + 10;
    needs.key_names = numbers.key_width(96) + 10;
    needs.inputs = (doc.cross() ? 2 : 1) * (doc.on(Param::positions) ? 2 : 1);
    needs.biases = doc.on(Param::biases);
    needs.output = doc.on(Param::output_projection);
    needs.head_dim = doc.integer(Param::head_dim);
    needs.header = c.app.touch ? 56.0f : 40.0f;
    needs.heads = doc.integer(Param::num_heads);
    needs.queries = doc.queries();
    needs.keys = doc.keys();
    return needs;
}

/// The first column; returns what the queries and what the keys and values are made of.
void inputs(Flow& f, MatrixPlace& for_queries, MatrixPlace& for_keys) {
    const lab::Document& doc = f.c.document;
    const bool positions = doc.on(Param::positions);
    int next = 0;
    const auto side = [&](TensorId id, TensorId stage) {
        MatrixPlace where = f.put_input(picture_of(f.c, f.numbers, id), f.layout.inputs[next++]);
        if (!positions) return where;
        const MatrixPlace before = where;
        MatrixSpec spec = picture_of(f.c, f.numbers, stage, 0);
        spec.row_names = lab::counts_keys(lab::info(stage).rows) ? f.numbers.keys() : f.numbers.queries();
        where = f.put_input(std::move(spec), f.layout.inputs[next++]);
        const float x = (before.min.x + before.max.x) / 2;
        f.list->AddLine(ImVec2(x, before.max.y + 4), ImVec2(x, where.outer_min.y - 1), faded(f.c.theme.quiet, 0.6f), 1.5f);
        return where;
    };
    for_queries = side(TensorId::X, TensorId::input);
    for_keys = doc.cross() ? side(TensorId::X_kv, TensorId::memory) : for_queries;
}

/// The legend of the large picture, and its shape when that has no room above.
void below_large(Flow& f, const MatrixPlace& large, std::string_view shape) {
    Context& c = f.c;
    const Theme& theme = c.theme;
    const ImVec2 to = f.at(f.layout.below_large.max);
    const Heatmap map = f.numbers.stage(c, c.view.large, c.view.head);
    const bool weights = map.scale == Scale::weights;
    const ImU32* stops = weights ? theme.palette.sequential : theme.palette.diverging;
    const std::string low = weights ? "0" : number_text(-static_cast<double>(map.limit), map.limit < 1 ? 2 : 0);
    const std::string high = weights ? "1" : number_text(static_cast<double>(map.limit), map.limit < 1 ? 2 : 0);
    const float size = theme.heading, y = large.outer_max.y + 10;
    float x = large.min.x;
    x += draw_text(c, ImVec2(x, y), low, theme.quiet, size).x + 6;
    const float bar = std::min(shape.empty() ? 96.0f : 48.0f, to.x - x - 40), step = bar / 4;
    for (int i = 0; i < 4 && bar > 20; ++i) {
        const ImVec2 a(x + static_cast<float>(i) * step, y + 3), b(a.x + step, y + 11);
        f.list->AddRectFilledMultiColor(a, b, stops[i], stops[i + 1], stops[i + 1], stops[i]);
    }
    f.list->AddRect(ImVec2(x, y + 3), ImVec2(x + bar, y + 11), faded(theme.quiet, 0.35f));
    x += bar + 6;
    x += draw_text(c, ImVec2(x, y), high, theme.quiet, size).x + 18;
    const std::string_view word = c.text(lab::Str::legend_masked);
    const bool masks = lab::info(c.view.large).hatched;
    if (masks && x + 20 + text_size(word, size).x <= to.x) {
        const ImVec2 a(x, y + 1), b(x + 13, y + 14);
        f.list->AddRectFilled(a, b, theme.palette.paper, 2);
        f.list->AddLine(ImVec2(a.x + 2, b.y - 2), ImVec2(b.x - 2, a.y + 2), theme.palette.hatch, 1.2f);
        f.list->AddRect(a, b, faded(theme.quiet, 0.35f), 2);
        x = b.x + 6;
        x += draw_text(c, ImVec2(x, y), word, theme.quiet, size).x + 10;
    }
    if (shape.empty()) return;
    const float left = large.max.x - text_size(shape, theme.small, Face::mono).x;
    draw_text(c, ImVec2(std::max(left, x), y), shape, theme.quiet, theme.small, Face::mono);
}

}  // namespace

void flow(Context& c, PictureNumbers& numbers, ImVec2 room) {
    const FlowNeeds needs = needs_of(c, numbers);
    FlowLayout layout = plan_flow(room, needs);
    if (layout.size.y > room.y) layout = plan_flow(ImVec2(room.x - ImGui::GetStyle().ScrollbarSize, room.y), needs);
    Flow f{c, numbers, layout, ImGui::GetCursorScreenPos()};
    const Theme& theme = c.theme;
    const bool output = c.document.on(Param::output_projection), biases = c.document.on(Param::biases);

    ImGui::SetCursorScreenPos(f.at(layout.header.min));
    batch_choice(c, layout.large.min.x - layout.header.min.x - 24);
    ImGui::SetCursorScreenPos(f.at(ImVec2(layout.large.min.x, layout.header.min.y)));
    stage_choice(c);

    const auto projected = head_projections();
    const Projection& joined_projection = output_projection();
    MatrixPlace for_queries, for_keys, projections[kHeadProjections], heads[kHeadProjections];
    inputs(f, for_queries, for_keys);
    for (size_t i = 0; i < projected.size(); ++i) {
        projections[i] = f.put_weights(projected[i].weight, layout.projections[i]);
        if (biases) f.bias(projected[i].bias, layout.biases[i]);
    }
    for (size_t i = 0; i < projected.size(); ++i)
        heads[i] = f.put(picture_of(c, numbers, projected[i].result, -1), layout.heads[i]);

    MatrixSpec spec = large_picture(c, numbers);
    spec.row_names = {};
    spec.caption_room = layout.large.width() + 8;
    const std::string shape_below = f.shape_fits(spec, spec.caption_room) ? std::string() : spec.shape;
    const MatrixPlace large = f.put(std::move(spec), layout.large);
    spec = picture_of(c, numbers, TensorId::context, c.view.head);
    Region beside = layout.context;
    beside.max.y = large.max.y - f.origin.y;  // its rows are the rows of the weights
    spec.cell_max = 200;
    spec.row_names = numbers.queries();
    spec.row_names_right = true;
    const MatrixPlace context = f.put(std::move(spec), beside);
    below_large(f, large, shape_below);

    const float cards_end = gallery(c, numbers, f.at(layout.gallery.min), f.at(layout.gallery.max), false);
    const MatrixPlace concat = f.put_joined(picture_of(c, numbers, TensorId::concat, 0), layout.concat);
    MatrixPlace behind_heads = concat;
    if (output) {
        behind_heads = f.put_weights(joined_projection.weight, layout.output_projection, true);
        if (biases) f.bias(joined_projection.bias, layout.output_bias);
    }
    spec = picture_of(c, numbers, TensorId::output, 0);
    spec.row_names = numbers.queries();
    spec.row_names_right = true;
    const MatrixPlace result = f.put_joined(std::move(spec), layout.output);

    for (size_t i = 0; i < projected.size(); ++i) {
        const ImU32 colour = colour_of(projected[i].result, theme);
        f.curve(lab::counts_keys(lab::info(projected[i].source).rows) ? for_keys : for_queries, projections[i], colour);
        f.curve(projections[i], heads[i], colour);
    }
    f.curve(heads[0], large, theme.query, 0.5f, 0.35f);
    f.curve(heads[1], large, theme.key, 0.5f, 0.65f);
    const ImVec2 leave(heads[2].max.x + 5, (heads[2].min.y + heads[2].max.y) / 2);
    const ImVec2 pass(large.min.x - 5, std::max(leave.y, f.at(layout.below_large.max).y + 4));
    flow_curve(f.list, leave, pass, theme.value);
    flow_corner(f.list, pass, ImVec2((context.min.x + context.max.x) / 2, context.max.y + 6), theme.value);
    const float joined = (concat.min.y + concat.max.y) / 2;
    flow_curve(f.list, ImVec2(cards_end + 6, joined), ImVec2(concat.min.x - 5, joined), theme.output);
    f.curve(concat, output ? behind_heads : result, theme.output);
    if (output) f.curve(behind_heads, result, theme.output);
    if (biases) {
        for (size_t i = 0; i < projected.size(); ++i) f.bias_name(projected[i].bias, layout.biases[i]);
        if (output) f.bias_name(joined_projection.bias, layout.output_bias);
    }

    ImGui::SetCursorScreenPos(f.origin);
    ImGui::Dummy(layout.size);
}

}  // namespace headscope::ui
