// The inspector's arithmetic: the formula of the selected number with the actual operands in it.
#include <algorithm>

#include "ui/inspector/inspector.hpp"
#include "ui/inspector/products.hpp"
#include "ui/inspector/where.hpp"
#include "ui/inspector/writer.hpp"
#include "ui/picture/words.hpp"
#include "ui/text/number_text.hpp"

namespace headscope::ui {

using lab::CellRef;
using lab::Param;
using lab::Step;
using lab::Str;
using lab::TensorId;

namespace {

/// The sum of the softmax, unfolded on request.
bool unfold_button(Context& c, Writer& w, int keys) {
    ImGui::SetCursorScreenPos(ImVec2(w.left() + 12, w.y()));
    const std::string text = c.view.sum ? std::string(c.text(Str::inspector_fold))
                                        : lab::format(Str::inspector_sum, c.view.language, {std::to_string(keys)});
    const float height = c.app.touch ? 44.0f : 26.0f;
    if (button(c, "sum", text, ButtonKind::outlined, true, {},
               ImVec2(std::min(w.width() - 12, text_size(text, c.theme.text).x + 26), height)))
        c.view.sum = !c.view.sum;
    w.gap(height + 6);
    return c.view.sum;
}

/// Where a number of a token's own vector is from.
std::string embedding_words(const Context& c, const PictureNumbers& numbers, const CellRef& cell) {
    const bool key = lab::counts_keys(lab::info(cell.tensor).rows);
    const lab::Item& item = c.document.items[static_cast<size_t>(cell.item)];
    const std::vector<std::string>& words = item.sentence(key ? lab::SentenceId::memory : lab::SentenceId::query).words;
    const std::string token = token_name(numbers, key, cell.row);
    if (static_cast<size_t>(cell.row) >= words.size()) return lab::format(Str::step_embedding, c.view.language, {token});
    const std::string& word = words[static_cast<size_t>(cell.row)];
    if (word.empty()) return lab::format(Str::step_word_unknown, c.view.language, {token});
    return lab::format(Str::step_word, c.view.language, {word, std::to_string(cell.col + 1)});
}

/// Position times frequency is the angle; then the pair of numbers and what the angle makes of them.
void write_rotation(Context& c, Writer& w, const Step& step) {
    const Theme& theme = c.theme;
    const Step::Term &own = step.terms[0], &other = step.terms[1], &turn = step.terms[2];
    const auto number = [](float value) { return number_text(static_cast<double>(value), 4); };
    const auto brief = [](float value) { return short_text(static_cast<double>(value)); };
    w.line({{c.text(Str::step_position), theme.quiet, Face::regular},
            {" ", theme.quiet},
            {brief(turn.a), theme.ink},
            {": \u03b8 = ", theme.quiet},
            {brief(turn.b), theme.ink}});
    w.line({{"x cos \u03b8 ", theme.quiet},
            {other.from_a.col > own.from_a.col ? "\u2212" : "+", theme.quiet},
            {" y sin \u03b8 =", theme.quiet}});
    w.line({{number(own.a), theme.ink, Face::mono, own.from_a}, {" \u00d7 ", theme.quiet}, {number(own.b), theme.ink}}, 12);
    w.line({{"+ ", theme.quiet},
            {number(other.a), theme.ink, Face::mono, other.from_a},
            {" \u00d7 ", theme.quiet},
            {number(other.b), theme.ink}},
           12);
    w.line({{"= ", theme.quiet}, {number(step.result), theme.ink, Face::bold}}, 12);
}

/// One step, one line (or a few). The result of the last (no `next`) is the number itself, in bold; the others' are operands.
void write(Context& c, PictureNumbers& numbers, Writer& w, const CellRef& cell, const Step& step, const Step* next) {
    const Theme& theme = c.theme;
    const lab::Document& doc = c.document;
    const Face strong = next == nullptr ? Face::bold : Face::mono;
    const CellRef result_cell = next && !next->terms.empty() ? next->terms.front().from_a : CellRef{TensorId::none};
    const double result = static_cast<double>(step.result);
    const std::string value = number_text(result, 4);
    const Step::Term first = step.terms.empty() ? Step::Term{} : step.terms.front();
    const std::string a = number_text(static_cast<double>(first.a), 4), b = number_text(static_cast<double>(first.b), 4);
    const auto row_sum = [&] {
        return lab::format(Str::step_row_sum, c.view.language, {number_text(static_cast<double>(step.terms.at(1).a), 4)});
    };
    switch (step.kind) {
        case Step::Kind::dot: {
            const Product product = product_of(first, theme);
            const std::string title = product.title + " =";
            draw_math(c, ImVec2(w.left(), w.y()), title, theme.quiet, theme.small);
            w.say(title);
            w.gap(w.line_height());
            write_products(c, numbers, w, step, product);
            if (step.has_bias) {
                std::string bias = "+ ";
                bias += lab::info(step.from_bias.tensor).symbol;
                const float x = draw_math(c, ImVec2(w.left() + 12, w.y()), bias, theme.quiet, theme.small).x;
                const std::string number = number_text(static_cast<double>(step.bias), 3);
                w.put(w.left() + 24 + x, {number, product.b, Face::mono, step.from_bias});
                w.say(bias);
                w.say(" ");
                w.say(number);
                w.say("\n");
                w.gap(w.line_height());
            }
            w.line({{"= ", theme.quiet}, {value, theme.ink, strong, result_cell}}, 12);
            break;
        }
        case Step::Kind::halves:
            w.line({{"(", theme.quiet},
                    {a, theme.ink, Face::mono},
                    {" + ", theme.quiet},
                    {b, theme.ink, Face::mono, first.from_b},
                    {") / 2 = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        case Step::Kind::mean: {
            const std::string title = "\u03a3 A / " + std::to_string(step.terms.size()) + " =";
            draw_math(c, ImVec2(w.left(), w.y()), title, theme.quiet, theme.small);
            w.say(title);
            w.gap(w.line_height());
            write_heads(c, w, step);
            w.line({{"= ", theme.quiet}, {value, theme.ink, strong}}, 12);
            break;
        }
        case Step::Kind::additive:
            draw_math(c, ImVec2(w.left(), w.y()), "v_a \u00b7 tanh(q + k) =", theme.quiet, theme.small);
            w.say("v_a \u00b7 tanh(q + k) =");
            w.gap(w.line_height());
            write_additive(c, w, step);
            w.line({{"= ", theme.quiet}, {value, theme.ink, strong, result_cell}}, 12);
            break;
        case Step::Kind::scale: {
            const auto mode = static_cast<lab::ScaleMode>(doc.integer(Param::scale_mode));
            const double temperature = doc.real(Param::temperature);
            const bool root = mode == lab::ScaleMode::automatic ? doc.scoring() != lab::Scoring::additive
                                                                : mode == lab::ScaleMode::sqrt_head_dim;
            std::string how;
            if (root) how = "\u00f7 \u221a" + std::to_string(doc.integer(Param::head_dim));
            else if (mode == lab::ScaleMode::value) how = "\u00d7 " + short_text(doc.real(Param::scale_value));
            if (temperature != 1) how += (how.empty() ? "\u00f7 " : " \u00f7 ") + short_text(temperature);
            if (how.empty()) how = "\u00d7 1";
            w.line({{how, theme.quiet}, {" = ", theme.quiet}, {value, theme.ink, strong, result_cell}});
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
                    {value, theme.ink, strong, result_cell}});
            break;
        }
        case Step::Kind::add_bias:
            w.line({{"+ ", theme.quiet},
                    {c.text(first.from_b.tensor == TensorId::position_bias ? Str::short_position_bias : Str::step_mask),
                     theme.quiet, Face::regular},
                    {" ", theme.quiet},
                    {b, theme.ink, Face::mono, first.from_b},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong, result_cell}});
            break;
        case Step::Kind::add: {
            const std::string title =
                row_symbol(lab::info(first.from_a.tensor)) + " + " + row_symbol(lab::info(first.from_b.tensor)) + " =";
            draw_math(c, ImVec2(w.left(), w.y()), title, theme.quiet, theme.small);
            w.say(title);
            w.gap(w.line_height());
            w.line({{a, theme.ink, Face::mono, first.from_a},
                    {" + ", theme.quiet},
                    {b, theme.ink, Face::mono, first.from_b},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            break;
        }
        case Step::Kind::hidden:
            w.words(lab::format(Str::step_hidden, c.view.language, {hiders(c, step.hidden_by)}), theme.ink, theme.text);
            w.words(c.text(Str::step_hidden_bool), theme.quiet, theme.small);
            break;
        case Step::Kind::exponent:
            w.line({{"exp(s \u2212 max)", theme.quiet}});
            w.line({{"= exp(", theme.quiet},
                    {a, theme.ink, Face::mono, first.from_a},
                    {" \u2212 ", theme.quiet},
                    {b, theme.ink, Face::mono, first.from_b},
                    {")", theme.quiet},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            break;
        case Step::Kind::normalise: {
            w.line({{"\u00f7 \u03a3 ", theme.quiet}, {b, theme.ink}, {" = ", theme.quiet}, {value, theme.ink, strong}});
            const bool sink = step.terms.size() > 1;
            if (unfold_button(c, w, static_cast<int>(step.summands.size()) - (sink ? 1 : 0)))
                write_exponentials(c, numbers, w, step);
            if (!sink) break;
            const Step::Term& sums = step.terms[1];
            const auto text = [](float sum) { return number_text(static_cast<double>(sum), 4); };
            w.words(lab::format(Str::step_sink, c.view.language, {text(sums.a), text(sums.b)}), theme.quiet, theme.small);
            break;
        }
        case Step::Kind::keep:
            w.line({{"\u00f7 (1 \u2212 " + short_text(doc.real(Param::dropout)) + ") = ", theme.quiet},
                    {value, theme.ink, strong}});
            w.words(row_sum(), theme.quiet, theme.small);
            break;
        case Step::Kind::dropped:
            w.words(c.text(Str::step_dropped), theme.ink, theme.text);
            w.words(row_sum(), theme.quiet, theme.small);
            break;
        case Step::Kind::empty_row: {
            constexpr Str kWords[] = {Str::step_empty_row, Str::step_empty_row_nan, Str::step_empty_row_uniform};
            const Str words = doc.on(Param::sink) ? Str::step_empty_row_sink : kWords[doc.integer(Param::empty_rows)];
            w.words(lab::format(words, c.view.language, {std::to_string(doc.keys())}), theme.ink, theme.text);
            break;
        }
        case Step::Kind::distance:
            w.line({{"\u2212 slope \u00d7 |i \u2212 j|", theme.quiet}});
            w.line({{"= \u2212 ", theme.quiet},
                    {short_text(static_cast<double>(first.a)), theme.ink},
                    {" \u00d7 ", theme.quiet},
                    {short_text(static_cast<double>(first.b)), theme.ink},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            break;
        case Step::Kind::rms:
            w.line({{"\u00f7 \u221a(mean x\u00b2 + 1e\u22126)", theme.quiet}});
            w.line({{"= ", theme.quiet},
                    {a, theme.ink, Face::mono, first.from_a},
                    {" \u00f7 \u221a(", theme.quiet},
                    {b, theme.ink},
                    {" + 1e\u22126)", theme.quiet},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            break;
        case Step::Kind::rotate: write_rotation(c, w, step); break;
        case Step::Kind::position:
            w.line({{a, theme.ink, Face::mono, first.from_a},
                    {" + ", theme.quiet},
                    {c.text(Str::step_position), theme.quiet, Face::regular},
                    {" ", theme.quiet},
                    {b, theme.ink},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        case Step::Kind::embedding:
            w.words(embedding_words(c, numbers, cell), theme.ink, theme.text);
            if (!c.view.read_only) w.words(hint(c, Str::hint_edit, Str::hint_edit_touch), theme.quiet, theme.small);
            break;
        case Step::Kind::parameter: break;  // the inspector says what it is for
        case Step::Kind::standardise: {
            const std::string deviation = number_text(static_cast<double>(step.terms.at(1).a), 4);
            w.line({{"(x \u2212 \u03bc) \u00f7 \u221a(\u03c3\u00b2 + 10\u207b\u2075)", theme.quiet}});
            w.line({{"= (", theme.quiet},
                    {a, theme.ink, Face::mono, first.from_a},
                    {" \u2212 ", theme.quiet},
                    {b, theme.ink},
                    {") \u00f7 ", theme.quiet},
                    {deviation, theme.ink},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}},
                   12);
            w.words(lab::format(Str::step_row_mean, c.view.language, {std::to_string(step.summands.size())}), theme.quiet,
                    theme.small);
            break;
        }
        case Step::Kind::affine:
            w.line({{"\u00d7 \u03b3 ", theme.quiet},
                    {b, theme.ink, Face::mono, first.from_b},
                    {" + \u03b2 ", theme.quiet},
                    {number_text(static_cast<double>(step.bias), 4), theme.ink, Face::mono, step.from_bias},
                    {" = ", theme.quiet},
                    {value, theme.ink, strong}});
            break;
        case Step::Kind::copy:
            if (!lab::info(first.from_a.tensor).per_head) {
                w.words(lab::format(Str::step_handed_on, c.view.language, {std::to_string(first.from_a.layer + 1)}), theme.ink,
                        theme.text);
                w.line({{"= ", theme.quiet}, {value, theme.ink, strong, first.from_a}});
                break;
            }
            w.words(lab::format(Str::step_copy, c.view.language,
                                {std::to_string(first.from_a.head + 1), std::to_string(first.from_a.col + 1)}),
                    theme.ink, theme.text);
            w.line({{"= ", theme.quiet}, {value, theme.ink, strong, first.from_a}});
            break;
    }
}

}  // namespace

void inspector_steps(Context& c, PictureNumbers& numbers) {
    const CellRef* opened = formula_cell(c, true);
    if (opened == nullptr) return;
    const CellRef cell = *opened;
    const std::vector<Step> steps = lab::explain(c.document, c.trace, cell);
    Operands operands(c, numbers, cell);
    Writer w(c, c.theme.small, &operands);
    for (size_t i = 0; i < steps.size(); ++i)
        write(c, numbers, w, cell, steps[i], i + 1 < steps.size() ? &steps[i + 1] : nullptr);
    w.end("arithmetic");
}

}  // namespace headscope::ui
