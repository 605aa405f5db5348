// Fuzz target: bytes as a share link and as a paste.
#pragma once

#include <cstddef>
#include <cstdint>

/// Runs one input; returns 0. Aborts when a rule is broken. The signature is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
