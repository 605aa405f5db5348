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

enum class MaskHeads { all, own };
inline constexpr std::string_view kMaskHeadsKeys[] = {"all", "own"};
inline constexpr Str kMaskHeadsLabels[] = {Str::arcs_all, Str::choice_each_head};

// The enumerators: EmptyRows of core/attention/attention.hpp.
inline constexpr std::string_view kEmptyRowsKeys[] = {"zero", "nan", "uniform"};
inline constexpr Str kEmptyRowsLabels[] = {Str::choice_zero, Str::choice_nan, Str::choice_uniform};

enum class ScaleMode { sqrt_head_dim, off, value, automatic };
inline constexpr std::string_view kScaleModeKeys[] = {"sqrt", "off", "value", "auto"};
inline constexpr Str kScaleModeLabels[] = {Str::choice_sqrt, Str::choice_unscaled, Str::choice_value, Str::theme_auto_short};

// In the interface's order; the core's kinds of score are ScoringKind.
enum class Scoring { dot, additive, bilinear };
inline constexpr std::string_view kScoringKeys[] = {"dot", "additive", "bilinear"};
inline constexpr Str kScoringLabels[] = {Str::choice_dot, Str::choice_additive, Str::choice_bilinear};

enum class HeadKind { standard, narrow, wide };
inline constexpr std::string_view kHeadKindKeys[] = {"standard", "narrow", "wide"};
inline constexpr Str kHeadKindLabels[] = {Str::choice_standard, Str::choice_narrow, Str::choice_wide};

enum class Positions { off, sinusoidal, own, alibi, rope };
inline constexpr std::string_view kPositionsKeys[] = {"off", "sinusoidal", "own", "alibi", "rope"};
inline constexpr Str kPositionsLabels[] = {Str::choice_off, Str::choice_sinusoidal, Str::choice_own, Str::choice_alibi,
                                           Str::choice_rope};

// The enumerators: core::RotaryPairs.
inline constexpr std::string_view kRopePairsKeys[] = {"halves", "interleaved"};
inline constexpr Str kRopePairsLabels[] = {Str::choice_halves, Str::choice_interleaved};

enum class Norm { off, pre, post };
inline constexpr std::string_view kNormKeys[] = {"off", "pre", "post"};
inline constexpr Str kNormLabels[] = {Str::choice_off, Str::choice_norm_pre, Str::choice_norm_post};

enum class Embedding { seeded, words };
inline constexpr std::string_view kEmbeddingKeys[] = {"seeded", "words"};
inline constexpr Str kEmbeddingLabels[] = {Str::choice_seeded, Str::choice_word_vectors};

// The enumerators: TokensBy of text/tokens.hpp, and the random kinds of FillKind.
inline constexpr std::string_view kTokensByKeys[] = {"words", "characters", "lines"};
inline constexpr Str kTokensByLabels[] = {Str::choice_words, Str::choice_characters, Str::choice_lines};
inline constexpr std::string_view kWeightInitKeys[] = {"gaussian", "uniform", "xavier", "kaiming", "orthogonal"};
inline constexpr Str kWeightInitLabels[] = {Str::choice_gaussian, Str::choice_uniform, Str::choice_xavier, Str::choice_kaiming,
                                            Str::choice_orthogonal};

}  // namespace headscope::lab
