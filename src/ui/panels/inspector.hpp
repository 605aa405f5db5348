// What the parts of the inspector share.
#pragma once

#include "ui/panels/writer.hpp"

namespace headscope::ui {

/// The name of a query (or key) token of the shown item, or its number.
std::string token_name(const Panels& p, bool key, int index);
/// A selection may outlive the shape it was made in.
bool still_there(const Context& c, const lab::Cell& cell);
bool still_there(const Context& c, const ParameterCell& cell);

}  // namespace headscope::ui
