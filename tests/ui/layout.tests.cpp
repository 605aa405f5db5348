// Nothing overlaps and nothing sticks out: the page's regions and the flow's pictures over many sizes and shapes.
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "ui/flow/flow_plan.hpp"
#include "ui/plan/page_plan.hpp"

using namespace headscope::ui;

namespace {

bool overlap(const Region& a, const Region& b) {
    return a.min.x < b.max.x - 0.5f && b.min.x < a.max.x - 0.5f && a.min.y < b.max.y - 0.5f && b.min.y < a.max.y - 0.5f;
}

/// How many of the regions overlap another one or leave the room; empty ones are not there.
int misplaced(const std::vector<Region>& regions, const Region& room) {
    int count = 0;
    for (size_t i = 0; i < regions.size(); ++i) {
        const Region& a = regions[i];
        if (a.empty()) continue;
        if (a.min.x < room.min.x || a.min.y < room.min.y || a.max.x > room.max.x || a.max.y > room.max.y + 1) ++count;
        for (size_t j = 0; j < i; ++j) count += !regions[j].empty() && overlap(a, regions[j]) ? 1 : 0;
    }
    return count;
}

std::vector<Region> pictures(const FlowLayout& flow, const FlowNeeds& needs) {
    std::vector<Region> all{flow.sentence,    flow.header,  flow.steps,  flow.stage,
                            flow.legend,      flow.gallery, flow.concat, flow.output_projection,
                            flow.output_bias, flow.layers};
    for (int i = 0; i < needs.results; ++i) all.push_back(flow.results[i]);
    for (int i = 0; i < needs.inputs; ++i) all.push_back(flow.inputs[i]);
    for (int i = 0; i < 3; ++i) all.insert(all.end(), {flow.projections[i], flow.biases[i], flow.heads[i]});
    return all;
}

}  // namespace

TEST_CASE("the page's regions fill every window without overlapping") {
    int bad = 0;
    for (float width = 320; width <= 2560; width += 40) {
        for (float height = 320; height <= 1440; height += 40) {
            for (const int folded : {0, 1, 2, 3}) {
                const PageNeeds needs{52, 236, 310, (folded & 1) != 0, (folded & 2) != 0};
                const PagePlan page = plan_page({0, 0}, {width, height}, needs);
                bad += misplaced({page.bar, page.rail, page.flow, page.inspector, page.status, page.tabs},
                                 {{0, 0}, {width, height}});
                bad += page.flow.empty() ? 1 : 0;
            }
        }
    }
    CHECK(bad == 0);
}

TEST_CASE("the flow's pictures never overlap and never need to scroll sideways") {
    int bad = 0;
    for (float width = 640; width <= 2050; width += 94) {
        for (float height = 400; height <= 1360; height += 120) {
            for (int heads : {1, 8, 64}) {
                for (int inputs : {1, 2, kMostInputs}) {
                    for (int queries : {1, 7, 64}) {
                        for (int keys : {1, 7, 64}) {
                            for (float names : {20.0f, 106.0f}) {
                                FlowNeeds needs;
                                needs.query_names = needs.key_names = names;
                                needs.inputs = inputs;
                                needs.biases = inputs != 2;
                                needs.results = inputs == kMostInputs ? kMostResults : 1;
                                needs.layers = inputs > 1 && queries == 7 ? 92.0f : 0.0f;
                                needs.head_dim = needs.value_dim = 64 / heads;
                                needs.queries = queries;
                                needs.keys = keys;
                                needs.heads = heads;
                                const FlowLayout flow = plan_flow({width, height}, needs);
                                bad += misplaced(pictures(flow, needs), {{0, 0}, flow.size});
                                bad += flow.size.x > width + 1 ? 1 : 0;
                                bad += flow.inputs[inputs - 1].height() < needs.caption + 11 ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
    }
    CHECK(bad == 0);
}
