// Reading blocks of numbers by lines or by brackets.
#include "lab/text/paste.hpp"

#include <limits>
#include <utility>

#include "lab/text/excerpt.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_elision(std::string_view field) { return field == "..." || field == "…"; }

// Collects numbers row by row and keeps the first thing that was wrong.
class Rows {
public:
    bool add(std::string_view field) {
        const std::string row = print_int(block_.rows + 1), column = print_int(columns_ + 1);
        if (is_elision(field)) return fail({Str::error_paste_elided, {}});
        if (field.empty()) return fail({Str::error_paste_empty_field, {row, column}});
        float value = 0;
        const NumberFault fault = read_float(field, value);
        if (fault != NumberFault::none) return fail({message_of(fault), {excerpt(field), row, column}});
        if (block_.values.size() >= kMaxPasteCells) return fail({Str::error_paste_cells, {std::to_string(kMaxPasteCells)}});
        block_.values.push_back(value);
        ++columns_;
        return true;
    }
    bool end_row() {
        if (columns_ == 0) return true;
        if (block_.rows > 0 && columns_ != block_.cols)
            return fail({Str::error_paste_ragged, {print_int(block_.rows + 1), print_int(columns_), print_int(block_.cols)}});
        block_.cols = columns_;
        ++block_.rows;
        columns_ = 0;
        return true;
    }
    bool fail(Error error) {
        error_ = std::move(error);
        failed_ = true;
        return false;
    }
    bool bad_brackets() { return fail({Str::error_paste_brackets, {print_int(block_.rows + 1)}}); }
    bool row_is_open() const { return columns_ > 0; }
    Result<Block> take() {
        if (!failed_) end_row();
        if (failed_) return error_;
        if (block_.rows == 0) return Error{Str::error_paste_empty, {}};
        return std::move(block_);
    }

private:
    static Str message_of(NumberFault fault) {
        switch (fault) {
            case NumberFault::decimal_comma: return Str::error_paste_comma;
            case NumberFault::not_finite: return Str::error_paste_finite;
            case NumberFault::out_of_range: return Str::error_paste_range;
            default: return Str::error_paste_number;
        }
    }

    Block block_;
    int columns_ = 0;
    bool failed_ = false;
    Error error_{};
};

bool add_words(std::string_view text, Rows& rows) {
    for (size_t i = 0; i < text.size();) {
        if (is_blank(text[i])) {
            ++i;
            continue;
        }
        size_t end = i;
        while (end < text.size() && !is_blank(text[end])) ++end;
        if (!rows.add(text.substr(i, end - i))) return false;
        i = end;
    }
    return true;
}

bool add_fields(std::string_view line, char separator, Rows& rows) {
    for (;;) {
        const size_t end = line.find(separator);
        if (!rows.add(trimmed(line.substr(0, end)))) return false;
        if (end == std::string_view::npos) return true;
        line.remove_prefix(end + 1);
    }
}

// True when a field between commas holds several words: then the commas are decimal ones (1,5 2,5).
bool commas_are_decimal(std::string_view line) {
    for (;;) {
        const size_t end = line.find(',');
        for (const char c : trimmed(line.substr(0, end)))
            if (is_blank(c)) return true;
        if (end == std::string_view::npos) return false;
        line.remove_prefix(end + 1);
    }
}

void read_lines(std::string_view text, Rows& rows) {
    char separator = ' ';
    if (text.find(',') != std::string_view::npos) separator = ',';
    if (text.find(';') != std::string_view::npos) separator = ';';
    if (text.find('\t') != std::string_view::npos) separator = '\t';
    while (!text.empty()) {
        const size_t end = text.find_first_of("\r\n");
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (trimmed(line).empty()) continue;
        const bool words = separator == ' ' || (separator == ',' && commas_are_decimal(line));
        if (!(words ? add_words(line, rows) : add_fields(line, separator, rows)) || !rows.end_row()) return;
    }
}

void read_brackets(std::string_view text, Rows& rows) {
    int depth = 0;
    bool comma_before = false;  // since the last number of this row
    for (size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (is_blank(c)) {
            ++i;
        } else if (c == '[') {
            if (rows.row_is_open()) return static_cast<void>(rows.bad_brackets());
            ++depth, ++i;
            comma_before = true;  // a comma right after it has no number before it
        } else if (c == ']') {
            if (--depth < 0) return static_cast<void>(rows.bad_brackets());
            if (!rows.end_row()) return;
            comma_before = false;
            ++i;
        } else if (c == ',') {
            if (depth > 0 && comma_before) return static_cast<void>(rows.add({}));
            comma_before = true;
            ++i;
        } else {
            size_t end = i;
            while (end < text.size() && !is_blank(text[end]) && text[end] != ',' && text[end] != '[' && text[end] != ']') ++end;
            const std::string_view word = text.substr(i, end - i);
            // "array([" and "]])" are the wrapping of a print-out; "W_q[7,9]x" is an address, and no number.
            const bool wraps = (end == text.size() || text[end] != '[' ||
                                std::string_view("(=:").find(word.back()) != std::string_view::npos) &&
                               (i == 0 || text[i - 1] != ']' || std::string_view(");").find(c) != std::string_view::npos);
            float ignored = 0;
            // Outside of the brackets stand names and options; a number there belongs to no row.
            if (depth == 0 && read_float(word, ignored) == NumberFault::none) return static_cast<void>(rows.bad_brackets());
            if ((depth > 0 || !wraps) && !rows.add(word)) return;
            comma_before = false;
            i = end;
        }
    }
    if (depth != 0) rows.bad_brackets();
}

}  // namespace

Result<Block> parse_block(std::string_view text) {
    if (text.size() > kMaxPasteBytes)
        return Error{Str::error_paste_size, {std::to_string(text.size()), std::to_string(kMaxPasteBytes)}};
    Rows rows;
    if (text.find_first_of("[]") != std::string_view::npos) read_brackets(text, rows);
    else read_lines(text, rows);
    return rows.take();
}

Result<float> parse_value(std::string_view text, bool allow_minus_infinity) {
    const std::string_view field = trimmed(text);
    float value = 0;
    if (field.empty()) return Error{Str::error_number_empty, {}};
    if (allow_minus_infinity && is_minus_infinity(field)) return -std::numeric_limits<float>::infinity();
    switch (read_float(field, value)) {
        case NumberFault::none: return value;
        case NumberFault::decimal_comma: return Error{Str::error_number_comma, {excerpt(field)}};
        case NumberFault::not_finite: return Error{Str::error_number_finite, {excerpt(field)}};
        case NumberFault::out_of_range: return Error{Str::error_number_range, {excerpt(field)}};
        default: return Error{Str::error_number_invalid, {excerpt(field)}};
    }
}

std::string print_block(const float* values, int rows, int cols, std::ptrdiff_t row_stride) {
    std::string text;
    for (int r = 0; r < rows; ++r, text += '\n')
        for (int c = 0; c < cols; ++c) {
            if (c > 0) text += '\t';
            text += print_float(values[r * row_stride + c]);
        }
    return text;
}

}  // namespace headscope::lab
