// The page's renderer: ImGui's draw data and the heatmaps between them, by WebGL2. Context: context.js.
//
// The canvas' context is nobody else's, so no state is saved or restored, which the stock backend has to do.
#include "app/drawing/renderer.hpp"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "app/gl/heatmaps.hpp"
#include "app/gl/program.hpp"
#include "imgui.h"

extern "C" {
int headscope_take_context();
void headscope_leave_context(int handle);
}

namespace headscope::app {
namespace {

// Glyphs are drawn at the size they were rasterised at, so moving them to whole pixels keeps them sharp at every density.
// Everything that is not a glyph samples the one white pixel.
constexpr char kVertex[] = R"(
uniform vec4 view;
uniform vec2 white;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv_in;
layout(location = 2) in vec4 colour_in;
out vec2 uv;
out vec4 tint;
void main() {
  uv = uv_in;
  tint = colour_in;
  vec2 p = position * view.xy;
  if (uv_in != white) p = floor(p + .501);
  p /= view.zw;
  gl_Position = vec4(p.x * 2. - 1., 1. - p.y * 2., 0, 1);
})";
constexpr char kFragment[] = R"(
uniform sampler2D atlas;
in vec2 uv;
in vec4 tint;
out vec4 colour;
void main() { colour = tint * texture(atlas, uv); })";

void mark_heatmap(const ImDrawList*, const ImDrawCmd*) {}

class GlRenderer final : public Renderer {
public:
    ~GlRenderer() override { detach(); }

    bool attach() override {
        if (context_) return true;
        context_ = headscope_take_context();
        if (!context_) return false;
        if (create()) return true;
        detach();
        return false;
    }

    void detach() override {
        if (!context_) return;
        destroy();
        headscope_leave_context(context_);
        context_ = 0;
    }

    /// Deleting does nothing to a lost context, but gives the names free.
    void lost() override { destroy(); }
    bool restored() override { return context_ && !ready_ && create(); }
    bool ready() const override { return ready_; }
    RenderStats stats() const override { return stats_; }

    void begin_frame(const ui::Palette& palette) override { heatmaps_.set_palette(palette); }
    void draw(ImDrawList* list, const ui::Heatmap& heatmap) override {
        ui::Heatmap copy = heatmap;
        list->AddCallback(mark_heatmap, &copy, sizeof copy);
    }

