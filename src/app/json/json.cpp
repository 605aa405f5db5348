// Writes JSON text: see json.hpp.
#include "app/json/json.hpp"

#include <cmath>

#include "lab/text/digits.hpp"

namespace headscope::app {

void Json::separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':' && last != ',') out_ += ',';
}

Json& Json::open(char bracket) {
    separate();
    out_ += bracket;
    return *this;
}

Json& Json::close(char bracket) {
    out_ += bracket;
    return *this;
}

Json& Json::key(std::string_view name) {
    text(name);
    out_ += ':';
    return *this;
}

Json& Json::text(std::string_view utf8) {
    separate();
    out_ += '"';
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out_.append("\\u00").append(1, c < 0x10 ? '0' : '1').append(1, "0123456789abcdef"[c & 0xF]);
        } else {
            out_ += c;
        }
    }
    out_ += '"';
    return *this;
}

void Json::print(double value, int digits) {
    if (std::isnan(value)) {
        text("nan");
    } else if (std::isinf(value)) {
        text(value > 0 ? "inf" : "-inf");
    } else {
        separate();
        out_ += lab::significant(value, digits);
    }
}

Json& Json::number(double value) {
    print(value, 17);
    return *this;
}

Json& Json::number(float value) {
    print(static_cast<double>(value), 9);
    return *this;
}

Json& Json::flag(bool value) {
    separate();
    out_ += value ? "true" : "false";
    return *this;
}

Json& Json::null() {
    separate();
    out_ += "null";
    return *this;
}

}  // namespace headscope::app
