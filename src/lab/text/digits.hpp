// Decimal digits of binary numbers, both ways: the platform's own. In a page they are the browser's, which brings them along anyway.
#pragma once

#include <string>

namespace headscope::lab {

/// A finite value to `count` (1 to 17) significant digits, as C's "%.*g" has it: "0.25", "1e-05", "1.5e+21". An exact half goes
/// either way.
std::string significant(double value, int count);
/// Always with a power of ten, as C's "%.*e": one digit before the point, `count` in all; "2.5e-07".
std::string scientific(double value, int count);
/// The double nearest to digits with an optional sign, point and exponent; infinite beyond the largest. Nothing else may stand there.
double nearest_double(const std::string& ascii);

}  // namespace headscope::lab
