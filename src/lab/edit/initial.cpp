// The first document, and the sentences of new batch items.
#include "lab/edit/initial.hpp"

#include "lab/edit/reshape.hpp"

namespace headscope::lab {

std::string_view first_sentence(SentenceId which, int item) {
    constexpr std::string_view kSentences[][2] = {
        {"I gave my dog Charlie some food", "我 给 我的 狗 查理 一些 食物"},
        {"The cat sat on the mat", "猫 坐 在 垫子 上"},
        {"She reads a book every night", "她 每天 晚上 读 一本 书"},
        {"We walked home in the rain", "我们 冒着 雨 走 回家"},
        {"Time flies like an arrow", "光阴 似 箭"},
        {"The small boat crossed the wide river", "小船 渡过 宽阔 的 河"},
        {"Birds sing before the sun rises", "日出 之前 鸟儿 歌唱"},
        {"Music makes him smile", "音乐 让 他 微笑"},
    };
    return kSentences[static_cast<size_t>(item) % std::size(kSentences)][which == SentenceId::memory ? 1 : 0];
}

Item first_item(int index) {
    Item item;
    for (const SentenceId which : {SentenceId::query, SentenceId::memory})
        item.sentence(which).text = first_sentence(which, index);
    return item;
}

Document initial_document() {
    Document empty;
    for (const ParamInfo& row : all_params()) empty.params[static_cast<size_t>(row.param)] = row.initial;
    Document doc = empty;
    doc.layers.resize(1);
    doc.items.push_back(first_item(0));
    for (const SentenceId which : {SentenceId::query, SentenceId::memory}) {
        Sentence& sentence = doc.items[0].sentence(which);
        sentence.tokens = tokens_of(sentence.text, static_cast<TokensBy>(doc.integer(Param::tokens_by))).value();
    }
    reshape(empty, doc);
    return doc;
}

}  // namespace headscope::lab
