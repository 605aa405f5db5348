// The keys of a share link besides the parameters': what a key stands for, and the other way round.
#pragma once

#include <string>
#include <string_view>

#include "lab/document.hpp"

namespace headscope::lab {

struct LinkKey {
    enum class Kind { unknown, version, parameter, text, memory_text, valid_length, matrix } kind = Kind::unknown;
    Param param = Param::batch;
    MatrixId matrix = MatrixId::input;
    int item = 0;
};
/// "X.2" is the matrix X of batch item 2; item 0 has no number.
LinkKey link_key_of(std::string_view key);
std::string item_key(std::string_view name, int item);

}  // namespace headscope::lab
