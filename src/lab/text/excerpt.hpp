// A piece of foreign text as it may stand in a message.
#pragma once

#include <string>
#include <string_view>

namespace headscope::lab {

/// At most so many bytes of it, never half a character, with "…" where it is cut; on one line, and valid UTF-8 whatever came.
std::string excerpt(std::string_view text, size_t most = 32);

}  // namespace headscope::lab
