// Reading a file of word vectors, and looking words up in it.
#include "lab/text/word_vectors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "lab/text/split.hpp"

namespace headscope::lab {
namespace {

/// The numbers at the beginning, in their order.
enum Head { magic, version, note_bytes, word_count, column_count, word_bytes, name_count, name_bytes, checksum, kHeadCount };
constexpr std::size_t kHeadBytes = 4 * kHeadCount;
constexpr std::uint32_t kMagic = 0x56575348;  // "HSWV"
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMostColumns = 1024, kMostWords = 1 << 20;

std::array<std::uint32_t, kHeadCount> head_of(std::string_view bytes) {
    std::array<std::uint32_t, kHeadCount> head{};
    for (std::size_t i = 0; i < kHeadBytes; ++i)
        head[i / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * (i % 4));
    return head;
}

std::uint32_t fnv1a(std::string_view bytes) {
    std::uint32_t sum = 0x811c9dc5u;
    for (const char byte : bytes) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x01000193u;
    return sum;
}

/// So many lines that end with a line feed, each greater than the one before; false when the text is anything else.
template <class Take>
bool read_lines(std::string_view text, std::uint32_t count, Take take) {
    std::string_view before;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos || end == 0) return false;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (i > 0 && !(before < line)) return false;
        if (!take(line)) return false;
        before = line;
    }
    return text.empty();
}

Error damaged(const char* part) { return {Str::error_words_damaged, {part}}; }

}  // namespace

Result<WordVectors> WordVectors::read(std::string_view bytes) {
    if (bytes.size() < kHeadBytes) return damaged("size");
    const auto head = head_of(bytes);
    if (head[magic] != kMagic) return damaged("magic");
    if (head[version] != kVersion) return damaged("version");
    if (head[column_count] < 1 || head[column_count] > kMostColumns) return damaged("columns");
    if (head[word_count] < 1 || head[word_count] > kMostWords || head[name_count] > kMostWords) return damaged("words");
    const std::uint64_t size = std::uint64_t{kHeadBytes} + head[note_bytes] + head[word_bytes] + head[name_bytes] +
                               std::uint64_t{head[word_count]} * head[column_count];
    if (size != bytes.size()) return damaged("size");
    if (fnv1a(bytes.substr(kHeadBytes)) != head[checksum]) return damaged("checksum");

    WordVectors read;
    read.bytes_.assign(bytes.begin(), bytes.end());
    read.columns_ = static_cast<int>(head[column_count]);
    const std::string_view own(read.bytes_.data(), read.bytes_.size());
    const std::string_view words = own.substr(kHeadBytes + head[note_bytes], head[word_bytes]);
    const std::string_view names = own.substr(kHeadBytes + head[note_bytes] + head[word_bytes], head[name_bytes]);
    read.numbers_at_ = kHeadBytes + head[note_bytes] + head[word_bytes] + head[name_bytes];
    read.words_.reserve(head[word_count]);
    if (!read_lines(words, head[word_count], [&](std::string_view word) {
            read.words_.push_back(word);
            return true;
        }))
        return damaged("words");
    read.names_.reserve(head[name_count]);
    if (!read_lines(names, head[name_count], [&](std::string_view line) {
            const std::string_view name = take_part(line, '\t');
            read.names_.emplace_back(name, line);
            return !name.empty() && std::binary_search(read.words_.begin(), read.words_.end(), line);
        }))
        return damaged("names");
    for (std::size_t word = 0; word < read.words_.size(); ++word) {
        bool any = false;  // a row of zeros has no direction
        for (std::size_t column = 0; column < head[column_count]; ++column)
            any = any || read.numbers()[column * read.words_.size() + word] != 0;
        if (!any) return damaged("numbers");
    }
    return read;
}

std::string_view WordVectors::word_of(std::string_view token) const {
    const auto find = [&](std::string_view text) {
        const auto word = std::lower_bound(words_.begin(), words_.end(), text);
        if (word != words_.end() && *word == text) return *word;
        const auto name = std::lower_bound(names_.begin(), names_.end(), text,
                                           [](const auto& pair, std::string_view key) { return pair.first < key; });
        return name != names_.end() && name->first == text ? name->second : std::string_view();
    };
    const std::string_view found = find(token);
    if (!found.empty()) return found;
    std::string lower(token);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return find(lower);
}

void WordVectors::write(std::string_view word, int first, int last, float* row) const {
    const auto found = std::lower_bound(words_.begin(), words_.end(), word);
    if (found == words_.end() || *found != word) return;
    const signed char* number = numbers() + (found - words_.begin());
    const auto step = static_cast<std::ptrdiff_t>(words_.size());
    int squares = 0;
    for (int column = 0; column < columns_; ++column) squares += number[column * step] * number[column * step];
    const double scale = std::sqrt(static_cast<double>(columns_)) / std::sqrt(static_cast<double>(squares));
    for (int dim = first; dim < last; ++dim) row[dim] = dim < columns_ ? static_cast<float>(number[dim * step] * scale) : 0.0f;
}

}  // namespace headscope::lab
