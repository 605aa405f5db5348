// Lines of a sum: which are shown, where their numbers stand, and whose they are.
#include "ui/inspector/products.hpp"

#include <algorithm>
#include <array>

#include "ui/inspector/inspector.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::Step;
using lab::Str;

std::string row_symbol(const lab::TensorInfo& tensor) {
    if (tensor.symbol.empty()) return std::string(tensor.key);
    std::string symbol(tensor.symbol);
    const bool bare = symbol.find('_') == std::string::npos;
    if (bare && symbol[0] >= 'A' && symbol[0] <= 'Z') symbol[0] = static_cast<char>(symbol[0] - 'A' + 'a');
    return symbol;
}

namespace {

constexpr int kFoldFrom = 14, kFirst = 6, kLast = 2;

/// Draws the lines of a sum: all, or the first and the last ones around a button that unfolds the rest.
template <class Line>
void folded(Context& c, Writer& w, std::string_view key, int count, bool& unfolded, Line&& line) {
    const bool fold = count > kFoldFrom && !unfolded;
    for (int i = 0; i < (fold ? kFirst : count); ++i) line(i);
    if (count <= kFoldFrom) return;
    ImGui::SetCursorScreenPos(ImVec2(w.left(), w.y()));
    const std::string text = fold
                                 ? lab::format(Str::inspector_unfold, c.view.language, {std::to_string(count - kFirst - kLast)})
                                 : std::string(c.text(Str::inspector_fold));
    const float height = c.app.touch ? 44.0f : 28.0f;
    if (button(c, key, text, ButtonKind::quiet, true, {},
               ImVec2(std::min(w.width(), text_size(text, c.theme.text).x + 26), height)))
        unfolded = !unfolded;
    w.gap(height + 4);
    for (int i = count - kLast; fold && i < count; ++i) line(i);
}

/// Wide enough for the widest without measuring every one: a thousand terms are possible.
float column_width(float value, float so_far, float size) {
    const char* wide = value <= -100 ? "\u22120000.0" : value < 0 || value >= 10 ? "\u22120.000" : "0.000";
    return std::max(so_far, text_size(wide, size, Face::mono).x);
}

/// A number that ends where its column does; returns that place.
float aligned(Writer& w, float x, float width, const Run& run) {
    w.put(x + width - text_size(run.text, w.size(), run.face).x, run);
    return x + width;
}

/// A token's name in what is left of the line.
void draw_token(Context& c, const Writer& w, float x, const std::string& name) {
    std::string storage;
    const std::string_view text = elided(name, w.left() + w.width() - x, w.size(), Face::regular, storage);
    draw_text(c, ImVec2(x, w.y()), text, c.theme.quiet, w.size());
}

}  // namespace

Product product_of(const Step::Term& first, const Theme& theme) {
    const lab::TensorInfo &a = lab::info(first.from_a.tensor), &b = lab::info(first.from_b.tensor);
    const bool rows_of_both = a.cols == b.cols;  // a row times a row; otherwise a row times a matrix
    const ImU32 a_ink = a.sequential ? theme.accent : a.per_head ? colour_of(a.id, theme) : theme.ink;
    return {row_symbol(a) + " \u00b7 " + (rows_of_both ? row_symbol(b) : std::string(b.symbol)), a_ink, colour_of(b.id, theme),
            !rows_of_both && lab::counts_keys(b.rows)};
}

void write_products(Context& c, const PictureNumbers& numbers, Writer& w, const Step& step, const Product& product) {
    float a_width = 0, b_width = 0;
    for (size_t i = 0; i < std::min(step.terms.size(), size_t{64}); ++i) {
        a_width = column_width(step.terms[i].a, a_width, w.size());
        b_width = column_width(step.terms[i].b, b_width, w.size());
    }
    folded(c, w, "unfold", static_cast<int>(step.terms.size()), c.view.unfolded, [&](int index) {
        const Step::Term& term = step.terms[static_cast<size_t>(index)];
        const std::string a = number_text(static_cast<double>(term.a), 3), b = number_text(static_cast<double>(term.b), 3);
        // Hidden keys are no terms, so the address of the value says whose it is.
        const std::string name = product.over_keys ? token_name(numbers, true, term.from_b.row)
                                                   : std::string(lab::column_name(c.document, term.from_a));
        w.say(a);
        w.say(" \u00d7 ");
        w.say(b);
        if (!name.empty()) {
            w.say("  ");
            w.say(name);
        }
        w.say("\n");
        const bool nothing = product.over_keys && term.a == 0;
        const ImU32 quiet = c.theme.quiet;
        float x = aligned(w, w.left() + 12, a_width, {a, nothing ? quiet : product.a, Face::mono, term.from_a});
        x += w.put(x, {" \u00d7 ", quiet});
        x = aligned(w, x, b_width, {b, nothing ? quiet : product.b, Face::mono, term.from_b});
        if (!name.empty()) draw_token(c, w, x + 12, name);
        w.gap(w.line_height());
    });
}

