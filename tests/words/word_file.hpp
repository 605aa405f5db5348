// The file of word vectors as it is shipped, and small ones made here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lab/text/word_vectors.hpp"

namespace headscope::lab::testing {

/// assets/word-vectors.bin.
const std::string& word_vector_bytes();
const WordVectors& word_vectors();

/// Such a file, written here independently of the tool; `numbers` row by row.
struct WordFile {
    std::string note = "made by a test";
    std::vector<std::string> words{"dog", "food", "me"};
    std::vector<std::pair<std::string, std::string>> names{{"i", "me"}, {"狗", "dog"}};
    std::vector<std::vector<int>> numbers{{1, 2, -2}, {0, 0, 5}, {-3, 0, 4}};
    int version = 1;

    /// With a checksum that is right whatever is in it.
    std::string bytes() const;
};

}  // namespace headscope::lab::testing
