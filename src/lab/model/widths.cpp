// Heads times head dimension.
#include "lab/model/widths.hpp"

#include "core/base/limits.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

void store(Document& doc, Param p, int value) { doc.params[static_cast<size_t>(p)] = value; }

// The numbers nearest to `wanted` in [1, limit], one below and one above, for which `legal` holds.
template <class Legal>
std::string nearby(int wanted, int limit, Legal legal) {
    std::string list;
    int below = wanted, above = wanted;
    while (--below >= 1 && !legal(below)) {}
    while (++above <= limit && !legal(above)) {}
    if (below >= 1) list = print_int(below);
    if (above <= limit) list += (list.empty() ? "" : ", ") + print_int(above);
    return list.empty() ? "–" : list;
}

// That `heads` do not divide `width`, with the nearest legal values of the parameter that was to change.
Error not_divisible(Param cause, int heads, int width) {
    const bool of_heads = cause == Param::num_heads;
    std::string legal = of_heads ? nearby(heads, core::kMaxHeads, [&](int n) { return width % n == 0; })
                                 : nearby(width, core::kMaxModelDim, [&](int n) { return n % heads == 0; });
    return {Str::error_not_divisible, {std::string(info(cause).key), print_int(heads), print_int(width), std::move(legal)}};
}

/// The three numbers alone, so that asking is cheap.
struct Widths {
    int heads, head_dim, d_model;
    int product() const { return heads * head_dim; }
    bool tied() const { return product() == d_model; }
};
Widths widths_of(const Document& doc) {
    return {doc.integer(Param::num_heads), doc.integer(Param::head_dim), doc.integer(Param::d_model)};
}

enum class Fault { none, indivisible, too_wide };

/// `width`: what the heads were to be cut from.
Fault follow(const Widths& before, Widths& next, SaidWidths said, int& width) {
    if (!said.head_dim && (said.num_heads || (said.d_model && before.tied()))) {
        width = before.tied() ? next.d_model : before.product();
        if (width % next.heads != 0) return Fault::indivisible;
        next.head_dim = width / next.heads;
    }
    width = next.product();
    if (width > core::kMaxModelDim) return Fault::too_wide;
    if (said.head_dim && !said.d_model && before.tied()) next.d_model = width;
    return Fault::none;
}

bool accepts(const Document& doc, Param p, int value) {
    const Widths before = widths_of(doc);
    Widths next = before;
    int width = 0;
    (p == Param::num_heads ? next.heads : p == Param::head_dim ? next.head_dim : next.d_model) = value;
    return follow(before, next, {p == Param::num_heads, p == Param::head_dim, p == Param::d_model}, width) == Fault::none;
}

// Head dimensions worth a stop: every one up to 16, then by eighths of an octave.
int after(int head_dim) { return head_dim + (head_dim < 16 ? 1 : head_dim < 64 ? 8 : head_dim < 256 ? 32 : 128); }

std::vector<double> stops(const Document& doc, Param p, int unit) {
    std::vector<double> legal;
    for (int h = 1; h * unit <= static_cast<int>(info(p).max); h = after(h))
        if (accepts(doc, p, h * unit)) legal.push_back(h * unit);
    return legal;
}

}  // namespace

Result<bool> follow_widths(const Document& before, Document& next, SaidWidths said) {
    if (!said.num_heads && !said.head_dim && !said.d_model) return true;
    const Param cause = said.head_dim ? Param::head_dim : said.d_model ? Param::d_model : Param::num_heads;
    Widths widths = widths_of(next);
    int width = 0;
    switch (follow(widths_of(before), widths, said, width)) {
        case Fault::indivisible: return not_divisible(cause, widths.heads, width);
        case Fault::too_wide:
            return Error{Str::error_width,
                         {std::string(info(cause).key), print_int(widths.heads), print_int(widths.head_dim), print_int(width),
                          print_int(core::kMaxModelDim)}};
        case Fault::none: break;
    }
    store(next, Param::head_dim, widths.head_dim);
    store(next, Param::d_model, widths.d_model);
    return true;
}

std::vector<double> legal_heads(const Document& doc) {
    std::vector<double> legal;
    for (int m = 1; m <= static_cast<int>(info(Param::num_heads).max); ++m)
        if (accepts(doc, Param::num_heads, m)) legal.push_back(m);
    return legal;
}

std::vector<double> legal_widths(const Document& doc) {
    return doc.tied() ? stops(doc, Param::d_model, doc.integer(Param::num_heads)) : std::vector<double>{};
}
std::vector<double> legal_head_dims(const Document& doc) { return stops(doc, Param::head_dim, 1); }

std::vector<double> legal_layers(const Document& doc) {
    std::vector<double> legal;
    for (int layers = 1; layers <= (doc.output_is_d_model() ? kMaxLayers : 1); ++layers) legal.push_back(layers);
    return legal;
}

}  // namespace headscope::lab
