// Incremental evaluation gives, bit for bit, what a first evaluation of the same document gives.
#include "lab/program/evaluate.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch_test_macros.hpp>

#include "random_edit.hpp"
#include "same_trace.hpp"
#include "words/word_file.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

TEST_CASE("after any sequence of edits the trace equals a first evaluation, bit for bit") {
    rc::prop("incremental == full", [](const std::vector<std::uint32_t>& edits) {
        Document doc = initial_document();
        TensorSet wanted;
        Evaluator incremental;
        RC_ASSERT(bool(incremental.update(doc, wanted)));
        for (const std::uint32_t seed : edits) {
            if (seed % 8 == 0) wanted = random_stages(seed);
            if (Result<Document> next = headscope::lab::apply(doc, random_edit(seed, doc), &word_vectors()); next)
                doc = next.value();
            RC_ASSERT(bool(incremental.update(doc, wanted)));
            Evaluator full;
            RC_ASSERT(bool(full.update(doc, wanted)));
            RC_ASSERT(first_difference(incremental.trace(), full.trace(), doc) == "");
        }
    });
}

TEST_CASE("edits of each single kind keep the trace equal to a first evaluation") {
    for (int kind = 0; kind < 9; ++kind)
        for (std::uint32_t seed = 0; seed < 12; ++seed) {
            Document doc = random_document(seed * 7 + static_cast<std::uint32_t>(kind));
            const TensorSet wanted = random_stages(seed);
            Evaluator incremental;
            REQUIRE(incremental.update(doc, wanted));
            Dice dice(seed);
            for (int step = 0; step < 6; ++step) {
                if (Result<Document> next = headscope::lab::apply(doc, random_edit_of_kind(kind, dice, doc), &word_vectors());
                    next)
                    doc = next.value();
                REQUIRE(incremental.update(doc, wanted));
                Evaluator full;
                REQUIRE(full.update(doc, wanted));
                INFO("kind " << kind << " seed " << seed << " step " << step);
                REQUIRE(first_difference(incremental.trace(), full.trace(), doc) == "");
            }
        }
}

TEST_CASE("invalidate makes the next update compute everything") {
    const Document doc = initial_document();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() == evaluator.trace().full_multiply_adds());
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() == 0);
    evaluator.invalidate();
    REQUIRE(evaluator.update(doc, {}));
    CHECK(evaluator.trace().last_multiply_adds() == evaluator.trace().full_multiply_adds());
}
