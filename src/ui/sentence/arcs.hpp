// The weights of one query as arcs over the sentence.
#pragma once

#include <functional>
#include <vector>

#include "ui/base/context.hpp"
#include "ui/sentence/plan.hpp"

namespace headscope::ui {

/// The weights from this query that are drawn: of the shown head, or of all.
std::vector<ArcWeight> arc_weights(const Context& c, int query);
/// The weight of a key from a query in the shown head; 0 beyond the shape.
float weight_of(const Context& c, int query, int key);
/// Where the shown head looks most; -1: there is no such row.
int strongest_key(const Context& c, int query);
/// Whether the masks hide this key from the query.
bool is_hidden(const Context& c, int query, int key);

/// Draws them; `curve` says where the arc of a weight runs.
void draw_arcs(const Context& c, const std::vector<ArcWeight>& weights, const std::function<Arc(const ArcWeight&)>& curve);

}  // namespace headscope::ui
