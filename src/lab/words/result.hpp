// Errors as values: what was wrong, where, and the limit, in a form that every language can print.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lab/words/strings.hpp"

namespace headscope::lab {

/// `message` is a string with {0} {1} ... filled from `arguments` (already formatted: names, numbers).
struct Error {
    // Compiled once, in result.cpp: errors are made in many places.
    Error();
    Error(Str string, std::initializer_list<std::string> filled_in);
    ~Error();
    Error(const Error&);
    Error(Error&&) noexcept;
    Error& operator=(const Error&);
    Error& operator=(Error&&) noexcept;

    Str message{};
    std::vector<std::string> arguments;
    std::string where;  // the key of a share link that it is about; empty otherwise
};
std::string text_of(const Error& error, Language language);

template <class T>
class Result {
public:
    Result(T value) : held_(std::move(value)) {}
    Result(Error error) : held_(std::move(error)) {}
    explicit operator bool() const { return held_.index() == 0; }
    T& value() { return std::get<0>(held_); }
    const T& value() const { return std::get<0>(held_); }
    const Error& error() const { return std::get<1>(held_); }

private:
    std::variant<T, Error> held_;
};

}  // namespace headscope::lab
