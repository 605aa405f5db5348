// Every public entry names the argument it refuses, and writes nothing.
#include <catch2/catch_test_macros.hpp>

#include <cstring>
#include <functional>
#include <limits>
#include <vector>

#include "core/attention/multi_head.hpp"
#include "core/attention/projection.hpp"
#include "core/base/limits.hpp"

using namespace headscope::core;

namespace {

bool refused(const Status& status, ErrorCode code, const char* argument) {
    return status.code == code && std::strcmp(status.argument, argument) == 0;
}

/// Four query heads over two key/value heads; every test spoils one thing.
struct Valid {
    std::vector<float> query = std::vector<float>(2 * 4 * 3 * 5, 1.0f), key = std::vector<float>(2 * 2 * 6 * 5, 1.0f),
                       value = std::vector<float>(2 * 2 * 6 * 7, 1.0f), weights = std::vector<float>(2 * 4 * 3 * 6, 42.0f),
                       context = std::vector<float>(2 * 4 * 3 * 7, 42.0f);
    KeysValues source{
        dense_view<const float>(key.data(), 2, 2, 6, 5), dense_view<const float>(value.data(), 2, 2, 6, 7), {}, {}};
    PackedHeads packed;
    Attention attention;
    AttentionStages stages;
    Region region;

    Valid() {
        REQUIRE(packed.pack(source).ok());
        attention.query = dense_view<const float>(query.data(), 2, 4, 3, 5);
        attention.heads = &packed;
        stages.weights = dense_view(weights.data(), 2, 4, 3, 6);
        stages.context = dense_view(context.data(), 2, 4, 3, 7);
        region = whole_region(attention);
    }
};

void check_attend(ErrorCode code, const char* argument, const std::function<void(Valid&)>& spoil) {
    Valid valid;
    spoil(valid);
    Workspace workspace;
    const Status status = attend(valid.attention, valid.region, valid.stages, workspace);
    CAPTURE(argument, status.argument, static_cast<int>(status.code));
    CHECK(refused(status, code, argument));
    for (const float x : valid.weights) REQUIRE(x == 42.0f);
    for (const float x : valid.context) REQUIRE(x == 42.0f);
}

}  // namespace

