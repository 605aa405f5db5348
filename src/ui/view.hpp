// What a visitor looks at: everything on screen that is not the document. No number depends on it.
#pragma once

#include <optional>

#include "lab/explain.hpp"
#include "lab/strings.hpp"
#include "ui/interaction.hpp"

namespace headscope::ui {

enum class ThemeChoice { automatic, light, dark };
enum class PhoneTab { input, heads, output, controls };

/// A cell of an editable matrix that is no stage of the trace: weights, biases, masks, X before positions are added.
struct ParameterCell {
    lab::MatrixId matrix = lab::MatrixId::input;
    int item = 0, row = 0, col = 0;
    bool operator==(const ParameterCell&) const = default;
};

struct View {
    lab::Language language = lab::Language::english;
    ThemeChoice theme = ThemeChoice::automatic;
    int item = 0;                                                      // shown batch item
    int head = 0;                                                      // the head shown large
    lab::Stage large = lab::Stage::weights;                            // score stage shown large
    lab::Stage gallery = lab::Stage::weights;                          // stage shown for every head at once
    std::optional<lab::Cell> hovered, locked;                          // the selection; hover wins over the lock while it lasts
    std::optional<ParameterCell> hovered_parameter, locked_parameter;  // instead of the cell above; never both
    PhoneTab tab = PhoneTab::heads;
    bool painting = false;    // the large matrix paints the custom mask
    float paint_bias = -1;    // what painting writes into an additive mask
    Interaction interaction;  // what pointer and keyboard are in the middle of
    /// The selected cell: hovered, else locked.
    const lab::Cell* selected() const { return hovered ? &*hovered : hovered_parameter || !locked ? nullptr : &*locked; }
    const ParameterCell* selected_parameter() const {
        return hovered_parameter ? &*hovered_parameter : hovered || !locked_parameter ? nullptr : &*locked_parameter;
    }
};

}  // namespace headscope::ui
