// Initial numbers through the core's random streams.
#include "lab/edit/initial_numbers.hpp"

#include <algorithm>
#include <cmath>

#include "core/random/embedding.hpp"
#include "core/random/initializers.hpp"
#include "lab/model/heads.hpp"
#include "lab/model/sizes.hpp"

namespace headscope::lab {
namespace {

core::Initializer initializer_of(FillKind kind) {
    switch (kind) {
        case FillKind::identity: return core::Initializer::identity;
        case FillKind::gaussian: return core::Initializer::gaussian;
        case FillKind::uniform: return core::Initializer::uniform;
        case FillKind::xavier: return core::Initializer::xavier;
        case FillKind::kaiming: return core::Initializer::kaiming;
        case FillKind::orthogonal: return core::Initializer::orthogonal;
        default: return core::Initializer::zero;
    }
}

float inverse_root(int n) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(n))); }

}  // namespace

bool fill_random(const Document& doc, TensorId id, Matrix& matrix, FillKind kind, float gain, unsigned seed, int layer) {
    const bool weight = info(id).kind == TensorKind::weight;
    const int depth = weight ? fan_in(doc, id) : matrix.rows();
    if (weight && (kind == FillKind::gaussian || kind == FillKind::uniform)) gain *= inverse_root(depth);
    const core::InitializerOptions options{initializer_of(kind), seed, stream_of(id, layer), gain};
    if (depth == matrix.rows())
        return core::initialize(options, core::dense_matrix(matrix.edit().data(), matrix.rows(), matrix.cols())).ok();
    const int columns = of_head(doc, info(id).cols);
    matrix = Matrix(matrix.rows(), matrix.cols());
    for (int head = 0; head < matrix.rows() / depth; ++head) {
        Matrix block(depth, columns);
        core::InitializerOptions own = options;
        own.stream += static_cast<std::uint32_t>(head + 1) << 16;  // blocks of one matrix are drawn apart
        if (!core::initialize(own, core::dense_matrix(block.edit().data(), depth, columns)).ok()) return false;
        for (int r = 0; r < depth; ++r)
            std::copy_n(block.data() + static_cast<std::ptrdiff_t>(r) * columns, columns,
                        matrix.edit().data() + static_cast<std::ptrdiff_t>(head * depth + r) * matrix.cols() + head * columns);
    }
    return true;
}

int fan_in(const Document& doc, TensorId id) {
    const TensorInfo& row = info(info(id).kind == TensorKind::bias ? weight_of(id) : id);
    return row.kind == TensorKind::weight ? sizes_of(doc).depth_of(row) : doc.shape_of(row.id)[0];
}

Matrix seeded_weight(const Document& doc, TensorId id, int layer) {
    constexpr FillKind kKinds[] = {FillKind::gaussian, FillKind::uniform, FillKind::xavier, FillKind::kaiming,
                                   FillKind::orthogonal};
    const auto [rows, cols] = doc.shape_of(id);
    if (info(id).kind == TensorKind::norm) return Matrix(rows, cols, info(id).initial);
    const auto seed = static_cast<unsigned>(doc.real(Param::weight_seed));
    const bool bias = info(id).kind == TensorKind::bias, weight = info(id).kind == TensorKind::weight;
    Matrix matrix(rows, cols);
    if (info(id).kind == TensorKind::scoring) {
        if (id == TensorId::W_a) fill_random(doc, id, matrix, FillKind::gaussian, inverse_root(cols), seed, layer);
        if (id == TensorId::v_a) fill_random(doc, id, matrix, FillKind::uniform, 1, seed, layer);
        return matrix;
    }
    const FillKind kind = weight ? kKinds[static_cast<size_t>(doc.integer(Param::weight_init))] : FillKind::uniform;
    fill_random(doc, id, matrix, kind, bias ? inverse_root(fan_in(doc, id)) : 1.0f, seed, layer);
    return matrix;
}

void embed(double seed, const std::string& token, int first, int last, float* row) {
    const std::uint64_t token_seed = core::embedding_seed(static_cast<std::uint64_t>(seed), token);
    for (int dim = first; dim < last; ++dim) row[dim] = core::embedding_element(token_seed, dim);
}

std::vector<std::string> words_of(const Document& doc, const WordVectors* vectors, const std::vector<std::string>& tokens) {
    std::vector<std::string> words;
    if (!doc.has_words() || !vectors) return words;
    for (const std::string& token : tokens) words.emplace_back(vectors->word_of(token));
    return words;
}

}  // namespace headscope::lab
