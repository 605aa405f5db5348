// Vectors of words, from the bytes of assets/word-vectors.bin that the page hands over.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "lab/words/result.hpp"

namespace headscope::lab {

/// Reads what tools/words/file.mjs writes. Immutable.
class WordVectors {
public:
    /// Error when the bytes are no file of this version, cut short, too long or damaged; it names the part.
    static Result<WordVectors> read(std::string_view bytes);
    WordVectors(WordVectors&&) noexcept = default;
    WordVectors& operator=(WordVectors&&) noexcept = default;
    WordVectors(const WordVectors&) = delete;  // views into its own bytes

    /// The word whose vector a token takes: the token itself, in lower case if it is not there as it is, or the word that it is another
    /// name of ("狗": dog); empty when there is none. Valid as long as this is.
    std::string_view word_of(std::string_view token) const;
    /// Writes dims [first, last) of the vector of one of the words: its principal columns, in which the mean square is 1 as it is of seeded
    /// rows, and 0 beyond them.
    void write(std::string_view word, int first, int last, float* row) const;
    int columns() const { return columns_; }

private:
    WordVectors() = default;
    const signed char* numbers() const { return reinterpret_cast<const signed char*>(bytes_.data()) + numbers_at_; }

    std::vector<char> bytes_;
    std::vector<std::string_view> words_;                               // in the order of their bytes
    std::vector<std::pair<std::string_view, std::string_view>> names_;  // and the word each means, likewise
    std::size_t numbers_at_ = 0;                                        // columns one after the other
    int columns_ = 0;
};

}  // namespace headscope::lab
