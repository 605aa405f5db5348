// Blocks of numbers as people have them in the clipboard.
#include "lab/text/paste.hpp"

#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <limits>

#include "random_edit.hpp"

using namespace headscope::lab;

namespace {

std::string show(std::string_view text) {
    const Result<Block> block = parse_block(text);
    if (!block) return text_of(block.error(), Language::english);
    const Block& b = block.value();
    return std::to_string(b.rows) + "x" + std::to_string(b.cols) + "\n" + print_block(b.values.data(), b.rows, b.cols, b.cols);
}
const std::string kTwoByTwo = "2x2\n1\t2\n3\t4.5\n";

}  // namespace

TEST_CASE("spreadsheets, comma separated values and plain text are blocks") {
    CHECK(show("1\t2\n3\t4.5\n") == kTwoByTwo);
    CHECK(show("1\t2\r\n3\t4.5\r\n") == kTwoByTwo);
    CHECK(show("1,2\n3,4.5") == kTwoByTwo);
    CHECK(show(" 1 , 2 \n\n 3 ,4.5\n\n") == kTwoByTwo);
    CHECK(show("1;2\n3;4.5") == kTwoByTwo);
    CHECK(show("  1   2\n 3.0 4.5") == kTwoByTwo);
    CHECK(show("7") == "1x1\n7\n");
}

TEST_CASE("print-outs of NumPy and PyTorch are blocks") {
    CHECK(show("[[1. 2.]\n [3. 4.5]]") == kTwoByTwo);
    CHECK(show("array([[1. , 2. ],\n       [3. , 4.5]], dtype=float32)") == kTwoByTwo);
    CHECK(show("tensor([[1.0000, 2.0000],\n        [3.0000, 4.5000]], device='cuda:0', grad_fn=<MmBackward0>)") == kTwoByTwo);
    CHECK(show("[1, 2],\n[3, 4.5],") == kTwoByTwo);
    CHECK(show("tensor([1., 2.])") == "1x2\n1\t2\n");
    CHECK(show("[[[1 2]\n  [3 4.5]]]") == kTwoByTwo);
    CHECK(show("[[1. 2. 3.\n  4.]]") == "1x4\n1\t2\t3\t4\n");
}

TEST_CASE("what is around the brackets is the wrapping of a print-out, and no address of a cell") {
    CHECK(show("W = [[1, 2], [3, 4.5]];") == kTwoByTwo);
    CHECK(show("W=[[1, 2], [3, 4.5]]") == kTwoByTwo);
    CHECK(show("Parameter containing:\ntensor([[1., 2.],\n        [3., 4.5]], requires_grad=True)") == kTwoByTwo);
    CHECK(show("W_q[7,9]") == "Row 1, column 1: “W_q” is not a number.");
    CHECK(show("W_q[7,9]x") == "Row 1, column 1: “W_q” is not a number.");
    CHECK(show("[7,9]x") == "Row 2, column 1: “x” is not a number.");
    CHECK(show("[[1, 2], [3, 4.5]].T") == "Row 3, column 1: “.T” is not a number.");
}

TEST_CASE("numbers may have signs, exponents and a typographic minus") {
    CHECK(show("1e-3 +2 −3.5 -4E+2 .5 5.") == "1x6\n0.001\t2\t-3.5\t-400\t0.5\t5\n");
    CHECK(show("1e-60") == "1x1\n0\n");
}

TEST_CASE("what is no block is refused with the place and the reason") {
    CHECK(show("") == "No number was found.");
    CHECK(show("[[]]") == "No number was found.");
    CHECK(show("1 2\n3 x") == "Row 2, column 2: “x” is not a number.");
    CHECK(show("1\t\t2") == "Row 1, column 2 is empty.");
    CHECK(show("1,2,\n") == "Row 1, column 3 is empty.");
    CHECK(show("[1,,2]") == "Row 1, column 2 is empty.");
    CHECK(show("1,5\t2") == "Row 1, column 1: “1,5” has a decimal comma; write a point.");
    CHECK(show("1,5 2,5\n3,5 4,5") == "Row 1, column 1: “1,5” has a decimal comma; write a point.");
    CHECK(show("1,5;2") == "Row 1, column 1: “1,5” has a decimal comma; write a point.");
    CHECK(show("1 nan") == "Row 1, column 2: “nan” is not a finite number.");
    CHECK(show("-Infinity") == "Row 1, column 1: “-Infinity” is not a finite number.");
    CHECK(show("1e39") == "Row 1, column 1: “1e39” is beyond float32, whose limit is about ±3.4e38.");
    CHECK(show("1 2 3\n4 5") == "Row 2 has 2 numbers, the rows before have 3.");
    CHECK(show("[[1, 2], [3]]") == "Row 2 has 1 numbers, the rows before have 2.");
    CHECK(show("[[1. 2. ... 3. 4.]]") == "The print-out is shortened with “...”; print all of it.");
    CHECK(show("[[1, 2], [3, 4]").find("The brackets do not close") == 0);
    CHECK(show("[1, 2]]").find("The brackets do not close") == 0);
    CHECK(show("3 [1, 2]").find("The brackets do not close") == 0);
    CHECK(show("1,234,567.8") == "1x3\n1\t234\t567.8\n");
    CHECK(show("1\xFF").find("is not a number") != std::string::npos);
}

TEST_CASE("too much text and too many numbers are refused") {
    CHECK(show(std::string(size_t{10} << 20, '1')).find("10485760 bytes, the limit for a paste is 8388608") !=
          std::string::npos);
    std::string many;
    for (int i = 0; i < (1 << 20) + 1; ++i) many += "1 ";
    CHECK(show(many).find("limit is 1048576") != std::string::npos);
    CHECK(show(std::string(2000, '1')).find("…” is not a number") != std::string::npos);
}

TEST_CASE("a typed value follows the same rules") {
    CHECK(parse_value(" 1.5 ").value() == 1.5f);
    CHECK(parse_value("−2").value() == -2.0f);
    CHECK(std::isinf(parse_value("-inf", true).value()));
    CHECK(std::isinf(parse_value("−∞", true).value()));
    for (const char* text : {"", "  ", "abc", "1 2", "nan", "inf", "-inf", "1e39", "1,5", "0x10", "1e", "--1", "1.2.3"}) {
        INFO(text);
        CHECK_FALSE(parse_value(text));
    }
    CHECK_FALSE(parse_value("inf", true));
    CHECK(text_of(parse_value("1e39").error(), Language::english) == "“1e39” is beyond float32, whose limit is about ±3.4e38.");
}

TEST_CASE("printed numbers read back to the same bits") {
    headscope::lab::testing::Dice dice(1);
    for (int i = 0; i < 20000; ++i) {
        const float value = std::bit_cast<float>(dice.next() * 2u + dice.next() % 2u);
        if (!std::isfinite(value)) continue;
        const Result<Block> back = parse_block(print_block(&value, 1, 1, 1));
        REQUIRE(back);
        REQUIRE(std::bit_cast<std::uint32_t>(back.value().values[0]) == std::bit_cast<std::uint32_t>(value));
    }
}
