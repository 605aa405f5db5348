// Float storage on the non-throwing aligned operator new.
#include "core/base/buffer.hpp"

#include <cstring>
#include <new>
#include <utility>

#include "core/base/limits.hpp"

namespace headscope::core {
namespace {
constexpr std::align_val_t kAlignment{64};
}

Buffer::~Buffer() { ::operator delete(data_, kAlignment); }

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
}

Status Buffer::resize(std::int64_t count) {
    if (count < 0 || count > kMaxTensorElements) return fail(ErrorCode::too_large, "buffer", count, kMaxTensorElements);
    if (count > capacity_) {
        const std::size_t bytes = static_cast<std::size_t>(count) * sizeof(float);
        auto* fresh = static_cast<float*>(::operator new(bytes, kAlignment, std::nothrow));
        if (fresh == nullptr) return fail(ErrorCode::out_of_memory, "buffer", static_cast<std::int64_t>(bytes));
        ::operator delete(data_, kAlignment);
        data_ = fresh;
        capacity_ = count;
    }
    size_ = count;
    return success();
}

void Buffer::fill_zero() {
    if (size_ > 0) std::memset(data_, 0, static_cast<std::size_t>(size_) * sizeof(float));
}

}  // namespace headscope::core
