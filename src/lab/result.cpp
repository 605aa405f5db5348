// Errors in words.
#include "lab/result.hpp"

namespace headscope::lab {

std::string text_of(const Error& error, Language language) {
    const std::vector<std::string_view> arguments(error.arguments.begin(), error.arguments.end());
    return fill_in(text(error.message, language), arguments);
}

}  // namespace headscope::lab
