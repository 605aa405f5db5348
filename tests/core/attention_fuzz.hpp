// Fuzz target: bytes become shapes, strides, ranges and masks, valid or not.
#pragma once

#include <cstddef>
#include <cstdint>

/// Runs one input; returns 0. Aborts when a rule is broken. The signature is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
