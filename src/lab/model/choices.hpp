// What the choices among the parameters choose from: enumerators, keys of links and the API, and what is shown, side by side.
#pragma once

#include <string_view>

#include "lab/words/strings.hpp"

namespace headscope::lab {

enum class CausalAlign { top_left, bottom_right };
inline constexpr std::string_view kCausalAlignKeys[] = {"top_left", "bottom_right"};
inline constexpr Str kCausalAlignLabels[] = {Str::choice_top_left, Str::choice_bottom_right};

enum class CustomMask { off, boolean, bias };
inline constexpr std::string_view kCustomMaskKeys[] = {"off", "boolean", "bias"};
inline constexpr Str kCustomMaskLabels[] = {Str::choice_off, Str::choice_boolean, Str::choice_bias};

enum class ScaleMode { sqrt_head_dim, off, value };
inline constexpr std::string_view kScaleModeKeys[] = {"sqrt", "off", "value"};
inline constexpr Str kScaleModeLabels[] = {Str::choice_sqrt, Str::choice_unscaled, Str::choice_value};

enum class Positions { off, sinusoidal, own };
inline constexpr std::string_view kPositionsKeys[] = {"off", "sinusoidal", "own"};
inline constexpr Str kPositionsLabels[] = {Str::choice_off, Str::choice_sinusoidal, Str::choice_own};

enum class Norm { off, pre, post };
inline constexpr std::string_view kNormKeys[] = {"off", "pre", "post"};
inline constexpr Str kNormLabels[] = {Str::choice_off, Str::choice_norm_pre, Str::choice_norm_post};

// The enumerators: TokensBy of text/tokens.hpp, and the random kinds of FillKind.
inline constexpr std::string_view kTokensByKeys[] = {"words", "characters", "lines"};
inline constexpr Str kTokensByLabels[] = {Str::choice_words, Str::choice_characters, Str::choice_lines};
inline constexpr std::string_view kWeightInitKeys[] = {"gaussian", "uniform", "xavier", "kaiming", "orthogonal"};
inline constexpr Str kWeightInitLabels[] = {Str::choice_gaussian, Str::choice_uniform, Str::choice_xavier, Str::choice_kaiming,
                                            Str::choice_orthogonal};

}  // namespace headscope::lab