TEST_CASE("attend names what it refuses") {
    constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    static const std::int32_t kNegative[] = {3, -1}, kLong[] = {3, 7};
    static const float kParameter[16] = {};
    using E = ErrorCode;
    check_attend(E::missing, "query", [](Valid& v) { v.attention.query = {}; });
    check_attend(E::missing, "heads", [](Valid& v) { v.attention.heads = nullptr; });
    check_attend(E::missing, "heads", [](Valid& v) { v.packed = {}; });
    check_attend(E::out_of_range, "query", [](Valid& v) { v.attention.query.dims[2] = 0; });
    check_attend(E::too_large, "query", [](Valid& v) { v.attention.query.dims = {1 << 20, 1 << 20, 1 << 20, 1 << 20}; });
    check_attend(E::too_large, "query", [](Valid& v) { v.attention.query.dims[1] = std::numeric_limits<std::int32_t>::max(); });
    check_attend(E::not_contiguous, "query", [](Valid& v) { v.attention.query.strides[3] = 2; });
    check_attend(E::shape_mismatch, "key.batch", [](Valid& v) { v.attention.query.dims[0] = 1; });
    check_attend(E::shape_mismatch, "query.heads", [](Valid& v) { v.attention.query.dims[1] = 3; });
    check_attend(E::shape_mismatch, "query.head_dim", [](Valid& v) { v.attention.query.dims[3] = 4; });
    check_attend(E::not_finite, "scale", [](Valid& v) { v.attention.scale = kNaN; });
    check_attend(E::not_finite, "softcap", [](Valid& v) { v.attention.softcap = std::numeric_limits<float>::infinity(); });
    check_attend(E::out_of_range, "softcap", [](Valid& v) { v.attention.softcap = -1.0f; });
    check_attend(E::out_of_range, "dropout.probability", [](Valid& v) { v.attention.dropout.probability = 1.0f; });
    check_attend(E::not_finite, "dropout.probability", [](Valid& v) { v.attention.dropout.probability = kNaN; });
    static const float kSlopes[] = {1.0f, 0.5f, kNaN, 0.25f};
    check_attend(E::not_finite, "alibi.slopes", [](Valid& v) { v.attention.alibi = {true, kSlopes}; });
    check_attend(E::out_of_range, "window_left", [](Valid& v) { v.attention.mask.window_left = -2; });
    check_attend(E::out_of_range, "window_right", [](Valid& v) { v.attention.mask.window_right = -2; });
    check_attend(E::out_of_range, "key_valid_lengths", [](Valid& v) { v.attention.mask.key_valid_lengths = kNegative; });
    check_attend(E::out_of_range, "key_valid_lengths", [](Valid& v) { v.attention.mask.key_valid_lengths = kLong; });
    check_attend(E::out_of_range, "region.batch", [](Valid& v) { v.region.batch = {0, 3}; });
    check_attend(E::out_of_range, "region.heads", [](Valid& v) { v.region.heads = {-1, 3}; });
    check_attend(E::out_of_range, "region.queries", [](Valid& v) { v.region.queries = {2, 1}; });
    check_attend(E::shape_mismatch, "weights", [](Valid& v) { v.stages.weights.dims[3] = 5; });
    check_attend(E::shape_mismatch, "context", [](Valid& v) { v.stages.context.dims[3] = 5; });
    check_attend(E::not_contiguous, "context", [](Valid& v) { v.stages.context.strides[3] = 3; });
    check_attend(E::missing, "scoring.vector", [](Valid& v) { v.attention.scoring.kind = ScoringKind::additive; });
    check_attend(E::shape_mismatch, "scoring.vector", [](Valid& v) {
        v.attention.scoring = {ScoringKind::additive, {}, dense_view(kParameter, 1, 1, 1, 4)};
    });
    check_attend(E::shape_mismatch, "scoring.matrix", [](Valid& v) {
        v.attention.scoring = {ScoringKind::bilinear, dense_view(kParameter, 1, 3, 5, 1), {}};
    });
}

TEST_CASE("Packing heads names what it refuses") {
    const auto check = [](ErrorCode code, const char* argument, const std::function<void(KeysValues&)>& spoil) {
        Valid valid;
        KeysValues source = valid.source;
        spoil(source);
        PackedHeads fresh;
        CAPTURE(argument);
        CHECK(refused(fresh.pack(source), code, argument));
        CHECK(fresh.batch() == 0);
    };
    using E = ErrorCode;
    check(E::missing, "key", [](KeysValues& s) { s.key = {}; });
    check(E::missing, "value", [](KeysValues& s) { s.value = {}; });
    check(E::shape_mismatch, "value.batch", [](KeysValues& s) { s.value.dims[0] = 1; });
    check(E::shape_mismatch, "value.heads", [](KeysValues& s) { s.value.dims[1] = 1; });
    check(E::shape_mismatch, "value.seq_len", [](KeysValues& s) { s.value.dims[2] = 5; });
    check(E::missing, "past_value", [](KeysValues& s) { s.past_key = s.key; });
    check(E::shape_mismatch, "past_value", [](KeysValues& s) { s.past_key = s.past_value = s.key; });
    check(E::too_large, "key", [](KeysValues& s) { s.key.dims = {1 << 16, 1 << 16, 1 << 16, 1 << 16}; });
    Valid valid;
    CHECK(refused(valid.packed.repack_keys(valid.source, {0, 2}, {0, 2}, {0, 7}), E::out_of_range, "keys"));
    CHECK(refused(valid.packed.repack_values(valid.source, {0, 2}, {0, 3}, {0, 6}), E::out_of_range, "kv_heads"));
    KeysValues other = valid.source;
    other.key.dims[2] = other.value.dims[2] = 5;
    CHECK(refused(valid.packed.repack_keys(other, {0, 2}, {0, 2}, {0, 5}), E::shape_mismatch, "key.seq_len"));
}

