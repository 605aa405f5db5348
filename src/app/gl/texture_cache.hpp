// The heatmaps' textures: uploaded when their revision grows, kept while they are looked at.
#pragma once

#include <GLES3/gl3.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace headscope::app {

/// What a texture shows: the same matrix at two sizes may need two, see minify.hpp.
struct TextureKey {
    std::uint64_t key;
    int factor;
    auto operator<=>(const TextureKey&) const = default;
};

class TextureCache {
public:
    struct Source {
        const void* data;           // floats, or bytes of a visibility mask
        std::ptrdiff_t row_stride;  // in elements
        int rows, cols;
        bool is_bytes;
        std::uint64_t revision;
    };

    /// True when what is held under `key` shows this revision and size already; marks it as used.
    bool holds(const TextureKey& key, std::uint64_t revision, int rows, int cols);
    /// Uploads straight from the source's memory into the currently active texture unit, which keeps it bound.
    void upload(const TextureKey& key, const Source& source);
    void bind(const TextureKey& key);

    void begin_frame() { ++frame_; }
    /// Deletes what has not been drawn for a while, and the longest unused beyond the byte budget.
    void end_frame();
    void clear();

    int size() const { return static_cast<int>(entries_.size()); }
    double take_uploaded_bytes();

private:
    struct Entry {
        GLuint name = 0;
        std::uint64_t revision = 0;
        int rows = 0, cols = 0;
        bool is_bytes = false;
        std::uint64_t used = 0;
        std::size_t bytes() const {
            return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols) * (is_bytes ? 1u : 4u);
        }
    };
    std::map<TextureKey, Entry> entries_;
    std::uint64_t frame_ = 0;
    double uploaded_ = 0;
};

}  // namespace headscope::app
