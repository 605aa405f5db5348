// Looking keys up.
#include "lab/link_keys.hpp"

#include "core/base/limits.hpp"

namespace headscope::lab {

LinkKey link_key_of(std::string_view key) {
    LinkKey found;
    if (key == "v") {
        found.kind = LinkKey::Kind::version;
        return found;
    }
    if (const ParamInfo* parameter = find_param(key)) {
        found.kind = LinkKey::Kind::parameter;
        found.param = parameter->param;
        return found;
    }
    std::string_view name = key;
    if (key.size() > 2 && key[key.size() - 2] == '.') {
        const int item = key.back() - '0';
        if (item < 1 || item >= core::kMaxBatch) return found;
        found.item = item;
        name = key.substr(0, key.size() - 2);
    }
    if (name == "text") found.kind = LinkKey::Kind::text;
    if (name == "memory_text") found.kind = LinkKey::Kind::memory_text;
    if (name == "valid_length") found.kind = LinkKey::Kind::valid_length;
    for (int i = 0; i < kMatrixCount; ++i) {
        const auto id = static_cast<MatrixId>(i);
        if (key_of(id) != name || (found.item > 0 && !per_batch_item(id))) continue;
        found.kind = LinkKey::Kind::matrix;
        found.matrix = id;
    }
    return found;
}

std::string item_key(std::string_view name, int item) {
    std::string key(name);
    if (item > 0) key += '.' + std::to_string(item);
    return key;
}

}  // namespace headscope::lab
