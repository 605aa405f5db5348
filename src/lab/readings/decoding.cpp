// Decoding read off the document, its masks and the program.
#include "lab/readings/decoding.hpp"

#include <iterator>

#include "lab/model/masks.hpp"
#include "lab/model/sizes.hpp"
#include "lab/program/cost.hpp"
#include "lab/readings/head_costs.hpp"

namespace headscope::lab {
namespace {

constexpr DecodingObstacle kObstacles[] = {
    {Str::decoding_cross, Param::cross, 0, [](const Document& doc) { return doc.cross(); }},
    {Str::decoding_causal, Param::causal, 1,
     [](const Document& doc) {
         const MaskRule rule(doc);
         return !rule.mask.causal && rule.mask.window_right != 0;
     }},
    {Str::decoding_dropout, Param::training, 0, [](const Document& doc) { return doc.drops(); }},
    {Str::decoding_empty, Param::empty_rows, 0,
     [](const Document& doc) { return fills_empty_rows(doc) && has_empty_row(doc); }},
};

}  // namespace

const DecodingObstacle* decoding_obstacle(const Document& doc, const DecodingObstacle* from) {
    for (const DecodingObstacle* o = from ? from : kObstacles; o != std::end(kObstacles); ++o)
        if (o->holds(doc)) return o;
    return nullptr;
}

Edit made_decodable(const Document& doc) {
    Edit edit;
    for (const DecodingObstacle* o = nullptr; (o = decoding_obstacle(doc, o)) != nullptr; ++o)
        edit.add(SetParam{o->param, o->value});
    return edit;
}

bool is_cached(const Document& doc, TensorId stage) {
    const Sizes sizes = sizes_of(doc);
    const TensorId stored = stored_as(stage, sizes);
    return stored == TensorId::value || stored == stored_as(TensorId::rotated_key, sizes);
}

Turn turn_of(const Document& doc, const CellRef& cell, int step) {
    const TensorInfo& row = info(cell.tensor);
    const bool tokens = counts_queries(row.rows) || counts_keys(row.rows);
    if (step < 0 || !tokens || row.kind == TensorKind::mask) return Turn::none;
    if (cell.row > step || (counts_keys(row.cols) && cell.col > step)) return Turn::later;
    if (cell.row == step) return Turn::now;
    return is_cached(doc, cell.tensor) ? Turn::cached : Turn::earlier;
}

DecodingCosts decoding_costs(const Document& doc, int step) {
    const MaskRule rule(doc);
    Sizes sizes = sizes_of(doc);
    const int keys = sizes.keys;
    const auto counts = [&](int rows, double pairs) {
        sizes.queries = sizes.keys = rows;
        return Counts{sizes, pairs, pairs};
    };
    DecodingCosts costs;
    double pairs_so_far = 0;
    for (int token = 0; token <= step; ++token) {
        double pairs = 0;
        for (int item = 0; item < sizes.batch; ++item) pairs += visible_pairs(rule.mask, item, {token, token + 1}, keys);
        const Counts row = counts(1, pairs), all = counts(token + 1, pairs_so_far += pairs);
        costs.so_far += costs.step = multiply_adds(row);
        costs.so_far_without += costs.step_without = multiply_adds_of_last_row(all, row);
    }
    costs.cache_bytes = cache_bytes(sizes);
    return costs;
}

}  // namespace headscope::lab
