// Lists in texts, taken apart from the front.
#pragma once

#include <string_view>

namespace headscope::lab {

/// Takes the first part of a list off it: what stands before the separator, or all that is left.
inline std::string_view take_part(std::string_view& list, char separator) {
    const std::size_t end = list.find(separator);
    const std::string_view part = list.substr(0, end);
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    return part;
}

}  // namespace headscope::lab
