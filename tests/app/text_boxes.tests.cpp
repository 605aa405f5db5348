// Every text of the page at every size, as it is drawn: large enough, whole, in the open, and beside the others.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <iterator>
#include <sstream>

#include "drawn_texts.hpp"
#include "lab/link/presets.hpp"
#include "page.hpp"

namespace headscope::app {
namespace {

constexpr float kLeast = 11;  // CSS pixels

/// `below`: something lies over the page; what it covers is not looked at.
void check_texts(Page& page, const std::string& where, bool below = false) {
    page.rest();
    std::vector<DrawnText> texts = drawn_texts(*ImGui::GetDrawData(), page.app()->scale());
    if (below) std::erase_if(texts, [](const DrawnText& t) { return t.covered; });
    INFO(where);
    CHECK(texts.size() > 10);
    std::string wrong;
    const auto tell = [&](std::string_view what, const DrawnText& t, std::string_view other = {}) {
        const ImVec2 at = t.min();
        wrong.append(what).append(": \"").append(t.words).append("\" at ").append(std::to_string(static_cast<int>(at.x)));
        wrong.append(",").append(std::to_string(static_cast<int>(at.y)));
        if (!other.empty()) wrong.append(" and \"").append(other).append("\"");
        wrong.append("\n");
    };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const DrawnText& t = texts[i];
        if (t.size < kLeast - 0.01f) tell("too small", t);
        if (t.cut) tell("cut", t);
        if (t.covered) tell("covered", t);
        for (std::size_t k = 0; k < i; ++k) {
            if (overlap(t, texts[k])) tell("overlap", t, texts[k].words);
            else if (touch(t, texts[k]) && !(k + 1 == i && t.size != texts[k].size))  // else parts of a symbol: W, q
                tell("touch", t, texts[k].words);
        }
    }
    INFO(wrong);
    CHECK(wrong.empty());
}

struct Size {
    int width, height;
};
constexpr Size kSizes[] = {{360, 740},  {390, 844},  {640, 420},   {700, 450},   {820, 1180},
                           {1280, 720}, {1440, 900}, {1920, 1080}, {2560, 1440}, {844, 390}};

/// What a page may show: the first document, one with long words and two sentences, presets with numbers in every cell and with names
/// of dimensions, and a step of decoding.
struct Shown {
    std::string_view preset, delta, view = {};
};
constexpr Shown kDocuments[] = {
    {"sentence", ""},
    {"sentence",
     "cross=1&d_memory=12&num_heads=6&head_dim=8&text=Donaudampfschifffahrtsgesellschaft internationalization of words W"
     "&memory_text=pneumonoultramicroscopicsilicovolcanoconiosis is a word of length&positions=1&residual=1&dropout=0.5"},
    {"illustrated", ""},
    {"giving", ""},
    {"places", ""},
    {"sentence", "causal=1&layers=2&num_heads=8&text=Donaudampfschifffahrtsgesellschaft internationalization of words W",
     "decoding=1"}};

void open(Page& page, const Shown& shown) {
    for (int i = 0; i < static_cast<int>(lab::presets().size()); ++i)
        if (lab::presets()[static_cast<std::size_t>(i)].key == shown.preset && i > 0)
            REQUIRE(hs_preset(page.app(), i) == nullptr);
    if (!shown.delta.empty()) REQUIRE(hs_apply(page.app(), page.put(shown.delta)) == nullptr);
}

/// A sentence of so many words, long and short.
std::string words(int count) {
    constexpr std::string_view kWords[] = {"When", "the", "exponentially",     "old",       "teacher", "asked",
                                           "why",  "I",   "internationalized", "attention", "sums",    "to"};
    std::string text;
    for (int i = 0; i < count; ++i) (text += i ? " " : "").append(kWords[static_cast<std::size_t>(i * 7 % 12)]);
    return text;
}

}  // namespace

