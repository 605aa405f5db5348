// The table of spaces, and names from and to text.
#include "lab/model/spaces.hpp"

#include "core/base/limits.hpp"
#include "lab/text/number.hpp"
#include "lab/text/tokens.hpp"
#include "lab/text/unicode.hpp"

namespace headscope::lab {
namespace {

constexpr SpaceInfo kSpaces[] = {
    {Space::input, "input_names", Axis::d_model, Str::space_input, Str::space_input_help},
    {Space::query, "query_names", Axis::width, Str::space_query, Str::space_query_help},
    {Space::value, "value_names", Axis::context_columns, Str::space_value, Str::space_value_help},
};
static_assert(std::size(kSpaces) == kSpaceCount);

constexpr std::uint32_t kWideComma = 0xFF0C, kListComma = 0x3001;

bool separates(std::uint32_t c) { return c == ',' || c == kWideComma || c == kListComma || c == '\n'; }

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::span<const SpaceInfo> spaces() { return kSpaces; }
const SpaceInfo& info(Space space) { return kSpaces[static_cast<std::size_t>(space)]; }

const SpaceInfo* find_space(std::string_view key) {
    for (const SpaceInfo& row : kSpaces)
        if (row.key == key) return &row;
    return nullptr;
}

Result<Names> read_names(std::string_view text) {
    if (text.size() > kMaxTextBytes)
        return Error{Str::error_text_long, {std::to_string(text.size()), std::to_string(kMaxTextBytes)}};
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return Error{Str::error_text_nul, {std::to_string(nul)}};
    const std::string field = field_text(text, true);
    const Result<std::vector<CodePoint>> points = code_points(field);
    if (!points) return points.error();
    Names names;
    std::size_t begin = 0;
    const auto take = [&](std::size_t end, std::size_t next) {
        names.emplace_back(trimmed(std::string_view(field).substr(begin, end - begin)));
        begin = next;
    };
    for (const CodePoint& point : points.value())
        if (separates(point.value)) take(point.begin, point.end);
    take(field.size(), field.size());
    while (!names.empty() && names.back().empty()) names.pop_back();
    if (names.size() > static_cast<std::size_t>(core::kMaxHeadsWidth))
        return Error{Str::error_names_count, {print_int(core::kMaxHeadsWidth)}};
    for (const std::string& name : names)
        if (name.size() > kMaxNameBytes)
            return Error{Str::error_name_long, {name, std::to_string(name.size()), std::to_string(kMaxNameBytes)}};
    return names;
}

std::string print_names(const Names& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + names[i];
    return text;
}

}  // namespace headscope::lab
