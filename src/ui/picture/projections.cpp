// Read off the program once.
#include "ui/picture/projections.hpp"

#include <array>

#include "lab/program/program.hpp"

namespace headscope::ui {
namespace {

struct Projections {
    std::array<Projection, kHeadProjections> heads;
    Projection output;
};

Projections read_program() {
    Projections all;
    size_t next = 0;
    for (const lab::Operation* op : lab::program()) {
        const lab::TensorId weight = lab::weight_of(*op);
        if (weight == lab::TensorId::none) continue;
        const Projection projection{lab::source_of(*op), weight, lab::info(weight).bias, op->result};
        if (lab::info(op->result).per_head && next < all.heads.size()) all.heads[next++] = projection;
        else all.output = projection;
    }
    return all;
}

const Projections& projections() {
    static const Projections all = read_program();
    return all;
}

}  // namespace

std::span<const Projection, kHeadProjections> head_projections() { return projections().heads; }
const Projection& output_projection() { return projections().output; }

}  // namespace headscope::ui
