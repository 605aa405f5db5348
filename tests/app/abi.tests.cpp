// The data side of the ABI: what goes out is what the laboratory holds, what comes in arrives where it is meant.
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "app/json/mirror_json.hpp"
#include "app/json/names.hpp"
#include "lab/link/presets.hpp"
#include "lab/model/sizes.hpp"
#include "page.hpp"
#include "words/word_file.hpp"

namespace headscope::app {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("the catalogue names every parameter, tensor and field of the view once") {
    Page page;
    const std::string catalogue = hs_catalogue(page.app());
    CHECK(catalogue.size() == hs_length(page.app()));
    const auto once = [&](std::string_view key, const std::string& next) {
        const std::string text = "{\"key\":\"" + std::string(key) + "\",\"" + next;
        INFO(text);
        CHECK(has(catalogue, text));
        CHECK(catalogue.find(text) == catalogue.rfind(text));
    };
    for (const lab::ParamInfo& p : lab::all_params()) once(p.key, "type\":");
    for (const lab::TensorInfo& t : lab::all_tensors())
        once(t.key, "kind\":\"" + std::string(key_of(t.kind)) + "\",\"symbol\":");
    for (const ui::ViewInfo& field : ui::view_table()) once(field.key, "kind\":\"" + std::string(key_of(field.kind)) + "\"");
    for (const char* word :
         {"\"orthogonal\"", "\"zh-Hans\"", "\"gridcell\"", "\"increment\"", "\"pytorch\":\"in_proj_weight[0:E]\""})
        CHECK(has(catalogue, word));
}

TEST_CASE("lists of keys are as long as what they name") {
    STATIC_REQUIRE(std::size(kActions) == static_cast<std::size_t>(ui::MirrorAction::Kind::increment) + 1);
    CHECK(theme_keys().size() == static_cast<std::size_t>(ui::ThemeChoice::dark) + 1);
    CHECK(language_keys().size() == static_cast<std::size_t>(lab::Language::chinese) + 1);
}

TEST_CASE("blocks, fills and paint arrive where they are meant") {
    Page page;
    App* app = page.app();
    const float block[] = {1, 2, 3, 4, 5, 6};
    std::memcpy(hs_buffer(app, sizeof block), block, sizeof block);
    CHECK(hs_set_block(app, tensor("W_q"), 0, 0, 1, 2, 2, 3, sizeof block) == nullptr);
    const int cols = hs_tensor(app, tensor("W_q"), 0, 0)->cols;
    CHECK(page.matrix("W_q")[static_cast<std::size_t>(cols) * 2 + 4] == 6);
    CHECK(has(hs_print(app, tensor("W_q"), 0, 0), "1\t2\t3"));

    CHECK(hs_fill(app, tensor("W_k"), 0, 0, 0, 0, 2, 2, 2, 1, 0) == nullptr);
    CHECK(page.matrix("W_k")[0] == 1);
    CHECK(page.matrix("W_k")[1] == 0);

    const std::int32_t cells[] = {2, 0, 2, 1};
    std::memcpy(hs_buffer(app, sizeof cells), cells, sizeof cells);
    CHECK(hs_paint(app, tensor("mask_allow"), 0, 0, sizeof cells) == nullptr);
    CHECK((hs_hidden_by(app, 0, 0, 2, 0) & lab::hidden_by_custom) != 0);
    CHECK(hs_hidden_by(app, 0, 0, 1, 0) == 0);
    const View4* visible = hs_visible(app, 0, 0);
    CHECK(reinterpret_cast<const std::uint8_t*>(visible->data)[2 * visible->cols] == 0);
}

TEST_CASE("a delta sets all it names as one step of undo, a document all there is") {
    Page page;
    App* app = page.app();
    const std::string before = hs_link(app);
    CHECK(hs_apply(app, page.put("num_heads=2&causal=true&W_q[2,5]=0.5&text=one+two")) == nullptr);
    CHECK(hs_param(app, param("num_heads")) == 2);
    CHECK(hs_param(app, param("causal")) == 1);
    CHECK(page.matrix("W_q")[2 * 16 + 5] == 0.5f);
    CHECK(has(hs_sentence(app, 0, 0), "[\"one\",\"two\"]"));
    CHECK(hs_set_names(app, 0, page.put("is a verb,,who")) == nullptr);
    CHECK(std::string(hs_names(app, 0)) == "[\"is a verb\",\"\",\"who\"]");
    CHECK(hs_undo(app) == 1);
    CHECK(std::string(hs_names(app, 0)) == "[]");
    CHECK(hs_undo(app) == 1);
    CHECK(hs_history(app) == 2);
    CHECK(hs_link(app) == before);

    CHECK(hs_set_param(app, param("causal"), 1) == nullptr);
    CHECK(hs_apply(app, page.put("num_heads=2&v=1")) == nullptr);
    CHECK(hs_param(app, param("num_heads")) == 2);
    CHECK(hs_param(app, param("causal")) == 0);
}

TEST_CASE("an edit that fails in its middle leaves everything as it was") {
    Page page;
    App* app = page.app();
    const std::string before = hs_link(app);
    CHECK(hs_apply(app, page.put("num_heads=2&W_q[0,0]=1&W_q[99,0]=1")) != nullptr);
    CHECK(hs_link(app) == before);
    CHECK(hs_history(app) == 0);
}

TEST_CASE("stages on request are kept while the page asks for them") {
    Page page;
    App* app = page.app();
    CHECK(hs_tensor(app, tensor("scores"), 0, 0)->data == 0);
    CHECK(hs_keep(app, page.put("scores,scaled,weights,mean_weights,rollout,masked_scores,qk_circuit,ov_circuit")) == nullptr);
    const lab::Sizes sizes = lab::sizes_of(page.app()->laboratory().document());
    for (const lab::TensorInfo& stage : lab::stages()) {
        INFO(stage.key);
        if (lab::is_absent(stage, sizes)) CHECK(hs_tensor(app, tensor(stage.key), 0, 0)->data == 0);
        else CHECK_FALSE(page.stage(stage.id).empty());
    }
    CHECK(hs_set_param(app, param("causal"), 1) == nullptr);
    CHECK_FALSE(page.stage(lab::TensorId::scores).empty());
    CHECK(hs_keep(app, 0) == nullptr);
    page.settle();
    CHECK(hs_tensor(app, tensor("scores"), 0, 0)->data == 0);
}

TEST_CASE("a number is found by its address, and so is what it was made from") {
    Page page;
    App* app = page.app();
    REQUIRE(page.set_cell("W_q[2,5]", 0.5) == nullptr);
    CHECK(std::string(hs_value(app, page.put("W_q[2,5]"))) == R"({"address":"W_q[2,5]","value":0.5})");
    CHECK(std::string(hs_value(app, page.put("L1.W_q[2,5]"))) == R"({"address":"W_q[2,5]","value":0.5})");
    const std::string why = hs_explain(app, page.put("query[0,1,3,1]"));
    CHECK(has(why, R"("address":"query[0,1,3,1]")"));
    CHECK(has(why, R"(["input[0,3,0]","W_q[0,5]"],["input[0,3,1]","W_q[1,5]"],["input[0,3,2]","W_q[2,5]"])"));
    CHECK(has(hs_explain(app, page.put("W_q[2,5]")), R"("kind":"parameter")"));
}

TEST_CASE("an explanation says which masks hide a cell, by their keys") {
    Page page;
    App* app = page.app();
    REQUIRE(hs_apply(app, page.put("causal=1&window=1&window_size=1")) == nullptr);
    const std::string why = hs_explain(app, page.put("weights[0,0,1,4]"));
    CHECK(has(why, R"("hiddenBy":["causal","window"])"));
}

TEST_CASE("a lock takes any cell, shows its item, and is let go") {
    Page page;
    App* app = page.app();
    REQUIRE(hs_apply(app, page.put("batch=2")) == nullptr);
    page.settle();
    page.events();
    for (const char* address : {"weights[1,2,3,1]", "W_k[4,5]", "mask_allow[1,0,0]"}) {
        INFO(address);
        CHECK(hs_lock(app, page.put(address)) == nullptr);
        page.settle();
        CHECK(has(page.events(), "\"address\":\"" + std::string(address) + "\"},\"locked\":true"));
        CHECK(has(hs_view(app), "\"address\":\"" + std::string(address) + "\""));
        CHECK(has(hs_view(app), "\"item\":1"));
    }
    CHECK(hs_lock(app, 0) == nullptr);
    page.settle();
    CHECK(has(page.events(), "\"cell\":null"));
}

TEST_CASE("the view is read and written by the fields of its table") {
    Page page;
    const std::string all = hs_view(page.app());
    CHECK((has(all.c_str(), "\"second_head\":null") && has(all.c_str(), "\"decoding\":null")));  // none is no 0
    for (const ui::ViewInfo& field : ui::view_table()) {
        INFO(field.key);
        CHECK(has(all, "\"" + std::string(field.key) + "\":"));
        // What a field is can be set again, and changes nothing.
        CHECK(page.set_view(std::string(field.key) + "=" + ui::print_field(page.app()->view(), field)) == nullptr);
        CHECK(hs_view(page.app()) == all);
    }
    CHECK(page.set_view("head=2&theme=dark&large=scaled&painting=0&locked=weights[0,1,2,3]") == nullptr);
    page.settle();
    const std::string now = hs_view(page.app());
    for (const char* part :
         {R"("head":2)", R"("theme":"dark")", R"("large":"scaled")", R"("address":"weights[0,1,2,3]")", R"("dark":true)"}) {
        INFO(part);
        CHECK(has(now, part));
    }
}

TEST_CASE("a link brings the document back, bit for bit") {
    Page page, other;
    App* app = page.app();
    CHECK(hs_set_param(app, param("num_heads"), 2) == nullptr);
    CHECK(page.set_cell("W_v[3,1]", 0.1) == nullptr);
    const std::string link = hs_link(app);
    CHECK(hs_open_link(other.app(), other.put(link)) == nullptr);
    other.settle();
    CHECK(other.matrix("W_v") == page.matrix("W_v"));
    CHECK(other.stage(lab::TensorId::output) == page.stage(lab::TensorId::output));
    CHECK(hs_undo(other.app()) == 1);
    CHECK(hs_param(other.app(), param("num_heads")) != 2);
}

TEST_CASE("every preset opens, draws, explains its numbers and is one step of undo") {
    Page page;
    App* app = page.app();
    REQUIRE(hs_word_vectors(app, page.put(lab::testing::word_vector_bytes())) == nullptr);
    const std::string initial = hs_link(app);
    REQUIRE(lab::presets().size() > 3);
    for (std::size_t preset = 0; preset < lab::presets().size(); ++preset) {
        INFO(lab::presets()[preset].key);
        REQUIRE(hs_preset(app, static_cast<int>(preset)) == nullptr);
        page.settle();
        CHECK(page.recorder().heatmaps().size() > 8);
        CHECK(has(hs_explain(app, page.put("weights[0,0,0,0]")), "\"value\":"));
        CHECK(hs_lock(app, page.put("output[0,0,0]")) == nullptr);
        page.settle();
        CHECK(hs_reset(app) == nullptr);
        CHECK(hs_link(app) == initial);
    }
}

}  // namespace headscope::app
