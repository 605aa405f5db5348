// Random edits of every kind, each a function of one number and the document, so that a failing sequence can be shrunk.
#pragma once

#include <cstdint>

#include "lab/edit/edit.hpp"
#include "lab/program/trace.hpp"

namespace headscope::lab::testing {

/// A small stream of numbers from one seed.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : state_(seed * 2654435761u + 12345u) {}
    std::uint32_t next();
    int below(int n) { return n <= 1 ? 0 : static_cast<int>(next() % static_cast<std::uint32_t>(n)); }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(int percent) { return below(100) < percent; }
    float real() { return static_cast<float>(between(-2000, 2000)) / 500.0f; }

private:
    std::uint64_t state_;
};

/// An edit that small documents can take; some of them are illegal, or change nothing.
Edit random_edit(std::uint32_t seed, const Document& doc);
TensorSet random_stages(std::uint32_t seed);
/// A legal edit of one kind of change: parameter, cell, block, fill, sentence, valid length, paint.
Edit random_edit_of_kind(int kind, Dice& dice, const Document& doc);

/// initial_document() after a few random edits.
Document random_document(std::uint32_t seed, int edits = 12);

}  // namespace headscope::lab::testing
