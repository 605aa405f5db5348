// The mirror's items as the page reads them: see mirror_json.hpp.
#include "app/json/mirror_json.hpp"

#include <cmath>
#include <cstring>
#include <string_view>

#include "app/json/json.hpp"

namespace headscope::app {
namespace {

constexpr const char* kRoles[] = {"button",  "checkbox", "radio",  "slider", "textbox", "tab",    "grid",  "gridcell",
                                  "heading", "text",     "status", "link",   "listbox", "option", "group", "dialog"};

/// FNV-1a, eight bytes at a time.
class Hash {
public:
    void add(std::uint64_t word) { value_ = (value_ ^ word) * 0x100000001b3ull ^ value_ >> 29; }
    void add(double number) {
        std::uint64_t bits;
        std::memcpy(&bits, &number, sizeof bits);
        add(bits);
    }
    void add(std::string_view text) {
        add(static_cast<std::uint64_t>(text.size()));
        for (; text.size() >= 8; text.remove_prefix(8)) {
            std::uint64_t word;
            std::memcpy(&word, text.data(), 8);
            add(word);
        }
        std::uint64_t rest = 0;
        std::memcpy(&rest, text.data(), text.size());
        add(rest);
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0xcbf29ce484222325ull;
};

double tenth(float v) { return std::round(static_cast<double>(v) * 10) / 10; }

}  // namespace

std::span<const char* const> role_keys() { return kRoles; }

std::uint64_t mirror_hash(std::span<const ui::MirrorItem> items) {
    Hash hash;
    for (const ui::MirrorItem& i : items) {
        hash.add(static_cast<std::uint64_t>(i.id) << 32 | static_cast<std::uint64_t>(i.role));
        for (const std::string_view text :
             {std::string_view(i.label), std::string_view(i.value), std::string_view(i.key), std::string_view(i.help)})
            hash.add(text);
        for (const float edge : {i.min.x, i.min.y, i.max.x, i.max.y}) hash.add(tenth(edge));
        for (const double number : {i.now, i.low, i.high, i.step}) hash.add(number);
        const std::uint64_t flags =
            (i.checked ? 1u : 0u) | (i.disabled ? 2u : 0u) | (i.expanded ? 4u : 0u) | (i.focused ? 8u : 0u);
        hash.add(flags);
        hash.add(tenth(i.group_gap));
        for (const int number : {i.rows, i.cols, i.row, i.col, i.group_cols, i.group_rows})
            hash.add(static_cast<std::uint64_t>(number));
    }
    return hash.value();
}

std::string mirror_json(std::span<const ui::MirrorItem> items, float scale) {
    Json json;
    json.open('[');
    for (const ui::MirrorItem& i : items) {
        json.open('{')
            .field("id", static_cast<double>(i.id))
            .field("role", kRoles[static_cast<std::size_t>(i.role)])
            .field("key", i.key)
            .field("label", i.label)
            .field("value", i.value)
            .field("x", tenth(i.min.x * scale))
            .field("y", tenth(i.min.y * scale))
            .field("w", tenth((i.max.x - i.min.x) * scale))
            .field("h", tenth((i.max.y - i.min.y) * scale));
        if (!i.help.empty()) json.field("help", i.help);
        if (i.high > i.low) json.field("now", i.now).field("low", i.low).field("high", i.high).field("step", i.step);
        if (i.checked) json.field("checked", true);
        if (i.disabled) json.field("disabled", true);
        if (i.expanded) json.field("expanded", true);
        if (i.focused) json.field("focused", true);
        if (i.rows > 0) json.field("rows", i.rows).field("cols", i.cols);
        if (i.group_cols > 0 || i.group_rows > 0) {
            json.field("groupCols", i.group_cols)
                .field("groupRows", i.group_rows)
                .field("groupGap", tenth(i.group_gap * scale));
        }
        if (i.row >= 0) json.field("row", i.row).field("col", i.col);
        json.close('}');
    }
    json.close(']');
    return json.take();
}

}  // namespace headscope::app
