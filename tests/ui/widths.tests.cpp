// Documents whose widths are not tied: what the controls offer is what an edit accepts.
#include <catch2/catch_test_macros.hpp>

#include <set>
#include <vector>

#include "lab/link/presets.hpp"
#include "ui/bench.hpp"
#include "words/word_file.hpp"

using namespace headscope;
using namespace headscope::ui;
using lab::Param;

namespace {

void open(Bench& b, std::string_view preset) {
    for (const lab::Preset& row : lab::presets())
        if (row.key == preset) b.edit(lab::edit_of(row));
}

}  // namespace

TEST_CASE("Every value that a slider stops at is accepted, whatever the widths") {
    std::set<std::vector<double>> seen;  // presets with equal widths stand for each other
    for (const lab::Preset& preset : lab::presets()) {
        lab::Laboratory laboratory;
        REQUIRE(laboratory.learn(lab::testing::word_vector_bytes()));
        REQUIRE(laboratory.edit(lab::edit_of(preset)));
        std::vector<double> widths = {laboratory.document().real(Param::head_kind)};
        for (const lab::ParamInfo& row : lab::all_params())
            if (row.legal) widths.push_back(laboratory.document().real(row.param));
        if (!seen.insert(widths).second) continue;
        for (const lab::ParamInfo& row : lab::all_params()) {
            if (!row.legal) continue;
            const std::vector<double> legal = row.legal(laboratory.document());
            for (const double value : legal) {
                // Wide documents take long under the sanitizers: of these the widest of the first preset stands for all.
                if (value > 256 && (seen.size() > 1 || value != legal.back())) continue;
                INFO(preset.key << ", " << row.key << " = " << value);
                CHECK(lab::apply(laboratory.document(), lab::SetParam{row.param, value}, laboratory.vectors()));
            }
        }
    }
}

TEST_CASE("In the illustrated example the heads' chips are what divides its width of 3") {
    Bench b({1600, 1000});
    open(b, "illustrated");
    REQUIRE_FALSE(b.laboratory.document().tied());
    CHECK(b.has_item("num_heads.1"));
    CHECK_FALSE(b.has_item("num_heads.2"));
    b.act({b.item("num_heads.3").id, MirrorAction::Kind::press});
    CHECK(b.laboratory.document().integer(Param::num_heads) == 3);
    CHECK(b.notices.empty());
    CHECK(b.laboratory.document().integer(Param::d_model) == 4);
}
