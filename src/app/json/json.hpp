// Writes JSON text: just enough for what the page is told.
#pragma once

#include <string>
#include <string_view>

namespace headscope::app {

/// Commas and quotes are its business; nesting is the caller's.
class Json {
public:
    Json& open(char bracket);   // '{' or '['
    Json& close(char bracket);  // '}' or ']'
    Json& key(std::string_view name);
    Json& text(std::string_view utf8);
    /// NaN and infinities, which JSON has no numbers for, become the strings "nan", "inf", "-inf".
    Json& number(double value);
    /// Nine digits: reads back to the same float.
    Json& number(float value);
    Json& number(int value) { return number(static_cast<double>(value)); }
    Json& flag(bool value);
    Json& null();

    template <class T>
    Json& field(std::string_view name, const T& value) {
        key(name);
        if constexpr (std::is_same_v<T, bool>) return flag(value);
        else if constexpr (std::is_arithmetic_v<T>) return number(value);
        else return text(value);
    }
    std::string take() { return std::move(out_); }

private:
    void separate();
    void print(double value, int digits);
    std::string out_;
};

}  // namespace headscope::app
