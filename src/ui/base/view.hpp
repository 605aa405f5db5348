// The one view: everything on screen that is not the document. No number depends on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/model/cell.hpp"
#include "lab/words/strings.hpp"

namespace headscope::ui {

enum class ThemeChoice { automatic, light, dark };
enum class PhoneTab { input, heads, output, controls };
/// Whose weights the arcs over the sentence are.
enum class Arcs { head, all };
/// Which letters stand for the sizes: this project's (m, h, S), or those of most articles (n_heads, d_k, n).
enum class Symbols { own, articles };
/// What is drawn as arrows and points on the stage: queries and keys, values and their mixture, or X.
enum class Geometry { off, scores, context, input };
/// What a stroke on the large picture writes into the painted mask.
enum class Brush { hide, allow, number };

/// How weights become colours: up to the largest of them; by the square root, up to the largest; up to 1; up to kUniformReach times
/// what each key would get of an even spread. Automatic: the first for short sentences, the second above kShortSentence keys, where
/// most weights are small.
enum class WeightScale { automatic, largest, root, one, uniform };
inline constexpr int kShortSentence = 16;
inline constexpr float kUniformReach = 4;
/// How often the picture on the stage can be larger than its room.
inline constexpr float kMostZoom = 16;
/// So many numbers can be pinned at once.
inline constexpr size_t kMostPins = 6;

/// How the cards of all heads stand: by their numbers, or by one of what is told of each, the largest first.
enum class HeadOrder {
    number,
#define HEADSCOPE_HEAD_STATISTIC(key, self) key,
#include "lab/readings/head_statistics.def"
#undef HEADSCOPE_HEAD_STATISTIC
};

/// The row of head_statistics.def that an order goes by, -1 for the numbers; and the order of a row.
constexpr int row_of(HeadOrder order) { return static_cast<int>(order) - 1; }
constexpr HeadOrder order_by(int row) { return static_cast<HeadOrder>(row + 1); }

/// What can be painted into an additive mask.
inline constexpr float kLeastPaintBias = -100, kMostPaintBias = 100;

/// One value; what of it the page and a link may set is in view_table.hpp.
struct View {
    lab::Language language = lab::Language::english;
    ThemeChoice theme = ThemeChoice::automatic;
    int item = 0;  // shown batch item
    int head = 0;  // the head shown large
    int layer = 0;
    lab::TensorId large = lab::TensorId::weights;    // what takes the stage: a step from scores to context, or any tensor
    lab::TensorId gallery = lab::TensorId::weights;  // stage shown for every head at once
    HeadOrder head_order = HeadOrder::number;
    std::optional<int> returns_to;         // while another head is previewed in `head`: the chosen one
    std::optional<lab::CellRef> hovered;   // what pointer or focus is on; selected while it lasts
    std::vector<lab::CellRef> pins;        // cells whose numbers stay in sight; the last one is selected
    std::vector<lab::CellRef> trail;       // from a pin, operand by operand, to the cell whose formula is open
    bool pinning = false;                  // the next click pins one more
    int query = 4;                         // the token whose arcs are drawn: first, the name in the first sentence
    Arcs arcs = Arcs::head;                // of the shown head, or of all
    std::vector<lab::CellRef> highlights;  // cells outlined besides the selection
    int second_head = -1;                  // shown beside the first; -1: none
    int decoding = -1;                     // the token whose turn it is, and the query; -1: all at once
    bool all_steps = false;                // every step from scores to weights at once
    Geometry geometry = Geometry::off;     // rows as arrows and points in place of the map
    int axis_x = -1, axis_y = -1;          // in which of their columns; -1: a principal axis
    WeightScale weight_scale = WeightScale::automatic;
    bool scale_lock = false;  // colour scales stay as they are
    float zoom = 1;           // of the stage
    bool rail_folded = false, inspector_folded = false;
    PhoneTab tab = PhoneTab::heads;
    int phone_projection = 0;  // which of q, k, v the phone's input tab shows
    Symbols symbols = Symbols::own;
    int preset = 0;              // whose name stands in the bar, and whether the document is still the preset's; -1: nobody's
    bool preset_edited = false;  // (a link's)
    int profile = -1;            // the library chosen last; of those that agree with the document it is told first
    bool question = false;       // the preset's question stands on the page
    bool first_steps = true;     // what the page is, and three things to try
    Brush brush = Brush::hide;
    bool painting = false;            // the large matrix paints the custom mask
    float paint_bias = -1;            // what painting writes into an additive mask
    bool compare = false;             // pictures show a difference:
    int against = 0;                  // from the start, or (from 1) from the same document under a profile
    bool in_order = false;            // rows of weights in the order of the sentence, not by size
    bool help = false;                // the overlay with the shortcuts
    bool legend = false;              // the overlay with colours, conventions and symbols
    bool drawer = false;              // the controls, where they have no rail
    bool unfolded = false;            // long sums of products
    bool sum = false;                 // the exponentials of a softmax
    bool unfolded_sum = false;        // all of them
    bool naming = false;              // the fields for the names of dimensions
    bool arithmetic = false;          // the phone's steps
    bool read_only = false;           // no edits by hand
    std::vector<std::string> hidden;  // keys of the controls and groups that are not drawn

    bool operator==(const View&) const = default;

    /// The pin that was set last.
    const lab::CellRef* locked() const { return pins.empty() ? nullptr : &pins.back(); }
    /// The cell whose formula is open: the end of the trail, else the last pin.
    const lab::CellRef* opened() const { return trail.empty() ? locked() : &trail.back(); }
    /// The selected cell: hovered, else opened.
    const lab::CellRef* selected() const { return hovered ? &*hovered : opened(); }
    /// Whether the control or group of this key is not drawn.
    bool hides(std::string_view key) const {
        for (const std::string& hidden_key : hidden)
            if (hidden_key == key) return true;
        return false;
    }
};

/// The shown part of a tensor: its first cell.
inline lab::CellRef shown_part(const View& view, lab::TensorId tensor, int head = 0) {
    const lab::TensorInfo& row = lab::info(tensor);
    return {tensor, row.per_layer ? view.layer : 0, row.per_item ? view.item : 0, row.per_head ? head : 0, 0, 0};
}

}  // namespace headscope::ui
