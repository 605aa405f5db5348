// The heatmaps' textures: see texture_cache.hpp.
#include "app/gl/texture_cache.hpp"

#include <algorithm>

namespace headscope::app {
namespace {

constexpr std::uint64_t kKeepFrames = 240;
constexpr std::size_t kByteBudget = std::size_t{192} << 20;

}  // namespace

bool TextureCache::holds(const TextureKey& key, std::uint64_t revision, int rows, int cols) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return false;
    Entry& e = found->second;
    e.used = frame_;
    return e.revision == revision && e.rows == rows && e.cols == cols;
}

void TextureCache::upload(const TextureKey& key, const Source& source) {
    Entry& e = entries_[key];
    e.used = frame_;
    const bool fits = e.name && e.rows == source.rows && e.cols == source.cols && e.is_bytes == source.is_bytes;
    if (!fits && e.name) glDeleteTextures(1, &e.name);
    if (!fits) glGenTextures(1, &e.name);
    e.rows = source.rows;
    e.cols = source.cols;
    e.is_bytes = source.is_bytes;
    e.revision = source.revision;
    glBindTexture(GL_TEXTURE_2D, e.name);
    if (!fits) {
        glTexStorage2D(GL_TEXTURE_2D, 1, e.is_bytes ? GL_R8 : GL_R32F, e.cols, e.rows);
        for (const GLenum filter : {GLenum{GL_TEXTURE_MIN_FILTER}, GLenum{GL_TEXTURE_MAG_FILTER}})
            glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(source.row_stride));
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, e.cols, e.rows, GL_RED, e.is_bytes ? GL_UNSIGNED_BYTE : GL_FLOAT, source.data);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    uploaded_ += static_cast<double>(e.bytes());
}

void TextureCache::bind(const TextureKey& key) { glBindTexture(GL_TEXTURE_2D, entries_[key].name); }

void TextureCache::end_frame() {
    std::size_t bytes = 0;
    for (auto it = entries_.begin(); it != entries_.end();) {
        if (frame_ - it->second.used > kKeepFrames) {
            glDeleteTextures(1, &it->second.name);
            it = entries_.erase(it);
        } else {
            bytes += it->second.bytes();
            ++it;
        }
    }
    while (bytes > kByteBudget) {
        const auto oldest = std::min_element(entries_.begin(), entries_.end(),
                                             [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
        if (oldest->second.used == frame_) break;  // all of it is on screen
        bytes -= oldest->second.bytes();
        glDeleteTextures(1, &oldest->second.name);
        entries_.erase(oldest);
    }
}

void TextureCache::clear() {
    for (auto& [key, entry] : entries_) glDeleteTextures(1, &entry.name);
    entries_.clear();
}

double TextureCache::take_uploaded_bytes() {
    const double bytes = uploaded_;
    uploaded_ = 0;
    return bytes;
}

}  // namespace headscope::app
