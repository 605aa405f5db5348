// Elementary functions in float64 from additions, multiplications and divisions only, so that their bits do not depend on
// a platform's math library. Errors are below 4e-15 relative (log, exp) and 1e-15 absolute (sine, cosine) in the stated ranges.
#pragma once

namespace headscope::core {

/// Natural logarithm of a positive normal number.
double portable_log(double x);
/// e^x for |x| <= 700; 0 below, infinity above.
double portable_exp(double x);
/// sin(x) and cos(x) for |x| <= 1e6.
double portable_sin(double x);
double portable_cos(double x);

}  // namespace headscope::core
