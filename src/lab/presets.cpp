// The presets: the first document with other sentences, shapes and numbers.
#include "lab/presets.hpp"

#include "lab/edit.hpp"
#include "lab/fit.hpp"
#include "lab/text.hpp"

namespace headscope::lab {
namespace {

using Values = std::initializer_list<float>;
struct Setting {
    Param param;
    double value;
};

// Applies what cannot fail: presets are made of legal edits, and a test makes sure.
Document edited(const Document& doc, const Edit& edit) {
    Result<Document> next = lab::apply(doc, edit);
    return next ? std::move(next.value()) : doc;
}

Document with(Document doc, std::initializer_list<Setting> settings) {
    for (const Setting& setting : settings) doc = edited(doc, SetParam{setting.param, setting.value});
    return doc;
}

Document with_text(const Document& doc, SentenceId which, int item, const char* text) {
    return edited(doc, SetText{which, item, text});
}

Document with_numbers(const Document& doc, MatrixId id, int item, Values values) {
    const Matrix& m = doc.matrix(id, item);
    return edited(doc, SetBlock{id, item, 0, 0, m.rows(), m.cols(), values});
}

// Heads of another width than d_model / m, which no single edit leads to.
Document with_widths(const Document& doc, int d_model, int num_heads, int head_dim) {
    Document next = doc;
    next.params[static_cast<size_t>(Param::d_model)] = d_model;
    next.params[static_cast<size_t>(Param::num_heads)] = num_heads;
    next.params[static_cast<size_t>(Param::head_dim)] = head_dim;
    fit(doc, next);
    return next;
}

// Raimi Karim, "Illustrated: Self-Attention": three inputs of width 4, one head of width 3, no scaling, no W_o.
Document illustrated() {
    Document doc = with(initial_document(), {{Param::tokens_by, static_cast<double>(TokensBy::lines)},
                                             {Param::scale_mode, static_cast<double>(ScaleMode::off)},
                                             {Param::output_projection, 0}});
    doc = with_text(doc, SentenceId::query, 0, "Input 1\nInput 2\nInput 3");
    doc = with_widths(doc, 4, 1, 3);
    doc = with_numbers(doc, MatrixId::input, 0, {1, 0, 1, 0, 0, 2, 0, 2, 1, 1, 1, 1});
    doc = with_numbers(doc, MatrixId::W_k, 0, {0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0});
    doc = with_numbers(doc, MatrixId::W_q, 0, {1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1});
    return with_numbers(doc, MatrixId::W_v, 0, {0, 2, 0, 0, 3, 0, 1, 0, 3, 1, 1, 0});
}

Document chinese() { return with_text(initial_document(), SentenceId::query, 0, "我 给 我的 狗 查理 一些 食物"); }

// Batch, heads and the causal mask of the usual overview of shapes, small enough to see every number.
Document shapes() {
    Document doc =
        with(initial_document(), {{Param::batch, 2}, {Param::d_model, 32}, {Param::num_heads, 4}, {Param::causal, 1}});
    doc = with_text(doc, SentenceId::query, 0, "The quick brown fox jumps");
    return with_text(doc, SentenceId::query, 1, "over the lazy dog today");
}

// Masked softmax as in "Dive into Deep Learning": one query, ten equal keys of which 2 and 6 are valid, values 0 to 39.
Document valid_lengths() {
    Document doc = with(initial_document(), {{Param::tokens_by, static_cast<double>(TokensBy::lines)},
                                             {Param::batch, 2},
                                             {Param::num_heads, 1},
                                             {Param::d_model, 4},
                                             {Param::cross, 1},
                                             {Param::d_memory, 4},
                                             {Param::output_projection, 0}});
    for (int item = 0; item < 2; ++item) {
        doc = with_text(doc, SentenceId::query, item, "query");
        doc = with_text(doc, SentenceId::memory, item, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9");
        SetBlock values{MatrixId::memory, item, 0, 0, 10, 4, {}};
        for (int i = 0; i < 40; ++i) values.values.push_back(static_cast<float>(i));
        doc = edited(doc, values);
    }
    doc = edited(doc, Fill{MatrixId::W_k, 0, 0, 0, 4, 4, FillKind::zero});
    doc = edited(doc, Fill{MatrixId::W_v, 0, 0, 0, 4, 4, FillKind::identity});
    doc = edited(doc, SetValidLength{0, 2});
    return edited(doc, SetValidLength{1, 6});
}

Document cross() {
    Document doc = with(initial_document(), {{Param::cross, 1}, {Param::d_memory, 12}});
    doc = with_text(doc, SentenceId::query, 0, "我 给 我的 狗 查理 一些 食物");
    return with_text(doc, SentenceId::memory, 0, "I gave my dog Charlie some food");
}

Document causal() {
    const Document doc =
        with(initial_document(), {{Param::causal, 1}, {Param::positions, 1}, {Param::d_model, 32}, {Param::num_heads, 8}});
    return with_text(doc, SentenceId::query, 0, "The cat sat on the mat because it was tired");
}

}  // namespace

std::span<const Preset> presets() {
    static constexpr Preset kPresets[] = {{"sentence", Str::preset_sentence, initial_document},
                                          {"illustrated", Str::preset_illustrated, illustrated},
                                          {"chinese", Str::preset_chinese, chinese},
                                          {"shapes", Str::preset_shapes, shapes},
                                          {"valid_lengths", Str::preset_valid_lengths, valid_lengths},
                                          {"cross", Str::preset_cross, cross},
                                          {"causal", Str::preset_causal, causal}};
    return kPresets;
}

}  // namespace headscope::lab
