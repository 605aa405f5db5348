// The control of a row of the parameter table.
#include <array>
#include <cmath>
#include <vector>

#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

using lab::Param;

/// The values a drag may stop at where not every number in the range is legal. Empty: all of them.
std::vector<double> legal_values(const lab::Document& doc, Param param) {
    std::vector<double> legal;
    const int width = doc.integer(Param::d_model), heads = doc.integer(Param::num_heads);
    if (param == Param::num_heads) {
        const int most = static_cast<int>(lab::info(param).max);
        for (int m = 1; m <= width && m <= most; ++m)
            if (width % m == 0) legal.push_back(m);
    } else if (param == Param::d_model || param == Param::head_dim) {
        // Head dimensions: every one up to 16, then by eighths of an octave.
        const int most = static_cast<int>(lab::info(Param::d_model).max) / heads;
        for (int h = 1; h <= most; h += h < 16 ? 1 : h < 64 ? 8 : h < 256 ? 32 : 128)
            legal.push_back(param == Param::d_model ? h * heads : h);
    }
    return legal;
}

/// The end of the track: the range that makes sense now. Typing may go to the table's own limit.
double track_end(const lab::Document& doc, const lab::ParamInfo& row) {
    if (row.param == Param::window_size) return ImMax(1.0, static_cast<double>(ImMax(doc.keys(), doc.queries()) - 1));
    if (row.param == Param::temperature) return 10;
    if (row.param == Param::softcap) return 50;
    return row.max;
}

bool is_slider(Param param) {
    switch (param) {
        case Param::scale_value:
        case Param::embedding_seed:
        case Param::weight_seed: return false;
        default: return true;
    }
}

bool choice(Context& c, const lab::ParamInfo& row, Name name, std::string_view help, double* value) {
    std::array<std::string_view, 8> labels;
    const size_t n = ImMin(row.choice_labels.size(), labels.size());
    for (size_t i = 0; i < n; ++i) labels[i] = c.text(row.choice_labels[i]);
    int chosen = static_cast<int>(*value);
    const std::span<const std::string_view> shown_labels(labels.data(), n);
    const bool changed = n <= 4 ? segmented(c, row.key, name, shown_labels, &chosen, help, row.choices)
                                : menu(c, row.key, name, shown_labels, &chosen, help, row.choices);
    *value = chosen;
    return changed;
}

}  // namespace

void parameter(Context& c, lab::Param param) {
    const lab::ParamInfo& row = lab::info(param);
    const Name name(c.text(row.label), row.symbol);
    const std::string_view help = c.text(row.help);
    double value = c.document.real(param);
    Change change;
    switch (row.type) {
        case lab::ParamType::boolean: {
            bool on = value != 0;
            change.changed = toggle(c, row.key, name, &on, help);
            value = on ? 1 : 0;
            break;
        }
        case lab::ParamType::choice: change.changed = choice(c, row, name, help, &value); break;
        case lab::ParamType::integer:
        case lab::ParamType::real: {
            const bool integer = row.type == lab::ParamType::integer;
            const std::vector<double> legal = legal_values(c.document, param);
            if (is_slider(param)) {
                const double start = param == Param::temperature ? 0.1 : row.min;
                change = slider(c, row.key, name, &value, start, track_end(c.document, row), row.step, legal,
                                param == Param::temperature, help);
            } else {
                change = number(c, row.key, name, &value, row.min, row.max, row.step, integer, help);
            }
            break;
        }
    }
    if (change.changed) c.edits.emplace_back(lab::SetParam{param, value});
    c.gesture |= change.gesture;
    c.gesture_ended |= change.ended;
}

}  // namespace headscope::ui
