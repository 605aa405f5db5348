// Copy-on-write storage of the matrix.
#include "lab/model/matrix.hpp"

#include <cstring>

namespace headscope::lab {

Matrix::Matrix(int rows, int cols, float fill) : rows_(rows), cols_(cols) {
    if (rows <= 0 || cols <= 0) {
        rows_ = cols_ = 0;
        return;
    }
    values_ = std::make_shared<std::vector<float>>(static_cast<size_t>(rows) * static_cast<size_t>(cols), fill);
}

std::span<const float> Matrix::values() const {
    if (!values_) return {};
    return {values_->data(), values_->size()};
}

std::span<float> Matrix::edit() {
    if (!values_) return {};
    if (values_.use_count() > 1) values_ = std::make_shared<std::vector<float>>(*values_);
    return {values_->data(), values_->size()};
}

bool operator==(const Matrix& a, const Matrix& b) {
    if (a.rows_ != b.rows_ || a.cols_ != b.cols_) return false;
    if (a.same_storage(b)) return true;
    // Bits, not numbers: 0 and -0 differ, since they may lead to different results.
    return std::memcmp(a.data(), b.data(), a.bytes()) == 0;
}

}  // namespace headscope::lab
