// Vectors of words through the C ABI: a visitor's choice waits for them, a page's call asks for them, and nothing is half done.
#include <catch2/catch_test_macros.hpp>

#include "lab/link/presets.hpp"
#include "page.hpp"
#include "words/word_file.hpp"

namespace headscope::app {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Message hand_over(Page& page) { return hs_word_vectors(page.app(), page.put(lab::testing::word_vector_bytes())); }

std::string link(Page& page) { return hs_link(page.app()); }

/// The preset of that key, chosen from the menu.
void choose_preset(Page& page, std::string_view key) {
    page.act("presets", "press");
    page.act("preset." + std::string(key), "press");
}

}  // namespace

TEST_CASE("a visitor who chooses word vectors waits for the page to hand them over, and then it is one step of undo") {
    Page page;
    const std::string before = link(page);
    page.events();
    page.act("embedding.words", "press");
    const std::string events = page.events();
    CHECK(has(events, "\"type\":\"words\""));
    CHECK_FALSE(has(events, "\"type\":\"error\""));
    CHECK_FALSE(has(events, "\"type\":\"change\""));
    CHECK(link(page) == before);
    CHECK(hs_history(page.app()) == 0);
    CHECK(hand_over(page) == nullptr);
    CHECK(link(page) == "embedding=words&v=1");
    CHECK(has(page.events(), "\"source\":\"interface\""));
    page.settle();
    CHECK(hs_undo(page.app()) == 1);
    CHECK(link(page) == before);
    page.act("embedding.words", "press");  // they are here now
    CHECK(link(page) == "embedding=words&v=1");
    CHECK_FALSE(has(page.events(), "\"type\":\"words\""));
}

TEST_CASE("a preset of word vectors is open when they are here, and not before; what was opened meanwhile stays") {
    Page page;
    const int first = page.app()->view().preset;
    choose_preset(page, "likeness");
    page.settle();
    CHECK(has(page.events(), "\"type\":\"words\""));
    CHECK(page.app()->view().preset == first);
    CHECK(hand_over(page) == nullptr);
    page.settle();
    CHECK(has(link(page), "embedding=words"));
    CHECK(lab::presets()[static_cast<std::size_t>(page.app()->view().preset)].key == "likeness");

    Page other;
    choose_preset(other, "likeness");
    choose_preset(other, "causal");
    const std::string opened = link(other);
    CHECK(has(opened, "causal=1"));
    CHECK(hand_over(other) == nullptr);
    CHECK(link(other) == opened);
}

TEST_CASE("when the page has no vectors to give, what waited is given up and the next choice asks again") {
    Page page;
    const std::string before = link(page);
    for (const std::string_view bytes : {std::string_view(), std::string_view("<!doctype html>")}) {
        page.act("embedding.words", "press");
        CHECK(has(page.events(), "\"type\":\"words\""));
        const Message message = hs_word_vectors(page.app(), page.put(bytes));
        CHECK((message == nullptr) == bytes.empty());
        CHECK(link(page) == before);
        page.settle();
        CHECK(page.item("embedding.seeded").checked);
    }
    CHECK(hand_over(page) == nullptr);
    CHECK(link(page) == before);  // nothing waits any more
}

TEST_CASE("a call of the page that needs the vectors says so, changes nothing, and is taken when they are here") {
    Page page;
    App* app = page.app();
    const std::string before = link(page);
    int preset = 0;
    while (lab::presets()[static_cast<std::size_t>(preset)].key != "likeness") ++preset;
    const auto apply = [&](std::string_view text) { return hs_apply(app, page.put(text)); };
    CHECK(hs_wants_word_vectors(app) == 0);
    CHECK(apply("num_heads=99") != nullptr);
    CHECK(hs_wants_word_vectors(app) == 0);
    CHECK(apply("embedding=words") != nullptr);
    CHECK(hs_wants_word_vectors(app) == 1);
    CHECK(hs_set_param(app, param("embedding"), 1) != nullptr);
    CHECK(hs_wants_word_vectors(app) == 1);
    CHECK(apply("num_heads=4") == nullptr);
    CHECK(hs_wants_word_vectors(app) == 0);
    CHECK(hs_preset(app, preset) != nullptr);
    CHECK(hs_wants_word_vectors(app) == 1);
    CHECK(hs_open_link(app, page.put("text=dog&embedding=words&v=1")) != nullptr);
    CHECK(hs_wants_word_vectors(app) == 1);
    CHECK(link(page) == before);
    REQUIRE(hand_over(page) == nullptr);
    CHECK(link(page) == before);
    CHECK(hs_open_link(app, page.put("text=dog&embedding=words&v=1")) == nullptr);
    std::vector<float> dog(16);
    lab::testing::word_vectors().write("dog", 0, 16, dog.data());
    CHECK(page.matrix("X") == dog);
    CHECK(has(hs_explain(app, page.put("X[0,0,3]")), "\"value\":"));
}

TEST_CASE("tokens without a vector are named below the choice, and the inspector says whose vector a row is") {
    Page page;
    REQUIRE(hand_over(page) == nullptr);
    const auto said = [&](std::string_view part) {
        for (const ui::MirrorItem& item : page.app()->interface().mirror().items())
            if (has(item.label, part) || has(item.value, part)) return true;
        return false;
    };
    REQUIRE(hs_apply(page.app(), page.put("embedding=words&text=狗 zyx gave")) == nullptr);
    page.settle();
    CHECK(said("No word vector, so seeded: zyx"));
    REQUIRE(hs_lock(page.app(), page.put("input[0,0,4]")) == nullptr);
    page.settle();
    CHECK(said("Column 5 of the word vector of “dog”"));
    REQUIRE(hs_lock(page.app(), page.put("input[0,1,4]")) == nullptr);
    page.settle();
    CHECK(said("“zyx” has no word vector"));
    REQUIRE(hs_apply(page.app(), page.put("text=狗 gave")) == nullptr);
    page.settle();
    CHECK_FALSE(said("No word vector"));
}

}  // namespace headscope::app
