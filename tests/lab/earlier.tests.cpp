// The start, the state before the last change, and differences between moments.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "lab/laboratory/laboratory.hpp"
#include "lab/link/link.hpp"
#include "lab/link/presets.hpp"
#include "lab/link/profiles.hpp"
#include "lab/program/explain.hpp"
#include "short_edits.hpp"

using namespace headscope;
using namespace headscope::lab;

namespace {

constexpr Laboratory::EarlierWish kBoth{true, 1e9};

Edit drag(int row, float value) {
    Edit edit(SetCell{TensorId::W_q, 0, row, 1, value});
    edit.gesture = Edit::Gesture::running;
    return edit;
}

}  // namespace

TEST_CASE("Before is the state before a whole gesture, before an edit, and before an undo") {
    Laboratory lab;
    CHECK_FALSE(lab.has_before());
    const float first = lab.document().matrix(TensorId::W_q).at(2, 1);
    for (const float value : {1.0f, 2.0f, 3.0f}) REQUIRE(lab.edit(drag(2, value)));
    CHECK(lab.before().matrix(TensorId::W_q).at(2, 1) == first);
    REQUIRE(lab.edit(let_go()));
    REQUIRE(lab.edit(drag(2, 4)));
    CHECK(lab.before().matrix(TensorId::W_q).at(2, 1) == 3);
    REQUIRE(lab.edit(let_go()));
    REQUIRE(lab.undo());
    CHECK(lab.before().matrix(TensorId::W_q).at(2, 1) == 4);
    CHECK(lab.has_before());
}

TEST_CASE("The start is what was opened: a preset or a reset, not an edit, and undo takes it along") {
    Laboratory lab;
    const Document first = lab.document();
    REQUIRE(lab.edit(SetParam{Param::causal, 1}));
    CHECK(lab.start() == first);
    REQUIRE(lab.edit(edit_of(presets().back())));
    const Document preset = lab.document();
    CHECK(lab.start() == preset);
    REQUIRE(lab.edit(SetParam{Param::temperature, 2}));
    CHECK(lab.start() == preset);
    REQUIRE(lab.undo());
    REQUIRE(lab.undo());
    CHECK(lab.start() == first);
    REQUIRE(lab.redo());
    CHECK(lab.start() == preset);
}

TEST_CASE("Earlier traces are those of their documents, and gone when nobody wants them") {
    Laboratory lab, fresh;
    REQUIRE(lab.edit(SetParam{Param::temperature, 2}));
    REQUIRE(lab.edit(SetCell{TensorId::W_q, 0, 2, 1, 3}));
    CHECK(lab.before_trace() == nullptr);
    CHECK(lab.difference() == nullptr);
    lab.want_earlier(kBoth);
    REQUIRE(lab.before_trace());
    REQUIRE(fresh.edit(SetParam{Param::temperature, 2}));
    const CellRef cell{TensorId::weights, 0, 0, 1, 3, 2};
    CHECK(value_at(lab.before(), *lab.before_trace(), cell) == value_at(fresh.document(), fresh.trace(), cell));
    lab.want_earlier({});
    CHECK(lab.before_trace() == nullptr);
    CHECK(lab.difference() == nullptr);
}

TEST_CASE("The difference from the start is the present number minus the first one, of stages and matrices alike") {
    Laboratory lab, fresh;
    REQUIRE(lab.want({TensorId::masked_scores}));
    REQUIRE(fresh.want({TensorId::masked_scores}));
    REQUIRE(lab.edit(SetParam{Param::causal, 1}));
    for (const float value : {0.5f, 3.0f}) {
        REQUIRE(lab.edit(SetCell{TensorId::W_k, 0, 2, 5, value}));
        lab.want_earlier(kBoth);
        const Subtraction* difference = lab.difference();
        REQUIRE(difference);
        for (const TensorInfo& row : stages()) {
            const TensorView now = lab.trace().view(row.id), then = fresh.trace().view(row.id),
                             found = difference->view(row.id);
            if (now.data == nullptr) continue;
            INFO(row.key);
            REQUIRE(found.dims == now.dims);
            for (int head = 0; head < now.dims[1]; ++head)
                for (int r = 0; r < now.dims[2]; ++r)
                    for (int col = 0; col < now.dims[3]; ++col) {
                        const float a = now.at(0, head, r, col), b = then.at(0, head, r, col);
                        const float expected = a == b ? 0 : a - b;
                        REQUIRE(found.at(0, head, r, col) == expected);
                    }
        }
        CHECK(difference->matrix(TensorId::W_k, 0).at(2, 5) == value - fresh.document().matrix(TensorId::W_k).at(2, 5));
        CHECK(difference->matrix(TensorId::W_q, 0).at(2, 5) == 0);
    }
    // A picture uploads again only what changed: another head's keys did not.
    const std::uint64_t other = lab.difference()->revision(TensorId::key, 0, 0),
                        own = lab.difference()->revision(TensorId::key, 0, 1);
    REQUIRE(lab.edit(SetCell{TensorId::W_k, 0, 2, 5, 1}));
    lab.want_earlier(kBoth);
    CHECK(lab.difference()->revision(TensorId::key, 0, 0) == other);
    CHECK(lab.difference()->revision(TensorId::key, 0, 1) > own);
}

