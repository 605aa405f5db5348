// An owned, 64-byte aligned array of floats whose allocation may fail without ending the program.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/status.hpp"

namespace headscope::core {

/// Move-only float storage. Contents after a growing `resize` are unspecified.
class Buffer {
public:
    Buffer() = default;
    ~Buffer();
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    /// Makes room for `count` floats; keeps the memory when it is already large enough.
    /// Errors: too_large above kMaxTensorElements, out_of_memory; the buffer then keeps what it had.
    Status resize(std::int64_t count);
    void fill_zero();

    float* data() { return data_; }
    const float* data() const { return data_; }
    std::int64_t size() const { return size_; }

private:
    float* data_ = nullptr;
    std::int64_t size_ = 0;
    std::int64_t capacity_ = 0;
};

}  // namespace headscope::core
