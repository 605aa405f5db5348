// Decoding with a cache: row t of a causal pass is what a decoder computes at step t, so that a step is a way of looking at the pass.
#pragma once

#include <cstdint>

#include "lab/edit/edit.hpp"

namespace headscope::lab {

/// Why a document is not decoded token by token, and the parameter that takes the reason away.
struct DecodingObstacle {
    Str words = Str::count_;
    Param param = Param::count_;
    double value = 0;
    bool (*holds)(const Document& doc) = nullptr;
};
/// The first from `from` on that holds; nullptr: each row depends on the tokens up to its own alone, and every step gives the row's bits.
const DecodingObstacle* decoding_obstacle(const Document& doc, const DecodingObstacle* from = nullptr);
/// Takes away all that hold.
Edit made_decodable(const Document& doc);

/// What a number is at a step, the token whose turn it is: not there yet, computed now, kept in the cache, or of an earlier step and not
/// needed again. What counts no tokens of the sentence takes no turn.
enum class Turn : std::uint8_t { none, earlier, cached, now, later };
Turn turn_of(const Document& doc, const CellRef& cell, int step);
/// Whether the rows of a stage stay in the cache: the values, and the keys as the scores read them.
bool is_cached(const Document& doc, TensorId stage);

/// Multiply-adds (cost.hpp), of the whole batch. Without a cache the keys and values of all tokens so far are computed in every step, and
/// with them all that they are made of.
struct DecodingCosts {
    double step = 0, step_without = 0;      // of this step alone
    double so_far = 0, so_far_without = 0;  // of all steps up to it
    double cache_bytes = 0;                 // after it
};
DecodingCosts decoding_costs(const Document& doc, int step);

}  // namespace headscope::lab
