// Which tokens of a sentence survive an edit of its text.
#pragma once

#include <string>
#include <vector>

namespace headscope::lab {

/// For each new token the index of the old token it was, or -1: a longest common subsequence, so kept tokens keep their order.
std::vector<int> token_map(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace headscope::lab
