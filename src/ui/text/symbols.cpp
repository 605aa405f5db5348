// The letters for the sizes, as the visitor wants them.
#include "ui/text/symbols.hpp"

namespace headscope::ui {
namespace {

bool is_letter(char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' || ch == '\''; }

std::string_view of_articles(std::string_view word) {
    if (word == "m") return "n_heads";
    if (word == "m_kv") return "n_kv";
    if (word == "h") return "d_k";
    if (word == "h_v") return "d_v";
    return word == "S" ? "n" : word;
}

}  // namespace

std::string in_symbols(const View& view, std::string_view text) {
    if (view.symbols == Symbols::own) return std::string(text);
    std::string out;
    for (size_t i = 0; i < text.size();) {
        size_t end = i;
        while (end < text.size() && is_letter(text[end])) ++end;
        if (end == i) {
            out += text[i++];
            continue;
        }
        out += of_articles(text.substr(i, end - i));
        i = end;
    }
    return out;
}

}  // namespace headscope::ui
