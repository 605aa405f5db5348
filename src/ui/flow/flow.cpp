// The flow: X, projections, Q K V, one head large, every head, concat, W_o, Y, where the formula puts them.
#include "ui/flow/flow.hpp"

#include <algorithm>

#include "ui/flow/decoding.hpp"
#include "ui/flow/flow_plan.hpp"
#include "ui/flow/gallery.hpp"
#include "ui/flow/geometry.hpp"
#include "ui/flow/item_choice.hpp"
#include "ui/flow/layer_strip.hpp"
#include "ui/flow/stage.hpp"
#include "ui/flow/stage_plan.hpp"
#include "ui/flow/steps.hpp"
#include "ui/kit/control.hpp"
#include "ui/picture/lines.hpp"
#include "ui/picture/picture.hpp"
#include "ui/picture/projections.hpp"
#include "ui/sentence/line.hpp"

namespace headscope::ui {

using lab::Param;
using lab::TensorId;

namespace {

constexpr float kFlatNames = 20;

/// Height that the names of X's columns take below it: as high as a cell's width makes them, which is not known yet, so at a slant.
float height_of_input_names(const Context& c) {
    float widest = 0;
    for (const std::string& name : c.document.names[static_cast<size_t>(lab::Space::input)])
        widest = std::max(widest, text_size(name, c.theme.small).x);
    return widest > 0 ? height_of_names(0, widest + 10, kFlatNames) : 0;
}

/// Draws pictures into the layout's areas and remembers where they came to stand.
struct Flow {
    Context& c;
    PictureNumbers& numbers;
    const FlowLayout& layout;
    ImVec2 origin;
    ImDrawList* list = ImGui::GetWindowDrawList();

