// Heads times head dimension.
#include "lab/model/widths.hpp"

#include <array>
#include <iterator>

#include "core/attention/rotary.hpp"
#include "core/base/limits.hpp"
#include "lab/text/number.hpp"

namespace headscope::lab {
namespace {

/// What an error is blamed on when several were said: the first of these.
constexpr Param kWidths[] = {Param::head_dim,     Param::value_dim, Param::d_model,        Param::kv_heads,
                             Param::num_heads,    Param::d_memory,  Param::d_value_memory, Param::cross,
                             Param::value_source, Param::head_kind, Param::positions};

/// The numbers alone, by kWidths, so that asking is cheap.
struct Widths {
    std::array<int, std::size(kWidths)> values{};

    explicit Widths(const Document& doc) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = doc.integer(kWidths[i]);
    }
    int& operator[](Param p) {
        std::size_t i = 0;
        while (kWidths[i] != p) ++i;
        return values[i];
    }
    int operator[](Param p) const { return const_cast<Widths&>(*this)[p]; }
    int product() const { return (*this)[Param::num_heads] * (*this)[Param::head_dim]; }
    HeadKind kind() const { return static_cast<HeadKind>((*this)[Param::head_kind]); }
    bool wide() const { return kind() == HeadKind::wide; }
    bool tied() const { return product() == (*this)[Param::d_model]; }
    bool grouped() const { return (*this)[Param::kv_heads] != (*this)[Param::num_heads]; }
    bool own_values() const { return (*this)[Param::value_dim] != (*this)[Param::head_dim]; }
};

SaidParams only(Param p) { return SaidParams().set(static_cast<std::size_t>(p)); }

struct Fault {
    enum Kind { none, indivisible, ungroupable, unreadable, too_wide, not_wide, not_rotated } kind = none;
    int width = 0;  // what the heads were to be cut from; what they make
    int of_head = 0, limit = 0;
    Param memory = Param::d_memory;  // the one that cannot be read
};

Fault follow(const Widths& before, Widths& next, const SaidParams& said) {
    const auto is_said = [&](Param p) { return said[static_cast<std::size_t>(p)]; };
    const int heads = next[Param::num_heads];
    const bool cut_model = before.tied() || before.wide();
    const bool cut = is_said(Param::num_heads) || before.wide() || (is_said(Param::d_model) && before.tied());
    if (next.wide()) {
        if (!is_said(Param::head_dim)) next[Param::head_dim] = next[Param::d_model];
        else if (!is_said(Param::d_model)) next[Param::d_model] = next[Param::head_dim];
        if (next[Param::head_dim] != next[Param::d_model]) return {Fault::not_wide};
    } else if (!is_said(Param::head_dim) && cut) {
        const int width = cut_model ? next[Param::d_model] : before.product();
        if (width % heads != 0) return {Fault::indivisible, width};
        next[Param::head_dim] = width / heads;
    }
    if (!is_said(Param::value_dim) && !before.own_values()) next[Param::value_dim] = next[Param::head_dim];
    const bool sets_model = is_said(Param::head_dim) && !is_said(Param::d_model) && before.tied() && !next.wide();
    for (const Param p : {Param::head_dim, Param::value_dim}) {
        const int limit = sets_model && p == Param::head_dim ? core::kMaxModelDim : core::kMaxHeadsWidth;
        if (const int width = heads * next[p]; width > limit) return {Fault::too_wide, width, next[p], limit};
    }
    if (sets_model) next[Param::d_model] = next.product();
    if (!is_said(Param::kv_heads) && !before.grouped()) next[Param::kv_heads] = heads;
    if (heads % next[Param::kv_heads] != 0) return {Fault::ungroupable};
    const bool rotated = static_cast<Positions>(next[Param::positions]) == Positions::rope;
    if (rotated && !core::can_rotate(next[Param::head_dim])) return {Fault::not_rotated, next[Param::head_dim]};
    if (next.kind() != HeadKind::narrow) return {};
    if (next[Param::d_model] % heads != 0) return {Fault::indivisible, next[Param::d_model]};
    // The blocks of keys and values are the memories'.
    for (const Param memory : {Param::d_memory, Param::d_value_memory}) {
        const bool read = next[Param::cross] != 0 && (memory == Param::d_memory || next[Param::value_source] != 0);
        if (!read || next[memory] % next[Param::kv_heads] == 0) continue;
        if (is_said(memory)) return {Fault::unreadable, next[memory], 0, 0, memory};
        next[memory] = next[Param::d_model];
    }
    return {};
}

Fault fault_of(const Widths& before, Param p, int value) {
    Widths next = before;
    next[p] = value;
    return follow(before, next, only(p));
}
bool accepts(const Widths& before, Param p, int value) { return fault_of(before, p, value).kind == Fault::none; }

// The numbers nearest to `wanted` in the parameter's range, one below and one above, for which `legal` holds.
template <class Legal>
std::string nearby(Param p, int wanted, Legal legal) {
    std::string list;
    const int limit = static_cast<int>(info(p).max);
    int below = wanted, above = wanted;
    while (--below >= 1 && !legal(below)) {}
    while (++above <= limit && !legal(above)) {}
    if (below >= 1) list = print_int(below);
    if (above <= limit) list += (list.empty() ? "" : ", ") + print_int(above);
    return list.empty() ? "–" : list;
}

Error error_of(const Fault& fault, Param cause, const Widths& next) {
    const int heads = next[Param::num_heads], kv_heads = next[Param::kv_heads];
    const std::string key(info(cause).key);
    if (fault.kind == Fault::too_wide)
        return {Str::error_width,
                {key, print_int(heads), print_int(fault.of_head), print_int(fault.width), print_int(fault.limit)}};
    if (fault.kind == Fault::ungroupable) {
        const auto divides = [&](int n) { return cause == Param::kv_heads ? heads % n == 0 : n % kv_heads == 0; };
        const Param of = cause == Param::kv_heads ? cause : Param::num_heads;
        return {Str::error_kv_heads, {key, print_int(kv_heads), print_int(heads), nearby(of, next[of], divides)}};
    }
    if (fault.kind == Fault::not_wide)
        return {Str::error_wide, {key, print_int(next[Param::head_dim]), print_int(next[Param::d_model])}};
    if (fault.kind == Fault::unreadable)
        return {Str::error_not_divisible,
                {key, print_int(kv_heads), print_int(fault.width),
                 nearby(fault.memory, fault.width, [&](int n) { return n % kv_heads == 0; })}};
    if (fault.kind == Fault::not_rotated)
        return {Str::error_rotation, {key, print_int(fault.width), nearby(Param::head_dim, fault.width, core::can_rotate)}};
    const bool of_heads = cause != Param::d_model;
    const auto divides = [&](int n) { return of_heads ? fault.width % n == 0 : n % heads == 0; };
    return {Str::error_not_divisible,
            {key, print_int(heads), print_int(fault.width),
             nearby(of_heads ? Param::num_heads : Param::d_model, of_heads ? heads : fault.width, divides)}};
}

// Head dimensions worth a stop: every one up to 16, then by eighths of an octave.
int after(int head_dim) { return head_dim + (head_dim < 16 ? 1 : head_dim < 64 ? 8 : head_dim < 256 ? 32 : 128); }

std::vector<double> stops(const Document& doc, Param p, int unit) {
    const Widths widths(doc);
    std::vector<double> legal;
    for (int h = 1; h * unit <= static_cast<int>(info(p).max); h = after(h))
        if (accepts(widths, p, h * unit)) legal.push_back(h * unit);
    return legal;
}

std::vector<double> accepted(const Document& doc, Param p) {
    const Widths widths(doc);
    std::vector<double> legal;
    for (int n = 1; n <= static_cast<int>(info(p).max); ++n)
        if (accepts(widths, p, n)) legal.push_back(n);
    return legal;
}

}  // namespace

