// Causal, padding, window and painted masks: each says its rule to the core, and the core says what they hide.
#include "lab/model/masks.hpp"

#include <cmath>
#include <cstring>
#include <iterator>

namespace headscope::lab {
namespace {

constexpr TensorId kPainted[] = {TensorId::none, TensorId::mask_allow, TensorId::mask_bias};  // by CustomMask

void add_diagonal(const Document& doc, MaskRule& rule) {
    if (doc.on(Param::causal_align)) rule.mask.diagonal = doc.keys() - doc.queries();
}

void add_causal(const Document& doc, MaskRule& rule) {
    if (!doc.on(Param::causal)) return;
    rule.mask.causal = true;
    add_diagonal(doc, rule);
}

void add_padding(const Document& doc, MaskRule& rule) {
    if (!doc.on(Param::key_padding)) return;
    for (int k = 0; k < doc.batch(); ++k) rule.valid_lengths[static_cast<size_t>(k)] = doc.valid_keys(k);
    rule.mask.key_valid_lengths = rule.valid_lengths.data();
}

void add_window(const Document& doc, MaskRule& rule) {
    if (!doc.on(Param::window)) return;
    rule.mask.window_left = doc.integer(Param::window_size);
    rule.mask.window_right = doc.on(Param::window_apart) ? doc.integer(Param::window_right) : rule.mask.window_left;
    add_diagonal(doc, rule);
}

constexpr MaskInfo kMasks[] = {
    {hidden_by_causal, "causal", Str::hidden_causal, add_causal},
    {hidden_by_padding, "padding", Str::hidden_padding, add_padding},
    {hidden_by_window, "window", Str::hidden_window, add_window},
    {hidden_by_custom, "custom", Str::hidden_custom, nullptr},
};

constexpr bool bits_in_order() {
    for (std::size_t i = 0; i < std::size(kMasks); ++i)
        if (kMasks[i].bit != 1u << i) return false;
    return true;
}
static_assert(bits_in_order());

}  // namespace

std::span<const MaskInfo> masks() { return kMasks; }

MaskRule::MaskRule(const Document& doc, unsigned masks) {
    valid_lengths.fill(doc.keys());
    for (const MaskInfo& row : kMasks)
        if (row.add && (row.bit & masks) != 0) row.add(doc, *this);
}

bool MaskRule::same(const MaskRule& other, int item) const {
    const core::AttentionMask &a = mask, &b = other.mask;
    return a.causal == b.causal && a.diagonal == b.diagonal && a.window_left == b.window_left &&
           a.window_right == b.window_right &&
           valid_lengths[static_cast<size_t>(item)] == other.valid_lengths[static_cast<size_t>(item)];
}

TensorId painted_mask(const Document& doc) { return kPainted[static_cast<size_t>(doc.integer(Param::custom_mask))]; }

CustomMask choice_of(TensorId mask) {
    for (size_t i = 0; i < std::size(kPainted); ++i)
        if (kPainted[i] == mask) return static_cast<CustomMask>(i);
    return CustomMask::off;
}

bool hides(TensorId mask, float number) {
    return info(mask).values == Values::zero_or_one ? number == 0.0f : std::isinf(number) && number < 0;
}

bool visible_row(const Document& doc, const MaskRule& rule, int item, int head, int row, std::uint8_t* bytes) {
    const int keys = doc.keys();
    const core::Range range = core::visible_keys(rule.mask, item, row, 0, keys);
    std::memset(bytes, 0, static_cast<size_t>(keys));
    bool any = false;
    const TensorId painted = painted_mask(doc);
    const float* numbers = painted == TensorId::none
                               ? nullptr
                               : doc.matrix(painted, item).data() + static_cast<std::ptrdiff_t>(doc.mask_row(head, row)) * keys;
    for (int key = range.begin; key < range.end; ++key) {
        const bool visible = numbers == nullptr || !hides(painted, numbers[key]);
        bytes[key] = visible ? 1 : 0;
        any = any || visible;
    }
    return any;
}

bool has_empty_row(const Document& doc) {
    const MaskRule rule(doc);
    const TensorId painted = painted_mask(doc);
    for (int item = 0; item < doc.batch(); ++item)
        for (int row = 0; row < doc.mask_heads() * doc.queries(); ++row) {
            const int query = doc.query_at(Axis::mask_rows, row);
            const core::Range range = core::visible_keys(rule.mask, item, query, 0, doc.keys());
            int key = range.begin;
            if (painted != TensorId::none)
                while (key < range.end && hides(painted, doc.matrix(painted, item).at(row, key))) ++key;
            if (key >= range.end) return true;
        }
    return false;
}

bool fills_empty_rows(const Document& doc) { return doc.on(Param::empty_rows) && !doc.on(Param::sink); }

Hiders::Hiders(const Document& doc) : doc_(doc), painted_(painted_mask(doc)), keys_(doc.keys()) {}

unsigned Hiders::of(int item, int head, int query, int key) const {
    unsigned hidden = hidden_by_none;
    for (std::size_t i = 0; i < std::size(rules_); ++i)
        if (!core::is_visible(rules_[i].mask, item, 0, query, key, 0, keys_)) hidden |= kMasks[i].bit;
    if (painted_ != TensorId::none && hides(painted_, doc_.matrix(painted_, item).at(doc_.mask_row(head, query), key)))
        hidden |= hidden_by_custom;
    return hidden;
}

unsigned hidden_by(const Document& doc, int item, int head, int query, int key) {
    return Hiders(doc).of(item, head, query, key);
}

}  // namespace headscope::lab
