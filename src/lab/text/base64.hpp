// base64url (RFC 4648, section 5) without padding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::lab {

void append_base64(std::string& text, const std::vector<std::uint8_t>& bytes);
/// False when a character is not of the alphabet, the length is impossible, or the unused last bits are not zero.
bool read_base64(std::string_view text, std::vector<std::uint8_t>& bytes);

}  // namespace headscope::lab
