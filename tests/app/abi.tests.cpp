// The data side of the ABI: what comes in is checked, what goes out is what the laboratory holds.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>
#include <limits>

#include "app/names.hpp"
#include "page.hpp"

namespace headscope::app {

TEST_CASE("the catalogue names every parameter, matrix and stage once") {
    Page page;
    const std::string catalogue = hs_catalogue(page.app());
    CHECK(catalogue.size() == hs_length(page.app()));
    for (const lab::ParamInfo& p : lab::all_params())
        CHECK(catalogue.find("\"key\":\"" + std::string(p.key) + "\"") != std::string::npos);
    for (const char* word :
         {"\"W_q\"", "\"masked_scores\"", "\"orthogonal\"", "\"zh-Hans\"", "\"gridcell\"", "\"increment\""}) {
        CHECK(catalogue.find(word) != std::string::npos);
    }
}

TEST_CASE("lists of keys are as long as what they name") {
    STATIC_REQUIRE(std::size(kFills) == static_cast<std::size_t>(lab::FillKind::seeded) + 1);
    STATIC_REQUIRE(std::size(kSteps) == static_cast<std::size_t>(lab::Step::Kind::copy) + 1);
    STATIC_REQUIRE(std::size(kActions) == static_cast<std::size_t>(ui::MirrorAction::Kind::increment) + 1);
    STATIC_REQUIRE(std::size(kTabs) == static_cast<std::size_t>(ui::PhoneTab::controls) + 1);
    STATIC_REQUIRE(std::size(kThemes) == static_cast<std::size_t>(ui::ThemeChoice::dark) + 1);
}

TEST_CASE("illegal values are refused with a message and change nothing") {
    Page page;
    App* app = page.app();
    const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
    const double revision = hs_revision(app);
    const int w = matrix_index("W_q");
    for (const double value : {0.0, -1.0, 1e9, nan, inf}) CHECK(hs_set_param(app, param("num_heads"), value, 0) != nullptr);
    for (const double value : {nan, inf, 1e39}) CHECK(hs_set_cell(app, w, 0, 0, 0, value, 0) != nullptr);
    for (const int index : {-1, 1000, INT32_MAX, INT32_MIN}) {
        CHECK(hs_set_param(app, index, 1, 0) != nullptr);
        CHECK(std::isnan(hs_param(app, index)));
        CHECK(hs_set_cell(app, index, 0, 0, 0, 1, 0) != nullptr);
        CHECK(hs_set_cell(app, w, 0, index, 0, 1, 0) != nullptr);
        CHECK(hs_set_cell(app, w, 0, 0, index, 1, 0) != nullptr);
        CHECK(hs_set_cell(app, matrix_index("X"), index, 0, 0, 1, 0) != nullptr);
        CHECK(hs_set_block(app, w, 0, 0, 0, index, 1, 0) != nullptr);
        CHECK(hs_set_block(app, w, 0, index, 0, 1, 1, 0) != nullptr);
        CHECK(hs_fill(app, w, 0, 0, 0, index, 1, 0, 1, 0) != nullptr);
        CHECK(hs_fill(app, w, 0, 0, 0, 1, 1, index, 1, 0) != nullptr);
        CHECK(hs_fill(app, w, 0, 0, 0, 1, 1, 0, 1, index < 0 ? index : 1e12) != nullptr);
        CHECK(hs_paint(app, matrix_index("mask_allow"), index, 0, 1, 0) != nullptr);
        if (index < 0 || index > 1000) CHECK(hs_paint(app, matrix_index("mask_allow"), 0, index, 1, 0) != nullptr);
        CHECK(hs_set_sentence(app, 0, index, page.put("a")) != nullptr);
        CHECK(hs_set_valid_length(app, index, 1) != nullptr);
        CHECK(hs_preset(app, index) != nullptr);
        CHECK(hs_matrix(app, index, 0)->data == 0);
        CHECK(hs_matrix(app, matrix_index("X"), index)->data == 0);
        CHECK(hs_stage(app, index)->data == 0);
        CHECK(hs_visible(app, index)->data == 0);
        CHECK(std::string(hs_explain(app, index, 0, 0, 0, 0)) == "null");
        CHECK(std::string(hs_explain(app, 8, 0, index, 0, 0)) == "null");
        CHECK(std::string(hs_sentence(app, 0, index)) == "null");
        CHECK(hs_hidden_by(app, index, 0, 0) == 0);
        CHECK(hs_set_view(app, static_cast<int>(ViewField::language), index) == 0);
        CHECK(hs_set_view(app, static_cast<int>(ViewField::head), index) == 0);
        CHECK(hs_set_view(app, index, 0) == 0);
        if (index > 0) CHECK(hs_lock(app, index, 0, 0, 0, 0) == 0);
        hs_act(app, 12345, index, 0, 0, 0, 0);
    }
    CHECK(hs_set_block(app, w, 0, 0, 0, 4000, 4000, 0) != nullptr);
    for (const char* link : {"v=999", "num_heads=3&num_heads=3", "nonsense", "W_q=!!!!", "%%%", "num_heads=1e99"}) {
        INFO(link);
        CHECK(hs_open_link(app, page.put(link)) != nullptr);
    }
    CHECK(hs_paste_block(app, w, 0, 0, 0, page.put("1 2\n3")) != nullptr);
    page.settle();
    CHECK(hs_revision(app) == revision);
    CHECK(hs_history(app) == 0);
}

TEST_CASE("refusals are in the visitor's language") {
    Page page;
    const std::string english = hs_set_param(page.app(), param("num_heads"), -4, 0);
    hs_set_view(page.app(), static_cast<int>(ViewField::language), 1);
    const std::string chinese = hs_set_param(page.app(), param("num_heads"), -4, 0);
    CHECK(english != chinese);
}

TEST_CASE("blocks, fills and paint arrive where they are meant") {
    Page page;
    App* app = page.app();
    const float block[] = {1, 2, 3, 4, 5, 6};
    std::memcpy(hs_buffer(app, sizeof block), block, sizeof block);
    CHECK(hs_set_block(app, matrix_index("W_q"), 0, 1, 2, 2, 3, 0) == nullptr);
    const int cols = hs_matrix(app, matrix_index("W_q"), 0)->cols;
    CHECK(page.matrix("W_q")[static_cast<std::size_t>(cols) * 2 + 4] == 6);
    CHECK(std::string(hs_print(app, matrix_index("W_q"), 0)).find("1\t2\t3") != std::string::npos);

    CHECK(hs_fill(app, matrix_index("W_k"), 0, 0, 0, 2, 2, 2, 1, 0) == nullptr);
    CHECK(page.matrix("W_k")[0] == 1);
    CHECK(page.matrix("W_k")[1] == 0);

    const std::int32_t cells[] = {2, 0, 2, 1};
    std::memcpy(hs_buffer(app, sizeof cells), cells, sizeof cells);
    CHECK(hs_paint(app, matrix_index("mask_allow"), 0, 2, 0, 0) == nullptr);
    CHECK((hs_hidden_by(app, 0, 2, 0) & lab::hidden_by_custom) != 0);
    CHECK(hs_hidden_by(app, 0, 1, 0) == 0);
    const View4* visible = hs_visible(app, 0);
    CHECK(reinterpret_cast<const std::uint8_t*>(visible->data)[2 * visible->cols] == 0);
}

TEST_CASE("stages on request are kept while the page asks for them") {
    Page page;
    App* app = page.app();
    CHECK(hs_keep(app, 7) == nullptr);
    page.settle();
    for (const lab::Stage stage : {lab::Stage::scores, lab::Stage::scaled, lab::Stage::masked_scores, lab::Stage::weights}) {
        CHECK_FALSE(page.stage(stage).empty());
    }
}

TEST_CASE("a link brings the document back, bit for bit") {
    Page page, other;
    App* app = page.app();
    CHECK(hs_set_param(app, param("num_heads"), 2, 0) == nullptr);
    CHECK(hs_set_cell(app, matrix_index("W_v"), 0, 3, 1, 0.1, 0) == nullptr);
    const std::string link = hs_link(app);
    CHECK(hs_open_link(other.app(), other.put(link)) == nullptr);
    other.settle();
    CHECK(other.matrix("W_v") == page.matrix("W_v"));
    CHECK(other.stage(lab::Stage::output) == page.stage(lab::Stage::output));
    CHECK(hs_undo(other.app()) == 1);
    CHECK(hs_param(other.app(), param("num_heads")) != 2);
}

TEST_CASE("every preset opens, draws and explains its numbers") {
    Page page;
    App* app = page.app();
    for (int preset = 0; hs_preset(app, preset) == nullptr; ++preset) {
        page.settle();
        const std::string why = hs_explain(app, static_cast<int>(lab::Stage::weights), 0, 0, 0, 0);
        CHECK(why.find("\"value\":") != std::string::npos);
        CHECK(hs_lock(app, static_cast<int>(lab::Stage::output), 0, 0, 0, 0) == 1);
        page.settle();
    }
}

}  // namespace headscope::app
