// The three ways of cutting a sentence.
#include "lab/text/tokens.hpp"

#include <utility>

#include "core/base/limits.hpp"
#include "lab/text/unicode.hpp"

namespace headscope::lab {
namespace {

using Points = std::vector<CodePoint>;

// Graphemes as [begin, end) indices into the code points.
struct Cluster {
    size_t first, last;
};

std::vector<Cluster> clusters_of(const Points& points) {
    std::vector<Cluster> clusters;
    int flags = 0;
    for (size_t i = 0; i < points.size(); ++i) {
        const std::uint32_t c = points[i].value;
        const bool joined = i > 0 && joins(points[i - 1].value, c, flags);
        if (joined) clusters.back().last = i + 1;
        else clusters.push_back({i, i + 1});
        flags = c >= 0x1F1E6 && c <= 0x1F1FF ? flags + 1 : 0;
    }
    return clusters;
}

// A text that writes spaces between CJK words has been segmented by its author.
bool separates_cjk_words(const Points& points) {
    bool cjk_before = false, space_since = false;
    for (const CodePoint& point : points) {
        if (is_space(point.value)) {
            space_since = true;
            continue;
        }
        const bool cjk = is_cjk(point.value);
        if (cjk && cjk_before && space_since) return true;
        cjk_before = cjk;
        space_since = false;
    }
    return false;
}

bool stays_inside_a_word(std::uint32_t c) { return c == '\'' || c == 0x2019 || c == '.' || c == '-' || c == '_'; }

class Cutter {
public:
    explicit Cutter(std::string_view text) : text_(text) {}
    void extend(size_t begin, size_t end) {
        if (!open_) begin_ = begin;
        open_ = true;
        end_ = end;
    }
    void cut() {
        if (open_) tokens_.emplace_back(text_.substr(begin_, end_ - begin_));
        open_ = false;
    }
    bool full() const { return tokens_.size() > static_cast<size_t>(core::kMaxSeqLen); }
    std::vector<std::string> take() {
        cut();
        return std::move(tokens_);
    }

private:
    std::string_view text_;
    std::vector<std::string> tokens_;
    size_t begin_ = 0, end_ = 0;
    bool open_ = false;
};

void cut_words(const Points& points, Cutter& cutter) {
    const bool segmented = separates_cjk_words(points);
    const std::vector<Cluster> clusters = clusters_of(points);
    const auto letter = [&](size_t k) {
        if (k >= clusters.size()) return false;
        const std::uint32_t c = points[clusters[k].first].value;
        return !is_space(c) && !is_punctuation(c) && !is_cjk(c);
    };
    for (size_t k = 0; k < clusters.size() && !cutter.full(); ++k) {
        const std::uint32_t c = points[clusters[k].first].value;
        const size_t begin = points[clusters[k].first].begin, end = points[clusters[k].last - 1].end;
        if (is_space(c)) {
            cutter.cut();
        } else if (is_punctuation(c) && !(stays_inside_a_word(c) && k > 0 && letter(k - 1) && letter(k + 1))) {
            cutter.cut();
            cutter.extend(begin, end);
            cutter.cut();
        } else if (is_cjk(c) && !segmented) {
            cutter.cut();
            cutter.extend(begin, end);
            cutter.cut();
        } else {
            cutter.extend(begin, end);
        }
    }
}

void cut_characters(const Points& points, Cutter& cutter) {
    for (const Cluster& cluster : clusters_of(points)) {
        if (cutter.full()) return;
        if (is_space(points[cluster.first].value)) continue;
        cutter.extend(points[cluster.first].begin, points[cluster.last - 1].end);
        cutter.cut();
    }
}

void cut_lines(const Points& points, Cutter& cutter) {
    for (const CodePoint& point : points) {
        if (cutter.full()) return;
        if (point.value == '\n' || point.value == '\r' || point.value == 0x2028 || point.value == 0x2029) cutter.cut();
        else if (!is_space(point.value)) cutter.extend(point.begin, point.end);
    }
}

}  // namespace

std::string field_text(std::string_view text, bool multiline) {
    std::string kept;
    kept.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\0') continue;
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;  // its \n follows
        if (c == '\r' || c == '\n') kept += multiline ? '\n' : ' ';
        else kept += c == '\t' ? ' ' : c;
    }
    return kept;
}

Result<std::vector<std::string>> tokens_of(std::string_view text, TokensBy by) {
    if (text.size() > kMaxTextBytes)
        return Error{Str::error_text_long, {std::to_string(text.size()), std::to_string(kMaxTextBytes)}};
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos)
        return Error{Str::error_text_nul, {std::to_string(nul)}};
    const Result<Points> points = code_points(text);
    if (!points) return points.error();
    Cutter cutter(text);
    switch (by) {
        case TokensBy::words: cut_words(points.value(), cutter); break;
        case TokensBy::characters: cut_characters(points.value(), cutter); break;
        case TokensBy::lines: cut_lines(points.value(), cutter); break;
    }
    std::vector<std::string> tokens = cutter.take();
    if (tokens.empty()) return Error{Str::error_text_empty, {}};
    if (tokens.size() > static_cast<size_t>(core::kMaxSeqLen))
        return Error{Str::error_text_tokens, {std::to_string(core::kMaxSeqLen)}};
    return tokens;
}

}  // namespace headscope::lab
