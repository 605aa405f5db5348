// The inspector's arithmetic: the formula of the selected number with the actual operands in it.
#include <algorithm>

#include "lab/model/masks.hpp"
#include "ui/inspector/inspector.hpp"
#include "ui/inspector/writer.hpp"
#include "ui/kit/number_text.hpp"
#include "ui/picture/words.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Param;
using lab::Step;
using lab::Str;
using lab::TensorId;

namespace {

constexpr int kFoldFrom = 14, kFirst = 6, kLast = 2;

/// How a sum of products reads: "q \u00b7 k", "x \u00b7 W_q"; the colours of its two factors; and whether it runs over the keys.
struct Product {
    std::string title;
    ImU32 a, b;
    bool over_keys;
};

/// A single row of a tensor: its symbol in small letters.
std::string row_symbol(const lab::TensorInfo& tensor) {
    if (tensor.symbol.empty()) return std::string(tensor.key);
    std::string symbol(tensor.symbol);
    if (symbol.size() == 1 && symbol[0] >= 'A' && symbol[0] <= 'Z') symbol[0] = static_cast<char>(symbol[0] - 'A' + 'a');
    return symbol;
}

Product product_of(const Step::Term& first, const Theme& theme) {
    const lab::TensorInfo &a = lab::info(first.from_a.tensor), &b = lab::info(first.from_b.tensor);
    const bool rows_of_both = a.cols == b.cols;  // a row times a row; otherwise a row times a matrix
    const ImU32 a_ink = a.sequential ? theme.accent : a.per_head ? colour_of(a.id, theme) : theme.ink;
    return {row_symbol(a) + " \u00b7 " + (rows_of_both ? row_symbol(b) : std::string(b.symbol)), a_ink, colour_of(b.id, theme),
            !rows_of_both && lab::counts_keys(b.rows)};
}

/// One product per line, the columns of numbers aligned on the right.
struct Terms {
    Context& c;
    PictureNumbers& numbers;
    Writer& w;
    const Step& step;
    Product product;  // over keys: their tokens are named beside the products
    float a_width = 0, b_width = 0;

    void line(int index) {
        const Theme& theme = c.theme;
        const float size = theme.small, y = w.y();
        const Step::Term& term = step.terms[static_cast<size_t>(index)];
        const std::string a = number_text(static_cast<double>(term.a), 3), b = number_text(static_cast<double>(term.b), 3);
        // Hidden keys are no terms, so the address of the value says whose it is.
        const std::string name = product.over_keys ? token_name(numbers, true, term.from_b.row) : std::string();
        w.say(a);
        w.say(" \u00d7 ");
        w.say(b);
        if (!name.empty()) {
            w.say("  ");
            w.say(name);
        }
        w.say("\n");
        w.gap(w.line_height());
        if (!ImGui::IsRectVisible(ImVec2(w.left(), y), ImVec2(w.left() + w.width(), w.y()))) return;
        const bool nothing = product.over_keys && term.a == 0;
        float x = w.left() + 12;
        draw_text(c, ImVec2(x + a_width - text_size(a, size, Face::mono).x, y), a, nothing ? theme.quiet : product.a, size,
                  Face::mono);
        x += a_width;
        x += draw_text(c, ImVec2(x, y), " \u00d7 ", theme.quiet, size, Face::mono).x;
        draw_text(c, ImVec2(x + b_width - text_size(b, size, Face::mono).x, y), b, nothing ? theme.quiet : product.b, size,
                  Face::mono);
        x += b_width + 12;
        if (!product.over_keys) return;
        const ImVec2 room = text_size(name, size);
        ImGui::PushClipRect(ImVec2(x, y), ImVec2(w.left() + w.width(), y + room.y + 2), true);
        draw_text(c, ImVec2(x, y), name, theme.quiet, size);
        ImGui::PopClipRect();
    }

