// What must hold for any bytes: an error with a message, or a document that passes all checks and can be written again.
#include "link_fuzz.hpp"

#include <cstdlib>
#include <string_view>

#include "lab/link/link.hpp"
#include "lab/text/paste.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Result<Document> doc = opened(text);
    if (doc) {
        if (fault_of(doc.value()) != "") std::abort();
        const Result<Document> again = opened(write_link(doc.value()));
        if (!again || !(again.value() == doc.value())) std::abort();
    } else if (text_of(doc.error(), Language::chinese).empty()) {
        std::abort();
    }
    const Result<Block> block = parse_block(text);
    if (block) {
        const auto count = static_cast<size_t>(block.value().rows) * static_cast<size_t>(block.value().cols);
        if (block.value().rows < 1 || count != block.value().values.size()) std::abort();
    } else if (text_of(block.error(), Language::english).empty()) {
        std::abort();
    }
    return 0;
}
