// Draws heatmaps with WebGL2: see heatmaps.hpp and the shader in heatmap_shader.hpp.
#include "app/gl/heatmaps.hpp"

#include <algorithm>

#include "app/drawing/minify.hpp"
#include "app/gl/heatmap_shader.hpp"
#include "app/gl/program.hpp"

namespace headscope::app {
namespace {

/// Gaps narrower cells than this have no room for, in device pixels.
constexpr float kSmallestCellWithGap = 3.0f;

float as_float(int value) { return static_cast<float>(value); }

/// Groups along one axis leave this many gaps between them.
float gaps_between(int cells, int per_group) { return per_group > 0 ? as_float(texels(cells, per_group) - 1) : 0.0f; }

}  // namespace

bool GlHeatmaps::create() {
    program_ = link_program(kHeatmapVertex, kHeatmapFragment);
    if (!program_) return false;
    glUseProgram(program_);
    uniforms_ = glGetUniformLocation(program_, "u");
    palette_at_ = glGetUniformLocation(program_, "palette");
    glUniform1i(glGetUniformLocation(program_, "values"), 0);
    glUniform1i(glGetUniformLocation(program_, "hatches"), 1);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &max_size_);
    return true;
}

void GlHeatmaps::destroy() {
    textures_.clear();
    glDeleteProgram(program_);
    program_ = 0;
}

void GlHeatmaps::begin_frame() {
    textures_.begin_frame();
    palette_sent_ = false;
}

void GlHeatmaps::bind_values(const ui::Heatmap& h, int factor) {
    const TextureKey key{h.key, factor};
    // Uploaded as it lies in memory: a transposed picture shares the texture of the other.
    const int rows = texels(h.stored_rows(), factor), cols = texels(h.stored_cols(), factor);
    // A reduced picture leaves hidden cells out of account, so it follows their revision too.
    const std::uint64_t revision =
        factor > 1 && h.hatches ? h.revision * 0x9e3779b97f4a7c15ull + h.hatches_revision : h.revision;
    if (textures_.holds(key, revision, rows, cols)) {
        textures_.bind(key);
    } else if (factor == 1) {
        textures_.upload(key, {h.values, h.row_stride, rows, cols, false, revision});
    } else {
        minify(h.values, h.row_stride, h.stored_rows(), h.stored_cols(), h.hatches, factor, reduced_);
        textures_.upload(key, {reduced_.data(), cols, rows, cols, false, revision});
    }
}

void GlHeatmaps::bind_hatches(const ui::Heatmap& h, int factor) {
    // Masks and values may carry the same number as key: the factor's sign tells their textures apart.
    const TextureKey key{h.hatches_key, -factor};
    const int rows = texels(h.rows, factor), cols = texels(h.cols, factor);
    if (textures_.holds(key, h.hatches_revision, rows, cols)) {
        textures_.bind(key);
    } else if (factor == 1) {
        textures_.upload(key, {h.hatches, cols, rows, cols, true, h.hatches_revision});
    } else {
        minify_hatches(h.hatches, h.rows, h.cols, factor, reduced_hatches_);
        textures_.upload(key, {reduced_hatches_.data(), cols, rows, cols, true, h.hatches_revision});
    }
}

void GlHeatmaps::draw(const ui::Heatmap& h, ImVec2 scale, ImVec2 framebuffer) {
    const float width = (h.max.x - h.min.x) * scale.x, height = (h.max.y - h.min.y) * scale.y;
    if (!h.values || h.present == 0 || h.rows <= 0 || h.cols <= 0 || width <= 0 || height <= 0) return;
    const float group_gap = h.group_gap * scale.x;
    const float pitch_x = (width - gaps_between(h.cols, h.group_cols) * group_gap) / as_float(h.cols);
    const float pitch_y = (height - gaps_between(h.rows, h.group_rows) * group_gap) / as_float(h.rows);
    if (pitch_x <= 0 || pitch_y <= 0) return;
    const int factor = minification(1 / pitch_x, 1 / pitch_y);
    const int cols = texels(h.cols, factor), rows = texels(h.rows, factor);
    if (cols > max_size_ || rows > max_size_) return;  // beyond the document's limits

    glUseProgram(program_);
    if (!palette_sent_) {
        float colours[kPaletteSize * 4];
        float* to = colours;
        const auto add = [&](ImU32 colour) {
            for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
                *to++ = as_float(static_cast<int>(colour >> shift & 0xff)) / 255.0f;
            }
        };
        for (const ImU32 colour : palette_.sequential) add(colour);
        for (const ImU32 colour : palette_.diverging) add(colour);
        add(palette_.paper);
        add(palette_.hatch);
        add(palette_.nan);
        glUniform4fv(palette_at_, kPaletteSize, colours);
        palette_sent_ = true;
    }
    const float smallest = std::min(pitch_x, pitch_y);
    const float gap = smallest < kSmallestCellWithGap ? 0.0f : std::min(h.gap * scale.x, smallest * 0.25f);
    const float u[kHeatmapUniforms * 4] = {
        h.min.x * scale.x,
        h.min.y * scale.y,
        width,
        height,
        framebuffer.x,
        framebuffer.y,
        h.rounding * scale.x,
        h.opacity,
        as_float(cols),
        as_float(rows),
        as_float(factor),
        as_float(h.present < 0 ? h.rows : h.present),
        as_float(h.cols),
        as_float(h.rows),
        as_float(h.group_cols),
        as_float(h.group_rows),
        pitch_x,
        pitch_y,
        gap,
        group_gap,
        std::max(h.limit, 1e-30f),
        h.hatches ? 1.0f : 0.0f,
        scale.x,
        (h.scale == ui::Scale::root        ? 1.0f
         : h.scale == ui::Scale::diverging ? 2.0f
                                           : 0.0f) +
            (h.transposed ? 4.0f : 0.0f),
    };
    glUniform4fv(uniforms_, kHeatmapUniforms, u);
    if (h.hatches) {
        glActiveTexture(GL_TEXTURE1);
        bind_hatches(h, factor);
        glActiveTexture(GL_TEXTURE0);
    }
    bind_values(h, factor);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace headscope::app