TEST_CASE("Where the sizes differ from the start there is no difference") {
    Laboratory lab;
    REQUIRE(lab.edit(SetParam{Param::num_heads, 2}));
    CHECK_FALSE(lab.comparable());
    lab.want_earlier(kBoth);
    CHECK(lab.difference() == nullptr);
    REQUIRE(lab.before_trace());
    CHECK(lab.before_trace()->view(TensorId::weights).dims[1] == 4);
    REQUIRE(lab.edit(SetParam{Param::num_heads, 4}));
    CHECK(lab.comparable());
}

namespace {

/// The difference is 0 exactly where the numbers are the same, NaN both times included, and the count says how many are not.
void check_against(const Laboratory& lab, const Document& then) {
    Evaluator other;
    REQUIRE(other.update(then, lab.wanted()));
    const Subtraction* difference = lab.difference();
    REQUIRE(difference);
    for (const TensorInfo& row : stages()) {
        const TensorView now = lab.trace().view(row.id), was = other.trace().view(row.id), found = difference->view(row.id);
        if (now.data == nullptr) continue;
        INFO(row.key);
        int differing = 0, wrong = 0;
        for (int head = 0; head < now.dims[1]; ++head)
            for (int r = 0; r < now.dims[2]; ++r)
                for (int col = 0; col < now.dims[3]; ++col) {
                    const float a = now.at(0, head, r, col), b = was.at(0, head, r, col), d = found.at(0, head, r, col);
                    const bool same = a == b || (std::isnan(a) && std::isnan(b));
                    differing += !same;
                    wrong += same ? d != 0.0f : !(d == a - b || (std::isnan(d) && std::isnan(a - b)));
                }
        CHECK(wrong == 0);
        CHECK(difference->differing(row.id) == differing);
    }
}

}  // namespace

TEST_CASE("Compared with a profile, the difference is from the present document under it, and marks exactly what differs") {
    Laboratory lab;
    REQUIRE(lab.want({TensorId::masked_scores}));
    REQUIRE(lab.edit(read_link("cross=1&causal=1&custom_mask=boolean&biases=1&memory_text=four keys are here").value()));
    for (int key = 0; key < 4; ++key) REQUIRE(lab.edit(SetCell{TensorId::mask_allow, 0, 2, key, 0}));
    const auto all = profiles();
    for (const bool again : {false, true})
        for (int i = 0; i < static_cast<int>(all.size()); ++i) {
            INFO(all[static_cast<size_t>(i)].key << again);
            const Document then = apply(lab.document(), edit_of(all[static_cast<size_t>(i)])).value();
            lab.want_earlier({true, 0, i});
            check_against(lab, then);
            // Looked away and back at the start, nothing of it is left.
            if (again) {
                lab.want_earlier({true, 0});
                check_against(lab, lab.start());
            }
            REQUIRE(lab.edit(SetCell{TensorId::W_q, 0, 1, 1, static_cast<float>(i)}));
        }
    // Libraries with biases that are on, and an empty row: NaN against 0 differs, NaN against NaN does not.
    REQUIRE(lab.edit(edit_of(all[0])));
    lab.want_earlier({false, 0, 5});
    CHECK(lab.difference()->differing(TensorId::weights) == 0);
    CHECK(lab.difference()->view(TensorId::weights).at(0, 0, 2, 0) == 0.0f);
    lab.want_earlier({false, 0, 1});
    CHECK(lab.difference()->differing(TensorId::weights) == 4 * 4);
    CHECK(std::isnan(lab.difference()->view(TensorId::weights).at(0, 0, 2, 0)));
    CHECK(lab.difference()->differing(TensorId::output) == 16);
    lab.want_earlier({});
    CHECK(lab.difference() == nullptr);
}
