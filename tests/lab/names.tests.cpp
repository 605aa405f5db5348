// Names of dimensions: written, cut, refused, and without a hand in any number.
#include <catch2/catch_test_macros.hpp>

#include "lab/edit/edit.hpp"
#include "lab/link/link.hpp"
#include "lab/model/spaces.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

Document named(Space space, std::string text) {
    return headscope::lab::apply(initial_document(), SetNames{space, std::move(text)}).value();
}

Error refused(std::string text) {
    const Result<Document> next = headscope::lab::apply(initial_document(), SetNames{Space::input, std::move(text)});
    REQUIRE(!next);
    return next.error();
}

}  // namespace

TEST_CASE("names are separated by commas of either script and by line ends, without the spaces around them") {
    CHECK(read_names("is a verb, who,place 3").value() == Names{"is a verb", "who", "place 3"});
    CHECK(read_names("动词，谁、什么\n给谁").value() == Names{"动词", "谁", "什么", "给谁"});
    CHECK(read_names("a,, c , ,").value() == Names{"a", "", "c"});
    CHECK(read_names("").value().empty());
}

TEST_CASE("a dimension has its name, and none beyond those that were given") {
    const Document doc = named(Space::query, "asks,  , offers");
    CHECK(doc.name_of(Space::query, 0) == "asks");
    CHECK(doc.name_of(Space::query, 1).empty());
    CHECK(doc.name_of(Space::query, 2) == "offers");
    CHECK(doc.name_of(Space::query, 3).empty());
    CHECK(doc.name_of(Space::input, 0).empty());
    CHECK(doc.name_of(Space::none, 0).empty());
}

TEST_CASE("names beyond the width wait for it to grow") {
    Document doc = named(Space::input, "a,b,c,d,e,f");
    for (const int width : {4, 8})
        doc = headscope::lab::apply(doc, SetParam{Param::d_model, static_cast<double>(width)}).value();
    CHECK(doc.name_of(Space::input, 5) == "f");
}

TEST_CASE("a link carries names readably") {
    const Document doc = named(Space::input, "is a verb,谁,,place 3");
    CHECK(write_link(doc) == "input_names=is%20a%20verb,%E8%B0%81,,place%203&v=1");
    CHECK(opened(write_link(doc)).value() == doc);
    CHECK(opened("value_names=what%2Cwho&v=1").value() == named(Space::value, "what,who"));
}

TEST_CASE("names that cannot be are refused with the limit, and a link names its key") {
    CHECK(refused(std::string("a\0b", 3)).message == Str::error_text_nul);
    CHECK(refused("a,\xff").message == Str::error_text_utf8);
    CHECK(refused(std::string(kMaxNameBytes + 1, 'x')).message == Str::error_name_long);
    CHECK(named(Space::input, std::string(kMaxNameBytes, 'x')).name_of(Space::input, 0).size() == kMaxNameBytes);
    CHECK(refused(std::string(70000, ',')).message == Str::error_text_long);
    CHECK(refused("x" + std::string(5000, ',') + "x").message == Str::error_names_count);
    const Result<Document> link = opened("query_names=%FF&v=1");
    REQUIRE(!link);
    CHECK(link.error().where == "query_names");
}