    ImVec2 at(ImVec2 point) const { return ImVec2(origin.x + point.x, origin.y + point.y); }
    Region on_screen(const Region& region) const { return {at(region.min), at(region.max)}; }
    MatrixPlace put(MatrixSpec spec, const Region& region) {
        if (spec.caption_room == 0) spec.caption_room = region.width() + layout.caption_reach;
        return place(c, std::move(spec), at(region.min), ImVec2(region.width(), region.height()));
    }
    /// A picture of the first column: whatever its names take, its cells begin where the others do.
    MatrixPlace put_input(MatrixSpec spec, Region region) {
        ImGui::SetCursorScreenPos(at(region.min));
        spec.area = ImVec2(region.width(), region.height());
        if (layout.gutter <= 0) spec.row_names = {};
        if (!spec.col_names.empty()) {
            // The first name reaches to the left of its column: into the margin, and some way that the cells leave it.
            constexpr float kReach = 30, kMargin = 12;
            spec.column_names = layout.input_names;
            spec.slanted_names = layout.input_names > kFlatNames;
            spec.names_reach = std::max(layout.gutter, kReach);
            if (spec.slanted_names && layout.gutter < kReach) region.min.x += kReach - kMargin;
        }
        const MatrixPlace free = measure_matrix(c, spec);
        spec.caption_room = region.width() - layout.gutter + layout.caption_reach;  // captions begin with the cells
        region.min.x += std::max(layout.gutter - (free.min.x - free.outer_min.x), 0.0f);
        return put(std::move(spec), region);
    }
    /// A weight matrix: as square as its shape, whatever the gaps between heads take.
    MatrixPlace put_weights(TensorId id, const Region& region) {
        MatrixSpec spec = picture_of(c, numbers, id);
        const float rows = static_cast<float>(std::max(spec.heatmap.rows, 1)),
                    cols = static_cast<float>(std::max(spec.heatmap.cols, 1));
        const float side = region.width(), caption = region.height() - side;
        Region area = region;
        area.max.y = area.min.y + caption + std::max(side * std::min(rows / cols, 1.0f), 8.0f);
        area.max.x = area.min.x + std::max(side * std::min(cols / rows, 1.0f), 8.0f);
        return put(std::move(spec), area);
    }
    /// The sign of an operation between two pictures.
    void sign(const MatrixPlace& from, const MatrixPlace& to, std::string_view text) {
        const float size = c.theme.caption + 2;
        const ImVec2 extent = text_size(text, size);
        draw_centred(c, ImVec2((from.max.x + to.outer_min.x - extent.x) / 2, (to.min.y + to.max.y) / 2), text, c.theme.ink,
                     size);
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

/// Small enough to be followed with pencil and paper: every number is printed.
bool is_small(const lab::Document& doc) {
    constexpr int kMost = 6;
    return doc.queries() <= kMost && doc.keys() <= kMost && doc.integer(Param::d_model) <= kMost &&
           doc.projection_width() <= kMost && doc.context_width() <= kMost;
}

/// What is made of the joined heads, in its order.
std::vector<TensorId> results_of(const lab::Document& doc) {
    std::vector<TensorId> results{TensorId::output};
    for (const TensorId id : {TensorId::residual, TensorId::post_norm})
        if (lab::info(id).own_memory(doc)) results.push_back(id);
    return results;
}

FlowNeeds needs_of(Context& c, PictureNumbers& numbers) {
    const lab::Document& doc = c.document;
    FlowNeeds needs;
    needs.query_names = numbers.query_width(96) + 10;
    needs.key_names = numbers.key_width(96) + 10;
    const bool positions = doc.adds_positions() && c.view.layer == 0;
    needs.inputs = (1 + doc.cross() + doc.has_value_source()) * (positions ? 2 : 1) + (doc.norm() == lab::Norm::pre ? 1 : 0);
    needs.layers = has_layer_strip(c) ? kLayerStrip : 0;
    needs.input_names = height_of_input_names(c);
    needs.biases = doc.on(Param::biases);
    needs.results = static_cast<int>(results_of(doc).size());
    needs.output = doc.on(Param::output_projection);
    needs.by_hand = is_small(doc);
    needs.sentences = c.view.hides("text") ? 0 : doc.cross() ? 2 : 1;
    needs.head_dim = doc.integer(Param::head_dim);
    needs.value_dim = doc.integer(Param::value_dim);
    needs.header = c.app.touch ? 52.0f : 40.0f;
    needs.caption = caption_height(c);
    if (c.app.touch) needs.legend = 52;
    needs.decoding = decoding_height(c);
    needs.heads = doc.integer(Param::num_heads);
    needs.queries = doc.queries();
    needs.keys = doc.keys();
    return needs;
}

/// The first column; returns what the queries, the keys and the values are made of.
void inputs(Flow& f, MatrixPlace& for_queries, MatrixPlace& for_keys, MatrixPlace& for_values) {
    const lab::Document& doc = f.c.document;
    const bool first = f.c.view.layer == 0, positions = doc.adds_positions();
    int next = 0;
    const auto stage = [&](TensorId id) {
        MatrixSpec spec = picture_of(f.c, f.numbers, id, 0);
        spec.row_names = lab::counts_keys(lab::info(id).rows) ? f.numbers.keys() : f.numbers.queries();
        return f.put_input(std::move(spec), f.layout.inputs[next++]);
    };
    const auto below = [&](const MatrixPlace& before, TensorId id) {
        const MatrixPlace where = stage(id);
        const float x = (before.min.x + before.max.x) / 2;
        f.list->AddLine(ImVec2(x, before.max.y + 4), ImVec2(x, where.outer_min.y - 1), faded(f.c.theme.quiet, 0.6f), 1.5f);
        return where;
    };
    const auto side = [&](TensorId id, TensorId made) {
        if (!first) return stage(made);
        const MatrixPlace where = f.put_input(picture_of(f.c, f.numbers, id), f.layout.inputs[next++]);
        return positions ? below(where, made) : where;
    };
    for_queries = side(TensorId::X, TensorId::input);
    if (doc.norm() == lab::Norm::pre) for_queries = below(for_queries, TensorId::pre_norm);
    for_keys = doc.cross() ? side(TensorId::X_kv, TensorId::memory) : for_queries;
    for_values = doc.has_value_source() ? side(TensorId::X_v, TensorId::value_memory) : for_keys;
}

}  // namespace

void flow(Context& c, PictureNumbers& numbers, ImVec2 room) {
    FlowNeeds needs = needs_of(c, numbers);
    FlowLayout layout = plan_flow(room, needs);
    if (layout.size.y > room.y) layout = plan_flow(ImVec2(room.x - ImGui::GetStyle().ScrollbarSize, room.y), needs);
    const float cell = plan_product(layout.stage, product_of(needs)).cell;
    if (const float names = height_of_names(cell, needs.key_names, needs.flat_names); names > needs.names) {
        needs.names = names;
        layout = plan_flow(ImVec2(layout.size.x, room.y), needs);
    }
    Flow f{c, numbers, layout, ImGui::GetCursorScreenPos()};
    const Theme& theme = c.theme;
    const bool output = c.document.on(Param::output_projection), biases = c.document.on(Param::biases);

    if (needs.sentences > 0) sentence_line(c, numbers, f.on_screen(layout.sentence));
    ImGui::SetCursorScreenPos(f.at(layout.header.min));
    const float decode = decoding_switch_width(c);
    batch_choice(c, layout.header.width() - (decode > 0 ? decode + 10 : 0));
    decoding_switch(c, f.at(ImVec2(layout.header.max.x, layout.header.min.y)), layout.header.height());
    stepper(c, f.at(layout.steps.min), layout.steps.width());
    int layer = c.view.layer;
    if (needs.layers > 0) {
        ImGui::SetCursorScreenPos(f.at(layout.layers.min));
        layer = layer_strip(c, numbers, layout.layers.width());
    }

    const auto projected = head_projections();
    const Projection& joined_projection = output_projection();
    MatrixPlace sources[kHeadProjections], projections[kHeadProjections], heads[kHeadProjections];
    inputs(f, sources[0], sources[1], sources[2]);
    for (size_t i = 0; i < projected.size(); ++i) {
        projections[i] = f.put_weights(projected[i].weight, layout.projections[i]);
        if (biases) f.bias(projected[i].bias, layout.biases[i]);
    }
    for (size_t i = 0; i < projected.size(); ++i)
        heads[i] = f.put(picture_of(c, numbers, projected[i].result, -1), layout.heads[i]);

    StagePlaces on_stage;
    if (c.view.geometry != Geometry::off) {
        geometry(c, numbers, f.on_screen({layout.stage.min, layout.legend.max}));
    } else {
        on_stage = stage(c, numbers, f.on_screen(layout.stage), needs);
        legend(c, numbers, f.on_screen(layout.legend));
    }
    ImGui::SetCursorScreenPos(f.at(layout.decoding.min));
    decoding_steps(c, numbers, layout.decoding.width());

    gallery(c, numbers, f.at(layout.gallery.min), f.at(layout.gallery.max), false);
    const MatrixPlace concat = f.put(picture_of(c, numbers, TensorId::concat, 0), layout.concat);
    MatrixPlace behind_heads = concat;
    if (output) {
        behind_heads = f.put_weights(joined_projection.weight, layout.output_projection);
        if (biases) f.bias(joined_projection.bias, layout.output_bias);
    }
    const std::vector<TensorId> results = results_of(c.document);
    const auto result_of = [&](TensorId id, const Region& region, bool last) {
        MatrixSpec spec = picture_of(c, numbers, id, 0);
        if (last) spec.row_names = numbers.queries(), spec.row_names_right = true;
        return f.put(std::move(spec), region);
    };
    const MatrixPlace result = result_of(TensorId::output, layout.results[0], results.size() == 1);

    for (size_t i = 0; i < projected.size(); ++i) {
        const ImU32 colour = colour_of(projected[i].result, theme);
        if (needs.by_hand && i == 0) f.sign(sources[i], projections[i], "\u00d7");
        else f.curve(sources[i], projections[i], colour);
        if (needs.by_hand) f.sign(projections[i], heads[i], "=");
        else f.curve(projections[i], heads[i], colour);
    }
    if (on_stage.product) {
        f.curve(heads[0], on_stage.left, theme.query);
        // Round Q's name, in the gap before it.
        constexpr float kAir = 5;
        const ImVec2 turn(on_stage.left.min.x - 2 * kAir, on_stage.upper.y);
        flow_curve(f.list, ImVec2(heads[1].max.x + kAir, (heads[1].min.y + heads[1].max.y) / 2), turn, theme.key);
        flow_curve(f.list, turn, ImVec2(on_stage.upper.x - kAir, on_stage.upper.y), theme.key);
    }
    if (output) f.curve(concat, behind_heads, theme.output);
    f.curve(behind_heads, result, theme.output);
    MatrixPlace last = result;
    for (size_t i = 1; i < results.size(); ++i) {
        const MatrixPlace next = result_of(results[i], layout.results[i], i + 1 == results.size());
        f.sign(last, next, results[i] == TensorId::residual ? "+ X =" : "LN =");
        last = next;
    }

    if (biases) {
        for (size_t i = 0; i < projected.size(); ++i) f.bias_name(projected[i].bias, layout.biases[i]);
        if (output) f.bias_name(joined_projection.bias, layout.output_bias);
    }
    c.view.layer = layer;  // of the next frame: this one is laid out for the pictures of the layer before
    // The pictures stand at places of their own; the layout must know how far they reach.
    ImGui::SetCursorScreenPos(f.origin);
    ImGui::Dummy(ImVec2(layout.size.x, layout.size.y));
}

}  // namespace headscope::ui