TEST_CASE("project names what it refuses") {
    std::vector<float> x(6), w(6), y(4, 42.0f);
    PackedMatrix packed, none;
    Workspace workspace;
    REQUIRE(packed.pack(dense_matrix<const float>(w.data(), 3, 2)).ok());
    const auto input = dense_matrix<const float>(x.data(), 2, 3);
    const auto output = dense_matrix(y.data(), 2, 2);
    using E = ErrorCode;
    CHECK(refused(project({}, packed, nullptr, output, workspace), E::missing, "input"));
    CHECK(refused(project(input, packed, nullptr, {}, workspace), E::missing, "output"));
    CHECK(refused(project(input, none, nullptr, output, workspace), E::missing, "weights"));
    CHECK(refused(project(dense_matrix<const float>(x.data(), 3, 2), packed, nullptr, output, workspace), E::shape_mismatch,
                  "input.columns"));
    CHECK(
        refused(project(input, packed, nullptr, dense_matrix(y.data(), 2, 1), workspace), E::shape_mismatch, "output.columns"));
    CHECK(refused(project(input, packed, nullptr, dense_matrix(y.data(), 1, 2), workspace), E::shape_mismatch, "output.rows"));
    CHECK(refused(project(input, packed, nullptr, output, {0, 3}, {0, 2}, workspace), E::out_of_range, "rows"));
    CHECK(refused(project(input, packed, nullptr, output, {0, 2}, {1, 3}, workspace), E::out_of_range, "columns"));
    CHECK(refused(packed.repack_columns(dense_matrix<const float>(w.data(), 2, 3), {0, 1}), E::shape_mismatch, "weights.rows"));
    CHECK(refused(none.pack(dense_matrix<const float>(w.data(), 1 << 20, 1 << 20)), E::too_large, "weights"));
    for (const float value : y) REQUIRE(value == 42.0f);
}

TEST_CASE("Products of sizes cannot overflow") {
    CHECK(checked_product({3, 4, 5}) == 60);
    CHECK(checked_product({1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30}) == -1);
    CHECK(checked_product({1 << 30, 1 << 30, 0}) == 0);
    CHECK(checked_product({-1, 5}) == -1);
    CHECK(checked_product({kMaxTensorElements, 1}) == kMaxTensorElements);
    CHECK(checked_product({kMaxTensorElements, 2}) == -1);
    CHECK(saturated_product({20'000, 20'000}) == 400'000'000);
    CHECK(saturated_product({1 << 30, 1 << 30, 1 << 30}) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("A tensor over the limit is refused with the number of its elements") {
    float x = 0.0f;
    CHECK(check_tensor(dense_view<const float>(&x, 1, 1, 20'000, 20'000), "weights") ==
          fail(ErrorCode::too_large, "weights", 400'000'000, kMaxTensorElements));
    const ConstTensor full = dense_view<const float>(&x, 1, 256, 1 << 20, 1);
    const KeysValues source{full, full, {}, {}};
    // Packing rounds keys or columns up.
    PackedHeads packed;
    const Status status = packed.pack(source);
    CHECK((status.code == ErrorCode::too_large && status.got > kMaxTensorElements));
}

TEST_CASE("A buffer that cannot be allocated is an error and leaves the buffer as it was") {
    Buffer buffer;
    REQUIRE(buffer.resize(4).ok());
    buffer.data()[0] = 1.0f;
    CHECK(buffer.resize(kMaxTensorElements + 1).code == ErrorCode::too_large);
    CHECK(buffer.resize(-1).code == ErrorCode::too_large);
    CHECK(buffer.size() == 4);
    CHECK(buffer.data()[0] == 1.0f);
}
