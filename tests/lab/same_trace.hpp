// Comparing two traces bit for bit.
#pragma once

#include <string>

#include "lab/model/document.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab::testing {

/// Where two traces of `doc` first differ in shape, in which stages are kept, or in the bits of a number; empty when nowhere.
std::string first_difference(const Trace& a, const Trace& b, const Document& doc);

}  // namespace headscope::lab::testing
