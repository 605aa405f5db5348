// Addresses as text.
#include "lab/model/cell.hpp"

#include <array>

#include "lab/text/excerpt.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

constexpr int kMostIndices = 4;

/// A plain number below 10^9, taken off the front; -1 when there is none.
int take_index(std::string_view& text) {
    int value = 0;
    size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        if (digits == 9) return -1;
        value = value * 10 + (text[digits] - '0');
    }
    if (digits > 1 && text.front() == '0') return -1;  // one number, one spelling
    text.remove_prefix(digits);
    return digits == 0 ? -1 : value;
}

}  // namespace

std::string print_layer(int layer) {
    std::string text;
    if (layer > 0) text.append("L").append(print_int(layer + 1)).append(".");
    return text;
}

int take_layer(std::string_view& text) {
    std::string_view rest = text;
    if (!rest.starts_with('L')) return 0;
    rest.remove_prefix(1);
    const int number = take_index(rest);
    if (number < 0) return 0;  // a name that begins with L
    if (number == 0 || !rest.starts_with('.')) return -1;
    text = rest.substr(1);
    return number - 1;
}

std::string print_cell(const CellRef& cell) {
    const TensorInfo& row = info(cell.tensor);
    std::string text = row.per_layer ? print_layer(cell.layer) : std::string();
    text.append(row.key).append("[");
    if (row.per_item) text.append(print_int(cell.item)).append(",");
    if (row.per_head) text.append(print_int(cell.head)).append(",");
    return text.append(print_int(cell.row)).append(",").append(print_int(cell.col)).append("]");
}

Result<CellRef> read_cell(std::string_view text) {
    const std::string whole = excerpt(text, 64);
    CellRef cell;
    const size_t length = text.size();
    cell.layer = take_layer(text);
    const bool layered = text.size() < length;
    const size_t bracket = text.find('[');
    const TensorInfo* row =
        cell.layer < 0 || bracket == std::string_view::npos ? nullptr : find_tensor(text.substr(0, bracket));
    if (row == nullptr || (layered && !row->per_layer)) return Error{Str::error_address_tensor, {whole}};
    cell.tensor = row->id;
    text.remove_prefix(bracket + 1);
    const int wanted = 2 + int{row->per_item} + int{row->per_head};
    std::array<int, kMostIndices> at{};
    int count = 0;
    while (count < wanted) {
        const int index = take_index(text);
        const char follows = count + 1 == wanted ? ']' : ',';
        if (index < 0 || !text.starts_with(follows))
            return Error{Str::error_address_indices, {whole, std::string(row->key), print_int(wanted)}};
        text.remove_prefix(1);
        at[static_cast<size_t>(count++)] = index;
    }
    if (!text.empty()) return Error{Str::error_address_indices, {whole, std::string(row->key), print_int(wanted)}};
    size_t next = 0;
    if (row->per_item) cell.item = at[next++];
    if (row->per_head) cell.head = at[next++];
    cell.row = at[next++];
    cell.col = at[next];
    return cell;
}

}  // namespace headscope::lab