    void all() {
        const int count = static_cast<int>(step.terms.size());
        const bool fold = count > kFoldFrom && !c.view.unfolded;
        for (const Step::Term& term : step.terms) {
            // Wide enough for the widest without measuring every one: a thousand terms are possible.
            for (const auto& [value, width] : {std::pair{term.a, &a_width}, std::pair{term.b, &b_width}}) {
                const char* wide = value <= -100 ? "\u22120000.0" : value < 0 || value >= 10 ? "\u22120.000" : "0.000";
                *width = std::max(*width, text_size(wide, c.theme.small, Face::mono).x);
            }
            if (&term - step.terms.data() > 64) break;
        }
        for (int i = 0; i < (fold ? kFirst : count); ++i) line(i);
        if (count <= kFoldFrom) return;
        ImGui::SetCursorScreenPos(ImVec2(w.left(), w.y()));
        const std::string text =
            fold ? lab::format(Str::inspector_unfold, c.view.language, {std::to_string(count - kFirst - kLast)})
                 : std::string(c.text(Str::inspector_fold));
        if (button(c, "unfold", text, ButtonKind::quiet, true, {},
                   ImVec2(std::min(w.width(), text_size(text, c.theme.text).x + 26), 28)))
            c.view.unfolded = !c.view.unfolded;
        w.gap(32);
        for (int i = count - kLast; fold && i < count; ++i) line(i);
    }
};

/// Which masks hide the cell, in words.
std::string hiders(const Context& c, unsigned by) {
    std::string text;
    const auto add = [&](unsigned bit, Str words) {
        if ((by & bit) == 0) return;
        if (!text.empty()) text += c.text(Str::list_comma);
        text += c.text(words);
    };
    add(lab::hidden_by_causal, Str::hidden_causal);
    add(lab::hidden_by_padding, Str::hidden_padding);
    add(lab::hidden_by_window, Str::hidden_window);
    add(lab::hidden_by_custom, Str::hidden_custom);
    return text;
}

/// One step, one line (or a few); `last` prints its result in bold.
void write(Context& c, PictureNumbers& numbers, Writer& w, const CellRef& cell, const Step& step, bool last) {
    const Theme& theme = c.theme;
    const lab::Document& doc = c.document;
    const Face strong = last ? Face::bold : Face::mono;
    const double result = static_cast<double>(step.result);
    const std::string value = number_text(result, 4);
    const Step::Term first = step.terms.empty() ? Step::Term{} : step.terms.front();
    const std::string a = number_text(static_cast<double>(first.a), 4), b = number_text(static_cast<double>(first.b), 4);
    switch (step.kind) {
        case Step::Kind::dot: {
            const Product product = product_of(first, theme);
            const std::string title = product.title + " =";
            draw_math(c, ImVec2(w.left(), w.y()), title, theme.quiet, theme.small);
            w.say(title);
            w.gap(w.line_height());
            Terms{c, numbers, w, step, product}.all();
            if (step.has_bias) {
                std::string bias = "+ ";
                bias += lab::info(step.from_bias.tensor).symbol;
                const float x = draw_math(c, ImVec2(w.left() + 12, w.y()), bias, theme.quiet, theme.small).x;
                const std::string number = number_text(static_cast<double>(step.bias), 3);
                draw_text(c, ImVec2(w.left() + 24 + x, w.y()), number, product.b, theme.small, Face::mono);
                w.say(bias);
                w.say(" ");
                w.say(number);
                w.say("\n");
                w.gap(w.line_height());
            }
            w.line({{"= ", theme.quiet}, {value, theme.ink, strong}}, 12);
            break;
        }
        case Step::Kind::scale: {
            const auto mode = static_cast<lab::ScaleMode>(doc.integer(Param::scale_mode));
            const double temperature = doc.real(Param::temperature);
            std::string how;
            if (mode == lab::ScaleMode::sqrt_head_dim) how = "\u00f7 \u221a" + std::to_string(doc.integer(Param::head_dim));
            else if (mode == lab::ScaleMode::value) how = "\u00d7 " + short_text(doc.real(Param::scale_value));
            if (temperature != 1) how += (how.empty() ? "\u00f7 " : " \u00f7 ") + short_text(temperature);
            if (how.empty()) how = "\u00d7 1";
            w.line({{how, theme.quiet}, {" = ", theme.quiet}, {value, theme.ink, strong}});
            break;
        }
        case Step::Kind::softcap: {
            const std::string cap = short_text(doc.real(Param::softcap));
            w.line({{cap, theme.quiet},
                    {" \u00d7 tanh(", theme.quiet},
                    {a, theme.ink},
                    {" \u00f7 ", theme.quiet},
                    {cap, theme.quiet},
                    {")", theme.quiet},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        }
        case Step::Kind::add_bias:
            w.line({{"+ ", theme.quiet},
                    {c.text(Str::step_mask), theme.quiet, Face::regular},
                    {" ", theme.quiet},
                    {b, theme.ink},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        case Step::Kind::hidden:
            w.words(lab::format(Str::step_hidden, c.view.language, {hiders(c, step.hidden_by)}), theme.ink, theme.text);
            break;
        case Step::Kind::exponent:
            w.line({{"exp(s \u2212 max)", theme.quiet}});
            w.line({{"= exp(", theme.quiet},
                    {a, theme.ink},
                    {" \u2212 ", theme.quiet},
                    {b, theme.ink},
                    {")", theme.quiet},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            break;
        case Step::Kind::normalise:
            w.line({{"\u00f7 \u03a3 ", theme.quiet}, {b, theme.ink}, {" = ", theme.quiet}, {value, theme.ink, strong}});
            break;
        case Step::Kind::empty_row: w.words(c.text(Str::step_empty_row), theme.ink, theme.text); break;
        case Step::Kind::position:
            w.line({{a, theme.ink},
                    {" + ", theme.quiet},
                    {c.text(Str::step_position), theme.quiet, Face::regular},
                    {" ", theme.quiet},
                    {b, theme.ink},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        case Step::Kind::embedding:
            w.words(c.text(Str::step_embedding), theme.ink, theme.text);
            if (!c.view.read_only) w.words(c.text(Str::inspector_edit_hint), theme.quiet, theme.small);
            break;
        case Step::Kind::parameter: break;  // the inspector says what it is for
        case Step::Kind::copy: {
            const int head_dim = std::max(doc.integer(Param::head_dim), 1);
            w.words(lab::format(Str::step_copy, c.view.language,
                                {std::to_string(cell.col / head_dim + 1), std::to_string(cell.col % head_dim + 1)}),
                    theme.ink, theme.text);
            break;
        }
    }
}

}  // namespace

void inspector_steps(Context& c, PictureNumbers& numbers) {
    const CellRef* cell = told_cell(c, true);
    if (cell == nullptr) return;
    const std::vector<Step> steps = lab::explain(c.document, c.trace, *cell);
    Writer w(c, c.theme.small);
    for (size_t i = 0; i < steps.size(); ++i) write(c, numbers, w, *cell, steps[i], i + 1 == steps.size());
    w.end("arithmetic");
}

}  // namespace headscope::ui