    void render(ImDrawData* data, ImU32 background) override {
        if (!ready_) return;
        stats_ = {};
        const ImVec2 scale = data->FramebufferScale;
        const ImVec2 framebuffer(data->DisplaySize.x * scale.x, data->DisplaySize.y * scale.y);
        const int width = static_cast<int>(framebuffer.x + 0.5f), height = static_cast<int>(framebuffer.y + 0.5f);
        if (data->Textures) {
            for (ImTextureData* texture : *data->Textures) {
                if (texture->Status != ImTextureStatus_OK) update(*texture);
            }
        }
        glViewport(0, 0, width, height);
        glDisable(GL_SCISSOR_TEST);
        const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(background);
        glClearColor(clear.x, clear.y, clear.z, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        glEnable(GL_SCISSOR_TEST);
        glEnable(GL_BLEND);
        glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        heatmaps_.begin_frame();
        upload_vertices(*data);
        glUseProgram(program_);
        glUniform4f(view_, scale.x, scale.y, framebuffer.x, framebuffer.y);
        const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
        glUniform2f(white_, white.x, white.y);

        std::size_t first_vertex = 0, first_index = 0;
        for (const ImDrawList* list : data->CmdLists) {
            set_attributes(first_vertex);
            bool own_state = true;
            for (const ImDrawCmd& command : list->CmdBuffer) {
                if (!command.UserCallback && !command.ElemCount) continue;
                if (!set_scissor(command.ClipRect, scale, width, height)) continue;
                if (command.UserCallback == mark_heatmap) {
                    heatmaps_.draw(*static_cast<const ui::Heatmap*>(command.UserCallbackData), scale, framebuffer);
                    own_state = false;
                } else if (!command.UserCallback) {
                    if (!own_state) glUseProgram(program_);
                    own_state = true;
                    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
                    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                                   reinterpret_cast<const void*>((first_index + command.IdxOffset) * sizeof(ImDrawIdx)));
                } else {
                    continue;
                }
                ++stats_.draw_calls;
            }
            if (!own_state) glUseProgram(program_);
            first_vertex += static_cast<std::size_t>(list->VtxBuffer.Size);
            first_index += static_cast<std::size_t>(list->IdxBuffer.Size);
        }
        heatmaps_.end_frame();
        stats_.vertices = data->TotalVtxCount;
        stats_.textures = heatmaps_.textures();
        stats_.uploaded_bytes = uploaded_ + heatmaps_.take_uploaded_bytes();
        uploaded_ = 0;
    }

private:
    bool create() {
        program_ = link_program(kVertex, kFragment);
        if (!program_ || !heatmaps_.create()) return false;
        view_ = glGetUniformLocation(program_, "view");
        white_ = glGetUniformLocation(program_, "white");
        glGenVertexArrays(1, &array_);
        glBindVertexArray(array_);
        glGenBuffers(2, buffers_);
        glBindBuffer(GL_ARRAY_BUFFER, buffers_[0]);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers_[1]);
        for (const GLuint attribute : {0u, 1u, 2u}) glEnableVertexAttribArray(attribute);
        ready_ = true;
        return true;
    }

    void destroy() {
        if (!ready_) return;
        heatmaps_.destroy();
        glDeleteProgram(program_);
        glDeleteVertexArrays(1, &array_);
        glDeleteBuffers(2, buffers_);
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            if (texture->TexID == ImTextureID_Invalid) continue;
            const GLuint name = static_cast<GLuint>(texture->TexID);
            glDeleteTextures(1, &name);
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);  // asks for a new one
        }
        ready_ = false;
    }

    void upload_vertices(const ImDrawData& data) {
        const auto bytes = [](int count, std::size_t size) {
            return static_cast<GLsizeiptr>(static_cast<std::size_t>(count) * size);
        };
        glBufferData(GL_ARRAY_BUFFER, bytes(data.TotalVtxCount, sizeof(ImDrawVert)), nullptr, GL_STREAM_DRAW);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes(data.TotalIdxCount, sizeof(ImDrawIdx)), nullptr, GL_STREAM_DRAW);
        GLintptr vertex_at = 0, index_at = 0;
        for (const ImDrawList* list : data.CmdLists) {
            const GLsizeiptr vertices = bytes(list->VtxBuffer.Size, sizeof(ImDrawVert)),
                             indices = bytes(list->IdxBuffer.Size, sizeof(ImDrawIdx));
            glBufferSubData(GL_ARRAY_BUFFER, vertex_at, vertices, list->VtxBuffer.Data);
            glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, index_at, indices, list->IdxBuffer.Data);
            vertex_at += vertices;
            index_at += indices;
        }
    }

    /// Indices of a draw list count from its own first vertex.
    void set_attributes(std::size_t first_vertex) {
        const auto at = [&](std::size_t member) {
            return reinterpret_cast<const void*>(first_vertex * sizeof(ImDrawVert) + member);
        };
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, pos)));
        glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, uv)));
        glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, col)));
    }

    bool set_scissor(const ImVec4& clip, ImVec2 scale, int width, int height) {
        const auto pixel = [](float v, int limit) { return std::clamp(static_cast<int>(v + 0.5f), 0, limit); };
        const int x0 = pixel(clip.x * scale.x, width), x1 = pixel(clip.z * scale.x, width);
        const int y0 = pixel(clip.y * scale.y, height), y1 = pixel(clip.w * scale.y, height);
        if (x1 <= x0 || y1 <= y0) return false;
        glScissor(x0, height - y1, x1 - x0, y1 - y0);
        return true;
    }

    void update(ImTextureData& texture) {
        GLuint name = static_cast<GLuint>(texture.TexID);
        if (texture.Status == ImTextureStatus_WantDestroy) {
            if (texture.UnusedFrames == 0) return;
            glDeleteTextures(1, &name);
            texture.SetTexID(ImTextureID_Invalid);
            texture.SetStatus(ImTextureStatus_Destroyed);
            return;
        }
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        if (texture.Status == ImTextureStatus_WantCreate) {
            glGenTextures(1, &name);
            glBindTexture(GL_TEXTURE_2D, name);
            for (const GLenum filter : {GLenum{GL_TEXTURE_MIN_FILTER}, GLenum{GL_TEXTURE_MAG_FILTER}})
                glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
            glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                         texture.GetPixels());
            uploaded_ += texture.GetSizeInBytes();
            texture.SetTexID(static_cast<ImTextureID>(name));
        } else if (texture.Status == ImTextureStatus_WantUpdates) {
            glBindTexture(GL_TEXTURE_2D, name);
            glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
            const ImTextureRect r = texture.UpdateRect;
            glTexSubImage2D(GL_TEXTURE_2D, 0, r.x, r.y, r.w, r.h, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixelsAt(r.x, r.y));
            glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
            uploaded_ += static_cast<double>(r.w) * r.h * 4;
        }
        texture.SetStatus(ImTextureStatus_OK);
    }

    int context_ = 0;
    bool ready_ = false;
    GLuint program_ = 0, array_ = 0, buffers_[2] = {};
    GLint view_ = -1, white_ = -1;
    double uploaded_ = 0;
    GlHeatmaps heatmaps_;
    RenderStats stats_;
};

}  // namespace

std::unique_ptr<Renderer> make_renderer() { return std::make_unique<GlRenderer>(); }

}  // namespace headscope::app
