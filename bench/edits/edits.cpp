// The laboratory's evaluation as a module, so that an edit can be timed: incremental against full.
#include <string>
#include <string_view>

#include "lab/edit/edit.hpp"
#include "lab/program/evaluate.hpp"

using namespace headscope::lab;

namespace {

/// Two documents that differ by one edit, and the evaluator that goes to and fro between them.
struct Bench {
    Document before;
    Document after;
    Evaluator evaluator;
    bool to_after = true;
};

bool change(Document& document, const Edit& edit) {
    Result<Document> result = headscope::lab::apply(document, edit);
    if (!result) return false;
    document = std::move(result.value());
    return true;
}

/// Different words: a token's embedding follows from its text.
std::string sentence(int length) {
    std::string text;
    for (int i = 0; i < length; ++i) text += "t" + std::to_string(i) + " ";
    return text;
}

bool make_base(Document& document, int seq_len, int d_model, int heads) {
    return change(document, SetParam{Param::num_heads, 1}) &&
           change(document, SetParam{Param::d_model, static_cast<double>(d_model)}) &&
           change(document, SetParam{Param::num_heads, static_cast<double>(heads)}) &&
           change(document, SetText{SentenceId::query, 0, sentence(seq_len)}) &&
           change(document, SetParam{Param::custom_mask, static_cast<double>(CustomMask::boolean)});
}

/// The edits, in the order of bench/suites/edits.js.
Edit edit_of(int kind, const Document& document) {
    const int middle = document.queries() / 2;
    switch (kind) {
        case 0: return SetCell{TensorId::W_q, 0, 1, 1, 0.5f};
        case 1: return SetCell{TensorId::W_v, 0, 1, 1, 0.5f};
        case 2: return SetCell{TensorId::W_o, 0, 1, 1, 0.5f};
        case 3: return SetCell{TensorId::X, 0, middle, 1, 0.5f};
        case 4: return SetCell{TensorId::mask_allow, 0, middle, 1, 0.0f};
        case 5: return SetParam{Param::causal, document.on(Param::causal) ? 0.0 : 1.0};
        default: return SetParam{Param::num_heads, static_cast<double>(document.integer(Param::num_heads)) / 2};
    }
}

}  // namespace

extern "C" {

/// A bench for one kind of edit at one size, evaluated once; nullptr when the document does not take it.
[[clang::export_name("edits_create")]] Bench* edits_create(int kind, int seq_len, int d_model, int heads) {
    Bench* bench = new Bench{initial_document(), {}, {}, true};
    bench->after = bench->before;
    const bool made = make_base(bench->before, seq_len, d_model, heads) && bench->before.queries() == seq_len;
    if (made) bench->after = bench->before;
    if (made && change(bench->after, edit_of(kind, bench->before)) && !(bench->after == bench->before) &&
        bench->evaluator.update(bench->before, TensorSet{}))
        return bench;
    delete bench;
    return nullptr;
}

/// Which tile kernel multiplies from now on, by its number.
[[clang::export_name("edits_use")]] void edits_use(Bench* bench, int tile) {
    bench->evaluator.use(static_cast<headscope::core::TileKernel>(tile));
}

/// Evaluates the other of the two documents: what one frame of a drag costs.
[[clang::export_name("edits_step")]] bool edits_step(Bench* bench, bool full) {
    if (full) bench->evaluator.invalidate();
    const bool ok = static_cast<bool>(bench->evaluator.update(bench->to_after ? bench->after : bench->before, TensorSet{}));
    bench->to_after = !bench->to_after;
    return ok;
}

/// Multiply-adds the last evaluation needed, as a share of a full one.
[[clang::export_name("edits_share")]] double edits_share(Bench* bench) {
    const Trace& trace = bench->evaluator.trace();
    return trace.last_multiply_adds() / trace.full_multiply_adds();
}

/// The same for the part that grows with the square of the sequence.
[[clang::export_name("edits_square_share")]] double edits_square_share(Bench* bench) {
    const Trace& trace = bench->evaluator.trace();
    return trace.last_square_multiply_adds() / trace.full_square_multiply_adds();
}

[[clang::export_name("edits_release")]] void edits_release(Bench* bench) { delete bench; }
}
