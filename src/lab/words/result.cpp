// Errors in words.
#include "lab/words/result.hpp"

namespace headscope::lab {

Error::Error() = default;
Error::Error(Str string, std::initializer_list<std::string> filled_in) : message(string), arguments(filled_in) {}
Error::~Error() = default;
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;

std::string text_of(const Error& error, Language language) {
    const std::vector<std::string_view> arguments(error.arguments.begin(), error.arguments.end());
    std::string message = fill_in(text(error.message, language), arguments);
    if (error.where.empty()) return message;
    // What begins with the key as it is does not name it twice.
    const std::string named = format(Str::error_at_key, language, {error.where, {}});
    if (message.starts_with(named)) message.erase(0, named.size());
    return format(Str::error_in_link, language, {error.where, message});
}

}  // namespace headscope::lab
