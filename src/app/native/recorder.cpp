// The native tests' renderer: see recorder.hpp.
#include "app/native/recorder.hpp"

#include "imgui.h"

namespace headscope::app {

void Recorder::lost() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    textures_.clear();
    ready_ = false;
}

void Recorder::begin_frame(const ui::Palette&) { heatmaps_.clear(); }

void Recorder::draw(ImDrawList*, const ui::Heatmap& heatmap) { heatmaps_.push_back(heatmap); }

void Recorder::render(ImDrawData* data, ImU32) {
    for (ImTextureData* texture : *data->Textures) {
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
    for (const ui::Heatmap& h : heatmaps_) {
        Texture& texture = textures_[h.key];
        const int rows = h.stored_rows(), cols = h.stored_cols();
        if (texture.revision == h.revision && texture.rows == rows && texture.cols == cols) continue;
        texture = {h.revision, rows, cols, {}};
        for (int row = 0; row < rows; ++row)
            texture.values.insert(texture.values.end(), h.values + row * h.row_stride, h.values + row * h.row_stride + cols);
    }
    stats_ = {};
    for (const ImDrawList* list : data->CmdLists) stats_.draw_calls += list->CmdBuffer.Size;
    stats_.vertices = data->TotalVtxCount;
}

std::unique_ptr<Renderer> make_renderer() { return std::make_unique<Recorder>(); }

}  // namespace headscope::app
