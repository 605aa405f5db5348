// What differs between two documents, asked by the operations that read it.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "core/base/tensor.hpp"
#include "lab/model/document.hpp"
#include "lab/model/sizes.hpp"

namespace headscope::lab {

using core::Range;

/// The smallest range that holds both.
inline Range hull(Range a, Range b) {
    if (a.size() <= 0) return b;
    if (b.size() <= 0) return a;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}
inline bool holds(Range outer, Range inner) {
    return inner.size() <= 0 || (outer.begin <= inner.begin && inner.end <= outer.end);
}

/// All ranges are hulls: the smallest range that holds every difference. Both documents outlive this.
class Difference {
public:
    /// `before` nullptr: there was nothing, or nothing of it can be kept.
    Difference(const Document* before, const Document& after);
    /// No number can be kept: sizes differ.
    bool everything() const { return before_ == nullptr; }
    /// The same projections are cut into other heads.
    bool heads() const { return everything() || other_heads_; }
    /// A stage has got numbers of its own, or shows another's from now on.
    bool remade(TensorId stage) const { return everything() || remade_.contains(stage); }
    /// Any of these parameters.
    bool any(std::initializer_list<Param> params) const;
    /// Rows of a batch item's matrix, or of the document's; columns of a layer's.
    Range rows(TensorId matrix, int item = 0) const;
    Range columns(TensorId matrix, int layer = 0) const;
    const Document* before() const { return before_; }
    const Document& after() const { return after_; }

private:
    const Document* before_;
    const Document& after_;
    Sizes sizes_;
    bool other_heads_ = false;
    TensorSet remade_;
};

}  // namespace headscope::lab
