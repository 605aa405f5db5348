// Revisions say exactly which pictures have to be uploaded again.
#include <catch2/catch_test_macros.hpp>

#include <rapidcheck/catch.h>
#include <cstring>
#include <map>
#include <set>
#include <tuple>

#include "lab/program/evaluate.hpp"
#include "lab/program/trace_memory.hpp"
#include "random_edit.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

using Key = std::tuple<TensorId, int, int, int>;  // stage, item, head, layer
struct Picture {
    std::uint64_t revision;
    std::vector<float> numbers;
    int rows, cols;
};
using Pictures = std::map<Key, Picture>;

Pictures pictures_of(const Trace& trace) {
    Pictures pictures;
    for (int i = 0; i < kMaxLayers * static_cast<int>(stages().size()); ++i) {
        const TensorId stage = stages()[static_cast<size_t>(i / kMaxLayers)].id;
        const int layer = i % kMaxLayers;
        const TensorView view = trace.view(stage, layer);
        if (view.data == nullptr) continue;
        for (int item = 0; item < view.dims[0]; ++item)
            for (int head = 0; head < view.dims[1]; ++head) {
                Picture& picture = pictures[{stage, item, head, layer}];
                picture.revision = trace.revision(stage, item, head, layer);
                picture.rows = view.dims[2];
                picture.cols = view.dims[3];
                for (int row = 0; row < view.dims[2]; ++row)
                    picture.numbers.insert(picture.numbers.end(), view.row(item, head, row),
                                           view.row(item, head, row) + view.dims[3]);
            }
    }
    return pictures;
}

bool same(const Picture& a, const Picture& b) {
    return a.rows == b.rows && a.cols == b.cols &&
           std::memcmp(a.numbers.data(), b.numbers.data(), a.numbers.size() * sizeof(float)) == 0;
}

// The pictures whose revision grew when `edit` was applied.
std::set<Key> grown_by(const Document& doc, const Edit& edit, TensorSet wanted = {}) {
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, wanted));
    const Pictures before = pictures_of(evaluator.trace());
    REQUIRE(evaluator.update(headscope::lab::apply(doc, edit).value(), wanted));
    std::set<Key> grown;
    for (const auto& [key, picture] : pictures_of(evaluator.trace()))
        if (picture.revision > before.at(key).revision) grown.insert(key);
    return grown;
}

const TensorSet kAll{TensorId::scores, TensorId::scaled, TensorId::masked_scores};

}  // namespace

TEST_CASE("a picture that changed has a greater revision, and revisions never shrink") {
    rc::prop("revisions cover every change", [](const std::vector<std::uint32_t>& edits) {
        Document doc = initial_document();
        TensorSet wanted;
        Evaluator evaluator;
        RC_ASSERT(bool(evaluator.update(doc, wanted)));
        Pictures before = pictures_of(evaluator.trace());
        for (const std::uint32_t seed : edits) {
            if (seed % 8 == 0) wanted = random_stages(seed);
            if (Result<Document> next = headscope::lab::apply(doc, random_edit(seed, doc), &word_vectors()); next)
                doc = next.value();
            RC_ASSERT(bool(evaluator.update(doc, wanted)));
            Pictures after = pictures_of(evaluator.trace());
            for (const auto& [key, picture] : after) {
                const auto old = before.find(key);
                if (old == before.end()) continue;
                RC_ASSERT(picture.revision >= old->second.revision);
                if (!same(picture, old->second)) RC_ASSERT(picture.revision > old->second.revision);
            }
            before = std::move(after);
        }
    });
}

TEST_CASE("a weight of W_q touches the query and the attention of its head, concat and output") {
    const std::set<Key> expected{
        {TensorId::query, 0, 2, 0},           {TensorId::scores, 0, 2, 0},       {TensorId::scaled, 0, 2, 0},
        {TensorId::masked_scores, 0, 2, 0},   {TensorId::weights, 0, 2, 0},      {TensorId::context, 0, 2, 0},
        {TensorId::dropped_weights, 0, 2, 0}, {TensorId::concat, 0, 0, 0},       {TensorId::output, 0, 0, 0},
        {TensorId::residual, 0, 0, 0},        {TensorId::post_norm, 0, 0, 0},    {TensorId::bilinear_query, 0, 2, 0},
        {TensorId::normed_query, 0, 2, 0},    {TensorId::rotated_query, 0, 2, 0}};
    CHECK(grown_by(initial_document(), SetCell{TensorId::W_q, 0, 1, 9, 3.0f}, kAll) == expected);
}

