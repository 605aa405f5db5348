// The native tests' renderer: see recorder.hpp.
#include "app/native/recorder.hpp"

#include "imgui.h"

namespace headscope::app {

void Recorder::lost() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
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
    sum_ = 0;
    for (const ui::Heatmap& h : heatmaps_) {
        for (int r = 0; r < h.rows; ++r) {
            for (int c = 0; c < h.cols; ++c) {
                if (h.visible && !h.visible[r * h.cols + c]) continue;
                sum_ += static_cast<double>(h.values[r * h.row_stride + c]);
            }
        }
    }
    stats_ = {};
    for (const ImDrawList* list : data->CmdLists) stats_.draw_calls += list->CmdBuffer.Size;
    stats_.vertices = data->TotalVtxCount;
}

std::unique_ptr<Renderer> make_renderer() { return std::make_unique<Recorder>(); }

}  // namespace headscope::app
