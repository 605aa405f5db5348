// Ranges of code points; see the Unicode character database for what the blocks hold.
#include "lab/text/unicode.hpp"

#include <algorithm>

namespace headscope::lab {
namespace {

struct Span {
    std::uint32_t first, last;
};

template <size_t n>
bool in(const Span (&spans)[n], std::uint32_t c) {
    const Span* found = std::lower_bound(spans, spans + n, c, [](const Span& s, std::uint32_t v) { return s.last < v; });
    return found != spans + n && found->first <= c;
}

// Marks that attach to the character before them.
constexpr Span kExtend[] = {
    {0x0300, 0x036F},   {0x0483, 0x0489},   {0x0591, 0x05BD},  {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5},
    {0x05C7, 0x05C7},   {0x0610, 0x061A},   {0x064B, 0x065F},  {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},
    {0x06E7, 0x06E8},   {0x06EA, 0x06ED},   {0x0711, 0x0711},  {0x0730, 0x074A}, {0x07A6, 0x07B0}, {0x0816, 0x082D},
    {0x0859, 0x085B},   {0x0898, 0x089F},   {0x08CA, 0x0903},  {0x093A, 0x093C}, {0x093E, 0x094F}, {0x0951, 0x0957},
    {0x0962, 0x0963},   {0x0981, 0x0983},   {0x09BC, 0x09BC},  {0x09BE, 0x09CD}, {0x0A01, 0x0A03}, {0x0A3C, 0x0A4D},
    {0x0A70, 0x0A71},   {0x0A81, 0x0A83},   {0x0ABC, 0x0ABC},  {0x0ABE, 0x0ACD}, {0x0B01, 0x0B03}, {0x0B3C, 0x0B3C},
    {0x0B3E, 0x0B57},   {0x0B82, 0x0B82},   {0x0BBE, 0x0BCD},  {0x0C00, 0x0C04}, {0x0C3C, 0x0C3C}, {0x0C3E, 0x0C56},
    {0x0C81, 0x0C83},   {0x0CBC, 0x0CBC},   {0x0CBE, 0x0CD6},  {0x0D00, 0x0D03}, {0x0D3B, 0x0D3C}, {0x0D3E, 0x0D4D},
    {0x0DCA, 0x0DDF},   {0x0E31, 0x0E31},   {0x0E33, 0x0E3A},  {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1}, {0x0EB3, 0x0EBC},
    {0x0EC8, 0x0ECE},   {0x0F18, 0x0F19},   {0x0F35, 0x0F39},  {0x0F71, 0x0F87}, {0x102B, 0x103E}, {0x135D, 0x135F},
    {0x17B4, 0x17D3},   {0x180B, 0x180F},   {0x1AB0, 0x1AFF},  {0x1DC0, 0x1DFF}, {0x200C, 0x200D}, {0x20D0, 0x20F0},
    {0x302A, 0x302F},   {0x3099, 0x309A},   {0xA66F, 0xA672},  {0xA69E, 0xA69F}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}, {0xE0100, 0xE01EF}};

constexpr Span kCjk[] = {{0x2E80, 0x2FDF}, {0x3005, 0x3007}, {0x3021, 0x3029},  {0x3038, 0x303B}, {0x3041, 0x30FF},
                         {0x3105, 0x312F}, {0x31A0, 0x31BF}, {0x31F0, 0x31FF},  {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
                         {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x20000, 0x323AF}};

constexpr Span kPunctuation[] = {{0x21, 0x2F},     {0x3A, 0x40},     {0x5B, 0x60},     {0x7B, 0x7E},     {0xA1, 0xA1},
                                 {0xA7, 0xA7},     {0xAB, 0xAB},     {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0xBF},
                                 {0x2010, 0x2027}, {0x2030, 0x205E}, {0x3001, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030},
                                 {0x303D, 0x303D}, {0x30FB, 0x30FB}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
                                 {0xFF5B, 0xFF65}};

constexpr Span kSpace[] = {{0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
                           {0x1680, 0x1680}, {0x2000, 0x200B}, {0x2028, 0x2029}, {0x202F, 0x202F},
                           {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

// Hangul syllables are written L V T; a precomposed one may take more V and T.
bool hangul_joins(std::uint32_t a, std::uint32_t b) {
    const bool lead = a >= 0x1100 && a <= 0x115F, vowel = a >= 0x1160 && a <= 0x11A7, tail = a >= 0x11A8 && a <= 0x11FF;
    const bool syllable = a >= 0xAC00 && a <= 0xD7A3, open = syllable && (a - 0xAC00) % 28 == 0;
    const bool next_lead = b >= 0x1100 && b <= 0x115F, next_vowel = b >= 0x1160 && b <= 0x11A7;
    const bool next_tail = b >= 0x11A8 && b <= 0x11FF, next_syllable = b >= 0xAC00 && b <= 0xD7A3;
    if (lead) return next_lead || next_vowel || next_syllable;
    if (vowel || open) return next_vowel || next_tail;
    if (tail || syllable) return next_tail;
    return false;
}

}  // namespace

Result<std::vector<CodePoint>> code_points(std::string_view text) {
    std::vector<CodePoint> points;
    points.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const auto byte = [&](size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
        const unsigned lead = byte(0);
        const size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
        std::uint32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
        bool valid = length > 0;
        for (size_t k = 1; k < length; ++k) {
            valid = valid && byte(k) >> 6 == 2;
            value = value << 6 | (byte(k) & 0x3Fu);
        }
        constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
        valid = valid && value >= kSmallest[length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        if (!valid) return Error{Str::error_text_utf8, {std::to_string(i)}};
        points.push_back({value, i, i + length});
        i += length;
    }
    return points;
}

bool is_space(std::uint32_t c) { return in(kSpace, c); }
bool is_cjk(std::uint32_t c) { return in(kCjk, c) && c != 0x30FB; }
bool is_punctuation(std::uint32_t c) { return in(kPunctuation, c); }

bool joins(std::uint32_t previous, std::uint32_t next, int flags_before) {
    const auto regional = [](std::uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
    if (is_space(previous) || is_space(next)) return false;
    if (in(kExtend, next)) return true;
    if (previous == 0x200D) return next >= 0x2190;  // a joiner glues pictographs, not letters
    if (regional(previous) && regional(next)) return flags_before % 2 == 1;
    return hangul_joins(previous, next);
}

}  // namespace headscope::lab
