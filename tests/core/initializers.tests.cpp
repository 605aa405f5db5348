// Initialisers, positions and embeddings: their properties, and bits that every platform must give.
#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "core/attention/positions.hpp"
#include "core/kernels/elementary.hpp"
#include "core/random/embedding.hpp"
#include "core/random/initializers.hpp"
#include "core/random/random.hpp"

using namespace headscope::core;

namespace {

std::vector<float> filled(Initializer kind, std::int32_t rows, std::int32_t columns, float gain = 1.0f,
                          std::uint64_t seed = 3) {
    std::vector<float> memory(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), 99.0f);
    REQUIRE(initialize({kind, seed, 0, gain}, dense_matrix(memory.data(), rows, columns)).ok());
    return memory;
}

/// FNV-1a over the bits of the numbers.
std::uint64_t fingerprint(const std::vector<float>& numbers) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const float x : numbers) hash = (hash ^ std::bit_cast<std::uint32_t>(x)) * 0x100000001b3ULL;
    return hash;
}

double variance(const std::vector<float>& numbers) {
    double sum = 0.0;
    for (const float x : numbers) sum += double(x) * x;
    return sum / static_cast<double>(numbers.size());
}

}  // namespace

TEST_CASE("Initialisers have the spread their papers give") {
    CHECK(std::abs(variance(filled(Initializer::gaussian, 100, 200, 0.5f)) - 0.25) < 0.01);
    CHECK(std::abs(variance(filled(Initializer::uniform, 100, 200, 2.0f)) - 4.0 / 3.0) < 0.05);
    CHECK(std::abs(variance(filled(Initializer::xavier, 100, 200)) - 2.0 / 300) < 3e-4);
    CHECK(std::abs(variance(filled(Initializer::kaiming, 100, 200)) - 2.0 / 100) < 1e-3);
    CHECK(filled(Initializer::identity, 2, 3, 2.0f) == std::vector<float>{2, 0, 0, 0, 2, 0});
    CHECK(filled(Initializer::zero, 2, 2) == std::vector<float>{0, 0, 0, 0});
}

TEST_CASE("Orthogonal matrices have orthonormal columns or rows") {
    for (const auto& [rows, columns] :
         {std::pair{5, 5}, std::pair{9, 4}, std::pair{4, 9}, std::pair{1, 1}, std::pair{64, 33}}) {
        const auto q = filled(Initializer::orthogonal, rows, columns, 3.0f);
        const bool tall = rows >= columns;
        const int count = tall ? columns : rows, length = tall ? rows : columns;
        const auto at = [&](int i, int k) {
            return double(q[static_cast<std::size_t>(tall ? k * columns + i : i * columns + k)]);
        };
        for (int i = 0; i < count; ++i)
            for (int j = 0; j < count; ++j) {
                double dot = 0.0;
                for (int k = 0; k < length; ++k) dot += at(i, k) * at(j, k);
                REQUIRE(std::abs(dot - (i == j ? 9.0 : 0.0)) < 1e-5);
            }
    }
}

TEST_CASE("The same seed gives the same bits on every platform") {
    CHECK(fingerprint(filled(Initializer::gaussian, 64, 64)) == 0x81bc31875c152f9eULL);
    CHECK(fingerprint(filled(Initializer::uniform, 64, 64)) == 0xf25a85019de2de91ULL);
    CHECK(fingerprint(filled(Initializer::xavier, 64, 64)) == 0x8e98f463ab084e01ULL);
    CHECK(fingerprint(filled(Initializer::kaiming, 64, 64)) == 0x83348725d0ababf5ULL);
    CHECK(fingerprint(filled(Initializer::orthogonal, 33, 64)) == 0x0881756fb5df5161ULL);
    std::vector<float> positions, embedding;
    for (int position = 0; position < 1024; ++position)
        for (int dim = 0; dim < 64; ++dim) positions.push_back(sinusoidal_position(position, dim, 64));
    CHECK(fingerprint(positions) == 0x490f54b65dd5e73cULL);
    for (int dim = 0; dim < 256; ++dim) embedding.push_back(embedding_element(embedding_seed(1, "Charlie"), dim));
    CHECK(fingerprint(embedding) == 0xfb38c867a2933001ULL);
}

TEST_CASE("Bad initialisers are refused and write nothing") {
    float x = 5.0f;
    CHECK(initialize({}, MatrixView{}).code == ErrorCode::missing);
    CHECK(initialize({Initializer::gaussian, 0, 0, std::numeric_limits<float>::quiet_NaN()}, dense_matrix(&x, 1, 1)) ==
          fail(ErrorCode::not_finite, "gain"));
    CHECK(initialize({}, dense_matrix(&x, 0, 1)).code == ErrorCode::out_of_range);
    CHECK(x == 5.0f);
}

TEST_CASE("Portable elementary functions agree with the math library") {
    for (int i = 1; i < 20000; ++i) {
        const double x = i * 0.0137;
        CHECK(std::abs(portable_log(x) - std::log(x)) <= 4e-15 * std::max(1.0, std::abs(std::log(x))));
        CHECK(std::abs(portable_exp(-x) - std::exp(-x)) <= 4e-15 * std::exp(-x));
        CHECK(std::abs(portable_sin(x * 3000) - std::sin(x * 3000)) <= 1e-15);
        CHECK(std::abs(portable_cos(-x * 3000) - std::cos(-x * 3000)) <= 1e-15);
    }
}

TEST_CASE("The portable exponential is 0 far below, infinite far above, and NaN of NaN") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double x : {701.0, 1e5, 1e300, infinity}) {
        CHECK(portable_exp(-x) == 0.0);
        CHECK(portable_exp(x) == infinity);
    }
    CHECK(std::isnan(portable_exp(std::numeric_limits<double>::quiet_NaN())));
    CHECK(portable_exp(-700) > 0.0);
    CHECK(portable_exp(700) < infinity);
}

TEST_CASE("Sinusoidal positions are the sines and cosines of the paper") {
    CHECK(sinusoidal_position(0, 0, 4) == 0.0f);
    CHECK(sinusoidal_position(0, 1, 4) == 1.0f);
    CHECK(sinusoidal_position(1, 0, 4) == 0.8414709848078965f);
    CHECK(sinusoidal_position(1, 1, 4) == 0.5403023058681398f);
    CHECK(sinusoidal_position(1, 2, 4) == 0.009999833334166664f);
    CHECK(sinusoidal_position(3, 3, 4) == 0.9995500337489875f);
}

TEST_CASE("An embedding depends on the text and the seed only") {
    const auto seed = embedding_seed(1, "dog");
    CHECK(seed == embedding_seed(1, "dog"));
    CHECK(seed != embedding_seed(2, "dog"));
    CHECK(seed != embedding_seed(1, "Dog"));
    CHECK(embedding_seed(1, "") != embedding_seed(1, std::string_view("\0", 1)));
    CHECK(embedding_element(seed, 3) == embedding_element(seed, 3));
    CHECK(embedding_element(seed, 3) != embedding_element(seed, 4));
}
