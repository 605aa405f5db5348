// A bounded run of the fuzz target on random bytes.
#include <catch2/catch_test_macros.hpp>

#include <random>
#include <vector>

#include "core/attention_fuzz.hpp"

TEST_CASE("Random bytes as shapes, strides, masks and numbers break no rule") {
    std::mt19937 engine(4711);
    for (int round = 0; round < 5000; ++round) {
        std::vector<std::uint8_t> bytes(engine() % 700);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine());
        REQUIRE(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()) == 0);
    }
}
