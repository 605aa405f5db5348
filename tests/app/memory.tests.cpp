// Pictures that do not fit into memory: said once, then what fits is shown and nothing is asked for ever after.
#include <catch2/catch_test_macros.hpp>

#include "page.hpp"

namespace headscope::app {
namespace {

/// 64 heads over 1000 words: the weights fit, scores and scaled scores beside them do not. A narrow window leaves little to compute.
void make_large(Page& page) {
    std::string edit = "d_model=64&num_heads=64&head_dim=1&window=1&window_size=1&text=";
    for (int i = 0; i < 1000; ++i) edit += "w" + std::to_string(i) + "+";
    REQUIRE(hs_apply(page.app(), page.put(edit)) == nullptr);
    page.settle();
}

int errors_in(const std::string& events) {
    int count = 0;
    for (std::size_t at = events.find("\"type\":\"error\""); at != std::string::npos;
         at = events.find("\"type\":\"error\"", at + 1))
        ++count;
    return count;
}

/// Frames end, one error was told, and the pictures are of what is always kept.
void check_fallen_back(Page& page) {
    page.rest();
    for (int i = 0; i < 5; ++i) CHECK(page.frame() < 0);
    CHECK(errors_in(page.events()) == 1);
    CHECK(page.app()->view().large == lab::TensorId::weights);
    CHECK(page.app()->view().gallery == lab::TensorId::weights);
    CHECK(page.app()->laboratory().wanted().empty());
    hs_redraw(page.app());
    page.settle();
    CHECK(errors_in(page.events()) == 0);
}

}  // namespace

TEST_CASE("pictures that do not fit are refused once, the weights are shown instead, and frames end") {
    Page page;
    make_large(page);
    page.events();
    REQUIRE(page.set_view("large=scores&gallery=scaled") == nullptr);
    check_fallen_back(page);

    // Asked for again it is said again, once.
    REQUIRE(page.set_view("large=scores&gallery=scaled") == nullptr);
    check_fallen_back(page);
}

TEST_CASE("what an undo brings back too large for the pictures shown is refused once, too") {
    Page page;
    make_large(page);
    REQUIRE(hs_apply(page.app(), page.put("text=two+words")) == nullptr);
    REQUIRE(page.set_view("large=scores&gallery=scaled&locked=masked_scores[0,1,0,1]") == nullptr);
    page.settle();
    page.events();
    REQUIRE(hs_undo(page.app()) == 1);
    check_fallen_back(page);
    REQUIRE(page.app()->view().locked() != nullptr);
    CHECK(page.app()->view().locked()->tensor == lab::TensorId::weights);
}

TEST_CASE("stages the page keeps give way when an undo leaves no room for them") {
    Page page;
    make_large(page);
    REQUIRE(hs_apply(page.app(), page.put("text=two+words")) == nullptr);
    REQUIRE(hs_keep(page.app(), page.put("scores,scaled")) == nullptr);
    page.settle();
    page.events();
    REQUIRE(hs_undo(page.app()) == 1);
    check_fallen_back(page);
}

TEST_CASE("a circuit that does not fit gives way to the weights, and its pinned number is no weight") {
    Page page;
    REQUIRE(hs_apply(page.app(), page.put("d_model=1024&num_heads=64&layers=3")) == nullptr);
    page.settle();
    page.events();
    REQUIRE(page.set_view("large=qk_circuit&gallery=qk_circuit&locked=qk_circuit[63,3,4]") == nullptr);
    check_fallen_back(page);
    CHECK(page.app()->view().locked() == nullptr);
}

}  // namespace headscope::app
