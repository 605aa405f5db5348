// The one parameter table: the single source for controls, share link, page API, DOM mirror and validation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lab/model/choices.hpp"
#include "lab/words/strings.hpp"

namespace headscope::lab {

struct Document;

/// Every scalar a visitor can set; one enumerator per row of params.def. Matrices and sentences are not parameters; see document.hpp.
enum class Param : int {
#define HEADSCOPE_PARAM(key, ...) key,
#include "lab/model/params.def"
#undef HEADSCOPE_PARAM
    count_
};
/// The largest of any seed.
inline constexpr double kMaxSeed = 4294967295.0;
/// The most layers of a document.
inline constexpr int kMaxLayers = 6;
inline constexpr int kParamCount = static_cast<int>(Param::count_);

enum class ParamType : std::uint8_t { boolean, integer, real, choice };
/// How it is set by hand. `automatic`: a switch, a slider or a choice, as the type says.
enum class ControlKind : std::uint8_t { automatic, number };
/// The controls that stand together, in the order they are shown.
enum class Group : std::uint8_t { shape, sentence, mask, scores, heads, switches, weights, count_ };
inline constexpr int kGroupCount = static_cast<int>(Group::count_);

/// One row of the table.
struct ParamInfo {
    Param param = Param::count_;
    std::string_view key;
    ParamType type = ParamType::boolean;
    ControlKind control = ControlKind::automatic;
    /// A choice that was a switch once: links say its first two as 0 and 1, and take every word for them.
    bool was_flag = false;
    double min = 0, max = 1, initial = 0, step = 1;
    std::string_view symbol = {};  // "m", "h", ... or empty
    /// Of a choice: its keys in links and the API, and what is shown; its range counts them.
    std::span<const std::string_view> choices = {};
    std::span<const Str> choice_labels = {};
    Group group = Group::shape;
    int place = 0;  // within the group
    /// The ends of a slider's track where the whole range would be of no use; typing may go to min and max.
    double track_min = 0, track_max = 0;
    double (*track_end)(const Document& doc) = nullptr;
    bool logarithmic = false;
    /// The values a slider stops at in this document, nullptr or an empty list: every one. An edit accepts all of these.
    std::vector<double> (*legal)(const Document& doc) = nullptr;
    /// Whether it has any effect in this document, nullptr: always.
    bool (*matters)(const Document& doc) = nullptr;
    Str label = Str::count_;  // word shown beside the symbol
    Str help = Str::count_;   // one sentence
};

const ParamInfo& info(Param p);
std::span<const ParamInfo> all_params();
/// nullptr when no parameter has this key.
const ParamInfo* find_param(std::string_view key);
/// The parameters of a group, in the order of their places.
std::span<const Param> params_of(Group group);
std::string_view key_of(Group group);
Str title_of(Group group);

}  // namespace headscope::lab
