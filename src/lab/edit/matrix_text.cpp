// Reading the three forms, and writing the packed one.
#include "lab/edit/matrix_text.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "lab/edit/initial_numbers.hpp"
#include "lab/text/base64.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

using Bytes = std::vector<std::uint8_t>;
enum Packing : std::uint8_t { kSparse = 0, kRaw = 1 };

std::uint32_t bits_of(float value) { return std::bit_cast<std::uint32_t>(value); }

void append_u32(Bytes& bytes, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_varint(Bytes& bytes, std::uint32_t value) {
    for (; value >= 128; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | 128));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

// FNV-1a over shape and values.
std::uint32_t checksum(const Matrix& m) {
    std::uint32_t hash = 2166136261u;
    const auto add = [&](std::uint32_t word) {
        for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ (word >> shift & 255)) * 16777619u;
    };
    add(static_cast<std::uint32_t>(m.rows()));
    add(static_cast<std::uint32_t>(m.cols()));
    for (const float value : m.values()) add(bits_of(value));
    return hash;
}

class ByteReader {
public:
    explicit ByteReader(const Bytes& bytes) : bytes_(bytes) {}
    bool u32(std::uint32_t& value) {
        if (bytes_.size() - at_ < 4) return false;
        value = 0;
        for (int shift = 0; shift < 32; shift += 8) value |= static_cast<std::uint32_t>(bytes_[at_++]) << shift;
        return true;
    }
    bool varint(std::uint32_t& value) {
        value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            if (at_ >= bytes_.size()) return false;
            const std::uint8_t byte = bytes_[at_++];
            value |= static_cast<std::uint32_t>(byte & 127) << shift;
            if (byte < 128) return true;
        }
        return false;
    }
    size_t left() const { return bytes_.size() - at_; }

private:
    const Bytes& bytes_;
    size_t at_ = 1;  // after the kind
};

bool read_sparse(ByteReader& reader, std::span<float> values) {
    size_t next = 0;
    while (reader.left() > 4) {
        std::uint32_t gap = 0, bits = 0;
        if (!reader.varint(gap) || !reader.u32(bits) || gap >= values.size() - next) return false;
        next += gap;
        values[next++] = std::bit_cast<float>(bits);
        if (next == values.size() && reader.left() > 4) return false;
    }
    return true;
}

bool read_raw(ByteReader& reader, std::span<float> values) {
    if (reader.left() != values.size() * 4 + 4) return false;
    std::uint32_t bits = 0;
    for (float& value : values) {
        if (!reader.u32(bits)) return false;
        value = std::bit_cast<float>(bits);
    }
    return true;
}

Error wrong_size(const Matrix& matrix) { return {Str::error_link_size, {print_int(matrix.rows()), print_int(matrix.cols())}}; }

// One number off the front, up to the next mark.
Result<float> take_number(std::string_view& text) {
    const size_t end = text.find_first_of(",;");
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(word.size());
    float value = 0;
    if (is_minus_infinity(word)) return -std::numeric_limits<float>::infinity();
    if (read_float(word, value) != NumberFault::none)
        return Error{Str::error_number_invalid, {std::string(word.substr(0, 32))}};
    return value;
}

Result<bool> read_numbers(std::string_view text, Matrix& matrix) {
    float* to = matrix.edit().data();
    for (int row = 0; row < matrix.rows(); ++row)
        for (int col = 0; col < matrix.cols(); ++col) {
            const Result<float> number = take_number(text);
            if (!number) return number.error();
            *to++ = number.value();
            const bool last = col + 1 == matrix.cols();
            const bool ends = last && row + 1 == matrix.rows() && text.empty();
            if (!ends && !text.starts_with(last ? ';' : ',')) return wrong_size(matrix);
            if (!ends) text.remove_prefix(1);
        }
    return text.empty() ? Result<bool>(true) : wrong_size(matrix);
}

bool read_name(std::string_view text, Matrix& matrix) {
    if (!is_filling(text)) return false;
    const bool one = text == kFillKeys[static_cast<size_t>(FillKind::one)],
               identity = text == kFillKeys[static_cast<size_t>(FillKind::identity)];
    matrix = Matrix(matrix.rows(), matrix.cols(), one ? 1.0f : 0.0f);
    for (int i = 0; identity && i < std::min(matrix.rows(), matrix.cols()); ++i)
        matrix.edit()[static_cast<size_t>(i) * static_cast<size_t>(matrix.cols()) + static_cast<size_t>(i)] = 1;
    return true;
}

Result<bool> read_packed(std::string_view text, Matrix& matrix) {
    const std::span<float> values = matrix.edit();
    // All values raw, kind and checksum, in base64: nothing legal is longer than that.
    if (text.size() > (values.size() * 4 + 5) * 4 / 3 + 4) return wrong_size(matrix);
    Bytes bytes;
    if (!read_base64(text, bytes)) return Error{Str::error_link_base64, {}};
    if (bytes.size() < 5 || bytes[0] > kRaw) return wrong_size(matrix);
    ByteReader reader(bytes);
    if (!(bytes[0] == kRaw ? read_raw(reader, values) : read_sparse(reader, values))) return wrong_size(matrix);
    std::uint32_t expected = 0;
    if (reader.left() != 4 || !reader.u32(expected)) return wrong_size(matrix);
    if (expected != checksum(matrix)) return Error{Str::error_link_checksum, {}};
    return true;
}

}  // namespace

bool is_filling(std::string_view text) {
    for (const FillKind kind : {FillKind::zero, FillKind::one, FillKind::identity})
        if (text == kFillKeys[static_cast<size_t>(kind)]) return true;
    return false;
}

// In base64 the upper six bits of the kind are the first character.
bool is_packed(std::string_view text) { return text.starts_with('A'); }

void append_packed(std::string& text, const Matrix& matrix, const Matrix& seeded) {
    const std::span<const float> values = matrix.values(), before = seeded.values();
    const size_t raw_size = values.size() * 4;
    Bytes bytes{kSparse};
    size_t next = 0;
    for (size_t i = 0; i < values.size() && bytes.size() <= raw_size; ++i) {
        if (bits_of(values[i]) == bits_of(before[i])) continue;
        append_varint(bytes, static_cast<std::uint32_t>(i - next));
        append_u32(bytes, bits_of(values[i]));
        next = i + 1;
    }
    if (bytes.size() > raw_size) {
        bytes.assign(1, kRaw);
        bytes.reserve(raw_size + 5);
        for (const float value : values) append_u32(bytes, bits_of(value));
    }
    append_u32(bytes, checksum(matrix));
    append_base64(text, bytes);
}

Result<bool> read_matrix(std::string_view text, TensorId id, Matrix& matrix) {
    if (!read_name(text, matrix)) {
        const bool typed = text.find_first_of(",;") != std::string_view::npos;
        if (const Result<bool> read = typed ? read_numbers(text, matrix) : read_packed(text, matrix); !read) return read;
    }
    for (const float value : std::as_const(matrix).values())
        if (const Result<bool> ok = check_value(id, value); !ok) return ok;
    return true;
}

}  // namespace headscope::lab
