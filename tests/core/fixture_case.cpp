// Reading the published fixtures.
#include "core/fixture_case.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace headscope::core::test {
namespace {

bool read_numbers(const std::string& file, FixtureArray& array) {
  std::size_t count = 1;
  for (const std::int32_t dim : array.dims) count *= static_cast<std::size_t>(dim);
  array.numbers.resize(count);
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(array.numbers.data()), static_cast<std::streamsize>(count * sizeof(float)));
  return stream.gcount() == static_cast<std::streamsize>(count * sizeof(float));
}

std::vector<std::int32_t> read_dims(std::istream& words) {
  std::size_t rank = 0;
  words >> rank;
  std::vector<std::int32_t> dims(rank);
  for (std::int32_t& dim : dims) words >> dim;
  return dims;
}

}  // namespace

double FixtureCase::number(const std::string& attribute, double otherwise) const {
  const auto found = attributes.find(attribute);
  if (found == attributes.end()) return otherwise;
  char* end = nullptr;
  const double value = std::strtod(found->second.c_str(), &end);
  return *end == '\0' ? value : otherwise;
}

std::optional<FixtureCase> read_case(const std::string& folder) {
  std::ifstream stream(folder + "/case.txt");
  if (!stream) return std::nullopt;
  FixtureCase result;
  result.folder = folder;
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    std::string kind, name, type;
    words >> kind >> name;
    if (kind == "attr") words >> result.attributes[name];
    if (kind != "input" && kind != "output" && kind != "expect") continue;
    FixtureArray array;
    words >> type;
    array.boolean = type == "bool";
    if (kind == "expect") array.tolerance = std::strtod(type.c_str(), nullptr);
    array.dims = read_dims(words);
    const std::string file = folder + "/" + (kind == "expect" ? "expect_" : "") + name + ".bin";
    if (!words || !read_numbers(file, array)) return std::nullopt;
    (kind == "input" ? result.inputs : result.expected)[name] = std::move(array);
  }
  return result;
}

std::vector<std::string> case_folders(const std::string& folder) {
  std::vector<std::string> result;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.is_directory()) result.push_back(entry.path().string());
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace headscope::core::test
