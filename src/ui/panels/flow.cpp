// The flow: X, projections, Q K V, one head large, every head, concat, W_o, Y, where the formula puts them.
#include <algorithm>

#include "ui/panels/curves.hpp"
#include "ui/panels/flow_layout.hpp"
#include "ui/panels/pictures.hpp"

namespace headscope::ui {

using lab::MatrixId;
using lab::Param;
using lab::Stage;

namespace {

constexpr Stage kHeadStages[] = {Stage::query, Stage::key, Stage::value};
constexpr MatrixId kProjections[] = {MatrixId::W_q, MatrixId::W_k, MatrixId::W_v};
constexpr MatrixId kBiases[] = {MatrixId::b_q, MatrixId::b_k, MatrixId::b_v};

/// Draws pictures into the layout's areas and remembers where they came to stand.
struct Flow {
    Context& c;
    Panels& p;
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
        const bool has_bias = spec.editable && *spec.editable >= MatrixId::W_q && c.document.on(Param::biases);
        const float under = has_bias ? 18.0f : 0.0f;
        const MatrixPlace where = put(std::move(spec), region);
        if (below) draw_text(c, ImVec2(where.min.x, where.max.y + under + 5), shape, theme.quiet, theme.small, Face::mono);
        return where;
    }
    /// A weight matrix: as square as its shape, whatever the gaps between heads take.
    MatrixPlace put_weights(MatrixId id, const Region& region, bool joined = false) {
        MatrixSpec spec = picture_of(c, p, id);
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
    void bias(MatrixId id, const Region& region) {
        MatrixSpec spec = picture_of(c, p, id);
        spec.symbol.clear();
        spec.shape.clear();
        put(std::move(spec), region);
    }
    /// The name beside a bias row; drawn last, because lines pass behind it.
    void bias_name(MatrixId id, const Region& region) {
        const float size = c.theme.small;
        const ImVec2 room = math_size(symbol_of(id), size);
        const ImVec2 min = at(region.min), max = at(region.max);
        const ImVec2 text(min.x - room.x - 6, (min.y + max.y - room.y) / 2 - 1);
        list->AddRectFilled(ImVec2(text.x - 2, min.y - 1), ImVec2(min.x - 2, max.y + 1), c.theme.background);
        draw_math(c, text, symbol_of(id), colour_of(id, c.theme), size);
    }
};

FlowNeeds needs_of(Context& c, Panels& p) {
    const lab::Document& doc = c.document;
    FlowNeeds needs;
    needs.query_names = p.sources.query_width(96) + 10;
    needs.key_names = p.sources.key_width(96) + 10;
    needs.inputs = (doc.cross() ? 2 : 1) * (doc.on(Param::positions) ? 2 : 1);
    needs.biases = doc.on(Param::biases);
    needs.output = doc.on(Param::output_projection);
    needs.head_dim = doc.integer(Param::head_dim);
    needs.header = c.facts.touch ? 56.0f : 40.0f;
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
    const auto side = [&](MatrixId id, Stage stage) {
        MatrixPlace where = f.put_input(picture_of(f.c, f.p, id), f.layout.inputs[next++]);
        if (!positions) return where;
        const MatrixPlace before = where;
        MatrixSpec spec = picture_of(f.c, f.p, stage, 0);
        spec.row_names = stage == Stage::input ? f.p.sources.queries() : f.p.sources.keys();
        where = f.put_input(std::move(spec), f.layout.inputs[next++]);
        const float x = (before.min.x + before.max.x) / 2;
        f.list->AddLine(ImVec2(x, before.max.y + 4), ImVec2(x, where.outer_min.y - 1), faded(f.c.theme.quiet, 0.6f), 1.5f);
        return where;
    };
    for_queries = side(MatrixId::input, Stage::input);
    for_keys = doc.cross() ? side(MatrixId::memory, Stage::memory) : for_queries;
}

/// The legend of the large picture, and its shape when that has no room above.
void below_large(Flow& f, const MatrixPlace& large, std::string_view shape) {
    Context& c = f.c;
    const Theme& theme = c.theme;
    const ImVec2 to = f.at(f.layout.below_large.max);
    const Heatmap map = f.p.sources.stage(c, c.view.large, c.view.item, c.view.head);
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
    const bool masks = weights || c.view.large == Stage::masked_scores;
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

void flow(Context& c, Panels& p, ImVec2 room) {
    const FlowNeeds needs = needs_of(c, p);
    FlowLayout layout = plan_flow(room, needs);
    if (layout.size.y > room.y) layout = plan_flow(ImVec2(room.x - ImGui::GetStyle().ScrollbarSize, room.y), needs);
    Flow f{c, p, layout, ImGui::GetCursorScreenPos()};
    const Theme& theme = c.theme;
    const bool output = c.document.on(Param::output_projection), biases = c.document.on(Param::biases);

    ImGui::SetCursorScreenPos(f.at(layout.header.min));
    batch_choice(c, layout.large.min.x - layout.header.min.x - 24);
    ImGui::SetCursorScreenPos(f.at(ImVec2(layout.large.min.x, layout.header.min.y)));
    stage_choice(c);

    MatrixPlace for_queries, for_keys, projections[3], heads[3];
    inputs(f, for_queries, for_keys);
    for (int i = 0; i < 3; ++i) {
        projections[i] = f.put_weights(kProjections[i], layout.projections[i]);
        if (biases) f.bias(kBiases[i], layout.biases[i]);
    }
    for (int i = 0; i < 3; ++i) heads[i] = f.put(picture_of(c, p, kHeadStages[i], -1), layout.heads[i]);

    MatrixSpec spec = large_picture(c, p);
    spec.row_names = {};
    spec.caption_room = layout.large.width() + 8;
    const std::string shape_below = f.shape_fits(spec, spec.caption_room) ? std::string() : spec.shape;
    const MatrixPlace large = f.put(std::move(spec), layout.large);
    spec = picture_of(c, p, Stage::context, c.view.head);
    Region beside = layout.context;
    beside.max.y = large.max.y - f.origin.y;  // its rows are the rows of the weights
    spec.cell_max = 200;
    spec.row_names = p.sources.queries();
    spec.row_names_right = true;
    const MatrixPlace context = f.put(std::move(spec), beside);
    below_large(f, large, shape_below);

    const float cards_end = gallery(c, p, f.at(layout.gallery.min), f.at(layout.gallery.max), false);
    const MatrixPlace concat = f.put_joined(picture_of(c, p, Stage::concat, 0), layout.concat);
    MatrixPlace output_projection = concat;
    if (output) {
        output_projection = f.put_weights(MatrixId::W_o, layout.output_projection, true);
        if (biases) f.bias(MatrixId::b_o, layout.output_bias);
    }
    spec = picture_of(c, p, Stage::output, 0);
    spec.row_names = p.sources.queries();
    spec.row_names_right = true;
    const MatrixPlace result = f.put_joined(std::move(spec), layout.output);

    f.curve(for_queries, projections[0], theme.query);
    f.curve(for_keys, projections[1], theme.key);
    f.curve(for_keys, projections[2], theme.value);
    const ImU32 colours[] = {theme.query, theme.key, theme.value};
    for (int i = 0; i < 3; ++i) f.curve(projections[i], heads[i], colours[i]);
    f.curve(heads[0], large, theme.query, 0.5f, 0.35f);
    f.curve(heads[1], large, theme.key, 0.5f, 0.65f);
    const ImVec2 leave(heads[2].max.x + 5, (heads[2].min.y + heads[2].max.y) / 2);
    const ImVec2 pass(large.min.x - 5, std::max(leave.y, f.at(layout.below_large.max).y + 4));
    flow_curve(f.list, leave, pass, theme.value);
    flow_corner(f.list, pass, ImVec2((context.min.x + context.max.x) / 2, context.max.y + 6), theme.value);
    const float joined = (concat.min.y + concat.max.y) / 2;
    flow_curve(f.list, ImVec2(cards_end + 6, joined), ImVec2(concat.min.x - 5, joined), theme.output);
    f.curve(concat, output ? output_projection : result, theme.output);
    if (output) f.curve(output_projection, result, theme.output);
    if (biases) {
        for (int i = 0; i < 3; ++i) f.bias_name(kBiases[i], layout.biases[i]);
        if (output) f.bias_name(MatrixId::b_o, layout.output_bias);
    }

    ImGui::SetCursorScreenPos(f.origin);
    ImGui::Dummy(layout.size);
}

}  // namespace headscope::ui
