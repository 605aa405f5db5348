// The tensor table, the program and addresses agree with each other and with what links and random streams were from the start.
#include <catch2/catch_test_macros.hpp>

#include <map>
#include <set>
#include <string>

#include "lab/edit/edit.hpp"
#include "lab/model/cell.hpp"
#include "lab/model/tensors.hpp"
#include "lab/program/evaluate.hpp"
#include "lab/program/program.hpp"

using namespace headscope::lab;

TEST_CASE("every tensor has one row with a key of its own and a word") {
    std::set<std::string_view> keys;
    for (const TensorInfo& row : all_tensors()) {
        INFO(row.key);
        CHECK(keys.insert(row.key).second);
        CHECK(find_tensor(row.key) == &row);
        CHECK(&info(row.id) == &row);
        CHECK_FALSE(text(row.word, Language::chinese).empty());
        CHECK(row.is_matrix() != (row.purpose == Str::count_));
        if (row.kind == TensorKind::weight) CHECK(weight_of(row.bias) == row.id);
    }
    CHECK(find_tensor("none") == nullptr);
}

TEST_CASE("the random streams are those that old links were made with") {
    const std::map<std::string_view, unsigned> streams{
        {"X", 0},   {"X_kv", 1}, {"mask_allow", 2}, {"mask_bias", 3}, {"W_q", 4},        {"W_k", 5},
        {"W_v", 6}, {"W_o", 7},  {"b_q", 8},        {"b_k", 9},       {"b_v", 10},       {"b_o", 11},
        {"P", 12},  {"v_a", 40}, {"W_a", 41},       {"sinks", 42},    {"norm_gain", 43}, {"norm_bias", 44}};
    for (const auto& [key, stream] : streams) {
        REQUIRE(find_tensor(key));
        CHECK(find_tensor(key)->stream == stream);
    }
}

TEST_CASE("every stage is the result of one operation, whose operands come before it") {
    for (const bool cross : {false, true})
        for (const bool projected : {false, true}) {
            const Document doc = apply(apply(initial_document(), SetParam{Param::cross, cross ? 1.0 : 0.0}).value(),
                                       SetParam{Param::output_projection, projected ? 1.0 : 0.0})
                                     .value();
            const Sizes sizes = sizes_of(doc);
            std::set<TensorId> known;
            for (const TensorInfo& row : matrices()) known.insert(row.id);
            for (const Operation* op : program()) {
                if (!is_used(*op, sizes)) continue;
                INFO(op->key);
                for (const TensorId operand : op->operands)
                    if (operand != TensorId::none) CHECK(known.count(shown_as(operand, sizes)) == 1);
                CHECK(known.insert(op->result).second);
            }
            for (const TensorInfo& row : stages())
                CHECK(known.count(shown_as(row.id, sizes)) == (is_absent(row, sizes) ? 0 : 1));
        }
}

TEST_CASE("the trace has the shapes that the table says") {
    Edit edit(SetParam{Param::batch, 2});
    edit.add(SetParam{Param::cross, 1});
    edit.add(SetParam{Param::d_memory, 5});
    edit.add(SetParam{Param::d_model, 12});
    edit.add(SetParam{Param::num_heads, 3});
    const Document doc = apply(initial_document(), edit).value();
    Evaluator evaluator;
    REQUIRE(evaluator.update(doc, {TensorId::scores}));
    const Sizes sizes = sizes_of(doc);
    for (const TensorInfo& row : stages()) {
        const std::array<int, 4> dims{row.per_item ? 2 : 1, row.per_head ? 3 : 1, sizes.of(row.rows), sizes.of(row.cols)};
        CHECK(evaluator.trace().view(row.id).dims == (is_absent(row, sizes) ? std::array<int, 4>{} : dims));
    }
    CHECK(evaluator.trace().view(TensorId::memory).dims == std::array<int, 4>{2, 1, 7, 5});
    CHECK(evaluator.trace().view(TensorId::weights, 1).data == nullptr);
}

TEST_CASE("addresses are read as they are printed") {
    const std::pair<CellRef, const char*> cells[] = {{{TensorId::weights, 0, 0, 1, 3, 0}, "weights[0,1,3,0]"},
                                                     {{TensorId::W_q, 0, 0, 0, 2, 5}, "W_q[2,5]"},
                                                     {{TensorId::X, 0, 1, 0, 2, 5}, "X[1,2,5]"},
                                                     {{TensorId::key, 1, 0, 0, 1, 1}, "L2.key[0,0,1,1]"},
                                                     {{TensorId::output, 0, 2, 0, 3, 4}, "output[2,3,4]"}};
    for (const auto& [cell, text] : cells) {
        CHECK(print_cell(cell) == text);
        REQUIRE(read_cell(text));
        CHECK(read_cell(text).value() == cell);
    }
    CHECK(read_cell("L1.W_q[2,5]").value() == CellRef{TensorId::W_q, 0, 0, 0, 2, 5});
    for (const char* wrong : {"", "weights", "weights[]", "weights[0,1,3]", "weights[0,1,3,0,1]", "weights[0,1,3,0",
                              "weights[0,1,3,-1]", "weights[0,1,3,1.5]", "weights[0, 1,3,0]", "nothing[0,0]", "L0.W_q[0,0]",
                              "L2.X[0,0,0]", "L2W_q[0,0]", "W_q[99999999999,0]", "W_q[0,0]x", "none[0,0]"}) {
        INFO(wrong);
        const Result<CellRef> cell = read_cell(wrong);
        REQUIRE_FALSE(cell);
        CHECK(text_of(cell.error(), Language::english).find(wrong) == 0);
    }
}
