// The letters for the sizes: whichever the visitor chose, no others are drawn or told.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "drawn_texts.hpp"
#include "page.hpp"

namespace headscope::app {
namespace {

bool is_letter(char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' || ch == '\''; }

/// Whether one of these words stands alone in the text.
bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_letter(text[end])) ++end;
        for (const std::string_view word : words)
            if (text.substr(i, end - i) == word) return true;
        i = end + 1;
    }
    return false;
}

/// How often one of these words is drawn, or told to a screen reader.
int count(Page& page, std::initializer_list<std::string_view> words) {
    page.rest();
    int found = 0;
    for (const DrawnText& text : drawn_texts(*ImGui::GetDrawData(), page.app()->scale())) {
        if (!has_word(text.words, words)) continue;
        UNSCOPED_INFO("drawn: " << text.words);
        ++found;
    }
    for (const ui::MirrorItem& item : page.app()->interface().mirror().items()) {
        if (!has_word(item.label, words) && !has_word(item.value, words)) continue;
        UNSCOPED_INFO("told: " << item.label);
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("every symbol of a size on the page is of the chosen set") {
    Page page(1920, 1080);
    App* app = page.app();
    for (const char* look : {"large=weights", "large=scaled", "all_steps=1", "large=Q&all_steps=0", "trail"}) {
        INFO(look);
        if (look == std::string_view("trail")) {
            REQUIRE(hs_lock(app, page.put("scaled[0,0,1,2]")) == nullptr);
            page.settle();
            page.act("operand.0", "press");
            page.settle();
        } else {
            static_cast<void>(page.set_view(look));
        }
        for (const char* language : {"en", "zh-Hans"}) {
            REQUIRE(page.set_view(std::string("symbols=own&language=") + language) == nullptr);
            CHECK(count(page, {"h", "m"}) > 2);
            CHECK(count(page, {"d_k", "n_heads"}) == 0);
            REQUIRE(page.set_view(std::string("symbols=articles&language=") + language) == nullptr);
            CHECK(count(page, {"h", "m", "S"}) == 0);
            CHECK(count(page, {"d_k", "n_heads"}) > 2);
        }
    }
}

}  // namespace headscope::app
