// Reach and cost of operations on the rows of heads.
#include "lab/program/operations/head_rows.hpp"

#include "lab/program/cost.hpp"

namespace headscope::lab {

Reach reach_of_head_rows(const Operation& op, Pass& pass, bool other) {
    Reach reached;
    const Range all{0, pass.sizes().of(info(op.result).rows)};
    if (other || pass.difference.heads() || pass.difference.remade(op.result)) {
        reached.rows.fill(all);
        return reached;
    }
    const Reach from = pass.reach_of(op.operands[0]);
    const int head_dim = pass.sizes().head_dim();
    reached.rows = from.rows;
    for (int head = 0; head < pass.sizes().heads_of(info(op.result)); ++head)
        if (from.of_head(head)) reached.add_columns({head * head_dim, (head + 1) * head_dim}, head_dim);
    return reached;
}

double cost_of_head_rows(const Operation& op, const Counts& counts, double multiply_adds) {
    const Sizes& s = counts.sizes;
    return multiply_adds * s.batch * s.of(info(op.result).rows) * s.heads_of(info(op.result)) * s.of(info(op.result).cols);
}

}  // namespace headscope::lab
