// Looking keys up.
#include "lab/link/keys.hpp"

#include "core/base/limits.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

using Kind = LinkKey::Kind;

/// Takes ".2" off the end: the batch item, 0 when there is none, -1 when there is no such item.
int take_item(std::string_view& name) {
    const size_t dot = name.rfind('.');
    if (dot == 0 || dot == std::string_view::npos || dot + 1 == name.size() || dot + 3 < name.size()) return 0;
    int item = 0;
    for (const char digit : name.substr(dot + 1)) {
        if (digit < '0' || digit > '9') return name.size() - dot == 2 ? -1 : 0;
        item = item * 10 + (digit - '0');
    }
    const bool spelled = name[dot + 1] != '0';  // one number, one spelling
    name = name.substr(0, dot);
    return spelled && item < core::kMaxBatch ? item : -1;
}

LinkKey of_cell(std::string_view key) {
    const Result<CellRef> cell = read_cell(key);
    if (!cell || !info(cell.value().tensor).is_matrix()) return {};
    return {Kind::cell, {}, Space::none, cell.value()};
}

}  // namespace

LinkKey link_key_of(std::string_view key) {
    LinkKey found;
    found.cell.tensor = TensorId::none;
    if (key == "v") {
        found.kind = Kind::version;
        return found;
    }
    if (const ParamInfo* parameter = find_param(key)) {
        found.kind = Kind::parameter;
        found.param = parameter->param;
        return found;
    }
    if (const SpaceInfo* space = find_space(key)) {
        found.kind = Kind::names;
        found.space = space->id;
        return found;
    }
    if (key.ends_with(']')) return of_cell(key);
    std::string_view name = key;
    found.cell.item = take_item(name);
    const size_t length = name.size();
    found.cell.layer = take_layer(name);
    const bool layered = name.size() < length;
    if (found.cell.item < 0 || found.cell.layer < 0) return {};
    if (name == "text") found.kind = Kind::text;
    if (name == "memory_text") found.kind = Kind::memory_text;
    if (name == "shuffle") found.kind = Kind::shuffle;
    if (name == "memory_shuffle") found.kind = Kind::memory_shuffle;
    if (name == "valid_length") found.kind = Kind::valid_length;
    if (const TensorInfo* row = find_tensor(name); row && row->is_matrix()) {
        found.kind = Kind::matrix;
        found.cell.tensor = row->id;
    }
    const Owner owner = found.kind == Kind::matrix ? info(found.cell.tensor).owner() : Owner::item;
    if ((layered && owner != Owner::layer) || (found.cell.item > 0 && owner != Owner::item)) return {};
    return found;
}

std::string item_key(std::string_view name, int item) {
    std::string key(name);
    if (item > 0) key += '.' + print_int(item);
    return key;
}

std::string matrix_key(TensorId matrix, int owner) {
    const CellRef cell = cell_of(matrix, owner);
    return print_layer(cell.layer) + item_key(key_of(matrix), cell.item);
}

}  // namespace headscope::lab
