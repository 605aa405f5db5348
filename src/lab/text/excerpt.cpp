// A piece of foreign text as it may stand in a message: see excerpt.hpp.
#include "lab/text/excerpt.hpp"

#include <algorithm>

#include "lab/text/unicode.hpp"

namespace headscope::lab {

std::string excerpt(std::string_view text, size_t most) {
    size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    std::string piece(text.substr(0, end));
    const bool valid = static_cast<bool>(code_points(piece));
    for (char& c : piece) {
        const unsigned char byte = static_cast<unsigned char>(c);
        if (byte < ' ' || byte == 127) c = ' ';
        else if (byte > 127 && !valid) c = '?';
    }
    return end < text.size() ? piece + "…" : piece;
}

}  // namespace headscope::lab
