// How the core reports errors: a small value, never an exception or an abort.
#pragma once

#include <cstdint>
#include <string_view>

namespace headscope::core {

enum class ErrorCode : std::uint8_t {
    none,
    missing,         ///< a required argument has no data
    shape_mismatch,  ///< a dimension differs from what the other arguments imply (`got`, `expected`)
    out_of_range,    ///< a number or range is outside what is allowed (`expected` = nearest legal value)
    too_large,       ///< a product of dimensions exceeds a limit of limits.hpp (`expected` = the limit)
    not_contiguous,  ///< the innermost dimension must have stride 1 (`got` = its stride)
    not_finite,      ///< a scalar argument is NaN or infinite
    out_of_memory,   ///< an allocation failed (`got` = bytes asked for)
};

/// Result of every fallible function of the core. On an error nothing was written to any output.
struct [[nodiscard]] Status {
    ErrorCode code = ErrorCode::none;
    const char* argument = "";  ///< name of the offending argument, a string literal such as "query.head_dim"
    std::int64_t got = 0;       ///< the offending number, where there is one
    std::int64_t expected = 0;  ///< what it should have been, where there is one

    constexpr bool ok() const { return code == ErrorCode::none; }
    /// Names are compared by their text.
    friend constexpr bool operator==(const Status& a, const Status& b) {
        return a.code == b.code && std::string_view(a.argument) == b.argument && a.got == b.got && a.expected == b.expected;
    }
};

constexpr Status success() { return {}; }
constexpr Status fail(ErrorCode code, const char* argument, std::int64_t got = 0, std::int64_t expected = 0) {
    return {code, argument, got, expected};
}

}  // namespace headscope::core
