// Names of the stages.
#include "lab/trace.hpp"

#include <iterator>

namespace headscope::lab {

std::string_view key_of(Stage stage) {
    constexpr std::string_view kKeys[] = {"input",  "memory",        "query",   "key",     "value",  "scores",
                                          "scaled", "masked_scores", "weights", "context", "concat", "output"};
    static_assert(std::size(kKeys) == kStageCount);
    return kKeys[static_cast<size_t>(stage)];
}

}  // namespace headscope::lab