void write_additive(Context& c, Writer& w, const Step& step) {
    std::array<float, 3> widths{};
    for (size_t i = 0; i < std::min(step.terms.size(), size_t{64}); ++i) {
        widths[0] = column_width(step.summands[i].a, widths[0], w.size());
        widths[1] = column_width(step.terms[i].a, widths[1], w.size());
        widths[2] = column_width(step.terms[i].b, widths[2], w.size());
    }
    folded(c, w, "unfold", static_cast<int>(step.terms.size()), c.view.unfolded, [&](int index) {
        const Step::Term &term = step.terms[static_cast<size_t>(index)], &weight = step.summands[static_cast<size_t>(index)];
        const auto text = [](float number) { return number_text(static_cast<double>(number), 2); };
        const std::array texts{text(weight.a), text(term.a), text(term.b)};
        const std::array cells{weight.from_a, term.from_a, term.from_b};
        constexpr std::string_view kAfter[] = {" \u00d7 tanh(", " + ", ")"};
        float x = w.left() + 12;
        for (size_t i = 0; i < 3; ++i) {
            x = aligned(w, x, widths[i], {texts[i], colour_of(cells[i].tensor, c.theme), Face::mono, cells[i]});
            x += w.put(x, {kAfter[i], c.theme.quiet});
            w.say(texts[i]);
            w.say(kAfter[i]);
        }
        w.say("\n");
        w.gap(w.line_height());
    });
}

void write_heads(Context& c, Writer& w, const Step& step) {
    folded(c, w, "unfold", static_cast<int>(step.terms.size()), c.view.unfolded, [&](int index) {
        const Step::Term& term = step.terms[static_cast<size_t>(index)];
        w.line({{number_text(static_cast<double>(term.a), 4), c.theme.accent, Face::mono, term.from_a},
                {"  " + head_name(c, term.from_a.head), c.theme.quiet}},
               12);
    });
}

void write_exponentials(Context& c, const PictureNumbers& numbers, Writer& w, const Step& step) {
    float width = 0;
    for (size_t i = 0; i < std::min(step.summands.size(), size_t{64}); ++i)
        width = column_width(step.summands[i].b, width, w.size());
    folded(c, w, "unfold_sum", static_cast<int>(step.summands.size()), c.view.unfolded_sum, [&](int index) {
        const Step::Term& term = step.summands[static_cast<size_t>(index)];
        const std::string score = number_text(static_cast<double>(term.b), 3), e = number_text(static_cast<double>(term.a), 4);
        const std::string name = lab::info(term.from_b.tensor).is_matrix() ? std::string(c.text(Str::sink_word))
                                                                           : token_name(numbers, true, term.from_b.col);
        for (const std::string_view part :
             {std::string_view("exp("), std::string_view(score), std::string_view(" \u2212 max) = "), std::string_view(e),
              std::string_view("  "), std::string_view(name), std::string_view("\n")})
            w.say(part);
        const ImU32 quiet = c.theme.quiet;
        float x = w.left() + 12;
        x += w.put(x, {"exp(", quiet});
        x = aligned(w, x, width, {score, c.theme.ink, Face::mono, term.from_b});
        x += w.put(x, {" \u2212 max) = ", quiet});
        x += w.put(x, {e, c.theme.ink});
        draw_token(c, w, x + 12, name);
        w.gap(w.line_height());
    });
}

}  // namespace headscope::ui
