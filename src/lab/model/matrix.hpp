// A float matrix with value semantics whose storage is shared until written, so that undo steps are cheap.
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace headscope::lab {

/// Row-major [rows, cols]. Copies share storage; `edit()` detaches. `==` compares shape and bits of every value.
class Matrix {
public:
    Matrix() = default;
    Matrix(int rows, int cols, float fill = 0.0f);
    int rows() const { return rows_; }
    int cols() const { return cols_; }
    const float* data() const { return values_ ? values_->data() : nullptr; }
    float at(int row, int col) const {
        return (*values_)[static_cast<size_t>(row) * static_cast<size_t>(cols_) + static_cast<size_t>(col)];
    }
    std::span<const float> values() const;
    /// Own, writable storage of rows*cols values.
    std::span<float> edit();
    /// True when both share the same storage (then they are equal without looking).
    bool same_storage(const Matrix& other) const { return values_ == other.values_; }
    size_t bytes() const { return values_ ? values_->size() * sizeof(float) : 0; }
    friend bool operator==(const Matrix& a, const Matrix& b);

private:
    int rows_ = 0, cols_ = 0;
    std::shared_ptr<std::vector<float>> values_;
};

}  // namespace headscope::lab
