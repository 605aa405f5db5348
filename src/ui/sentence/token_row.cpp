// One sentence as a row of tokens: planning it, and the text field in its place.
#include "ui/sentence/token_row.hpp"

#include <algorithm>

#include "ui/kit/control.hpp"
#include "ui/matrix/focus.hpp"

namespace headscope::ui {

using lab::SentenceId;

namespace {

constexpr float kWidestToken = 12;  // times the size of the type
constexpr float kLeastField = 280;

/// Where each token begins in the text, in bytes.
std::vector<size_t> starts_of(std::string_view text, std::span<const std::string> tokens) {
    std::vector<size_t> starts;
    size_t at = 0;
    for (const std::string& token : tokens) {
        const size_t found = text.find(token, at);
        starts.push_back(found == std::string_view::npos ? at : found);
        at = std::min(starts.back() + token.size(), text.size());
    }
    return starts;
}

/// The words as they stand in the text field, from the beginning of its text.
PillPlan plan_words(std::string_view text, std::span<const std::string> tokens, float size) {
    PillPlan plan;
    plan.size = size;
    plan.outlined = false;
    size_t at = 0;
    float x = 0;
    for (const size_t start : starts_of(text, tokens)) {
        const std::string& token = tokens[plan.left.size()];
        x += text_size(text.substr(at, start - at), size).x;
        plan.left.push_back(x);
        plan.width.push_back(text_size(token, size).x);
        x += plan.width.back();
        at = std::min(start + token.size(), text.size());
    }
    plan.total = x;
    return plan;
}

void put_caret(Context& c, SentenceLine& line, ImGuiID field) {
    ImGuiInputTextState* state = ImGui::GetInputTextState(field);
    if (line.caret < 0 || !state) return;
    state->WantReloadUserBuf = true;
    state->ReloadSelectionStart = state->ReloadSelectionEnd = line.caret;
    state->CursorFollow = true;
    line.caret = -1;
    again(c);  // before the next key
}

}  // namespace

int pinned_query(const Context& c) {
    const int locked = c.view.locked() ? matrix_parts::focus_of(c.document, *c.view.locked()).query : -1;
    return locked >= 0 ? locked : c.view.query;
}

void pin_query(Context& c, int query) {
    View& view = c.view;
    view.query = query;
    if (view.decoding >= 0) view.decoding = query;
    if (!view.pins.empty() && lab::counts_queries(lab::info(view.pins.back().tensor).rows)) {
        view.pins.back().row += query - matrix_parts::focus_of(c.document, view.pins.back()).query;
        view.trail.clear();
    }
    again(c);
}

TokenRow plan_row(Context& c, const PictureNumbers& numbers, SentenceId which, const Region& room) {
    TokenRow row;
    const bool query = which == SentenceId::query;
    row.name = sentence_name(c, which, c.view.item);
    row.key = query ? "tokens" : "memory_tokens";
    row.field_key = (query ? "sentence_line." : "memory_line.") + std::to_string(c.view.item);
    row.queries = query;
    row.keys = !query || !c.document.cross();
    row.editable =
        !c.view.read_only && !c.disabled && !c.view.hides("sentence") && !c.view.hides(query ? "text" : "memory_text");
    row.lines = static_cast<lab::TokensBy>(c.document.integer(lab::Param::tokens_by)) == lab::TokensBy::lines;
    row.own = sentence_of(c, row.name).tokens.size();
    const bool padding = c.document.on(lab::Param::key_padding);
    const int attended = padding ? c.document.valid_keys(c.view.item) : c.document.keys();
    const std::span<const std::string> names = query ? numbers.queries() : numbers.keys();
    row.tokens = names.first(std::min(row.keys ? std::max(row.own, static_cast<size_t>(attended)) : row.own, names.size()));
    row.field = text_field_id(row.field_key);
    row.room = room;
    std::vector<float> words;
    words.reserve(row.tokens.size());
    const float size = c.theme.text;
    for (const std::string& token : row.tokens)
        words.push_back(std::min(text_size(token, size, Face::bold).x / size, kWidestToken));
    row.pills = plan_pills(words, room.width(), size, c.app.touch ? 40.0f : 28.0f);
    return row;
}

void begin_editing(Context& c, const TokenRow& row, int token) {
    SentenceLine& line = c.interaction.sentence;
    const auto starts = starts_of(sentence_of(c, row.name).text, row.tokens.first(row.own));
    const auto at = static_cast<size_t>(std::clamp(token, 0, static_cast<int>(row.own) - 1));
    line.field = row.field;
    line.waited = 0;
    line.left = row.x;
    line.caret = static_cast<int>(starts[at] + row.tokens[at].size());
    c.mirror.set_focus(row.field, true);
    again(c);
}

void draw_field(Context& c, TokenRow& row, const Region& all) {
    SentenceLine& line = c.interaction.sentence;
    const Theme& t = c.theme;
    const float size = t.text;
    FieldForm form{.multiline = row.lines, .place = row.room, .size = size};
    constexpr float kBorder = 2;
    form.place.max.x = all.max.x - kBorder;
    form.place.min.x = std::clamp(line.left, all.min.x + kBorder, std::max(all.max.x - kLeastField, all.min.x + kBorder));
    if (row.lines) form.place.min.y = std::min(form.place.min.y, std::max(all.min.y, form.place.max.y - 72));
    const ImVec2 min = form.place.min, max = form.place.max;
    const ImGuiInputTextState* state = ImGui::GetInputTextState(row.field);
    const float scrolled = state ? state->Scroll.x : 0;
    const Typing& typing = c.interaction.typing;
    const std::string shown = typing.owner == row.field ? typing.text : sentence_of(c, row.name).text;
    row.pills = plan_words(shown, row.tokens.first(row.own), size);
    row.x = min.x + kFieldPadding - scrolled;

    canvas()->AddRectFilled(min, max, t.panel, t.rounding);
    canvas()->PushClipRect(min, max, true);
    for (int i = row.lines || refusal_of(c, row.field) ? row.pills.count() : row.pills.first_behind(min.x - row.x);
         i < row.pills.count(); ++i) {
        const float left = row.x + row.pills.left[static_cast<size_t>(i)];
        if (left > max.x) break;
        const ImVec2 from(left - 2, min.y + 4), to(left + row.pills.width[static_cast<size_t>(i)] + 2, max.y - 4);
        canvas()->AddRectFilled(from, to, i == pinned_query(c) && row.queries ? t.wash : t.chip, 4);
    }
    canvas()->PopClipRect();
    const Typed typed = sentence_field(c, row.field_key, row.name, form);
    if (typing.owner == row.field) {
        line.waited = 0;
        put_caret(c, line, row.field);
    } else if (typed == Typed::ended || ++line.waited > 4) {
        line = {.query = line.query};
        const bool by_key = ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false) ||
                            ImGui::IsKeyPressed(ImGuiKey_Escape, false);
        const std::string token =
            (row.queries ? "token." : "memory_token.") + std::to_string(row.queries ? pinned_query(c) : 0);
        if (by_key && c.mirror.focus() == row.field) c.mirror.set_focus(ImGui::GetID(token.c_str()), true);
        again(c);
    }
    if (const std::string* refusal = refusal_of(c, row.field)) {
        const ImVec2 at(min.x, min.y - t.small - 6);
        std::string storage;
        const std::string_view said = elided(*refusal, all.max.x - at.x, t.small, Face::regular, storage);
        canvas()->AddRectFilled(ImVec2(at.x - 2, at.y - 1), ImVec2(at.x + text_size(said, t.small).x + 2, min.y - 3),
                                t.background);
        draw_text(c, at, said, t.error, t.small);
        tell(c, Role::status, "sentence_line.refusal", *refusal, at, ImVec2(all.max.x, min.y));
    }
}

}  // namespace headscope::ui
