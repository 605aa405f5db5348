// JSON as it is written for the page.
#include "app/json/json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace headscope::app {

TEST_CASE("commas, quotes and escapes are where JSON wants them") {
    Json json;
    json.open('{')
        .field("a", 1)
        .field("b", true)
        .key("c")
        .open('[')
        .number(1.5)
        .text("x\"\\\n")
        .null()
        .open('{')
        .close('}')
        .close(']')
        .close('}');
    CHECK(json.take() == "{\"a\":1,\"b\":true,\"c\":[1.5,\"x\\\"\\\\\\u000a\",null,{}]}");
}

TEST_CASE("numbers read back to the same bits, and what is no number is named") {
    Json json;
    json.open('[').number(0.1f).number(0.1).number(std::nanf("")).number(-HUGE_VAL).number(HUGE_VALF).close(']');
    const std::string text = json.take();
    CHECK(std::stof(text.substr(1)) == 0.1f);
    CHECK(std::stod(text.substr(text.find(',') + 1)) == 0.1);
    CHECK(text.find("\"nan\",\"-inf\",\"inf\"") != std::string::npos);
}

}  // namespace headscope::app