bool is_width(Param p) {
    for (const Param width : kWidths)
        if (width == p) return true;
    return false;
}

Result<bool> follow_widths(const Document& before, Document& next, const SaidParams& said, Param& cause) {
    cause = Param::count_;
    for (const Param p : kWidths)
        if (cause == Param::count_ && said[static_cast<std::size_t>(p)]) cause = p;
    if (cause == Param::count_) return true;
    Widths widths(next);
    const Fault fault = follow(Widths(before), widths, said);
    if (fault.kind == Fault::ungroupable && said[static_cast<std::size_t>(Param::kv_heads)]) cause = Param::kv_heads;
    if (fault.kind == Fault::indivisible && said[static_cast<std::size_t>(Param::d_model)]) cause = Param::d_model;
    if (fault.kind == Fault::unreadable) cause = fault.memory;
    if (fault.kind == Fault::not_wide && said[static_cast<std::size_t>(Param::head_kind)]) cause = Param::head_kind;
    if (fault.kind != Fault::none) return error_of(fault, cause, widths);
    for (const Param p : kWidths) next.params[static_cast<std::size_t>(p)] = widths[p];
    return true;
}

bool width_is_said(const Document& doc, Param p) {
    const bool follows = doc.tied() || Widths(doc).wide();
    switch (p) {
        case Param::head_dim: return !follows;
        case Param::d_model: return !follows || doc.real(p) != info(p).initial;
        case Param::kv_heads: return doc.real(p) != doc.real(Param::num_heads);
        case Param::value_dim: return doc.real(p) != doc.real(Param::head_dim);
        default: return doc.real(p) != info(p).initial;
    }
}

std::vector<double> legal_heads(const Document& doc) { return accepted(doc, Param::num_heads); }
std::vector<double> legal_kv_heads(const Document& doc) { return accepted(doc, Param::kv_heads); }
std::vector<double> legal_widths(const Document& doc) {
    const bool any = !doc.tied() && Widths(doc).kind() == HeadKind::standard;
    return any ? std::vector<double>{} : stops(doc, Param::d_model, Widths(doc).wide() ? 1 : doc.integer(Param::num_heads));
}
std::vector<double> legal_head_dims(const Document& doc) { return stops(doc, Param::head_dim, 1); }
std::vector<double> legal_value_dims(const Document& doc) { return stops(doc, Param::value_dim, 1); }

std::vector<double> legal_layers(const Document& doc) {
    std::vector<double> legal;
    for (int layers = 1; layers <= (doc.output_is_d_model() ? kMaxLayers : 1); ++layers) legal.push_back(layers);
    return legal;
}

}  // namespace headscope::lab
