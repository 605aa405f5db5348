// Reading and making files of word vectors.
#include "words/word_file.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>

namespace headscope::lab::testing {
namespace {

void put(std::string& bytes, std::uint64_t number) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 255);
}

}  // namespace

const std::string& word_vector_bytes() {
    static const std::string bytes = [] {
        std::ifstream file(HEADSCOPE_WORD_VECTORS, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    return bytes;
}

const WordVectors& word_vectors() {
    static const WordVectors vectors = std::move(WordVectors::read(word_vector_bytes()).value());
    return vectors;
}

std::string WordFile::bytes() const {
    std::string word_lines, name_lines, columns;
    for (const std::string& word : words) word_lines += word + "\n";
    for (const auto& [name, word] : names) name_lines += name + "\t" + word + "\n";
    const size_t width = numbers.empty() ? 0 : numbers[0].size();
    for (size_t column = 0; column < width; ++column)
        for (const std::vector<int>& row : numbers) columns += static_cast<char>(row[column]);
    const std::string body = note + word_lines + name_lines + columns;
    std::uint64_t sum = 2166136261u;
    for (const char byte : body) sum = ((sum ^ static_cast<unsigned char>(byte)) * 16777619u) % 4294967296u;
    std::string all = "HSWV";
    put(all, static_cast<std::uint64_t>(version));
    for (const size_t number : {note.size(), words.size(), width, word_lines.size(), names.size(), name_lines.size()})
        put(all, number);
    put(all, sum);
    return all + body;
}

}  // namespace headscope::lab::testing
