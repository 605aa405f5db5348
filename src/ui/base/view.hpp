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
/// Whose numbers the inspector shows for a row without a visible key: ours, a plain softmax's, or those of a fill with -1e6.
enum class EmptyRowAs { headscope, softmax, fill };

/// What can be painted into an additive mask.
inline constexpr float kLeastPaintBias = -100, kMostPaintBias = 100;

/// One value; what of it the page and a link may set is in view_table.hpp.
struct View {
    lab::Language language = lab::Language::english;
    ThemeChoice theme = ThemeChoice::automatic;
    int item = 0;  // shown batch item
    int head = 0;  // the head shown large
    int layer = 0;
    lab::TensorId large = lab::TensorId::weights;    // score stage shown large
    lab::TensorId gallery = lab::TensorId::weights;  // stage shown for every head at once
    std::optional<lab::CellRef> hovered, locked;     // the selection; hover wins over the lock while it lasts
    std::vector<lab::CellRef> highlights;            // cells outlined besides the selection
    PhoneTab tab = PhoneTab::heads;
    int phone_projection = 0;  // which of q, k, v the phone's input tab shows
    bool painting = false;     // the large matrix paints the custom mask
    float paint_bias = -1;     // what painting writes into an additive mask
    bool help = false;         // the overlay with the shortcuts
    bool drawer = false;       // the controls, where they have no rail
    bool unfolded = false;     // long sums of the inspector
    bool arithmetic = false;   // the phone's steps
    EmptyRowAs empty_row_as = EmptyRowAs::headscope;
    bool read_only = false;           // no edits by hand
    std::vector<std::string> hidden;  // keys of the controls and groups that are not drawn

    bool operator==(const View&) const = default;

    /// The selected cell: hovered, else locked.
    const lab::CellRef* selected() const { return hovered ? &*hovered : locked ? &*locked : nullptr; }
    /// Whether the control or group of this key is not drawn.
    bool hides(std::string_view key) const {
        for (const std::string& hidden_key : hidden)
            if (hidden_key == key) return true;
        return false;
    }
};

/// Who owns the shown part of a matrix: its batch item or its layer.
inline int owner_of(const lab::CellRef& cell) { return lab::info(cell.tensor).per_item ? cell.item : cell.layer; }
/// The shown part of a tensor: its first cell.
inline lab::CellRef shown_part(const View& view, lab::TensorId tensor, int head = 0) {
    const lab::TensorInfo& row = lab::info(tensor);
    return {tensor, row.per_layer ? view.layer : 0, row.per_item ? view.item : 0, row.per_head ? head : 0, 0, 0};
}

}  // namespace headscope::ui