TEST_CASE("at every size, in both languages, every text is large enough, whole, in the open and apart from the others") {
    for (const Shown& shown : kDocuments) {
        Page page;
        open(page, shown);
        if (!shown.view.empty()) REQUIRE(page.set_view(std::string(shown.view)) == nullptr);
        const bool first = &shown == kDocuments;
        if (!first) REQUIRE(hs_lock(page.app(), page.put("weights[0,0,1,2]")) == nullptr);
        int turn = 0;
        for (const Size& size : kSizes) {
            page.resize(size.width, size.height, 1);
            for (const std::string_view language : {"en", "zh-Hans"}) {
                const std::string_view theme = ++turn % 2 ? "light" : "dark";
                std::string look = "language=";
                look.append(language).append("&theme=").append(theme);
                REQUIRE(page.set_view(look) == nullptr);
                const std::string where = std::to_string(size.width) + " x " + std::to_string(size.height) + ", " + look +
                                          ", " + std::string(shown.preset) + " " + std::string(shown.delta.substr(0, 24));
                check_texts(page, where);
                if (page.has_item("tab.input")) {
                    for (const std::string tab : {"input", "output", "controls", "heads"}) {
                        REQUIRE(page.set_view("tab=" + tab) == nullptr);
                        check_texts(page, where + ", " + tab);
                    }
                }
                for (const std::string rows : {"scores&axis_x=&axis_y=", "context", "input&axis_x=0&axis_y=1", "scores"}) {
                    REQUIRE(page.set_view("geometry=" + rows) == nullptr);
                    check_texts(page, where + ", arrows of " + rows);
                }
                REQUIRE(page.set_view("geometry=off") == nullptr);
                if (!first) continue;
                for (const std::string overlay : {"help", "legend"}) {
                    REQUIRE(page.set_view(overlay + "=1") == nullptr);
                    check_texts(page, where + ", " + overlay, true);
                    REQUIRE(page.set_view(overlay + "=0") == nullptr);
                }
            }
        }
    }
}

TEST_CASE("however large the map is, its caption keeps apart from the names beside it") {
    Page page;
    for (const std::string_view language : {"en", "zh-Hans"}) {
        REQUIRE(page.set_view("language=" + std::string(language)) == nullptr);
        for (int height = 640; height < 1000; height += 4) {
            page.resize(height * 16 / 9, height, 1);
            check_texts(page, std::to_string(height) + " high, " + std::string(language));
        }
    }
}

TEST_CASE("names of long sentences rise or thin out and never collide, and that of the pinned row and column stays") {
    for (const int count : {24, 48, 100}) {
        Page page;
        REQUIRE(hs_apply(page.app(), page.put("text=" + words(count))) == nullptr);
        const int row = count / 2 + 1, column = count - 3;
        const std::string cell = "weights[0,0," + std::to_string(row) + "," + std::to_string(column) + "]";
        for (const bool pinned : {false, true}) {
            if (pinned) REQUIRE(hs_lock(page.app(), page.put(cell)) == nullptr);
            for (const Size& size : kSizes) {
                page.resize(size.width, size.height, 1);
                for (const std::string look : {"large=weights&all_steps=0", "large=X", "large=weights&all_steps=1"}) {
                    const bool phone = page.has_item("tab.input");
                    if (phone && look != "large=weights&all_steps=0") continue;
                    REQUIRE(page.set_view(look) == nullptr);
                    const std::string where = std::to_string(count) + " tokens, " + std::to_string(size.width) + " x " +
                                              std::to_string(size.height) + ", " + look + (pinned ? ", pinned" : "");
                    check_texts(page, where);
                    if (look != "large=weights&all_steps=0") continue;
                    INFO(where);
                    const ui::MirrorItem map = page.item("large");
                    const float scale = page.app()->scale(),
                                pitch = (map.max.x - map.min.x) * scale / static_cast<float>(count);
                    const ImVec2 low = map.min * scale, high = map.max * scale;
                    const float x = low.x + (static_cast<float>(column) + 0.5f) * pitch,
                                y = low.y + (static_cast<float>(row) + 0.5f) * pitch;
                    int columns = 0, of_row = 0, of_column = 0;
                    for (const DrawnText& t : drawn_texts(*ImGui::GetDrawData(), scale)) {
                        const ImVec2 middle = (t.min() + t.max()) * 0.5f;
                        const bool below = t.max().y > high.y && t.min().y < high.y + 24 && t.min().x < high.x + 4;
                        columns += below && t.max().x > low.x;
                        of_row +=
                            middle.x < low.x + 0 ? std::abs(middle.y - y) < 4 : middle.x > high.x && std::abs(middle.y - y) < 4;
                        of_column += below && std::abs((t.along.y < -1 ? t.max().x : middle.x) - x) < 14;
                    }
                    const bool shows_below = high.y + 30 < static_cast<float>(size.height) - 60;
                    if (shows_below) CHECK(columns >= 3);
                    if (pinned && y < static_cast<float>(size.height) - 80) CHECK(of_row >= 1);
                    if (pinned && shows_below) CHECK(of_column >= 1);
                }
            }
        }
    }
}

