// What the first document and every new batch item begin with.
#pragma once

#include "lab/edit/edit.hpp"

namespace headscope::lab {

/// A new batch item with its first sentences, not cut into tokens yet.
Item first_item(int index);

}  // namespace headscope::lab
