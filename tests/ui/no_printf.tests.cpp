// What stands in for vsnprintf in the page, against the C library's.
#include <catch2/catch_test_macros.hpp>

#include <cstdarg>
#include <cstdio>
#include <string>
#include <utility>

extern "C" int headscope_format(char* out, std::size_t size, const char* format, std::va_list arguments);

namespace {

std::string by(int (*print)(char*, std::size_t, const char*, std::va_list), std::size_t size, const char* format,
               std::va_list arguments) {
    char text[64] = "untouched";
    const int length = print(text, size, format, arguments);
    return std::string(text) + "|" + std::to_string(length);
}

/// What both make of it, the C library first.
std::pair<std::string, std::string> both(std::size_t size, const char* format, ...) {
    std::va_list first, second;
    va_start(first, format);
    va_copy(second, first);
    std::pair<std::string, std::string> texts{by(std::vsnprintf, size, format, first),
                                              by(headscope_format, size, format, second)};
    va_end(second);
    va_end(first);
    return texts;
}

}  // namespace

TEST_CASE("Names of windows are written as the C library writes them, and never beyond their room") {
    for (const std::size_t size : {0, 1, 5, 12, 64}) {
        const std::pair<std::string, std::string> cases[] = {both(size, "%s/%s_%08X", "page", "rail", 0x3F2Au),
                                                             both(size, "##Tooltip_%02d", 7),
                                                             both(size, "%d%% %u", -2147483647 - 1, 4294967295u),
                                                             both(size, "%.*s|%.2s|%s", 3, "abcdef", "xyz", ""),
                                                             both(size, "%4d %x", 12, 0xBEEFu),
                                                             both(size, "plain"),
                                                             both(size, "")};
        for (const auto& [expected, got] : cases) CHECK(got == expected);
    }
}