TEST_CASE("a zoomed picture keeps the names of its rows and columns at its sides wherever it is scrolled, and has a way back") {
    constexpr int kCtrl = 2;
    std::istringstream sentence(words(24));
    const std::vector<std::string> tokens{std::istream_iterator<std::string>(sentence), {}};
    for (const Size& size : {Size{1280, 720}, Size{820, 1180}, Size{1920, 1080}}) {
        Page page(size.width, size.height);
        REQUIRE(hs_apply(page.app(), page.put("text=" + words(24))) == nullptr);
        REQUIRE(page.set_view("zoom=5") == nullptr);
        page.rest();
        INFO(size.width << " x " << size.height);
        const ui::MirrorItem reset = page.item("stage.zoom_reset");
        const float scale = page.app()->scale();
        const auto names = [&](bool of_rows) {
            const ui::MirrorItem map = page.item("large");
            const float pitch = (map.max.x - map.min.x) / 24 * scale;
            int count = 0;
            for (const DrawnText& t : drawn_texts(*ImGui::GetDrawData(), scale)) {
                const ImVec2 middle = (t.min() + t.max()) * 0.5f;
                const float along = of_rows ? (middle.y - map.min.y * scale) : (middle.x - map.min.x * scale);
                const int index = static_cast<int>(along / pitch);
                // In the middle of its own row or column.
                const bool centred = std::abs(along - (static_cast<float>(index) + 0.5f) * pitch) < 3;
                const bool token = along >= 0 && index < 24 && t.words == tokens[static_cast<std::size_t>(index)];
                count += token && centred && middle.y > reset.min.y * scale;
            }
            return count;
        };
        for (const std::string_view where : {"first", "last"}) {
            INFO(where);
            CHECK(names(true) >= 3);
            CHECK(names(false) >= 3);
            page.click(ImVec2((reset.min.x + reset.max.x) * scale / 2, (reset.max.y + 60) * scale));
            page.key("End", "End", kCtrl);
            page.rest();
            std::vector<DrawnText> texts = drawn_texts(*ImGui::GetDrawData(), scale);
            std::erase_if(texts, [](const DrawnText& t) { return t.covered; });
            for (std::size_t i = 0; i < texts.size(); ++i)
                for (std::size_t k = 0; k < i; ++k)
                    if (overlap(texts[i], texts[k])) FAIL_CHECK(texts[i].words << " lies over " << texts[k].words);
        }
        const ui::MirrorItem back = page.item("stage.zoom_reset");
        page.click((back.min + back.max) * 0.5f * scale);
        page.rest();
        CHECK_FALSE(page.has_item("stage.zoom_reset"));
    }
}

TEST_CASE("in a low window, as an article embeds it, the whole map is in sight with the names of its rows and columns") {
    for (const Size& size : {Size{700, 450}, Size{640, 420}, Size{844, 390}}) {
        Page page(size.width, size.height);
        INFO(size.width << " x " << size.height);
        const ui::MirrorItem map = page.item("large"), tabs = page.item("tab.heads"), sentence = page.item("tokens");
        constexpr float kNames = 20;
        CHECK(map.min.y > 52);
        CHECK(map.max.y + kNames <= tabs.min.y);
        CHECK(map.max.y - map.min.y >= 190);
        CHECK(sentence.min.x > map.max.x);
        CHECK(sentence.max.y < tabs.min.y);
    }
}

}  // namespace headscope::app