TEST_CASE("a weight of W_v leaves the attention weights alone") {
    const std::set<Key> expected{{TensorId::value, 0, 2, 0},  {TensorId::context, 0, 2, 0},  {TensorId::concat, 0, 0, 0},
                                 {TensorId::output, 0, 0, 0}, {TensorId::residual, 0, 0, 0}, {TensorId::post_norm, 0, 0, 0}};
    CHECK(grown_by(initial_document(), SetCell{TensorId::W_v, 0, 1, 9, 3.0f}, kAll) == expected);
}

TEST_CASE("W_o touches the output alone, and nothing at all when it is off") {
    CHECK(grown_by(initial_document(), SetCell{TensorId::W_o, 0, 1, 9, 3.0f}) ==
          std::set<Key>{{TensorId::output, 0, 0, 0}, {TensorId::residual, 0, 0, 0}, {TensorId::post_norm, 0, 0, 0}});
    const Document off = headscope::lab::apply(initial_document(), SetParam{Param::output_projection, 0}).value();
    CHECK(grown_by(off, SetCell{TensorId::W_o, 0, 1, 9, 3.0f}).empty());
}

TEST_CASE("causal touches what comes after the mask, and the picture of visible keys") {
    std::set<Key> expected{{TensorId::concat, 0, 0, 0},
                           {TensorId::output, 0, 0, 0},
                           {TensorId::residual, 0, 0, 0},
                           {TensorId::post_norm, 0, 0, 0}};
    for (int head = 0; head < 4; ++head)
        for (const TensorId stage : {TensorId::masked_scores, TensorId::weights, TensorId::dropped_weights, TensorId::context})
            expected.insert({stage, 0, head, 0});
    CHECK(grown_by(initial_document(), SetParam{Param::causal, 1}, kAll) == expected);
}

TEST_CASE("an input of one batch item leaves the other items alone") {
    const Document doc = headscope::lab::apply(initial_document(), SetParam{Param::batch, 3}).value();
    for (const Key& key : grown_by(doc, SetCell{TensorId::X, 1, 0, 0, 5.0f}, kAll)) CHECK(std::get<1>(key) == 1);
    for (const Key& key : grown_by(doc, Paint{TensorId::mask_allow, 2, {}, 0.0f}, kAll)) CHECK(std::get<1>(key) == 3);
}

TEST_CASE("the revision of the visible keys grows with the masks of its item only") {
    const Document doc = headscope::lab::apply(initial_document(), SetParam{Param::batch, 2}).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    const std::uint64_t first = evaluator.trace().visible_revision(0), second = evaluator.trace().visible_revision(1);
    REQUIRE(evaluator.update(headscope::lab::apply(doc, SetValidLength{1, 2}).value(), {}));
    CHECK(evaluator.trace().visible_revision(0) == first);
    CHECK(evaluator.trace().visible_revision(1) > second);
}

TEST_CASE("each layer has numbers and revisions of its own, and all of them count against the memory") {
    Sizes sizes = sizes_of(initial_document());
    const double one = trace_bytes(sizes, {});
    sizes.layers = 2;
    CHECK(trace_bytes(sizes, {}) > one);
    TraceMemory memory;
    REQUIRE(memory.reserve(sizes, {}) == TraceMemory::Reserved::kept);
    memory.begin(1);
    for (const TensorId stage : {TensorId::weights, TensorId::output, TensorId::concat}) {
        REQUIRE(memory.numbers(stage, 0) != nullptr);
        CHECK(memory.numbers(stage, 0) != memory.numbers(stage, 1));
        CHECK(memory.view(stage, 1).data == memory.numbers(stage, 1));
        memory.touch(stage, 1, 0);
        CHECK(memory.revision(stage, 0, 0, 0) == 0);
        CHECK(memory.revision(stage, 0, 0, 1) == 1);
    }
    CHECK(memory.numbers(TensorId::scores, 1) == nullptr);
    CHECK(memory.view(TensorId::weights, 2).data == nullptr);
    CHECK(memory.revision(TensorId::weights, 0, 0, 2) == 0);
}
