// Matrices that are edited in the rail: below the control they belong to.
#include <algorithm>

#include "lab/model/choices.hpp"
#include "ui/kit/kit.hpp"
#include "ui/picture/picture.hpp"
#include "ui/rail/extras.hpp"

namespace headscope::ui {

using lab::Param;
using lab::Positions;
using lab::TensorId;

void rail_picture(Context& c, PictureNumbers& numbers, TensorId matrix) {
    MatrixSpec spec = picture_of(c, numbers, matrix);
    const float width = ImGui::GetContentRegionAvail().x;
    float height = 0.8f * width;
    if (lab::info(matrix).kind == lab::TensorKind::mask) {  // the control above has its name
        constexpr int kMost = 3;
        height *= static_cast<float>(std::min(c.document.mask_heads(), kMost));
        spec.caption.clear();
        spec.shape.clear();
    }
    spec.cell_max = 26;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const MatrixPlace where = place(c, std::move(spec), at, ImVec2(width, height));
    ImGui::SetCursorScreenPos(ImVec2(at.x, where.outer_max.y + 8));
}

void scoring_matrix(Context& c, PictureNumbers& numbers) {
    if (c.view.hides(lab::info(Param::scoring).key)) return;
    for (const TensorId matrix : {TensorId::v_a, TensorId::W_a})
        if (lab::info(matrix).used(c.document)) rail_picture(c, numbers, matrix);
}

void sink_logits(Context& c, PictureNumbers& numbers) {
    if (c.document.on(Param::sink) && !c.view.hides(lab::info(Param::sink).key)) rail_picture(c, numbers, TensorId::sinks);
}

void own_positions(Context& c, PictureNumbers& numbers) {
    const bool own = c.document.positions() == Positions::own;
    if (own && !c.view.hides(lab::info(Param::positions).key)) rail_picture(c, numbers, TensorId::P);
}

void layers_note(Context& c) {
    if (!c.document.output_is_d_model()) small_print(c, c.text(lab::Str::layers_need_width));
}

void norm_parameters(Context& c, PictureNumbers& numbers) {
    if (c.document.norm() == lab::Norm::off || c.view.hides(lab::info(Param::norm).key)) return;
    for (const TensorId matrix : {TensorId::norm_gain, TensorId::norm_bias}) rail_picture(c, numbers, matrix);
}

}  // namespace headscope::ui
