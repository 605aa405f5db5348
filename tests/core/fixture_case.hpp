// One published reference case: its attributes and its arrays (tests/fixtures/README.md describes the format).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headscope::core::test {

struct FixtureArray {
    std::vector<std::int32_t> dims;
    std::vector<float> numbers;
    bool boolean = false;
    double tolerance = 0.0;  ///< of an expected array
};

struct FixtureCase {
    std::map<std::string, std::string> attributes;
    std::map<std::string, FixtureArray> inputs, expected;

    bool has(const std::string& slot) const { return inputs.count(slot) != 0; }
    /// Number of an attribute, or `otherwise` when it is absent or not a number ("default").
    double number(const std::string& attribute, double otherwise) const;
};

/// Reads a case; nothing when something is missing or inconsistent.
std::optional<FixtureCase> read_case(const std::string& file);
/// The files of the cases of `onnx` or `published`, sorted.
std::vector<std::string> case_files(const std::string& collection);

}  // namespace headscope::core::test
