// Writing a share link.
#include "lab/edit/matrix_text.hpp"
#include "lab/link/keys.hpp"
#include "lab/link/link.hpp"
#include "lab/model/widths.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

void append_escaped(std::string& link, std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        if (plain) {
            link += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        link += '%';
        link += kHex[byte >> 4];
        link += kHex[byte & 15];
    }
}

std::string print_param(const ParamInfo& parameter, double value) {
    if (parameter.was_flag && value <= 1) return print_int(static_cast<long long>(value));
    if (parameter.type == ParamType::choice) return std::string(parameter.choices[static_cast<size_t>(value)]);
    return parameter.type == ParamType::real ? print_double(value) : print_int(static_cast<long long>(value));
}

void append_key(std::string& link, std::string_view key) {
    link += key;
    link += '=';
}

bool is_said(const Document& doc, const ParamInfo& parameter) {
    if (is_width(parameter.param)) return width_is_said(doc, parameter.param);
    return doc.real(parameter.param) != parameter.initial;
}

}  // namespace

std::string write_link(const Document& doc) {
    std::string link;
    for (const ParamInfo& parameter : all_params()) {
        if (!is_said(doc, parameter)) continue;
        append_key(link, parameter.key);
        link += print_param(parameter, doc.real(parameter.param)) + '&';
    }
    for (int k = 0; k < doc.batch(); ++k) {
        const Item& item = doc.items[static_cast<size_t>(k)];
        const auto sentence = [&](std::string_view name, SentenceId which, const std::string& text) {
            if (text == first_sentence(which, k)) return;
            append_key(link, item_key(name, k));
            append_escaped(link, text);
            link += '&';
        };
        sentence("text", SentenceId::query, item.query.text);
        sentence("memory_text", SentenceId::memory, item.memory.text);
        if (item.valid_length < 0) continue;
        append_key(link, item_key("valid_length", k));
        link += print_int(item.valid_length) + '&';
    }
    for (const SpaceInfo& space : spaces()) {
        const Names& names = doc.names[static_cast<size_t>(space.id)];
        if (names.empty()) continue;
        append_key(link, space.key);
        for (size_t i = 0; i < names.size(); ++i) {
            if (i > 0) link += ',';
            append_escaped(link, names[i]);
        }
        link += '&';
    }
    for (const TensorInfo& row : matrices())
        for (int k = 0; k < doc.owners(row.id); ++k) {
            const Matrix seeded = doc.seeded(row.id, k);
            const Matrix& matrix = doc.matrix(row.id, k);
            if (matrix == seeded) continue;
            append_key(link, matrix_key(row.id, k));
            append_packed(link, matrix, seeded);
            link += '&';
        }
    append_key(link, "v");
    return link + print_int(kLinkVersion);
}

}  // namespace headscope::lab
