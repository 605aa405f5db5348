// The rows of presets.def.
#include "lab/link/presets.hpp"

#include "lab/link/link.hpp"

namespace headscope::lab {

std::span<const Preset> presets() {
    static constexpr Preset kPresets[] = {
#define HEADSCOPE_PRESET(key, text) {#key, Str::preset_##key, Str::preset_##key##_question, text},
#include "lab/link/presets.def"
#undef HEADSCOPE_PRESET
    };
    return kPresets;
}

Edit edit_of(const Preset& preset) {
    Edit edit(Reset{});
    // Presets are legal, and a test makes sure.
    if (Result<Edit> delta = read_edit(preset.text))
        for (size_t i = 0; i < delta.value().changes.size(); ++i)
            edit.add(std::move(delta.value().changes[i]), std::move(delta.value().keys[i]));
    return edit;
}

}  // namespace headscope::lab
