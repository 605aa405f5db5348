// Frames: drawn when something changed, and only then.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstring>

#include <map>
#include <string>

#include "app/json/names.hpp"
#include "page.hpp"

namespace headscope::app {

TEST_CASE("a fresh laboratory draws its heatmaps and then has nothing to do") {
    Page page;
    CHECK(page.recorder().heatmaps().size() > 8);
    const double frames = page.app()->stats().frames;
    for (int i = 0; i < 100; ++i) CHECK(page.frame() < 0);
    CHECK(page.app()->stats().frames == frames);
}

TEST_CASE("the engine's button has a figure before anything is edited") {
    Page page;
    page.settle();
    CHECK(page.item("engine").label.ends_with(" GFLOP/s"));
    CHECK_FALSE(page.app()->laboratory().throughput().gflops());
}

TEST_CASE("nothing is drawn without a canvas, a context or a size") {
    App* app = hs_create();
    CHECK(hs_frame(app, 0) < 0);
    CHECK(hs_set_param(app, param("num_heads"), 2) == nullptr);
    hs_resize(app, 800, 600, 800, 600, 1);
    CHECK(hs_frame(app, 16) < 0);
    CHECK(hs_attach(app) == 1);
    hs_resize(app, 0, 0, 0, 0, 1);
    CHECK(hs_frame(app, 32) < 0);
    hs_resize(app, 800, 600, 800, 600, 1);
    CHECK(hs_frame(app, 48) >= 0);
    hs_detach(app);
    CHECK(hs_frame(app, 64) < 0);
    hs_destroy(app);
}

TEST_CASE("a lost context is drawn again when it is back") {
    Page page;
    hs_context_lost(page.app());
    hs_redraw(page.app());
    CHECK(page.frame() < 0);
    CHECK(hs_context_restored(page.app()) == 1);
    page.settle();
    CHECK(page.recorder().heatmaps().size() > 8);
}

TEST_CASE("the interface fits every size, and the frame settles") {
    Page page;
    for (const double width : {1920.0, 1440.0, 1024.0, 768.0, 390.0, 360.0, 120.0}) {
        for (const double density : {1.0, 1.25, 3.0}) {
            page.resize(width, width > 800 ? 900 : 700, density);
            CHECK(page.settle() >= 0);
            CHECK(page.recorder().stats().vertices > 0);
        }
    }
}

TEST_CASE("wherever the pointer rests and however far the page is scrolled, the frame settles") {
    for (const ImVec2 window : {ImVec2(1440, 420), ImVec2(390, 780), ImVec2(900, 700), ImVec2(1440, 900)}) {
        for (const float x : {100.0f, window.x * 0.6f}) {
            Page page(window.x, window.y);
            const float y = window.y * 0.7f;
            page.move(ImVec2(x, y));
            for (int turn = 0; turn < 60; ++turn) {
                INFO("window " << window.x << " x " << window.y << ", pointer at " << x << ", " << y << ", turn " << turn);
                CHECK(page.settle() >= 0);
                if (hs_wheel(page.app(), x, y, 0, 25, 0) == 0) break;
            }
        }
    }
}

TEST_CASE("the focus on a number while the state before the last change is shown asks for no frame for ever") {
    Page page;
    page.set_cell("X[0,0,0]", 2);
    page.settle();
    hs_focus(page.app(), 1);
    page.act("before", "press");
    page.act("large", "focus");
    CHECK(page.app()->view().hovered.has_value());
    CHECK(page.item("before").checked);
    page.act("before", "focus");
    CHECK_FALSE(page.app()->view().hovered.has_value());
}

TEST_CASE("the page hears once of what is new") {
    Page page;
    App* app = page.app();
    CHECK((hs_news(app) & 3) == 3);
    CHECK(page.events().find("\"type\":\"view\"") != std::string::npos);
    CHECK(hs_news(app) == 0);
    CHECK(page.events() == "[]");
    hs_redraw(app);
    page.settle();
    CHECK(hs_news(app) == 0);
}

TEST_CASE("the language changes every control's words and nothing else") {
    Page page;
    App* app = page.app();
    const std::string before = hs_mirror(app);
    const double revision = hs_revision(app);
    page.events();
    CHECK(page.set_view("language=zh-Hans") == nullptr);
    page.settle();
    CHECK(before != hs_mirror(app));
    CHECK(page.events().find("zh-Hans") != std::string::npos);
    CHECK(hs_revision(app) == revision);
    page.set_view("language=en");
    page.settle();
    CHECK(before == hs_mirror(app));
}

TEST_CASE("the system's language counts until the visitor chooses one") {
    Page page;
    App* app = page.app();
    hs_environment(app, 0, 0, 0, 1);
    CHECK(page.app()->view().language == lab::Language::chinese);
    page.set_view("language=en");
    hs_environment(app, 1, 0, 0, 1);
    CHECK(page.app()->view().language == lab::Language::english);
    CHECK(page.app()->is_dark());
}

TEST_CASE("two laboratories share nothing") {
    Page one, two;
    CHECK(hs_set_param(one.app(), param("num_heads"), 8) == nullptr);
    one.settle();
    two.settle();
    CHECK(hs_param(two.app(), param("num_heads")) != 8);
    two.set_view("theme=dark");
    one.settle();
    two.settle();
    CHECK(two.app()->is_dark());
    CHECK_FALSE(one.app()->is_dark());
}

TEST_CASE("a language chosen in the bar stays when the system's colours change") {
    Page page;
    page.act("language", "press");
    page.settle();
    REQUIRE(page.app()->view().language == lab::Language::chinese);
    hs_environment(page.app(), 1, 0, 0, 0);
    page.settle();
    CHECK(page.app()->view().language == lab::Language::chinese);
}

TEST_CASE("draw calls do not grow with the number of cells") {
    Page page;
    App* app = page.app();
    const auto calls = [&] {
        page.settle();
        return page.recorder().stats().draw_calls + static_cast<int>(page.recorder().heatmaps().size());
    };
    const int small = calls();
    CHECK(hs_set_param(app, param("head_dim"), 32) == nullptr);
    std::string words;
    for (int i = 0; i < 128; ++i) words += "w" + std::to_string(i) + " ";
    CHECK(hs_set_sentence(app, 0, 0, page.put(words)) == nullptr);
    CHECK(calls() <= small + 8);
}

TEST_CASE("the page hears of changes though nothing is drawn") {
    App* app = hs_create();
    REQUIRE(app != nullptr);
    hs_events(app);
    CHECK(hs_set_param(app, param("num_heads"), 2) == nullptr);
    CHECK((hs_news(app) & 1) == 1);
    const std::string events = hs_events(app);
    CHECK(events.find("\"type\":\"change\"") != std::string::npos);
    CHECK(events.find("\"source\":\"api\"") != std::string::npos);
    CHECK((hs_news(app) & 1) == 0);
    const auto put = [app](std::string_view text) {
        std::memcpy(hs_buffer(app, text.size()), text.data(), text.size());
        return text.size();
    };
    CHECK(hs_lock(app, put("weights[0,0,1,1]")) == nullptr);
    CHECK((hs_news(app) & 1) == 1);
    CHECK(std::string(hs_events(app)).find("\"type\":\"select\"") != std::string::npos);
    CHECK(hs_set_view(app, put("language=zh-Hans")) == nullptr);
    CHECK((hs_news(app) & 1) == 1);
    CHECK(std::string(hs_events(app)).find("\"language\":\"zh-Hans\"") != std::string::npos);
    hs_destroy(app);
}

TEST_CASE("a message of the page's is as long as people read, and an error is an event") {
    Page page;
    page.events();
    CHECK(hs_notify(page.app(), page.put("what is wrong"), 1) == nullptr);
    CHECK(page.events().find("{\"type\":\"error\",\"message\":\"what is wrong\"}") != std::string::npos);
    const std::string refused = hs_notify(page.app(), page.put(std::string(2001, 'a')), 1);
    CHECK(refused.find("2001 bytes, the limit is 2000") != std::string::npos);
    page.settle();
    CHECK(page.item("status").label.find("what is wrong") != std::string::npos);
}

TEST_CASE("no two controls share an id, on any screen") {
    const auto& [width, cell] = GENERATE(table<double, std::string>(
        {{1440, "weights[0,0,2,1]"}, {1440, "output[0,2,1]"}, {800, "weights[0,0,2,1]"}, {360, "output[0,2,1]"}}));
    Page page(width, 800);
    CHECK(hs_lock(page.app(), page.put(cell)) == nullptr);
    const auto items = [&] { return page.app()->interface().mirror().items(); };
    for (const std::string tab : {"input", "heads", "output", "controls"}) {
        CHECK(page.set_view("tab=" + tab) == nullptr);
        page.settle();
        for (const ui::MirrorItem& item : items()) {  // shows the steps, where they are folded
            if (item.role == ui::Role::button && item.key.starts_with("arithmetic")) hs_act(page.app(), item.id, 0, 0, 0, 0, 0);
        }
        page.settle();
        std::map<ImGuiID, std::string> seen;
        for (const ui::MirrorItem& item : items()) {
            const auto [other, is_new] = seen.emplace(item.id, item.key + item.label);
            INFO(width << " " << tab << ": " << other->second << " and " << item.key << item.label);
            CHECK(is_new);
        }
    }
}

}  // namespace headscope::app
