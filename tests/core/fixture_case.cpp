// Reading the published reference cases.
#include "core/fixture_case.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace headscope::core::test {
namespace {

/// The whole of a word as a number.
std::optional<double> number_of(const std::string& word) {
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (word.empty() || *end != '\0') return std::nullopt;
    return value;
}

/// Dimensions from the rest of a line, then as many numbers from the lines after it.
bool read_array(std::istream& line, std::istream& file, FixtureArray& array) {
    std::size_t count = 1;
    for (std::int32_t dim = 0; line >> dim; count *= static_cast<std::size_t>(dim)) array.dims.push_back(dim);
    for (std::string word; array.numbers.size() < count;) {
        if (!(file >> word)) return false;
        const auto number = number_of(word);
        if (!number) return false;
        array.numbers.push_back(static_cast<float>(*number));
    }
    return true;
}

}  // namespace

double FixtureCase::number(const std::string& attribute, double otherwise) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? otherwise : number_of(found->second).value_or(otherwise);
}

std::optional<FixtureCase> read_case(const std::string& path) {
    std::ifstream file(path);
    if (!file) return std::nullopt;
    FixtureCase result;
    for (std::string text; std::getline(file, text);) {
        std::istringstream line(text);
        std::string kind, name, third;
        line >> kind >> name;
        if (kind == "attribute") line >> result.attributes[name];
        if (kind != "input" && kind != "expected") continue;
        FixtureArray array;
        line >> third;
        array.boolean = third == "bool";
        array.tolerance = number_of(third).value_or(0.0);
        if (!read_array(line, file, array)) return std::nullopt;
        (kind == "input" ? result.inputs : result.expected)[name] = std::move(array);
    }
    return result;
}

std::vector<std::string> case_files(const std::string& collection) {
    std::vector<std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(HEADSCOPE_TEST_FIXTURES "/") + collection))
        result.push_back(entry.path().string());
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace headscope::core::test
