// Causal, padding, window and painted masks, as the core composes them and as the interface names them.
#include "lab/model/masks.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>

namespace headscope::lab {

MaskRule::MaskRule(const Document& doc) {
    for (int k = 0; k < doc.batch(); ++k) valid_lengths[static_cast<size_t>(k)] = doc.valid_keys(k);
    if (doc.on(Param::key_padding)) mask.key_valid_lengths = valid_lengths.data();
    mask.causal = doc.on(Param::causal);
    if (doc.on(Param::window)) mask.window_left = mask.window_right = doc.integer(Param::window_size);
}

bool visible_row(const Document& doc, const MaskRule& rule, int item, int row, std::uint8_t* bytes) {
    const int keys = doc.keys();
    const core::Range range = core::visible_keys(rule.mask, item, row, 0, keys);
    std::memset(bytes, 0, static_cast<size_t>(keys));
    bool any = false;
    const auto custom = static_cast<CustomMask>(doc.integer(Param::custom_mask));
    const float* allow = doc.matrix(TensorId::mask_allow, item).data() + static_cast<std::ptrdiff_t>(row) * keys;
    const float* bias = doc.matrix(TensorId::mask_bias, item).data() + static_cast<std::ptrdiff_t>(row) * keys;
    for (int key = range.begin; key < range.end; ++key) {
        bool visible = true;
        if (custom == CustomMask::boolean) visible = allow[key] != 0.0f;
        if (custom == CustomMask::bias) visible = !(std::isinf(bias[key]) && bias[key] < 0);
        bytes[key] = visible ? 1 : 0;
        any = any || visible;
    }
    return any;
}

unsigned hidden_by(const Document& doc, int item, int query, int key) {
    unsigned hidden = hidden_by_none;
    if (doc.on(Param::causal) && key > query) hidden |= hidden_by_causal;
    if (doc.on(Param::key_padding) && key >= doc.valid_keys(item)) hidden |= hidden_by_padding;
    if (doc.on(Param::window) && std::abs(query - key) > doc.integer(Param::window_size)) hidden |= hidden_by_window;
    const auto custom = static_cast<CustomMask>(doc.integer(Param::custom_mask));
    if (custom == CustomMask::boolean && doc.matrix(TensorId::mask_allow, item).at(query, key) == 0.0f)
        hidden |= hidden_by_custom;
    if (custom == CustomMask::bias) {
        const float bias = doc.matrix(TensorId::mask_bias, item).at(query, key);
        if (std::isinf(bias) && bias < 0) hidden |= hidden_by_custom;
    }
    return hidden;
}

}  // namespace headscope::lab
