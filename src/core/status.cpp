// Names of the error codes.
#include "core/status.hpp"

namespace headscope::core {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::none: return "none";
    case ErrorCode::missing: return "missing";
    case ErrorCode::shape_mismatch: return "shape_mismatch";
    case ErrorCode::out_of_range: return "out_of_range";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::not_contiguous: return "not_contiguous";
    case ErrorCode::not_finite: return "not_finite";
    case ErrorCode::out_of_memory: return "out_of_memory";
  }
  return "unknown";
}

}  // namespace headscope::core
