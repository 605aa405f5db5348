// The control of a row of the parameter table.
#include <array>
#include <vector>

#include "ui/kit/control.hpp"

namespace headscope::ui {
namespace {

using lab::ControlKind;
using lab::ParamInfo;
using lab::ParamType;

bool choice(Context& c, const ParamInfo& row, Name name, std::string_view help, double* value) {
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

Change scalar(Context& c, const ParamInfo& row, Name name, std::string_view help, double* value) {
    if (row.control == ControlKind::number)
        return number(c, row.key, name, value, row.min, row.max, row.step, row.type == ParamType::integer, help);
    const bool own_track = row.track_min != row.track_max;
    const double start = own_track ? row.track_min : row.min;
    const double end = row.track_end ? row.track_end(c.document) : own_track ? row.track_max : row.max;
    const std::vector<double> legal = row.legal ? row.legal(c.document) : std::vector<double>{};
    return slider(c, row.key, name, value, start, end, row.step, legal, row.logarithmic, help);
}

}  // namespace

void parameter(Context& c, lab::Param param) {
    const ParamInfo& row = lab::info(param);
    if (c.view.hides(row.key)) return;
    const Name name(c.text(row.label), row.symbol);
    const std::string_view help = c.text(row.help);
    double value = c.document.real(param);
    Change change;
    if (row.type == ParamType::boolean) {
        bool on = value != 0;
        change.changed = toggle(c, row.key, name, &on, help);
        value = on ? 1 : 0;
    } else if (row.type == ParamType::choice) {
        change.changed = choice(c, row, name, help, &value);
    } else {
        change = scalar(c, row, name, help, &value);
    }
    if (change.changed) c.edit(lab::SetParam{param, value}, change.gesture);
    if (change.ended) c.end_gesture();
}

}  // namespace headscope::ui
