// Errors in words.
#include "lab/result.hpp"

namespace headscope::lab {

std::string text_of(const Error& error, Language language) {
    const std::vector<std::string_view> arguments(error.arguments.begin(), error.arguments.end());
    const std::string message = fill_in(text(error.message, language), arguments);
    return error.where.empty() ? message : format(Str::error_in_link, language, {error.where, message});
}

}  // namespace headscope::lab
